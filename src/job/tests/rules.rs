//! One rule a test.

use super::*;

fn tallies(step: &Step) -> [u64; 5] {
    [step.matched, step.succeeded, step.failed, step.unknown, step.skipped]
}

#[test]
fn nothing_is_sent_that_the_last_checkpoint_does_not_declare() {
    let mut job = setting().start().unwrap();
    let (ticket, _) = next_read(&mut job);
    assert!(job.step().is_none(), "nothing is new");
    job.read(ticket, &page(&[1, 2, 3])).unwrap();
    job.proceed();
    assert!(job.next().is_none(), "not declared");
    let step = job.step().unwrap();
    assert!(
        step.checkpoint.contains(r#""unread":[],"declared":[[0,9007199254740992,[1,1,1]]]"#),
        "{}",
        step.checkpoint
    );
    assert_eq!(tallies(&step), [3, 0, 0, 0, 0]);
    assert!(job.next().is_none(), "the caller may not have saved it");
    assert!(job.step().is_none());
    job.proceed();
    let (ticket, _) = next_write(&mut job);
    job.wrote(ticket, &done(&[1, 2, 3]), false).unwrap();
    let step = job.step().unwrap();
    assert_eq!((tallies(&step), step.done, job.is_done()), ([3, 3, 0, 0, 0], true, true));
    assert!(job.step().is_none() && job.next().is_none());
    assert_eq!((job.report().succeeded, job.report().done), (3, true));
}

#[test]
fn declared_and_sent_chunks_are_no_more_than_the_concurrency() {
    let mut job = UpdateAll { concurrency: 2, ..setting() }.start().unwrap();
    let server = Server::of(1..=5000);
    let mut writes = 0;
    for _ in 0..20 {
        while let Some((ticket, action)) = job.next() {
            match action {
                Action::Read(list) => job.read(ticket, &server.table.list(&list)).unwrap(),
                Action::Write(_) => writes += 1,
            }
        }
        if let Some(step) = job.step() {
            assert!(step.checkpoint.matches("[1").count() <= 2 * 2 + 2);
        }
        job.proceed();
    }
    assert_eq!(writes, 2);
    assert!(job.ready.len() <= 3, "reading stops when there is enough to write");
}

#[test]
fn what_was_declared_and_not_sent_is_unread_once_it_is_withdrawn() {
    for all in [incrementing(), marked(incrementing())] {
        let all = UpdateAll { concurrency: 1, ..all };
        let mut job = all.clone().start().unwrap();
        let (ticket, _) = next_read(&mut job);
        job.read(ticket, &page(&[1, 2, 3])).unwrap();
        assert!(job.step().unwrap().checkpoint.contains(r#""declared":[[0"#));
        job.proceed();
        job.withdraw();
        assert!(job.checkpoint().contains(r#""unread":[[0,9007199254740992]],"declared":[]"#), "{}", job.checkpoint());
        let resumed = all.resume(&job.checkpoint()).unwrap();
        assert_eq!((resumed.report().matched, resumed.report().unknown), (3, 0));
        // Who asks all the same gets it read and declared again before it is sent.
        let (ticket, _) = next_read(&mut job);
        job.read(ticket, &page(&[1, 2, 3])).unwrap();
        assert!(job.next().is_none());
        assert!(job.step().unwrap().checkpoint.contains(r#""declared":[[0"#));
    }
}

#[test]
fn what_was_sent_stays_declared_when_the_rest_is_withdrawn() {
    for all in [incrementing(), setting(), marked(incrementing())] {
        let (mut job, step, ticket) = writing(all);
        job.withdraw();
        assert_eq!(job.checkpoint(), step.checkpoint);
        job.wrote(ticket, &done(&[1, 2, 3]), false).unwrap();
        job.withdraw();
        assert!(job.report().done && job.step().unwrap().done);
    }
}

#[test]
fn nobody_to_change_takes_one_step() {
    let mut job = setting().start().unwrap();
    let (ticket, _) = next_read(&mut job);
    job.read(ticket, &page(&[])).unwrap();
    let step = job.step().unwrap();
    assert_eq!((tallies(&step), step.done), ([0; 5], true));
    let mut resumed = setting().resume(&step.checkpoint).unwrap();
    assert!(resumed.next().is_none() && !resumed.is_done());
    assert!(resumed.step().unwrap().done && resumed.is_done());
}

#[test]
fn a_failure_names_its_user_and_who_no_longer_matches_is_skipped() {
    let (mut job, _, ticket) = writing(setting());
    let failed = BulkFailure { id: Some(BulkId::Number(2)), code: None, message: "no".into(), row: 1 };
    job.wrote(ticket, &Done { failed: vec![failed], ..done(&[1]) }, false).unwrap();
    let step = job.step().unwrap();
    assert_eq!(tallies(&step), [3, 1, 1, 0, 1]);
    assert_eq!(step.failures, [Failure { id: 2, code: None, message: "no".into() }]);
    assert_eq!(job.report().failures, step.failures);
}

#[test]
fn a_refused_chunk_is_read_again() {
    for all in [incrementing(), setting(), marked(incrementing())] {
        let (mut job, _, ticket) = writing(all);
        assert_eq!(job.failed(ticket, &failure(429, true)), Verdict::Raise);
        assert!(job.next().is_none(), "not before the caller asks");
        let step = job.step().unwrap();
        assert!(step.checkpoint.contains(r#""unread":[[0,9007199254740992]],"declared":[]"#), "{}", step.checkpoint);
        job.proceed();
        let (ticket, _) = next_read(&mut job);
        job.read(ticket, &page(&[1, 3])).unwrap();
        assert_eq!(job.step().unwrap().matched, 3);
        job.proceed();
        let (ticket, _) = next_write(&mut job);
        job.wrote(ticket, &done(&[1, 3]), false).unwrap();
        assert_eq!(tallies(&job.step().unwrap()), [2, 2, 0, 0, 0]);
    }
}

#[test]
fn a_chunk_of_unknown_outcome_is_verified_by_its_marker_and_the_rest_written_again() {
    let (mut job, _, ticket) = writing(marked(incrementing()));
    assert_eq!(job.failed(ticket, &failure(0, true)), Verdict::Raise);
    assert!(job.next().is_none() && job.step().is_none());
    job.proceed();
    let (ticket, _) = next_read(&mut job);
    assert_eq!(job.failed(ticket, &failure(502, false)), Verdict::Raise);
    job.proceed();
    let (ticket, _) = next_read(&mut job);
    job.read(ticket, &page(&[1])).unwrap();
    let (ticket, write) = next_write(&mut job);
    assert!(write.filter.to_string().contains(r#"{"id":{"$in":[2,3]}}"#));
    assert_eq!(tallies(&job.step().unwrap()), [3, 1, 0, 0, 0]);
    // User 2 was changed by the first write, which the server carried out only now.
    job.wrote(ticket, &done(&[3]), false).unwrap();
    let (ticket, list) = next_read(&mut job);
    assert!(list.filter.unwrap().to_string().contains(r#"{"id":{"$in":[2]}}"#));
    job.read(ticket, &page(&[2])).unwrap();
    assert_eq!(tallies(&job.step().unwrap()), [3, 3, 0, 0, 0]);
}

#[test]
fn a_repeated_write_is_verified_before_errors_are_shared_out() {
    let (mut job, _, ticket) = writing(marked(incrementing()));
    let failed = BulkFailure { id: None, code: None, message: "type mismatch".into(), row: 0 };
    job.wrote(ticket, &Done { failed: vec![failed], ..done(&[]) }, true).unwrap();
    let (ticket, _) = next_read(&mut job);
    job.read(ticket, &page(&[1, 3])).unwrap();
    let step = job.step().unwrap();
    assert_eq!(tallies(&step), [3, 2, 1, 0, 0]);
    assert_eq!(step.failures, [Failure { id: 2, code: None, message: "type mismatch".into() }]);
}

#[test]
fn a_repeatable_update_is_sent_again_and_who_no_longer_matches_is_in_doubt() {
    let (mut job, _, ticket) = writing(setting());
    assert_eq!(job.failed(ticket, &failure(502, true)), Verdict::Raise);
    job.proceed();
    let (ticket, _) = next_write(&mut job);
    assert_eq!(
        job.failed(ticket, &failure(429, true)),
        Verdict::Raise,
        "it stays declared: the first may have been done"
    );
    job.proceed();
    let (ticket, _) = next_write(&mut job);
    job.wrote(ticket, &done(&[2]), false).unwrap();
    // Who has the value was changed, or need not be; of the others nobody knows.
    let (ticket, verify) = next_read(&mut job);
    let filter = verify.filter.unwrap().to_string();
    assert_eq!(filter, r#"{"$and":[{"id":{"$in":[1,3]}},{"vip":{"$eq":true}}]}"#);
    job.read(ticket, &page(&[3])).unwrap();
    let step = job.step().unwrap();
    assert_eq!((tallies(&step), step.doubts.as_slice()), ([3, 2, 0, 1, 0], &[Doubt { from: 1, to: 1, users: 1 }][..]));
}

#[test]
fn what_no_condition_can_tell_stays_in_doubt() {
    let update = Update::new().set("address", Json::member("city", "广州"));
    let (mut job, _, ticket) = writing(UpdateAll::new(field("level").gte(5), update));
    job.wrote(ticket, &done(&[2]), true).unwrap();
    let step = job.step().unwrap();
    assert_eq!((tallies(&step), step.doubts.as_slice()), ([3, 1, 0, 2, 0], &[Doubt { from: 1, to: 3, users: 2 }][..]));
}

#[test]
fn any_other_update_is_never_sent_again_and_a_read_must_succeed_before_the_next_write() {
    let mut job = UpdateAll { concurrency: 2, ..incrementing() }.start().unwrap();
    let server = Server::of(1..=4000);
    let mut writes = Vec::new();
    while writes.len() < 2 {
        while let Some((ticket, action)) = job.next() {
            match action {
                Action::Read(list) => job.read(ticket, &server.table.list(&list)).unwrap(),
                Action::Write(_) => writes.push(ticket),
            }
        }
        job.step();
        job.proceed();
    }
    assert_eq!(job.failed(writes[0], &failure(502, true)), Verdict::Recorded);
    let step = job.step().unwrap();
    assert_eq!((step.unknown, step.doubts.len(), step.doubts[0].users), (1000, 1, 1000));
    assert!(job.ready.is_empty());
    let (ticket, _) = next_read(&mut job);
    assert_eq!(job.failed(ticket, &failure(502, false)), Verdict::Raise);
    assert_eq!(job.failed(writes[1], &failure(502, true)), Verdict::Recorded);
    assert_eq!(job.report().doubts.iter().map(|doubt| doubt.users).sum::<u64>(), 2000);
    assert!(job.next().is_none());
}

#[test]
fn a_server_that_answers_reads_and_loses_every_write_is_asked_about_after_three_doubts() {
    let mut job = UpdateAll { concurrency: 1, ..incrementing() }.start().unwrap();
    let server = Server::of(1..=9000);
    let mut verdicts = Vec::new();
    while verdicts.len() < 7 {
        while let Some((ticket, action)) = job.next() {
            match action {
                Action::Read(list) => job.read(ticket, &server.table.list(&list)).unwrap(),
                // The fourth comes through.
                Action::Write(update) if verdicts.len() == 3 => {
                    let ids = server.table.matching(Some(&update.filter));
                    job.wrote(ticket, &done(&ids), false).unwrap();
                    verdicts.push(None);
                }
                Action::Write(_) => verdicts.push(Some(job.failed(ticket, &failure(502, true)))),
            }
        }
        job.step();
        job.proceed();
    }
    let (recorded, raise) = (Some(Verdict::Recorded), Some(Verdict::Raise));
    assert_eq!(verdicts, [recorded, recorded, raise, None, recorded, recorded, raise]);
}

#[test]
fn a_declared_chunk_is_resumed_as_its_update_allows() {
    let (_, step, _) = writing(marked(incrementing()));
    let mut job = marked(incrementing()).resume(&step.checkpoint).unwrap();
    next_read(&mut job);
    let (_, step, _) = writing(setting());
    let mut job = setting().resume(&step.checkpoint).unwrap();
    let (ticket, _) = next_write(&mut job);
    job.wrote(ticket, &done(&[1, 2, 3]), false).unwrap();
    assert_eq!(tallies(&job.step().unwrap()), [3, 3, 0, 0, 0]);
    let (_, step, _) = writing(incrementing());
    let mut job = incrementing().resume(&step.checkpoint).unwrap();
    assert!(job.next().is_none());
    let step = job.step().unwrap();
    assert_eq!((tallies(&step), step.done), ([3, 0, 0, 3, 0], true));
    assert_eq!(step.doubts, [Doubt { from: 1, to: 3, users: 3 }]);
    let report = incrementing().resume(&step.checkpoint).unwrap().report();
    assert_eq!((report.unknown, report.doubts), (3, step.doubts));
}

#[test]
fn the_checkpoint_of_another_job_is_refused() {
    let (_, step, _) = writing(setting());
    let other = UpdateAll { update: Update::new().set("vip", false), ..setting() };
    for other in [marked(setting()), incrementing(), UpdateAll { filter: Where::everyone(), ..setting() }, other] {
        assert_eq!(
            other.resume(&step.checkpoint).unwrap_err().to_string(),
            "checkpoint: it belongs to a job with another where, update or marker"
        );
    }
    assert!(UpdateAll { concurrency: 9, expect_max: Some(3), ..setting() }.resume(&step.checkpoint).is_ok());
}

#[test]
fn an_answer_about_others_leaves_the_outcome_unknown() {
    let (mut job, _, ticket) = writing(incrementing());
    let error = job.wrote(ticket, &done(&[1, 9]), false).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidAnswer);
    assert_eq!(error.to_string(), "the answer is not as documented: it tells of user 9, who was not to be changed");
    assert_eq!(tallies(&job.step().unwrap()), [3, 0, 0, 3, 0]);
    let (mut job, _, ticket) = writing(marked(incrementing()));
    assert!(job.wrote(ticket, &done(&[1, 2, 3, 4]), false).is_err());
    job.proceed();
    let (ticket, _) = next_read(&mut job);
    assert_eq!(
        job.read(ticket, &page(&[1, 9])).unwrap_err().to_string(),
        "the answer is not as documented: user 9 does not meet the condition on `id`"
    );
    job.proceed();
    next_read(&mut job);
}

#[test]
fn an_argument_refused_before_sending_changed_nobody() {
    let (mut job, _, ticket) = writing(incrementing());
    assert_eq!(job.failed(ticket, &Error::invalid("too long")), Verdict::Raise);
    assert!(job.step().unwrap().checkpoint.contains(r#""declared":[]"#));
    let (mut job, _, ticket) = writing(incrementing());
    assert_eq!(job.failed(ticket, &Error::new(ErrorKind::InvalidAnswer, "in the background")), Verdict::Recorded);
}

#[test]
fn more_matches_than_expected_are_not_written() {
    let all = UpdateAll { expect_max: Some(1000), ..setting() };
    let mut job = all.clone().start().unwrap();
    let (ticket, _) = next_read(&mut job);
    let error = job.read(
        ticket,
        &Server::of(1..=1200).table.list(&ListUsers {
            order_by: vec!["id".into()],
            limit: 1000,
            with_count: true,
            ..ListUsers::default()
        }),
    );
    let error = error.unwrap_err();
    assert_eq!((error.kind(), error.kind().code()), (ErrorKind::TooManyMatches, "too_many_matches"));
    assert_eq!(error.to_string(), "1200 users match, more than expectMax 1000; nothing was written");
    job.proceed();
    assert!(job.is_done() && job.next().is_none());
    assert_eq!(job.step(), None);
}

#[test]
fn matches_that_turn_up_later_are_not_written_either() {
    let all = UpdateAll { expect_max: Some(4), concurrency: 2, ..setting() };
    let mut job = all.clone().start().unwrap();
    let (ticket, _) = next_read(&mut job);
    job.read(ticket, &Rows { ids: vec![1, 2, 3], total: Some(4), has_more: true, ..Rows::default() }).unwrap();
    job.step().unwrap();
    job.proceed();
    let (write, _) = next_write(&mut job);
    let (ticket, _) = next_read(&mut job);
    let error = job.read(ticket, &page(&[7, 8])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "5 users match, more than expectMax 4; stopped after 0 were written, and 3 more may have been"
    );
    assert!(!job.is_done(), "a write is in flight");
    job.wrote(write, &done(&[1, 2, 3]), false).unwrap();
    let step = job.step().unwrap();
    assert_eq!((tallies(&step), step.done, job.is_done()), ([4, 3, 0, 0, 0], false, true));
    assert!(step.checkpoint.contains(r#""unread":[[3,9007199254740992]],"declared":[]"#), "{}", step.checkpoint);
    let mut resumed = all.resume(&step.checkpoint).unwrap();
    let (ticket, _) = next_read(&mut resumed);
    assert_eq!(
        resumed.read(ticket, &page(&[7, 8])).unwrap_err().to_string(),
        "5 users match, more than expectMax 4; stopped after 3 were written"
    );
    let error = UpdateAll { expect_max: Some(2), ..setting() }.resume(&writing(setting()).1.checkpoint).unwrap_err();
    assert_eq!(
        error.to_string(),
        "3 users match, more than expectMax 2; stopped after 0 were written, and 3 more may have been"
    );
}

#[test]
fn a_page_that_arrives_after_the_stop_stays_unread() {
    let mut job = UpdateAll { expect_max: Some(3500), concurrency: 8, ..setting() }.start().unwrap();
    let page = |first: u64| Rows { ids: (first..first + 1000).collect(), has_more: true, ..Rows::default() };
    let (ticket, _) = next_read(&mut job);
    job.read(ticket, &Rows { total: Some(3500), ..page(1) }).unwrap();
    let ((head, _), (behind, _)) = (next_read(&mut job), next_read(&mut job));
    job.read(head, &page(1001)).unwrap();
    job.read(behind, &page(3001)).unwrap();
    let ((between, list), (behind, _)) = (next_read(&mut job), next_read(&mut job));
    assert_eq!(list.filter.unwrap().to_string(), r#"{"$and":[{"level":{"$gte":5}},{"id":{"$gt":2000,"$lt":3001}}]}"#);
    assert_eq!(
        job.read(between, &page(2001)).unwrap_err().to_string(),
        "4000 users match, more than expectMax 3500; nothing was written"
    );
    job.read(behind, &Rows { ids: vec![5000], ..Rows::default() }).unwrap();
    assert!(job.is_done() && job.step().is_none());
    assert_eq!(job.state().unread, [crate::scan::Span::ALL]);
}

#[test]
fn what_was_tried_before_counts_as_expected_and_no_write_precedes_the_count() {
    let all = UpdateAll { concurrency: 2, ..setting() };
    let mut job = all.clone().start().unwrap();
    let (ticket, _) = next_read(&mut job);
    job.read(ticket, &Rows { ids: vec![1, 2, 3], total: Some(9), has_more: true, ..Rows::default() }).unwrap();
    let checkpoint = job.step().unwrap().checkpoint;
    let resume = |max| UpdateAll { expect_max: Some(max), ..all.clone() }.resume(&checkpoint).unwrap();
    let six = Rows { ids: vec![4, 5], total: Some(6), has_more: true, ..Rows::default() };
    let mut job = resume(8);
    let (ticket, _) = next_read(&mut job);
    assert!(job.next().is_none(), "users 1 to 3 are declared, but the rest is not counted");
    assert_eq!(
        job.read(ticket, &six).unwrap_err().to_string(),
        "9 users match, more than expectMax 8; stopped after 0 were written, and 3 more may have been"
    );
    let mut job = resume(9);
    let (ticket, _) = next_read(&mut job);
    job.read(ticket, &six).unwrap();
    next_write(&mut job);
}

#[test]
fn what_is_left_of_a_page_fills_up_with_the_next() {
    // 15 digits: 896 ids or so fill a URL.
    let mut server = Server::of((0..9000).map(|n| 100_000_000_000_000 + n));
    let mut job = UpdateAll { concurrency: 1, ..setting() }.start().unwrap();
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
    assert_eq!((writes, server.changed()), (11, 9000));
}

#[test]
fn a_dry_run_shows_each_write_and_sends_none() {
    let mut job = UpdateAll { dry_run: true, ..marked(setting()) }.start().unwrap();
    let began = marked(setting()).start().unwrap().checkpoint();
    let server = Server::of(1..=2500);
    let mut requests = Vec::new();
    let last = loop {
        while let Some((ticket, action)) = job.next() {
            let Action::Read(list) = action else { panic!("a write") };
            job.read(ticket, &server.table.list(&list)).unwrap();
        }
        if let Some(step) = job.step() {
            requests.extend(step.requests.clone());
            assert_eq!(step.checkpoint, began);
            if step.done {
                break step;
            }
        }
        job.proceed();
    };
    assert_eq!((tallies(&last), requests.len()), ([2500, 0, 0, 0, 0], 3));
    assert_eq!((requests[0].method, requests[0].body.as_str()), ("PUT", r#"{"vip":true,"job":"j1"}"#));
    assert!(requests[0].target.starts_with("/oserve/v2.6/miniapp/user_profile/?where="));
}

#[test]
fn a_dry_run_of_what_was_begun_leaves_its_checkpoint_as_it_was() {
    for all in [incrementing(), marked(incrementing()), setting()] {
        let (_, step, _) = writing(all.clone());
        assert!(step.checkpoint.contains(r#""declared":[["#));
        let mut job = UpdateAll { dry_run: true, ..all }.resume(&step.checkpoint).unwrap();
        assert_eq!(job.checkpoint(), step.checkpoint);
        while let Some((ticket, _)) = job.next() {
            job.read(ticket, &page(&[])).unwrap();
        }
        let told = job.step().unwrap();
        assert_eq!((told.checkpoint.as_str(), job.checkpoint()), (step.checkpoint.as_str(), step.checkpoint.clone()));
    }
}
