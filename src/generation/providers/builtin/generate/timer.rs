//! The files of timers: pomodoro, intervals, countdowns and stopwatches.

use serde_json::{Value, json};

use super::{
    super::spec::{AppSpec, Timer},
    super::words,
    File, filled, set, template, text,
};

/// The files, given what all apps share.
pub(super) fn files(spec: &AppSpec, timer: &Timer, data: &mut Value) -> Vec<File> {
    set(data, "startLabel", text(spec, "start", "Start"));
    set(data, "kindCss", template!("timer/styles.css"));
    let key = &spec.storage_key;
    for (name, suffix) in
        [("doneKey", "finished"), ("tasksKey", "tasks"), ("presetsKey", "timers"), ("dateKey", "date")]
    {
        set(data, name, format!("{key}:{suffix}"));
    }
    let down = !matches!(timer, Timer::Stopwatch { .. });
    set(data, "round", if down { "ceil" } else { "floor" });
    set(data, "rounding", if down { "up" } else { "down" });
    mode(timer, data);
    let has = |key: &str, data: &Value| data[key].as_bool() == Some(true);
    let mut out = vec![filled("src/App.tsx", template!("timer/App.tsx"), data)];
    let phased = has("phased", data);
    for (wanted, path, source) in [
        (
            phased || matches!(timer, Timer::Countdown { .. }),
            "src/components/Clock.tsx",
            template!("timer/Clock.tsx"),
        ),
        (phased, "src/lib/phases.ts", template!("timer/phases.ts")),
        (!matches!(timer, Timer::Until { .. }), "src/lib/time.ts", template!("timer/time.ts")),
        (has("sounds", data), "src/lib/sound.ts", template!("timer/sound.ts")),
        (has("keeps", data), "src/lib/read.ts", template!("base/read.ts")),
        (has("keeps", data), "src/lib/storage.ts", template!("base/storage.ts")),
    ] {
        if wanted {
            out.push(filled(path, source, data));
        }
    }
    out
}

fn mode(timer: &Timer, data: &mut Value) {
    let mut on = |keys: &[&str]| keys.iter().for_each(|key| set(data, key, true));
    match timer {
        Timer::Pomodoro { .. } => on(&["phased", "pomodoro", "sounds", "keeps", "numbers", "records"]),
        Timer::Interval { .. } => on(&["phased", "interval", "sounds"]),
        Timer::Countdown { .. } => on(&["countdown", "sounds", "keeps", "numbers", "records", "lists"]),
        Timer::Until { .. } => on(&["until", "keeps"]),
        Timer::Stopwatch { .. } => on(&["stopwatch"]),
    }
    match timer {
        Timer::Pomodoro { work, rest, long_rest, rounds, tasks } => {
            for (key, value) in [("work", work), ("rest", rest), ("longRest", long_rest)] {
                set(data, key, words::number(*value));
            }
            set(data, "rounds", *rounds);
            set(data, "tasks", *tasks);
            if *tasks {
                set(data, "lists", true);
            }
        }
        Timer::Interval { work, rest, rounds, prepare, warn } => {
            for (key, value) in [("work", work), ("rest", rest), ("rounds", rounds)] {
                set(data, key, *value);
            }
            set(data, "prepare", prepare.to_string());
            warnings(warn, data);
        }
        Timer::Countdown { presets, warn } => {
            warnings(warn, data);
            let presets = presets.iter().enumerate().map(|(at, preset)| {
                json!({"id": format!("preset{at}"), "name": preset.name, "seconds": preset.seconds})
            });
            let presets: Vec<Value> = presets.collect();
            set(data, "presets", presets);
        }
        Timer::Until { date, .. } => {
            // Another date in the description is shown even where the former one was stored.
            let key = data["dateKey"].as_str().unwrap_or_default().to_owned();
            set(data, "dateKey", format!("{key}{date}"));
            set(data, "date", date.clone());
        }
        Timer::Stopwatch { laps } => set(data, "laps", *laps),
    }
    let readers =
        [("isRecord", "records"), ("readList", "lists"), ("readNumber", "numbers"), ("readText", "keeps")];
    let mut names: Vec<&str> =
        readers.iter().filter(|(_, key)| data[*key].as_bool() == Some(true)).map(|(name, _)| *name).collect();
    if matches!(timer, Timer::Countdown { .. }) {
        names.insert(1, "newId");
    }
    set(data, "readNames", names.join(", "));
}

/// When the clock warns, and how the app says so.
fn warnings(warn: &[u32], data: &mut Value) {
    if warn.is_empty() {
        return;
    }
    let spoken = |seconds: &u32| {
        let (count, unit) =
            if seconds.is_multiple_of(60) { (seconds / 60, "minute") } else { (*seconds, "second") };
        format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
    };
    let all: Vec<String> = warn.iter().map(spoken).collect();
    set(data, "warns", true);
    set(data, "warnings", warn.iter().map(u32::to_string).collect::<Vec<_>>().join(", "));
    set(data, "warnNote", format!("Warns {} before the end.", all.join(" and ")));
}
