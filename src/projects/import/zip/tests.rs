use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

const MEGABYTE: u64 = 1024 * 1024;

/// An archive that another program makes.
fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        if let Some(folder) = name.strip_suffix('/') {
            zip.add_directory(folder, SimpleFileOptions::default()).unwrap();
        } else {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

fn open(bytes: &[u8]) -> Result<Archive<Cursor<&[u8]>>, Refusal> {
    Archive::open(Cursor::new(bytes), 1_000)
}

/// Why an archive is refused, at the latest when all of it is read.
fn refusal(bytes: &[u8]) -> String {
    let all = open(bytes).and_then(|mut archive| {
        (0..archive.entries().len()).try_for_each(|entry| archive.read(entry, MEGABYTE).map(drop))
    });
    all.expect_err("it is refused").0
}

/// The only place where these bytes stand.
fn position(bytes: &[u8], of: &[u8]) -> usize {
    let found: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(of)).collect();
    assert_eq!(found.len(), 1, "{of:?} at {found:?}");
    found[0]
}

fn patched(bytes: &[u8], at: usize, with: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at..at + with.len()].copy_from_slice(with);
    bytes
}

/// One small deflated file, and where its header and its line in the list begin.
fn small() -> (Vec<u8>, usize, usize) {
    let bytes = archive(&[("a.txt", &b"some text, some text, some text\n".repeat(9))]);
    let (header, line) = (position(&bytes, &HEADER), position(&bytes, &LISTED));
    (bytes, header, line)
}

const HEADER: [u8; 4] = *b"PK\x03\x04";
const LISTED: [u8; 4] = *b"PK\x01\x02";

#[test]
fn it_reads_what_others_write() {
    let text = b"some text\n".repeat(1_000);
    let bytes = archive(&[("app/", b""), ("app/a.txt", &text), ("app/\u{e4}/\u{65e5}.bin", &[0, 255, 7])]);
    let mut archive = open(&bytes).unwrap();
    let seen: Vec<(&str, EntryKind)> =
        archive.entries().iter().map(|entry| (entry.name.as_str(), entry.kind)).collect();
    let file = EntryKind::File;
    let expected = [("app", EntryKind::Folder), ("app/a.txt", file), ("app/\u{e4}/\u{65e5}.bin", file)];
    assert_eq!(seen, expected);
    // In any order, and again.
    assert_eq!(archive.read(2, 3).unwrap(), [0, 255, 7]);
    assert_eq!(archive.read(1, 10_000).unwrap(), text);
    assert_eq!(archive.read(1, 10_000).unwrap(), text);
    assert_eq!(open(&self::archive(&[])).unwrap().entries(), []);
}

#[test]
fn an_entry_has_no_more_bytes_than_allowed() {
    let text = b"some text\n".repeat(1_000);
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("big", SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(&text).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        let mut archive = open(&bytes).unwrap();
        let refusal = archive.read(0, 9_999).unwrap_err().0;
        assert_eq!(refusal, "The archive's entry \"big\" has more than the 9999 bytes that are allowed.");
        assert_eq!(archive.read(0, 10_000).unwrap(), text);
    }
}

/// What is declared is not what comes: the bytes are counted, whatever the sizes say.
#[test]
fn sizes_that_lie_are_found_out() {
    let (bytes, _, line) = small();
    for declared in [1_u32, 100_000_000] {
        let lying = patched(&bytes, line + 24, &declared.to_le_bytes());
        assert!(refusal(&lying).contains("is damaged"), "{declared}");
    }
    let zeros = vec![0; 900_000];
    let bytes = archive(&[("zeros", &zeros)]);
    let line = position(&bytes, &LISTED);
    let lying = patched(&bytes, line + 24, &5_u32.to_le_bytes());
    assert!(open(&lying).unwrap().read(0, 10).unwrap_err().0.contains("more than the 10 bytes"));
}

#[test]
fn bombs_are_refused_long_before_they_are_inflated() {
    let bytes = archive(&[("zeros", &vec![0; 8 * MEGABYTE as usize])]);
    assert!(bytes.len() < 20_000);
    let refusal = open(&bytes).unwrap().read(0, 1 << 40).unwrap_err().0;
    assert!(refusal.contains("\"zeros\" inflates to more than 100 times its size"), "{refusal}");
    // Small ones do no harm: empty lines and tables of zeros are no attack.
    let bytes = archive(&[("zeros", &vec![0; 900_000])]);
    assert_eq!(open(&bytes).unwrap().read(0, MEGABYTE).unwrap().len(), 900_000);
}

#[test]
fn what_is_no_file_is_refused_by_its_name() {
    let with_mode = |mode: u32| {
        let (bytes, _, line) = small();
        patched(&patched(&bytes, line + 4, &[20, 3]), line + 38, &(mode << 16).to_le_bytes())
    };
    assert!(refusal(&with_mode(0o120_777)).contains("\"a.txt\" is a symbolic link"));
    for mode in [0o020_666, 0o060_666, 0o010_666, 0o140_777, 0o040_755] {
        assert!(refusal(&with_mode(mode)).contains("\"a.txt\" is neither a file nor a folder"), "{mode:o}");
    }
    assert!(open(&with_mode(0o100_755)).is_ok());
}

#[test]
fn encrypted_and_unknown_contents_are_refused() {
    let (bytes, header, line) = small();
    for flags in [1_u16, 1 << 6, 1 << 13] {
        let encrypted = patched(&bytes, line + 8, &flags.to_le_bytes());
        assert!(refusal(&encrypted).contains("\"a.txt\" is encrypted"), "{flags}");
        let hidden = patched(&bytes, header + 6, &flags.to_le_bytes());
        assert!(refusal(&hidden).contains("is not what the archive's list says"), "{flags}");
    }
    for method in [1_u16, 9, 12, 14, 93, 99] {
        let unknown = patched(&bytes, line + 10, &method.to_le_bytes());
        assert!(refusal(&unknown).contains(&format!("not supported ({method})")));
    }
}

#[test]
fn entries_of_one_name_are_refused() {
    let bytes = archive(&[("ab.txt", b"one"), ("xy.txt", b"two")]);
    let renamed: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(b"xy.txt")).collect();
    let bytes = renamed.iter().fold(bytes, |bytes, at| patched(&bytes, *at, b"ab.txt"));
    assert_eq!(refusal(&bytes), "The archive's entry \"ab.txt\" is there twice.");
}

/// A list that names other files than the entries: one program would see these, another those.
#[test]
fn a_list_that_tells_another_story_is_refused() {
    let (bytes, header, line) = small();
    let differs = "is not what the archive's list says it is";
    assert!(refusal(&patched(&bytes, line + 46, b"b.txt")).contains(differs));
    assert!(refusal(&patched(&bytes, header + 8, &[0, 0])).contains(differs));
    assert!(refusal(&patched(&bytes, header, b"PKxx")).contains(differs));
    assert!(refusal(&patched(&bytes, line + 42, &7_u32.to_le_bytes())).contains(differs));
    assert!(refusal(&patched(&bytes, line + 16, &[1, 2, 3, 4])).contains("is damaged"));
}

/// Many entries with one content (David Fifield's "A better zip bomb").
#[test]
fn entries_that_share_bytes_are_refused() {
    let bytes = archive(&[("a", b"first"), ("b", b"other")]);
    let lines: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(&LISTED)).collect();
    let shared = patched(&bytes, lines[1] + 42, &[0; 4]);
    assert!(refusal(&shared).contains("is not what the archive's list says it is"));
    // With a name and a content that do fit, the first one reaching over the second.
    let (length, at) = (bytes.len() as u32, lines[0] + 20);
    let reaching = patched(&bytes, at, &20_u32.to_le_bytes());
    assert!(refusal(&reaching).contains("\"b\" overlaps the entry \"a\""));
    let beyond = patched(&bytes, lines[1] + 20, &length.to_le_bytes());
    assert!(refusal(&beyond).contains("\"b\" goes on behind the end"));
}

#[test]
fn archives_that_are_cut_off_or_padded_are_refused() {
    let bytes = archive(&[("a", b"first"), ("b", b"other")]);
    for length in 0..bytes.len() {
        assert!(open(&bytes[..length]).is_err(), "{length}");
    }
    assert!(open(&[&bytes[..], b"x"].concat()).is_err());
    assert!(open(&[b"x", &bytes[..]].concat()).is_err());
    assert!(open(b"").is_err());
    assert!(open(&bytes.repeat(2)).is_err());
    assert_eq!(refusal(b"{}"), "The archive cannot be read: it is not a zip archive, or it was cut off.");
}

#[test]
fn a_comment_may_end_the_archive_but_hides_nothing() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a", SimpleFileOptions::default()).unwrap();
    zip.set_comment("a comment").unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(open(&bytes).unwrap().entries()[0].name, "a");
    // A second end in the comment of the first: programs that search from the end see no entries.
    let end = [&b"PK\x05\x06"[..], &[0; 18]].concat();
    let at = bytes.len() - 9 - 2;
    let mut twice = patched(&bytes, at, &(end.len() as u16).to_le_bytes());
    twice.truncate(at + 2);
    twice.extend_from_slice(&end);
    assert!(refusal(&twice).contains("not where it says"));
}

#[test]
fn no_more_entries_than_allowed_and_none_for_the_asking() {
    let names: Vec<String> = (0..20).map(|number| number.to_string()).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let bytes = archive(&entries);
    assert!(Archive::open(Cursor::new(&bytes), 20).is_ok());
    let refused = Archive::open(Cursor::new(&bytes), 19).unwrap_err().0;
    assert_eq!(refused, "The archive cannot be read: it has 20 entries; at most 19 are allowed.");
    // A count that lies in either direction.
    let end = position(&bytes, b"PK\x05\x06");
    for count in [19_u16, 21, 900] {
        let lying = patched(&patched(&bytes, end + 8, &count.to_le_bytes()), end + 10, &count.to_le_bytes());
        assert!(open(&lying).is_err(), "{count}");
    }
}

#[test]
fn names_are_utf_8_and_shown_with_care() {
    let (bytes, header, line) = small();
    let latin = patched(&patched(&bytes, line + 46, b"\xe4"), header + 30, b"\xe4");
    assert!(refusal(&latin).contains("has a name that is not UTF-8"));
    let long = "\n\u{202e}".repeat(5_000);
    let sentence = Refusal::entry(&long, "is bad").0;
    assert!(sentence.len() < 3_000 && !sentence.contains('\n') && !sentence.contains('\u{202e}'));
}

/// 64-bit sizes are read where the list says so, and are missed where they are not there.
#[test]
fn sizes_of_64_bits() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("large", SimpleFileOptions::default().large_file(true)).unwrap();
    zip.write_all(b"not so large").unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(open(&bytes).unwrap().read(0, 100).unwrap(), b"not so large");
    let (bytes, _, line) = small();
    assert!(refusal(&patched(&bytes, line + 20, &[0xff; 4])).contains("list of entries is damaged"));
    let end = position(&bytes, b"PK\x05\x06");
    assert!(refusal(&patched(&bytes, end + 10, &[0xff; 2])).contains("the record that ends it is damaged"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Damage anywhere: an answer, never a panic, and never more bytes than are allowed.
    #[test]
    fn damage_is_survived(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let text = b"some text, some text\n".repeat(50);
        let mut bytes = archive(&[("app/", b""), ("app/a.txt", &text), ("b", b"short"), ("c", &[9; 3_000])]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(mut archive) = open(&bytes) {
            for entry in 0..archive.entries().len() {
                if let Ok(content) = archive.read(entry, 2_000) {
                    prop_assert!(content.len() <= 2_000);
                }
            }
        }
    }

    /// Any contents come back.
    #[test]
    fn round_trip(contents in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..5_000), 0..8)) {
        let names: Vec<String> = (0..contents.len()).map(|number| format!("f/{number}")).collect();
        let entries: Vec<(&str, &[u8])> =
            names.iter().zip(&contents).map(|(name, content)| (name.as_str(), &content[..])).collect();
        let bytes = archive(&entries);
        let mut archive = open(&bytes).unwrap();
        for (entry, content) in contents.iter().enumerate() {
            prop_assert_eq!(&archive.read(entry, 5_000).unwrap(), content);
        }
    }
}
