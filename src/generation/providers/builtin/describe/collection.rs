//! A description of a list of things into its specification.

use super::{
    super::{
        pattern::pattern,
        spec::{Body, Collection, Dimension, Extras, FieldKind, Insight, Layout, Metric, Noun, Period, Sort},
    },
    fields::Context,
    lexicon,
    naming::{self, Subject},
    prepare,
};

mod code;
mod formulas;
mod reading;
pub(in super::super) mod starters;
mod usual;
mod worked;

use code::code;
use reading::read;
use usual::complete;
use worked::late;

pub(in super::super) use formulas::{put as put_formulas, take as formulas_in};
pub(in super::super) use reading::{is_feature, left_out};
pub(in super::super) use worked::tax_in;

/// Title, tagline and app of a description.
pub(super) fn describe(text: &str) -> (String, String, Body) {
    let (text, needed) = prepare::required(&prepare::questions(text));
    let (text, kinds) = &prepare::examples(&text);
    let (text, stated) = &formulas::take(text);
    let subject = naming::subject(text);
    let currency = lexicon::currency_in(text).unwrap_or_default().to_owned();
    let context =
        Context { things: format!("{} {}", subject.noun.one, subject.noun.many).to_lowercase(), currency };
    let mut list = empty(&subject.noun);
    let (text, starters) = &starters::taken(text);
    list.starters.clone_from(starters);
    let dashboard = pattern!(r"\bdashboard\b").is_match(text);
    list.samples = dashboard
        || pattern!(r"\b(?:sample|example|demo|dummy|mock|fake) (?:data|entries|items)\b|\bpre-?filled\b")
            .is_match(text);
    let said = read(&mut list, text, &context, &subject, stated, &mut Vec::new());
    complete(&mut list, &subject, &context, said);
    late(&mut list, text, &context);
    kinds_of(&mut list, kinds);
    super::form::require(&mut list.fields, &needed);
    named_by_first(&mut list);
    finish(&mut list);
    let tagline = tagline(&list, &subject);
    (subject.title.clone(), tagline, Body::Collection(Box::new(list)))
}

/// What moves through a pipeline is called by its first field: "candidate".
fn named_by_first(list: &mut Collection) {
    if !pattern!(r"\b(?:pipelines?|process|workflows?|funnels?|boards?)$").is_match(&list.noun.one) {
        return;
    }
    let first = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Text) && f.required);
    let own = first.map(|f| f.label.to_lowercase()).filter(|label| {
        !label.contains(' ') && !["name", "title", "subject", "headline"].contains(&label.as_str())
    });
    let one = own.unwrap_or_else(|| "card".to_owned());
    list.noun = Noun { many: super::super::words::plural(&one), one };
    list.code = code(&list.noun.one);
}

/// Gives the options that stand elsewhere in the text to the entries' bare type.
fn kinds_of(list: &mut Collection, kinds: &[String]) {
    let field =
        list.fields.iter_mut().find(|f| pattern!(r"^(type|kind|activity|category)$").is_match(&f.label));
    if let Some(field) = field.filter(|_| kinds.len() > 1) {
        field.kind = FieldKind::Choice { options: kinds.to_vec() };
    }
}

fn empty(noun: &Noun) -> Collection {
    Collection {
        noun: noun.clone(),
        code: code(&noun.one),
        fields: Vec::new(),
        layout: Layout::List,
        search: false,
        filters: Vec::new(),
        sort: Sort { by: "createdAt".to_owned(), descending: true },
        done: None,
        extras: Extras::default(),
        insights: Vec::new(),
        samples: false,
        starters: Vec::new(),
    }
}

/// Makes a list consistent after any change: references to what is gone go too.
pub(in super::super) fn finish(list: &mut Collection) {
    follow_names(list);
    let ids: Vec<String> = list.fields.iter().map(|f| f.id.clone()).collect();
    let known = |id: &String| ids.contains(id);
    list.filters.retain(known);
    list.done = list.done.take().filter(known);
    if !known(&list.sort.by) && list.sort.by != "createdAt" && !(list.sort.by == "votes" && list.extras.votes)
    {
        list.sort = Sort { by: "createdAt".to_owned(), descending: true };
    }
    if let Layout::Board(id) = &list.layout {
        let choice = list.fields.iter().any(|f| f.id == *id && matches!(f.kind, FieldKind::Choice { .. }));
        // The columns show what a filter would.
        list.filters.retain(|filter| filter != id);
        if !choice {
            list.layout = Layout::Cards;
        }
    }
    let x = &mut list.extras;
    x.due = x.due.take().filter(|due| known(&due.interval) && known(&due.last));
    x.low = x.low.take().filter(|low| known(&low.field)).map(|mut low| {
        low.minimum = low.minimum.filter(known);
        low
    });
    x.soon = x.soon.take().filter(|soon| known(&soon.field));
    x.flags.retain(|flag| known(&flag.field));
    x.copy = x.copy.take().filter(known);
    x.deadline = x.deadline.take().filter(known);
    x.stepper = x.stepper.take().filter(known);
    if !list.fields.iter().any(|f| matches!(f.kind, FieldKind::Number { .. } | FieldKind::Money { .. })) {
        x.quick_add.clear();
    }
    for field in &mut list.fields {
        if let FieldKind::Formula { formula, .. } = &field.kind {
            let broken = super::super::formula::parse(formula)
                .is_none_or(|e| super::super::formula::names(&e).iter().any(|name| !ids.contains(name)));
            if broken {
                field.kind = FieldKind::Number { unit: String::new(), min: None, max: None };
            }
        }
    }
    let daily = list.extras.daily;
    let done = list.done.is_some();
    list.insights.retain(|insight| {
        let metric = |metric: &Metric| stands(metric, &ids, daily, done);
        match insight {
            Insight::Figure { metric: m, .. } | Insight::Goal { metric: m, .. } => metric(m),
            Insight::Chart { metric: m, by, .. } => {
                metric(m) && !matches!(by, Dimension::Field { field } if !ids.contains(field))
            }
            Insight::Streak { .. } => true,
        }
    });
}

/// What refers to an option by name follows when it is called otherwise.
fn follow_names(list: &mut Collection) {
    let renamed: Vec<(String, String, String)> = list
        .fields
        .iter()
        .flat_map(|f| f.was.iter().map(|(old, new)| (f.id.clone(), old.clone(), new.clone())))
        .collect();
    for (id, old, new) in renamed {
        for flag in list.extras.flags.iter_mut().filter(|flag| flag.field == id && flag.value == old) {
            flag.value.clone_from(&new);
        }
        if matches!(&list.layout, Layout::Board(board) if *board == id) {
            for (option, _) in list.extras.limits.iter_mut().filter(|(option, _)| *option == old) {
                option.clone_from(&new);
            }
        }
        for insight in &mut list.insights {
            let (Insight::Figure { metric, .. }
            | Insight::Goal { metric, .. }
            | Insight::Chart { metric, .. }) = insight
            else {
                continue;
            };
            let (Metric::Part { field, value, .. } | Metric::Share { field, value, .. }) = metric else {
                continue;
            };
            if *field == id && *value == old {
                value.clone_from(&new);
            }
        }
    }
}

/// Whether all fields that a metric uses are there.
fn stands(metric: &Metric, ids: &[String], daily: bool, done: bool) -> bool {
    let known = |id: &String| ids.contains(id);
    match metric {
        Metric::Count => true,
        Metric::Ticks | Metric::Kept { .. } => daily,
        Metric::Done => done,
        Metric::Sum { field }
        | Metric::Average { field }
        | Metric::Highest { field }
        | Metric::Lowest { field }
        | Metric::Share { field, .. } => known(field),
        Metric::Product { field, times: other }
        | Metric::Ratio { field, per: other }
        | Metric::Balance { field, choice: other, .. } => known(field) && known(other),
        Metric::Part { metric, field, .. } => known(field) && stands(metric, ids, daily, done),
        Metric::Within { metric, .. } => stands(metric, ids, daily, done),
    }
}

fn tagline(list: &Collection, subject: &Subject) -> String {
    let many = &list.noun.many;
    if list.extras.daily {
        return "Tick off each day, and see how it adds up.".to_owned();
    }
    if let Some(Insight::Goal { limit: true, period: Period::Month, .. }) =
        list.insights.iter().find(|i| matches!(i, Insight::Goal { .. }))
    {
        return "See where the money goes, and what is left of the month.".to_owned();
    }
    match (&list.layout, subject.preset.map_or("", |preset| preset.one)) {
        (Layout::Board(_), _) => format!("Move {many} from column to column until they are done."),
        (_, "task" | "chore") => "What needs doing, and what is done.".to_owned(),
        (_, "drink") => "Small sips add up.".to_owned(),
        _ if list.done.is_some() => format!("Your {many}, ticked off one by one."),
        _ => format!("All your {many} in one place."),
    }
}
