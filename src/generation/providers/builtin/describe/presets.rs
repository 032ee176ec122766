//! Things that people often list, and the fields that they have when none are named.
//!
//! Fields are written as a person would write them and read by [`super::fields`]. A `*` makes one
//! required; `+` keeps it even where the description names fields of its own.

/// What is usual for a kind of thing.
pub(in super::super) struct Preset {
    /// Words, in the singular, that the description uses for it.
    pub(in super::super) words: &'static [&'static str],
    pub(in super::super) one: &'static str,
    pub(in super::super) title: &'static str,
    pub(in super::super) fields: &'static str,
    /// `list`, `cards`, `table` or `board`, then features as a description would name them.
    pub(in super::super) features: &'static str,
}

const fn preset(
    words: &'static [&'static str],
    one: &'static str,
    title: &'static str,
    fields: &'static str,
    features: &'static str,
) -> Preset {
    Preset { words, one, title, fields, features }
}

/// The more particular come first.
pub(in super::super) const PRESETS: &[Preset] = &[
    preset(&["habit", "routine"], "habit", "Habit Tracker", "+name*", "list daily streak"),
    preset(
        &["kanban", "scrum board", "trello", "task board", "project board", "sprint board"],
        "card",
        "Kanban Board",
        "+title*, description",
        "board",
    ),
    preset(
        &["shopping list", "grocery", "groceries", "shopping"],
        "item",
        "Shopping List",
        "+item*, quantity, bought+",
        "list done",
    ),
    preset(
        &["packing list", "packing"],
        "item",
        "Packing List",
        "+item*, quantity, category, packed+",
        "list done",
    ),
    preset(
        &["to-do", "todo", "to do", "task", "checklist"],
        "task",
        "To-do List",
        "+task*, done+, due date, priority",
        "list done",
    ),
    preset(&["chore"], "chore", "Chore Chart", "+chore*, done+", "list done"),
    preset(&["bucket list"], "goal", "Bucket List", "+goal*, category, done+", "list done"),
    preset(
        &["expense", "spending", "expenditure"],
        "expense",
        "Expense Tracker",
        "description, +amount*, category, +date",
        "list sum",
    ),
    preset(
        &["budget", "personal finance", "transaction", "income and expense", "finance"],
        "transaction",
        "Budget",
        "description, +amount*, type (Expense; Income), category, +date",
        "list sum",
    ),
    preset(
        &["subscription"],
        "subscription",
        "Subscriptions",
        "+name*, price per month, renewal date, category",
        "cards sum",
    ),
    preset(&["bill"], "bill", "Bills", "+name*, amount, due date, paid", "list sum"),
    preset(&["invoice"], "invoice", "Invoices", "+client*, invoice number, date, +line items", "cards print"),
    preset(&["water", "hydration"], "drink", "Water Tracker", "+glasses*, +date", "list goal quick"),
    preset(&["mood", "feeling"], "entry", "Mood Journal", "+mood*, note, +date", "list moodchart"),
    preset(
        &["sleep"],
        "night",
        "Sleep Tracker",
        "+hours slept*, quality 1-5, note, +date",
        "list average daychart",
    ),
    preset(
        &["calorie", "food diary", "food log", "nutrition"],
        "meal",
        "Food Diary",
        "+food*, calories, meal (Breakfast; Lunch; Dinner; Snack), +date",
        "list sum",
    ),
    preset(
        &["workout", "exercise", "gym", "training", "fitness", "weightlifting", "lifting"],
        "workout",
        "Workout Log",
        "+exercise*, sets, reps, weight in kg, +date",
        "list weekchart",
    ),
    preset(
        &["running", "run", "jogging"],
        "run",
        "Running Log",
        "route, distance in km, duration, +date",
        "list sum weekchart",
    ),
    preset(
        &["weight loss", "weigh-in", "body weight", "weight"],
        "weigh-in",
        "Weight Tracker",
        "+weight in kg*, note, +date",
        "list line",
    ),
    preset(&["meditation"], "session", "Meditation Log", "+minutes*, note, +date", "list streak weekchart"),
    preset(
        &["time tracker", "time tracking", "timesheet", "time sheet", "work hours", "hours worked"],
        "entry",
        "Time Sheet",
        "+project*, task, hours*, +date",
        "list sum weekchart",
    ),
    preset(
        &["savings goal", "saving goal"],
        "goal",
        "Savings Goals",
        "+name*, target amount, saved so far, deadline",
        "cards",
    ),
    preset(&["saving", "savings"], "deposit", "Savings", "note, +amount*, +date", "list sum"),
    preset(
        &["reading list", "reading tracker", "reading log", "book", "novel"],
        "book",
        "Reading List",
        "+title*, author, status (Want to read; Reading; Finished), rating out of 5",
        "cards",
    ),
    preset(
        &["watchlist", "watch list", "movie", "film"],
        "movie",
        "Watchlist",
        "+title*, genre, status (Want to watch; Watching; Watched), rating out of 5",
        "cards",
    ),
    preset(
        &["stock portfolio", "share portfolio", "crypto", "investment", "portfolio tracker"],
        "holding",
        "Portfolio",
        "+ticker*, shares, buy price",
        "table sum",
    ),
    preset(
        &["recipe", "cookbook", "cook book"],
        "recipe",
        "Recipe Book",
        "+name*, ingredients, steps, cooking time, difficulty",
        "cards search",
    ),
    preset(
        &["inventory", "stock", "warehouse"],
        "item",
        "Inventory",
        "+name*, quantity, location, category",
        "table search",
    ),
    preset(
        &["crm", "sales pipeline", "client tracker", "customer relationship", "sales lead"],
        "contact",
        "Contacts",
        "+name*, company, email, phone, stage, notes",
        "table search",
    ),
    preset(
        &["contact", "address book"],
        "contact",
        "Contacts",
        "+name*, phone, email, notes",
        "table search",
    ),
    preset(
        &["customer", "client"],
        "client",
        "Clients",
        "+name*, company, email, phone, notes",
        "table search",
    ),
    preset(
        &["job application", "job search", "job hunt", "job tracker"],
        "application",
        "Job Applications",
        "+company*, position, status (Applied; Interview; Offer; Rejected), applied on, link",
        "table search",
    ),
    preset(&["guest list", "guest"], "guest", "Guest List", "+name*, RSVP", "table search"),
    preset(
        &["plant", "houseplant"],
        "plant",
        "My Plants",
        "+name*, room, watering interval, last watered",
        "cards",
    ),
    preset(&["pet"], "pet", "My Pets", "+name*, species, birthday, notes", "cards"),
    preset(
        &["notes", "note taking", "note-taking", "notebook", "note"],
        "note",
        "Notes",
        "+title, +note, tags",
        "cards search",
    ),
    preset(&["journal", "diary"], "entry", "Journal", "+title, +entry*, +date", "list search"),
    preset(&["gratitude"], "entry", "Gratitude Journal", "+gratitude*, +date", "list streak"),
    preset(&["bookmark", "link"], "bookmark", "Bookmarks", "+title*, +url*, tags, notes", "cards search"),
    preset(&["gift"], "gift", "Gift Ideas", "+gift*, person, price, bought", "list"),
    preset(&["wishlist", "wish list"], "wish", "Wishlist", "+item*, price, link, priority, bought", "cards"),
    preset(
        &["meeting minutes", "meeting notes", "meeting"],
        "meeting",
        "Meeting Minutes",
        "title, +date, attendees, notes",
        "cards search",
    ),
    preset(&["event"], "event", "Events", "+name*, date, time, location, notes", "list"),
    preset(&["appointment"], "appointment", "Appointments", "+title*, date, time, location, notes", "list"),
    preset(
        &["medication", "medicine", "pill"],
        "medication",
        "Medication",
        "+name*, dose, time",
        "list daily",
    ),
    preset(
        &["trip", "travel"],
        "trip",
        "Trips",
        "+destination*, start date, end date, budget, notes",
        "cards",
    ),
    preset(
        &["car maintenance", "vehicle", "maintenance"],
        "service",
        "Maintenance Log",
        "+service*, +date, mileage, cost",
        "table sum",
    ),
    preset(&["student", "gradebook"], "student", "Students", "+name*, grade, email, notes", "table search"),
    preset(&["grade"], "grade", "Grades", "+subject*, grade, weight, +date", "table"),
    preset(
        &["employee", "staff", "team member"],
        "employee",
        "Team",
        "+name*, role, email, phone",
        "table search",
    ),
    preset(
        &["product", "shop", "store", "catalogue"],
        "product",
        "Products",
        "+name*, price, category, description",
        "cards search",
    ),
    preset(
        &["sale", "order"],
        "order",
        "Orders",
        "+customer*, amount, status (New; Paid; Shipped; Delivered), +date",
        "table",
    ),
    preset(&["flashcard"], "card", "Flashcards", "+front*, back*", "cards"),
    preset(&["idea"], "idea", "Ideas", "+idea*, notes, tags", "cards"),
    preset(
        &["poll", "vote", "voting", "feature request"],
        "idea",
        "Vote",
        "+title*, description",
        "list votes",
    ),
    preset(&["project"], "project", "Projects", "+name*, status, deadline, notes", "cards"),
    preset(&["goal"], "goal", "Goals", "+goal*, target date, progress (%), done", "list"),
    preset(&["bug", "issue"], "issue", "Issues", "+title*, description, severity, status", "table search"),
    preset(&["member"], "member", "Members", "+name*, email, phone", "table search"),
];

/// The preset whose words stand first in the description, the longer of two at the same place.
pub(in super::super) fn find(text: &str) -> Option<&'static Preset> {
    let lower = text.to_lowercase();
    let mut best: Option<(usize, usize, &Preset)> = None;
    for preset in PRESETS {
        for word in preset.words {
            if let Some(at) = find_word(&lower, word) {
                let better = best.is_none_or(|(best_at, best_len, _)| {
                    at < best_at || (at == best_at && word.len() > best_len)
                });
                if better {
                    best = Some((at, word.len(), preset));
                }
            }
        }
    }
    best.map(|(_, _, preset)| preset)
}

/// The preset for a noun in the singular.
pub(in super::super) fn of_noun(noun: &str) -> Option<&'static Preset> {
    let last = noun.rsplit(' ').next().unwrap_or(noun);
    PRESETS
        .iter()
        .find(|preset| preset.words.contains(&noun))
        .or_else(|| PRESETS.iter().find(|preset| preset.words.contains(&last)))
        .or_else(|| {
            PRESETS.iter().find(|preset| {
                noun.contains(' ') && preset.words.contains(&noun.split(' ').next().unwrap_or(noun))
            })
        })
}

/// Where a word or its plural stands in the text, as whole words.
pub(in super::super) fn find_word(text: &str, word: &str) -> Option<usize> {
    let many = super::super::words::plural(word);
    text.match_indices(word).find_map(|(at, _)| {
        let starts = !text[..at].ends_with(|c: char| c.is_alphanumeric());
        let rest = &text[at..];
        let ends = |form: &str| {
            rest.starts_with(form) && !rest[form.len()..].starts_with(|c: char| c.is_alphanumeric())
        };
        (starts && (ends(word) || ends(&many))).then_some(at)
    })
}
