//! The kinds of screens, and the words that ask for them.

use crate::generation::providers::builtin::pattern::{Pattern, pattern};

/// A kind of screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) enum Kind {
    Landing,
    Dashboard,
    Table,
    ListDetail,
    Form,
    Login,
    Register,
    Forgot,
    Settings,
    Kanban,
    Chat,
    Shop,
    Product,
    Cart,
    Checkout,
    Profile,
    Calendar,
    Pricing,
    Onboarding,
    Inbox,
    Map,
    Gallery,
    Article,
    Player,
}

impl Kind {
    /// What people call it.
    pub(in super::super) fn title(self) -> &'static str {
        match self {
            Self::Landing => "Landing page",
            Self::Dashboard => "Dashboard",
            Self::Table => "List",
            Self::ListDetail => "List and details",
            Self::Form => "Form",
            Self::Login => "Login",
            Self::Register => "Sign up",
            Self::Forgot => "Forgot password",
            Self::Settings => "Settings",
            Self::Kanban => "Board",
            Self::Chat => "Chat",
            Self::Shop => "Shop",
            Self::Product => "Product page",
            Self::Cart => "Cart",
            Self::Checkout => "Checkout",
            Self::Profile => "Profile",
            Self::Calendar => "Calendar",
            Self::Pricing => "Pricing",
            Self::Onboarding => "Onboarding",
            Self::Inbox => "Inbox",
            Self::Map => "Map",
            Self::Gallery => "Gallery",
            Self::Article => "Article",
            Self::Player => "Player",
        }
    }

    /// Whether it is named after what it lists.
    pub(in super::super) fn lists(self) -> bool {
        matches!(self, Self::Table | Self::ListDetail)
    }
}

/// The kinds with the words for them; of two at the same place, the first counts.
#[expect(clippy::too_many_lines, reason = "a table of words, one after another")]
fn table() -> [(Kind, &'static Pattern); 27] {
    [
        (
            Kind::Kanban,
            pattern!(
                r"\b(?:kanban|trello|scrum board|sprint board|(?:\w+ )?(?:task|pipeline|project|hiring|recruiting|sales|story|issue|workflow|planning) ?board|(?:sales|hiring|recruiting|deal|content) pipeline|board)\b"
            ),
        ),
        (
            Kind::Forgot,
            pattern!(
                r"\b(?:(?:forgot(?:ten)?|reset|change|recover)(?: my| your)? password|password (?:reset|recovery))\b"
            ),
        ),
        (Kind::Login, pattern!(r"\b(?:log ?-?in|sign ?-?in)\b")),
        (
            Kind::Register,
            pattern!(
                r"\b(?:sign ?-?up|registration (?:screen|page)|register (?:screen|page)|create (?:an )?account)\b"
            ),
        ),
        (
            Kind::Onboarding,
            pattern!(
                r"\b(?:onboarding|set-?up wizard|welcome (?:screens?|flow|tour)|walkthrough|getting started (?:screens?|flow)|(?:intro|tutorial) screens?)\b"
            ),
        ),
        (
            Kind::Checkout,
            pattern!(
                r"\b(?:check ?out (?:page|screen|flow|form|with|on|for)|^\W*checkout|payment (?:page|screen))\b"
            ),
        ),
        (Kind::Cart, pattern!(r"\b(?:shopping (?:cart|basket|bag)|(?:cart|basket) (?:page|screen|view))\b")),
        (
            Kind::Product,
            pattern!(r"\b(?:product(?: detail| details)? (?:page|screen|view)|product details?)\b"),
        ),
        (Kind::Settings, pattern!(r"\b(?:settings?|preferences)\b")),
        (
            Kind::Pricing,
            pattern!(r"\b(?:pricing|price (?:page|table|plans)|plans page|subscription plans)\b"),
        ),
        (
            Kind::Landing,
            pattern!(
                r"\b(?:landing[ -]?page|one[ -]?page(?:r)?|marketing (?:site|page|website)|coming soon|404|error page|(?:website|site) for|launch page)\b"
            ),
        ),
        (
            Kind::Dashboard,
            pattern!(
                r"\b(?:dashboard|monitoring|analytics|control panel|cockpit|portal|home screen|overview of (?:my |our |the )?(?:business|finances|sales))\b"
            ),
        ),
        (
            Kind::Player,
            pattern!(
                r"\b(?:(?:music|podcast|video|audio|audiobook|media|song) player|now playing|player|watch page)\b"
            ),
        ),
        (
            Kind::Inbox,
            pattern!(
                r"\b(?:inbox|mail (?:client|app)|e-?mail (?:client|app)|mailbox|webmail|notification (?:centre|center|list|feed))\b"
            ),
        ),
        (
            Kind::Chat,
            pattern!(
                r"\b(?:chat ?bots?|chats?|messag(?:ing|es|er)|direct messages|conversation screen|slack|whatsapp)\b"
            ),
        ),
        (
            Kind::Gallery,
            pattern!(
                r"\b(?:(?:photo|image|media|art|picture|video) ?(?:gallery|library|albums?|wall|grid)|gallery|moodboard|mood board)\b"
            ),
        ),
        (
            Kind::Map,
            pattern!(r"\b(?:maps?|store locator|locator|near(?:by| me)|ride[ -]hailing|delivery tracking)\b"),
        ),
        (
            Kind::Article,
            pattern!(
                r"\b(?:blog(?: post| article| home)?|article|documentation|docs page|news (?:site|page|app|paper)|magazine|wiki|help (?:centre|center)|knowledge base)\b"
            ),
        ),
        (
            Kind::Calendar,
            pattern!(
                r"\b(?:calendars?|(?:shift|week|month|staff|event) (?:planner|schedule)|rota|agenda|timetable|schedule (?:page|screen|view))\b"
            ),
        ),
        (
            Kind::ListDetail,
            pattern!(
                r"\b(?:(?:list|master)[ /-]*(?:and[ -])?details?|split (?:view|screen)|two[ -]pane|notes app|contact manager|note[ -]taking|reading pane)\b"
            ),
        ),
        (
            Kind::Shop,
            pattern!(
                r"\b(?:e-?commerce|web ?shop|online (?:shop|store)|(?:product|shop|store) (?:catalogue|catalog|listing|list|grid)|catalogue|catalog|shop (?:on|for|page|screen|home)|(?:grocery|clothing|book|shoe|bike|toy|furniture|fashion|pet|flower|plant) (?:store|shop)|marketplace|storefront|food delivery)\b"
            ),
        ),
        (Kind::Profile, pattern!(r"\b(?:profiles?|about me page|bio page|resume|curriculum)\b")),
        (
            Kind::Form,
            pattern!(
                r"\b(?:form|survey|questionnaire|calculator|converter|poll|request a (?:quote|demo|callback)|book(?:ing)? an? (?:table|appointment|room)|apply for|application page|rsvp)\b"
            ),
        ),
        (
            Kind::Table,
            pattern!(
                r"\b(?:tables?|admin list|list of|overview|inventory|audit log|\w+s list|log viewer|screen to manage|manage|directory|database|leaderboard|tracker|contacts?|invoices?|spreadsheet|crm|register|queue|list)\b"
            ),
        ),
        (
            Kind::Landing,
            pattern!(
                r"\b(?:home ?page|web ?site|web page|(?:restaurant|cafe|café|hotel|event|company|school|church|portfolio|charity|agency|band|salon|campaign|business) (?:page|site)|page for|portfolio|microsite)\b"
            ),
        ),
        (Kind::Dashboard, pattern!(r"\b(?:home screen|overview|main screen|start screen|app)\b")),
        (Kind::Shop, pattern!(r"\b(?:shop|store)\b")),
    ]
}

/// The kind of a screen, and other kinds that the words ask for beside it.
pub(in super::super) fn kind(main: &str, text: &str) -> (Kind, Vec<Kind>) {
    let mut found: Vec<(usize, usize, Kind)> = table()
        .iter()
        .enumerate()
        .filter_map(|(rank, (kind, pattern))| pattern.find(main).map(|(at, _)| (at, rank, *kind)))
        .collect();
    found.sort_by_key(|(at, rank, _)| (*at, *rank));
    let asked = strongest(main, &found).or_else(|| by_all_words(text));
    let kind = corrected(asked, main, text);
    (kind, others(main, kind, &found))
}

/// Which of the kinds that stand in a clause it is about: what a screen is called outweighs what is
/// on it or whom it is for.
fn strongest(main: &str, found: &[(usize, usize, Kind)]) -> Option<Kind> {
    // "landing page for a shop": what comes after "for" says whom it is for.
    let end = pattern!(r"\b(?:for|of|on|to|by|called|named)\b").find(main).map_or(main.len(), |(at, _)| at);
    let before: Vec<_> = found.iter().filter(|(at, _, _)| *at < end).collect();
    let joined = pattern!(r"\b(?:and|plus)\b|[,&+]").find(main).map_or(main.len(), |(at, _)| at);
    let first: Vec<_> = before.iter().filter(|(at, _, _)| *at < joined).collect();
    // Of several in one name, the most particular counts: "notifications inbox", "team calendar".
    first
        .iter()
        .min_by_key(|(at, rank, _)| (weight(*rank), *at))
        .map(|(_, _, kind)| *kind)
        .or_else(|| before.iter().min_by_key(|(at, rank, _)| (weight(*rank), *at)).map(|(_, _, kind)| *kind))
        .or_else(|| found.iter().min_by_key(|(at, rank, _)| (weight(*rank), *at)).map(|(_, _, kind)| *kind))
}

/// The last rows of the table are words of many meanings.
fn weight(rank: usize) -> usize {
    match rank {
        0..=20 => 0,
        21..=22 => 1,
        23..=24 => 2,
        _ => 3,
    }
}

fn by_all_words(text: &str) -> Option<Kind> {
    if pattern!(r"\bon the left\b.*\bon the right\b|\bon the left with\b").is_match(text) {
        return Some(Kind::ListDetail);
    }
    if pattern!(r"\bsteps\b").is_match(text) && pattern!(r"\bwelcome\b").is_match(text) {
        return Some(Kind::Onboarding);
    }
    table()
        .iter()
        .enumerate()
        .filter(|(rank, (kind, _))| {
            weight(*rank) < 2
                && !matches!(
                    kind,
                    Kind::Settings
                        | Kind::Pricing
                        | Kind::Chat
                        | Kind::Login
                        | Kind::Profile
                        | Kind::Calendar
                        | Kind::Gallery
                )
        })
        .filter_map(|(rank, (kind, pattern))| pattern.find(text).map(|(at, _)| (weight(rank), at, *kind)))
        .min_by_key(|(weight, at, _)| (*weight, *at))
        .map(|(_, _, kind)| kind)
}

/// What the whole text shows that a clause alone does not.
fn corrected(asked: Option<Kind>, main: &str, text: &str) -> Kind {
    let both_sides = pattern!(r"\bon the left\b").is_match(text)
        && pattern!(r"\bon the right\b").is_match(text)
        || pattern!(r"\bon the left with\b").is_match(text);
    match asked {
        None if both_sides || pattern!(r"\bon the left\b").is_match(text) => Kind::ListDetail,
        None => Kind::Dashboard,
        Some(Kind::Dashboard | Kind::Table) if both_sides && !pattern!(r"\bdashboard\b").is_match(main) => {
            Kind::ListDetail
        }
        Some(Kind::Dashboard)
            if pattern!(r"\bapp\b").is_match(main)
                && !pattern!(r"\b(?:dashboard|portal|monitoring|analytics|home screen|overview)\b")
                    .is_match(main) =>
        {
            by_all_words(text).unwrap_or(Kind::Dashboard)
        }
        Some(kind) => kind,
    }
}

/// Other screens: "login screen and dashboard".
fn others(main: &str, kind: Kind, found: &[(usize, usize, Kind)]) -> Vec<Kind> {
    let end = pattern!(r"\b(?:for|of|on|called|named)\b").find(main).map_or(main.len(), |(at, _)| at);
    let mut others: Vec<Kind> = Vec::new();
    for (at, rank, other) in found {
        let joined = pattern!(r"(?:\band|\bplus|,|&|\+|\bas well as)(?: an?| the)?(?: [\w-]+)? *$")
            .is_match(&main[..*at]);
        if joined && *at < end && weight(*rank) == 0 && *other != kind && !others.contains(other) {
            others.push(*other);
        }
    }
    others
}
