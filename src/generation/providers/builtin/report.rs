//! What the generator says about its work, in plain words.

use std::fmt::Write as _;

use super::{
    describe,
    follow::Outcome,
    spec::{AppSpec, Body, Collection, FieldKind, Insight, Layout, Timer},
};

/// How a model is connected, for everything that rules cannot do.
const CONNECT: &str = "For anything beyond that, connect a model: set `OPENAI_API_KEY` (or `OPENAI_BASE_URL` for Ollama, vLLM and other compatible servers) and `MODEL` on the server, and ask again.";

/// The answer to a message that describes no app.
pub(super) fn greeting() -> String {
    format!(
        "Hello! I am Maquette's built-in generator: I build small apps from a description by rules, without a model. Tell me what you want to keep track of and which details it has, for example “a plant tracker with watering interval, light needs (low, bright) and search”, or ask for a to-do list, a kanban board, a timer, a calculator, a quiz, a form, a weekly planner or a landing page. {CONNECT}"
    )
}

pub(super) fn repair() -> String {
    format!(
        "These problems are in code that was written or changed by hand, so I left it as it is: I only change what I generated myself. {CONNECT}"
    )
}

pub(super) fn broken_specification() -> String {
    format!(
        "I keep what I know of this app in `maquette.app.json`, and that file can no longer be read, so I changed nothing. Restore an earlier version of it, or say “start over:” and describe the app again. {CONNECT}"
    )
}

/// Said while the first files are written.
pub(super) fn beginning(spec: &AppSpec) -> String {
    format!("I am building “{}” – {}.", spec.title, kind(spec))
}

fn kind(spec: &AppSpec) -> String {
    match &spec.app {
        Body::Collection(list) => match list.layout {
            Layout::Board(_) => format!("a board of {}", list.noun.many),
            Layout::Table => format!("a table of {}", list.noun.many),
            Layout::Cards | Layout::List => format!("a list of {}", list.noun.many),
        },
        Body::Timer(Timer::Pomodoro { .. }) => "a pomodoro timer".to_owned(),
        Body::Timer(Timer::Interval { .. }) => "an interval timer".to_owned(),
        Body::Timer(Timer::Countdown { .. }) => "a countdown timer".to_owned(),
        Body::Timer(Timer::Until { .. }) => "a countdown to a date".to_owned(),
        Body::Timer(Timer::Stopwatch { .. }) => "a stopwatch".to_owned(),
        Body::Calculator(_) => "a calculator".to_owned(),
        Body::Converter(_) => "a unit converter".to_owned(),
        Body::Quiz(quiz) if quiz.cards => "a set of flash cards".to_owned(),
        Body::Quiz(_) => "a quiz".to_owned(),
        Body::Form(_) => "a form".to_owned(),
        Body::Landing(_) => "a landing page".to_owned(),
        Body::Planner(_) => "a weekly planner".to_owned(),
    }
}

/// The end of the turn that made an app.
pub(super) fn built(spec: &AppSpec, description: &str, failures: &[String]) -> String {
    let mut out = format!("**{}** is ready: {}.", spec.title, kind(spec));
    for line in contents(spec) {
        out.push_str("\n- ");
        out.push_str(&line);
    }
    out.push_str("\n\nIt works on phones, in light and dark, and keeps its data in the browser.");
    push_unsupported(&mut out, &describe::unsupported(description));
    let unread = describe::left_out(description);
    if !unread.is_empty() {
        let _ = write!(out, "\n\nI did not understand this, and left it out: “{}”.", unread.join("”, “"));
    }
    push_failures(&mut out, failures);
    let _ = write!(
        out,
        "\n\nI am the built-in generator, which works by rules and without a model. You can ask me to rename things, change colours, add or remove fields, options and features. {CONNECT}"
    );
    out
}

/// What the app has, line by line.
fn contents(spec: &AppSpec) -> Vec<String> {
    match &spec.app {
        Body::Collection(list) => collection(list),
        Body::Timer(Timer::Pomodoro { work, rest, long_rest, rounds, .. }) => vec![format!(
            "{work} minutes of work, {rest} minutes of break, and {long_rest} minutes after {rounds} rounds"
        )],
        Body::Timer(Timer::Interval { work, rest, rounds, .. }) => {
            vec![format!("{rounds} rounds of {work} seconds of work and {rest} seconds of rest")]
        }
        Body::Timer(Timer::Countdown { presets, .. }) => {
            vec![format!("Timers: {}", join(presets.iter().map(|preset| preset.name.as_str())))]
        }
        Body::Timer(_) => Vec::new(),
        Body::Calculator(calculator) => vec![
            format!("Inputs: {}", join(calculator.inputs.iter().map(|input| input.label.as_str()))),
            format!("Results: {}", join(calculator.results.iter().map(|result| result.label.as_str()))),
        ],
        Body::Converter(converter) => vec![format!(
            "Units: {}",
            join(converter.groups.iter().flat_map(|group| &group.units).map(|unit| unit.name.as_str()))
        )],
        Body::Quiz(quiz) => {
            let name = if quiz.cards { "cards" } else { "questions" };
            vec![format!("{} {name}, and a place in the app to add your own", quiz.questions.len())]
        }
        Body::Form(form) => vec![
            format!("Questions: {}", join(form.fields.iter().map(|field| field.label.as_str()))),
            "Answers are checked, kept in this browser, summed up, and exported as CSV".to_owned(),
        ],
        Body::Landing(landing) => {
            vec![format!(
                "Sections: {}",
                join(landing.sections.iter().map(|section| section.heading.as_str()))
            )]
        }
        Body::Planner(planner) => vec![format!("Rows: {}", join(planner.rows.iter().map(String::as_str)))],
    }
}

fn collection(list: &Collection) -> Vec<String> {
    let fields = list.fields.iter().map(|field| match &field.kind {
        FieldKind::Choice { options } | FieldKind::Choices { options } => {
            format!("{} ({})", field.label, options.join(", "))
        }
        FieldKind::Number { unit, .. } if !unit.is_empty() => format!("{} ({unit})", field.label),
        FieldKind::Money { currency } => format!("{} ({currency})", field.label),
        _ => field.label.clone(),
    });
    let fields: Vec<String> = fields.collect();
    let mut out = vec![format!("Fields: {}", join(fields.iter().map(String::as_str)))];
    let x = &list.extras;
    let mut can: Vec<String> = vec!["add, edit, delete with undo".to_owned()];
    for (on, name) in [
        (list.search, "search"),
        (list.done.is_some(), "ticking off"),
        (x.favourite, "favourites"),
        (x.pin, "pinning"),
        (x.archive, "archive"),
        (x.votes, "votes"),
        (x.reorder, "ordering by hand"),
        (x.csv, "CSV export"),
        (x.json, "JSON export and import"),
        (x.print, "printing"),
        (x.random, "picking by chance"),
        (!x.limits.is_empty(), "limits of columns"),
        (x.shortcuts, "keyboard shortcuts"),
        (x.daily, "daily ticks"),
        (x.due.is_some(), "what is due"),
        (x.low.is_some(), "low-stock warnings"),
        (x.soon.is_some(), "warnings for dates that come near"),
    ] {
        if on {
            can.push(name.to_owned());
        }
    }
    if !list.filters.is_empty() {
        let names =
            list.fields.iter().filter(|f| list.filters.contains(&f.id)).map(|f| f.label.to_lowercase());
        let names: Vec<String> = names.collect();
        can.push(format!("filters by {}", join(names.iter().map(String::as_str))));
    }
    out.push(format!("You can: {}", can.join(", ")));
    if !x.flags.is_empty() {
        let names = x.flags.iter().filter_map(|flag| list.fields.iter().find(|f| f.id == flag.field));
        let mut names: Vec<&str> = names.map(|f| f.label.as_str()).collect();
        names.dedup();
        out.push(format!("Stands out by: {}", join(names.into_iter())));
    }
    let shown: Vec<String> = list
        .insights
        .iter()
        .map(|insight| match insight {
            Insight::Figure { label, .. } | Insight::Streak { label } => label.clone(),
            Insight::Goal { label, target, .. } => format!("{label} ({target})"),
            Insight::Chart { title, .. } => format!("chart: {title}"),
        })
        .collect();
    if !shown.is_empty() {
        out.push(format!("At a glance: {}", shown.join(", ")));
    }
    out
}

fn push_unsupported(out: &mut String, names: &[&str]) {
    if !names.is_empty() {
        let _ = write!(out, "\n\nNot included, because I cannot build it: {}.", join(names.iter().copied()));
    }
}

fn push_failures(out: &mut String, failures: &[String]) {
    if !failures.is_empty() {
        let _ = write!(out, "\n\nThese files could not be written as planned: {}.", failures.join(", "));
    }
}

/// Said while the files that change are read.
pub(super) fn before_changes(outcome: &Outcome) -> String {
    match outcome.done.as_slice() {
        [] => String::new(),
        [only] => format!("I will do that: {only}."),
        several => format!("I will do {} things.", several.len()),
    }
}

/// The end of a turn that changed the app.
pub(super) fn changed(outcome: &Outcome, request: &str, kept: &[String], failures: &[String]) -> String {
    let mut out = String::from("Done:");
    for line in &outcome.done {
        let _ = write!(out, "\n- {line}");
    }
    if !kept.is_empty() {
        let _ = write!(
            out,
            "\n\nYou had changed the same lines or removed the file, so yours stay as they are in: {}. The change is not visible there yet.",
            kept.join(", ")
        );
    }
    push_not_done(&mut out, outcome, request);
    push_failures(&mut out, failures);
    out
}

/// The answer to a request that changes nothing.
pub(super) fn unchanged(request: &str, outcome: &Outcome, spec: &AppSpec) -> String {
    let mut out = String::new();
    if let [first, ..] = outcome.done.as_slice() {
        return format!("That is how the app already is: {first}.");
    }
    push_not_done(&mut out, outcome, request);
    if out.is_empty() {
        out = format!(
            "I did not understand what to change in “{}”, so I changed nothing. I work by rules: try “add a notes field”, “rename X to Y”, “make it green”, “remove the chart”. {CONNECT}",
            spec.title
        );
    }
    out.trim().to_owned()
}

fn push_not_done(out: &mut String, outcome: &Outcome, request: &str) {
    let unsupported = describe::unsupported(request);
    let mut said = false;
    if !unsupported.is_empty() {
        let _ = write!(
            out,
            "\n\nI cannot add {}: the built-in generator works by rules.",
            join(unsupported.iter().copied())
        );
        said = true;
    }
    if !outcome.not_done.is_empty() {
        let _ = write!(out, "\n\nI did not understand, and left out: {}.", quoted(&outcome.not_done));
        said = true;
    }
    if said {
        out.push(' ');
        out.push_str(CONNECT);
    }
}

fn quoted(parts: &[String]) -> String {
    parts.iter().map(|part| format!("“{part}”")).collect::<Vec<_>>().join(", ")
}

/// "a, b and c".
pub(super) fn join<'t>(names: impl Iterator<Item = &'t str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// The answer in a project that came from elsewhere.
pub(super) fn imported() -> String {
    format!(
        "This project was not made by me, and without a model I cannot read code that I did not generate, so I changed nothing. I can rename it (“rename the app to …”) or replace it (“start over: …” with a description). {CONNECT}"
    )
}

/// The end of a turn in a project that came from elsewhere.
pub(super) fn imported_done(title: Option<&str>, failures: &[String]) -> String {
    let mut out = match title {
        Some(title) if failures.is_empty() => format!(
            "The page's title in `index.html` is “{title}”. Headings inside the app are code that I did not generate, so they stay as they are. {CONNECT}"
        ),
        Some(_) => format!("I could not change the title. {CONNECT}"),
        None => "A fresh app is written. Say what to change next.".to_owned(),
    };
    push_failures(&mut out, failures);
    out
}
