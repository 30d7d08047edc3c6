//! Jobs against a server that refuses, loses answers and is late, by a process that ends at any moment.

use super::*;
use crate::{dice::Dice, scan::Scanning};
use std::collections::{BTreeMap, BTreeSet};

/// What is going wrong, in percent.
#[derive(Clone, Copy)]
struct Weather {
    refused: u64,
    /// The connection breaks: the server carries the request out or not.
    lost: u64,
    killed: u64,
}

const FAIR: Weather = Weather { refused: 0, lost: 0, killed: 0 };
const FOUL: Weather = Weather { refused: 8, lost: 12, killed: 10 };

/// A request on its way, or its answer.
enum Flight {
    Asked(Action),
    Listed(Rows),
    Written { done: Done, after_doubt: bool },
    Failed(Error),
}

/// A caller who keeps the last checkpoint, and begins again from it when its process ends.
struct Caller {
    all: UpdateAll,
    job: Job,
    checkpoint: Option<String>,
    flights: Vec<(Ticket, Flight)>,
    /// Writes of a process that has ended, which the server may still carry out.
    orphans: Vec<UpdateUsers>,
    failures: BTreeMap<u64, String>,
    kills: u32,
}

impl Caller {
    fn new(all: UpdateAll) -> Self {
        let (job, checkpoint, failures) = (in_small_pages(all.clone().start().unwrap()), None, BTreeMap::new());
        Caller { all, job, checkpoint, flights: Vec::new(), orphans: Vec::new(), failures, kills: 0 }
    }

    fn turn(&mut self, server: &mut Server, weather: Weather, dice: &mut Dice) {
        match dice.below(4) {
            0 => {
                if let Some((ticket, action)) = self.job.next() {
                    self.check_declared(&action);
                    self.flights.push((ticket, Flight::Asked(action)));
                }
            }
            1 if !self.flights.is_empty() => {
                let (ticket, flight) = self.flights.swap_remove(dice.below(self.flights.len() as u64) as usize);
                self.fly(ticket, flight, server, weather, dice);
            }
            2 => {
                if let Some(step) = self.job.step() {
                    self.receive(step);
                }
                if dice.chance(70) {
                    self.job.proceed();
                }
            }
            3 if !self.orphans.is_empty() && dice.chance(30) => drop(server.write(&self.orphans.remove(0))),
            _ if dice.chance(weather.killed) => self.kill(dice),
            _ => {}
        }
    }

    fn receive(&mut self, step: Step) {
        let tried = step.succeeded + step.failed + step.unknown + step.skipped;
        let checkpoint = json::read(&step.checkpoint).unwrap();
        let Json::Array(declared) = &checkpoint["declared"] else { panic!("{checkpoint}") };
        assert!(tried + self.job.in_hand() <= step.matched, "{step:?}");
        // A server that changes fewer at once than were named makes several of a chunk in doubt.
        let is_doubted = self.job.held.iter().any(|held| held.is_doubted);
        assert!(declared.len() <= self.all.concurrency as usize || is_doubted);
        assert_eq!(step.done, self.job.is_done());
        if step.done {
            assert_eq!(tried, step.matched);
        }
        self.failures.extend(step.failures.into_iter().map(|failure| (failure.id, failure.message)));
        self.checkpoint = Some(step.checkpoint);
    }

    /// The last checkpoint names everyone who may be changed.
    fn check_declared(&self, action: &Action) {
        let Action::Write(write) = action else { return };
        let checkpoint = Checkpoint::read(self.checkpoint.as_ref().unwrap(), &self.job.hash).unwrap();
        let sent = write.filter.to_string();
        let named = sent.split_once(r#""$in":["#).unwrap().1.split_once(']').unwrap().0;
        for id in named.split(',').map(|id| id.parse().unwrap()) {
            assert!(checkpoint.declared.iter().any(|chunk| chunk.ids.contains(&id)), "user {id} is not declared");
        }
    }

    fn kill(&mut self, dice: &mut Dice) {
        self.kills += 1;
        // Or it is aborted: nobody asks for more steps, and what was not sent is not going to be.
        if dice.chance(30) {
            self.job.withdraw();
            self.checkpoint = Some(self.job.checkpoint());
            let failures = self.job.report().failures;
            self.failures.extend(failures.into_iter().map(|failure| (failure.id, failure.message)));
        }
        for (_, flight) in self.flights.drain(..) {
            match flight {
                Flight::Asked(Action::Write(write)) if dice.chance(50) => self.orphans.push(write),
                _ => {}
            }
        }
        self.job = in_small_pages(match &self.checkpoint {
            Some(checkpoint) => self.all.clone().resume(checkpoint).unwrap(),
            None => self.all.clone().start().unwrap(),
        });
    }

    /// The request reaches the server, or its answer the caller.
    fn fly(&mut self, ticket: Ticket, flight: Flight, server: &mut Server, weather: Weather, dice: &mut Dice) {
        let is_refused = dice.chance(weather.refused);
        let is_lost = dice.chance(weather.lost);
        let answer = match flight {
            Flight::Asked(Action::Read(_)) if is_refused || is_lost => Flight::Failed(failure(503, false)),
            Flight::Asked(Action::Read(list)) => Flight::Listed(server.table.list(&list)),
            Flight::Asked(Action::Write(_)) if is_refused => Flight::Failed(failure(429, true)),
            Flight::Asked(Action::Write(write)) if is_lost => {
                match dice.below(3) {
                    0 => drop(server.write(&write)),
                    1 => self.orphans.push(write.clone()),
                    _ => {}
                }
                match write.is_repeatable && dice.chance(60) {
                    true => Flight::Written { done: server.write(&write), after_doubt: true },
                    false => Flight::Failed(failure(0, true)),
                }
            }
            Flight::Asked(Action::Write(write)) => Flight::Written { done: server.write(&write), after_doubt: false },
            Flight::Listed(rows) => return self.job.read(ticket, &rows).unwrap(),
            Flight::Written { done, after_doubt } => return self.job.wrote(ticket, &done, after_doubt).unwrap(),
            Flight::Failed(error) => {
                self.job.failed(ticket, &error);
                return;
            }
        };
        self.flights.push((ticket, answer));
    }

    fn run(&mut self, server: &mut Server, weather: Weather, dice: &mut Dice) {
        for turn in 0.. {
            if self.job.is_done() {
                return;
            }
            assert!(turn < 100_000, "it does not end: {:?}", self.job);
            self.turn(server, if turn > 20_000 { FAIR } else { weather }, dice);
        }
    }
}

/// A job that reads few users at a time.
fn in_small_pages(mut job: Job) -> Job {
    let spans: Vec<Span> = job.scan.unread().collect();
    let concurrency = job.concurrency as u32;
    job.scan = Scanning::over(job.terms.parts(), terms::only_id(), 13, concurrency, spans);
    job
}

/// A job whose chunks hold few users each, because the base URL leaves little room for them.
fn in_small_chunks(all: UpdateAll, dice: &mut Dice) -> UpdateAll {
    let with = |base_url_length| UpdateAll { base_url_length, ..all.clone() };
    let longest = (0..16_386).rev().step_by(50).find(|length| with(*length).start().is_ok()).unwrap();
    let concurrency = 1 + dice.below(6) as u32;
    UpdateAll { concurrency, ..with(longest - 50 * dice.below(10) as usize) }
}

/// What others do meanwhile to users who need not stay.
fn disturb(server: &mut Server, stays: &BTreeSet<u64>, dice: &mut Dice) {
    let id = dice.id();
    let near = server.table.users.range(id..).next().map(|(id, _)| *id).filter(|id| !stays.contains(id));
    match (dice.below(12), near) {
        (0, _) if !server.table.users.contains_key(&id) => {
            server.table.users.extend(Server::of([id]).table.users);
        }
        (1, Some(id)) => drop(server.table.users.remove(&id)),
        (2, Some(id)) => {
            let level = if dice.chance(50) { 1 } else { 5 };
            server.table.users.get_mut(&id).unwrap().insert("level".into(), level.into());
        }
        _ => {}
    }
}

fn matching(server: &Server) -> BTreeSet<u64> {
    server.table.matching(Some(&field("level").gte(5))).into_iter().collect()
}

#[test]
fn with_a_marker_everyone_is_changed_exactly_once_whatever_fails() {
    let (mut kills, mut changed) = (0, 0);
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let mut server = Server::random(dice.below(150), &mut dice);
        // Those who are to be changed, and those whom the server fails to change.
        let stays = matching(&server);
        let mut caller = Caller::new(in_small_chunks(marked(incrementing()), &mut dice));
        caller.run(&mut server, FOUL, &mut dice);
        for orphan in &caller.orphans {
            server.write(orphan);
        }
        for id in &stays {
            assert_eq!(server.level(*id), Some(6), "seed {seed}: user {id}");
            assert_eq!(server.changes.get(id), Some(&1), "seed {seed}: user {id}");
        }
        let report = caller.job.report();
        let truth = (stays.len() as u64, server.changed(), 0, 0, 0);
        let told = (report.matched, report.succeeded, report.failed, report.unknown, report.skipped);
        assert_eq!(told, truth, "seed {seed}");
        kills += caller.kills;
        changed += server.changed();
    }
    assert!(kills > 500 && changed > 10_000, "too quiet: {kills} kills, {changed} changed");
}

#[test]
fn who_cannot_be_changed_is_told_by_name() {
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let mut server = Server::random(dice.below(150), &mut dice);
        let all = UpdateAll { filter: field("level").ne(1), ..marked(incrementing()) };
        let bad: BTreeSet<u64> = server.table.users.keys().copied().filter(|id| server.level(*id).is_none()).collect();
        let users = server.table.users.len() as u64;
        let mut caller = Caller::new(in_small_chunks(all, &mut dice));
        caller.run(&mut server, FOUL, &mut dice);
        let report = caller.job.report();
        let truth = (users, users - bad.len() as u64, bad.len() as u64, 0, 0);
        let told = (report.matched, report.succeeded, report.failed, report.unknown, report.skipped);
        assert_eq!(told, truth, "seed {seed}");
        assert_eq!(caller.failures.keys().copied().collect::<BTreeSet<u64>>(), bad);
        assert!(caller.failures.values().all(|message| message == "type mismatch"), "{:?}", caller.failures);
    }
}

#[test]
fn two_runs_with_the_same_marker_change_everyone_once_between_them() {
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let mut server = Server::random(dice.below(150), &mut dice);
        let stays: BTreeSet<u64> = matching(&server).into_iter().filter(|id| id % 4 != 0).collect();
        let all = in_small_chunks(marked(incrementing()), &mut dice);
        let mut twins = [Caller::new(all.clone()), Caller::new(all)];
        for turn in 0.. {
            assert!(turn < 200_000, "seed {seed} does not end");
            let Some(twin) = twins.iter_mut().filter(|twin| !twin.job.is_done()).nth(dice.below(2) as usize) else {
                if twins.iter().all(|twin| twin.job.is_done()) {
                    break;
                }
                continue;
            };
            twin.turn(&mut server, FOUL, &mut dice);
            disturb(&mut server, &stays, &mut dice);
        }
        for id in &stays {
            assert_eq!(server.level(*id), Some(6), "seed {seed}: user {id}");
        }
        assert!(server.changes.values().all(|times| *times == 1), "seed {seed}");
    }
}

#[test]
fn without_a_marker_nobody_is_incremented_twice_and_who_was_left_out_is_named() {
    let (mut in_doubt, mut skipped) = (0, 0);
    for seed in 0..300 {
        let mut dice = Dice(seed);
        let mut server = Server::random(dice.below(150), &mut dice);
        let is_alone = dice.chance(50);
        let stays: BTreeSet<u64> = matching(&server).into_iter().filter(|id| is_alone || id % 4 != 0).collect();
        let mut caller = Caller::new(in_small_chunks(incrementing(), &mut dice));
        for turn in 0.. {
            if caller.job.is_done() {
                break;
            }
            assert!(turn < 100_000, "seed {seed} does not end");
            caller.turn(&mut server, FOUL, &mut dice);
            if !is_alone {
                disturb(&mut server, &stays, &mut dice);
            }
        }
        assert!(server.changes.values().all(|times| *times == 1), "seed {seed}: somebody was incremented twice");
        let report = caller.job.report();
        for id in stays.iter().filter(|id| !server.changes.contains_key(id)) {
            let is_doubted = report.doubts.iter().any(|doubt| (doubt.from..=doubt.to).contains(id));
            assert!(is_doubted || caller.failures.contains_key(id), "seed {seed}: nobody tells of user {id}");
        }
        assert_eq!(report.doubts.iter().map(|doubt| doubt.users).sum::<u64>(), report.unknown);
        if is_alone {
            let left = server.changed() - report.succeeded;
            assert!(left <= report.unknown, "seed {seed}");
            assert_eq!((report.matched, report.skipped), (stays.len() as u64, 0), "seed {seed}");
        }
        in_doubt += report.unknown;
        skipped += report.skipped;
    }
    assert!(in_doubt > 1000 && skipped > 20, "too quiet: {in_doubt} in doubt, {skipped} skipped");
}

#[test]
fn a_repeatable_update_that_changes_its_own_condition_reaches_everyone() {
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let mut server = Server::random(dice.below(150), &mut dice);
        let stays = matching(&server);
        let all = UpdateAll { update: Update::new().set("level", 1), ..setting() };
        let mut caller = Caller::new(in_small_chunks(all, &mut dice));
        caller.run(&mut server, FOUL, &mut dice);
        for id in &stays {
            assert_eq!(server.level(*id), Some(1), "seed {seed}: user {id}");
        }
        let report = caller.job.report();
        assert_eq!((report.matched, report.failed, report.skipped), (stays.len() as u64, 0, 0), "seed {seed}");
        assert!(report.succeeded <= server.changed() && report.succeeded + report.unknown == stays.len() as u64);
    }
}

#[test]
fn in_fair_weather_the_tallies_are_the_truth() {
    for all in [incrementing(), setting(), marked(incrementing()), marked(setting())] {
        for seed in 0..50 {
            let mut dice = Dice(seed);
            let mut server = Server::random(dice.below(150), &mut dice);
            let matching = matching(&server).len() as u64;
            let mut caller = Caller::new(in_small_chunks(all.clone(), &mut dice));
            caller.run(&mut server, FAIR, &mut dice);
            let report = caller.job.report();
            assert_eq!((report.matched, report.succeeded, report.done), (matching, server.changed(), true));
            assert_eq!((report.failed, report.unknown, report.skipped), (0, 0, 0));
        }
    }
}
