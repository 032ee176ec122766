/** The value of what was typed, such as `2×(3+4)`; null where it makes no sense. */
export function evaluate(typed: string): number | null {
  const tokens = typed.match(/\d+\.?\d*|\.\d+|[()+−×÷-]/g) ?? [];
  if (tokens.join("") !== typed || tokens.length === 0) return null;
  let at = 0;

  function sum(): number {
    let value = product();
    while (tokens[at] === "+" || tokens[at] === "−" || tokens[at] === "-") {
      value = tokens[at++] === "+" ? value + product() : value - product();
    }
    return value;
  }

  function product(): number {
    let value = atom();
    while (tokens[at] === "×" || tokens[at] === "÷") {
      value = tokens[at++] === "×" ? value * atom() : value / atom();
    }
    return value;
  }

  function atom(): number {
    const token = tokens[at++];
    if (token === "−" || token === "-") return -atom();
    if (token === "(") {
      const value = sum();
      return tokens[at++] === ")" ? value : Number.NaN;
    }
    return token === undefined ? Number.NaN : Number(token);
  }

  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? Number(value.toPrecision(12)) : null;
}
