//! Descriptions of quizzes and flash cards.

use super::super::{
    pattern::{group, pattern},
    spec::{Body, Question, Quiz},
    words::{leading_number, title_case},
};
use super::{phrases::clean_option, timer};

mod lettered;
mod paired;

pub(in super::super) use paired::{chosen, pass_mark};

/// Facts for the topics that people ask for most: what is asked, the answer, and the topic's words.
struct Bank {
    words: &'static str,
    /// The question, with `{}` for the thing asked about.
    ask: &'static str,
    facts: &'static [(&'static str, &'static str)],
}

const BANKS: &[Bank] = &[
    Bank {
        words: "european capital|capitals of europe|europe",
        ask: "What is the capital of {}?",
        facts: &[
            ("France", "Paris"),
            ("Spain", "Madrid"),
            ("Poland", "Warsaw"),
            ("Austria", "Vienna"),
            ("Portugal", "Lisbon"),
            ("Norway", "Oslo"),
            ("Greece", "Athens"),
            ("Hungary", "Budapest"),
            ("Finland", "Helsinki"),
            ("Czechia", "Prague"),
            ("Ireland", "Dublin"),
            ("Croatia", "Zagreb"),
            ("Denmark", "Copenhagen"),
            ("Bulgaria", "Sofia"),
            ("Romania", "Bucharest"),
            ("Estonia", "Tallinn"),
            ("Latvia", "Riga"),
            ("Slovakia", "Bratislava"),
            ("Sweden", "Stockholm"),
            ("Slovenia", "Ljubljana"),
        ],
    },
    Bank {
        words: "capital|countries|geography|world",
        ask: "What is the capital of {}?",
        facts: &[
            ("Japan", "Tokyo"),
            ("Canada", "Ottawa"),
            ("Brazil", "Brasília"),
            ("Egypt", "Cairo"),
            ("Australia", "Canberra"),
            ("Kenya", "Nairobi"),
            ("Argentina", "Buenos Aires"),
            ("India", "New Delhi"),
            ("Turkey", "Ankara"),
            ("Peru", "Lima"),
            ("Thailand", "Bangkok"),
            ("Morocco", "Rabat"),
            ("New Zealand", "Wellington"),
            ("South Korea", "Seoul"),
            ("Cuba", "Havana"),
            ("Vietnam", "Hanoi"),
            ("Ghana", "Accra"),
            ("Chile", "Santiago"),
            ("Nepal", "Kathmandu"),
            ("Mongolia", "Ulaanbaatar"),
        ],
    },
    Bank {
        words: "planet|space|astronomy|solar system",
        ask: "{}",
        facts: &[
            ("Which planet is closest to the Sun?", "Mercury"),
            ("Which planet is known for its bright rings?", "Saturn"),
            ("Which is the largest planet?", "Jupiter"),
            ("Which planet is called the red planet?", "Mars"),
            ("Which planet spins on its side?", "Uranus"),
            ("Which planet is hottest?", "Venus"),
            ("Which planet is farthest from the Sun?", "Neptune"),
            ("Which planet do we live on?", "Earth"),
        ],
    },
    Bank {
        words: "chemi|element|periodic",
        ask: "What is the chemical symbol of {}?",
        facts: &[
            ("gold", "Au"),
            ("silver", "Ag"),
            ("iron", "Fe"),
            ("sodium", "Na"),
            ("potassium", "K"),
            ("lead", "Pb"),
            ("copper", "Cu"),
            ("tin", "Sn"),
            ("helium", "He"),
            ("oxygen", "O"),
            ("carbon", "C"),
            ("mercury", "Hg"),
        ],
    },
    Bank {
        words: "animal|wildlife|zoo|nature",
        ask: "{}",
        facts: &[
            ("Which is the largest animal on Earth?", "Blue whale"),
            ("Which is the fastest land animal?", "Cheetah"),
            ("Which bird cannot fly but swims well?", "Penguin"),
            ("Which is the tallest animal?", "Giraffe"),
            ("Which mammal can truly fly?", "Bat"),
            ("Which animal has black and white stripes?", "Zebra"),
            ("Which is the largest land animal?", "Elephant"),
            ("Which animal carries its young in a pouch?", "Kangaroo"),
            ("Which bear lives on Arctic ice?", "Polar bear"),
            ("Which animal builds dams?", "Beaver"),
        ],
    },
    Bank {
        words: "javascript|programming|coding|web dev|react",
        ask: "{}",
        facts: &[
            ("Which keyword declares a constant in JavaScript?", "const"),
            ("Which array method makes a new array by a function?", "map"),
            ("Which operator compares without conversion?", "==="),
            ("Which value means \"no value at all\" on purpose?", "null"),
            ("Which keyword waits for a promise?", "await"),
            ("Which method parses JSON text?", "JSON.parse"),
            ("Which array method keeps what passes a test?", "filter"),
            ("Which array method adds at the end?", "push"),
            ("Which keyword ends a loop early?", "break"),
            ("Which statement handles errors?", "try … catch"),
        ],
    },
    Bank {
        words: "spanish|vocabulary|vocab|language",
        ask: "{}",
        facts: &[
            ("hola", "hello"),
            ("gracias", "thank you"),
            ("agua", "water"),
            ("casa", "house"),
            ("amigo", "friend"),
            ("libro", "book"),
            ("perro", "dog"),
            ("gato", "cat"),
            ("noche", "night"),
            ("sol", "sun"),
        ],
    },
    Bank {
        words: "french",
        ask: "{}",
        facts: &[
            ("bonjour", "hello"),
            ("merci", "thank you"),
            ("eau", "water"),
            ("maison", "house"),
            ("ami", "friend"),
            ("livre", "book"),
            ("chien", "dog"),
            ("chat", "cat"),
            ("nuit", "night"),
            ("soleil", "sun"),
        ],
    },
    Bank {
        words: "german",
        ask: "{}",
        facts: &[
            ("hallo", "hello"),
            ("danke", "thank you"),
            ("Wasser", "water"),
            ("Haus", "house"),
            ("Freund", "friend"),
            ("Buch", "book"),
            ("Hund", "dog"),
            ("Katze", "cat"),
            ("Nacht", "night"),
            ("Sonne", "sun"),
        ],
    },
    Bank {
        words: "italian",
        ask: "{}",
        facts: &[
            ("ciao", "hello"),
            ("grazie", "thank you"),
            ("acqua", "water"),
            ("casa", "house"),
            ("amico", "friend"),
            ("libro", "book"),
            ("cane", "dog"),
            ("gatto", "cat"),
            ("notte", "night"),
            ("sole", "sun"),
        ],
    },
    Bank {
        words: "",
        ask: "{}",
        facts: &[
            ("How many continents are there?", "Seven"),
            ("Which ocean is the largest?", "Pacific"),
            ("Who painted the Mona Lisa?", "Leonardo da Vinci"),
            ("How many strings has a violin?", "Four"),
            ("Which gas do plants take in?", "Carbon dioxide"),
            ("In which year did the Titanic sink?", "1912"),
            ("What is the square root of 144?", "Twelve"),
            ("Which metal is liquid at room temperature?", "Mercury"),
            ("Who wrote “Romeo and Juliet”?", "William Shakespeare"),
            ("Which country gave the Statue of Liberty?", "France"),
        ],
    },
];

/// Title, tagline and app of a description.
pub(super) fn describe(text: &str) -> (String, String, Body) {
    let cards = pattern!(r"\b(flash ?-?cards?|vocab\w* (?:trainer|cards))\b").is_match(text);
    let topic = topic(text);
    let own = if cards { pairs(text) } else { asked(text) };
    let count = count(text).unwrap_or(if own.is_empty() { 10 } else { own.len() }).clamp(1, 50);
    let questions = if own.is_empty() { from_bank(text, count, cards) } else { own };
    let shown = questions.len();
    let seconds = seconds_each(text).unwrap_or(0);
    let title = match (topic.is_empty(), cards) {
        (true, true) => "Flash Cards".to_owned(),
        (true, false) => "Quiz".to_owned(),
        (false, true) => format!("{} Cards", title_case(&topic)),
        (false, false) => format!("{} Quiz", title_case(&topic)),
    };
    let tagline = if cards {
        "Turn, think, remember.".to_owned()
    } else {
        format!("{shown} questions. How many do you know?")
    };
    let shuffle = !pattern!(r"\bin order\b").is_match(text);
    let pass = pass_mark(text).unwrap_or(0);
    (title, tagline, Body::Quiz(Quiz { cards, topic, questions, seconds, shuffle, pass }))
}

/// The questions of a text, or its pairs as questions with each other's answers to choose from.
fn asked(text: &str) -> Vec<Question> {
    let spelt = questions(text);
    if !spelt.is_empty() {
        return spelt;
    }
    let found = pairs(text);
    if found.len() < 3 { Vec::new() } else { chosen(found, &[]) }
}

fn topic(text: &str) -> String {
    let found = pattern!(r"\b(?:quiz|trivia|flash ?-?cards?|questions|cards)\b[^.,:;]*?\b(?:about|on|for|of|covering|to (?:learn|practi[sc]e|study))\s+(?:the |my |some )?([\w' -]+?)(?:\s+(?:with|where|that|which|and|in|using|words|vocabulary|i|for|has|each|including)\b|[.,:;!\n]|$)").captures(text);
    let before =
        pattern!(r"\b([a-z]+(?: [a-z]+)?) (?:quiz|trivia|flash ?-?cards?|vocab\w*)\b").captures(text);
    let topic = found
        .map(|found| group(&found, 1).to_owned())
        .filter(|topic| !pattern!(r"^(kids|children|my \w+|students|beginners|the family)$").is_match(topic))
        .or_else(|| before.map(|found| group(&found, 1).to_owned()))
        .unwrap_or_default();
    let topic = pattern!(r"\b(a|an|the|my|me|make|build|create|simple|fun|multiple|choice|little|question|i|want|need|app|short|learning|kids)\b").replace(&topic.to_lowercase(), " ");
    let topic = topic.split_whitespace().collect::<Vec<_>>().join(" ");
    if topic.chars().any(char::is_alphabetic) && !topic.chars().any(|c| c.is_ascii_digit()) {
        topic
    } else {
        String::new()
    }
}

fn count(text: &str) -> Option<usize> {
    let found = pattern!(r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)[ -](?:\w+ )?(?:multiple[ -]choice )?(?:questions?|cards|words)\b").captures(text)?;
    leading_number(group(&found, 1)).map(|(number, _)| number as usize)
}

/// "hola = hello, gato = cat", "hola - hello".
pub(in super::super) fn pairs(text: &str) -> Vec<Question> {
    if !text.contains('=') && !text.contains('→') && !text.contains("->") {
        return dashed_pairs(text);
    }
    // "a = b and c = d" are two.
    let text = &pattern!(r"\s+and\s+([^=,;\n]{1,40}?)\s*=").replace(text, ", $1 =");
    let list = pattern!(r"^.*?:\s*").replace(text.split('=').next().unwrap_or_default(), "").len();
    let start = text.find('=').map_or(0, |at| at.saturating_sub(list));
    pattern!(r"([^=,;\n:]+?)\s*(?:=|->|→)\s*([^=,;\n.]+)")
        .all(&text[start..])
        .iter()
        .map(|found| {
            let front = pattern!(r"^(?:(?:and|add|the|card|cards|a|new|flashcards?)\s+)+")
                .replace(group(found, 1).trim(), "");
            let back = pattern!(r"\s+(?:and (?:rename|make|call|change|add|use)\b.*|please)$")
                .replace(group(found, 2).trim(), "");
            Question { prompt: clean_option(&front), answers: vec![clean_option(&back)] }
        })
        .filter(|card| !card.prompt.is_empty() && !card.answers[0].is_empty())
        .collect()
}

/// "the dog - der Hund, the cat - die Katze", or "dog: Hund; cat: Katze" after a first colon.
fn dashed_pairs(text: &str) -> Vec<Question> {
    let start = pattern!(r"^[^:\n]*:\s*").find(text).map_or(0, |(_, end)| end);
    let list =
        pattern!(r",? and (the |a |an )?(\w+(?: \w+)?) (-|means|is) ").replace(&text[start..], ", $1$2 $3 ");
    let list = pattern!(r"[.!?]\s+").replace(&list, ";");
    let cards = |pattern: &super::super::pattern::Pattern| -> Vec<Question> {
        list.split([',', ';', '\n'])
            .filter_map(|part| {
                let found = pattern.captures(part.trim().trim_end_matches('.'))?;
                let front = pattern!(r"^(?:-\s*)?(?:(?:and|add|new|card|cards|flashcards?|word|words)\s+)*")
                    .replace(group(&found, 1), "");
                Some(Question { prompt: clean_front(&front), answers: vec![clean_front(group(&found, 2))] })
            })
            .filter(|card| !card.prompt.is_empty() && !card.answers[0].is_empty())
            .collect()
    };
    let dashed = cards(pattern!(r"^(.+?)\s+-\s+(.+)$"));
    if !dashed.is_empty() {
        return dashed;
    }
    let named = cards(pattern!(r"^([^:]{1,40}):\s*(.{1,60})$"));
    let means = cards(pattern!(r"^(.{1,40}?)\s+(?:means|is|translates to)\s+(.{1,60})$"));
    let adds = pattern!(r"^(?:add|new|another|also|include)\b").is_match(text);
    if named.len() > 1 {
        named
    } else if start > 0 && means.len() > 1 || adds && !means.is_empty() {
        means
    } else {
        Vec::new()
    }
}

/// A side of a card: quotes and points go, its article stays.
fn clean_front(text: &str) -> String {
    text.trim().trim_matches(['"', '.', ':', ' ']).to_owned()
}

/// Questions with answers that the text spells out: "What is 2+2? Answers: 4, 3, 5".
pub(in super::super) fn questions(text: &str) -> Vec<Question> {
    let with_letters = lettered::questions(text);
    if !with_letters.is_empty() {
        return with_letters;
    }
    pattern!(r"(?:^|[.:;!\n)]\s*|\bquestion:?\s+|\d[.)]\s*)([A-Za-z][^?:.\n]*\?)\s*\(?(?:answers?|options?|choices|a)?\s*[:=-]?\s*([^?.\n)]+)")
        .all(text)
        .iter()
        .filter_map(|found| {
            let prompt = pattern!(r"^(?:add|the|a|question|following)\b[: ]*").replace(group(found, 1).trim(), "");
            let prompt = pattern!(r"^(?:the |a )?question:?\s*").replace(&prompt, "");
            let correct = pattern!(r"\(?(?:correct|right)(?: answer)?(?: is)?:?\s*([\w ]+)\)?").captures(group(found, 2)).map(|c| clean_option(group(&c, 1)));
            let list = pattern!(r"\(?(?:correct|right)(?: answer)?(?: is)?:?\s*[\w ]+\)?").replace(group(found, 2), "");
            let mut answers: Vec<String> = list.split([',', ';', '/', '|']).flat_map(|part| part.split(" or ")).map(clean_option).filter(|a| !a.is_empty()).collect();
            if let Some(correct) = correct {
                answers.retain(|answer| !answer.eq_ignore_ascii_case(&correct));
                answers.insert(0, correct);
            }
            (answers.len() > 1).then(|| Question { prompt: super::super::words::capitalised(&prompt), answers })
        })
        .collect()
}

fn from_bank(text: &str, count: usize, cards: bool) -> Vec<Question> {
    let lower = text.to_lowercase();
    if pattern!(r"\b(math|maths|multiplication|times tables?|arithmetic|addition)\b").is_match(&lower) {
        return arithmetic(count, pattern!(r"\badd").is_match(&lower));
    }
    let bank =
        BANKS.iter().find(|bank| bank.words.split('|').any(|word| !word.is_empty() && lower.contains(word)));
    let Some(bank) = bank.or_else(|| BANKS.last()) else { return Vec::new() };
    let facts = bank.facts;
    (0..count.min(facts.len()))
        .map(|at| {
            let (subject, answer) = facts[at];
            let mut answers = vec![answer.to_owned()];
            if !cards {
                answers.extend(
                    (1..=3)
                        .map(|step| facts[(at + step * 3) % facts.len()].1.to_owned())
                        .filter(|other| other != answer),
                );
            }
            Question { prompt: bank.ask.replace("{}", subject), answers }
        })
        .collect()
}

fn arithmetic(count: usize, adds: bool) -> Vec<Question> {
    (0..count)
        .map(|at| {
            let (a, b) = (3 + (at * 5) % 10, 2 + (at * 7) % 10);
            let (sign, right) = if adds { ("+", a + b) } else { ("×", a * b) };
            let answers = [right, right + 2, right.saturating_sub(1), right + if adds { 5 } else { a }]
                .map(|n| n.to_string());
            Question { prompt: format!("{a} {sign} {b} = ?"), answers: answers.to_vec() }
        })
        .collect()
}

/// "15 seconds each", "a time limit of 1 minute per question".
pub(in super::super) fn seconds_each(text: &str) -> Option<u32> {
    let found = pattern!(r"\b(\d+)[ -]*(seconds?|secs?|s|minutes?|mins?)\b").captures(text)?;
    let meant = pattern!(r"\b(each|per|every|question|timer|time limit|card|answer)\b").is_match(text);
    timer::seconds(group(&found, 0)).filter(|_| meant)
}
