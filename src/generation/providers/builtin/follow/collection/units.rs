//! Units and currencies.

use super::super::super::describe::features;
use super::super::super::describe::lexicon;
use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Field, FieldKind};
use super::super::super::words::alike;
use super::Done;

/// "use pounds instead of kg", "show the price in euros".
pub(super) fn units(all: &mut [Field], clause: &str) -> Done {
    if pattern!(r"^(?:add|include|track|record|store|also|log|note|have)\b").is_match(clause) {
        return None;
    }
    if pattern!(r"\bcurrency\b|^(?:use|in|switch to|with|show (?:it|them|everything|prices|amounts|money) in)(?: [a-z$€£]+){1,3}$").is_match(clause)
        && !clause.contains("instead")
        && let Some(code) = lexicon::currency_in(clause)
    {
        let mut done = Vec::new();
        for field in all.iter_mut() {
            if let FieldKind::Money { currency } | FieldKind::Positions { currency, .. } | FieldKind::Formula { currency, .. } =
                &mut field.kind
                && !currency.is_empty()
            {
                code.clone_into(currency);
                done.push(format!("{} is in {code}", field.label));
            }
        }
        return (!done.is_empty()).then_some(done);
    }
    let found = pattern!(r"\b(?:use|show|in|to|switch to|with|display)\s+(?:the )?(?:\w+ in )?([\w°%€$£]+)\s+(?:instead of|rather than|not)\s+([\w°%€$£]+)").captures(clause);
    if let Some(found) = &found {
        let (new, old) = (group(found, 1), group(found, 2));
        let old_unit = lexicon::unit(old).unwrap_or(old).to_owned();
        let mut done = Vec::new();
        for field in all.iter_mut() {
            match &mut field.kind {
                FieldKind::Number { unit, .. } if alike(unit, &old_unit) || alike(unit, old) => {
                    lexicon::unit(new).unwrap_or(new).clone_into(unit);
                    done.push(format!("{} is in {unit}", field.label));
                }
                FieldKind::Money { currency } | FieldKind::Positions { currency, .. }
                    if lexicon::currency(old).is_some() =>
                {
                    if let Some(code) = lexicon::currency(new) {
                        code.clone_into(currency);
                        done.push(format!("{} is in {code}", field.label));
                    }
                }
                _ => {}
            }
        }
        return (!done.is_empty()).then_some(done);
    }
    let found = pattern!(r"^(?:use|in|switch to|change (?:the |it |everything )?(?:currency |unit )?to|show (?:the |all )?(?:\w+ )?in|the currency (?:should be|is)|(?:make )?(?:the )?([\w ]+?) (?:should be |to be |be )?in)\s+([\w°%€$£]+(?: sterling)?)$").captures(clause)?;
    let code = lexicon::currency(group(&found, 2)).or_else(|| lexicon::currency_in(clause));
    let target = features::find_in(all, group(&found, 1)).map(|f| f.id.clone());
    let unit_name = lexicon::unit(group(&found, 2));
    let mut done = Vec::new();
    for field in all.iter_mut().filter(|f| target.is_none() || Some(&f.id) == target.as_ref()) {
        match (&mut field.kind, code, unit_name) {
            (FieldKind::Money { currency } | FieldKind::Positions { currency, .. }, Some(code), _) => {
                code.clone_into(currency);
                done.push(format!("{} is in {code}", field.label));
            }
            (FieldKind::Number { unit, .. }, _, Some(name)) if target.is_some() => {
                name.clone_into(unit);
                done.push(format!("{} is in {name}", field.label));
            }
            _ => {}
        }
    }
    (!done.is_empty()).then_some(done)
}
