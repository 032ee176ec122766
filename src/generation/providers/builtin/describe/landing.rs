//! Descriptions of landing pages, and the texts of their sections.

use super::{
    super::{
        pattern::{group, pattern},
        spec::{Body, Entry, Field, FieldKind, Landing, Section},
        words::title_case,
    },
    fields::Context,
    naming, phrases,
};

mod sections;

pub(in super::super) use sections::{other_section, section};

/// Title, tagline and app of a description.
pub(super) fn describe(text: &str) -> (String, String, Body) {
    let (text, action, phone) = &set_aside(text);
    let whole = text;
    // A name's point and its space belong together only while sentences are cut.
    let text = &whole.replace('\u{a0}', " ");
    let subject = subject(text);
    // "a site for Dr. Paws, a vet clinic" names both.
    let introduced = pattern!(r"\b(?:for|of|launch|launching|launched|introducing|selling|building|promoting)\s+((?-i:[A-Z])[\w'&.-]*(?: (?-i:[A-Z0-9&])[\w'&.-]*)*),\s+(?:(?:a|an|the|our|my)\s+)?((?:[a-z][\w'-]*\s?){1,3}?)\s*(?:\b(?:in|near|at|with|that|which|from)\b|[.,:]|$)").captures(text);
    let introduced =
        introduced.map(|found| (group(&found, 1).to_owned(), group(&found, 2).trim().to_lowercase()));
    let subject = introduced.as_ref().map_or(subject, |(_, about)| about.clone());
    let quoted = pattern!(r#""([^"]{2,60})""#).captures(text).map(|found| group(&found, 1).to_owned());
    let claim =
        pattern!(r#"\b(?:hero|headline|slogan|claim|tagline|heading|banner)\b[^".]{0,30}"([^"]{2,80})""#)
            .captures(text)
            .map(|found| group(&found, 1).to_owned());
    let quoted = quoted.filter(|quoted| claim.as_ref() != Some(quoted));
    let brand = naming::explicit_title(text)
        .or(introduced.map(|(brand, _)| brand))
        .or(quoted)
        .unwrap_or_else(|| if subject.is_empty() { "Our Page".to_owned() } else { title_case(&subject) });
    let place = pattern!(r"\b(?:in|from|at|near)\s+((?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)*)")
        .captures(text)
        .map(|found| group(&found, 1).to_owned())
        .unwrap_or_default();
    let dated = pattern!(r"\b(\d{1,2}(?:st|nd|rd|th)?(?:\s*-\s*\d{1,2}(?:st|nd|rd|th)?)? (?:of )?(?-i:January|February|March|April|May|June|July|August|September|October|November|December)(?:,? \d{4})?|(?-i:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}(?:-\d{1,2})?(?:,? \d{4})?)\b").captures(text);
    let when = dated.map(|found| group(&found, 1).to_owned()).unwrap_or_default();
    let mut sections = vec![hero(&brand, &subject, &place)];
    if let Some(action) = action {
        sections[0].entries[0].title.clone_from(action);
    }
    if let Some(claim) = claim {
        sections[0].heading = claim;
    }
    if !when.is_empty() {
        sections[0].text = format!("{} {}", pattern!(r"[.!]*$").replace(&when, "."), sections[0].text);
    }
    let mut listing = false;
    let text = whole;
    let text =
        &pattern!(r#"\b(?:called|named|titled|call (?:it|the \w+|this)|name (?:it|the \w+))\s*:?\s*"[^"]*""#)
            .replace(text, " ");
    let text = &pattern!(r"\b(\w+) (?:&|and) (prices|rates|fees)\b").replace(text, "$1\u{a0}&\u{a0}$2");
    for sentence in phrases::sentences(text) {
        // What a form asks for follows it to the end of its sentence.
        let mut asked: Option<Vec<Field>> = None;
        for phrase in sentence {
            if pattern!(r"\bhero\b").is_match(&phrase) {
                listing = true;
                continue;
            }
            let form = pattern!(r"\bform\b(?:[^:]*?)(?:\bwith\b|\basking (?:for)?|\bfor\b|:|\()\s*(?:fields? (?:for )?|the )?(.+)$").captures(&phrase);
            if let Some(form) = &form {
                asked = Some(Vec::new());
                ask(&mut asked, group(form, 1));
                let (start, _) = pattern!(r"\bform\b").find(&phrase).unwrap_or_default();
                let kind = format!("{} form", phrase[..start].trim());
                let known = section(&kind, &subject)
                    .filter(|section| section.design == "contact" || section.design == "signup");
                if let Some(form) = known.or_else(|| section("contact form", &subject)) {
                    add(&mut sections, form);
                }
                continue;
            } else if asked.is_some() && section(&phrase, &subject).is_none() && ask(&mut asked, &phrase) {
                fill(&mut sections, asked.as_deref());
                continue;
            }
            let about = pattern!(
            r"^.*(?:\b(?:with|sections?:?|including|has|have|featuring|i need|we need|show|shows|contains?)\b:?|\w:)\s+(?:an? |the |our |my )?"
        )
        .replace(&phrase, "");
            listing |= about != phrase;
            if let Some(section) = section(&about, &subject).filter(|section| {
                !pattern!(r"\blanding page|home ?page|website\b|\bportfolio (?:page|site|website|for|of)\b")
                    .is_match(&about)
                    || section.design == "contact"
            }) {
                add(&mut sections, section);
            } else if listing && is_name(&about) {
                add(&mut sections, other_section(&about));
            }
            fill(&mut sections, asked.as_deref());
        }
    }
    if sections.len() == 1 {
        for usual in ["features", "testimonials", "faq", "contact"] {
            sections.extend(section(usual, &subject));
        }
    }
    if let Some(phone) = phone {
        sections
            .extend(section("contact", &subject).filter(|new| !sections.iter().any(|own| own.id == new.id)));
        if let Some(contact) = sections.iter_mut().find(|section| section.id == "contact") {
            contact.text = format!("{} Or call us: {phone}.", contact.text);
        }
    }
    finish(&mut sections);
    let tagline = sections[0].text.clone();
    (brand.clone(), tagline, Body::Landing(Landing { brand, subject, place, sections }))
}

/// The text without what the first button says and the number to call, and these.
fn set_aside(text: &str) -> (String, Option<String>, Option<String>) {
    // "a “Book a stay” button" is the first that people see.
    let button = pattern!(
        r#"(?:\bwith )?(?:\ban? |\bthe )?"([^"]{2,40})" (?:call[- ]to[- ]action |cta )?(?:button|cta)\b"#
    );
    let action = button.captures(text).map(|found| group(&found, 1).to_owned());
    let called = pattern!(
        r"(?:\bwith (?:our |my |the )?|,? ?\b)(?:phone|telephone|tel|mobile|call us)(?: number)?(?: on| at|:| is)?\s*(\+?\d[\d ()/-]{5,}\d)"
    );
    let phone = called.captures(text).map(|found| group(&found, 1).to_owned());
    let text = called.replace(&button.replace(text, " "), "");
    (priced_lists(&text), action, phone)
}

/// "packages: Day £25, Week £90" lists what its name has.
fn priced_lists(text: &str) -> String {
    let item = r"[^,;:.()\n]{2,50}?[€$£] ?\d[\d,]*(?:\.\d{1,2})?(?: ?(?:/|per|an?) ?\w+)?";
    let list = super::super::pattern::Pattern::new(&format!(
        r"\b((?:[\w'-]+ ){{0,3}}[\w'-]+): ({item}(?:, (?:and )?{item})+)([;.,\n]|$)"
    ));
    let mut out = text.to_owned();
    for found in list.all(text) {
        let items = group(&found, 2).replace(", and ", "; ").replace(", ", "; ");
        out =
            out.replacen(group(&found, 0), &format!("{} ({items}){}", group(&found, 1), group(&found, 3)), 1);
    }
    out
}

/// Adds what a phrase names to what a form asks for; whether it names something.
fn ask(asked: &mut Option<Vec<Field>>, phrase: &str) -> bool {
    let context = Context { things: "form".to_owned(), currency: String::new() };
    let field = super::question(phrase, &context);
    if let (Some(asked), Some(mut field)) = (asked, field) {
        field.required |= matches!(field.kind, FieldKind::Email);
        super::push_question(asked, field);
        return true;
    }
    false
}

/// Gives the page's form what it asks for.
fn fill(sections: &mut [Section], asked: Option<&[Field]>) {
    let form = sections.iter_mut().find(|section| matches!(section.design.as_str(), "contact" | "signup"));
    if let (Some(form), Some(asked)) = (form, asked)
        && asked.len() > 1
    {
        form.fields = asked.to_vec();
    }
}

/// Whether words in a list of sections can be a section's heading.
fn is_name(text: &str) -> bool {
    let text = text.split(" (").next().unwrap_or(text);
    (1..=4).contains(&text.split_whitespace().count())
        && super::accent(&format!("in {text}")).is_none()
        && super::scheme(text).is_none()
        && super::unsupported(text).is_empty()
        && !pattern!(r"\b(colou?rs?|theme|tones?|look|feel|style|design|friendly|modern|minimal\w*|clean|simple|elegant|playful|warm|bright|bold|responsive|mobile|font|button|header|footer|navigation|nav|call to action|cta|page|website|site|landing)\b|^(?:an?|the)? ?(?:in|at|from|called|named|for)\b").is_match(text)
}

/// What the page is for: "bakery", "yoga studio".
fn subject(text: &str) -> String {
    let found = pattern!(
        r"\b(?:page|site|website|portfolio|one-?pager)\s+(?:for|of|about)\s+(?:my |our |a |an |the |us, )?(?:new |small |little |local |upcoming )?([\w' &-]+?)(?:\s+(?:called|named|in|with|that|which|selling|where|for|from|featuring|including|near|to)\b|[\x22,.:;!(\n]|$)"
    );
    let found = found.captures(text).map(|found| group(&found, 1).trim().to_lowercase());
    let before = pattern!(r"\b([a-z]+(?: [a-z]+)?) (?:landing page|website|homepage|portfolio)\b")
        .captures(text)
        .map(|found| group(&found, 1).to_lowercase());
    let subject = found.or(before).unwrap_or_default();
    let subject = pattern!(r"\b(a|an|the|my|me|make|build|create|simple|modern|beautiful|i|want|need|one|page|product|nice|for|design)\b").replace(&subject, " ");
    subject.split_whitespace().take(4).collect::<Vec<_>>().join(" ")
}

fn hero(brand: &str, subject: &str, place: &str) -> Section {
    let at = if place.is_empty() { String::new() } else { format!(" in {place}") };
    let lead = if subject.is_empty() {
        format!("Made with care{at}. Come in and have a look around.")
    } else {
        format!("Your {subject}{at}: made with care, open to everyone, worth the way.")
    };
    Section {
        design: "hero".to_owned(),
        id: "top".to_owned(),
        heading: brand.to_owned(),
        text: lead,
        entries: vec![entry("Get in touch", "", "contact"), entry("Learn more", "", "more")],
        fields: Vec::new(),
    }
}

fn entry(title: &str, text: &str, detail: &str) -> Entry {
    Entry { title: title.to_owned(), text: text.to_owned(), detail: detail.to_owned() }
}

/// Adds a section unless there is one of its id.
pub(in super::super) fn add(sections: &mut Vec<Section>, section: Section) {
    if sections.iter().any(|other| other.id == section.id) {
        return;
    }
    // A way to get in touch closes the page.
    let last = sections.iter().position(|other| matches!(other.design.as_str(), "contact" | "signup"));
    match last.filter(|_| !matches!(section.design.as_str(), "contact" | "signup")) {
        Some(at) => sections.insert(at, section),
        None => sections.push(section),
    }
}

/// Points the hero's buttons to sections that exist.
pub(in super::super) fn finish(sections: &mut [Section]) {
    let ids: Vec<(String, String)> =
        sections.iter().skip(1).map(|s| (s.id.clone(), s.design.clone())).collect();
    let contact = ids
        .iter()
        .find(|(_, design)| design == "contact" || design == "signup")
        .or(ids.last())
        .map_or("top".to_owned(), |(id, _)| id.clone());
    let first = ids.first().map_or("top".to_owned(), |(id, _)| id.clone());
    if let Some(hero) = sections.first_mut() {
        for (at, button) in hero.entries.iter_mut().enumerate() {
            button.detail = if at == 0 { contact.clone() } else { first.clone() };
        }
    }
}
