//! What a job tells its caller.

use crate::{Json, endpoint::BulkId, json::named};
use serde::Serialize;

/// What is new since the last step, and how far the job is.
///
/// `matched` is what the server counted at first, and never less than the users that the job has met; in the last step
/// it is their number: `succeeded` + `failed` + `unknown` + `skipped`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Users to change.
    pub matched: u64,
    /// Users that were changed.
    pub succeeded: u64,
    /// Users that the server did not change, and said why.
    pub failed: u64,
    /// Users of whom nobody knows whether they were changed: those of the [doubts](Doubt).
    pub unknown: u64,
    /// Users that no longer matched when their turn came: changed or deleted by others, or marked by another run.
    pub skipped: u64,
    /// Whether this is the last step.
    pub done: bool,
    /// What [`resume`](super::UpdateAll::resume) takes to go on from here; in a dry run, where it began.
    pub checkpoint: String,
    /// Who failed since the last step.
    pub failures: Vec<Failure>,
    /// What came into doubt since the last step.
    pub doubts: Vec<Doubt>,
    /// In a dry run, the requests that would be sent; otherwise empty.
    pub requests: Vec<Planned>,
}

/// Why one user was not changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The user.
    pub id: u64,
    /// The server's code. `None` where it gave none, or did not say which of several reasons is this user's.
    pub code: Option<BulkId>,
    /// The server's reason.
    pub message: String,
}

/// Users of whom nobody knows whether they were changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// The least of their ids.
    pub from: u64,
    /// The greatest of their ids.
    pub to: u64,
    /// How many they are.
    pub users: u64,
}

/// A request that a dry run did not send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// `PUT`.
    pub method: &'static str,
    /// Path and encoded query.
    pub target: String,
    /// The JSON body.
    pub body: String,
}

/// How far a job is, and all that went wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Users to change, as in [`Step::matched`].
    pub matched: u64,
    /// Users that were changed.
    pub succeeded: u64,
    /// Users that the server did not change, and said why.
    pub failed: u64,
    /// Users of whom nobody knows whether they were changed.
    pub unknown: u64,
    /// Users that no longer matched when their turn came.
    pub skipped: u64,
    /// Whether everyone was tried.
    pub done: bool,
    /// Who failed since the job was started or resumed.
    pub failures: Vec<Failure>,
    /// All doubts, those before a checkpoint too.
    pub doubts: Vec<Doubt>,
    /// In a dry run, the requests that would be sent; otherwise empty.
    pub requests: Vec<Planned>,
}

#[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
impl Step {
    /// As JavaScript gets it.
    pub(crate) fn to_json(&self) -> Json {
        let Step { matched, succeeded, failed, unknown, skipped, done, .. } = *self;
        let mut members = Vec::new();
        Tallies { succeeded, failed, unknown, skipped }.write(&mut members, matched);
        members.push(named("done", done.into()));
        members.push(named("checkpoint", self.checkpoint.as_str().into()));
        write_lists(&mut members, &self.failures, &self.doubts, &self.requests);
        Json::Object(members)
    }
}

#[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
impl Report {
    /// As JavaScript gets it.
    pub(crate) fn to_json(&self) -> Json {
        let Report { matched, succeeded, failed, unknown, skipped, done, .. } = *self;
        let mut members = Vec::new();
        Tallies { succeeded, failed, unknown, skipped }.write(&mut members, matched);
        members.push(named("done", done.into()));
        write_lists(&mut members, &self.failures, &self.doubts, &self.requests);
        Json::Object(members)
    }
}

#[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
fn write_lists(members: &mut Vec<(String, Json)>, failures: &[Failure], doubts: &[Doubt], requests: &[Planned]) {
    let mut list = Vec::new();
    for Failure { id, code, message } in failures {
        let code = code.as_ref().map_or(Json::Null, BulkId::to_json);
        let message = message.as_str().into();
        list.push(Json::Object(vec![named("id", (*id).into()), named("code", code), named("message", message)]));
    }
    members.push(named("failures", Json::Array(std::mem::take(&mut list))));
    for Doubt { from, to, users } in doubts {
        list.push(Json::Object(vec![
            named("from", (*from).into()),
            named("to", (*to).into()),
            named("users", (*users).into()),
        ]));
    }
    members.push(named("doubts", Json::Array(std::mem::take(&mut list))));
    for Planned { method, target, body } in requests {
        list.push(Json::Object(vec![
            named("method", (*method).into()),
            named("target", target.as_str().into()),
            named("body", body.as_str().into()),
        ]));
    }
    members.push(named("requests", Json::Array(list)));
}

/// What became of the users so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tallies {
    pub succeeded: u64,
    pub failed: u64,
    pub unknown: u64,
    pub skipped: u64,
}

impl Tallies {
    pub fn tried(&self) -> u64 {
        self.succeeded + self.failed + self.unknown + self.skipped
    }

    /// Adds them to the members of an object, after `matched`.
    pub fn write(&self, members: &mut Vec<(String, Json)>, matched: u64) {
        for (name, count) in [
            ("matched", matched),
            ("succeeded", self.succeeded),
            ("failed", self.failed),
            ("unknown", self.unknown),
            ("skipped", self.skipped),
        ] {
            members.push(named(name, count.into()));
        }
    }
}

impl Doubt {
    /// That of users in the order of their ids.
    pub(super) fn of(ids: &[u64]) -> Option<Doubt> {
        Some(Doubt { from: *ids.first()?, to: *ids.last()?, users: ids.len() as u64 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_is_what_serde_writes() {
        let step = Step {
            matched: 9,
            succeeded: 1,
            failed: 2,
            unknown: 3,
            skipped: 4,
            done: true,
            checkpoint: "{\"v\":1}".into(),
            failures: vec![
                Failure { id: 5, code: Some(BulkId::Number(11)), message: "中\n".into() },
                Failure { id: 6, code: Some(BulkId::String("x".into())), message: String::new() },
                Failure { id: 7, code: None, message: "a".into() },
            ],
            doubts: vec![Doubt { from: 1, to: 4, users: 3 }],
            requests: vec![Planned { method: "PUT", target: "/a?b".into(), body: "{}".into() }],
        };
        assert_eq!(step.to_json().to_string(), serde_json::to_string(&step).unwrap());
        let Step { matched, succeeded, failed, unknown, skipped, done, failures, doubts, requests, .. } = step;
        let report = Report { matched, succeeded, failed, unknown, skipped, done, failures, doubts, requests };
        assert_eq!(report.to_json().to_string(), serde_json::to_string(&report).unwrap());
        assert_eq!(Report::default().to_json().to_string(), serde_json::to_string(&Report::default()).unwrap());
    }
}
