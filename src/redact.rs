//! Takes secrets out of a text, however JSON spells them.

/// Stands where a secret stood.
const REDACTED: &str = "[redacted]";

/// The part of `text` that begins in its first `bytes`, with every one of `secrets` taken out: as it is, and with any of
/// its characters escaped as JSON allows (`\/`, `\u003c`, `\u5BC6`).
pub(crate) fn redact(text: &str, secrets: &[String], bytes: usize) -> String {
    let mut redacted = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if text.len() - rest.len() >= bytes {
            break;
        }
        let longest = secrets.iter().filter_map(|secret| length_of(secret, rest)).max();
        match longest {
            Some(length) => {
                redacted.push_str(REDACTED);
                rest = &rest[length..];
            }
            None => {
                redacted.push(character);
                rest = &rest[character.len_utf8()..];
            }
        }
    }
    redacted
}

/// How many bytes `secret` takes up at the beginning of `text`, if it stands there.
fn length_of(secret: &str, text: &str) -> Option<usize> {
    if secret.is_empty() {
        return None;
    }
    if text.starts_with(secret) {
        return Some(secret.len());
    }
    let mut rest = text;
    for expected in secret.chars() {
        let (character, length) = unescape(rest)?;
        if character != expected {
            return None;
        }
        rest = &rest[length..];
    }
    Some(text.len() - rest.len())
}

/// The first character that JSON text says, and how many bytes it takes to say it.
fn unescape(text: &str) -> Option<(char, usize)> {
    let mut characters = text.chars();
    let first = characters.next()?;
    if first != '\\' {
        return Some((first, first.len_utf8()));
    }
    let escaped = match characters.next()? {
        'u' => return unescape_unicode(text),
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        other => other,
    };
    Some((escaped, 1 + text[1..].chars().next()?.len_utf8()))
}

/// Reads `\uXXXX`, or two of them that are one character.
fn unescape_unicode(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let first = unit(0)?;
    let units = [first, unit(6).unwrap_or(0)];
    let character = char::decode_utf16(units).next()?.ok()?;
    Some((character, 6 * character.len_utf16()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hide(text: &str, secrets: &[&str]) -> String {
        redact(text, &secrets.iter().map(|secret| (*secret).to_owned()).collect::<Vec<_>>(), usize::MAX)
    }

    #[test]
    fn a_secret_is_hidden_however_json_spells_it() {
        for text in ["a/b<密😀", r"a\/b<密😀", r"a\/b\u003c\u5BC6\ud83d\ude00", r"\u0061/b\u003C\u5bc6\uD83D\uDE00"]
        {
            assert_eq!(hide(&format!("1 {text} 2"), &["a/b<密😀"]), "1 [redacted] 2", "{text}");
        }
        for text in ["p\"\\n\t", r#"p\"\\n\t"#, r"p\u0022\u005cn\u0009"] {
            assert_eq!(hide(text, &["p\"\\n\t"]), "[redacted]", "{text}");
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        assert_eq!(hide(r"plain \u00e9 \ud83d \u12 \", &["secret", ""]), r"plain \u00e9 \ud83d \u12 \");
        assert_eq!(hide("secre secret secret2", &["secret"]), "secre [redacted] [redacted]2");
    }

    #[test]
    fn the_beginning_of_a_text_ends_with_no_half_of_a_secret() {
        let secrets = ["secret".to_owned()];
        assert_eq!(redact("12 secret 3", &secrets, 5), "12 [redacted]");
        assert_eq!(redact("12 secret 3", &secrets, 3), "12 ");
    }
}
