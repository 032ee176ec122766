//! Changes of landing pages: sections, their order, texts and prices.

use super::super::super::describe::{landing as sections, phrases};
use super::super::super::pattern::{group, pattern};
use super::super::super::spec::Landing;
use super::super::super::words::alike;
use super::{Done, Texts, added, button_text, removed, renamed};

pub(in super::super) fn landing(landing: &mut Landing, texts: &mut Texts, clause: &str) -> Done {
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
    // "a section about security" is headed so, unless it is about us.
    let about = pattern!(r#"^(?:an? |another |the )?(?:new )?section (?:about|on|for|called|named|titled)\s+(?:the |our )?"?([^"]+?)"?$"#).captures(&text);
    if let Some(about) = about.filter(|found| !pattern!(r"^(?:us|me|you|myself)$").is_match(group(found, 1)))
    {
        let name = group(&about, 1);
        let section =
            sections::section(name, &landing.subject).unwrap_or_else(|| sections::other_section(name));
        let heading = section.heading.clone();
        sections::add(&mut landing.sections, section);
        return Some(vec![format!("a section “{heading}”")]);
    }
    // "testimonials before the prices" says where they go.
    let placed = pattern!(r"^(.+?) (before|after|above|below|under) (?:the |our )?(.+)$").captures(&text);
    if let Some(placed) = placed
        && section_named(landing, group(&placed, 3)).is_some()
        && let Some(section) = sections::section(group(&placed, 1), &landing.subject)
    {
        let heading = section.heading.clone();
        sections::add(&mut landing.sections, section);
        let _ = moved(landing, &format!("move {heading} {} {}", group(&placed, 2), group(&placed, 3)));
        return Some(vec![format!("a section “{heading}” {} {}", group(&placed, 2), group(&placed, 3))]);
    }
    // "a gallery and our opening hours" are two.
    let several: Vec<_> =
        phrases::split(&text).iter().filter_map(|part| sections::section(part, &landing.subject)).collect();
    if several.len() > 1 && several.len() == phrases::split(&text).len() {
        let done = several.iter().map(|section| format!("a section “{}”", section.heading)).collect();
        for section in several {
            sections::add(&mut landing.sections, section);
        }
        return Some(done);
    }
    let section = sections::section(&text, &landing.subject).or_else(|| {
        let found = pattern!(r#"^(?:a |an |another |the )?(?:new )?(?:"?([\w &-]+?)"? section|section:? ?(?:about|for|called|named|on|titled)? "?([\w &'-]+?)"?)$"#).captures(&text)?;
        let name = if group(&found, 1).is_empty() { group(&found, 2) } else { group(&found, 1) };
        Some(sections::other_section(name))
    })?;
    let heading = section.heading.clone();
    sections::add(&mut landing.sections, section);
    Some(vec![format!("a section “{heading}”")])
}

/// "change the Pro price to $25", "Saturday is 10 to 4".
pub(super) fn entry_changed(landing: &mut Landing, clause: &str) -> Done {
    let found = pattern!(r#"^(?:(?:change|set|make|raise|lower|update|increase|reduce|put)\s+)?(?:the )?(?:price (?:of|for) )?(?:the )?"?(.+?)"?(?:'s)?(?: plan| tier| package)?(?: price| hours| text)?\s+(?:to|is|are|costs?|should (?:be|cost)|=|at|:)\s*:?\s*"?([^"]+)"?$"#).captures(clause)?;
    let (name, value) = (group(&found, 1).to_lowercase(), group(&found, 2).trim());
    let name = pattern!(r"\s+(?:plan|tier|package|price)$").replace(&name, "");
    let entry = landing
        .sections
        .iter_mut()
        .filter(|section| section.design != "hero")
        .flat_map(|section| &mut section.entries)
        .find(|entry| {
            let own = super::super::super::words::words(&entry.title);
            let said = super::super::super::words::words(&name);
            alike(&entry.title, &name)
                || !own.is_empty()
                    && said.len() <= own.len() + 1
                    && own.iter().all(|word| said.contains(word))
        })?;
    let detail = value.contains(|c: char| c.is_ascii_digit())
        || value.eq_ignore_ascii_case("closed")
        || value.eq_ignore_ascii_case("free");
    if detail {
        // "$25" keeps the "/ month" that stood there.
        let period =
            pattern!(r"\s*(?:/|per) ?\w+$").captures(&entry.detail).map(|found| group(&found, 0).to_owned());
        let bare = pattern!(r"^[€$£]?\s?[\d.,]+\s?[€$£]?$").is_match(value);
        entry.detail = format!("{value}{}", period.filter(|_| bare).unwrap_or_default());
    } else {
        value.clone_into(&mut entry.title);
    }
    Some(vec![format!("“{}”: {value}", entry.title)])
}

/// "move the FAQ above pricing".
pub(super) fn moved(landing: &mut Landing, clause: &str) -> Done {
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

pub(super) fn section_named(landing: &Landing, name: &str) -> Option<usize> {
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
