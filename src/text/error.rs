//! A mistake in a text, and where it is.

use crate::Error;
use std::{error, fmt, ops::Range};

/// A mistake on its way out of the parser.
#[derive(Debug)]
pub(super) struct Fault {
    pub message: String,
    /// In bytes.
    pub span: Range<usize>,
}

impl Fault {
    pub fn new(span: Range<usize>, message: String) -> Self {
        Fault { message, span }
    }
}

/// What is wrong with the text of a condition, and where.
///
/// ```
/// use minapp_users::text;
///
/// let error = text::parse("vip = true\nand level => 3").unwrap_err();
/// assert_eq!(error.to_string(), "where: line 2, column 11: => is not an operator; write >=");
/// assert_eq!((error.line(), error.column(), error.span()), (2, 11, 21..23));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    message: String,
    span: Range<usize>,
    utf16: Range<usize>,
    line: usize,
    column: usize,
    excerpt: String,
}

impl SyntaxError {
    pub(super) fn new(text: &str, Fault { message, span }: Fault) -> Self {
        let (start, end) = (span.start, span.end);
        let units = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
        let before = text.get(..start).unwrap_or(text);
        let line_start = before.bytes().rposition(|byte| byte == b'\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = units(before.get(line_start..).unwrap_or_default()) + 1;
        let place = match text.bytes().any(|byte| byte == b'\n') {
            true => format!("line {line}, column {column}"),
            false => format!("column {column}"),
        };
        let from = units(before);
        SyntaxError(Box::new(Inner {
            message: format!("where: {place}: {message}"),
            utf16: from..from + units(text.get(start..end).unwrap_or_default()),
            line,
            column,
            excerpt: excerpt(text, line_start, &span),
            span,
        }))
    }

    /// The line of the mistake, from 1 on.
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// Where in its line the mistake begins, from 1 on, in code units of UTF-16, as editors count: an emoji is two of them, all
    /// else one.
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// The bytes of the text that are wrong; an empty range at the end of the text where something is missing.
    pub fn span(&self) -> Range<usize> {
        self.0.span.clone()
    }

    /// [`span`](Self::span) in code units of UTF-16, as the text fields of a browser count.
    pub fn utf16_span(&self) -> Range<usize> {
        self.0.utf16.clone()
    }

    /// The line of the mistake, and below it `^` under what is wrong. Of a long line, what is around it.
    pub fn excerpt(&self) -> &str {
        &self.0.excerpt
    }
}

/// How many characters of the line an excerpt shows before the mistake, and from there on.
const SHOWN: usize = 40;

fn excerpt(text: &str, line_start: usize, span: &Range<usize>) -> String {
    let line = text.get(line_start..).unwrap_or_default().lines().next().unwrap_or_default();
    let (before, rest) = line.split_at_checked(span.start - line_start).unwrap_or((line, ""));
    let skipped = before.chars().count().saturating_sub(SHOWN);
    let (mut shown, mut below) = (String::new(), String::new());
    if skipped > 0 {
        shown.push('…');
        below.push(' ');
    }
    for c in before.chars().skip(skipped) {
        shown.push(printable(c));
        below.push_str(if is_wide(c) { "  " } else { " " });
    }
    let wrong = rest.get(..span.len()).unwrap_or(rest).chars().count();
    for (index, c) in rest.chars().take(SHOWN).enumerate() {
        shown.push(printable(c));
        if index < wrong {
            below.push_str(if is_wide(c) { "^^" } else { "^" });
        }
    }
    if wrong == 0 {
        below.push('^');
    }
    shown + "\n" + &below
}

/// What a terminal takes for a command, or a tab, becomes a space.
fn printable(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

/// Whether a terminal gives the character two cells: Chinese, Japanese, Korean, full-width forms and emoji.
fn is_wide(c: char) -> bool {
    matches!(
        c,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}'
    )
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl error::Error for SyntaxError {}

impl From<SyntaxError> for Error {
    /// An [`InvalidArgument`](crate::ErrorKind::InvalidArgument), whose source is the mistake.
    fn from(error: SyntaxError) -> Self {
        Error::invalid(error.to_string()).with_source(error)
    }
}
