//! Changes of timers, calculators, quizzes, forms, landing pages and planners.

use std::collections::BTreeMap;

use super::{
    super::{
        describe::{
            self, features, fields::Context, landing as sections, phrases, planner::WEEK, quiz as questions,
            timer as timers, units,
        },
        pattern::{Pattern, group, pattern},
        spec::{Calculator, Converter, Form, Input, Landing, Planner, Preset, Quiz, Timer},
        words::{self, alike, label, number},
    },
    collection,
};

type Done = Option<Vec<String>>;
type Texts = BTreeMap<String, String>;

/// What a clause calls a button.
fn button_text(clause: &str) -> Option<String> {
    let found = pattern!(r#"\bbutton\b(?: text| label)?\s*(?:should (?:say|read|be)|to(?: say| read)?|says?|reads?|:|=)\s*:?\s*"?([^"]+)"?$"#).captures(clause)
        .or_else(|| pattern!(r#"\b(?:say|write|put)\s+"?([^"]+?)"?\s+(?:on|in) the (?:\w+ )?button"#).captures(clause))
        .or_else(|| pattern!(r#"^(?:rename|change|label|call) the (?:\w+ )?button (?:to |into |from .+ to )?"?([^"]+)"?$"#).captures(clause))?;
    Some(group(&found, 1).trim().to_owned())
}

fn removed(clause: &str) -> Option<String> {
    let found = pattern!(r"^(?:remove|delete|drop|hide|get rid of|lose|no more|no|take (?:away|out)|(?:i|we) (?:don't|do not) (?:need|want)|leave out|cut)\s+(?:the |any |all |my )?(.+)$").captures(clause)?;
    Some(group(&found, 1).to_owned())
}

fn added(clause: &str) -> Option<String> {
    let found = pattern!(r"^(?:add|include|insert|create|put in|i (?:also )?(?:want|need)|we need|i'd like|there should be|ask(?: for| about)?|have)\s+(?:also )?(.+)$").captures(clause)?;
    Some(group(&found, 1).to_owned())
}

fn renamed(clause: &str) -> Option<(String, String)> {
    let found = pattern!(r#"^(?:rename|change|relabel|replace|call)\s+(?:the )?"?(.+?)"?(?: field| input| section| question| row| label| heading)?\s+(?:to|into|as|with)\s+"?([^"]+?)"?$"#).captures(clause)?;
    Some((group(&found, 1).to_owned(), group(&found, 2).to_owned()))
}

pub(super) fn timer(timer: &mut Timer, texts: &mut Texts, clause: &str) -> Done {
    if let Some(text) = button_text(clause) {
        texts.insert("start".to_owned(), text.clone());
        return Some(vec![format!("the start button says “{text}”")]);
    }
    let before = timer.clone();
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
        Timer::Interval { work, rest, rounds, prepare } => {
            *work = timers::near(clause, "work|exercise|active|effort").unwrap_or(*work);
            *rest = timers::near(clause, "rest|break|pause|recover").unwrap_or(*rest);
            *rounds = timers::count(clause, "rounds?|sets|times|cycles|intervals").unwrap_or(*rounds).min(99);
            *prepare = timers::near(clause, "prepar|get ready|warm|countdown").unwrap_or(*prepare);
            if pattern!(r"\b(?:no|without|remove|drop|skip)\b.*\b(?:prepar|get ready|warm|countdown)")
                .is_match(clause)
            {
                *prepare = 0;
            }
        }
        Timer::Countdown { presets } => return presets_changed(presets, clause),
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

fn presets_changed(presets: &mut Vec<Preset>, clause: &str) -> Done {
    if let Some(name) = removed(clause) {
        let before = presets.len();
        let name = pattern!(r"\s+timer$").replace(&name, "");
        if before > 1 {
            presets.retain(|preset| !alike(&preset.name, &name));
        }
        return (presets.len() < before).then(|| vec![format!("the timer “{name}” is gone")]);
    }
    let found = pattern!(r"(\d+(?:[.:]\d+)?)[ -]*(hours?|h|minutes?|mins?|min|seconds?|secs?|sec|s)\b")
        .captures(clause)?;
    let seconds = timers::seconds(group(&found, 0))?;
    if let Some(preset) =
        presets.iter_mut().find(|preset| clause.to_lowercase().contains(&preset.name.to_lowercase()))
    {
        preset.seconds = seconds;
        return Some(vec![format!("{} takes {}", preset.name, group(&found, 0))]);
    }
    let name = clause.replace(group(&found, 0), " ");
    let name = pattern!(r"\b(add|a|an|the|timer|preset|for|of|with|button|called|named|to|new|and|set|make|it|default|should|be|start|at)\b|[:()]").replace(&name, " ");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = if name.is_empty() { group(&found, 0).to_owned() } else { label(&name) };
    let first = pattern!(r"\b(default|should be|make it|start at)\b").is_match(clause);
    presets.insert(if first { 0 } else { presets.len() }, Preset { name: name.clone(), seconds });
    Some(vec![format!("a timer “{name}”")])
}

fn input_named<'i>(inputs: &'i mut [Input], name: &str) -> Option<&'i mut Input> {
    let name = name.to_lowercase();
    let at = inputs.iter().position(|input| alike(&input.label, &name)).or_else(|| {
        inputs.iter().position(|input| {
            words::words(&input.label)
                .iter()
                .any(|word| words::words(&name).iter().any(|other| alike(word, other)))
        })
    })?;
    inputs.get_mut(at)
}

pub(super) fn calculator(calculator: &mut Calculator, clause: &str) -> Done {
    if let Some(code) = currency(clause) {
        for result in &mut calculator.results {
            code.clone_into(&mut result.currency);
        }
        return Some(vec![format!("amounts are in {code}")]);
    }
    if pattern!(r"\bhistory\b").is_match(clause) {
        calculator.history = removed(clause).is_none();
        return Some(vec![format!("the history is {}", if calculator.history { "there" } else { "gone" })]);
    }
    if let Some((old, new)) = renamed(clause) {
        if let Some(input) = input_named(&mut calculator.inputs, &old) {
            if !new.starts_with(|c: char| c.is_ascii_digit()) {
                input.label = label(&new);
                return Some(vec![format!("“{old}” is called “{}”", input.label)]);
            }
        } else if let Some(result) = calculator.results.iter_mut().find(|result| alike(&result.label, &old)) {
            result.label = label(&new);
            return Some(vec![format!("“{old}” is called “{}”", result.label)]);
        }
    }
    if clause.contains(|c: char| c.is_ascii_digit()) {
        for input in calculator.inputs.iter_mut().filter(|input| input.options.is_empty()) {
            if let Some(value) = describe::value_of(&input.label, clause) {
                input.value = number(value);
                return Some(vec![format!("{} starts at {}", input.label, input.value)]);
            }
        }
    }
    if let Some(name) = removed(clause) {
        let used: Vec<String> = calculator.results.iter().map(|result| result.formula.clone()).collect();
        if let Some(at) = calculator
            .results
            .iter()
            .position(|result| alike(&result.label, &name))
            .filter(|_| calculator.results.len() > 1)
        {
            let id = &calculator.results[at].id;
            if used.iter().any(|formula| formula.contains(id.as_str())) {
                return None;
            }
            calculator.results.remove(at);
            return Some(vec![format!("the result “{name}” is gone")]);
        }
    }
    let asked = pattern!(r"^(?:also )?(?:show|display|calculate|tell|work out|compute)\b").is_match(clause);
    let text = added(clause).or_else(|| asked.then(|| clause.to_owned()))?;
    describe::add_to_calculator(calculator, &text).map(|said| vec![said])
}

fn currency(clause: &str) -> Option<&'static str> {
    if pattern!(r"\bpounds?\b").is_match(clause)
        && pattern!(r"\b(sterling|currency|british|use|in)\b").is_match(clause)
    {
        return Some("GBP");
    }
    pattern!(r"\b(use|currency|in|show|switch|to|with)\b")
        .is_match(clause)
        .then(|| describe::lexicon::currency_in(clause))
        .flatten()
}

pub(super) fn converter(converter: &mut Converter, clause: &str) -> Done {
    let found = units::groups_in(clause);
    if let Some(name) = removed(clause) {
        let before = converter.clone();
        for group in &mut converter.groups {
            group.units.retain(|unit| !alike(&unit.name, &name) || before.groups.len() == 1);
        }
        converter.groups.retain(|group| !alike(&group.name, &name) && group.units.len() > 1);
        return if converter.groups.is_empty() {
            *converter = before;
            None
        } else {
            Some(vec![format!("removed: {name}")])
        };
    }
    let mut done = Vec::new();
    for group in found {
        if let Some(own) = converter.groups.iter_mut().find(|own| own.name == group.name) {
            for unit in group.units {
                if !own.units.iter().any(|known| known.name == unit.name) {
                    done.push(unit.name.clone());
                    own.units.push(unit);
                }
            }
        } else {
            done.extend(group.units.iter().map(|unit| unit.name.clone()));
            converter.groups.push(group);
        }
    }
    (!done.is_empty()).then(|| vec![format!("units: {}", done.join(", "))])
}

pub(super) fn quiz(quiz: &mut Quiz, texts: &mut Texts, clause: &str) -> Done {
    if let Some(text) = button_text(clause) {
        texts.insert("start".to_owned(), text.clone());
        return Some(vec![format!("the start button says “{text}”")]);
    }
    if let Some(seconds) = questions::seconds_each(clause) {
        quiz.seconds = seconds;
        return Some(vec![format!("there are {seconds} seconds for each question")]);
    }
    if pattern!(r"\b(?:shuffle|random)\w*|\bmix(?:ed)? up\b|\bmix the\b|\b(?:different|any) order\b").is_match(clause) {
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
    let found = if quiz.cards { questions::pairs(clause) } else { questions::questions(clause) };
    if found.is_empty() {
        return None;
    }
    let done = found.iter().map(|question| format!("added: {}", question.prompt)).collect();
    quiz.questions.extend(found);
    Some(done)
}

pub(super) fn form(form: &mut Form, texts: &mut Texts, clause: &str) -> Done {
    if let Some(found) = pattern!(r#"\b(?:thank[ -]?you|thanks|confirmation|success)(?: message| text| page| note)?\s*(?:should (?:say|read|be)|to(?: say| read)?|says?|:|=)\s*:?\s*"?([^"]+)"?$"#).captures(clause) {
        group(&found, 1).trim().clone_into(&mut form.thanks);
        return Some(vec![format!("afterwards it says “{}”", form.thanks)]);
    }
    if let Some(text) = button_text(clause) {
        texts.insert("submit".to_owned(), text.clone());
        return Some(vec![format!("the button says “{text}”")]);
    }
    let context = Context { things: "form".to_owned(), currency: String::new() };
    if let Some(done) = collection::required(&mut form.fields, clause) {
        return Some(done);
    }
    if let Some(name) = removed(clause) {
        let name = pattern!(r"\s+(?:field|question|input)s?$").replace(&name, "");
        if let Some(said) = collection::remove_option(&mut form.fields, &name) {
            return Some(vec![said]);
        }
        let id = features::find_in(&form.fields, &name)
            .map(|field| field.id.clone())
            .filter(|_| form.fields.len() > 1)?;
        form.fields.retain(|field| field.id != id);
        return Some(vec![format!("the question “{name}” is gone")]);
    }
    if let Some((old, new)) = renamed(clause) {
        if let Some(said) = collection::rename_option(&mut form.fields, &old, &new) {
            return Some(vec![said]);
        }
        let id = features::find_in(&form.fields, &old).map(|field| field.id.clone())?;
        let field = form.fields.iter_mut().find(|field| field.id == id)?;
        field.label = label(&new);
        return Some(vec![format!("“{old}” is called “{}”", field.label)]);
    }
    if !clause.contains('?')
        && !pattern!(r"\b(question|field|ask)\b").is_match(clause)
        && let Some(done) = collection::options(&mut form.fields, clause)
    {
        return Some(done);
    }
    add_question(form, &added(clause)?, &context)
}

fn add_question(form: &mut Form, text: &str, context: &Context) -> Done {
    let text = pattern!(r"^(?:a |an |another |the )?(?:new |multiple choice |open )?(?:question|field)s?\b\s*(?:called|named|asking|about|for|that asks|:)?\s*").replace(text, "");
    let asked = pattern!(r"^([^?]+\?)\s*(?:with )?(?:the )?(?:options?|choices|answers)?\s*:?\s*(.*)$")
        .captures(&text);
    let made: Vec<_> = match asked {
        Some(found) => {
            let options = group(&found, 2).trim().trim_matches(['(', ')']).to_owned();
            let options = pattern!(r",?\s+(?:and|or)\s+").replace(&options, ", ");
            let text = if options.is_empty() {
                group(&found, 1).to_owned()
            } else {
                format!("{} ({options})", group(&found, 1).trim_end_matches('?'))
            };
            describe::question(&text, context).into_iter().collect()
        }
        None => phrases::sentences(&text)
            .into_iter()
            .flatten()
            .filter_map(|phrase| describe::question(&phrase, context))
            .collect(),
    };
    let mut done = Vec::new();
    for field in made {
        done.push(format!("a question “{}”", field.label));
        describe::push_question(&mut form.fields, field);
    }
    (!done.is_empty()).then_some(done)
}

pub(super) fn landing(landing: &mut Landing, texts: &mut Texts, clause: &str) -> Done {
    if let Some(text) = button_text(clause) {
        let send = pattern!(r"\b(send|submit|form|contact|sign-?up|newsletter)\b").is_match(clause);
        if send {
            texts.insert("send".to_owned(), text.clone());
        } else if let Some(button) = landing
            .sections
            .first_mut()
            .and_then(|hero| hero.entries.get_mut(usize::from(clause.contains("second"))))
        {
            button.title.clone_from(&text);
        }
        return Some(vec![format!("the button says “{text}”")]);
    }
    let hero = pattern!(r#"\b(headline|hero (?:title|heading|text)|main heading|hero|subtitle|subheading|sub-?headline|lead|intro(?: text)?|hero subtitle)\b\s*(?:should (?:say|read|be)|to(?: say| read)?|says?|:|=|with)\s*:?\s*"?([^"]+)"?$"#).captures(clause);
    if let Some(found) = hero {
        let text = group(&found, 2).trim().to_owned();
        let lead = pattern!(r"(sub|lead|intro|hero text)").is_match(group(&found, 1));
        let section = landing.sections.first_mut()?;
        if lead {
            section.text.clone_from(&text);
        } else {
            section.heading.clone_from(&text);
        }
        return Some(vec![format!("the {} reads “{text}”", if lead { "introduction" } else { "headline" })]);
    }
    if let Some(name) = removed(clause) {
        let at = section_named(landing, &name)?;
        let gone = landing.sections.remove(at);
        return Some(vec![format!("the section “{}” is gone", gone.heading)]);
    }
    if let Some(done) = entry_changed(landing, clause).or_else(|| moved(landing, clause)) {
        return Some(done);
    }
    if let Some((old, new)) = renamed(clause) {
        let at = section_named(landing, &old)?;
        let section = landing.sections.get_mut(at)?;
        section.heading.clone_from(&new);
        return Some(vec![format!("the section is headed “{new}”")]);
    }
    let text = added(clause)?;
    let section = sections::section(&text, &landing.subject).or_else(|| {
        let found = pattern!(r#"^(?:a |an |another |the )?(?:new )?(?:"?([\w &-]+?)"? section|section (?:about|for|called|on) "?([\w &-]+?)"?)$"#).captures(&text)?;
        let name = if group(&found, 1).is_empty() { group(&found, 2) } else { group(&found, 1) };
        Some(sections::other_section(name))
    })?;
    let heading = section.heading.clone();
    sections::add(&mut landing.sections, section);
    Some(vec![format!("a section “{heading}”")])
}

/// "change the Pro price to $25", "Saturday is 10 to 4".
fn entry_changed(landing: &mut Landing, clause: &str) -> Done {
    let found = pattern!(r#"^(?:(?:change|set|make|raise|lower|update|increase|reduce|put)\s+)?(?:the )?(?:price (?:of|for) )?(?:the )?"?(.+?)"?(?:'s)?(?: plan| tier| package)?(?: price| hours| text)?\s+(?:to|is|are|costs?|should (?:be|cost)|=|at|:)\s*:?\s*"?([^"]+)"?$"#).captures(clause)?;
    let (name, value) = (group(&found, 1).to_lowercase(), group(&found, 2).trim());
    let name = pattern!(r"\s+(?:plan|tier|package|price)$").replace(&name, "");
    let entry = landing
        .sections
        .iter_mut()
        .filter(|section| section.design != "hero")
        .flat_map(|section| &mut section.entries)
        .find(|entry| alike(&entry.title, &name))?;
    let detail = value.contains(|c: char| c.is_ascii_digit()) || value.eq_ignore_ascii_case("closed") || value.eq_ignore_ascii_case("free");
    if detail {
        // "$25" keeps the "/ month" that stood there.
        let period = pattern!(r"\s*(?:/|per) ?\w+$").captures(&entry.detail).map(|found| group(&found, 0).to_owned());
        let bare = pattern!(r"^[€$£]?\s?[\d.,]+\s?[€$£]?$").is_match(value);
        entry.detail = format!("{value}{}", period.filter(|_| bare).unwrap_or_default());
    } else {
        value.clone_into(&mut entry.title);
    }
    Some(vec![format!("“{}”: {value}", entry.title)])
}

/// "move the FAQ above pricing".
fn moved(landing: &mut Landing, clause: &str) -> Done {
    let found = pattern!(r"^(?:move|put|show|place)\s+(?:the )?(.+?)\s+(above|before|below|after|under|over|to the (?:top|bottom|end|start)|at the (?:top|bottom|end|start)|first|last)\s*(?:the )?(.*)$").captures(clause)?;
    let from = section_named(landing, group(&found, 1))?;
    let section = landing.sections.remove(from);
    let place = group(&found, 2).to_lowercase();
    let at = if place.contains("top") || place.contains("start") || place == "first" {
        1
    } else if place.contains("bottom") || place.contains("end") || place == "last" {
        landing.sections.len()
    } else {
        let Some(at) = section_named(landing, group(&found, 3)) else {
            landing.sections.insert(from, section);
            return None;
        };
        at + usize::from(["below", "after", "under"].contains(&place.as_str()))
    };
    let heading = section.heading.clone();
    landing.sections.insert(at.min(landing.sections.len()), section);
    Some(vec![format!("“{heading}” stands {place} {}", group(&found, 3)).trim_end().to_owned()])
}

fn section_named(landing: &Landing, name: &str) -> Option<usize> {
    let name = pattern!(r"\s+(?:section|part|area|form|block)$").replace(name, "");
    let id = sections::section(&name, &landing.subject).map(|section| section.id);
    landing.sections.iter().position(|section| {
        section.design != "hero"
            && (Some(&section.id) == id.as_ref()
                || alike(&section.id, &name)
                || alike(&section.heading, &name)
                || section.heading.to_lowercase().contains(&name.to_lowercase()))
    })
}

pub(super) fn planner(planner: &mut Planner, clause: &str) -> Done {
    if let Some(found) = pattern!(r"\bstart\w*\b.*?\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\b(monday|sunday|saturday)\b.*\bfirst\b").captures(clause) {
        let day = words::capitalised(&format!("{}{}", group(&found, 1), group(&found, 2)).to_lowercase());
        let at = planner.columns.iter().position(|column| *column == day)?;
        planner.columns.rotate_left(at);
        return Some(vec![format!("the week starts on {day}")]);
    }
    if pattern!(r"\b(?:no|without|remove|hide|drop) (?:the )?weekends?\b|\bonly (?:week|work)days\b|\bmonday to friday\b").is_match(clause) {
        planner.columns.retain(|column| column != "Saturday" && column != "Sunday");
        return Some(vec!["only the days from Monday to Friday".to_owned()]);
    }
    if pattern!(r"\bweekends?\b").is_match(clause) && added(clause).is_some() {
        planner.columns = WEEK.map(str::to_owned).to_vec();
        return Some(vec!["the weekend is there".to_owned()]);
    }
    if let Some(name) = removed(clause) {
        let name = pattern!(r"\s+(?:row|slot|column|day)s?$").replace(&name, "");
        let before = (planner.rows.len(), planner.columns.len());
        if before.0 > 1 {
            planner.rows.retain(|row| !alike(row, &name));
        }
        planner.columns.retain(|column| !alike(column, &name));
        return ((planner.rows.len(), planner.columns.len()) != before)
            .then(|| vec![format!("“{name}” is gone")]);
    }
    if let Some((old, new)) = renamed(clause) {
        let row = planner.rows.iter_mut().find(|row| alike(row, &old))?;
        *row = label(&new);
        return Some(vec![format!("“{old}” is called “{row}”")]);
    }
    let text = added(clause)?;
    let text = pattern!(
        r"^(?:a |an |another |the )?(?:new )?(?:row|slot|meal|line|section)s?\s+(?:for|called|named|:)\s*"
    )
    .replace(&text, "");
    let after: Option<String> = pattern!(r"\s+(?:after|below|under) (?:the )?(\w+)$")
        .captures(&text)
        .map(|found| group(&found, 1).to_owned());
    let before: Option<String> = pattern!(r"\s+(?:before|above) (?:the )?(\w+)$")
        .captures(&text)
        .map(|found| group(&found, 1).to_owned());
    let text = pattern!(r"\s+(?:after|below|under|before|above) (?:the )?\w+$").replace(&text, "");
    let mut done = Vec::new();
    for name in phrases::split(&text) {
        let name = pattern!(r"^(?:a|an|another|the|new)\s+|\s+(?:row|slot|line)s?$").replace(&name, "");
        let name = label(&pattern!(r"\s+(?:row|slot|line)s?$").replace(&name, ""));
        if name.split(' ').count() > 3 || planner.rows.iter().any(|row| alike(row, &name)) {
            continue;
        }
        let place = |wanted: &Option<String>| {
            wanted.as_ref().and_then(|wanted| planner.rows.iter().position(|row| alike(row, wanted)))
        };
        let at = place(&after).map(|at| at + 1).or_else(|| place(&before)).unwrap_or(planner.rows.len());
        planner.rows.insert(at, name.clone());
        done.push(format!("a row “{name}”"));
    }
    let _: Option<&Pattern> = None;
    (!done.is_empty()).then_some(done)
}
