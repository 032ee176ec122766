//! Names of things, and sentences about them.

use crate::generation::providers::builtin::{
    pattern::{Pattern, pattern},
    reading,
};

use super::PEOPLE;

/// Examples of things of a kind; none for kinds that are not known.
#[expect(clippy::too_many_lines, reason = "a table of words, one after another")]
pub(in super::super) fn things(noun: &str) -> Vec<&'static str> {
    let known: [(&Pattern, &[&str]); 40] = [
        (
            pattern!(r"\b(?:upcoming )?meetings?\b"),
            &["Design review", "Budget check", "Weekly planning", "Interview with Leo", "Supplier call"],
        ),
        (
            pattern!(r"\bannouncements?\b|\bnews\b|\bstor(?:y|ies)\b|\bopinions?\b"),
            &[
                "Library opens an hour earlier from Monday",
                "Summer concert: tickets are out",
                "New bus stop at the main entrance",
                "Photo day moves to Thursday",
            ],
        ),
        (
            pattern!(r"\bhomework\b"),
            &[
                "Maths: exercises 4 to 7",
                "History: read chapter 3",
                "Biology: plant diary",
                "English: letter to a friend",
            ],
        ),
        (
            pattern!(r"\b(?:timetable|lessons?|schedule)\b"),
            &[
                "09:00 Opening",
                "10:30 Morning group",
                "13:00 Lunch break",
                "14:00 Afternoon group",
                "18:00 Evening group",
            ],
        ),
        (
            pattern!(r"\b(?:opening )?hours\b"),
            &["Monday to Friday: 8:00 to 18:00", "Saturday: 9:00 to 16:00", "Sunday: closed"],
        ),
        (pattern!(r"\btimes\b"), &["09:00", "09:45", "10:30", "11:15", "14:00", "15:30"]),
        (
            pattern!(r"\b(?:alerts?|notifications?|warnings?)\b"),
            &[
                "Stock of flour is low",
                "Payment failed for order A-1038",
                "A new device signed in",
                "Weekly report is ready",
            ],
        ),
        (
            pattern!(r"\b(?:activit(?:y|ies)|events? log|timeline)\b"),
            &[
                "Priya Nair added a comment",
                "Order A-1041 was shipped",
                "Jonas Weber joined the team",
                "Report for April was exported",
            ],
        ),
        (pattern!(r"\bevents?\b"), &["Open evening", "Spring workshop", "Beginners' class", "Summer party"]),
        (
            pattern!(r"\bepisodes?\b"),
            &[
                "Ep. 42: Small shops, big plans",
                "Ep. 41: The night shift",
                "Ep. 40: Learning to rest",
                "Ep. 39: Letters from listeners",
            ],
        ),
        (
            pattern!(r"\b(?:orders?)\b"),
            &["A-1041 · Mina Park", "A-1040 · Alex Moreau", "A-1039 · Priya Nair", "A-1038 · Jonas Weber"],
        ),
        (
            pattern!(r"\b(?:tasks?|to-?dos?|todos?|chores?|reminders?|deadlines?|cards?)\b"),
            &[
                "Write the spring newsletter",
                "Call the supplier",
                "Update price list",
                "Plan the photo shoot",
                "Review the contract",
                "Fix the sign-up link",
            ],
        ),
        (
            pattern!(r"\b(?:issues?|bugs?|tickets?)\b"),
            &[
                "Cannot reset my password",
                "Export stops at 90 %",
                "Wrong total on mobile",
                "Add a second address",
            ],
        ),
        (
            pattern!(r"\b(?:deals?|sales|pipeline|leads?)\b"),
            &[
                "Northwind renewal",
                "Blue Door pilot",
                "Harbour & Sons upgrade",
                "Papertrail licence",
                "Greenfield rollout",
            ],
        ),
        (
            pattern!(
                r"\b(?:customers?|clients?|users?|members?|people|employees?|students?|candidates?|contacts?|patients?|guests?|trainers?|teachers?|volunteers?|team|staff|lawyers?|hiring|friends?|followers|assignees?|authors?|applicants?|job applications?|drivers?|speakers?|tenants?|children|parents?|athletes?|players?|conversations?|artists?|attendees?|participants?|owners?|freelancers?|mentors?|tutors?|name)\b"
            ),
            &PEOPLE,
        ),
        (
            pattern!(r"\bsavings? goals?\b|\bgoals?\b"),
            &["New bicycle", "Trip to Lisbon", "Emergency fund", "Kitchen"],
        ),
        (pattern!(r"\bhabits?\b"), &["Read for 20 minutes", "Morning walk", "Drink water", "Stretch"]),
        (
            pattern!(r"\b(?:plants?|flowers?|houseplants?)\b"),
            &[
                "Monstera",
                "Snake plant",
                "Peace lily",
                "Pilea",
                "Calathea",
                "Aloe vera",
                "Rubber fig",
                "String of hearts",
            ],
        ),
        (
            pattern!(r"\b(?:books?|novels?|library|reading)\b"),
            &[
                "The Left Hand of Darkness",
                "Middlemarch",
                "Piranesi",
                "The Summer Book",
                "Beloved",
                "Station Eleven",
            ],
        ),
        (
            pattern!(r"\b(?:movies?|films?|shows?|videos?|up next)\b"),
            &[
                "A walk through Kyoto",
                "Baking bread at home",
                "How bridges stand",
                "The quiet coast",
                "Ten minutes of stretching",
            ],
        ),
        (
            pattern!(r"\b(?:recipes?|meals?|dish(?:es)?|menu|food|restaurant)\b"),
            &[
                "Tomato soup",
                "Lentil curry",
                "Mushroom risotto",
                "Apple crumble",
                "Lemon pasta",
                "Banana pancakes",
            ],
        ),
        (
            pattern!(r"\bingredients?\b"),
            &["400 g tomatoes", "1 onion", "2 cloves of garlic", "500 ml stock", "Basil, salt and pepper"],
        ),
        (
            pattern!(r"\b(?:steps|instructions|directions|method)\b"),
            &[
                "Chop the onion and garlic",
                "Fry gently for five minutes",
                "Add tomatoes and stock",
                "Simmer for 20 minutes",
                "Season and serve",
            ],
        ),
        (
            pattern!(r"\b(?:bikes?|bicycles?|cycling)\b"),
            &[
                "City bike Aster",
                "Gravel bike Fell",
                "Road bike Vela",
                "Cargo bike Ox",
                "Kids' bike Pip",
                "E-bike Volt",
                "Trail bike Crag",
                "Folding bike Tuck",
            ],
        ),
        (
            pattern!(r"\b(?:sneakers?|shoes?|footwear|boots?)\b"),
            &[
                "Court Low",
                "Trail Runner",
                "Canvas High",
                "Everyday Knit",
                "Retro 84",
                "Slip-on",
                "Winter Mid",
                "Track Spike",
            ],
        ),
        (
            pattern!(r"\b(?:ceramics?|pottery|mugs?|handmade)\b"),
            &[
                "Speckled mug",
                "Serving bowl",
                "Bud vase",
                "Dinner plate",
                "Espresso cup",
                "Planter",
                "Butter dish",
                "Teapot",
            ],
        ),
        (
            pattern!(r"\b(?:clothes|clothing|fashion|shirts?|apparel)\b"),
            &[
                "Linen shirt",
                "Wool jumper",
                "Chino trousers",
                "Rain jacket",
                "Cotton tee",
                "Denim skirt",
                "Scarf",
                "Beanie",
            ],
        ),
        (
            pattern!(r"\b(?:grocer(?:y|ies)|supermarket|bakery|bakeries|bread|coffee|cafes?|cafés?)\b"),
            &[
                "Sourdough loaf",
                "Cinnamon bun",
                "Oat milk",
                "Espresso beans",
                "Seasonal jam",
                "Rye rolls",
                "Apple tart",
                "Butter croissant",
            ],
        ),
        (
            pattern!(r"\b(?:furniture|chairs?|sofas?|lamps?|interiors?|home decor)\b"),
            &[
                "Oak side table",
                "Reading lamp",
                "Lounge chair",
                "Wall shelf",
                "Wool rug",
                "Dining bench",
                "Floor mirror",
                "Storage box",
            ],
        ),
        (
            pattern!(
                r"\b(?:apartments?|flats?|rentals?|homes?|houses?|stays?|hotels?|hostels?|properties|listings?|holiday)\b"
            ),
            &[
                "Bright loft by the canal",
                "Garden flat, two rooms",
                "Attic studio near the park",
                "Family house with terrace",
                "Harbour view apartment",
            ],
        ),
        (
            pattern!(
                r"\b(?:stores?|shops?|branches|locations?|locator|results|restaurants|stations?|nearby|parking)\b"
            ),
            &["Market Square 4", "Station Road 18", "Harbour Street 2", "Old Mill Lane 7", "Park Avenue 31"],
        ),
        (
            pattern!(r"\b(?:vehicles?|fleet|cars?|trips?|deliver(?:y|ies)|buses)\b"),
            &["Van 12 · on the way", "Van 7 · loading", "Truck 3 · delayed", "Van 9 · returning"],
        ),
        (
            pattern!(r"\b(?:songs?|tracks?|playlists?|music|albums?|title)\b"),
            &["Morning Light", "Slow River", "Paper Boats", "Night Bus", "Open Windows", "Second Summer"],
        ),
        (
            pattern!(r"\b(?:documents?|files?|attachments?)\b"),
            &["Contract 2025.pdf", "Payslip April.pdf", "Handbook.pdf", "Certificate.pdf"],
        ),
        (
            pattern!(r"\b(?:notes?)\b"),
            &[
                "Ideas for the spring menu",
                "Call with Priya",
                "Reading list",
                "Packing for Lisbon",
                "Questions for Monday",
            ],
        ),
        (
            pattern!(r"\b(?:projects?|portfolio|work)\b"),
            &["Website refresh", "Annual report", "Mobile app", "Packaging design", "Exhibition guide"],
        ),
        (pattern!(r"\b(?:rooms?)\b"), &["Living room", "Kitchen", "Bedroom", "Office"]),
        (
            pattern!(r"\b(?:devices?|lights?|sensors?|services?|servers?)\b"),
            &["Web server", "Mail queue", "Database", "File storage", "Search"],
        ),
        (
            pattern!(r"\b(?:posts?|articles?|blog|comparison|magazine|related)\b"),
            &[
                "Five quiet places by the sea",
                "What we learned in our first year",
                "A weekend without a plan",
                "How to pack for two seasons",
            ],
        ),
        (
            pattern!(r"\b(?:products?|items?|inventory|stock|best ?sellers?|materials?)\b"),
            &[
                "Canvas tote",
                "Steel bottle",
                "Desk lamp",
                "Notebook A5",
                "Wool blanket",
                "Wall clock",
                "Travel mug",
                "Storage basket",
            ],
        ),
    ];
    let lower = noun.to_lowercase();
    let all = || {
        known.iter().filter_map(|(pattern, names)| pattern.find(&lower).map(|(at, _)| (at, names.to_vec())))
    };
    // The last word says what it is: "support tickets".
    all().max_by_key(|(at, _)| *at).map(|(_, names)| names).unwrap_or_default()
}

/// A sentence for something with this heading, on a page about a subject.
pub(in super::super) fn sentence(heading: &str, subject: &str) -> String {
    let known: [(&Pattern, &str); 18] = [
        (
            pattern!(r"\b(?:schedule|classes|timetable|programme|agenda)\b"),
            "See what is on this week and save your place.",
        ),
        (pattern!(r"\b(?:hours|open)\b"), "Come by, or call ahead if you are planning a visit."),
        (pattern!(r"\b(?:menu|food|drinks)\b"), "Cooked every day from what is in season."),
        (
            pattern!(r"\b(?:map|route|directions|find us|location)\b"),
            "How to get here by bus, by bike or on foot.",
        ),
        (pattern!(r"\b(?:sponsors?|partners?)\b"), "With thanks to those who make this possible."),
        (
            pattern!(r"\b(?:about|story|history|mission)\b"),
            "Who we are, how we started and what matters to us.",
        ),
        (
            pattern!(r"\b(?:registration|sign-?up|register|book|reserv\w+|tickets?)\b"),
            "It takes two minutes. You get a confirmation by email.",
        ),
        (pattern!(r"\b(?:gallery|photos|portfolio|work)\b"), "A selection of recent work."),
        (pattern!(r"\b(?:price|pricing|rates|fees)\b"), "Clear prices, no hidden costs."),
        (pattern!(r"\b(?:team|teachers|lawyers|staff|people)\b"), "The people you will meet."),
        (pattern!(r"\b(?:security|privacy)\b"), "Your data stays yours. We explain how we protect it."),
        (pattern!(r"\b(?:delivery|shipping)\b"), "Ordered before noon, sent the same day."),
        (pattern!(r"\b(?:support|help)\b"), "Real people answer within one working day."),
        (pattern!(r"\b(?:billing|payment|invoices?)\b"), "Cards, invoices and the current plan."),
        (pattern!(r"\b(?:notifications?|alerts?)\b"), "Choose what you hear about, and how."),
        (pattern!(r"\b(?:integrations?|api|keys?)\b"), "Connect the tools that you already use."),
        (pattern!(r"\b(?:blog|news|articles?|stories)\b"), "The latest from us, once a week."),
        (pattern!(r"\b(?:reviews?|testimonials?)\b"), "What people say after their first month."),
    ];
    let lower = heading.to_lowercase();
    known.iter().find(|(pattern, _)| pattern.is_match(&lower)).map_or_else(
        || {
            if subject.is_empty() {
                format!("Everything about {} at a glance.", lower_first(heading))
            } else {
                format!(
                    "{} for your {}, made simple.",
                    super::capitalised(&lower_first(heading)),
                    lower_first(&reading::singular(subject))
                )
            }
        },
        |(_, text)| (*text).to_owned(),
    )
}

/// The text with a small first letter, unless its first word is in capitals.
fn lower_first(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or(text);
    if first.chars().skip(1).any(char::is_uppercase) || first.len() < 2 {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
