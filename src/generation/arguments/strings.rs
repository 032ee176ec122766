//! One JSON string, decoded from pieces that may end inside an escape or a surrogate pair.

/// How far one step came.
pub(super) struct Step {
    /// Bytes that were read.
    pub(super) taken: usize,
    /// Whether the closing quote was among them.
    pub(super) ended: bool,
}

/// Between two pieces, what was read of an escape.
#[derive(Debug, Default)]
pub(super) struct StringDecoder {
    escape: Escape,
    /// The first half of a surrogate pair, whose second must follow at once.
    high: Option<u16>,
}

#[derive(Clone, Copy, Debug, Default)]
enum Escape {
    /// Plain characters.
    #[default]
    None,
    /// Behind a backslash.
    Backslash,
    /// Behind `\u`, with the digits so far and their number.
    Unicode { value: u16, digits: u8 },
}

const HALF: &str = "half a surrogate pair stands alone";

impl StringDecoder {
    /// Reads from `rest`, which must not be empty, a run of plain characters, one character of an
    /// escape, or the closing quote; what is certain is added to `text`.
    pub(super) fn step(&mut self, rest: &str, text: &mut String) -> Result<Step, &'static str> {
        let byte = rest.as_bytes()[0];
        match self.escape {
            Escape::Backslash => self.behind_backslash(byte, text)?,
            Escape::Unicode { value, digits } => self.digit(byte, value, digits, text)?,
            Escape::None => return self.plain(rest, text),
        }
        Ok(Step { taken: 1, ended: false })
    }

    fn plain(&mut self, rest: &str, text: &mut String) -> Result<Step, &'static str> {
        let special = |byte: u8| byte == b'"' || byte == b'\\' || byte < 0x20;
        let run = rest.bytes().position(special).unwrap_or(rest.len());
        if self.high.is_some() && (run > 0 || !rest.starts_with('\\')) {
            return Err(HALF);
        }
        if run > 0 {
            text.push_str(&rest[..run]);
            return Ok(Step { taken: run, ended: false });
        }
        match rest.as_bytes()[0] {
            b'"' => Ok(Step { taken: 1, ended: true }),
            b'\\' => {
                self.escape = Escape::Backslash;
                Ok(Step { taken: 1, ended: false })
            }
            _ => Err("a control character stands in a string without being escaped"),
        }
    }

    fn behind_backslash(&mut self, byte: u8, text: &mut String) -> Result<(), &'static str> {
        if byte == b'u' {
            self.escape = Escape::Unicode { value: 0, digits: 0 };
            return Ok(());
        }
        if self.high.is_some() {
            return Err(HALF);
        }
        text.push(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            _ => return Err("an escape is unknown"),
        });
        self.escape = Escape::None;
        Ok(())
    }

    fn digit(&mut self, byte: u8, value: u16, digits: u8, text: &mut String) -> Result<(), &'static str> {
        let digit = char::from(byte).to_digit(16).ok_or("an escape has a wrong digit")? as u16;
        let value = value << 4 | digit;
        if digits < 3 {
            self.escape = Escape::Unicode { value, digits: digits + 1 };
            return Ok(());
        }
        self.escape = Escape::None;
        let units = match (self.high.take(), value) {
            (None, 0xD800..=0xDBFF) => {
                self.high = Some(value);
                return Ok(());
            }
            (None, _) => [value, 0],
            (Some(high), _) => [high, value],
        };
        let used = if units[0] == value { 1 } else { 2 };
        let mut decoded = char::decode_utf16(units.into_iter().take(used));
        text.push(decoded.next().and_then(Result::ok).ok_or(HALF)?);
        Ok(())
    }
}
