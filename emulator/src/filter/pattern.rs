//! Regular expressions.
//!
//! \[ours\] MongoDB uses PCRE; this uses the `regex-lite` crate: with `fancy-regex`, which is closer to PCRE, the emulator
//! would be two and a half times as large. They agree on what filters are commonly made of: literals, `.`, classes,
//! anchors, groups, alternatives, counted and lazy repetition, inline flags. They differ in this:
//! - What only PCRE has (look-around, back-references, atomic groups, `\p{…}`) is refused here with `400`.
//! - What PCRE refuses (`\u4e00`, which JavaScript has: write the letter itself, or `\x{4e00}`) is refused here too.
//! - The option `i` ignores the case of ASCII letters only.
//! - `$` does not match before a line break at the end.

use regex_lite::{Regex, RegexBuilder};

/// A compiled regular expression.
#[derive(Debug)]
pub struct Pattern(Regex);

impl Pattern {
    /// Compiles a pattern with the options `i`, `m`, `s` and `x`. \[vendor\] names `i`; the others are MongoDB's \[ours\].
    pub fn parse(pattern: &str, options: &str) -> Result<Self, String> {
        if let Some(unknown) = options.chars().find(|option| !"imsx".contains(*option)) {
            return Err(format!("unknown option {unknown:?} in $options; there are i, m, s and x"));
        }
        if let Some(escape) = escapes(pattern).find(|escape| "uULlN".contains(*escape)) {
            return Err(format!("PCRE does not know \\{escape}; write the character itself, or \\x{{…}}"));
        }
        let regex = RegexBuilder::new(pattern)
            .case_insensitive(options.contains('i'))
            .multi_line(options.contains('m'))
            .dot_matches_new_line(options.contains('s'))
            .ignore_whitespace(options.contains('x'))
            .build();
        regex.map(Self).map_err(|error| format!("not a regular expression that the emulator understands: {error}"))
    }

    /// Whether it is found anywhere in a text.
    pub fn is_in(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// The character after each backslash.
fn escapes(pattern: &str) -> impl Iterator<Item = char> {
    let mut rest = pattern.chars();
    std::iter::from_fn(move || {
        rest.find(|next| *next == '\\')?;
        rest.next()
    })
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    fn is_in(pattern: &str, options: &str, text: &str) -> Result<bool, String> {
        Pattern::parse(pattern, options).map(|pattern| pattern.is_in(text))
    }

    #[test]
    fn a_pattern_is_found_anywhere_unless_anchored() {
        assert_eq!(is_in("om", "", "Tom"), Ok(true));
        assert_eq!(is_in("^om", "", "Tom"), Ok(false));
        assert_eq!(is_in(r"^[\x{4e00}-\x{9fa5}]{2,4}$", "", "王小明"), Ok(true));
        assert_eq!(is_in(r"^\d+\.\w$", "", "12.a"), Ok(true));
        assert_eq!(is_in(r"a\\u", "", r"a\u"), Ok(true));
    }

    #[test]
    fn options_change_how_it_is_found() {
        assert_eq!(is_in("^tom$", "i", "TOM"), Ok(true));
        assert_eq!(is_in("^b$", "m", "a\nb"), Ok(true));
        assert_eq!(is_in("a.b", "s", "a\nb"), Ok(true));
        assert_eq!(is_in("a b # comment", "x", "ab"), Ok(true));
        assert_eq!(is_in("a", "g", "a").unwrap_err(), "unknown option 'g' in $options; there are i, m, s and x");
    }

    #[test]
    fn what_it_does_not_understand_is_refused() {
        for pattern in ["(", "[", "a{2,1}", "(?=a)", "(?<!a)b", r"(a)\1", r"\p{Han}", "(?>a)"] {
            let message = is_in(pattern, "", "a").unwrap_err();
            assert!(message.starts_with("not a regular expression that the emulator understands: "), "{message}");
        }
        let message = is_in(r"[\u4e00-\u9fa5]", "", "a").unwrap_err();
        assert_eq!(message, r"PCRE does not know \u; write the character itself, or \x{…}");
    }
}
