//! The document guard: what a GraphQL document may contain, decided before any parser sees it.
//!
//! The parser and the validator behind it are recursive and expand fragments, so a small document
//! can take the process down or keep it busy for seconds. The guard is a scanner: it visits every
//! byte once, keeps no more than a few counters, and knows no schema.
//!
//! Tokens are those of the [GraphQL specification](https://spec.graphql.org/September2025/#sec-Language.Source-Text).
//! Text that is no GraphQL passes where it stays within the limits; the parser says what is wrong
//! with it.

use std::ops::ControlFlow;

mod scanner;

#[cfg(test)]
mod tests;

use scanner::{Scanner, Token};

/// What a document may have at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes.
    pub bytes: u64,
    /// Tokens.
    pub tokens: u64,
    /// Brackets of all kinds that stand open at once.
    pub depth: u64,
    /// Definitions of fragments.
    pub fragments: u64,
    /// Uses of fragments, inline ones included.
    pub spreads: u64,
    /// Directives.
    pub directives: u64,
    /// Fields under another name.
    pub aliases: u64,
    /// Fields of one operation itself.
    pub root_fields: u64,
}

/// A limit that a document exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excess {
    /// The limit's name, as `Server.limits` has it.
    pub limit: &'static str,
    /// Its value.
    pub allowed: u64,
    /// What was found: the number in the document, or where counting stopped.
    pub found: u64,
}

impl Excess {
    /// What is wrong, for people.
    pub fn message(&self) -> String {
        let Self { limit, allowed, found } = self;
        let what = limit.trim_start_matches("document_").replace('_', " ");
        format!("The document has {found} {what}; this server's limit {limit} is {allowed}.")
    }
}

/// Fails with the first limit that the document exceeds. Takes time in proportion to its length,
/// up to the limit of bytes.
pub fn check(document: &str, bounds: &Bounds) -> Result<(), Excess> {
    let bytes = document.len() as u64;
    if bytes > bounds.bytes {
        return Err(Excess { limit: "document_bytes", allowed: bounds.bytes, found: bytes });
    }
    let mut counts = Counts::default();
    for token in Scanner::new(document) {
        if let ControlFlow::Break(excess) = counts.take(token, bounds) {
            return Err(excess);
        }
    }
    Ok(())
}

/// What was found so far.
#[derive(Default)]
struct Counts<'a> {
    tokens: u64,
    /// Brackets that stand open.
    depth: u64,
    /// Of those, braces outside of parentheses and brackets: 1 within an operation or a fragment.
    selections: u64,
    /// Parentheses and square brackets that stand open, and braces within them.
    values: u64,
    fragments: u64,
    spreads: u64,
    directives: u64,
    aliases: u64,
    root_fields: u64,
    /// Whether the definition that is open is a fragment.
    in_fragment: bool,
    previous: Option<Token<'a>>,
    before: Option<Token<'a>>,
}

impl<'a> Counts<'a> {
    fn take(&mut self, token: Token<'a>, bounds: &Bounds) -> ControlFlow<Excess> {
        self.tokens += 1;
        bound("document_tokens", self.tokens, bounds.tokens)?;
        match token {
            Token::Open(bracket) => {
                self.depth += 1;
                bound("document_depth", self.depth, bounds.depth)?;
                if bracket == b'{' && self.values == 0 {
                    self.root_fields *= u64::from(self.selections > 0);
                    self.selections += 1;
                } else {
                    self.values += 1;
                }
            }
            Token::Close(bracket) => {
                self.depth = self.depth.saturating_sub(1);
                if bracket == b'}' && self.values == 0 {
                    self.selections = self.selections.saturating_sub(1);
                } else {
                    self.values = self.values.saturating_sub(1);
                }
            }
            Token::Name(name) => self.name(name, bounds)?,
            Token::Spread => {
                self.spreads += 1;
                bound("document_spreads", self.spreads, bounds.spreads)?;
            }
            Token::Colon => {
                if self.in_selection() && matches!(self.previous, Some(Token::Name(_))) {
                    self.aliases += 1;
                    // The name before the colon was counted as a field; so will the one behind it.
                    let is_root = self.selections == 1 && !self.in_fragment;
                    self.root_fields = self.root_fields.saturating_sub(u64::from(is_root));
                    bound("document_aliases", self.aliases, bounds.aliases)?;
                }
            }
            Token::At => {
                self.directives += 1;
                bound("document_directives", self.directives, bounds.directives)?;
            }
            Token::Other => {}
        }
        self.before = self.previous.replace(token);
        ControlFlow::Continue(())
    }

    fn in_selection(&self) -> bool {
        self.selections > 0 && self.values == 0
    }

    fn name(&mut self, name: &str, bounds: &Bounds) -> ControlFlow<Excess> {
        if self.depth == 0 {
            match name {
                "fragment" if !self.is_named_so() => {
                    self.in_fragment = true;
                    self.fragments += 1;
                    return bound("document_fragments", self.fragments, bounds.fragments);
                }
                "query" | "mutation" | "subscription" if !self.is_named_so() => self.in_fragment = false,
                _ => {}
            }
            return ControlFlow::Continue(());
        }
        if !self.in_selection() {
            return ControlFlow::Continue(());
        }
        match (self.previous, self.before) {
            // `... on Type`, `...Name` and `@name` select nothing themselves.
            (Some(Token::Spread | Token::At), _) | (Some(Token::Name("on")), Some(Token::Spread)) => {
                ControlFlow::Continue(())
            }
            _ if self.selections == 1 && !self.in_fragment => {
                self.root_fields += 1;
                bound("document_root_fields", self.root_fields, bounds.root_fields)
            }
            _ => ControlFlow::Continue(()),
        }
    }

    /// Whether the name outside of all brackets is that of a definition, a type or a directive.
    fn is_named_so(&self) -> bool {
        matches!(
            self.previous,
            Some(Token::Name("query" | "mutation" | "subscription" | "fragment" | "on") | Token::At)
        )
    }
}

fn bound(limit: &'static str, found: u64, allowed: u64) -> ControlFlow<Excess> {
    if found > allowed {
        return ControlFlow::Break(Excess { limit, allowed, found });
    }
    ControlFlow::Continue(())
}
