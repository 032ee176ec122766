//! The messages of y-protocols, as y-websocket frames them and as Hocuspocus does, which writes the
//! document's name before each.

/// How a server wants its messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Framing {
    Plain,
    /// Each begins with the document's name.
    Named(Vec<u8>),
}

/// What a server said.
#[derive(Debug, PartialEq, Eq)]
pub enum Message<'a> {
    /// The server's state vector: it wants what it lacks.
    Step1,
    /// What we lacked.
    Step2(&'a [u8]),
    Update(&'a [u8]),
    Awareness(&'a [u8]),
    /// Maquette has committed so many of our updates.
    Committed(u64),
    /// Hocuspocus has let us in.
    Authenticated,
    Other,
}

const SYNC: u8 = 0;
const AWARENESS: u8 = 1;
const AUTHENTICATION: u8 = 2;
const QUESTION: u8 = 3;
const COMMITTED: u64 = 101;

impl Framing {
    pub fn named(document: &str) -> Self {
        let mut prefix = Vec::new();
        write_bytes(&mut prefix, document.as_bytes());
        Self::Named(prefix)
    }

    pub fn step1(&self) -> Vec<u8> {
        self.message(&[SYNC, 0], &[0])
    }

    /// That we have nothing which the server lacks.
    pub fn nothing(&self) -> Vec<u8> {
        self.message(&[SYNC, 1], &[0, 0])
    }

    pub fn update(&self, update: &[u8]) -> Vec<u8> {
        self.message(&[SYNC, 2], update)
    }

    /// The state of one client.
    pub fn awareness(&self, client: u64, clock: u64, state: &str) -> Vec<u8> {
        let mut update = vec![1];
        write_number(&mut update, client);
        write_number(&mut update, clock);
        write_bytes(&mut update, state.as_bytes());
        self.message(&[AWARENESS], &update)
    }

    /// Who else is there? The answer goes to none but who asks.
    pub fn question(&self) -> Vec<u8> {
        let mut message = match self {
            Self::Plain => Vec::new(),
            Self::Named(prefix) => prefix.clone(),
        };
        message.push(QUESTION);
        message
    }

    /// What Hocuspocus wants before anything else.
    pub fn authentication(&self) -> Vec<u8> {
        self.message(&[AUTHENTICATION, 0], b"nobody")
    }

    fn message(&self, kind: &[u8], payload: &[u8]) -> Vec<u8> {
        let mut message = match self {
            Self::Plain => Vec::with_capacity(payload.len() + 8),
            Self::Named(prefix) => prefix.clone(),
        };
        message.extend_from_slice(kind);
        write_bytes(&mut message, payload);
        message
    }

    pub fn read<'a>(&self, bytes: &'a [u8]) -> Message<'a> {
        self.try_read(bytes).unwrap_or(Message::Other)
    }

    fn try_read<'a>(&self, mut bytes: &'a [u8]) -> Option<Message<'a>> {
        if matches!(self, Self::Named(_)) {
            read_bytes(&mut bytes)?;
        }
        Some(match read_number(&mut bytes)? {
            // Hocuspocus answers to our first message with a kind of its own, 4.
            0 | 4 => match read_number(&mut bytes)? {
                0 => Message::Step1,
                1 => Message::Step2(read_bytes(&mut bytes)?),
                _ => Message::Update(read_bytes(&mut bytes)?),
            },
            1 => Message::Awareness(read_bytes(&mut bytes)?),
            2 if read_number(&mut bytes)? == 2 => Message::Authenticated,
            COMMITTED => Message::Committed(read_number(&mut bytes)?),
            _ => Message::Other,
        })
    }
}

/// The clients of an awareness update with their states.
pub fn states(update: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let mut rest = update;
    let count = read_number(&mut rest).unwrap_or(0);
    (0..count).map_while(move |_| {
        let client = read_number(&mut rest)?;
        read_number(&mut rest)?;
        Some((client, read_bytes(&mut rest)?))
    })
}

/// Writes a number as lib0 does: seven bits a byte, the lowest first.
fn write_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 127 {
        bytes.push(0x80 | (number & 127) as u8);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn write_bytes(bytes: &mut Vec<u8>, content: &[u8]) {
    write_number(bytes, content.len() as u64);
    bytes.extend_from_slice(content);
}

fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for place in 0..10 {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 127) << (7 * place);
        if byte < 128 {
            return Some(number);
        }
    }
    None
}

fn read_bytes<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = read_number(bytes)? as usize;
    let (content, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(content)
}
