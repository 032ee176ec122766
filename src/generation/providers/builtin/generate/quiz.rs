//! The files of quizzes and flash cards.

use serde_json::Value;

use super::{
    super::spec::{AppSpec, Quiz},
    File, filled, set, template, text,
};

/// The files, given what all apps share.
pub(super) fn files(spec: &AppSpec, quiz: &Quiz, data: &mut Value) -> Vec<File> {
    set(data, "kindCss", template!("quiz/styles.css"));
    data["css"]["forms"] = true.into();
    set(data, "cards", quiz.cards);
    set(data, "shuffle", quiz.shuffle);
    set(data, "timed", quiz.seconds > 0 && !quiz.cards);
    set(data, "seconds", quiz.seconds);
    set(data, "pass", quiz.pass);
    set(data, "bestKey", format!("{}:best", spec.storage_key));
    set(data, "ownKey", format!("{}:own", spec.storage_key));
    set(data, "startLabel", text(spec, "start", if quiz.cards { "Start learning" } else { "Start quiz" }));
    set(data, "questions", serde_json::to_value(&quiz.questions).unwrap_or_default());
    let shuffles = quiz.shuffle || !quiz.cards;
    set(data, "shuffles", shuffles);
    vec![
        filled("src/App.tsx", template!("quiz/App.tsx"), data),
        filled("src/components/Editor.tsx", template!("quiz/Editor.tsx"), data),
        filled("src/lib/questions.ts", template!("quiz/questions.ts"), data),
        filled("src/lib/read.ts", template!("base/read.ts"), data),
        filled("src/lib/storage.ts", template!("base/storage.ts"), data),
    ]
}
