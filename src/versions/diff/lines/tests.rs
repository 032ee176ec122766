use proptest::prelude::*;

use super::*;

/// The changes, after checking that they lead from one text to the other and are apart.
fn checked(before: &str, after: &str) -> Vec<Change> {
    let (old, new) = (Lines::of(before.as_bytes()), Lines::of(after.as_bytes()));
    let changes = changes(&old, &new);
    let mut rebuilt = Vec::new();
    let mut at = 0;
    for (number, change) in changes.iter().enumerate() {
        assert!(change.lines() > 0 && (number == 0 || change.before.start > at), "{changes:?}");
        rebuilt.extend_from_slice(old.text(at..change.before.start));
        rebuilt.extend_from_slice(new.text(change.after.clone()));
        at = change.before.end;
    }
    rebuilt.extend_from_slice(old.text(at..old.len()));
    assert!(rebuilt == after.as_bytes(), "the changes lead elsewhere");
    changes
}

#[test]
fn lines_keep_their_terminators() {
    let lines = |text: &'static str| Lines::of(text.as_bytes()).iter().collect::<Vec<_>>();
    assert_eq!(lines(""), [b""; 0]);
    assert_eq!(lines("a"), [b"a"]);
    assert_eq!(lines("a\r\n\nb\n"), [&b"a\r\n"[..], b"\n", b"b\n"]);
    assert_eq!(Lines::of(b"a\nb").text(1..2), b"b");
}

#[test]
fn small_changes_in_large_files_stay_small() {
    let lines: Vec<String> =
        (0..60_000).map(|n| if n % 3 == 0 { "}\n".to_owned() } else { format!("line {n}\n") }).collect();
    let mut edited = lines.clone();
    edited[100] = "changed\n".to_owned();
    edited.insert(30_000, "}\n".to_owned());
    edited.remove(50_000);
    edited.push("the end\n".to_owned());
    let changes = checked(&lines.concat(), &edited.concat());
    assert_eq!(changes.iter().map(Change::lines).sum::<usize>(), 5);
}

#[test]
fn large_files_without_landmarks_are_one_change() {
    let text = |step: usize| (0..40_000).map(|n| format!("{}\n", n * step % 7)).collect::<String>();
    assert_eq!(checked(&text(3), &text(5)).len(), 1);
    assert_eq!(checked(&text(3), &text(3)), []);
}

#[test]
fn landmarks_are_those_in_common_order() {
    let texts = ["a\nx\nb\nc\nd\nx\ne\n", "d\nb\nx\nc\na\ne\n"].map(|text| Lines::of(text.as_bytes()));
    let input = intern(texts[0].iter(), texts[1].iter());
    let all = Change { before: 0..7, after: 0..6 };
    assert_eq!(landmarks(&input, &all), [(2, 1), (3, 3), (6, 5)]);
}

proptest! {
    /// Large texts, with lines that recur and lines that do not, in any order.
    #[test]
    fn the_gaps_between_landmarks_are_all_that_changed(
        lines in prop::collection::vec(0..400_u32, 0..60),
        others in prop::collection::vec(0..400_u32, 0..60),
    ) {
        let text = |lines: &[u32]| lines.iter().map(|n| format!("{}\n", if *n < 200 { n % 5 } else { *n })).collect::<String>();
        let (before, after) = (text(&lines), text(&others));
        checked(&before, &after);

        let (old, new) = (Lines::of(before.as_bytes()), Lines::of(after.as_bytes()));
        let input = intern(old.iter(), new.iter());
        let (mut at_old, mut at_new) = (0, 0);
        let whole = Change { before: 0..old.len(), after: 0..new.len() };
        for gap in gaps(&input, &whole) {
            prop_assert_eq!(old.text(at_old..gap.before.start), new.text(at_new..gap.after.start));
            (at_old, at_new) = (gap.before.end, gap.after.end);
        }
        prop_assert_eq!(old.text(at_old..old.len()), new.text(at_new..new.len()));
    }
}
