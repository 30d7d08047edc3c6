//! Each form and its JSON.

use super::said;
use crate::text;

#[test]
fn each_form_says_one_operator() {
    for (text, json) in [
        ("a = 1", r#"{"a":{"$eq":1}}"#),
        ("a == 1", r#"{"a":{"$eq":1}}"#),
        ("a!=1", r#"{"a":{"$ne":1}}"#),
        ("a<-1.50e3", r#"{"a":{"$lt":-1.50e3}}"#),
        ("a<=1", r#"{"a":{"$lte":1}}"#),
        ("a>1", r#"{"a":{"$gt":1}}"#),
        ("a>='2026-01-01'", r#"{"a":{"$gte":"2026-01-01"}}"#),
        ("a between 1 and 5", r#"{"a":{"$range":[1,5]}}"#),
        ("a in (1, 'x', null)", r#"{"a":{"$in":[1,"x",null]}}"#),
        ("a in [1,2]", r#"{"a":{"$in":[1,2]}}"#),
        ("a in ()", r#"{"a":{"$in":[]}}"#),
        ("a NOT IN (1)", r#"{"a":{"$nin":[1]}}"#),
        (r#"a contains "x""#, r#"{"a":{"$contains":"x"}}"#),
        ("a matches /^x/", r#"{"a":{"$regex":"^x"}}"#),
        (r"a matches /\/\d+[a\]]\\/i", r#"{"a":{"$regex":"\\/\\d+[a\\]]\\\\","$options":"i"}}"#),
        ("a matches '^x/'", r#"{"a":{"$regex":"^x/"}}"#),
        ("a is null", r#"{"a":{"$isnull":true}}"#),
        ("a Is Not Null", r#"{"a":{"$isnull":false}}"#),
        ("a exists", r#"{"a":{"$exists":true}}"#),
        ("a not exists", r#"{"a":{"$exists":false}}"#),
        ("a has all ('x', 'y')", r#"{"a":{"$all":["x","y"]}}"#),
        ("a has key 'x_1'", r#"{"a":{"$has_key":"x_1"}}"#),
        (
            r#"g intersects {"type":"Point","coordinates":[1,2]}"#,
            r#"{"g":{"$intersects":{"type":"Point","coordinates":[1,2]}}}"#,
        ),
        (
            r#"g within {"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}"#,
            r#"{"g":{"$within":{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}}}"#,
        ),
        (r#"g center {"coordinates":[1,2],"radius":5}"#, r#"{"g":{"$center":{"coordinates":[1,2],"radius":5}}}"#),
        (
            r#"g nearsphere {"geometry":{"type":"Point","coordinates":[1,2]},"max_distance":500}"#,
            r#"{"g":{"$nearsphere":{"geometry":{"type":"Point","coordinates":[1,2]},"max_distance":500}}}"#,
        ),
    ] {
        assert_eq!(said(text), json, "{text}");
    }
}

#[test]
fn and_binds_tighter_and_parentheses_stay_groups() {
    for (text, json) in [
        ("a=1 and b=2 or c=3", r#"{"$or":[{"$and":[{"a":{"$eq":1}},{"b":{"$eq":2}}]},{"c":{"$eq":3}}]}"#),
        ("a=1 AND (b=2 Or c=3)", r#"{"$and":[{"a":{"$eq":1}},{"$or":[{"b":{"$eq":2}},{"c":{"$eq":3}}]}]}"#),
        ("a=1 and b=2 and c=3", r#"{"$and":[{"a":{"$eq":1}},{"b":{"$eq":2}},{"c":{"$eq":3}}]}"#),
        ("a=1 and (b=2 and c=3)", r#"{"$and":[{"a":{"$eq":1}},{"$and":[{"b":{"$eq":2}},{"c":{"$eq":3}}]}]}"#),
        ("((a=1))", r#"{"a":{"$eq":1}}"#),
        ("a between 1 and 5 and b = 2", r#"{"$and":[{"a":{"$range":[1,5]}},{"b":{"$eq":2}}]}"#),
        ("a>1\tand\r\nb<2", r#"{"$and":[{"a":{"$gt":1}},{"b":{"$lt":2}}]}"#),
    ] {
        assert_eq!(said(text), json, "{text}");
    }
}

#[test]
fn json_is_taken_as_it_is_alone_and_as_a_part() {
    for json in ["{}", r#"{"level":{"$gte":3,"$lt":9},"vip":true}"#, r#"{"$or":[{"a":1},{"b":{"$eq":null}}]}"#] {
        assert_eq!(said(json), json);
        assert_eq!(said(&format!(" \n{json}\n")), json);
    }
    assert_eq!(said(r#"a = 1 and {"b":null}"#), r#"{"$and":[{"a":{"$eq":1}},{"b":null}]}"#);
    assert_eq!(said(r#"{"a":1} or b = 2"#), r#"{"$or":[{"a":1},{"b":{"$eq":2}}]}"#);
}

#[test]
fn names_are_words_of_any_language_or_quoted() {
    for (text, name) in [
        ("等级 = 1", "等级"),
        ("address.city=1", "address.city"),
        ("_email = '1' or _email = '2'", "_email"),
        ("`and` = 1", "and"),
        ("`a-b` = 1", "a-b"),
        (r#""a`b" = 1"#, "a`b"),
        ("in = 1", "in"),
        ("Ünïcode_1 = 1", "Ünïcode_1"),
    ] {
        let begins = format!("{{\"{name}\":");
        let said = said(text);
        assert!(said.contains(&begins), "{text}: {said}");
    }
}

#[test]
fn texts_have_the_escapes_of_json_and_values_may_be_nested() {
    for (text, json) in [
        (r#"a = "\"\\\/\b\f\n\r\t\u4e2d\ud83d\ude00""#, "\"\\\"\\\\/\\u0008\\u000c\\n\\u000d\\u0009中😀\""),
        (r#"a = 'it\'s "x"'"#, r#""it's \"x\"""#),
        (r#"a = "it's""#, r#""it's""#),
        ("a = TRUE", "true"),
        (r#"a = {"b": [1, {"c": 'x'}]}"#, r#"{"b":[1,{"c":"x"}]}"#),
        ("a = [ ]", "[]"),
        ("a = 12345678901234567890.10", "12345678901234567890.10"),
    ] {
        assert_eq!(said(text), format!("{{\"a\":{{\"$eq\":{json}}}}}"), "{text}");
    }
}

#[test]
fn a_condition_is_written_the_short_way() {
    for (json, text) in [
        ("{}", "{}"),
        (r#"{"level":{"$gte":1,"$lt":5},"vip":true}"#, "level >= 1 and level < 5 and vip = true"),
        (r#"{"$or":[{"a":1,"b":2},{"c":3}],"d":4}"#, "((a = 1 and b = 2) or c = 3) and d = 4"),
        (r#"{"$or":[{"$or":[{"a":1},{"b":2}]},{"$and":[{"c":3}]}]}"#, "(a = 1 or b = 2) or c = 3"),
        (r#"{"$and":[{},{"a":1}]}"#, "{} and a = 1"),
        (r#"{"a":null,"b":{"$ne":null}}"#, r#"{"a":{"$eq":null}} and {"b":{"$ne":null}}"#),
        (r#"{"a":{"$options":"i","$regex":"^x","$exists":true}}"#, "a matches /^x/i and a exists"),
        (r#"{"a":{"$regex":"x/y"},"b":{"$regex":"x\\"}}"#, r#"a matches "x/y" and b matches "x\\""#),
        (r#"{"a":{"$regex":"x/y","$options":"i"}}"#, r#"{"a":{"$regex":"x/y","$options":"i"}}"#),
        (r#"{"or":1,"a-b":2,"a`(b)":3,"等级":4}"#, r#"`or` = 1 and `a-b` = 2 and "a`(b)" = 3 and 等级 = 4"#),
        ("{\"a\":\"\u{fffd}\"}", r#"a = "\ufffd""#),
    ] {
        let condition = crate::Where::from_json(crate::json::read(json).unwrap()).unwrap();
        assert_eq!(text::format(&condition).unwrap(), text);
    }
}

#[test]
fn what_is_wrong_is_not_written() {
    let error = text::format(&crate::field("level").gte(f64::NAN)).unwrap_err();
    assert_eq!(error.to_string(), "level.$gte: expected a number or a string, got NaN");
}
