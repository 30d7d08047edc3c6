//! Servers that change fewer users at once than they are asked to.

use super::*;
use crate::scan::Span;

/// A job whose first write, of these users, is in flight.
fn writing_to(all: UpdateAll, ids: &[u64]) -> (Job, Ticket) {
    let mut job = all.start().unwrap();
    let (ticket, _) = next_read(&mut job);
    job.read(ticket, &page(ids)).unwrap();
    job.step().unwrap();
    job.proceed();
    let (ticket, _) = next_write(&mut job);
    (job, ticket)
}

fn cut_off(succeeded: &[u64]) -> Done {
    Done { next: Some("/more".into()), ..done(succeeded) }
}

#[test]
fn a_server_that_changes_few_at_once_is_asked_for_the_rest_by_fewer_at_once() {
    for all in [incrementing(), setting(), marked(incrementing())] {
        let mut server = Server { most: 200, ..Server::of(1..=1000) };
        let mut job = all.start().unwrap();
        let mut writes = 0;
        while !job.is_done() {
            while let Some((ticket, action)) = job.next() {
                match action {
                    Action::Read(list) => job.read(ticket, &server.table.list(&list)).unwrap(),
                    Action::Write(write) => {
                        writes += 1;
                        job.wrote(ticket, &server.write(&write), false).unwrap();
                    }
                }
            }
            job.step();
            job.proceed();
        }
        let report = job.report();
        assert_eq!((report.succeeded, report.skipped, report.unknown), (1000, 0, 0));
        assert!(server.changes.values().all(|times| *times == 1));
        assert_eq!(writes, 5);
    }
}

#[test]
fn those_it_did_not_get_to_are_declared_anew_and_who_was_changed_is_not_read_again() {
    let (mut job, ticket) = writing_to(incrementing(), &[10, 20, 30, 40]);
    job.wrote(ticket, &cut_off(&[10, 30]), false).unwrap();
    assert!(job.next().is_none(), "not declared");
    let last = Span::ALL.before;
    assert_eq!(job.state().unread, [Span { after: 10, before: 30 }, Span { after: 30, before: last }]);
    let step = job.step().unwrap();
    assert_eq!((step.succeeded, step.skipped, step.done), (2, 0, false));
    job.proceed();
    let (first, second) = (next_write(&mut job), next_write(&mut job));
    job.wrote(first.0, &done(&[20]), false).unwrap();
    job.wrote(second.0, &done(&[]), false).unwrap();
    let step = job.step().unwrap();
    assert_eq!((step.matched, step.succeeded, step.skipped, step.done), (4, 3, 1, true));
}

#[test]
fn after_a_lost_attempt_they_are_verified_or_sent_again() {
    let (mut job, ticket) = writing_to(marked(incrementing()), &[1, 2, 3, 4]);
    job.wrote(ticket, &cut_off(&[4]), true).unwrap();
    for id in [1, 2, 3] {
        let (ticket, list) = next_read(&mut job);
        assert!(list.filter.unwrap().to_string().contains(&format!(r#"{{"id":{{"$in":[{id}]}}}}"#)));
        job.read(ticket, &page(&[id])).unwrap();
    }
    assert_eq!(job.step().unwrap().succeeded, 4);
    let (mut job, ticket) = writing_to(setting(), &[1, 2, 3]);
    job.wrote(ticket, &cut_off(&[3]), true).unwrap();
    for id in [1, 2] {
        let (ticket, _) = next_write(&mut job);
        job.wrote(ticket, &done(&[id]), false).unwrap();
    }
    assert_eq!(job.step().unwrap().succeeded, 3);
}

#[test]
fn errors_that_name_nobody_are_told_of_who_has_them() {
    let failed = |row| BulkFailure { id: None, code: None, message: "type mismatch".into(), row };
    let (mut job, ticket) = writing_to(setting(), &[1, 2, 3]);
    job.wrote(ticket, &Done { failed: vec![failed(0)], ..cut_off(&[]) }, false).unwrap();
    assert!(job.step().unwrap().failures.is_empty());
    job.proceed();
    for id in [1, 2, 3] {
        let (ticket, _) = next_write(&mut job);
        let answer = if id == 2 { Done { failed: vec![failed(0)], ..done(&[]) } } else { done(&[id]) };
        job.wrote(ticket, &answer, false).unwrap();
    }
    let step = job.step().unwrap();
    assert_eq!((step.succeeded, step.failures.len(), step.failures[0].id, step.done), (2, 1, 2, true));
}

#[test]
fn one_that_gets_to_nobody_is_told_to_the_caller() {
    let (mut job, ticket) = writing_to(setting(), &[1, 2, 3]);
    let error = job.wrote(ticket, &cut_off(&[]), false).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidAnswer);
    assert!(job.next().is_none());
}
