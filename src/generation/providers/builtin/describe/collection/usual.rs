//! What such an app needs although nobody said it.

use super::super::super::pattern::pattern;
use super::super::super::spec::{
    Collection, Dimension, Field, FieldKind, Insight, Layout, Metric, Noun, Shape,
};
use super::super::super::words;
use super::super::super::words::alike;
use super::super::features;
use super::super::fields;
use super::super::fields::Context;
use super::super::naming::Subject;
use super::super::phrases;
use super::super::presets::Preset;

/// Puts the preset's fields around those that the person named, whose order stays.
pub(super) fn merge_preset(list: &mut Collection, preset: &str, named: usize, context: &Context, noun: &str) {
    let mut own = std::mem::take(&mut list.fields);
    let filters = std::mem::take(&mut list.filters);
    // What begins with its summary is called by it.
    if let Some(first) = own.iter_mut().find(|f| !matches!(f.kind, FieldKind::Choice { .. }))
        && first.label == "Summary"
    {
        first.kind = FieldKind::Text;
        first.required = true;
    }
    let titled = own.iter().any(|f| {
        matches!(f.kind, FieldKind::Text)
            && pattern!(r"\b(name|title|item|task|exercise|subject|label|word|dish|gift|what)\b")
                .is_match(&f.label)
    });
    // Whoever names several things and begins with a name of its own has said what comes first.
    let titled = titled
        || (named >= 3
            && own.first().is_some_and(|f| matches!(f.kind, FieldKind::Text) && !is_attribute(&f.label)));
    // Entries about a pet that is chosen are no pets.
    let about = own.iter().any(|f| matches!(f.kind, FieldKind::Choice { .. }) && alike(&f.label, noun))
        && own.iter().any(|f| matches!(f.kind, FieldKind::Date | FieldKind::Time));
    // Whoever lists four details or more, a text among them, has said all.
    let task = ["task", "chore", "habit", "wish", "idea"].contains(&noun);
    let listed = named >= 4
        && !task
        && (own.iter().any(|f| matches!(f.kind, FieldKind::Text) && !is_attribute(&f.label))
            || own.first().is_some_and(is_number_for_name));
    let begun = named >= 4
        && preset == "+title*, description"
        && own
            .iter()
            .find(|f| !matches!(f.kind, FieldKind::Choice { .. }))
            .is_some_and(|f| matches!(f.kind, FieldKind::Text));
    let titled = titled || begun || about || listed || (list.samples && named > 0);
    let (mut head, mut tail): (Vec<Field>, Vec<Field>) = (Vec::new(), Vec::new());
    for part in phrases::split(preset) {
        let essential = part.contains('+');
        let part = part.replace('+', "");
        if !essential && named > 0 {
            continue;
        }
        let Some(mut field) = fields::field(&part, context) else { continue };
        if field.kind == FieldKind::Date && field.label == "Date" {
            field.default = Some("today".to_owned());
        }
        if let Some(said) = own.iter_mut().find(|f| alike(&f.label, &field.label) || same_role(f, &field)) {
            said.required |= field.required;
            said.default = said.default.take().or(field.default);
            if matches!(said.kind, FieldKind::Text) && !matches!(field.kind, FieldKind::Text) {
                said.kind = field.kind;
            }
        } else if titled && matches!(field.kind, FieldKind::Text | FieldKind::LongText) && named >= 3 {
            // A note of its own would only be in the way.
        } else if field.kind == FieldKind::Text && field.required {
            if !titled {
                head.push(field);
            }
        } else if field.default.as_deref() == Some("today")
            || field.kind == FieldKind::Checkbox
            || named > 0 && field.kind != FieldKind::Text && !field.required
        {
            tail.push(field);
        } else {
            head.push(field);
        }
    }
    for field in head.into_iter().chain(own).chain(tail) {
        features::add_field(list, field);
    }
    for id in filters {
        if !list.filters.contains(&id) && list.fields.iter().any(|f| f.id == id) {
            list.filters.push(id);
        }
    }
    // "who does it" is answered by the people who were named.
    let people = list.fields.iter().any(|f| {
        matches!(f.kind, FieldKind::Choice { .. }) && PEOPLE.contains(&f.label.to_lowercase().as_str())
    });
    if people {
        list.fields.retain(|f| f.label != "Who");
    }
}

/// "Box number", "Invoice number".
fn is_number_for_name(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Number { .. }) && field.label.to_lowercase().ends_with(" number")
}

/// Whether a label says something about a thing rather than what the thing is called.
pub(super) fn is_attribute(label: &str) -> bool {
    pattern!(r"^(species|project|room|location|genre|brand|colour|origin|vet|author|artist|company|phone|where|person|who|reason|occasion|client|owner|position|assignee|sector|class|nickname|dosage|quantity|aisle|supplier|publisher|teacher|doctor|address|venue|city|country|email|website|district|department)$").is_match(label)
}

/// Labels of choices between people.
pub(super) const PEOPLE: &[&str] = &[
    "kid",
    "child",
    "member",
    "roommate",
    "flatmate",
    "housemate",
    "player",
    "sibling",
    "teammate",
    "person",
];

/// Whether two fields would mean the same: "Duration" and "Minutes", "Note" and "Notes".
pub(super) fn same_role(a: &Field, b: &Field) -> bool {
    let date = |f: &Field| matches!(f.kind, FieldKind::Date) && f.label == "Date";
    let last = |f: &Field| words::words(&f.label).last().cloned().unwrap_or_default();
    (date(a) && matches!(b.kind, FieldKind::Date) && date(b))
        || (alike(&last(a), &last(b))
            && std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind)
            && (a.label.split(' ').count() == 1 || b.label.split(' ').count() == 1))
}

/// Adds what such an app needs although nobody said it.
pub(super) fn complete(list: &mut Collection, subject: &Subject, context: &Context, named: usize) {
    let features = subject.preset.map_or("", |preset: &Preset| preset.features);
    let has = |feature: &str| features.split(' ').any(|word| word == feature);
    if !list.samples || list.fields.len() < 2 {
        ensure_title(list, subject, named);
    } else if list.layout == Layout::List {
        list.layout = Layout::Table;
    }
    if list.layout == Layout::List {
        if has("table") {
            list.layout = Layout::Table;
        } else if has("cards") || (features.is_empty() && list.fields.len() > 3) {
            list.layout = Layout::Cards;
        }
    }
    if has("board") && !matches!(list.layout, Layout::Board(_)) {
        board(list);
    }
    if has("done")
        || list.fields.iter().any(|f| {
            matches!(f.kind, FieldKind::Checkbox)
                && ["Done", "Bought", "Completed", "Packed", "Finished", "Purchased"]
                    .contains(&f.label.as_str())
        })
    {
        let done = list.fields.iter().find(|f| {
            matches!(f.kind, FieldKind::Checkbox)
                && pattern!(r"^(done|bought|completed|packed|finished|purchased)$").is_match(&f.label)
        });
        if list.done.is_none() {
            list.done = done.map(|f| f.id.clone());
        }
    }
    if matches!(list.layout, Layout::Board(_)) {
        list.extras.reorder = false;
        list.search = true;
    }
    list.search |= has("search") || list.fields.len() > 3;
    list.extras.print |= has("print");
    list.extras.votes |= has("votes");
    if has("streak")
        && list.extras.daily
        && !list.insights.iter().any(|i| matches!(i, Insight::Streak { .. }))
    {
        list.insights.push(Insight::Streak { label: "Current streak".to_owned() });
    } else if has("streak") && !list.extras.daily {
        let _ = features::apply(list, "streak", context);
    }
    let summed = list.insights.iter().any(|i| matches!(i, Insight::Figure { .. } | Insight::Goal { .. }));
    if has("sum") && !summed {
        let _ = features::apply(list, "total", context);
    }
    if has("average") && !summed {
        let _ = features::apply(list, "average", context);
    }
    let charted = list.insights.iter().any(|i| matches!(i, Insight::Chart { .. }));
    if !charted {
        usual_chart(list, &has, context);
    }
    features::water_due(list);
}

pub(super) fn usual_chart(list: &mut Collection, has: &dyn Fn(&str) -> bool, context: &Context) {
    if has("weekchart") || has("daychart") || has("goal") {
        let _ = features::apply(list, "weekly chart", context);
    } else if has("line") {
        let _ = features::apply(list, "line chart over the weeks", context);
    } else if has("moodchart") {
        let choice =
            list.fields.iter().find(|f| matches!(f.kind, FieldKind::Choice { .. })).map(|f| f.id.clone());
        if let Some(field) = choice {
            features::add_chart(list, Shape::Bars, Metric::Count, Dimension::Field { field });
        }
    }
}

pub(super) fn ensure_title(list: &mut Collection, subject: &Subject, said_fields: usize) {
    let named = list.fields.iter().any(|f| matches!(f.kind, FieldKind::Text) && (f.required || pattern!(r"\b(name|title|item|task|exercise|description|client|company|product|word|subject|topic|question|destination|food|song|artist|brand|model|dish|customer|project|patient|student|address|place|term|route|note|what|who)\b").is_match(&f.label)));
    let entries = list.fields.iter().any(|f| f.required)
        || subject.preset.is_some_and(|preset| {
            !preset.fields.contains("name")
                && !preset.fields.contains("title")
                && list.fields.iter().any(|f| f.default.as_deref() == Some("today"))
        });
    let texts = list.fields.iter().filter(|f| matches!(f.kind, FieldKind::Text)).count();
    let own_texts =
        list.fields.iter().filter(|f| matches!(f.kind, FieldKind::Text) && !is_attribute(&f.label)).count();
    let first_text =
        list.fields.first().is_some_and(|f| matches!(f.kind, FieldKind::Text) && !is_attribute(&f.label));
    let dated = list.fields.iter().any(|f| matches!(f.kind, FieldKind::Date | FieldKind::Time))
        && list.fields.iter().any(|f| f.kind.is_numeric());
    // Entries that say which pet they are about need no name of their own.
    let about = list.fields.iter().any(|f| {
        matches!(f.kind, FieldKind::Choice { .. })
            && (alike(&f.label, &subject.noun.one)
                || PEOPLE.contains(&f.label.to_lowercase().as_str()) && dated)
    });
    if about && alike(&list.noun.one, &subject.noun.one) && dated_or_timed(list) {
        list.noun = Noun { one: "entry".to_owned(), many: "entries".to_owned() };
    }
    let said = about && dated_or_timed(list)
        || said_fields >= 4 && (own_texts > 0 || list.fields.first().is_some_and(is_number_for_name))
        || dated && texts > 0 && !list.samples
        || subject.preset.is_some_and(|preset| !preset.fields.contains('*')) && list.fields.len() > 3
        || subject.preset.is_none()
            && (first_text && list.fields.len() > 1
                || texts > 0 && list.fields.len() > 3
                || dated && list.fields.len() > 2)
        || subject.preset.is_some() && first_text && list.fields.len() > 3;
    // "gift ideas" with a field "Gift" are called by it.
    let noun = words::words(&subject.noun.one);
    let own_name = list
        .fields
        .iter()
        .position(|f| matches!(f.kind, FieldKind::Text) && noun.iter().any(|word| alike(word, &f.label)));
    if !named && !entries && !said && own_name.is_none() {
        let label = if ["task", "chore", "habit", "goal", "idea", "wish", "gift"]
            .contains(&subject.noun.one.as_str())
        {
            words::label(&subject.noun.one)
        } else {
            "Name".to_owned()
        };
        let field = Field { required: true, ..Field::new(label, FieldKind::Text) };
        if !list.fields.iter().any(|f| f.id == field.id) {
            list.fields.insert(0, field);
        }
    }
    // A log's entries are known by their day; a text that comes later is only one of its details.
    let log = dated && !named && !first_text && own_name.is_none();
    if !list.fields.iter().any(|f| f.required) && log {
        // What an entry is about is asked for, or its number where it is about nothing else.
        let first = list.fields.iter().position(|f| matches!(f.kind, FieldKind::Choice { .. }));
        let number = list.fields.iter().position(|f| f.kind.is_numeric());
        if let Some(at) = first.filter(|at| *at < 2).or(number) {
            list.fields[at].required = true;
        }
    } else if !list.fields.iter().any(|f| f.required) && list.fields.first().is_some_and(is_number_for_name) {
        list.fields[0].required = true;
    } else if !list.fields.iter().any(|f| f.required) {
        let first = |test: fn(&FieldKind) -> bool| list.fields.iter().position(|f| test(&f.kind));
        let titled = list.fields.iter().position(|f| {
            matches!(f.kind, FieldKind::Text) && pattern!(r"\b(?:title|heading|headline)$").is_match(&f.label)
        });
        let title = titled
            .or_else(|| first(|kind| matches!(kind, FieldKind::Text)))
            .or_else(|| first(|kind| matches!(kind, FieldKind::Number { .. } | FieldKind::Money { .. })))
            .unwrap_or(0);
        if let Some(field) = list.fields.get_mut(title) {
            field.required = true;
        }
    }
    if let Some(at) = own_name {
        for field in &mut list.fields {
            field.required &= !matches!(field.kind, FieldKind::Text);
        }
        if let Some(field) = list.fields.get_mut(at) {
            field.required = true;
        }
    }
    // What names the thing comes first.
    if let Some(at) = list.fields.iter().position(|f| matches!(f.kind, FieldKind::Text) && f.required) {
        let field = list.fields.remove(at);
        list.fields.insert(0, field);
    }
}

pub(super) fn dated_or_timed(list: &Collection) -> bool {
    list.fields.iter().any(|f| matches!(f.kind, FieldKind::Date | FieldKind::Time))
}

/// Shows the list as columns: an existing status, or one that is made.
pub(super) fn board(list: &mut Collection) {
    let choice = list.fields.iter().find(|f| {
        matches!(f.kind, FieldKind::Choice { .. })
            && pattern!(r"^(status|stage|column|state|phase)$").is_match(&f.label)
    });
    let id = choice.map(|f| f.id.clone());
    let id = id.unwrap_or_else(|| {
        let options = ["To do", "In progress", "Done"].map(str::to_owned).to_vec();
        features::add_field(
            list,
            Field {
                default: options.first().cloned(),
                ..Field::new("Column", FieldKind::Choice { options })
            },
        )
    });
    list.layout = Layout::Board(id);
}
