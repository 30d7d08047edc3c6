//! What people write by mistake, and what they are told.

use super::refusal;
use crate::text;

#[test]
fn a_slip_is_told_with_the_way_out() {
    for (text, message) in [
        ("", "where: column 1: expected a condition such as level >= 3; {} is everyone"),
        ("  ", "where: column 3: expected a condition such as level >= 3; {} is everyone"),
        ("level >= ", "where: column 10: expected a value after >=, got the end"),
        ("level >= 3 and", "where: column 15: expected a condition after and, got the end"),
        (
            "level >= 3 or or vip = true",
            "where: column 15: expected a condition after or, got \"or\"; a field of that name stands in backticks",
        ),
        ("level => 3", "where: column 7: => is not an operator; write >="),
        ("level =< 3", "where: column 7: =< is not an operator; write <="),
        ("level ≥ 3", "where: column 7: ≥ is not an operator; write >="),
        ("level <> 3", "where: column 7: <> is not an operator; write !="),
        ("level === 3", "where: column 7: === is not an operator; write ="),
        ("level like '%x%'", "where: column 7: like is not an operator; write contains \"…\", or matches /…/"),
        ("level: 3", "where: column 6: : is not an operator; write ="),
        ("a = 1 && b = 2", "where: column 7: && has no meaning here; write and"),
        ("a = 1 & b = 2", "where: column 7: & has no meaning here; write and"),
        ("a = 1 || b = 2", "where: column 7: || has no meaning here; write or"),
        ("a = 1, b = 2", "where: column 6: , has no meaning here; write and, or or"),
        ("a = 1 b = 2", "where: column 7: expected and, or, or the end, got \"b\""),
        ("(a = 1 b = 2)", "where: column 8: expected and, or, or ), got \"b\""),
        ("level = 3 level", "where: column 11: expected and, or, or the end, got \"level\""),
        ("nickname = Tom", "where: column 12: a text stands in quotes: write \"Tom\""),
        ("nickname = 'Tom", "where: column 12: the ' is never closed"),
        ("nickname = \"Tom", "where: column 12: the \" is never closed"),
        ("nickname matches /Tom", "where: column 18: the / is never closed"),
        ("`nickname = 1", "where: column 1: the ` is never closed"),
        ("a = 1 and (b = 2 or c = 3", "where: column 11: the ( is never closed"),
        ("a = 1 and b = 2)", "where: column 16: there is no ( for this )"),
        ("a in (1, 2", "where: column 6: the ( is never closed"),
        ("a in (1 2)", "where: column 9: expected a comma or ), got \"2\""),
        ("a in (1,)", "where: column 9: expected a value, got \")\""),
        ("a in 3", "where: column 6: expected a list such as (1, 2) after in, got \"3\""),
        ("a = null", "where: column 3: null is not compared: write a is null"),
        ("a != NULL", "where: column 3: null is not compared: write a is not null"),
        ("a is 3", "where: column 6: expected null or not null after is, got \"3\""),
        ("a is not 'x'", "where: column 10: expected null after is not, got 'x'"),
        ("a not contains 'x'", "where: column 7: expected in or exists after not, got \"contains\""),
        ("a has 'x'", "where: column 7: expected all or key after has, got 'x'"),
        ("a between 1, 5", "where: column 12: expected and with the upper end, as in between 1 and 9, got \",\""),
        (
            "not a = 1",
            "where: column 1: there is no not before a condition: turn each comparison around, = into !=, in into not in, < into >=",
        ),
        (
            "!(a = 1)",
            "where: column 1: there is no not before a condition: turn each comparison around, = into !=, in into not in, < into >=",
        ),
        (
            "vip",
            "where: column 4: expected an operator (= != < <= > >= in, not in, between, contains, matches, is null, exists, has) after vip, got the end; yes or no is = true",
        ),
        (
            "vip && a = 1",
            "where: column 5: expected an operator (= != < <= > >= in, not in, between, contains, matches, is null, exists, has) after vip, got \"&&\"; yes or no is = true",
        ),
        ("3 < level", "where: column 1: expected a field, which comes first, got \"3\""),
        ("$level = 3", "where: column 1: \"$level\" is not a field name"),
        ("`a b` = 3", "where: column 1: \"a b\" is not a field name"),
        ("address..city = 3", "where: column 1: \"address..city\" is not a field name"),
        ("a = 01", "where: column 5: 01 is not a number; write as in 3, -3, 0.5 or 1e9"),
        ("a = .5", "where: column 5: .5 is not a number; write as in 3, -3, 0.5 or 1e9"),
        ("a = +5", "where: column 5: +5 is not a number; write as in 3, -3, 0.5 or 1e9"),
        ("a = 3days", "where: column 5: 3days is not a number; write as in 3, -3, 0.5 or 1e9"),
        ("等级＝3", "where: column 3: ＝ has no meaning here; write ="),
        ("a = 1，b = 2", "where: column 6: ， has no meaning here; write ,"),
        ("a = “x”", "where: column 5: “ has no meaning here; write \""),
        ("a = '\\d'", "where: column 6: there is no such escape; a backslash is written \\\\"),
        ("a = '\\u12'", "where: column 6: \\u takes four hexadecimal digits"),
        ("a = '\\ud800'", "where: column 6: half of a character: \\ud800 to \\udfff stand in pairs"),
        (
            "a = 'x\u{fffd}'",
            "where: column 7: the text is damaged here: U+FFFD stands for a character that could not be read; write \\ufffd if it is meant",
        ),
        (
            "a-b = 1",
            "where: column 2: expected an operator (= != < <= > >= in, not in, between, contains, matches, is null, exists, has) after a, got \"-\"; a name with other characters than letters stands in backticks",
        ),
        (
            "level gte 3",
            "where: column 7: expected an operator (= != < <= > >= in, not in, between, contains, matches, is null, exists, has) after level, got \"gte\"",
        ),
    ] {
        assert_eq!(refusal(text), message);
    }
}

#[test]
fn a_wrong_operand_is_told_at_its_place_by_the_rules_of_conditions() {
    for (text, message) in [
        ("id > '3'", "where: column 6: id: expected a number, got \"3\""),
        ("a = 1 and level >= true", "where: column 20: level: expected a number or a string, got true"),
        ("id in (1, '2')", "where: column 11: id: expected a number, got \"2\""),
        ("a contains 3", "where: column 12: a: expected a string, got 3"),
        ("a matches /x/g", "where: column 14: a: expected \"i\", got \"g\""),
        ("a matches //", "where: column 12: a: expected a regular expression, got \"\""),
        ("a has key '1a'", "where: column 11: a: expected a letter followed by letters, digits and _, got \"1a\""),
        ("a between 1 and '2'", "where: column 3: a: expected two numbers or two strings"),
        ("a between 1 and null", "where: column 17: a: expected a number or a string, got null"),
        (
            r#"g within {"type":"Polygon","coordinates":[[[0,0],[1,91]]]}"#,
            "where: column 50: g: expected [longitude, latitude] within -180 to 180 and -90 to 90, got [1,91]",
        ),
        (r#"g center {"coordinates":[1,2],"x":5}"#, "where: column 31: g: not a member of { coordinates, radius }"),
    ] {
        assert_eq!(refusal(text), message);
    }
}

#[test]
fn a_mistake_in_json_is_told_at_its_line_and_column() {
    for (text, message) in [
        (
            "{\n  \"level\": {\"$gte\": [3]}\n}",
            "where: line 2, column 21: level.$gte: expected a number or a string, got an array",
        ),
        (
            "{\"$or\": [{\"a\": 1},\n{\"id\": {\"$in\": [1, \"2\"]}}]}",
            "where: line 2, column 20: $or[1].id.$in[1]: expected a number, got \"2\"",
        ),
        (
            r#"{"level":{"$lt":1,"gte":3}}"#,
            "where: column 19: level: \"gte\" is not an operator; did you mean \"$gte\"?",
        ),
        (r#"{"$not":[]}"#, "where: column 2: $not: expected a field name, $and or $or here"),
        (r#"{"a":{"$options":"i"}}"#, "where: column 7: a.$options: only stands beside $regex"),
        (r#"{"a":{}}"#, "where: column 6: a: expected an operator such as $eq, got an empty object"),
        (r#"{"$or":[]}"#, "where: column 8: $or: expected an array of at least one condition, got an empty array"),
        ("{level: 3}", "where: column 2: JSON has names in quotes: write \"level\""),
        ("{'level': 3}", "where: column 2: JSON has texts in double quotes: write \""),
        (r#"{"level" 3}"#, "where: column 10: expected : after \"level\", got \"3\""),
        (r#"{"level": 3"#, "where: column 1: the { is never closed"),
        (r#"{"level": 3,}"#, "where: column 13: expected a name in quotes, got \"}\""),
        (r#"{"a":1,"a":2}"#, "where: column 8: \"a\" stands twice in one object, and only the last would count"),
        (r#"{"a":True}"#, "where: column 6: a text stands in quotes: write \"True\""),
        (r#"{"a":1}}"#, "where: column 8: expected and, or, or the end, got \"}\""),
        (r#"{"a":1} {"b":2}"#, "where: column 9: expected and, or, or the end, got \"{\""),
        ("[1]", "where: column 1: expected a condition, got \"[\""),
    ] {
        assert_eq!(refusal(text), message);
    }
}

#[test]
fn depth_and_length_have_limits_and_no_text_exhausts_the_stack() {
    let deep = |open: &str, count: usize, close: &str| format!("{}a = 1{}", open.repeat(count), close.repeat(count));
    assert!(text::parse(&deep("(", 100, ")")).is_ok());
    assert_eq!(refusal(&deep("(", 10_000, ")")), "where: column 101: nested more than 100 deep");
    assert_eq!(refusal(&"(".repeat(1_000_000)), "where: column 101: nested more than 100 deep");
    assert_eq!(refusal(&format!("a = {}", "[".repeat(10_000))), "where: column 105: nested more than 100 deep");
    assert_eq!(refusal(&deep(r#"{"$or":["#, 10_000, "]}")), "where: column 401: nested more than 100 deep");
    // Each pair of parentheses adds an $or and an $and here.
    let both = |count: usize| format!("{}a = 1{}", "b = 2 or c = 3 and (".repeat(count), ")".repeat(count));
    assert!(text::parse(&both(24)).is_ok());
    assert!(refusal(&both(25)).ends_with("nested more than 100 deep"));

    let long = format!("a = '{}'", "x".repeat(text::MAX_BYTES));
    assert_eq!(refusal(&long), "where: column 1: the text has 1048582 bytes, and at most 1048576 are read");
    let many = format!("a in ({}1)", "1,".repeat(text::MAX_BYTES / 2 - 10));
    assert!(text::parse(&many).is_ok());
}

/// What JavaScript writes for the number, but for exponents: the shortest digits that are read as the same.
fn javascript(digits: &str) -> String {
    digits.parse::<f64>().unwrap().to_string()
}

#[test]
fn javascript_gets_no_integer_that_it_would_round() {
    for digits in [
        "9007199254740991",
        "-9007199254740991",
        "9007199254740992",
        "9007199254740992.0",
        "1152921504606847000",
        "1.152921504606847e18",
        "1e21",
        "1.50E+300",
        "0.12345678901234567890",
        "0",
        "-0.0e9",
        "100",
    ] {
        let text = format!("a = {digits}");
        let condition = text::parse_for_javascript(&text, javascript).unwrap();
        assert_eq!(condition, text::parse(&text).unwrap());
    }
    for digits in [
        "9007199254740993",
        "-9007199254740993",
        "9007199254740993.0",
        "9007199254740993e0",
        "9.007199254740993E15",
        "90071992547409930e-1",
        "9007199254740992.5",
        "1152921504606846976",
        "123456789012345678901234567890",
        "1e400",
        "1e99999999999999999999",
        "1e-400",
    ] {
        let error = text::parse_for_javascript(&format!("a = {digits}"), javascript).unwrap_err();
        let message =
            format!("where: column 5: JavaScript would round {digits}; integers are exact up to 9007199254740991");
        assert_eq!(error.to_string(), message);
        assert!(text::parse(&format!("a = {digits}")).is_ok());
    }
}
