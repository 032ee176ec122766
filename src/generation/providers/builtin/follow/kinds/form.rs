//! Changes of forms and surveys.

use super::super::super::describe;
use super::super::super::describe::features;
use super::super::super::describe::fields::Context;
use super::super::super::describe::phrases;
use super::super::super::pattern::{group, pattern};
use super::super::super::spec::Form;
use super::super::super::words::label;
use super::super::collection;
use super::{Done, Texts, added, button_text, removed, renamed};

pub(in super::super) fn form(form: &mut Form, texts: &mut Texts, clause: &str) -> Done {
    if let Some(found) = pattern!(r#"\b(?:thank[ -]?you|thanks|confirmation|success)(?: message| text| page| note)?\s*(?:should (?:say|read|be)|to(?: say| read)?|says?|:|=)\s*:?\s*"?([^"]+)"?$"#).captures(clause) {
        group(&found, 1).trim().clone_into(&mut form.thanks);
        return Some(vec![format!("afterwards it says “{}”", form.thanks)]);
    }
    if let Some(found) = pattern!(r#"^(?:say|show|display|write|answer with)\s+"?([^"]+?)"?\s+(?:after|when|once|upon|on)\s+(?:they |people |it'?s? ?|someone |the form is )?(?:send|sending|sent|submit\w*|done|finish\w*|the end)\b.*$"#).captures(clause) {
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
    if let Some(done) = collection::bounded(&mut form.fields, clause)
        .or_else(|| collection::defaulted(&mut form.fields, clause))
        .or_else(|| collection::moved(&mut form.fields, clause))
        .or_else(|| collection::retyped(&mut form.fields, clause, &context))
    {
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

pub(super) fn add_question(form: &mut Form, text: &str, context: &Context) -> Done {
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
