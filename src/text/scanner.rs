//! Text → tokens, one at a time, each where it is asked for: what `/` begins, only the parser knows.

use super::error::Fault;
use crate::json::{self, Number, surrogates};
use std::ops::Range;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Letters, digits, `_`, `.` and `$`, not beginning with a digit.
    Word(&'a str),
    /// What stands in backticks.
    Name(&'a str),
    /// What stands in single or double quotes.
    Text(String),
    Number(Number),
    /// An operator or a character that stands for itself.
    Sign(&'a str),
    End,
}

/// What is read as one sign, the longer ones first: slips among them, which get words of their own.
const SIGNS: [&str; 13] = ["===", "!==", "==", "!=", "<>", "<=", "=<", ">=", "=>", "&&", "||", "->", ":="];

/// A part of the text and where it is.
pub(super) type Piece<'a> = (&'a str, Range<usize>);

#[derive(Clone)]
pub(super) struct Scanner<'a> {
    pub text: &'a str,
    pub at: usize,
    /// Whether only JSON counts: texts in double quotes.
    pub is_strict: bool,
    /// What JavaScript writes for a number that it has read. Where that is another integer, the number is refused.
    pub javascript: Option<fn(&str) -> String>,
}

impl<'a> Scanner<'a> {
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What was read from `start` on.
    pub fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    pub fn skip_space(&mut self) {
        self.skip_while(|c| c.is_whitespace() || c == '\u{feff}');
    }

    fn skip_while(&mut self, is_part: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    }

    fn advance(&mut self, characters: usize) {
        let rest = self.rest();
        self.at += rest.char_indices().nth(characters).map_or(rest.len(), |(at, _)| at);
    }

    pub fn token(&mut self) -> Result<(Token<'a>, Range<usize>), Fault> {
        self.skip_space();
        let (start, rest) = (self.at, self.rest());
        let mut characters = rest.chars();
        let (Some(c), next) = (characters.next(), characters.next()) else {
            return Ok((Token::End, start..start));
        };
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let token = match c {
            '"' | '\'' => Token::Text(self.quoted(c)?),
            '`' => Token::Name(self.name()?),
            '0'..='9' => self.number()?,
            '-' | '+' | '.' if is_digit(next) => self.number()?,
            '\u{fffd}' => return Err(Fault::new(start..start + c.len_utf8(), DAMAGED.into())),
            _ if is_word_start(c) => {
                self.skip_while(is_word_part);
                Token::Word(self.since(start))
            }
            _ => {
                let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
                self.at += sign.map_or(c.len_utf8(), str::len);
                if let Some(meant) = half_width(c) {
                    return Err(Fault::new(start..self.at, format!("{c} has no meaning here; write {meant}")));
                }
                Token::Sign(self.since(start))
            }
        };
        Ok((token, start..self.at))
    }

    /// The next token, which stays.
    pub fn peek(&self) -> Result<(Token<'a>, Range<usize>), Fault> {
        self.clone().token()
    }

    /// Steps over `sign` if it comes next.
    pub fn take(&mut self, sign: &str) -> bool {
        self.skip_space();
        let is_next = self.rest().starts_with(sign);
        self.at += if is_next { sign.len() } else { 0 };
        is_next
    }

    /// Steps over `word`, in upper or lower case, if it comes next.
    pub fn take_word(&mut self, word: &str) -> Result<bool, Fault> {
        let mut ahead = self.clone();
        let is_next = matches!(ahead.token()?, (Token::Word(next), _) if next.eq_ignore_ascii_case(word));
        if is_next {
            *self = ahead;
        }
        Ok(is_next)
    }

    fn name(&mut self) -> Result<&'a str, Fault> {
        let start = self.at;
        self.at += 1;
        self.skip_while(|c| c != '`');
        let name = self.since(start + 1);
        if self.rest().is_empty() {
            return Err(self.unclosed(start..start + 1));
        }
        self.at += 1;
        Ok(name)
    }

    fn number(&mut self) -> Result<Token<'a>, Fault> {
        let start = self.at;
        let mut before = ' ';
        loop {
            match self.rest().chars().next() {
                Some(c) if is_word_part(c) => before = c,
                Some(c @ ('+' | '-')) if self.at == start || matches!(before, 'e' | 'E') => before = c,
                _ => break,
            }
            self.advance(1);
        }
        let digits = self.since(start);
        match json::read_number(digits) {
            Some(_) if self.javascript.is_some_and(|made| is_other_integer(digits, &made(digits))) => {
                let message =
                    format!("JavaScript would round {digits:.40}; integers are exact up to {MAX_SAFE_INTEGER}");
                Err(Fault::new(start..self.at, message))
            }
            Some(number) => Ok(Token::Number(number)),
            _ => {
                Err(Fault::new(start..self.at, format!("{digits:.40} is not a number; write as in 3, -3, 0.5 or 1e9")))
            }
        }
    }

    /// A text in quotes, with the escapes of JSON, and in single quotes `\'`.
    fn quoted(&mut self, quote: char) -> Result<String, Fault> {
        let start = self.at;
        if self.is_strict && quote == '\'' {
            return Err(Fault::new(start..start + 1, "JSON has texts in double quotes: write \"".into()));
        }
        let mut text = String::new();
        self.at += 1;
        loop {
            let from = self.at;
            let Some(c) = self.rest().chars().next() else {
                return Err(self.unclosed(start..start + 1));
            };
            self.at += c.len_utf8();
            match c {
                _ if c == quote => return Ok(text),
                '\\' => text.push(self.escape(from, quote)?),
                '\u{fffd}' => return Err(Fault::new(from..self.at, DAMAGED.into())),
                '\0'..='\x1f' => {
                    let message = "a text holds no line break or tab as it is; write \\n or \\t";
                    return Err(Fault::new(from..self.at, message.into()));
                }
                _ => text.push(c),
            }
        }
    }

    /// What is behind a `\`.
    fn escape(&mut self, from: usize, quote: char) -> Result<char, Fault> {
        let c = self.rest().chars().next().unwrap_or(' ');
        self.advance(1);
        Ok(match c {
            '"' | '\\' | '/' => c,
            _ if c == quote => c,
            'b' => '\x08',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let high = self.code_unit(from)?;
                let pair = || -> Option<char> {
                    let low = self.rest().strip_prefix("\\u").and_then(hexadecimal)?;
                    surrogates(high, low)
                };
                match (char::from_u32(high.into()), pair()) {
                    (Some(c), _) => c,
                    (None, Some(c)) => {
                        self.at += 6;
                        c
                    }
                    (None, None) => {
                        let message = "half of a character: \\ud800 to \\udfff stand in pairs";
                        return Err(Fault::new(from..self.at, message.into()));
                    }
                }
            }
            _ => {
                let message = "there is no such escape; a backslash is written \\\\";
                return Err(Fault::new(from..self.at, message.into()));
            }
        })
    }

    fn code_unit(&mut self, from: usize) -> Result<u16, Fault> {
        match hexadecimal(self.rest()) {
            Some(unit) => {
                self.at += 4;
                Ok(unit)
            }
            None => Err(Fault::new(from..self.at, "\\u takes four hexadecimal digits".into())),
        }
    }

    /// A regular expression between slashes and its flags, each with its place.
    pub fn regex(&mut self) -> Result<Option<[Piece<'a>; 2]>, Fault> {
        if !self.take("/") {
            return Ok(None);
        }
        let start = self.at;
        loop {
            match self.rest().chars().next() {
                Some('/') => break,
                None | Some('\0'..='\x1f') => {
                    return Err(self.unclosed(start - 1..start));
                }
                Some('\u{fffd}') => return Err(Fault::new(self.at..self.at + 3, DAMAGED.into())),
                Some(c) => self.advance(if c == '\\' { 2 } else { 1 }),
            }
        }
        let pattern = (self.since(start), start..self.at);
        self.at += 1;
        let start = self.at;
        self.skip_while(is_word_part);
        Ok(Some([pattern, (self.since(start), start..self.at)]))
    }
}

/// `Number.MAX_SAFE_INTEGER`.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Whether `made`, which JavaScript would send instead of `digits`, is an integer of another value, or `Infinity`. Both are
/// compared as they are written: what is sent is the text, and 1152921504606847000 goes there and back, though JavaScript
/// holds 2^60.
fn is_other_integer(digits: &str, made: &str) -> bool {
    match magnitude(made) {
        Some((significant, exponent)) => exponent >= 0 && magnitude(digits) != Some((significant, exponent)),
        None => true,
    }
}

/// A number without its sign as digits that neither begin nor end with 0, and the power of ten behind them.
fn magnitude(number: &str) -> Option<(String, i64)> {
    let (mantissa, power) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let mantissa = mantissa.trim_start_matches('-');
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let significant = digits.trim_end_matches('0');
    let zeros = i64::try_from(digits.len() - significant.len()).ok()?;
    let significant = significant.trim_start_matches('0');
    if significant.is_empty() {
        return Some((String::new(), 0));
    }
    let is_decimal = significant.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = power.parse::<i64>().ok()?.checked_add(zeros)?.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    is_decimal.then(|| (significant.to_owned(), exponent))
}

const DAMAGED: &str =
    "the text is damaged here: U+FFFD stands for a character that could not be read; write \\ufffd if it is meant";

/// The first four digits.
fn hexadecimal(text: &str) -> Option<u16> {
    let digits = text.get(..4)?;
    let is_digit = |byte: u8| byte.is_ascii_hexdigit();
    digits.bytes().all(is_digit).then(|| u16::from_str_radix(digits, 16).ok())?
}

/// What is meant by what a Chinese keyboard or a word processor makes of a sign.
fn half_width(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '“' | '”' | '„' | '「' | '」' | '《' | '》' | '‘' | '’' => Some('"'),
        '、' => Some(','),
        '。' => Some('.'),
        _ => None,
    }
}

/// Whether the name can stand without backticks.
pub(super) fn is_bare(name: &str) -> bool {
    name.chars().next().is_some_and(is_word_start) && name.chars().all(is_word_part)
}

fn is_word_start(c: char) -> bool {
    is_word_part(c) && !c.is_ascii_digit() && c != '.'
}

/// Of other languages, everything that is no space and no punctuation counts as a letter.
fn is_word_part(c: char) -> bool {
    match c {
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '_' | '.' | '$' => true,
        '\0'..='\u{bf}' | '×' | '÷' => false,
        '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{303f}' | '\u{e000}'..='\u{f8ff}' => false,
        '\u{fe30}'..='\u{fe6f}' | '\u{feff}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' => false,
        '\u{ff5b}'..='\u{ff65}' | '\u{fff0}'..='\u{ffff}' => false,
        _ => !c.is_whitespace(),
    }
}
