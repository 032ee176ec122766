//! Compressing files once, so that serving them costs nothing.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Smaller files are sent in one packet anyway.
const SMALLEST: usize = 1024;

/// Brotli's quality: the last steps to 11 cost ten times the time for two per cent.
const BROTLI_QUALITY: u32 = 9;
const BROTLI_WINDOW: u32 = 22;

/// The file compressed with gzip and with brotli, where it is text and that makes it smaller.
pub(super) fn compressed(mime: &str, bytes: &[u8]) -> (Option<Vec<u8>>, Option<Vec<u8>>) {
    let is_text = mime.contains("charset=") || mime == "application/wasm";
    if !is_text || bytes.len() < SMALLEST {
        return (None, None);
    }
    let is_worth_it = |compressed: &Vec<u8>| compressed.len() < bytes.len() / 10 * 9;
    (gzip(bytes).filter(is_worth_it), brotli(bytes).filter(is_worth_it))
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(9));
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

fn brotli(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut output = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut output, 64 << 10, BROTLI_QUALITY, BROTLI_WINDOW);
    encoder.write_all(bytes).ok()?;
    encoder.flush().ok()?;
    drop(encoder);
    Some(output)
}
