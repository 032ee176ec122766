use std::io::{Cursor, Read as _};
use std::process::Command;

use super::*;

fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 42_u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    std::iter::repeat_with(next).take(bytes).collect()
}

/// Every kind of entry: empty, small, one that deflate makes larger, and streamed ones.
fn sample() -> (Vec<u8>, Vec<(String, Vec<u8>)>) {
    let mut zip = ZipWriter::new(Vec::new(), DosTime::from_unix(1_793_000_000));
    let added = [
        ("app/empty", Vec::new(), true),
        ("app/src/ä 日本.ts", b"export const a = 1;\n".repeat(500), true),
        ("app/noise.bin", noise(3_000), true),
        ("app/stored.png", b"0".repeat(2_000), false),
    ];
    let mut expected = Vec::new();
    for (name, content, deflate) in added {
        zip.add(name, &content, deflate).unwrap();
        expected.push((name.to_owned(), content));
    }
    for (name, content) in [("app/.git/pack", noise(200_000)), ("app/.git/none", Vec::new())] {
        let mut streamed = zip.stream(name).unwrap();
        for piece in content.chunks(70_001) {
            streamed.write_all(piece).unwrap();
        }
        streamed.finish().unwrap();
        expected.push((name.to_owned(), content));
    }
    zip.add("app/last", b"x", true).unwrap();
    expected.push(("app/last".to_owned(), b"x".to_vec()));
    (zip.finish().unwrap(), expected)
}

#[test]
fn the_zip_crate_reads_what_is_written() {
    let (bytes, expected) = sample();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    assert_eq!(archive.len(), expected.len());
    for (index, (name, content)) in expected.iter().enumerate() {
        let mut entry = archive.by_index(index).unwrap();
        assert_eq!(entry.name().unwrap(), *name);
        assert_eq!(entry.unix_mode(), Some(0o100_644));
        let mut read = Vec::new();
        entry.read_to_end(&mut read).unwrap();
        assert!(&read == content, "{name}");
    }
    assert!(archive.by_name("app/src/ä 日本.ts").unwrap().compressed_size() < 200);
    let noise = archive.by_name("app/noise.bin").unwrap();
    assert_eq!(noise.compression(), zip::CompressionMethod::Stored, "deflate would make it larger");
}

#[test]
fn our_own_reader_reads_what_is_written() {
    let (bytes, expected) = sample();
    let mut archive = crate::projects::import::zip::Archive::open(Cursor::new(bytes), 100).unwrap();
    let names: Vec<String> = archive.entries().iter().map(|entry| entry.name.clone()).collect();
    assert_eq!(names, expected.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    for (index, (name, content)) in expected.iter().enumerate() {
        assert!(archive.read(index, 1 << 20).as_ref() == Ok(content), "{name}");
    }
}

/// A reader that never goes back sees the same files: every entry says where it ends.
#[test]
fn python_reads_what_is_written() {
    let (bytes, expected) = sample();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let script = "import sys, zipfile\n\
                  z = zipfile.ZipFile(sys.argv[1])\n\
                  assert z.testzip() is None\n\
                  for i in z.infolist(): print(i.filename, i.file_size, '%d-%02d-%02d %02d:%02d:%02d' % i.date_time)";
    let output = Command::new("python3").args(["-c", script]).arg(file.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<String> = expected
        .iter()
        .map(|(name, content)| format!("{name} {} 2026-10-26 07:33:20", content.len()))
        .collect();
    assert_eq!(printed.lines().collect::<Vec<_>>(), lines);
}

#[test]
fn more_entries_than_sixteen_bits_can_count() {
    let mut zip = ZipWriter::new(Vec::new(), DosTime::from_unix(0));
    for number in 0..70_000 {
        zip.add(&number.to_string(), b"", false).unwrap();
    }
    let bytes = zip.finish().unwrap();
    assert_eq!(zip::ZipArchive::new(Cursor::new(&bytes)).unwrap().len(), 70_000);
    let archive = crate::projects::import::zip::Archive::open(Cursor::new(&bytes), 70_000).unwrap();
    assert_eq!(archive.entries().len(), 70_000);
    assert_eq!(archive.entries()[69_999].name, "69999");
}

#[test]
fn times_are_those_of_the_calendar() {
    let parts = |seconds| {
        let DosTime { date, time } = DosTime::from_unix(seconds);
        (1980 + (date >> 9), date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63, 2 * (time & 31))
    };
    assert_eq!(parts(0), (1980, 1, 1, 0, 0, 0));
    assert_eq!(parts(951_782_400), (2000, 2, 29, 0, 0, 0));
    assert_eq!(parts(1_709_251_199), (2024, 2, 29, 23, 59, 58));
    assert_eq!(parts(i64::MAX), (2107, 12, 31, 23, 59, 58));
}
