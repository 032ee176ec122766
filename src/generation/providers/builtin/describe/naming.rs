//! The app's title, and what the things in it are called.

use super::{
    super::{
        pattern::{group, pattern},
        spec::Noun,
        words::{self, label, plural, title_case},
    },
    presets::{self, Preset},
};

mod noise;

use noise::{clean_noun, clean_title};

/// The title that the words give: `called "Leafy"`, `named Leafy`.
pub(in super::super) fn explicit_title(text: &str) -> Option<String> {
    let text = &text.replace('\u{a0}', " ");
    let quoted = pattern!(
        r#"(?:\bcalled|\bnamed|\btitled|\bname it|\bcall it|\btitle(?: it)?:?|\bname:)\s*:?\s*"([^"]{1,60})""#
    );
    if let Some(found) = quoted.captures(text) {
        return Some(group(&found, 1).trim().to_owned());
    }
    let plain = pattern!(
        r"\b(?:(?:app|tracker|page|site|website|board|quiz|tool|list|timer|calculator|dashboard|it|journal|book|planner|form|shop|bakery|cafe|café|company|startup|studio|store|restaurant|business|brand|product|agency|salon|gym|school)(?:,)? (?:called|named)|name it|call it|titled)\s+(\w[\w'&!+.-]*(?:\s+(?-i:[A-Z0-9&][\w'&!+.-]*|of|the|and)\b)*)"
    );
    let stated = pattern!(
        r"(?:^|[.!?\n]\s*)(?:the |its |our |my )?(?:app |site |page |business |company |shop |brand )?name(?: is|:| should be)\s+((?-i:[A-Z0-9])[\w'&!+-]*(?: (?-i:[A-Z0-9&])[\w'&!+-]*)*)\s*(?:[.!\n]|$)"
    );
    let named = pattern!(
        r"\b([a-z][\w-]*),? (?:called|named)\s+((?-i:[A-Z0-9])[\w'&!+-]*(?:\s+(?-i:[A-Z0-9&])[\w'&!+.-]*|\s+(?:of|the|and)\s+(?-i:[A-Z])[\w'&!+-]*)*)"
    );
    let part = pattern!(
        r"^(columns?|fields?|category|categories|sections?|options?|buttons?|tags?|status|stages?|rows?|tables?|questions?|cards?|lanes?|timers?|lists?|roles?|priority)$"
    );
    if plain.captures(text).is_none()
        && let Some(found) = named.captures(text)
        && !part.is_match(group(&found, 1))
    {
        return Some(group(&found, 2).trim_end_matches(['.', ',', ' ']).to_owned());
    }
    let found = plain.captures(text).or_else(|| stated.captures(text))?;
    let title = group(&found, 1).trim_end_matches(['.', ',', ' ']);
    let title = pattern!(r"\s+(of|the|and)$").replace(title, "");
    (!title.is_empty())
        .then(|| if title.starts_with(char::is_lowercase) { title_case(&title) } else { title })
}

/// What a description is about: the things' name, a title, and what is usual for such things.
pub(super) struct Subject {
    pub(super) noun: Noun,
    pub(super) title: String,
    pub(super) preset: Option<&'static Preset>,
}

/// The words before which a description names its things: "plant tracker", "list of films".
const HEADS: &str = "tracker|log|logger|logbook|list|manager|app|application|journal|diary|catalogue|collection|inventory|library|organiser|planner|database|book|register|directory|board|tool|system|notebook|record|records|chart|dashboard|archive|finder|keeper|monitor|portfolio|overview|calendar|schedule|hub|site|website|page|crm|wall|box|vault|sheet|roster|cellar|pantry|freezer|fridge|wardrobe|closet|index";

pub(super) fn subject(text: &str) -> Subject {
    let explicit = explicit_title(text);
    let mut main = main_clause(text);
    // "I'm training for a race. I need a log" tells why before it says what.
    let tells = tells(&main);
    if tells || noun_from(&main).is_none() && presets::find(&main).is_none() {
        // "I keep bees. I need something to log inspections": the second sentence says it.
        let feature = pattern!(
            r"^(?:and |also |please )?(?:show|sum|total|average|chart|filter|sort|highlight|warn|tell|let me know|flag|search|who|how|goal|budget|group|mark|export|fields?:?|each|count)\b"
        );
        let second = pattern!(r"[.!?\n]\s+")
            .find(text)
            .map(|(_, end)| main_clause(&text[end..]))
            .filter(|second| !feature.is_match(second));
        main = second
            .filter(|second| noun_from(second).is_some() || presets::find(second).is_some())
            .unwrap_or(main);
    }
    let preset = presets::find(&main);
    // "every sale: date, product" says what is entered.
    let each = pattern!(r"(?:^|[.!\n] ?)(?:each|every) ([a-z]+):")
        .captures(text)
        .and_then(|found| clean_noun(&group(&found, 1).to_lowercase()));
    // "school library: books with …" says after the colon what is in it.
    let inside = pattern!(r"^[^.:\n-]*(?::|\s-)\s*([a-z]+s) (?:with|have|need|get)\b")
        .captures(&text.to_lowercase())
        .and_then(|found| clean_noun(group(&found, 1)));
    let own = inside.or_else(|| noun_from(&main));
    // "household bills. Each bill: …" says the same in fewer words.
    let each = each.filter(|each| {
        !["entry", "item", "card", "record", "task", "thing", "row", "day"].contains(&each.as_str())
            && !own
                .as_ref()
                .is_some_and(|own| own.rsplit(' ').next().is_some_and(|last| words::alike(last, each)))
    });
    let noun = each.clone().or(own);
    let (noun, preset) = match (noun, preset) {
        (Some(noun), found) => {
            let of_noun = presets::of_noun(&noun);
            let phrase = found.filter(|preset| {
                preset.words.iter().any(|word| {
                    word.contains(' ') && presets::find_word(&main.to_lowercase(), word).is_some()
                })
            });
            // Orders on a kanban board are cards of their own name.
            let board =
                found.filter(|preset| preset.one == "card" && of_noun.is_some_and(|own| own.one != "card"));
            if board.is_some() && phrase.is_none() {
                let one = words::singular(&noun);
                let title = title_from(&main, &one, None);
                return Subject {
                    title: explicit.unwrap_or(title),
                    noun: Noun { many: plural(&one), one },
                    preset: board,
                };
            }
            match phrase.or(of_noun) {
                Some(preset) if each.is_none() && (phrase.is_some() || generic(preset, &noun)) => {
                    (preset.one.to_owned(), Some(preset))
                }
                Some(preset) => (noun, Some(preset)),
                None => (noun, found.filter(|_| false)),
            }
        }
        (None, Some(preset)) => (preset.one.to_owned(), Some(preset)),
        (None, None) => (thing_in(text).unwrap_or_else(|| "item".to_owned()), None),
    };
    let one = words::singular(&noun);
    let usual = if noun == "item"
        && pattern!(r"^(?:what|where|when|who|how) (?:i|we|my|our)\b").is_match(&main)
        && main.split(' ').count() <= 5
    {
        title_case(&main)
    } else {
        title_from(&main, &one, preset)
    };
    Subject { title: explicit.unwrap_or(usual), noun: Noun { many: plural(&one), one }, preset }
}

/// Whether a sentence tells why an app is wanted rather than which.
pub(super) fn tells(sentence: &str) -> bool {
    pattern!(r"^(?:i'?m|i am|i have|i've|i keep|we are|we're|we have|my|our|i run|we run|i own|i work|i teach|i always|i never|i often|every|there)\b").is_match(sentence)
        && !pattern!(r"\b(?:need|want|like|please|app)\b").is_match(sentence)
        && !words::words(sentence).iter().any(|word| is_head(word))
}

/// Whether the preset's own name for a thing says more than the word that was used.
fn generic(preset: &Preset, noun: &str) -> bool {
    // "water intake" is known by its first word only, so its own noun says little.
    let last = noun.rsplit(' ').next().unwrap_or(noun);
    let phrase = preset.words.contains(&noun) || !preset.words.contains(&last);
    phrase
        && preset.one != noun
        && !["client", "customer", "film", "novel", "houseplant", "exercise", "run", "task", "bug"]
            .contains(&noun)
}

/// The first sentence up to where it lists details.
fn main_clause(text: &str) -> String {
    let text = pattern!(r#"(?:called|named|titled)\s+"[^"]*""#).replace(text, "");
    let first = pattern!(r"[.!?\n:;(]| - ").find(&text).map_or(text.as_str(), |(at, _)| &text[..at]);
    let cut = pattern!(r"\b(with|where|which|that|including|so that|so i|each|having|has|featuring|showing|to see|and show|and see|and a|i can|i want to see|who)\b").find(first);
    let clause = match cut {
        // "I want something that tracks my plants" says what it is about after "that".
        Some((at, _)) if noun_from(&first[..at]).is_some() || presets::find(&first[..at]).is_some() => {
            &first[..at]
        }
        _ => first,
    };
    clause.to_owned()
}

fn noun_from(clause: &str) -> Option<String> {
    let lower = clause.to_lowercase().replace(" & ", " and ");
    // "for every job I want …" says what the entries are.
    if let Some(found) =
        pattern!(r"^(?:and )?for (?:each|every) ([a-z]+),? (?:i|we|you|they|there|please)\b").captures(&lower)
    {
        return clean_noun(group(&found, 1));
    }
    // "keep our gigs organised"
    if let Some(found) = pattern!(r"\bkeep (?:all )?(?:my |our |the )([a-z ]+?) (?:organi[sz]ed|in order|tidy|sorted|together|under control)\b").captures(&lower)
        && let Some(noun) = clean_noun(group(&found, 1))
    {
        return Some(noun);
    }
    // "for a food truck's catering orders"
    if let Some(found) =
        pattern!(r"\bfor (?:an?|the|our|my) [a-z ]+'s ([a-z]+(?: [a-z]+)?s)$").captures(&lower)
        && let Some(noun) = clean_noun(group(&found, 1))
    {
        return Some(noun);
    }
    // "I need quotes for customers"
    if let Some(found) =
        pattern!(r"\b(?:need|want|write|make|send) ([a-z]+s) for (?:my |our |the )?[a-z]+s\b")
            .captures(&lower)
        && let Some(noun) = clean_noun(group(&found, 1))
    {
        return Some(noun);
    }
    let about = [
        pattern!(
            r"\b(?:list|collection|catalogue|database|inventory|library|log|record|overview|register|directory|track) of (?:all )?(?:my |our |the |your |all )?([a-z][a-z -]+?)(?: (?:for|in|at|on|by|i|we|to|from|using|and)\b.*)?$"
        ),
        pattern!(
            r"\b(?:track(?:s|ing)?|manage(?:s)?|managing|organi[sz](?:e|es|ing)|keep(?:s|ing)? (?:track|a record|tabs|a list|an overview|record) (?:of|on)|remember(?:s|ing)?|look after) (?:all )?(?:of )?(?:my |our |the |your |their |his |her |all )?(?:own )?([a-z][a-z -]*?)(?: (?:for|in|at|on|by|i|we|to|from|using|and|we've|i've|across|during|over|as|app)\b.*)?$"
        ),
        pattern!(
            r"\b(?:log(?:s|ging)?|record(?:s|ing)?|collect(?:s|ing)?|list(?:s|ing)?|catalogue|stor(?:e|es|ing)|sav(?:e|es|ing)|monitor(?:s|ing)?|rat(?:e|es|ing)|review(?:s|ing)?|plan(?:s|ning)?|follow|archive|document|schedul(?:e|ing)) (?:all )?(?:of )?(?:my|our|the|your|their|his|her|all|down|every|each) (?:own )?(?:single )?([a-z][a-z -]*?)(?: (?:for|in|at|on|by|i|we|to|from|using|and|we've|i've|across|during|over|as|app)\b.*)?$"
        ),
    ];
    for pattern in about {
        if let Some(found) = pattern.captures(&lower)
            && let Some(noun) = clean_noun(group(&found, 1))
        {
            return Some(noun);
        }
    }
    let before = pattern!(concat!(
        r"\b([a-z][a-z'&-]*(?: [a-z][a-z'&-]*){0,3}?) (?:tracking |management |tracker |list )?(?:",
        "tracker|log|logger|logbook|list|manager|app|application|journal|diary|catalogue|collection|inventory|library|organiser|planner|database|book|register|directory|board|tool|system|notebook|records?|chart|dashboard|archive|keeper|monitor|overview|calendar|schedule|hub|wall|vault|sheet|roster|cellar|pantry|freezer|fridge|wardrobe|closet|index",
        r")\b"
    ));
    if let Some(found) = before.captures(&lower)
        // "a treasurer's book" belongs to one and is not about several.
        && !group(&found, 1).ends_with("'s")
        && let Some(noun) = clean_noun(group(&found, 1))
    {
        return Some(noun);
    }
    if presets::find(clause).is_some() {
        return None;
    }
    // "bookings for a small hostel" begin with what they are.
    if let Some(found) =
        pattern!(r"^(?:all |the |my |our )?((?:[a-z]+ )?[a-z]{2,}s) (?:for|of|in|at|from|we|i|that) ")
            .captures(&lower)
        && !pattern!(r"^(?:it|this|his|hers|needs|wants|lets|things|sometimes|always)\b")
            .is_match(group(&found, 1))
        && let Some(noun) = clean_noun(group(&found, 1))
    {
        return Some(noun);
    }
    let for_things = pattern!(
        r"\b(?:for|about) (?:tracking |managing |organi[sz]ing )?(?:all )?(?:my |our |the |your )?([a-z][a-z' -]*?)(?: (?:in|at|on|by|i|we|to|from|using|and)\b.*)?$"
    );
    // "a register for a school" says whose it is, not what is in it.
    for_things
        .captures(&lower)
        .map(|found| group(&found, 1).to_owned())
        .filter(|things| !pattern!(r"^(?:an?|one) ").is_match(things))
        .and_then(|things| clean_noun(&things))
}

/// What "each plant has …" or "for every show" names.
fn thing_in(text: &str) -> Option<String> {
    let found = pattern!(r"\b(?:each|every|per|an?) ([a-z]+) (?:has|have|should have|needs|gets|consists)\b")
        .captures(text)
        .or_else(|| {
            pattern!(r"\bfor (?:each|every) ([a-z]+),? (?:i|we|you|they|there|please)\b").captures(text)
        })
        .or_else(|| pattern!(r"(?:^|[.!\n] ?)(?:each|every) ([a-z]+):").captures(text))?;
    clean_noun(&group(&found, 1).to_lowercase())
}

fn title_from(clause: &str, one: &str, preset: Option<&Preset>) -> String {
    let pattern = pattern!(concat!(
        r"\b((?:[a-z][\w'&-]*\s+){1,3}(?:",
        "tracker|log|logger|logbook|list|manager|journal|diary|catalogue|collection|inventory|library|organiser|planner|database|book|register|directory|board|notebook|chart|dashboard|archive|keeper|monitor|calendar|schedule|hub|wall|vault|roster|cellar|pantry|freezer|wardrobe|closet|crm|notes|records|stats|statistics|scores|results",
        r"))\b"
    ));
    if let Some(found) = pattern!(r"\bdashboard (?:for|about|of) (?:my |our |a |an |the |your )?(?:small |little |local |new )?([a-z][\w' -]{2,30}?)\s*$").captures(clause) {
        return format!("{} Dashboard", title_case(&label(group(&found, 1))));
    }
    if let Some(found) = pattern.captures(clause) {
        let kept = clean_title(group(&found, 1));
        if kept.split(' ').count() > 1 {
            return title_case(&kept);
        }
    }
    match preset {
        Some(preset) if words::alike(preset.one, one) || preset.words.contains(&one) => {
            preset.title.to_owned()
        }
        _ => title_case(&label(&plural(one))),
    }
}

/// The head nouns of [`noun_from`], for others that look for them.
pub(in super::super) fn is_head(word: &str) -> bool {
    HEADS.split('|').any(|head| head == word)
}
