//! What is known after an error: who is in doubt, and what a checkpoint still declares.

use super::*;

fn error_of_one(row: usize) -> BulkFailure {
    BulkFailure { id: None, code: None, message: "type mismatch".into(), row }
}

#[test]
fn after_a_lost_attempt_fewer_errors_than_users_are_nobodys() {
    // The first attempt changed the address of two of them, who no longer matched in the second.
    let update = Update::new().set("address", Json::member("city", "广州"));
    let (mut job, _, ticket) = writing(UpdateAll::new(field("level").gte(5), update));
    job.wrote(ticket, &Done { failed: vec![error_of_one(0)], ..done(&[]) }, true).unwrap();
    let step = job.step().unwrap();
    assert_eq!((step.failed, step.unknown, step.failures.len()), (0, 3, 0));
    // Where a read tells, those who are not as the update leaves them may have been changed again since.
    let (mut job, _, ticket) = writing(setting());
    job.wrote(ticket, &Done { failed: vec![error_of_one(0)], ..done(&[]) }, true).unwrap();
    let (ticket, _) = next_read(&mut job);
    job.read(ticket, &page(&[1])).unwrap();
    let step = job.step().unwrap();
    assert_eq!((step.succeeded, step.failed, step.unknown), (1, 0, 2));
}

#[test]
fn after_a_lost_attempt_as_many_errors_as_users_are_theirs() {
    let (mut job, _, ticket) = writing(setting());
    job.wrote(ticket, &Done { failed: vec![error_of_one(0), error_of_one(1)], ..done(&[]) }, true).unwrap();
    let (ticket, _) = next_read(&mut job);
    // User 1 need not be changed: one error of the two is his.
    job.read(ticket, &page(&[1, 2])).unwrap();
    let step = job.step().unwrap();
    assert_eq!((step.succeeded, step.failed, step.unknown), (2, 1, 0));
    assert_eq!(step.failures, [Failure { id: 3, code: None, message: "type mismatch".into() }]);
}

/// A job with a read in flight, and a chunk that is declared and not sent.
fn declared(all: UpdateAll) -> (Job, Ticket) {
    let mut job = UpdateAll { concurrency: 1, ..all }.start().unwrap();
    let server = Server::of(1..=3000);
    let (ticket, list) = next_read(&mut job);
    job.read(ticket, &server.table.list(&list)).unwrap();
    let (ticket, _) = next_read(&mut job);
    assert!(job.step().unwrap().checkpoint.contains(r#""declared":[[0"#));
    (job, ticket)
}

#[test]
fn what_was_not_sent_when_the_caller_is_told_of_an_error_is_declared_no_more() {
    let is_free = |job: &Job, all: UpdateAll| {
        let checkpoint = job.checkpoint();
        assert!(checkpoint.contains(r#""unread":[[0,9007199254740992]],"declared":[]"#), "{checkpoint}");
        assert_eq!(all.resume(&checkpoint).unwrap().report().unknown, 0);
    };
    for all in [incrementing(), setting(), marked(incrementing())] {
        let (mut job, read) = declared(all.clone());
        assert_eq!(job.failed(read, &failure(502, false)), Verdict::Raise);
        is_free(&job, all.clone());
        // Asked again, it declares them again and sends them, and need not read them again.
        job.proceed();
        assert!(job.step().unwrap().checkpoint.contains(r#""declared":[[0"#));
        job.proceed();
        next_write(&mut job);
        let (mut job, read) = declared(all.clone());
        job.proceed();
        assert!(job.read(read, &Rows { ids: vec![1], ..Rows::default() }).is_err());
        is_free(&job, all);
    }
}

#[test]
fn a_write_that_is_refused_leaves_only_what_is_in_flight_declared() {
    let all = UpdateAll { concurrency: 2, ..incrementing() };
    let mut job = all.start().unwrap();
    let server = Server::of(1..=5000);
    let mut writes = Vec::new();
    while writes.len() < 2 {
        while let Some((ticket, action)) = job.next() {
            match action {
                Action::Read(list) => job.read(ticket, &server.table.list(&list)).unwrap(),
                Action::Write(write) => writes.push((ticket, server.table.matching(Some(&write.filter)))),
            }
        }
        job.step();
        job.proceed();
    }
    job.wrote(writes[0].0, &done(&writes[0].1), false).unwrap();
    job.step().unwrap();
    assert_eq!(job.held.len(), 2, "one in flight, one declared");
    assert_eq!(job.failed(writes[1].0, &failure(403, true)), Verdict::Raise);
    assert!(job.held.is_empty());
    let (mut job, _, ticket) = writing(incrementing());
    assert!(job.wrote(ticket, &done(&[1, 9]), false).is_err());
    assert!(job.held.is_empty());
}
