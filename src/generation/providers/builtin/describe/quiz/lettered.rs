//! Questions whose answers have letters: "1. Who …? a) this b) that (correct) c) those".

use super::super::super::pattern::{group, pattern};
use super::super::super::spec::Question;
use super::super::super::words::capitalised;
use super::super::phrases::clean_option;

/// The questions of a text; empty where no answers have letters.
pub(super) fn questions(text: &str) -> Vec<Question> {
    let mut out = Vec::new();
    let marks: Vec<usize> = text.match_indices('?').map(|(at, _)| at).collect();
    let mut from = 0;
    for (nth, mark) in marks.iter().enumerate() {
        let prompt = prompt(&text[from..=*mark]);
        let to = marks.get(nth + 1).copied().unwrap_or(text.len());
        let (answers, length) = answers(&text[mark + 1..to]);
        from = mark + 1 + length;
        if answers.len() > 1 && !prompt.is_empty() {
            out.push(Question { prompt, answers });
        }
    }
    out
}

/// The question without what stands before it.
fn prompt(text: &str) -> String {
    // "…, 15 s per question. 1. What year": the last sentence is the question.
    let start = pattern!(r"(?:^|[.!\n;:)]\s+|\bQ\d*[.:)]\s*|(?:^|\s)\d+[.)]\s+)")
        .all(text)
        .iter()
        .filter_map(|found| found.get(0).map(|whole| whole.end()))
        .rfind(|end| *end < text.len())
        .unwrap_or(0);
    let text =
        pattern!(r"^(?:add|also|another|new|the|a|question|and|\s)*:?\s*").replace(text[start..].trim(), "");
    capitalised(text.trim())
}

/// The answers that begin a text, the right one first, and how much of the text they are.
fn answers(text: &str) -> (Vec<String>, usize) {
    let letters = pattern!(r"(?:^|[\s,;(])(?:\(?([a-f])[).:]|([A-F])\s-)\s*").all(text);
    let places: Vec<(usize, usize, String)> = letters
        .iter()
        .filter_map(|found| {
            let whole = found.get(0)?;
            let letter = format!("{}{}", group(found, 1), group(found, 2)).to_lowercase();
            Some((whole.start(), whole.end(), letter))
        })
        .collect();
    let mut found: Vec<(String, String, bool)> = Vec::new();
    let mut end = 0;
    for (nth, (_, start, letter)) in places.iter().enumerate() {
        let expected = char::from(b'a' + u8::try_from(found.len()).unwrap_or(u8::MAX - b'a')).to_string();
        if *letter != expected {
            break;
        }
        let next = places.get(nth + 1).map_or(text.len(), |(next, _, _)| *next);
        let piece = &text[*start..next];
        // The last answer ends where the next question, line or sentence begins.
        let cut = pattern!(r"\n|\s\(?\d+[.)]\s|\s+Q\d*[.:)]|[.;]\s+[A-Z]|\s+(?:the )?(?:correct|right)?\s*answers?(?: is)?\s*[:=]").find(piece).map_or(piece.len(), |(at, _)| at);
        let (answer, right) = marked(&piece[..cut]);
        if answer.is_empty() {
            break;
        }
        found.push((letter.clone(), answer, right));
        end = start + cut;
    }
    // "Answer: b" may follow the list.
    let told =
        pattern!(r"^[\s.;,(]*(?:the )?(?:correct|right)?\s*answers?(?: is)?\s*[:=]?\s*\(?([a-f])\b\)?")
            .captures(&text[end..]);
    if let Some(told) = told {
        end += group(&told, 0).len();
        let letter = group(&told, 1).to_lowercase();
        for answer in &mut found {
            answer.2 = answer.0 == letter;
        }
    }
    if let Some(right) = found.iter().position(|(_, _, right)| *right) {
        let answer = found.remove(right);
        found.insert(0, answer);
    }
    (found.into_iter().map(|(_, answer, _)| answer).collect(), end)
}

/// An answer without the sign that it is right, and whether it had one.
fn marked(text: &str) -> (String, bool) {
    let sign = pattern!(
        r"\s*(?:[(\[]\s*(?:correct|right|true|x|✓|✔)(?: answer| one)?\s*[)\]]|[*✓✔✅]+|<-+.*$|-\s*(?:correct|right)\b)"
    );
    let right = sign.is_match(text);
    (clean_option(sign.replace(text, "").trim().trim_end_matches([',', ';', '.'])), right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marked_answer_is_the_right_one() {
        let found = questions(
            "A pub quiz, 15 s per question. 1. When did it sink? a) 1905 b) 1912 (correct) c) 1920 2. Which is Fe? a) Iron* b) Lead c) Tin\nQ: How many sides? A. six B. eight C. seven Answer: C",
        );
        let shown: Vec<String> =
            found.iter().map(|q| format!("{} {}", q.prompt, q.answers.join("/"))).collect();
        assert_eq!(
            shown,
            [
                "When did it sink? 1912/1905/1920",
                "Which is Fe? Iron/Lead/Tin",
                "How many sides? seven/six/eight"
            ]
        );
        assert!(questions("Which planet is the largest? (Jupiter, Mars, Venus)").is_empty());
    }
}
