//! The exact requests of each rule.

use super::*;

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
fn a_part_ends_when_no_more_is_said_to_come() {
    for rows in [end(), Rows { has_more: false, ..page(&[1], "[1]") }] {
        let mut iteration = Iterate::default().start().unwrap();
        assert!(iteration.accept(&rows).unwrap().is_last);
        assert_eq!(iteration.request(), None);
        assert_eq!(refusal(iteration.accept(&rows)), invalid("rows: all is read, and no page was asked for"));
    }
    let mut iteration = Iterate::default().start().unwrap();
    assert!(!iteration.accept(&page(&[1], "[1]")).unwrap().is_last, "a short page with more to come");
}
