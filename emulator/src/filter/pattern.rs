//! Regular expressions.
//!
//! [ours] MongoDB uses PCRE; this uses the `regex-lite` crate. They agree on what filters are commonly made of:
//! literals, `.`, classes, anchors, groups, alternatives, counted and lazy repetition, inline flags. They differ
//! in that look-around, back-references, atomic groups and `\p{…}` are refused here with `400`, and that case is
//! ignored for ASCII letters only.

use regex_lite::{Regex, RegexBuilder};

/// A compiled regular expression.
#[derive(Debug)]
pub struct Pattern(Regex);

impl Pattern {
    /// Compiles a pattern with the options `i`, `m`, `s` and `x`. [vendor] names `i`; the others are MongoDB's [ours].
    pub fn parse(pattern: &str, options: &str) -> Result<Self, String> {
        if let Some(unknown) = options.chars().find(|option| !"imsx".contains(*option)) {
            return Err(format!("unknown option {unknown:?} in $options; there are i, m, s and x"));
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
