//! The parts that screens consist of, and the words for them.

use crate::generation::providers::builtin::pattern::{Pattern, pattern};

/// A part of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) enum Part {
    /// Something with a name that says nothing of what it looks like.
    Named,
    Sidebar,
    Navbar,
    TabBar,
    Tabs,
    Columns,
    Fields,
    Groups,
    Steps,
    Plans,
    Filters,
    Switches,
    Stats,
    Details,
    Form,
    Table,
    List,
    Chart,
    Map,
    Calendar,
    Images,
    Video,
    Carousel,
    Search,
    Button,
    Dropdown,
    Choice,
    Slider,
    Progress,
    Rating,
    Timeline,
    Pagination,
    Breadcrumbs,
    Upload,
    Dates,
    Testimonials,
    Faq,
    Newsletter,
    Team,
    Logos,
    Features,
    CallToAction,
    Hero,
    Footer,
    Contact,
    Comments,
    Alert,
    Avatar,
    Code,
    Quote,
    Modal,
    Drawer,
    Checkbox,
    Link,
    Tags,
    Editor,
    Prompt,
    Tree,
}

/// Which look a part has, where there are several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Shape {
    #[default]
    Usual,
    Bar,
    Line,
    Pie,
    Area,
}

/// Parts that name what is in them: "a sidebar with Home and Orders".
pub(super) fn opens(part: Part) -> bool {
    matches!(
        part,
        Part::Sidebar
            | Part::Navbar
            | Part::TabBar
            | Part::Tabs
            | Part::Columns
            | Part::Fields
            | Part::Groups
            | Part::Steps
            | Part::Plans
            | Part::Filters
            | Part::Switches
            | Part::Stats
            | Part::Details
            | Part::Form
            | Part::Contact
            | Part::Table
            | Part::List
            | Part::Dropdown
            | Part::Choice
            | Part::Tags
            | Part::Team
            | Part::Features
            | Part::Footer
            | Part::Breadcrumbs
            | Part::Timeline
            | Part::Drawer
            | Part::Tree
            | Part::Chart
            | Part::Modal
            | Part::Carousel
            | Part::Newsletter
            | Part::Upload
    )
}

/// Parts whose members are names for places to go.
pub(super) fn leads(part: Part) -> bool {
    matches!(
        part,
        Part::Sidebar
            | Part::Navbar
            | Part::TabBar
            | Part::Tabs
            | Part::Groups
            | Part::Steps
            | Part::Switches
            | Part::Features
    )
}

/// The words, the more particular first.
#[expect(clippy::too_many_lines, reason = "a table of words, one after another")]
fn table() -> [(Part, &'static Pattern); 57] {
    [
        (Part::Details, pattern!(r"^(?:the )?details?(?: view| pane| panel)?$")),
        (
            Part::Testimonials,
            pattern!(
                r"\b(?:testimonials?|customer (?:quotes|stories|voices)|social proof|success stories)\b"
            ),
        ),
        (
            Part::Faq,
            pattern!(
                r"\b(?:faqs?|frequently asked(?: questions)?|questions and answers|q&a|accordion)\b|^(?:the |your |common )?questions$"
            ),
        ),
        (
            Part::Newsletter,
            pattern!(
                r"\b(?:newsletter(?: (?:sign-?up|subscription|form|box|section))?|(?:email|e-mail|waitlist|waiting list) sign-?up|waitlist|mailing list|email capture)\b"
            ),
        ),
        (
            Part::Logos,
            pattern!(
                r"\b(?:logo (?:cloud|wall|strip|bar)|(?:client|customer|partner|sponsor|company)s?'? logos?|logos|sponsors|trusted by)\b"
            ),
        ),
        (Part::CallToAction, pattern!(r"\b(?:call[ -]to[ -]action|cta)\b")),
        (Part::Hero, pattern!(r"\b(?:hero|header image|headline|banner)\b")),
        (
            Part::Prompt,
            pattern!(
                r"\b(?:prompt (?:box|field|input|bar)|message (?:box|input|field|composer)|composer|text box to)\b"
            ),
        ),
        (Part::Breadcrumbs, pattern!(r"\bbread ?crumbs?\b")),
        (Part::Pagination, pattern!(r"\b(?:pagination|paging|pager|page numbers)\b")),
        (
            Part::Sidebar,
            pattern!(
                r"\b(?:side ?bar(?: (?:menu|navigation))?|(?:side|left|left-hand) (?:menu|nav\w*|bar)|drawer menu)\b"
            ),
        ),
        (Part::TabBar, pattern!(r"\b(?:tab bar|bottom (?:nav\w*|bar|tabs|menu))\b")),
        (
            Part::Navbar,
            pattern!(
                r"\b(?:nav ?bar|navigation(?: bar| menu)?|top (?:bar|nav\w*|menu)|menu bar|app bar|nav)\b"
            ),
        ),
        (Part::Tabs, pattern!(r"\btabs\b|\b(?:pills|segmented control)\b")),
        (
            Part::Steps,
            pattern!(
                r"\b(?:steps|stepper|slides|wizard steps)$|^(?:\w+ )?steps\b|\bstepper\b|^(?:\w+ )?slides\b|\bprogress steps\b"
            ),
        ),
        (Part::Drawer, pattern!(r"\b(?:drawer|side panel|detail panel|slide-?over)\b")),
        (Part::Modal, pattern!(r"\b(?:modal|dialog(?:ue)?|pop-?up|confirmation)\b")),
        (
            Part::Dates,
            pattern!(r"\b(?:date (?:range|picker|selector|filter)|period (?:picker|selector)|time ?frame)\b"),
        ),
        (
            Part::Upload,
            pattern!(
                r"\b(?:(?:file |image |photo |cv |document |drag[- ]and[- ]drop )?upload(?:er|s)?|drop ?zone|attach files)\b"
            ),
        ),
        (Part::Slider, pattern!(r"\b(?:sliders?|volume(?: control)?|brightness)\b")),
        (Part::Progress, pattern!(r"\b(?:progress(?: (?:bars?|rings?|indicator|circle))?|loading bar)\b")),
        (Part::Search, pattern!(r"\bsearch(?: (?:bar|box|field|input|by|for)\b.*)?$|^search\b")),
        (Part::Comments, pattern!(r"\bcomments?(?: section| thread| area| box)?$")),
        (
            Part::Alert,
            pattern!(
                r"\b(?:warning banner|alert banner|notice|(?:error|success|warning) message|banner about)\b"
            ),
        ),
        (Part::Code, pattern!(r"\b(?:code (?:examples?|snippets?|blocks?|editor|samples?)|terminal)\b")),
        (Part::Quote, pattern!(r"\b(?:pull )?quote(?: of the day)?$")),
        (Part::Editor, pattern!(r"\b(?:(?:rich )?text editor|editor|text area|textarea|free text)\b")),
        (Part::Tree, pattern!(r"\b(?:tree(?: view)?|folder tree|file tree)\b")),
        (Part::Carousel, pattern!(r"\b(?:carousel|slideshow|slider of images)\b")),
        (Part::Switches, pattern!(r"\b(?:switch(?:es)?|toggles?)\b")),
        (Part::Checkbox, pattern!(r"\b(?:check ?box(?:es)?|tick ?box)\b")),
        (
            Part::Choice,
            pattern!(
                r"\b(?:radio (?:buttons?|group)|answers?|answer options|multiple choice|ride options)\b"
            ),
        ),
        (Part::Dropdown, pattern!(r"\b(?:drop-?down|select (?:box|menu|field)|picker)\b")),
        (
            Part::Button,
            pattern!(
                r"\b(?:buttons?|bulk actions)\b|^(?:export(?:able)?|print|share|download|delete account|log ?out|sign ?out|add to (?:cart|basket|bag)|buy now|checkout)\b"
            ),
        ),
        (Part::Link, pattern!(r"\blinks?(?: (?:to|home|back)\b.*)?$")),
        (
            Part::Filters,
            pattern!(
                r"\b(?:filters?|facets|filter (?:by|for|chips)|filtering|sort(?:ing)? (?:by|options)?|sorting)\b"
            ),
        ),
        (Part::Map, pattern!(r"\bmaps?\b")),
        (Part::Calendar, pattern!(r"\b(?:calendar|month view|date grid)\b")),
        (
            Part::Timeline,
            pattern!(
                r"\b(?:timeline|activity (?:feed|log|stream)|recent activity|history|change ?log|milestones)\b"
            ),
        ),
        (
            Part::Chart,
            pattern!(
                r"\b(?:(?:bar|line|pie|area|donut|doughnut|column|weekly|monthly|daily) (?:charts?|graphs?)|charts?|graphs?|sparklines?|histogram|heat ?map|plot|trend line)\b"
            ),
        ),
        (Part::Table, pattern!(r"\b(?:tables?|data grid|spreadsheet|leaderboard|comparison table)\b")),
        (
            Part::Stats,
            pattern!(
                r"\b(?:kpis?|metrics|stats?|statistics|figures|key numbers|stat cards|counters|tiles)\b"
            ),
        ),
        (Part::Video, pattern!(r"\b(?:videos?|trailer|live stream)(?: player)?$")),
        (
            Part::Images,
            pattern!(r"\b(?:galler(?:y|ies)|photos?|images?|pictures|photo grid|screenshots?|illustration)$"),
        ),
        (Part::Avatar, pattern!(r"\b(?:avatar|profile (?:picture|photo|image)|headshot)\b")),
        (Part::Rating, pattern!(r"\b(?:star )?rating$|\bstars\b")),
        (
            Part::Team,
            pattern!(
                r"^(?:(?:our|the|an?|meet the|meet our) )?(?:team(?: members| section| grid)?|teachers|trainers|instructors|staff|lawyers|doctors|speakers|coaches|founders|therapists|chefs|people|barbers|stylists|tutors)$"
            ),
        ),
        (
            Part::Features,
            pattern!(
                r"\b(?:features?(?: (?:grid|list|section))?|benefits|why us|how it works|services|what we (?:do|offer)|our offer|practice areas|advantages|amenities|use cases|perks|specialities|treatments)\b"
            ),
        ),
        (Part::Footer, pattern!(r"\bfooter\b")),
        (
            Part::Contact,
            pattern!(
                r"\b(?:contact(?: (?:form|section|us))?|get in touch|enquiry form|inquiry form)$|\bcontact form\b"
            ),
        ),
        (
            Part::Plans,
            pattern!(
                r"\b(?:pricing(?: (?:table|plans?|tiers?|section|cards))?|price plans|(?:subscription )?plans|tiers|packages|memberships)\b"
            ),
        ),
        (Part::Form, pattern!(r"\b(?:\w+ )?form\b")),
        (Part::Columns, pattern!(r"\b(?:columns|lanes|stages)\b")),
        (Part::Fields, pattern!(r"\b(?:fields|inputs)\b")),
        (
            Part::Groups,
            pattern!(
                r"^(?:\w+ )?(?:categories|folders|channels|albums|playlists|rooms|products|labels|departments|topics|genres|collections|sections|pages|screens|items|dishes|places|projects)$|^(?:categories|folders|channels|albums|playlists|rooms|products|labels|departments|topics|genres|collections|sections|pages|screens)\b"
            ),
        ),
        (Part::Tags, pattern!(r"\b(?:tags|chips|hashtags)\b")),
        (Part::List, pattern!(r"\b(?:lists?|feed)\b")),
    ]
}

/// The part that words name, and its look. A word that stands early in the table is more particular.
pub(in super::super) fn part(words: &str) -> Option<Part> {
    table().iter().find(|(_, pattern)| pattern.is_match(words)).map(|(part, _)| *part)
}

/// The part that words name, where in them, and until where.
pub(super) fn part_at(words: &str) -> Option<(Part, usize, usize)> {
    table().iter().find_map(|(part, pattern)| pattern.find(words).map(|(at, end)| (*part, at, end)))
}

/// Which kind of chart words ask for.
pub(super) fn shape(words: &str) -> Shape {
    if pattern!(r"\b(?:pie|donut|doughnut|breakdown|share of|split by)\b").is_match(words) {
        Shape::Pie
    } else if pattern!(r"\b(?:bar|column|histogram)\b").is_match(words) {
        Shape::Bar
    } else if pattern!(r"\barea\b").is_match(words) {
        Shape::Area
    } else if pattern!(r"\b(?:line|trend|over time|performance|forecast|growth)\b").is_match(words) {
        Shape::Line
    } else {
        Shape::Usual
    }
}
