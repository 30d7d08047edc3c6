//! Options and answers that are refused.

use super::*;

#[test]
fn a_page_that_does_not_tell_how_to_go_on_is_refused_and_can_be_asked_for_again() {
    let mut sweep = under_way(&["level"]);
    for _ in 0..2 {
        sweep.accept(&end()).unwrap();
    }
    let offset = Iterate { mode: Mode::Offset, page_size: 2, ..by(&["level"]) };
    for mut iteration in [
        Iterate { page_size: 2, ..Iterate::default() }.start().unwrap(),
        Iterate { page_size: 2, ..by(&["level"]) }.start().unwrap(),
        offset.clone().start().unwrap(),
        sweep.clone(),
    ] {
        let before = iteration.clone();
        assert_eq!(
            refusal(iteration.accept(&Rows { has_more: true, ..end() })),
            wrong_answer("the answer is not as documented: it holds no users, and links to more")
        );
        assert_eq!(iteration, before);
    }
    for (iterate, count, limit) in [(offset, 3, 2), (by(&["level"]), 2, 1)] {
        let mut iteration = iterate.start().unwrap();
        let last = if limit == 1 { "[5]" } else { "[]" };
        let many = Rows { has_more: false, ..page(&[1, 2, 3][..count], last) };
        assert_eq!(
            refusal(iteration.accept(&many)),
            wrong_answer(&format!(
                "the answer is not as documented: it holds {count} users, and at most {limit} were asked for"
            ))
        );
    }
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
fn a_value_that_is_too_long_for_a_url_is_told_from_a_condition_that_is() {
    let base_url = BaseUrl::default();
    let after = |filter: Option<Where>, text: &str| {
        let mut iteration = Iterate { filter, ..by(&["-vip", "-nickname"]) }.start().unwrap();
        iteration.accept(&end()).unwrap();
        iteration.accept(&page(&[5], &format!("[true,\"{text}\",5]"))).unwrap();
        let url = iteration.request().unwrap().request().unwrap().url(&base_url);
        (iteration.check_url(&base_url).map_err(|error| (error.kind(), error.to_string())), url.is_ok())
    };
    // It stands twice in the condition; each sign takes nine characters of a url.
    assert_eq!(after(None, &"中".repeat(500)), (Ok(()), true));
    let (refused, is_sent) = after(None, &"中".repeat(1000));
    let (kind, message) = refused.unwrap_err();
    assert_eq!((kind, is_sent), (ErrorKind::InvalidArgument, false));
    assert!(
        message.starts_with(
            "orderBy[1]: users hold a text of 1000 characters in \"nickname\", too long for the url of the request for \
             those after it ("
        ),
        "{message}"
    );
    assert!(message.ends_with(
        " characters, and the server reads at most 16386); \
         use mode: 'offset', which may skip or repeat users while others write"
    ));
    let long = field("nickname").ne("x".repeat(17_000));
    assert_eq!(after(Some(long), "a"), (Ok(()), false), "the request itself says that");
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
        invalid("select[0]: \"id\" cannot be left out, because reading everyone needs it")
    );
    assert!(Iterate { projection: without("-level"), mode: Mode::Offset, ..by(&["level"]) }.start().is_ok());
}
