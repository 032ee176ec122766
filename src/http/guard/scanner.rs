//! Splits a GraphQL document into its tokens, as far as the guard tells them apart.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `(`, `[` or `{`.
    Open(u8),
    /// `)`, `]` or `}`.
    Close(u8),
    Name(&'a str),
    /// `...`
    Spread,
    Colon,
    At,
    /// Numbers, strings, other punctuation, and what is no GraphQL at all.
    Other,
}

/// The tokens of a document.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Moves behind the bytes that belong together, and answers where they begin.
    fn skip(&mut self, belongs: impl Fn(u8) -> bool) -> usize {
        let bytes = self.text.as_bytes();
        let start = self.at;
        while self.at < bytes.len() && belongs(bytes[self.at]) {
            self.at += 1;
        }
        start
    }

    /// Moves behind a string, whose first quote is the current byte. One that does not end in its
    /// line ends with it, as the parser sees it.
    fn string(&mut self) {
        let bytes = self.text.as_bytes();
        if bytes[self.at..].starts_with(b"\"\"\"") {
            self.at += 3;
            while self.at < bytes.len() {
                if bytes[self.at..].starts_with(b"\\\"\"\"") {
                    self.at += 4;
                } else if bytes[self.at..].starts_with(b"\"\"\"") {
                    self.at += 3;
                    return;
                } else {
                    self.at += 1;
                }
            }
            return;
        }
        self.at += 1;
        while self.at < bytes.len() {
            match bytes[self.at] {
                b'\\' => self.at = (self.at + 2).min(bytes.len()),
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\n' | b'\r' => return,
                _ => self.at += 1,
            }
        }
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let bytes = self.text.as_bytes();
        loop {
            self.skip(|byte| {
                matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',')
                    || byte == 0xEF
                    || byte == 0xBB
                    || byte == 0xBF
            });
            if self.at < bytes.len() && bytes[self.at] == b'#' {
                self.skip(|byte| !matches!(byte, b'\n' | b'\r'));
            } else {
                break;
            }
        }
        let byte = *bytes.get(self.at)?;
        Some(match byte {
            b'(' | b'[' | b'{' => {
                self.at += 1;
                Token::Open(byte)
            }
            b')' | b']' | b'}' => {
                self.at += 1;
                Token::Close(byte)
            }
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
                let start = self.skip(|byte| byte == b'_' || byte.is_ascii_alphanumeric());
                Token::Name(&self.text[start..self.at])
            }
            b'.' if bytes[self.at..].starts_with(b"...") => {
                self.at += 3;
                Token::Spread
            }
            b':' => {
                self.at += 1;
                Token::Colon
            }
            b'@' => {
                self.at += 1;
                Token::At
            }
            b'"' => {
                self.string();
                Token::Other
            }
            b'-' | b'0'..=b'9' => {
                self.skip(|byte| matches!(byte, b'-' | b'+' | b'.') || byte.is_ascii_alphanumeric());
                Token::Other
            }
            // One character, which may have several bytes.
            _ => {
                self.at += 1;
                self.skip(|byte| byte & 0xC0 == 0x80);
                Token::Other
            }
        })
    }
}
