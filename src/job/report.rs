//! What a job tells its caller.

use crate::endpoint::BulkId;
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
}

impl Doubt {
    /// That of users in the order of their ids.
    pub(super) fn of(ids: &[u64]) -> Option<Doubt> {
        Some(Doubt { from: *ids.first()?, to: *ids.last()?, users: ids.len() as u64 })
    }
}
