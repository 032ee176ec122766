//! Places among siblings that never run out: texts of which another always fits between two.
//!
//! The digits are those of base 62 in the order of their bytes, so that texts compare as they are. None
//! ends in the lowest digit, so there is room in front of each. The idea is D. Greenspan's in
//! "Implementing Fractional Indexing" (2020).

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// The longest place that is taken for one.
pub const MAX_LENGTH: usize = 200;

/// Whether a text is a place.
pub fn is_valid(order: &str) -> bool {
    (1..=MAX_LENGTH).contains(&order.len())
        && !order.ends_with('0')
        && order.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A place behind another; a first one where there is none yet.
pub fn after(last: Option<&str>) -> String {
    let Some(last) = last else { return "V".to_owned() };
    // The first digit that can grow does; what is behind it need not be kept.
    for (at, byte) in last.bytes().enumerate() {
        let digit = value(byte);
        if digit < 61 {
            let mut next = last[..at].to_owned();
            next.push(char::from(DIGITS[digit + 1]));
            return next;
        }
    }
    format!("{last}V")
}

/// A place behind one and before another; where they leave no room, behind the first.
pub fn between(low: Option<&str>, high: Option<&str>) -> String {
    let low = low.unwrap_or_default();
    let Some(high) = high.filter(|high| *high > low && !high.ends_with('0')) else {
        return after(Some(low).filter(|low| !low.is_empty()));
    };
    let (low, high) = (low.as_bytes(), high.as_bytes());
    let mut place = String::new();
    let mut bounded = true;
    for at in 0.. {
        let least = low.get(at).map_or(0, |byte| value(*byte));
        let most = if bounded { high.get(at).map_or(62, |byte| value(*byte)) } else { 62 };
        if most > least + 1 {
            place.push(char::from(DIGITS[usize::midpoint(least, most)]));
            break;
        }
        place.push(char::from(DIGITS[least]));
        bounded = bounded && least == most;
    }
    place
}

fn value(byte: u8) -> usize {
    DIGITS.binary_search(&byte).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_room() {
        let mut places = vec!["V".to_owned()];
        let mut seed = 7_usize;
        for _ in 0..2_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (seed >> 33) % (places.len() + 1);
            let low = at.checked_sub(1).map(|at| places[at].as_str());
            let place = between(low, places.get(at).map(String::as_str));
            assert!(is_valid(&place), "{place}");
            places.insert(at, place);
        }
        assert!(places.is_sorted() && places.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(places.iter().map(String::len).max() < Some(40));
    }

    #[test]
    fn places_at_the_end_stay_short() {
        let mut last = after(None);
        for _ in 0..1_000 {
            let next = after(Some(&last));
            assert!(next > last && is_valid(&next));
            last = next;
        }
        assert!(last.len() < 40, "{last}");
    }

    #[test]
    fn what_is_no_place_is_told() {
        for wrong in ["", "0", "a0", "a-b", "ä", &"a".repeat(300)] {
            assert!(!is_valid(wrong), "{wrong}");
        }
    }
}
