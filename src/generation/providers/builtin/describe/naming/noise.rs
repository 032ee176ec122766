//! Words that surround names and do not belong to them.

use super::super::super::words::singular;

/// What asks for an app, and says that it should be a good one.
const ASKING: &str = "a an the my our simple small little nice basic beautiful modern clean minimal minimalist build make \
    create me please i want need would like for app to that some easy cute us generate design of is the \
    i'd this with";

/// A noun without what surrounds it; nothing where only such words are left.
pub(super) fn clean_noun(text: &str) -> Option<String> {
    const MORE: &str = "your personal quick pretty new web online daily weekly monthly home family shared mini tiny good \
        great digital interactive single-page can you could develop all lovely it something someone \
        things stuff data everything track tracking management tracker custom local own get have give \
        kids' we help lets let write much many how do one list be and show use";
    let kept = behind(text, |word| is_among(ASKING, word) || is_among(MORE, word));
    let kept: Vec<&str> =
        kept.iter().map(|word| word.trim_end_matches("'s").trim_end_matches('\'')).collect();
    let kept = if kept.len() > 2 { kept[kept.len() - 2..].to_vec() } else { kept };
    let noun = kept.join(" ");
    let odd = noun.contains("-a-") || ["lost", "found"].contains(&noun.as_str());
    (!noun.is_empty() && noun.len() > 2 && !odd).then(|| singular(&noun))
}

/// A title without the words that only ask for it.
pub(super) fn clean_title(text: &str) -> String {
    behind(text, |word| is_among(ASKING, word) || word == "keep").join(" ")
}

/// The words behind the last that is noise, which is asked in lower case.
fn behind(text: &str, is_noise: impl Fn(&str) -> bool) -> Vec<&str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let last = words.iter().rposition(|word| is_noise(&word.to_lowercase()));
    words[last.map_or(0, |at| at + 1)..].to_vec()
}

fn is_among(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}
