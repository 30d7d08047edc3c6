//! Cursors: what they say, and what is none.

use super::*;

#[test]
fn a_cursor_says_whose_it_is_and_where_it_stands() {
    let mut iteration = under_way(&["level"]);
    for rows in [end(), page(&[70, 5], r#"[3,5]"#)] {
        iteration.accept(&rows).unwrap();
    }
    let cursor = iteration.cursor();
    assert_eq!(
        cursor,
        r#"{"version":1,"of":"OWNER","stage":"keys","fixed":[],"after":[3,5],"since":940,"seen":[5,65]}"#
            .replace("OWNER", &iteration.fingerprint)
    );
    let mut resumed = Iterate { page_size: 7, ..by(&["level"]) }.resume(&cursor).unwrap();
    assert_eq!(asks(&resumed), asks(&iteration));
    assert_eq!(resumed.accept(&page(&[6, 70], "[4,70]")).unwrap().kept, Kept::Only(vec![0]));

    let mut finished = Iterate::default().start().unwrap();
    finished.accept(&end()).unwrap();
    assert_eq!(Iterate::default().resume(&finished.cursor()).unwrap().request(), None);
}

#[test]
fn another_iterations_cursor_and_what_is_none_are_refused() {
    let cursor = Iterate::default().start().unwrap().cursor();
    for other in [
        by(&["-id"]),
        Iterate { mode: Mode::Offset, ..Iterate::default() },
        Iterate { filter: Some(field("vip").eq(true)), ..Iterate::default() },
    ] {
        assert_eq!(refusal(other.resume(&cursor)), invalid("cursor: it belongs to another where or orderBy"));
    }
    let of = |order_by: &[&str], rest: &str| {
        let owner = by(order_by).start().unwrap().fingerprint;
        (by(order_by), format!(r#"{{"version":1,"of":"{owner}",{rest}}}"#))
    };
    for (iterate, text) in [
        (by(&["id"]), "".into()),
        (by(&["id"]), "5".into()),
        (by(&["id"]), cursor.replace("\"version\":1", "\"version\":2")),
        (by(&["id"]), cursor[..cursor.len() - 1].into()),
        of(&["id"], r#""stage":"keys""#),
        of(&["id"], r#""stage":"keys","fixed":[],"after":["5"]"#),
        of(&["id"], r#""stage":"keys","fixed":[],"after":[1,5]"#),
        of(&["id"], r#""stage":"keys","fixed":[null],"after":[5]"#),
        of(&["id"], r#""stage":"sweep","after":[5]"#),
        of(&["id"], r#""stage":"offset","after":[5]"#),
        of(&["id"], r#""stage":"later","after":[]"#),
        of(&["level"], r#""stage":"keys","fixed":[],"after":[3,5]"#),
        of(&["level"], r#""stage":"keys","fixed":[],"after":[3],"since":0,"seen":[]"#),
        of(&["level"], r#""stage":"keys","fixed":[],"after":[[],5],"since":0,"seen":[]"#),
        of(&["level"], r#""stage":"keys","fixed":[],"after":[null,5],"since":0,"seen":[]"#),
        of(&["level"], r#""stage":"keys","fixed":[],"after":[3,5],"since":-1,"seen":[]"#),
        of(&["level"], r#""stage":"keys","fixed":[],"after":[3,5],"since":0,"seen":[5,0]"#),
        of(&["level"], r#""stage":"keys","fixed":[],"after":[3,5],"since":0,"seen":[9007199254740991,1]"#),
    ] {
        let message =
            format!("cursor: expected the cursor of an iteration, got {}", Json::from(text.as_str()).describe());
        assert_eq!(refusal(iterate.resume(&text)), invalid(&message));
    }
    let long = "x".repeat(50);
    assert_eq!(
        refusal(Iterate::default().resume(&long)).1,
        format!("cursor: expected the cursor of an iteration, got \"{}\"… (50 characters)", "x".repeat(40))
    );
}
