//! Arithmetic that people write, and the TypeScript that computes it.
//!
//! Formulas use `+ - * / ^`, brackets, numbers, names of inputs, and the functions in
//! [`FUNCTIONS`]. A division by zero gives zero in the generated code.

/// What formulas can call, and with how many arguments.
const FUNCTIONS: &[(&str, usize)] =
    &[("round", 1), ("ceil", 1), ("floor", 1), ("sqrt", 1), ("min", 2), ("max", 2), ("if", 3)];

/// What formulas of a list's fields can call with the names of texts and dates, and as what.
pub(super) const OF_TEXTS: &[(&str, usize, &str)] = &[
    ("words", 1, "wordCount"),
    ("letters", 1, "letterCount"),
    ("until", 1, "daysUntil"),
    ("since", 1, "daysSince"),
    ("years", 1, "yearsSince"),
    ("days", 2, "daysFrom"),
];

/// A parsed formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    Number(f64),
    Name(String),
    Call(&'static str, Vec<Expression>),
    Operation(char, Box<Expression>, Box<Expression>),
}

/// Reads a formula; `None` where it is not one.
pub(super) fn parse(text: &str) -> Option<Expression> {
    let tokens = tokens(text)?;
    let mut at = 0;
    let expression = sum(&tokens, &mut at, 0)?;
    (at == tokens.len()).then_some(expression)
}

/// The names that a formula uses, each once, in order.
pub(super) fn names(expression: &Expression) -> Vec<String> {
    fn collect(expression: &Expression, out: &mut Vec<String>) {
        match expression {
            Expression::Number(_) => {}
            Expression::Name(name) => {
                if !out.contains(name) {
                    out.push(name.clone());
                }
            }
            Expression::Call(_, arguments) => arguments.iter().for_each(|argument| collect(argument, out)),
            Expression::Operation(_, left, right) => {
                collect(left, out);
                collect(right, out);
            }
        }
    }
    let mut out = Vec::new();
    collect(expression, &mut out);
    out
}

/// Stands before a name whose text is wanted rather than its number.
pub(super) const TEXT: char = '#';

/// The formula as TypeScript; `variable` says how a name is written there.
pub(super) fn to_typescript(expression: &Expression, variable: &dyn Fn(&str) -> String) -> String {
    write(expression, variable, 0)
}

fn write(expression: &Expression, variable: &dyn Fn(&str) -> String, outer: u8) -> String {
    match expression {
        Expression::Number(value) => super::words::number(*value),
        Expression::Name(name) => variable(name),
        Expression::Call("if", arguments) => {
            let part = |at: usize| arguments.get(at).map(|a| write(a, variable, 0)).unwrap_or_default();
            format!("({} !== 0 ? {} : {})", part(0), part(1), part(2))
        }
        Expression::Call(name, arguments) if OF_TEXTS.iter().any(|(own, _, _)| own == name) => {
            let call = OF_TEXTS.iter().find(|(own, _, _)| own == name).map_or(*name, |(_, _, call)| call);
            let arguments: Vec<_> = arguments
                .iter()
                .map(|argument| match argument {
                    Expression::Name(name) => variable(&format!("{TEXT}{name}")),
                    other => write(other, variable, 0),
                })
                .collect();
            format!("{call}({})", arguments.join(", "))
        }
        Expression::Call(name, arguments) => {
            let arguments: Vec<_> = arguments.iter().map(|argument| write(argument, variable, 0)).collect();
            format!("Math.{name}({})", arguments.join(", "))
        }
        Expression::Operation('^', base, power) => {
            format!("Math.pow({}, {})", write(base, variable, 0), write(power, variable, 0))
        }
        Expression::Operation('/', left, right) => {
            if matches!(**right, Expression::Number(value) if value != 0.0) {
                let text = format!("{} / {}", write(left, variable, 2), write(right, variable, 3));
                if outer > 2 { format!("({text})") } else { text }
            } else {
                format!("ratio({}, {})", write(left, variable, 0), write(right, variable, 0))
            }
        }
        Expression::Operation(operator, left, right) => {
            let level = if *operator == '*' { 2 } else { 1 };
            let text = format!(
                "{} {operator} {}",
                write(left, variable, level),
                write(right, variable, level + u8::from(*operator == '-'))
            );
            if outer > level { format!("({text})") } else { text }
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(f64),
    Name(String),
    Sign(char),
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut out = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
            out.push(Token::Number(rest[..end].parse().ok()?));
            end
        } else if first.is_alphabetic() {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            out.push(Token::Name(rest[..end].to_owned()));
            end
        } else {
            let sign = match first {
                '×' => '*',
                '÷' => '/',
                '+' | '-' | '*' | '/' | '^' | '(' | ')' | ',' => first,
                _ => return None,
            };
            out.push(Token::Sign(sign));
            first.len_utf8()
        };
        rest = rest[length..].trim_start();
    }
    Some(out)
}

fn functions() -> impl Iterator<Item = (&'static str, usize)> {
    FUNCTIONS.iter().copied().chain(OF_TEXTS.iter().map(|(name, count, _)| (*name, *count)))
}

/// How deep brackets may nest.
const DEPTH: usize = 40;

fn sum(tokens: &[Token], at: &mut usize, depth: usize) -> Option<Expression> {
    let mut left = product(tokens, at, depth)?;
    while let Some(Token::Sign(sign @ ('+' | '-'))) = tokens.get(*at) {
        *at += 1;
        left = Expression::Operation(*sign, Box::new(left), Box::new(product(tokens, at, depth)?));
    }
    Some(left)
}

fn product(tokens: &[Token], at: &mut usize, depth: usize) -> Option<Expression> {
    let mut left = power(tokens, at, depth)?;
    while let Some(Token::Sign(sign @ ('*' | '/'))) = tokens.get(*at) {
        *at += 1;
        left = Expression::Operation(*sign, Box::new(left), Box::new(power(tokens, at, depth)?));
    }
    Some(left)
}

fn power(tokens: &[Token], at: &mut usize, depth: usize) -> Option<Expression> {
    let base = atom(tokens, at, depth)?;
    if tokens.get(*at) == Some(&Token::Sign('^')) && depth < DEPTH {
        *at += 1;
        return Some(Expression::Operation('^', Box::new(base), Box::new(power(tokens, at, depth + 1)?)));
    }
    Some(base)
}

fn atom(tokens: &[Token], at: &mut usize, depth: usize) -> Option<Expression> {
    if depth > DEPTH {
        return None;
    }
    let token = tokens.get(*at)?;
    *at += 1;
    match token {
        Token::Number(value) => Some(Expression::Number(*value)),
        Token::Sign('-') => Some(Expression::Operation(
            '-',
            Box::new(Expression::Number(0.0)),
            Box::new(power(tokens, at, depth + 1)?),
        )),
        Token::Sign('(') => {
            let inside = sum(tokens, at, depth + 1)?;
            close(tokens, at)?;
            Some(inside)
        }
        Token::Name(name) => match functions().find(|(function, _)| function == name) {
            Some((function, count)) if tokens.get(*at) == Some(&Token::Sign('(')) => {
                *at += 1;
                let mut arguments = vec![sum(tokens, at, depth + 1)?];
                while tokens.get(*at) == Some(&Token::Sign(',')) {
                    *at += 1;
                    arguments.push(sum(tokens, at, depth + 1)?);
                }
                close(tokens, at)?;
                (arguments.len() == count).then_some(Expression::Call(function, arguments))
            }
            _ => Some(Expression::Name(name.clone())),
        },
        Token::Sign(_) => None,
    }
}

fn close(tokens: &[Token], at: &mut usize) -> Option<()> {
    let closed = tokens.get(*at) == Some(&Token::Sign(')'));
    *at += 1;
    closed.then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_typescript() {
        for (formula, expected) in [
            ("a * b + c", "v.a * v.b + v.c"),
            ("(a + b) * 2", "(v.a + v.b) * 2"),
            ("a - (b - c)", "v.a - (v.b - v.c)"),
            ("a / b", "ratio(v.a, v.b)"),
            ("a / 100 * b", "v.a / 100 * v.b"),
            ("(1 + a) ^ n", "Math.pow(1 + v.a, v.n)"),
            ("days(a, b) * c", "daysFrom(v.#a, v.#b) * v.c"),
            ("if(a, b, max(c, 1))", "(v.a !== 0 ? v.b : Math.max(v.c, 1))"),
        ] {
            let parsed = parse(formula).expect(formula);
            assert_eq!(to_typescript(&parsed, &|name| format!("v.{name}")), expected);
        }
        for bad in ["", "a +", "(a", "a b", "min(a)", "a; alert(1)"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        assert_eq!(parse(&"(".repeat(9000)), None);
    }
}
