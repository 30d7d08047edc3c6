//! Where a mistake is, in every unit.

use crate::text::{self, SyntaxError};

fn mistake(text: &str) -> SyntaxError {
    text::parse(text).expect_err(text)
}

#[test]
fn columns_count_as_editors_do_and_bytes_are_told_beside() {
    let error = mistake("名称 = '😀' and 等级 => 3");
    assert_eq!((error.line(), error.column()), (1, 18));
    assert_eq!((error.utf16_span(), error.span()), (17..19, 27..29));

    let error = mistake("a = 1\r\nand b = Tom\nand c = 2");
    assert_eq!((error.line(), error.column(), error.utf16_span()), (2, 9, 15..18));

    let error = mistake("a = ");
    assert_eq!((error.column(), error.utf16_span()), (5, 4..4));
}

#[test]
fn an_excerpt_underlines_what_is_wrong() {
    for (text, excerpt) in [
        ("a = Tom", "a = Tom\n    ^^^"),
        ("a = ", "a = \n    ^"),
        ("名称 = Tom", "名称 = Tom\n       ^^^"),
        ("a = 1\n and b = 名\nor c = 3", " and b = 名\n         ^^"),
        ("a\t= \u{1b}[31m", "a =  [31m\n    ^"),
    ] {
        assert_eq!(mistake(text).excerpt(), excerpt);
    }
}

#[test]
fn an_excerpt_of_a_long_line_shows_what_is_around_the_mistake() {
    let text = format!("a = '{}' and b = {}", "x".repeat(100), "y".repeat(100));
    let shown = format!("…{}' and b = {}\n{}{}", "x".repeat(30), "y".repeat(40), " ".repeat(41), "^".repeat(40));
    assert_eq!(mistake(&text).excerpt(), shown);
}
