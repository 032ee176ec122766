//! The doors of an app: login, sign up, forgotten passwords.

use crate::generation::providers::builtin::{
    pattern::{group, pattern},
    reading::{Holds, Named},
};

use super::{
    super::{
        blocks::{heading, input, link, text, wide_button},
        brief::{Brief, Item, Kind, Part, capitalised},
        content,
        layout::{Align, Block},
    },
    centred, rest,
};

/// Login, sign up or a forgotten password, by the brief's kind.
pub(super) fn entry(brief: &mut Brief) -> Block {
    let (title, lead, action) = match brief.kind {
        Kind::Register => ("Create your account", "It takes less than a minute.", "Create account"),
        Kind::Forgot => reset_words(brief),
        _ => ("Welcome back", "Log in to go on.", "Log in"),
    };
    let asked = brief.take_all(Part::Button);
    let providers = providers(brief);
    let face =
        brief.take_named(pattern!(r"\b(?:face id|touch id|fingerprint|passkey|magic link|biometric\w*)\b"));
    let remember = brief.take_named(pattern!(r"\bremember me\b|\bstay (?:logged|signed) in\b"));
    let forgotten = brief.take_where(|item| {
        [&item.label, &item.words].iter().any(|words| pattern!(r"\bforgot(?:ten)?\b").is_match(words))
    });
    let forgot = !forgotten.is_empty() || brief.kind == Kind::Login;
    let _ = brief.take_named(pattern!(r"^(?:log ?in|sign ?in|sign ?up|register)\b.*\blink\b"));
    let name = brief.name();
    let mut inside = vec![heading(&name, 3), heading(title, 1), text(lead, "muted")];
    if name == "Your brand" {
        inside.remove(0);
    }
    let mut above = vec![Block::column(inside).gap(8.0)];
    above.extend(fields(brief));
    if forgot && brief.kind == Kind::Login {
        let left = Block::leaf("Checkbox", 24.0)
            .prop("label", remember.as_ref().map_or("Remember me", |item| item.label.as_str()));
        above.push(Block::row(vec![left, link("Forgot password?").prop("align", "right")]));
    }
    above.push(wide_button(asked.first().map_or(action, |item| item.label.as_str()), "primary"));
    if let Some(face) = &face {
        above.push(wide_button(&format!("Use {}", face.label), "secondary"));
    }
    if !providers.is_empty() {
        above.push(Block::leaf("Divider", 16.0).prop("label", "or"));
        above.extend(providers.iter().map(|name| wide_button(&format!("Continue with {name}"), "secondary")));
    }
    above.extend(asked.iter().skip(1).map(|item| wide_button(&item.label, "secondary")));
    above.extend(rest(brief));
    let other = match brief.kind {
        Kind::Register => "Log in instead",
        Kind::Forgot => "Back to log in",
        _ => "Create an account",
    };
    above.push(Block::column(vec![link(other).prop("align", "center")]).align(Align::Centre));
    centred(brief, if brief.phone() { 358.0 } else { 440.0 }, above)
}

fn reset_words(brief: &Brief) -> (&'static str, &'static str, &'static str) {
    if brief.says(pattern!(r"\b(?:new|confirm) password\b")) {
        ("Choose a new password", "Use at least 12 characters.", "Save password")
    } else {
        ("Forgot your password?", "We send you a link to choose another one.", "Send link")
    }
}

/// Accounts elsewhere that people can come with.
fn providers(brief: &mut Brief) -> Vec<String> {
    let pattern = pattern!(
        r"\b(?-i:(Google|Git[Hh]ub|Apple|Facebook|Microsoft|LinkedIn|Twitter|X|SSO|GitLab|Slack|Discord))\b|\b(single sign-?on|social (?:login|buttons))\b"
    );
    let found: Vec<String> = pattern
        .all(&brief.text)
        .iter()
        .map(|found| if group(found, 1).is_empty() { "SSO".to_owned() } else { group(found, 1).to_owned() })
        .collect();
    let lower_case = pattern!(r"\b(google|github|apple|facebook|microsoft|linkedin)\b")
        .all(&brief.text)
        .iter()
        .map(|found| capitalised(group(found, 1)))
        .map(|name| if name == "Github" { "GitHub".to_owned() } else { name })
        .collect::<Vec<_>>();
    let mut names: Vec<String> = Vec::new();
    for name in found.into_iter().chain(lower_case) {
        if !names.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
            names.push(name);
        }
    }
    let taken = names.clone();
    let _ = brief.take_where(|item| {
        let lower = item.label.to_lowercase();
        pattern!(r"^social\b|^sso\b").is_match(&lower)
            || taken
                .iter()
                .any(|name| lower.contains(&name.to_lowercase()) && item.label.split(' ').count() < 5)
    });
    names
}

fn fields(brief: &mut Brief) -> Vec<Block> {
    let usual: &[&str] = match brief.kind {
        Kind::Register => &["Name", "Email", "Password"],
        Kind::Forgot if brief.says(pattern!(r"\b(?:new|confirm) password\b")) => {
            &["New password", "Confirm password"]
        }
        Kind::Forgot => &["Email"],
        _ => &["Email", "Password"],
    };
    let named: Vec<Item> = brief.take_where(|item| {
        matches!(
            item.part,
            Part::Named
                | Part::Form
                | Part::Checkbox
                | Part::Dropdown
                | Part::Fields
                | Part::Upload
                | Part::Avatar
        )
    });
    let mut words: Vec<String> = Vec::new();
    for item in named {
        let holding = matches!(item.part, Part::Form | Part::Fields);
        if holding {
            words.extend(item.members.iter().map(|name| capitalised(name)));
        } else if item.part == Part::Named && item.label.split(' ').count() > 6 {
            brief.items.push(item);
        } else {
            words.push(if item.words.contains('(') { capitalised(&item.words) } else { item.label.clone() });
        }
    }
    for (at, usual) in usual.iter().enumerate() {
        let known = words.iter().any(|word| {
            let lower = word.to_lowercase();
            let usual = usual.to_lowercase();
            lower.contains(&usual)
                || usual == "email" && pattern!(r"\b(?:user ?name|phone|e-mail)\b").is_match(&lower)
        });
        if !known {
            words.insert(at.min(words.len()), (*usual).to_owned());
        }
    }
    words
        .iter()
        .map(|words| {
            let field = content::field(words, "form");
            let email = field.label.to_lowercase() == "email";
            input(&Named { holds: if email { Holds::Email } else { field.holds }, ..field })
        })
        .collect()
}
