//! What holds for every change.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::{
    super::{
        super::element::{Drawing, Element},
        Change, Revision, draw, revise,
    },
    counter, faults, words,
};

fn drawing(prompt: &str) -> Drawing {
    let made = draw(prompt, None, &mut counter());
    Drawing { name: made.name, width: made.width, height: made.height, elements: made.elements }
}

fn change(prompt: &str, drawing: &Drawing) -> (Revision, Drawing) {
    // No identity is ever given twice.
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let revision = revise(prompt, drawing, &mut || format!("n{}", NEXT.fetch_add(1, Ordering::Relaxed)));
    let after = apply(drawing, &revision);
    (revision, after)
}

/// Applies changes as a document would: in order, refusing what does not fit.
fn apply(drawing: &Drawing, revision: &Revision) -> Drawing {
    let mut all: Vec<Element> = drawing.elements.clone();
    for change in &revision.changes {
        match change {
            Change::Add(element) => {
                assert!(all.iter().all(|other| other.id != element.id), "{} twice", element.id);
                assert!(
                    element.parent.as_ref().is_none_or(|parent| all.iter().any(|other| other.id == *parent))
                );
                all.push(element.clone());
            }
            Change::Set { id, x, y, width, height, props } => {
                let element = all.iter_mut().find(|element| element.id == *id).unwrap();
                element.x = x.unwrap_or(element.x);
                element.y = y.unwrap_or(element.y);
                element.width = width.unwrap_or(element.width);
                element.height = height.unwrap_or(element.height);
                for (name, value) in props {
                    if value.is_null() {
                        drop(element.props.remove(name));
                    } else {
                        drop(element.props.insert(name.clone(), value.clone()));
                    }
                }
            }
            Change::Move { id, parent, order } => {
                let element = all.iter_mut().find(|element| element.id == *id).unwrap();
                element.parent.clone_from(parent);
                element.order.clone_from(order);
            }
            Change::Remove { id } => {
                let mut gone = vec![id.clone()];
                while let Some(id) = gone.pop() {
                    gone.extend(
                        all.iter()
                            .filter(|element| element.parent.as_deref() == Some(&id))
                            .map(|element| element.id.clone()),
                    );
                    all.retain(|element| element.id != id);
                }
            }
        }
    }
    let (width, height) = revision.canvas.unwrap_or((drawing.width, drawing.height));
    let after = Drawing { name: drawing.name.clone(), width, height, elements: all };
    let elements = after.elements.clone();
    let parents = super::super::revise::parents_first(&elements).into_iter().cloned().collect();
    Drawing { elements: parents, ..after }
}

/// Rules that hold after every change; siblings may have any order among themselves.
fn broken(drawing: &Drawing) -> Vec<String> {
    faults(&drawing.elements, drawing.width, drawing.height)
        .into_iter()
        .filter(|fault| !fault.contains("out of order"))
        .collect()
}

const SCREENS: &[&str] = &[
    "A dashboard for a bakery with revenue, orders, customers, a line chart of sales and a table of recent orders",
    "Landing page for Fernly, a plant care app, with features, pricing and FAQ",
    "Contact form with name, email and message",
    "Kanban board with columns Backlog, In progress, Review and Done",
    "Settings page with profile, notifications, billing and security",
    "A table of orders with customer, total and status",
    "Login screen for Fernly with Google and GitHub",
    "Online shop for plants with categories Indoor, Outdoor and Pots",
    "Chat app with conversations on the left",
    "profile of a freelance designer with skills, portfolio and reviews",
];

const REQUESTS: &[&str] = &[
    "add a search bar at the top",
    "add a testimonials section",
    "add a newsletter at the bottom",
    "make it three columns",
    "make it two columns",
    "remove the sidebar",
    "remove the table",
    "remove the footer",
    "add a field phone",
    "add fields for company and job title",
    "add an Export button",
    "add a \"Delete account\" button",
    "make the button red",
    "move the chart below the table",
    "move the table to the top",
    "add a bar chart of visitors",
    "add a stat Churn",
    "add Reports to the sidebar",
    "add a column Phone",
    "add a table of suppliers with name, city and phone above the footer",
    "make it mobile",
    "make it work on a tablet",
    "make the heading bigger",
    "make the chart taller",
    "duplicate the first card",
    "swap the chart and the table",
    "add a progress bar",
    "add a map",
    "add a list of recent visitors",
    "remove the last button",
    "add a paragraph saying \"We are closed in August\"",
    "add a FAQ",
    "add a card called Tips",
    "remove all buttons",
    "rename Overview to Home",
    "add a calendar next to the chart",
    "add a divider",
    "dark mode please",
    "asdf qwer",
];

#[test]
fn every_change_keeps_the_rules() {
    let mut wrong = Vec::new();
    for screen in SCREENS {
        let before = drawing(screen);
        for request in REQUESTS {
            let (revision, after) = change(request, &before);
            assert!(!revision.said.is_empty());
            let faults = broken(&after);
            if !faults.is_empty() {
                wrong.push(format!(
                    "{screen} / {request}\n    {}",
                    faults[..faults.len().min(3)].join("\n    ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} broken:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn changes_follow_each_other() {
    let mut wrong = Vec::new();
    for (at, screen) in SCREENS.iter().enumerate() {
        let mut now = drawing(screen);
        for step in 0..12 {
            let request = REQUESTS[(at * 7 + step * 5) % REQUESTS.len()];
            let (_, after) = change(request, &now);
            let faults = broken(&after);
            if !faults.is_empty() {
                wrong.push(format!(
                    "{screen} / step {step}: {request}\n    {}",
                    faults[..faults.len().min(3)].join("\n    ")
                ));
                break;
            }
            now = after;
        }
    }
    assert!(wrong.is_empty(), "{} broken:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_stays_keeps_its_identity() {
    for screen in SCREENS {
        let before = drawing(screen);
        for request in [
            "add a search bar at the top",
            "make it mobile",
            "make it three columns",
            "add a testimonials section",
        ] {
            let (revision, after) = change(request, &before);
            let old: HashMap<&str, &Element> = before.elements.iter().map(|e| (e.id.as_str(), e)).collect();
            let removed =
                revision.changes.iter().filter(|change| matches!(change, Change::Remove { .. })).count();
            assert!(removed <= 1, "{screen} / {request}: {removed} removed");
            for element in &after.elements {
                if let Some(was) = old.get(element.id.as_str()) {
                    assert_eq!(was.component, element.component);
                    assert_eq!(was.parent, element.parent);
                }
            }
        }
    }
}

#[test]
fn requests_do_what_they_say() {
    // screen, request, what is there afterwards, what is not.
    let cases: &[(usize, &str, &[&str], &[&str])] = &[
        (0, "add a search bar at the top", &["@searchbar"], &[]),
        (0, "remove the sidebar", &["@table"], &["@sidebar"]),
        (0, "rename Revenue to Turnover", &["turnover"], &["revenue\n"]),
        (
            0,
            "Please rename \"Recent orders\" to \"Latest sales\" and remove the chart",
            &["latest sales"],
            &["@chart"],
        ),
        (0, "add a stat Churn", &["churn"], &[]),
        (0, "add Reports and remove the table", &["reports"], &["@table"]),
        (0, "add a pie chart of sources below the table", &["sources", "pie"], &[]),
        (0, "make the chart a bar chart", &["bar"], &[]),
        (1, "add a testimonials section", &["@testimonial"], &[]),
        (1, "add a plan Enterprise at $99", &["enterprise", "$99"], &[]),
        (1, "remove the FAQ", &["@pricing"], &["@faq"]),
        (1, "remove the pricing and the footer", &["@faq"], &["@pricing", "@footer"]),
        (1, "add a newsletter, a team section and logos", &["@newsletter", "@teamgrid", "@logocloud"], &[]),
        (2, "add a field phone", &["phone"], &[]),
        (2, "add fields for company and job title", &["company", "job title"], &[]),
        (2, "add a phone field after the email field", &["phone"], &[]),
        (2, "make the button red", &["danger"], &[]),
        (2, "remove the message field", &["@input"], &["@textarea"]),
        (2, "change the button to \"Submit request\"", &["submit request"], &[]),
        (3, "add a column Blocked", &["blocked"], &[]),
        (3, "remove the Review column", &["backlog", "done"], &["\nreview\n"]),
        (3, "rename Backlog to Ideas", &["ideas"], &["backlog"]),
        (4, "add a switch for dark mode", &["dark mode", "@switch"], &[]),
        (5, "add a column Phone", &["phone"], &[]),
        (5, "remove the status column", &["customer", "total"], &["\nstatus"]),
        (5, "add a date range picker and an Export button", &["@datepicker", "export"], &[]),
        (5, "add Reports to the sidebar", &["reports"], &[]),
        (6, "add a \"Continue with Apple\" button", &["continue with apple"], &[]),
        (6, "remove the Google button", &["github"], &["google"]),
        (7, "make it three columns", &["@productcard"], &[]),
        (9, "make it mobile", &["@avatar"], &["@sidebar"]),
    ];
    let mut wrong = Vec::new();
    for (screen, request, there, gone) in cases {
        let before = drawing(SCREENS[*screen]);
        let (revision, after) = change(request, &before);
        let words = words(&after.elements);
        for word in *there {
            if !words.contains(word) {
                wrong.push(format!("{} / {request}: no {word} ({})", SCREENS[*screen], revision.said));
            }
        }
        for word in *gone {
            if words.contains(word) {
                wrong.push(format!("{} / {request}: still {word} ({})", SCREENS[*screen], revision.said));
            }
        }
        if revision.changes.is_empty() {
            wrong.push(format!("{} / {request}: nothing changed ({})", SCREENS[*screen], revision.said));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn places_are_kept() {
    let before = drawing(SCREENS[0]);
    let top = |drawing: &Drawing, component: &str| {
        drawing.elements.iter().find(|e| e.component == component).map(|e| drawing.position(e).1).unwrap()
    };
    assert!(top(&before, "Chart") < top(&before, "Table"));
    let (_, after) = change("move the chart below the table", &before);
    assert!(top(&after, "Chart") > top(&after, "Table"));
    let (_, after) = change("add a search bar at the top", &before);
    assert!(top(&after, "SearchBar") < top(&after, "Stat"));
    // What the request does not concern has not moved.
    let (revision, _) = change("make the button red", &drawing(SCREENS[2]));
    assert_eq!(revision.changes.len(), 1);
}

#[test]
fn what_cannot_be_done_is_said() {
    let before = drawing(SCREENS[0]);
    for request in
        ["dark mode please", "make the fonts nicer", "add a hover animation", "remove the spaceship", ""]
    {
        let (revision, after) = change(request, &before);
        assert!(revision.changes.is_empty(), "{request}: {:?}", revision.said);
        assert!(!revision.said.is_empty());
        assert_eq!(after.elements.len(), before.elements.len());
    }
}
