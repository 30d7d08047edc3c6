//! What is sent, word for word.

use super::*;
use crate::{Request, dice::Dice, request::MAX_URL_CHARACTERS};

fn sent(action: Action) -> (Request, String) {
    let request = match &action {
        Action::Read(list) => list.request().unwrap(),
        Action::Write(write) => write.request().unwrap(),
    };
    let filter = match action {
        Action::Read(list) => list.filter,
        Action::Write(write) => Some(write.filter),
    };
    (request, filter.map(|filter| filter.to_string()).unwrap_or_default())
}

fn refusal(all: UpdateAll) -> String {
    let error = all.start().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    error.to_string()
}

#[test]
fn condition_ids_and_marker_are_in_each_write() {
    let mut job = marked(incrementing()).start().unwrap();
    let (ticket, read) = job.next().unwrap();
    let (request, filter) = sent(read);
    let unmarked = r#"{"$or":[{"job":{"$ne":"j1"}},{"job":{"$isnull":true}}]}"#;
    assert_eq!(filter, format!(r#"{{"$and":[{{"level":{{"$gte":5}}}},{unmarked}]}}"#));
    assert!(request.target().ends_with("&order_by=id&limit=1000&return_total_count=1&keys=id"));
    job.read(ticket, &page(&[1, 2])).unwrap();
    job.step().unwrap();
    job.proceed();
    let (request, filter) = sent(job.next().unwrap().1);
    assert_eq!(filter, format!(r#"{{"$and":[{{"level":{{"$gte":5}}}},{{"id":{{"$in":[1,2]}}}},{unmarked}]}}"#));
    assert!(request.target().starts_with("/oserve/v2.6/miniapp/user_profile/?where=%7B%22%24and%22"));
    assert!(request.target().ends_with("&limit=1000"));
    assert_eq!(request.body(), Some(r#"{"level":{"$incr_by":1},"job":"j1"}"#));
}

#[test]
fn everyone_is_no_condition() {
    let mut job = UpdateAll { filter: Where::everyone(), ..setting() }.start().unwrap();
    let (ticket, read) = job.next().unwrap();
    let target = "/oserve/v2.2/miniapp/user_profile/?order_by=id&limit=1000&return_total_count=1&keys=id";
    assert_eq!(sent(read).0.target(), target);
    job.read(ticket, &page(&[7])).unwrap();
    job.step().unwrap();
    job.proceed();
    assert_eq!(sent(job.next().unwrap().1).1, r#"{"id":{"$in":[7]}}"#);
}

#[test]
fn a_write_is_repeatable_with_a_marker_or_a_repeatable_update() {
    for (all, is_repeatable) in [(incrementing(), false), (setting(), true), (marked(incrementing()), true)] {
        let mut job = all.start().unwrap();
        let (ticket, _) = next_read(&mut job);
        job.read(ticket, &page(&[7])).unwrap();
        job.step().unwrap();
        job.proceed();
        assert_eq!(next_write(&mut job).1.request().unwrap().is_repeatable(), is_repeatable);
    }
}

#[test]
fn a_chunk_of_long_ids_fills_the_url_and_no_more() {
    let base = BaseUrl::parse("https://example.com/a/long/way/to/the/server").unwrap();
    let base_url_length = base.to_string().len();
    let mut dice = Dice(7);
    for all in [incrementing(), marked(incrementing()), setting(), UpdateAll { filter: Where::everyone(), ..setting() }]
    {
        let mut job = UpdateAll { base_url_length, ..all }.start().unwrap();
        let (ticket, _) = next_read(&mut job);
        let mut ids: Vec<u64> = (0..1000).map(|_| 100_000_000_000_000 + dice.below(100_000_000_000_000)).collect();
        ids.sort_unstable();
        job.read(ticket, &page(&ids)).unwrap();
        job.step().unwrap();
        job.proceed();
        let ((_, first), (_, rest)) = (next_write(&mut job), next_write(&mut job));
        let ids: Vec<u64> = ids.into_iter().filter(|id| first.filter.to_string().contains(&id.to_string())).collect();
        let verify = job.terms.verify(&ids).map_or(0, |list| list.request().unwrap().url(&base).unwrap().len());
        let length = first.request().unwrap().url(&base).unwrap().len().max(verify);
        assert!(length <= MAX_URL_CHARACTERS && length + "%2C".len() + 15 > MAX_URL_CHARACTERS, "{length}");
        let named = |write: &UpdateUsers| write.filter.to_string().matches(",1").count() + 1;
        assert_eq!(named(&first) + named(&rest), 1000);
        rest.request().unwrap().url(&base).unwrap();
    }
}

#[test]
fn a_verifying_read_is_shorter_than_the_write() {
    let all = marked(UpdateAll { filter: Where::everyone(), ..incrementing() });
    let (mut job, _, ticket) = writing(all);
    assert_eq!(job.failed(ticket, &failure(502, true)), Verdict::Raise);
    let write = job.terms.write(&[1, 2, 3]).request().unwrap();
    job.proceed();
    let (_, verify) = next_read(&mut job);
    assert_eq!(
        verify.filter.as_ref().unwrap().to_string(),
        r#"{"$and":[{"id":{"$in":[1,2,3]}},{"job":{"$eq":"j1"}}]}"#
    );
    let target = verify.request().unwrap().target();
    assert!(target.ends_with("&order_by=id&limit=1000&keys=id"), "{target}");
    assert!(target.len() < write.target().len());
}

#[test]
fn a_condition_beside_which_no_id_fits_is_refused() {
    let all = |length| UpdateAll { filter: field("note").contains(&"x".repeat(length)), ..setting() };
    let refused = (16_000..16_386).find(|length| all(*length).start().is_err()).unwrap();
    assert_eq!(
        refusal(all(refused)),
        "where: the url of a request for one user would have 16387 characters, and the server reads at most 16386; \
         shorten the condition or the marker"
    );
    let mut job = all(refused - 1).start().unwrap();
    job.terms.longest_read().request().unwrap().url(&BaseUrl::default()).unwrap();
    let (ticket, _) = next_read(&mut job);
    job.read(ticket, &page(&[MAX_INTEGER - 1, MAX_INTEGER])).unwrap();
    job.step().unwrap();
    job.proceed();
    next_write(&mut job).1.request().unwrap().url(&BaseUrl::default()).unwrap();
}

#[test]
fn what_is_out_of_range_is_refused() {
    let concurrency = |concurrency| UpdateAll { concurrency, ..setting() };
    assert_eq!(refusal(concurrency(0)), "concurrency must be an integer between 1 and 32, got 0");
    assert_eq!(
        refusal(UpdateAll { expect_max: Some(u64::MAX), ..setting() }),
        "expectMax must be an integer between 0 and 9007199254740991, got 18446744073709551615"
    );
    assert_eq!(
        refusal(UpdateAll { update: Update::new(), ..setting() }),
        "update: expected at least one field to change"
    );
    assert_eq!(
        refusal(UpdateAll { filter: field("a").gte(true), ..setting() }),
        "a.$gte: expected a number or a string, got true"
    );
}

#[test]
fn a_marker_that_could_not_mark_is_refused() {
    let marker = |field: &str, value: Json| {
        let marker = Some(Marker { field: field.into(), value });
        refusal(UpdateAll { marker, ..setting() })
    };
    assert_eq!(marker("a.b", 1.into()), "marker.field: expected a field name, got \"a.b\"");
    assert_eq!(marker("nickname", 1.into()), "marker.field: expected one of the app's custom fields, got \"nickname\"");
    assert_eq!(marker("vip", 1.into()), "marker.field: expected a field that the update does not change, got \"vip\"");
    assert_eq!(marker("job", Json::Null), "marker.value: expected a string or a number, got null");
    assert_eq!(marker("job", "".into()), "marker.value: expected 1 to 1000 characters, got an empty string");
    assert_eq!(marker("job", "x".repeat(1001).into()), "marker.value: expected 1 to 1000 characters, got 1001");
}
