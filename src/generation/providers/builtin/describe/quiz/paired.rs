//! Pairs as questions: what belongs to the one side is chosen among the other sides.

use super::super::super::pattern::{group, pattern};
use super::super::super::spec::Question;

/// Answers to choose from, where nothing else is said.
const CHOICES: usize = 4;

/// Gives each pair other answers to choose from: those of the other pairs, then `more`.
pub(in super::super::super) fn chosen(pairs: Vec<Question>, more: &[String]) -> Vec<Question> {
    let backs: Vec<String> = pairs.iter().filter_map(|pair| pair.answers.first().cloned()).collect();
    pairs
        .into_iter()
        .enumerate()
        .map(|(at, mut pair)| {
            // Each begins with the answers after its own, so that not all have the same.
            let others = backs.iter().cycle().skip(at + 1).take(backs.len()).chain(more);
            for other in others {
                if pair.answers.len() < CHOICES && !pair.answers.contains(other) {
                    pair.answers.push(other.clone());
                }
            }
            pair
        })
        .collect()
}

/// "pass mark 80%", "they need 60 percent to pass".
pub(in super::super::super) fn pass_mark(text: &str) -> Option<u32> {
    let found = pattern!(
        r"\bpass(?:es|ed|ing)?\b[^.\d\n]{0,30}?(\d+) ?(?:%|percent)|(\d+) ?(?:%|percent)[^.\d\n]{0,30}?\bpass"
    )
    .captures(text)?;
    let percent: u32 = format!("{}{}", group(&found, 1), group(&found, 2)).parse().ok()?;
    Some(percent.min(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_have_each_others_answers() {
        let pair = |prompt: &str, answer: &str| Question {
            prompt: prompt.to_owned(),
            answers: vec![answer.to_owned()],
        };
        let made = chosen(vec![pair("Gold", "Au"), pair("Iron", "Fe")], &["Ag".to_owned()]);
        assert_eq!(made[0].answers, ["Au", "Fe", "Ag"]);
        assert_eq!(made[1].answers, ["Fe", "Au", "Ag"]);
    }

    #[test]
    fn pass_marks_are_percent() {
        assert_eq!(pass_mark("a quiz, pass mark 80%. Questions"), Some(80));
        assert_eq!(pass_mark("they need 60 percent to pass"), Some(60));
        assert_eq!(pass_mark("pass the exam. 50% are girls"), None);
    }
}
