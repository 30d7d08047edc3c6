//! Texts by chance: no one panics, and whatever is read comes back.

use crate::{dice::Dice, text};

const PIECES: [&str; 70] = [
    "level",
    "vip",
    "等级",
    "a.b",
    "`x y`",
    "$x",
    "and",
    "or",
    "not",
    "in",
    "is",
    "null",
    "exists",
    "between",
    "has",
    "all",
    "key",
    "contains",
    "matches",
    "like",
    "within",
    "true",
    "FALSE",
    "Tom",
    "=",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "=>",
    "<>",
    "&&",
    "|",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "/",
    "/x/i",
    "/\\",
    "\"",
    "'",
    "'x'",
    "\"y\"",
    "\"\\u",
    "\\",
    "3",
    "-1",
    "1e",
    "0x",
    "+1",
    ".",
    "😀",
    "\u{fffd}",
    "，",
    "（",
    "\n",
    "\t",
    "\u{a0}",
    "\0",
    "{\"a\":",
    "{\"$or\":[",
    "\"$gte\":3",
    "}]}",
];

fn check(text: &str) {
    match text::parse(text) {
        Ok(condition) => {
            let written = text::format(&condition).unwrap_or_else(|error| panic!("{text:?}: {error}"));
            text::parse(&written).unwrap_or_else(|error| panic!("{text:?}\n{written:?}\n{error}"));
        }
        Err(error) => {
            let span = error.span();
            assert!(text.get(span.clone()).is_some(), "{text:?}: {span:?}");
            assert!(error.excerpt().contains('^') && error.to_string().starts_with("where: "), "{text:?}");
        }
    }
}

#[test]
fn no_text_of_pieces_of_the_grammar_panics() {
    let mut read = 0;
    for seed in 0..50_000 {
        let dice = &mut Dice(seed);
        let mut text = String::new();
        for _ in 0..1 + dice.below(12) {
            text += PIECES[dice.below(PIECES.len() as u64) as usize];
            text += if dice.chance(70) { " " } else { "" };
        }
        read += u32::from(text::parse(&text).is_ok());
        check(&text);
    }
    assert!(read > 10, "{read} were conditions");
}

#[test]
fn no_text_with_a_character_too_many_or_too_few_panics() {
    let whole = r#"level >= 3 and (nickname contains "T\"om" or `a-b` not in (1, '中')) and {"x":{"$regex":"^a","$options":"i"}} or g center {"coordinates":[1,2],"radius":5} and n matches /a\/b/i"#;
    assert!(text::parse(whole).is_ok());
    let characters: Vec<char> = whole.chars().collect();
    for at in 0..=characters.len() {
        let (before, after) = characters.split_at(at);
        let [before, after] = [before, after].map(|part| part.iter().collect::<String>());
        check(&before);
        check(&after);
        check(&format!("{before}{}", after.chars().skip(1).collect::<String>()));
        for c in ['"', '\'', '`', '(', ')', '{', '}', '/', '\\', ' ', '0', 'x', '中', '😀', '\n', '\u{fffd}', '='] {
            check(&format!("{before}{c}{after}"));
        }
    }
}
