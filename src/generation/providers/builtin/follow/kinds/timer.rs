//! Changes of timers.

use super::super::super::describe::timer as timers;
use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Preset, Timer};
use super::super::super::words::alike;
use super::super::super::words::label;
use super::{Done, Texts, button_text, removed, renamed};

pub(in super::super) fn timer(timer: &mut Timer, texts: &mut Texts, clause: &str) -> Done {
    if let Some(text) = button_text(clause) {
        texts.insert("start".to_owned(), text.clone());
        return Some(vec![format!("the start button says “{text}”")]);
    }
    let before = timer.clone();
    if let Timer::Interval { warn, .. } | Timer::Countdown { warn, .. } = timer {
        let (_, said) = timers::warnings(clause);
        if !said.is_empty() {
            warn.extend(said);
            warn.sort_unstable_by(|a, b| b.cmp(a));
            warn.dedup();
            let shown: Vec<String> = warn.iter().map(|seconds| format!("{seconds} s")).collect();
            return Some(vec![format!("it warns {} before the end", shown.join(" and "))]);
        }
        if pattern!(r"\bwarnings?\b").is_match(clause) && removed(clause).is_some() && !warn.is_empty() {
            warn.clear();
            return Some(vec!["it gives no warning".to_owned()]);
        }
    }
    match timer {
        Timer::Pomodoro { work, rest, long_rest, rounds, tasks } => {
            let plain = pattern!(r"\blong(?:er)?[ -]breaks?").replace(clause, "longpause");
            let minutes = |word: &str| timers::near(&plain, word).map(|seconds| f64::from(seconds) / 60.0);
            *work = minutes("work|focus|session|pomodoro|concentrat").unwrap_or(*work);
            *long_rest = minutes("longpause").unwrap_or(*long_rest);
            if !plain.contains("longpause") || plain.contains("short") {
                *rest = minutes("short break|break|rest|pause").unwrap_or(*rest);
            }
            *rounds =
                timers::count(clause, "rounds|cycles|sessions|pomodoros|sets").unwrap_or(*rounds).min(24);
            if pattern!(r"\b(task list|tasks|to-?do)\b").is_match(clause) {
                *tasks = removed(clause).is_none();
            }
        }
        Timer::Interval { work, rest, rounds, prepare, .. } => {
            let spoken =
                pattern!(r"\b\d+ (?:exercises|rounds|sets|stations|reps|repetitions|intervals|cycles)\b")
                    .replace(clause, " ");
            *work = timers::near(&spoken, "work|exercise|on|active|effort")
                .or_else(|| timers::each_round(clause))
                .unwrap_or(*work);
            *rest = timers::near(&spoken, "rest|off|break|pause|recover").unwrap_or(*rest);
            let counted = pattern!(r"\b\d+(?:[.:]\d+)?[ -]*(?:minutes?|mins?|seconds?|secs?|s|m)\b")
                .replace(clause, " ");
            *rounds =
                timers::count(&counted, "rounds?|sets|times|cycles|intervals|exercises|stations|repetitions")
                    .unwrap_or(*rounds)
                    .min(99);
            *prepare = timers::near(clause, "prepar|get ready|warm|countdown").unwrap_or(*prepare);
            if pattern!(r"\b(?:no|without|remove|drop|skip)\b.*\b(?:prepar|get ready|warm|countdown)")
                .is_match(clause)
            {
                *prepare = 0;
            }
        }
        Timer::Countdown { presets, .. } => return presets_changed(presets, clause),
        Timer::Until { date, event } => {
            if let Some(new) = timers::date_in(clause) {
                *date = new;
            } else if let Some((new, name)) = timers::until(&format!("countdown {clause}")) {
                (*date, *event) = (new, name);
            }
        }
        Timer::Stopwatch { laps } => {
            if pattern!(r"\blaps?\b").is_match(clause) {
                *laps = removed(clause).is_none();
                return Some(vec![format!("laps are {}", if *laps { "on" } else { "off" })]);
            }
        }
    }
    (*timer != before).then(|| vec![clause.to_owned()])
}

pub(super) fn presets_changed(presets: &mut Vec<Preset>, clause: &str) -> Done {
    if let Some(name) = removed(clause) {
        let before = presets.len();
        let name = pattern!(r"\s+timer$").replace(&name, "");
        if before > 1 {
            presets.retain(|preset| !alike(&preset.name, &name));
        }
        return (presets.len() < before).then(|| vec![format!("the timer “{name}” is gone")]);
    }
    if let Some((old, new)) = renamed(clause)
        && let Some(preset) = presets.iter_mut().find(|preset| alike(&preset.name, &old))
        && timers::seconds(&new).is_none()
    {
        preset.name = label(&new);
        return Some(vec![format!("“{old}” is called “{}”", preset.name)]);
    }
    let amount = pattern!(r"(\d+(?:[.:]\d+)?)[ -]*(hours?|h|minutes?|mins?|min|seconds?|secs?|sec|s)\b");
    if amount.all(clause).len() > 1 {
        let list = pattern!(r"^[^:]*:\s*").replace(clause, "");
        let parts = pattern!(r",? and |, ").replace(&list, "\u{2}");
        let done: Vec<String> =
            parts.split('\u{2}').filter_map(|part| presets_changed(presets, part)).flatten().collect();
        return (!done.is_empty()).then_some(done);
    }
    let found = amount.captures(clause)?;
    let seconds = timers::seconds(group(&found, 0))?;
    if let Some(preset) =
        presets.iter_mut().find(|preset| clause.to_lowercase().contains(&preset.name.to_lowercase()))
    {
        preset.seconds = seconds;
        return Some(vec![format!("{} takes {}", preset.name, group(&found, 0))]);
    }
    let placed = pattern!(r",?\s+(?:at|to|in) the (?:very )?(?:end|start|beginning|front|top|bottom)$");
    let first = pattern!(r"\b(?:start|beginning|front|top)$").is_match(clause) && placed.is_match(clause);
    let name = placed.replace(clause, "").replace(group(&found, 0), " ").replace('&', "\u{1}");
    let name = pattern!(r"(?:^|\s)(?:a|an)\s|\b(add|the|timer|preset|for|of|with|button|called|named|to|new|set|make|it|default|should|be|start|at)\b|[:()]").replace(&name, " ");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{1}', "&");
    let name = if name.is_empty() { group(&found, 0).to_owned() } else { label(&name) };
    let first = first || pattern!(r"\b(default|should be|make it|start at)\b").is_match(clause);
    presets.insert(if first { 0 } else { presets.len() }, Preset { name: name.clone(), seconds });
    Some(vec![format!("a timer “{name}”")])
}
