//! E-mail addresses: what is accepted as one, and when two are the same.

use unicode_normalization::UnicodeNormalization as _;

use super::profile::is_hidden;

/// An address is no longer than that, in bytes (RFC 5321 §4.5.3.1.3 with the erratum on it).
const MOST_BYTES: usize = 254;
const MOST_LOCAL_BYTES: usize = 64;

/// An e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Email {
    /// As the person wrote it, without blanks around it.
    pub(super) written: String,
    /// The form in which addresses are compared.
    pub(super) key: String,
}

impl Email {
    /// Reads an address; fails with a sentence for the person.
    ///
    /// The part before the `@` is compared without regard to case, although RFC 5321 §2.4 lets a
    /// host tell `Ann@` from `ann@`: none that people use does, and a second account by a slip of
    /// the shift key helps nobody.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        const SHAPE: &str = "This is not an e-mail address; one looks like name@example.com.";
        let text = text.trim();
        if text.is_empty() {
            return Err("An e-mail address is needed.");
        }
        if text.len() > MOST_BYTES {
            return Err("An e-mail address has at most 254 characters.");
        }
        let written: String = text.nfc().collect();
        let (local, domain) = written.rsplit_once('@').ok_or(SHAPE)?;
        if local.is_empty()
            || local.len() > MOST_LOCAL_BYTES
            || local.chars().any(is_special)
            || local.split('.').any(str::is_empty)
        {
            return Err(SHAPE);
        }
        let domain = domain_key(domain).ok_or(SHAPE)?;
        let local: String = local.to_lowercase().nfc().collect();
        let key = format!("{local}@{domain}");
        if written.len() > MOST_BYTES || key.len() > MOST_BYTES {
            return Err("An e-mail address has at most 254 characters.");
        }
        Ok(Self { written, key })
    }

    /// What stands before the `@`.
    pub(super) fn local_part(&self) -> &str {
        self.written.rsplit_once('@').map_or(&self.written, |(local, _)| local)
    }
}

/// Characters that mean something else in a header, or nothing to a reader's eye. Quoted names
/// (`"a b"@example.com`) are not accepted: nobody has one.
fn is_special(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || is_hidden(letter) || "@<>()[],;:\\\"".contains(letter)
}

/// A domain in ASCII and lower case (UTS #46); `None` where it is none.
fn domain_key(domain: &str) -> Option<String> {
    let Ok(url::Host::Domain(ascii)) = url::Host::parse(domain) else { return None };
    let is_label = |label: &str| {
        let inner = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        inner && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    let named = ascii == "localhost" || ascii.contains('.');
    // An address such as `name@%65xample.com` is none, although a URL may be written so.
    (named && !domain.contains('%') && ascii.split('.').all(is_label)).then_some(ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> String {
        Email::parse(text).expect("an address").key
    }

    #[test]
    fn what_was_written_is_kept() {
        let email = Email::parse("  Ann.Lee@Example.COM ").expect("an address");
        assert_eq!(email.written, "Ann.Lee@Example.COM");
        assert_eq!(email.key, "ann.lee@example.com");
    }

    #[test]
    fn spellings_of_one_address_are_the_same() {
        // A letter with its accent apart, or in one character.
        assert_eq!(key("jose\u{301}@example.com"), key("JOSÉ@example.com"));
        assert_eq!(key("ann@bücher.example"), key("ann@XN--BCHER-KVA.example"));
        assert_eq!(key("ann@localhost"), "ann@localhost");
        assert_ne!(key("ann+work@example.com"), key("ann@example.com"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long_local = format!("{}@example.com", "a".repeat(65));
        let long = format!("a@{}.com", "example.".repeat(40));
        let grows_as_ascii = format!("{}@{}.de", "a".repeat(60), "ü".repeat(40) + "." + &"ü".repeat(40));
        for wrong in [
            "",
            "  ",
            "ann",
            "@example.com",
            "ann@",
            "ann@example",
            "ann@@example.com",
            "ann@b@example.com",
            "ann lee@example.com",
            "ann@exam ple.com",
            "ann@example..com",
            "ann@example.com.",
            "ann@-example.com",
            "ann@exa_mple.com",
            "ann@127.0.0.1",
            "ann@[::1]",
            "ann@%65xample.com",
            ".ann@example.com",
            "ann..lee@example.com",
            "Ann <ann@example.com>",
            "ann@example.com\nbcc: all@example.com",
            "ann\u{200b}@example.com",
            "ann\u{202e}@example.com",
            "ann@example.com/path",
            &long_local,
            &long,
            &grows_as_ascii,
        ] {
            assert!(Email::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
