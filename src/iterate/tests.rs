//! The exact requests of each rule, and what is refused.

use super::{Batch, Iterate, Iteration, Mode};
use crate::Kept;
use crate::{Error, ErrorKind, Json, Rows, Where, endpoint::Projection, field, json};

fn by(order_by: &[&str]) -> Iterate {
    Iterate { order_by: order_by.iter().map(|name| (*name).into()).collect(), ..Iterate::default() }
}

/// `order_by where` of the next request.
fn asks(iteration: &Iteration) -> String {
    let list = iteration.request().unwrap();
    list.request().unwrap();
    format!("{} {}", list.order_by.join(","), list.filter.map(|filter| filter.to_string()).unwrap_or_default())
}

/// A page of these users, whose last has the values of the JSON array `last`.
fn page(ids: &[u64], last: &str) -> Rows {
    let Json::Array(last) = json::read(last).unwrap() else { panic!("not an array") };
    Rows { ids: ids.into(), last, total: None, has_more: true }
}

/// The end of a part.
fn end() -> Rows {
    Rows::default()
}

/// By an order in which users move, when the first request is answered.
fn under_way(order_by: &[&str]) -> Iteration {
    let mut iteration = by(order_by).start().unwrap();
    iteration.accept(&page(&[9], "[1000]")).unwrap();
    iteration
}

fn refusal(error: Result<impl Sized, Error>) -> (ErrorKind, String) {
    let error = error.err().unwrap();
    (error.kind(), error.to_string())
}

fn invalid(message: &str) -> (ErrorKind, String) {
    (ErrorKind::InvalidArgument, message.into())
}

fn wrong_answer(message: &str) -> (ErrorKind, String) {
    (ErrorKind::InvalidAnswer, message.into())
}

#[test]
fn by_id_the_condition_is_one_comparison() {
    let mut iteration = Iterate::default().start().unwrap();
    let target = |iteration: &Iteration| iteration.request().unwrap().request().unwrap().target();
    assert!(target(&iteration).ends_with("/user_profile/?order_by=id&limit=100"));
    iteration.accept(&page(&[3, 5], "[5]")).unwrap();
    assert!(
        target(&iteration)
            .ends_with("/user_profile/?where=%7B%22id%22%3A%7B%22%24gt%22%3A5%7D%7D&order_by=id&limit=100")
    );

    let mut iteration = Iterate { filter: Some(field("vip").eq(true)), ..by(&["-id"]) }.start().unwrap();
    assert_eq!(asks(&iteration), r#"-id {"vip":{"$eq":true}}"#);
    iteration.accept(&page(&[5, 3], "[3]")).unwrap();
    assert_eq!(asks(&iteration), r#"-id {"$and":[{"vip":{"$eq":true}},{"id":{"$lt":3}}]}"#);

    let mut iteration = Iterate { filter: Some(Where::everyone()), ..Iterate::default() }.start().unwrap();
    iteration.accept(&page(&[3], "[3]")).unwrap();
    assert_eq!(asks(&iteration), r#"id {"id":{"$gt":3}}"#);
}

#[test]
fn users_without_a_value_are_asked_for_on_their_own() {
    let mut iteration = by(&["-created_at"]).start().unwrap();
    assert_eq!(asks(&iteration), r#"-created_at,id {"created_at":{"$isnull":false}}"#);
    assert_eq!(iteration.key_fields(), ["created_at", "id"]);
    iteration.accept(&page(&[9, 4], "[70,4]")).unwrap();
    assert_eq!(
        asks(&iteration),
        r#"-created_at,id {"$or":[{"created_at":{"$lt":70}},{"created_at":{"$eq":70},"id":{"$gt":4}}]}"#
    );
    iteration.accept(&end()).unwrap();
    assert_eq!(asks(&iteration), r#"id {"created_at":{"$isnull":true}}"#);
    assert_eq!(iteration.key_fields(), ["id"]);
    iteration.accept(&page(&[2], "[2]")).unwrap();
    assert_eq!(asks(&iteration), r#"id {"created_at":{"$isnull":true},"id":{"$gt":2}}"#);
    assert!(iteration.accept(&end()).unwrap().is_last);

    let mut ascending = by(&["created_at"]).start().unwrap();
    assert_eq!(asks(&ascending), r#"id {"created_at":{"$isnull":true}}"#);
    ascending.accept(&end()).unwrap();
    assert_eq!(asks(&ascending), r#"created_at,id {"created_at":{"$isnull":false}}"#);
}

#[test]
fn after_false_only_true_is_left() {
    let mut iteration = under_way(&["vip"]);
    iteration.accept(&end()).unwrap();
    iteration.accept(&page(&[7], "[false,7]")).unwrap();
    assert_eq!(asks(&iteration), r#"vip,id {"$or":[{"vip":{"$eq":true}},{"vip":{"$eq":false},"id":{"$gt":7}}]}"#);
    iteration.accept(&page(&[8], "[true,8]")).unwrap();
    assert_eq!(asks(&iteration), r#"vip,id {"vip":{"$eq":true},"id":{"$gt":8}}"#);
}

#[test]
fn nulls_of_a_further_field_may_be_left_on_either_side() {
    let mut iteration = under_way(&["-level", "nickname"]);
    assert_eq!(asks(&iteration), r#"-level,nickname,id {"level":{"$isnull":false}}"#);
    iteration.accept(&page(&[7], r#"[3,"b",7]"#)).unwrap();
    assert_eq!(
        asks(&iteration),
        r#"-level,nickname,id {"$or":[{"level":{"$lt":3}},{"level":{"$eq":3},"nickname":{"$gt":"b"}},{"level":{"$eq":3},"nickname":{"$isnull":true}},{"level":{"$eq":3},"nickname":{"$eq":"b"},"id":{"$gt":7}}]}"#
    );
    iteration.accept(&page(&[6], "[2,null,6]")).unwrap();
    assert_eq!(
        asks(&iteration),
        r#"-level,nickname,id {"$or":[{"level":{"$lt":2}},{"level":{"$eq":2},"nickname":{"$isnull":false}},{"level":{"$eq":2},"nickname":{"$isnull":true},"id":{"$gt":6}}]}"#
    );
}

#[test]
fn a_value_that_fills_a_page_is_read_as_an_iteration_of_its_own() {
    let mut iteration = under_way(&["-level", "-nickname"]);
    iteration.accept(&page(&[7], r#"[3,"c",7]"#)).unwrap();
    iteration.accept(&page(&[8], r#"[3,"b",8]"#)).unwrap();
    // What is known of the value is not read again …
    assert_eq!(iteration.key_fields(), ["nickname", "id"]);
    assert_eq!(
        asks(&iteration),
        r#"-nickname,id {"$and":[{"level":{"$eq":3}},{"$or":[{"nickname":{"$lt":"b"}},{"nickname":{"$eq":"b"},"id":{"$gt":8}}]}]}"#
    );
    iteration.accept(&end()).unwrap();
    assert_eq!(asks(&iteration), r#"id {"level":{"$eq":3},"nickname":{"$isnull":true}}"#);
    // … and the next value comes after it.
    iteration.accept(&end()).unwrap();
    assert_eq!(asks(&iteration), r#"-level,-nickname,id {"level":{"$lt":3}}"#);
    iteration.accept(&end()).unwrap();
    assert_eq!(asks(&iteration), r#"-nickname,id {"level":{"$isnull":true},"nickname":{"$isnull":false}}"#);
    iteration.accept(&end()).unwrap();
    assert_eq!(asks(&iteration), r#"id {"level":{"$isnull":true},"nickname":{"$isnull":true}}"#);
}

#[test]
fn users_who_moved_come_at_the_end_and_nobody_comes_twice() {
    let mut iteration = Iterate {
        filter: Some(field("vip").eq(true)),
        projection: Projection { select: vec!["nickname".into()], expand: Vec::new() },
        ..by(&["level"])
    }
    .start()
    .unwrap();
    let list = iteration.request().unwrap();
    let changed = r#"{"$and":[{"vip":{"$eq":true}},{"updated_at":{"$isnull":false}}]}"#;
    assert!(list.request().unwrap().target().ends_with("%7D&order_by=-updated_at&limit=1&keys=id%2Cupdated_at"));
    assert_eq!((list.filter.unwrap().to_string(), iteration.key_fields()), (changed.into(), vec!["updated_at"]));
    let nobody = Batch { kept: Kept::Only(vec![]), is_last: false };
    assert_eq!(iteration.accept(&page(&[4], "[1511000000]")).unwrap(), nobody);
    assert_eq!(iteration.request().unwrap().projection.select, ["nickname", "level", "id"]);
    assert_eq!(iteration.accept(&end()).unwrap().kept, Kept::All);
    assert_eq!(iteration.accept(&page(&[4, 9], "[1,9]")).unwrap().kept, Kept::All);
    assert_eq!(iteration.accept(&page(&[9, 2, 4], "[2,4]")).unwrap().kept, Kept::Only(vec![1]));
    iteration.accept(&end()).unwrap();
    assert_eq!(asks(&iteration), r#"id {"$and":[{"vip":{"$eq":true}},{"updated_at":{"$gte":1510999940}}]}"#);
    assert_eq!(iteration.accept(&page(&[2, 3, 9], "[9]")).unwrap().kept, Kept::Only(vec![1]));
    assert_eq!(
        asks(&iteration),
        r#"id {"$and":[{"vip":{"$eq":true}},{"updated_at":{"$gte":1510999940},"id":{"$gt":9}}]}"#
    );
    assert!(iteration.accept(&end()).unwrap().is_last);
}

#[test]
fn when_nobody_says_when_the_latest_change_was_all_are_looked_through() {
    for (rows, since) in [(end(), 0), (page(&[4], "[null]"), 0), (page(&[4], "[59]"), 0), (page(&[4], "[61]"), 1)] {
        let mut iteration = by(&["level"]).start().unwrap();
        iteration.accept(&rows).unwrap();
        for _ in 0..2 {
            iteration.accept(&end()).unwrap();
        }
        assert_eq!(asks(&iteration), format!(r#"id {{"updated_at":{{"$gte":{since}}}}}"#));
    }
    assert_eq!(
        refusal(by(&["level"]).start().unwrap().accept(&page(&[4], r#"["2026"]"#))),
        wrong_answer("\"updated_at\" is not a time in unix seconds: \"2026\"")
    );
}

#[test]
fn by_offset_the_order_is_the_callers_and_users_are_counted() {
    let order_by: &[&str] = &["a", "-b", "c", "d"];
    let mut iteration = Iterate { mode: Mode::Offset, page_size: 3, ..by(order_by) }.start().unwrap();
    let request = |iteration: &Iteration| iteration.request().unwrap().request().unwrap().target();
    assert!(request(&iteration).ends_with("/?order_by=a%2C-b%2Cc%2Cd&limit=3"));
    assert!(iteration.key_fields().is_empty());
    assert_eq!(iteration.accept(&page(&[9, 3], "[]")).unwrap().kept, Kept::All);
    assert!(request(&iteration).ends_with("&limit=3&offset=2"));
    assert!(iteration.accept(&Rows { has_more: false, ..page(&[3], "[]") }).unwrap().is_last);
    let newest_first = Iterate { mode: Mode::Offset, ..by(&[]) }.start().unwrap();
    assert!(request(&newest_first).ends_with("/?limit=100"));
    assert_eq!(asks(&by(&[]).start().unwrap()), "id ");
}

#[test]
fn a_part_ends_with_an_empty_page_or_when_no_more_is_said_to_come() {
    let pages = [end(), Rows { has_more: true, ..end() }, Rows { has_more: false, ..page(&[1], "[1]") }];
    for rows in pages {
        let mut iteration = Iterate::default().start().unwrap();
        assert!(iteration.accept(&rows).unwrap().is_last);
        assert_eq!(iteration.request(), None);
        assert_eq!(refusal(iteration.accept(&rows)), invalid("rows: all is read, and no page was asked for"));
    }
    let nobody = Rows { has_more: true, ..end() };
    assert!(Iterate { mode: Mode::Offset, ..by(&["level"]) }.start().unwrap().accept(&nobody).unwrap().is_last);
    let mut sweep = under_way(&["level"]);
    assert!([(); 3].map(|()| sweep.accept(&nobody).unwrap().is_last)[2]);
    let mut iteration = Iterate::default().start().unwrap();
    assert!(!iteration.accept(&page(&[1], "[1]")).unwrap().is_last, "a short page with more to come");
}

#[test]
fn a_page_out_of_order_is_refused_and_can_be_asked_for_again() {
    for (order_by, before, rows, message) in [
        ("id", page(&[5], "[5]"), page(&[7, 7], "[7]"), "7 in \"id\" comes after one with 7"),
        ("id", page(&[5], "[5]"), page(&[5, 7], "[7]"), "5 in \"id\" comes after one with 5"),
        ("-id", page(&[5], "[5]"), page(&[4, 6], "[6]"), "6 in \"id\" comes after one with 4"),
        ("-id", page(&[5], "[5]"), page(&[5, 4], "[4]"), "5 in \"id\" comes after one with 5"),
        ("-created_at", page(&[5], "[70,5]"), page(&[6], "[71,6]"), "71 in \"created_at\" comes after one with 70"),
        ("-created_at", page(&[5], "[70,5]"), page(&[5], "[70,5]"), "70 in \"created_at\" comes after one with 70"),
    ] {
        let mut iteration = by(&[order_by]).start().unwrap();
        iteration.accept(&before).unwrap();
        let asked = iteration.clone();
        let message = format!("the answer is not in the order asked for: a user with {message}");
        assert_eq!(refusal(iteration.accept(&rows)), wrong_answer(&message));
        assert_eq!((&iteration, iteration.request()), (&asked, asked.request()));
    }
    let mut named = under_way(&["-nickname"]);
    named.accept(&page(&[5], r#"["b",5]"#)).unwrap();
    assert_eq!(
        refusal(named.accept(&page(&[5], r#"["b",5]"#))).1,
        "the answer is not in the order asked for: a user with \"b\" in \"nickname\" comes after one with \"b\""
    );
    assert_eq!(
        refusal(named.accept(&page(&[5], "[null,5]"))),
        wrong_answer(
            "the answer is not what was asked for: a user has no \"nickname\", and only users who have were asked for"
        )
    );
}

#[test]
fn a_server_that_leads_in_circles_is_found_out_whatever_their_length() {
    for length in 1..=9 {
        let mut iteration = under_way(&["-nickname", "vip"]);
        let mut circle = (0..length).cycle();
        let error = (0..100).find_map(|_| {
            let number: u64 = circle.next()?;
            iteration.accept(&page(&[number + 1], &format!("[\"{number}\",true,{}]", number + 1))).err()
        });
        assert_eq!(error.unwrap().kind(), ErrorKind::InvalidAnswer, "{length} pages");
    }
}

#[test]
fn what_a_cursor_cannot_order_by_is_refused_with_the_way_out() {
    for (last, what) in
        [(r#"["a",["x"],5]"#, "an array"), (r#"["a",{},5]"#, "an object"), (r#"["a",[],5]"#, "an empty array")]
    {
        assert_eq!(
            refusal(under_way(&["-nickname", "tags"]).accept(&page(&[5], last))),
            invalid(&format!(
                "orderBy[1]: users hold {what} in \"tags\", which a cursor cannot order by; \
                 use mode: 'offset', which may skip or repeat users while others write"
            ))
        );
    }
    for (number, is_told_apart) in [
        ("9007199254740991", true),
        ("-9007199254740991", true),
        ("1234567.891", true),
        ("9007199254740992", false),
        ("-9007199254740993", false),
        ("1e+21", false),
    ] {
        let mut iteration = under_way(&["-level"]);
        let rows = page(&[5], &format!("[{number},5]"));
        match is_told_apart {
            true => assert_eq!(iteration.accept(&rows).unwrap().kept, Kept::All),
            false => assert_eq!(
                refusal(iteration.accept(&rows)),
                invalid(
                    "orderBy[0]: users hold a number in \"level\" that JavaScript cannot tell from its neighbours; \
                     use mode: 'offset', which may skip or repeat users while others write"
                )
            ),
        }
    }
    assert_eq!(
        refusal(under_way(&["-nickname"]).accept(&page(&[5], "[5]"))),
        invalid("rows.last: expected 2 values (nickname, id), got 1")
    );
}

#[test]
fn options_are_checked_before_anything_is_sent() {
    let refused = |iterate: Iterate| refusal(iterate.start());
    assert_eq!(
        refused(Iterate { page_size: 1001, ..Iterate::default() }),
        invalid("pageSize must be an integer between 1 and 1000, got 1001")
    );
    assert_eq!(
        refused(by(&["level", "-city"])),
        invalid("orderBy[1]: the server does not sort by gender, country, province, city and language, got \"-city\"")
    );
    assert_eq!(
        refused(Iterate { filter: Some(field("level").gte(f64::NAN)), ..Iterate::default() }),
        invalid("level.$gte: expected a number or a string, got NaN")
    );
    assert_eq!(refused(by(&["level", "level"])), invalid("orderBy[1]: \"level\" is in the order already"));
    let without = |name: &str| Projection { select: vec![name.into()], expand: Vec::new() };
    assert_eq!(
        refused(Iterate { projection: without("-id"), mode: Mode::Offset, ..by(&["level"]) }),
        invalid("select[0]: \"id\" cannot be left out, because the iteration needs it")
    );
    assert!(Iterate { projection: without("-level"), mode: Mode::Offset, ..by(&["level"]) }.start().is_ok());
}

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
