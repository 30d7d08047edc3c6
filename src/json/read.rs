//! Text → [`Json`].

use super::{Json, Number};
use std::fmt;

/// Values nested deeper are refused, so that hostile text cannot exhaust the stack.
const MAX_DEPTH: usize = 128;

/// Where a text stops being JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Bytes from the beginning of the text.
    pub offset: usize,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not JSON at byte {}", self.offset)
    }
}

impl std::error::Error for ReadError {}

/// Reads JSON text.
///
/// ```
/// use minapp_users::json;
///
/// assert_eq!(json::read("[1.50]").unwrap().to_string(), "[1.50]");
/// assert_eq!(json::read("[1,").unwrap_err().offset, 3);
/// ```
///
/// # Errors
/// The offset of the first byte that is not JSON, or at which values nest more than 128 deep.
pub fn read(text: &str) -> Result<Json, ReadError> {
    Reader { text, at: 0, foreign: false }.document()
}

/// Reads the text that the JavaScript side makes of a caller's arguments: JSON in which `!"…"` stands for a value that
/// JSON cannot say.
#[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
pub(crate) fn read_arguments(text: &str) -> Result<Json, ReadError> {
    Reader { text, at: 0, foreign: true }.document()
}

/// Reads a number that is all of the text.
pub(crate) fn read_number(text: &str) -> Option<Number> {
    let mut reader = Reader { text, at: 0, foreign: false };
    match reader.number() {
        Ok(Json::Number(number)) if reader.at == text.len() => Some(number),
        _ => None,
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    foreign: bool,
}

/// A string's text, and whether it is well-formed Unicode.
struct Text {
    value: String,
    is_well_formed: bool,
}

impl Reader<'_> {
    fn document(mut self) -> Result<Json, ReadError> {
        let value = self.value(0)?;
        self.skip_space();
        if self.at == self.text.len() { Ok(value) } else { self.fail() }
    }

    fn fail<T>(&self) -> Result<T, ReadError> {
        Err(ReadError { offset: self.at })
    }

    fn rest(&self) -> &[u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// What was read from `start` on.
    fn since(&self, start: usize) -> &str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn skip_digits(&mut self) -> bool {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at > start
    }

    /// Steps over `byte` if it comes next.
    fn take(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        self.at += usize::from(next);
        next
    }

    fn value(&mut self, depth: usize) -> Result<Json, ReadError> {
        self.skip_space();
        if depth == MAX_DEPTH {
            return self.fail();
        }
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => {
                let text = self.string()?;
                Ok(match text.is_well_formed {
                    true => Json::String(text.value),
                    false => Json::Foreign("a string with a lone surrogate".into()),
                })
            }
            Some(b'!') if self.foreign => {
                self.at += 1;
                Ok(Json::Foreign(self.string()?.value))
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Json, ReadError> {
        for (word, value) in [("null", Json::Null), ("true", Json::Bool(true)), ("false", Json::Bool(false))] {
            if self.rest().starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(value);
            }
        }
        self.fail()
    }

    fn number(&mut self) -> Result<Json, ReadError> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') && !self.skip_digits() {
            return self.fail();
        }
        if self.take(b'.') && !self.skip_digits() {
            return self.fail();
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            if !self.skip_digits() {
                return self.fail();
            }
        }
        Ok(Json::Number(Number(self.since(start).into())))
    }

    fn array(&mut self, depth: usize) -> Result<Json, ReadError> {
        self.at += 1;
        let mut items = Vec::new();
        self.skip_space();
        if self.take(b']') {
            return Ok(Json::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.skip_space();
            if self.take(b']') {
                return Ok(Json::Array(items));
            }
            if !self.take(b',') {
                return self.fail();
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, ReadError> {
        self.at += 1;
        let mut members = Vec::new();
        self.skip_space();
        if self.take(b'}') {
            return Ok(Json::Object(members));
        }
        loop {
            self.skip_space();
            let key = self.string()?;
            self.skip_space();
            if !self.take(b':') {
                return self.fail();
            }
            let value = self.value(depth + 1)?;
            members.push(match key.is_well_formed {
                true => (key.value, value),
                false => (key.value, Json::Foreign("a key with a lone surrogate".into())),
            });
            self.skip_space();
            if self.take(b'}') {
                return Ok(Json::Object(members));
            }
            if !self.take(b',') {
                return self.fail();
            }
        }
    }

    fn string(&mut self) -> Result<Text, ReadError> {
        if !self.take(b'"') {
            return self.fail();
        }
        let mut text = Text { value: String::new(), is_well_formed: true };
        loop {
            let start = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..=0x1f)) {
                self.at += 1;
            }
            text.value.push_str(self.since(start));
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    self.at += 1;
                    self.escape(&mut text)?;
                }
                _ => return self.fail(),
            }
        }
    }

    fn escape(&mut self, text: &mut Text) -> Result<(), ReadError> {
        let escaped = match self.peek() {
            Some(b'u') => {
                self.at += 1;
                return self.unicode_escape(text);
            }
            Some(byte @ (b'"' | b'\\' | b'/')) => byte,
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            _ => return self.fail(),
        };
        self.at += 1;
        text.value.push(char::from(escaped));
        Ok(())
    }

    fn unicode_escape(&mut self, text: &mut Text) -> Result<(), ReadError> {
        let unit = self.code_unit()?;
        let mut character = char::from_u32(unit.into());
        if character.is_none() && self.rest().starts_with(b"\\u") {
            let before = self.at;
            self.at += 2;
            character = surrogates(unit, self.code_unit()?);
            if character.is_none() {
                self.at = before;
            }
        }
        text.is_well_formed &= character.is_some();
        text.value.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        Ok(())
    }

    fn code_unit(&mut self) -> Result<u16, ReadError> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4).unwrap_or_default();
        let mut unit = 0;
        for &digit in digits {
            match char::from(digit).to_digit(16) {
                Some(value) => unit = unit << 4 | value as u16,
                None => return self.fail(),
            }
        }
        if digits.len() < 4 {
            return self.fail();
        }
        self.at += 4;
        Ok(unit)
    }
}

/// The character that two code units of UTF-16 say together.
pub(crate) fn surrogates(high: u16, low: u16) -> Option<char> {
    let bits = |unit: u16| u32::from(unit & 0x3ff);
    match (high, low) {
        (0xd800..0xdc00, 0xdc00..0xe000) => char::from_u32(0x1_0000 + (bits(high) << 10 | bits(low))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_json_accepts_is_accepted_and_means_the_same() {
        for text in [
            "null",
            " true ",
            "false",
            "0",
            "-0",
            "10",
            "1.5",
            "1e5",
            "1E+5",
            "2.5e-3",
            "\"\"",
            "[]",
            "{}",
            "[1, [2], {\"a\": []}]",
            r#""\u00e9\n\t\"\\\/\b\f""#,
            r#""\ud83d\ude00 😀""#,
            r#"{"a":{"b":[null,false,"x"]},"中":1}"#,
        ] {
            let ours = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let theirs: serde_json::Value = serde_json::from_str(text).unwrap();
            let ours: serde_json::Value = serde_json::from_str(&ours.to_string()).unwrap();
            assert_eq!(ours, theirs, "{text}");
        }
    }

    #[test]
    fn what_serde_json_refuses_is_refused() {
        for text in [
            "",
            " ",
            "nul",
            "tru",
            "+1",
            "01",
            "1.",
            ".5",
            "1e",
            "-",
            "\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u12g4\"",
            "\"\n\"",
            "[",
            "[1",
            "[1,]",
            "[,]",
            "{",
            "{1:2}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "1 2",
            "!\"NaN\"",
            "NaN",
        ] {
            assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_keep_their_digits() {
        for text in ["9007199254740993", "0.1000", "1e+21", "123456789012345678901234567890"] {
            assert_eq!(read(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn arguments_may_hold_what_json_cannot_say() {
        let value = read_arguments(r#"{"a":!"NaN","b":[!"a BigInt"]}"#).unwrap();
        assert_eq!(value.get("a"), Some(&Json::Foreign("NaN".into())));
    }

    #[test]
    fn a_lone_surrogate_is_told_from_a_pair() {
        for text in [r#""\ud800""#, r#""\udc00""#, r#""\ud800\u0041""#, r#""\ud800\ud800\udc00""#] {
            assert_eq!(read(text).unwrap(), Json::Foreign("a string with a lone surrogate".into()), "{text}");
        }
        assert_eq!(read(r#"{"\ud800":1}"#).unwrap().to_string(), "{\"\u{fffd}\":null}");
    }

    #[test]
    fn deep_nesting_is_refused_and_does_not_overflow() {
        assert!(read(&"[".repeat(1_000_000)).is_err());
        assert!(read(&format!("{}{}", "[".repeat(127), "]".repeat(127))).is_ok());
    }
}
