//! Descriptions of timers.

use super::{
    super::{
        pattern::{group, pattern},
        spec::{Body, Preset, Timer},
        words::{label, leading_number, title_case},
    },
    phrases,
};

/// Title, tagline and app of a description.
pub(super) fn describe(text: &str) -> (String, String, Body) {
    let (title, tagline, timer) = if pattern!(r"\bpomodoro|focus timer\b").is_match(text) {
        ("Pomodoro Timer".to_owned(), "Work in focus, rest in between.", pomodoro(text))
    } else if pattern!(r"\bstop ?watch\b").is_match(text) {
        ("Stopwatch".to_owned(), "To the hundredth of a second.", Timer::Stopwatch { laps: true })
    } else if pattern!(
        r"\b(hiit|tabata|intervals?|rounds?|circuit|exercises)\b|\bon\b.*\d.*\boff\b|\bwork\b.*\brest\b"
    )
    .is_match(text)
    {
        let title = if pattern!(r"\btabata\b").is_match(text) {
            "Tabata Timer"
        } else if pattern!(r"\bhiit\b").is_match(text) {
            "HIIT Timer"
        } else {
            "Interval Timer"
        };
        let named = pattern!(
            r"^\W*(?:an? |the |my |make |build |me |i want |i need |create )*((?:[a-z]+ ){1,2}timer)\b"
        )
        .captures(text);
        let title = named
            .filter(|_| title == "Interval Timer")
            .map_or_else(|| title.to_owned(), |found| title_case(group(&found, 1)));
        (title, "Work, rest, repeat.", interval(text))
    } else if let Some((date, event)) = until(text) {
        (format!("Countdown to {event}"), "Every second counts.", Timer::Until { date, event })
    } else {
        let (text, warn) = &warnings(text);
        let presets = presets(text);
        let named = pattern!(r"\b([a-z]+ timer)\b").captures(text).map(|found| title_case(group(&found, 1)));
        let title = named
            .filter(|title| {
                !["A Timer", "Simple Timer", "The Timer", "Countdown Timer", "With Timer"]
                    .contains(&title.as_str())
            })
            .unwrap_or_else(|| "Timer".to_owned());
        (title, "Pick a time and start.", Timer::Countdown { presets, warn: warn.clone() })
    };
    (title, tagline.to_owned(), Body::Timer(timer))
}

/// Seconds of "90 seconds", "1.5 min", "2 hours", "1:30"; minutes where nothing is said.
pub(in super::super) fn seconds(text: &str) -> Option<u32> {
    if let Some(found) = pattern!(r"(\d+):(\d\d)").captures(text) {
        return Some(group(&found, 1).parse::<u32>().ok()? * 60 + group(&found, 2).parse::<u32>().ok()?);
    }
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let (number, rest) = leading_number(&text[at..])?;
    let rest = rest.trim_start().trim_start_matches('-').to_lowercase();
    let scale = if rest.starts_with('h') {
        3600.0
    } else if rest.starts_with('s') {
        1.0
    } else {
        60.0
    };
    Some((number * scale).round().clamp(1.0, 360_000.0) as u32)
}

/// The duration that stands next to a word: "25 minutes of work", "rest: 15 s", "breaks of 10 min".
pub(in super::super) fn near(text: &str, word: &str) -> Option<u32> {
    const AMOUNT: &str =
        r"(\d+(?:[.:]\d+)?)[ -]*(hours?|hrs?|h|minutes?|mins?|min|m|seconds?|secs?|sec|s)?\b";
    let before = super::super::pattern::Pattern::new(&format!(
        r"{AMOUNT}[ -]*(?:of |for |per |for each |for every |a |long |to )?(?:the )?(?:{word})"
    ));
    let after = super::super::pattern::Pattern::new(&format!(r"(?:{word})\w*[^\d.;,]{{0,24}}?{AMOUNT}"));
    let read = |found: &regex_lite::Captures| seconds(&format!("{} {}", group(found, 1), group(found, 2)));
    before.captures(text).as_ref().and_then(read).or_else(|| after.captures(text).as_ref().and_then(read))
}

/// The whole number that stands next to a word.
pub(in super::super) fn count(text: &str, word: &str) -> Option<u32> {
    let before = super::super::pattern::Pattern::new(&format!(
        r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)[ -]*(?:{word})"
    ));
    let after = super::super::pattern::Pattern::new(&format!(
        r"(?:{word})\w*\s*(?:should be|to|:|=|is|of)?\s*(\d+)\b"
    ));
    let read = |found: &regex_lite::Captures| leading_number(group(found, 1)).map(|(n, _)| n as u32);
    before
        .captures(text)
        .as_ref()
        .and_then(read)
        .or_else(|| after.captures(text).as_ref().and_then(read))
        .filter(|n| *n > 0)
}

fn pomodoro(text: &str) -> Timer {
    let minutes = |seconds: u32| f64::from(seconds) / 60.0;
    let plain = pattern!(r"\blong(?:er)? breaks?").replace(text, "longpause");
    let numbers = pattern!(r"\b(\d+)\s*/\s*(\d+)\b").captures(text);
    let pair = numbers.and_then(|found| {
        Some((group(&found, 1).parse::<f64>().ok()?, group(&found, 2).parse::<f64>().ok()?))
    });
    Timer::Pomodoro {
        work: near(&plain, "work|focus|session|concentrat|pomodoro")
            .map(minutes)
            .or(pair.map(|(work, _)| work))
            .unwrap_or(25.0),
        rest: near(&plain, "short break|break|rest|pause")
            .map(minutes)
            .or(pair.map(|(_, rest)| rest))
            .unwrap_or(5.0),
        long_rest: near(&plain, "longpause").map_or(15.0, minutes),
        rounds: count(text, "rounds|cycles|sessions|pomodoros|intervals|sets").unwrap_or(4).min(24),
        tasks: pattern!(r"\b(tasks?|to-?do)\b").is_match(text),
    }
}

/// "warn 10 seconds before the end", "turn red at 1 minute": the text without it, and the seconds.
pub(in super::super) fn warnings(text: &str) -> (String, Vec<u32>) {
    let amount = r"\d+(?:[.:]\d+)?[ -]*(?:minutes?|mins?|seconds?|secs?|s|m)\b";
    let clause = super::super::pattern::Pattern::new(&format!(
        r"(?:\ban? )?\b(?:warn\w*|beeps?|bells?|alert\w*|signals?|sounds?|gong|turns?|goes|flash\w*|blink\w*|change\w*|yellow|orange|amber|red|remind\w*|heads?[- ]up)\b[^.;\n\d]{{0,60}}{amount}(?:[^.;,\n\d]{{0,30}}\b(?:left|before|remain\w*|to go|from the end|warning)\b[^.;,\n\d]*)?|\b{amount}[ -]*(?:warnings?|before (?:the |each |every |a |it )*(?:end|round|finish|ring|time)\w*)[^.;,\n\d]*"
    ));
    let each = super::super::pattern::Pattern::new(amount);
    let meant = pattern!(
        r"\b(?:left|before|remain\w*|to go|warn\w*|heads?[- ]up)\b|\b(?:yellow|orange|amber|red) (?:at|when|with|for|once|under|below|in)\b"
    );
    let mut warn: Vec<u32> = Vec::new();
    let mut rest = text.to_owned();
    for found in clause.all(text) {
        let said = group(&found, 0);
        if !meant.is_match(said) {
            continue;
        }
        warn.extend(each.all(said).iter().filter_map(|amount| seconds(group(amount, 0))));
        rest = rest.replacen(said, " ", 1);
    }
    warn.sort_unstable_by(|a, b| b.cmp(a));
    warn.dedup();
    (rest, warn)
}

fn interval(text: &str) -> Timer {
    let (text, warn) = &warnings(text);
    // "6 exercises" counts rounds and is no time.
    let counted = pattern!(r"\b\d+ (?:exercises|rounds|sets|stations|reps|repetitions|intervals|cycles)\b");
    let times = &counted.replace(text, " ");
    let (work, rest, rounds) = if pattern!(r"\btabata\b").is_match(text) { (20, 10, 8) } else { (40, 20, 8) };
    Timer::Interval {
        work: near(times, "work|exercise|on|active|effort|sprint|train")
            .or_else(|| each_round(text))
            .unwrap_or(work),
        rest: near(times, "rest|off|break|pause|recover").unwrap_or(rest),
        rounds: count(text, "rounds?|sets|times|cycles|repetitions|intervals|exercises|stations")
            .unwrap_or(rounds)
            .min(99),
        prepare: near(times, "prepar|get ready|warm").unwrap_or(0),
        warn: warn.clone(),
    }
}

/// "12 rounds of 3 minutes", "rounds should last 90 seconds", "3-minute rounds".
pub(in super::super) fn each_round(text: &str) -> Option<u32> {
    let found = pattern!(
        r"\brounds?\b[^.;,\d\n]{0,24}?\b(\d+(?:[.:]\d+)?[ -]*(?:minutes?|mins?|seconds?|secs?|s|m)\b)|\b(\d+(?:[.:]\d+)?[ -]*(?:minutes?|mins?|seconds?|secs?|s|m)\b)[ -](?:long )?rounds?\b"
    )
    .captures(text)?;
    seconds(&format!("{}{}", group(&found, 1), group(&found, 2)))
}

/// "eggs 7 minutes, pasta 10 minutes", "a 5 minute timer".
fn presets(text: &str) -> Vec<Preset> {
    let mut out = Vec::new();
    for phrase in phrases::sentences(text).into_iter().flatten() {
        let Some(found) =
            pattern!(r"(\d+(?:[.:]\d+)?)[ -]*(hours?|h|minutes?|mins?|min|seconds?|secs?|sec|s)\b")
                .captures(&phrase)
        else {
            continue;
        };
        let Some(seconds) = seconds(group(&found, 0)) else { continue };
        let name = phrase.replace(group(&found, 0), " ");
        // "Tea timer: green tea" names the tea after the colon.
        let name = pattern!(r"^[^:]*\b(?:timers?|countdowns?)\b[^:]*:").replace(&name, " ");
        let name = pattern!(r"\b(a|an|the|timer|timers|countdown|for|of|with|presets?|buttons?|in|build|make|me|i|want|need|create|please|simple|kitchen|egg|that|counts?|down|from|and|like|:|cooking|have)\b").replace(&name, " ");
        let name = name.replace([':', '(', ')'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let name = if name.is_empty() { short_name(seconds) } else { label(&name) };
        out.push(Preset { name, seconds });
    }
    if out.is_empty() {
        let count = pattern!(r"\bin minutes\b").is_match(text);
        let usual: &[u32] = if count { &[60, 300, 600] } else { &[60, 180, 300, 600, 1500] };
        out.extend(usual.iter().map(|seconds| Preset { name: short_name(*seconds), seconds: *seconds }));
    }
    out
}

fn short_name(seconds: u32) -> String {
    match seconds {
        60 => "1 minute".to_owned(),
        s if s % 3600 == 0 => format!("{} h", s / 3600),
        s if s % 60 == 0 => format!("{} minutes", s / 60),
        s => format!("{s} seconds"),
    }
}

/// The date and the event of "countdown to Christmas", "days until 24 December 2027".
pub(in super::super) fn until(text: &str) -> Option<(String, String)> {
    let found = pattern!(r"\b(?:countdown|count down|counting down|days|time|counter)\b.*?\b(?:to|until|till)\s+(?:the |my |our )?([\w' .,-]+)").captures(text)?;
    let target = group(&found, 1);
    let known = [
        ("christmas eve", "--12-24"),
        ("christmas", "--12-25"),
        ("new year", "--01-01"),
        ("halloween", "--10-31"),
        ("valentine", "--02-14"),
    ];
    let lower = target.to_lowercase();
    let known_date = known.iter().find(|(name, _)| lower.contains(name)).map(|(_, date)| (*date).to_owned());
    let date = date_in(text).or(known_date).unwrap_or_default();
    let event = pattern!(r"\s*(?:\b(?:on|with|which|that|showing|in)\b|[,.(]).*$").replace(target, "");
    let event = if event.trim().is_empty() { "the Day".to_owned() } else { title_case(event.trim()) };
    Some((date, event))
}

/// `2027-12-24`, or `--12-24` where no year is said.
pub(in super::super) fn date_in(text: &str) -> Option<String> {
    if let Some(found) = pattern!(r"\b(\d{4})-(\d{2})-(\d{2})\b").captures(text) {
        return Some(group(&found, 0).to_owned());
    }
    let day_first = pattern!(
        r"\b(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?(?:\s+(\d{4}))?"
    );
    let month_first = pattern!(
        r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?"
    );
    let (day, month, year) = if let Some(found) = day_first.captures(text) {
        (group(&found, 1).to_owned(), group(&found, 2).to_owned(), group(&found, 3).to_owned())
    } else {
        let found = month_first.captures(text)?;
        (group(&found, 2).to_owned(), group(&found, 1).to_owned(), group(&found, 3).to_owned())
    };
    let month = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
        .split('|')
        .position(|name| name == month.to_lowercase())?
        + 1;
    let day: u32 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    Some(if year.is_empty() {
        format!("--{month:02}-{day:02}")
    } else {
        format!("{year}-{month:02}-{day:02}")
    })
}
