//! Places among siblings as text: between any two there is room for another.
//!
//! A key is a fraction in base 62, written without its point, that does not end in the lowest
//! digit; keys compare by their bytes. Appending costs about one digit for every thirty keys.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A key after this one, or any key.
pub fn after(key: Option<&str>) -> String {
    between(key, None)
}

/// A key between two others; nothing stands for either end. Keys that are out of order, or hold
/// other characters, are read as well as they can be: the answer then comes after the lower one.
pub fn between(low: Option<&str>, high: Option<&str>) -> String {
    let low: Vec<usize> = digits(low.unwrap_or_default());
    let high: Option<Vec<usize>> = high.map(digits).filter(|high| *high > low);
    let mut out: Vec<usize> = Vec::new();
    let mut bound = high.as_deref();
    for at in 0.. {
        let from = low.get(at).copied().unwrap_or(0);
        let to = bound.map_or(62, |high| high.get(at).copied().unwrap_or(0));
        if to > from + 1 {
            // Appending takes the next digit, so that many keys in a row stay short.
            let step = if bound.is_none() && !low.is_empty() && from > 0 { 1 } else { (to - from) / 2 };
            out.push(from + step.max(1));
            break;
        }
        out.push(from);
        if to > from {
            bound = None;
        }
    }
    out.into_iter().map(|digit| char::from(DIGITS[digit.min(61)])).collect()
}

fn digits(key: &str) -> Vec<usize> {
    let mut digits: Vec<usize> = key
        .bytes()
        .map(|byte| DIGITS.iter().position(|digit| *digit == byte).unwrap_or(0))
        .collect();
    while digits.last() == Some(&0) {
        digits.pop();
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_however_they_are_made() {
        // A small generator of its own: the test needs no chance from outside.
        let mut seed = 0x2545_f491_4f6c_dd1d_u64;
        let mut keys: Vec<String> = vec![after(None)];
        for _ in 0..2_000 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let at = usize::try_from(seed % (keys.len() as u64 + 1)).unwrap();
            let low = at.checked_sub(1).map(|at| keys[at].clone());
            let key = between(low.as_deref(), keys.get(at).map(String::as_str));
            keys.insert(at, key);
        }
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(keys.iter().all(|key| !key.ends_with('0') && !key.is_empty()));
    }

    #[test]
    fn both_ends_take_many() {
        let (mut last, mut first) = (after(None), after(None));
        for _ in 0..1_000 {
            let next = after(Some(&last));
            assert!(next > last);
            last = next;
            let before = between(None, Some(&first));
            assert!(before < first);
            first = before;
        }
        assert!(last.len() < 40, "{}", last.len());
        assert!(first.len() < 400, "{}", first.len());
    }
}
