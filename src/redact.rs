//! Takes secrets out of a text, however JSON spells them, and JSON within JSON.

use crate::json::surrogates;

/// Stands where a secret stood.
const REDACTED: &str = "[redacted]";

/// How often a text may have been escaped: a server that refuses a body may repeat it as a text within its own JSON.
const MAX_ESCAPES: u32 = 2;

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
            Some(_) => redacted.push_str(REDACTED),
            None => redacted.push(character),
        }
        rest = after(rest, longest.unwrap_or(character.len_utf8()));
    }
    redacted
}

/// What follows the first `bytes` of `text`.
fn after(text: &str, bytes: usize) -> &str {
    text.get(bytes..).unwrap_or_default()
}

/// How many bytes `secret` takes up at the beginning of `text`, if it stands there.
fn length_of(secret: &str, text: &str) -> Option<usize> {
    if secret.is_empty() {
        return None;
    }
    if text.starts_with(secret) {
        return Some(secret.len());
    }
    (1..=MAX_ESCAPES).find_map(|escapes| {
        let mut rest = text;
        for expected in secret.chars() {
            let (character, length) = unescape(rest, escapes)?;
            if character != expected {
                return None;
            }
            rest = after(rest, length);
        }
        Some(text.len() - rest.len())
    })
}

/// The first character that a text says which was escaped so often, and how many bytes it takes to say it.
fn unescape(text: &str, escapes: u32) -> Option<(char, usize)> {
    let Some(inner) = escapes.checked_sub(1) else {
        let first = text.chars().next()?;
        return Some((first, first.len_utf8()));
    };
    let (first, length) = unescape(text, inner)?;
    if first != '\\' {
        return Some((first, length));
    }
    let (kind, more) = unescape(after(text, length), inner)?;
    let escaped = match kind {
        'u' => return unescape_unicode(text, inner),
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        other => other,
    };
    Some((escaped, length + more))
}

/// Reads `\uXXXX`, or two of them that are one character.
fn unescape_unicode(text: &str, inner: u32) -> Option<(char, usize)> {
    let (first, length) = unit(text, inner)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, length));
    }
    let (second, more) = unit(after(text, length), inner)?;
    Some((surrogates(first, second)?, length + more))
}

/// Reads one `\uXXXX`.
fn unit(text: &str, inner: u32) -> Option<(u16, usize)> {
    let (mut unit, mut length) = (0, 0);
    for place in 0..6 {
        let (character, more) = unescape(after(text, length), inner)?;
        length += more;
        match place {
            0 => (character == '\\').then_some(())?,
            1 => (character == 'u').then_some(())?,
            _ => unit = unit << 4 | character.to_digit(16)? as u16,
        }
    }
    Some((unit, length))
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
    fn a_secret_is_hidden_in_a_text_within_a_text() {
        let once = |text: &str| crate::Json::from(text).to_string().trim_matches('"').to_owned();
        for secret in ["p\"w\\d/密😀", "a\nb", "plain"] {
            assert_eq!(hide(&format!("1 {} 2", once(&once(secret))), &[secret]), "1 [redacted] 2", "{secret}");
        }
        let ascii = r#"p\\u0022w\\u005cd\\/\\u5bc6\\ud83d\\ude00"#;
        assert_eq!(hide(ascii, &["p\"w\\d/密😀"]), "[redacted]");
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
