//! [`Json`] → text.

use super::Json;
use std::fmt::{self, Write as _};

impl fmt::Display for Json {
    /// Writes compact JSON. What JSON cannot say is written `null`, as `JSON.stringify` does; requests refuse it before.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Json::Null | Json::Foreign(_) => f.write_str("null"),
            Json::Bool(true) => f.write_str("true"),
            Json::Bool(false) => f.write_str("false"),
            Json::Number(number) => f.write_str(number.as_str()),
            Json::String(text) => write_string(f, text),
            Json::Array(items) => {
                f.write_char('[')?;
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        f.write_char(',')?;
                    }
                    fmt::Display::fmt(item, f)?;
                }
                f.write_char(']')
            }
            Json::Object(members) => {
                f.write_char('{')?;
                for (index, (key, value)) in members.iter().enumerate() {
                    if index > 0 {
                        f.write_char(',')?;
                    }
                    write_string(f, key)?;
                    f.write_char(':')?;
                    fmt::Display::fmt(value, f)?;
                }
                f.write_char('}')
            }
        }
    }
}

/// The text as JSON writes it.
pub(crate) fn quote(text: &str) -> String {
    Quoted(text).to_string()
}

struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_string(f, self.0)
    }
}

fn write_string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    // Where what is written as it is begins.
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            0..b' ' => "",
            _ => continue,
        };
        f.write_str(text.get(plain..at).unwrap_or_default())?;
        match escaped {
            "" => write!(f, "\\u{byte:04x}")?,
            _ => f.write_str(escaped)?,
        }
        plain = at + 1;
    }
    f.write_str(text.get(plain..).unwrap_or_default())?;
    f.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_as_json_asks() {
        let text = "quote \" back \\ line \n bell \u{7} 中 😀";
        let written = Json::String(text.into()).to_string();
        assert_eq!(written, "\"quote \\\" back \\\\ line \\n bell \\u0007 中 😀\"");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
