//! A WebSocket client that does little: thousands of them have to leave the processor to the server.
//!
//! Answers pings of the protocol and of graphql-transport-ws.

use std::io;
use std::ops::Range;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const TEXT: u8 = 1;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;
/// Read at once at least; the buffer grows to what a server sends.
const BLOCK: usize = 1024;

pub struct Socket {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// Where the bytes begin that were not handed out.
    from: usize,
    /// Why the server has closed, once it has.
    pub closed: Option<String>,
}

impl Socket {
    pub async fn open(port: u16, path: &str, protocol: Option<&str>) -> io::Result<Self> {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        let protocol = protocol.map(|name| format!("Sec-WebSocket-Protocol: {name}\r\n")).unwrap_or_default();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{protocol}\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut socket = Self { stream, buffer: Vec::with_capacity(1024), from: 0, closed: None };
        loop {
            if let Some(end) = socket.buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                if !socket.buffer.starts_with(b"HTTP/1.1 101") {
                    return Err(io::Error::other(String::from_utf8_lossy(&socket.buffer).into_owned()));
                }
                socket.from = end + 4;
                return Ok(socket);
            }
            socket.read().await?;
        }
    }

    pub async fn send_text(&mut self, text: &str) -> io::Result<()> {
        self.send(TEXT, text.as_bytes()).await
    }

    pub async fn send_binary(&mut self, message: &[u8]) -> io::Result<()> {
        self.send(BINARY, message).await
    }

    /// Sends a frame whose mask is nothing, which masks as the protocol demands.
    async fn send(&mut self, kind: u8, payload: &[u8]) -> io::Result<()> {
        let mut frame = Vec::with_capacity(payload.len() + 14);
        frame.push(0x80 | kind);
        match payload.len() {
            length @ 0..126 => frame.push(0x80 | length as u8),
            length @ 126..65_536 => {
                frame.push(0x80 | 126);
                frame.extend_from_slice(&(length as u16).to_be_bytes());
            }
            length => {
                frame.push(0x80 | 127);
                frame.extend_from_slice(&(length as u64).to_be_bytes());
            }
        }
        frame.extend_from_slice(&[0; 4]);
        frame.extend_from_slice(payload);
        self.stream.write_all(&frame).await
    }

    /// The next message; `None` once the server has closed. Nothing is lost where this is dropped early.
    pub async fn next(&mut self) -> Option<&[u8]> {
        loop {
            let Some((kind, payload, end)) = self.frame() else {
                if let Err(error) = self.read().await {
                    self.closed.get_or_insert_with(|| error.to_string());
                    return None;
                }
                continue;
            };
            self.from = end;
            match kind {
                PING => {
                    let payload = self.buffer[payload].to_vec();
                    self.send(PONG, &payload).await.ok()?;
                }
                CLOSE => {
                    let payload = &self.buffer[payload];
                    let code = payload.first_chunk().map_or(0, |&code| u16::from_be_bytes(code));
                    let reason = String::from_utf8_lossy(payload.get(2..).unwrap_or_default());
                    self.closed = Some(format!("{code} {reason}"));
                    return None;
                }
                TEXT if self.buffer[payload.clone()].starts_with(b"{\"type\":\"ping\"") => {
                    self.send_text("{\"type\":\"pong\"}").await.ok()?;
                }
                TEXT | BINARY => return Some(&self.buffer[payload]),
                _ => {}
            }
        }
    }

    /// The kind of the next frame, where its payload is, and where it ends; `None` until all of it is there.
    fn frame(&self) -> Option<(u8, Range<usize>, usize)> {
        let bytes = &self.buffer[self.from..];
        let kind = bytes.first()? & 15;
        let (length, head) = match bytes.get(1)? & 127 {
            126 => (usize::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?)), 4),
            127 => (u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?) as usize, 10),
            length => (usize::from(length), 2),
        };
        let begin = self.from + head;
        let end = begin + length;
        (self.buffer.len() >= end).then_some((kind, begin..end, end))
    }

    async fn read(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.from);
        self.from = 0;
        self.buffer.reserve(BLOCK);
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}
