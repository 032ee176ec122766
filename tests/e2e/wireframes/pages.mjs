// Holds a page against what was drawn: at the width of the canvas every element's box lies within 8 px of
// its frame; on narrower screens nothing is wider than the window, cut off, or over something else.

const TOLERANCE = 8;

/** Frames on the canvas by element id. */
function frames({ elements }) {
  const byId = new Map(elements.map((element) => [element.id, element]));
  const frame = (element) => {
    const above = element.parentId && byId.get(element.parentId);
    const { x, y } = above ? frame(above) : { x: 0, y: 0 };
    return { x: x + element.x, y: y + element.y, width: element.width, height: element.height };
  };
  return new Map(elements.map((element) => [element.id, frame(element)]));
}

/** The boxes of all elements in a page, by element id. */
function boxes(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("[data-element]")].map((tag) => {
      const { x, y, width, height } = tag.getBoundingClientRect();
      const id = tag.getAttribute("data-element").split("/").pop();
      return { id, x: x + scrollX, y: y + scrollY, width, height };
    }),
  );
}

/** Which elements of a drawing are not where they were drawn. */
export async function misplaced(page, drawing) {
  const found = new Map((await boxes(page)).map((box) => [box.id, box]));
  const problems = [];
  for (const [id, frame] of frames(drawing)) {
    const box = found.get(id);
    const { component } = drawing.elements.find((element) => element.id === id);
    if (!box) {
      problems.push(`${component} ${id} is missing`);
      continue;
    }
    const off = ["x", "y", "width", "height"].map((side) => box[side] - frame[side]);
    if (off.some((distance) => Math.abs(distance) > TOLERANCE)) {
      problems.push(`${component} ${id} is off by ${off.map((distance) => distance.toFixed(1)).join(", ")} (x, y, width, height)`);
    }
  }
  return problems;
}

/** What is wrong with a page at the width that its window has. */
export function broken(page) {
  return page.evaluate(() => {
    const problems = [];
    const wide = document.documentElement.clientWidth;
    const named = (tag) => `<${tag.tagName.toLowerCase()} class="${tag.getAttribute("class") ?? ""}">`;
    const ancestors = function* (tag) {
      for (let above = tag; above && above !== document.body; above = above.parentElement) yield getComputedStyle(above);
    };
    const scrolls = (tag) => [...ancestors(tag)].some(({ overflowX }) => ["auto", "scroll"].includes(overflowX));
    if (document.documentElement.scrollWidth > wide) problems.push(`scrolls to ${document.documentElement.scrollWidth} px`);
    for (const tag of document.querySelectorAll("[data-element], [data-element] *")) {
      if (tag.closest("svg") && tag.tagName !== "svg") continue;
      const box = tag.getBoundingClientRect();
      if (tag.dataset?.element && tag.textContent.trim() && box.width < 24) problems.push(`${named(tag)} is squeezed to ${box.width.toFixed(0)} px: ${tag.textContent.slice(0, 40)}`);
      if (box.width === 0 || box.height === 0) continue;
      if (box.right > wide + 1 && !scrolls(tag)) problems.push(`${named(tag)} reaches ${box.right.toFixed(0)} px`);
      const { overflowX, overflowY, textOverflow } = getComputedStyle(tag);
      const cuts = (overflow) => ["hidden", "clip"].includes(overflow);
      // What ends in an ellipsis says so itself; bigger letters than the line is high are no loss.
      if (cuts(overflowY) && tag.scrollHeight > tag.clientHeight + 4 && !["SELECT", "INPUT"].includes(tag.tagName)) problems.push(`${named(tag)} cuts ${tag.scrollHeight - tag.clientHeight} px off below: ${tag.textContent.slice(0, 40)}`);
      if (cuts(overflowX) && textOverflow !== "ellipsis" && tag.scrollWidth > tag.clientWidth + 4 && tag.tagName !== "INPUT") problems.push(`${named(tag)} cuts ${tag.scrollWidth - tag.clientWidth} px off at the side: ${tag.textContent.slice(0, 40)}`);
    }
    // Siblings in the flow do not lie over one another.
    const layered = (tag) => [...ancestors(tag)].some(({ position }) => position === "absolute");
    const leaves = [...document.querySelectorAll("[data-element]")].filter((tag) => !tag.querySelector("[data-element]") && !layered(tag));
    const flowing = leaves.map((tag) => [tag, tag.getBoundingClientRect()]);
    flowing.forEach(([a, one], at) => {
      for (const [b, other] of flowing.slice(at + 1)) {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (across > 2 && down > 2) problems.push(`${named(a)} lies over ${named(b)} by ${across.toFixed(0)} × ${down.toFixed(0)}`);
      }
    });
    return [...new Set(problems)].slice(0, 12);
  });
}
