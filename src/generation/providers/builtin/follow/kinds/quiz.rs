//! Changes of quizzes and flash cards.

use super::super::super::describe::quiz as questions;
use super::super::super::pattern::pattern;
use super::super::super::spec::Quiz;
use super::super::super::words;
use super::super::super::words::alike;
use super::{Done, Texts, button_text, removed};

pub(in super::super) fn quiz(quiz: &mut Quiz, texts: &mut Texts, clause: &str) -> Done {
    if let Some(text) = button_text(clause) {
        texts.insert("start".to_owned(), text.clone());
        return Some(vec![format!("the start button says “{text}”")]);
    }
    if let Some(percent) = questions::pass_mark(clause) {
        quiz.pass = percent;
        return Some(vec![format!("{percent}% right answers are needed to pass")]);
    }
    if let Some(seconds) = questions::seconds_each(clause) {
        quiz.seconds = seconds;
        return Some(vec![format!("there are {seconds} seconds for each question")]);
    }
    if pattern!(r"\b(?:shuffle|random)\w*|\bmix(?:ed)? up\b|\bmix the\b|\b(?:different|any) order\b")
        .is_match(clause)
    {
        quiz.shuffle = removed(clause).is_none();
        return Some(vec!["the order is by chance".to_owned()]);
    }
    if pattern!(r"\b(timer|time limit)\b").is_match(clause) {
        quiz.seconds = if removed(clause).is_some() { 0 } else { 30 };
        return Some(vec![if quiz.seconds == 0 {
            "there is no time limit".to_owned()
        } else {
            "there are 30 seconds for each question".to_owned()
        }]);
    }
    if let Some(name) = removed(clause) {
        let wanted = words::words(&name);
        let at = quiz.questions.iter().position(|question| {
            let have = words::words(&question.prompt);
            wanted
                .iter()
                .filter(|word| word.len() > 3 && *word != "question" && *word != "card" && *word != "about")
                .any(|word| have.contains(word) || question.answers.iter().any(|answer| alike(answer, word)))
        });
        if let Some(at) = at.filter(|_| quiz.questions.len() > 1) {
            let gone = quiz.questions.remove(at);
            return Some(vec![format!("“{}” is gone", gone.prompt)]);
        }
    }
    let mut found = if quiz.cards { questions::pairs(clause) } else { questions::questions(clause) };
    if found.is_empty() && !quiz.cards {
        let known: Vec<String> =
            quiz.questions.iter().filter_map(|question| question.answers.first().cloned()).collect();
        found = questions::chosen(questions::pairs(clause), &known);
    }
    if found.is_empty() {
        return None;
    }
    let done = found.iter().map(|question| format!("added: {}", question.prompt)).collect();
    quiz.questions.extend(found);
    Some(done)
}
