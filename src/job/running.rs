//! The state of a job: what is read, declared, sent and told.

use super::{
    Doubt, Failure, Planned,
    checkpoint::Checkpoint,
    chunk::Chunk,
    report::Tallies,
    terms::{Terms, only_id},
};
use crate::{
    Error, ErrorKind, Ticket,
    endpoint::{BulkFailure, ListUsers, MAX_LIMIT, UpdateUsers},
    scan::Scanning,
};

/// A job that goes on: see [`UpdateAll`](super::UpdateAll).
///
/// Its driver sends what [`next`](Self::next) gives and hands over each answer by [`read`](Self::read),
/// [`wrote`](Self::wrote) or [`failed`](Self::failed). Whenever [`step`](Self::step) has something, the caller gets it;
/// when the caller asks for more, [`proceed`](Self::proceed) says so.
#[derive(Clone, Debug)]
pub struct Job {
    pub(super) terms: Terms,
    pub(super) hash: String,
    pub(super) concurrency: usize,
    /// In a dry run, the checkpoint that it began with, which is all that it may leave behind.
    pub(super) dry_run: Option<String>,
    pub(super) expect_max: Option<u64>,
    pub(super) scan: Scanning,
    /// Read, and not declared: their intervals count as unread in a checkpoint.
    pub(super) ready: Vec<Chunk>,
    /// Declared, in that order.
    pub(super) held: Vec<Held>,
    /// What is in flight.
    pub(super) tasks: Vec<(Ticket, Task)>,
    pub(super) numbers: u64,
    pub(super) tallies: Tallies,
    /// Users whose requests a dry run has shown.
    pub(super) planned: u64,
    /// Users who were tried or declared before the job was resumed.
    pub(super) earlier: u64,
    /// Users who matched when the server counted them, those before included.
    pub(super) counted: u64,
    pub(super) is_counted: bool,
    pub(super) failures: Vec<Failure>,
    pub(super) doubts: Vec<Doubt>,
    /// What a dry run would have sent.
    pub(super) requests: Vec<Planned>,
    pub(super) told_failures: usize,
    pub(super) told_doubts: usize,
    pub(super) told_requests: usize,
    pub(super) has_news: bool,
    /// Writes of unknown outcome since the last that was answered.
    pub(super) lost_in_a_row: u32,
    /// After an error nothing is sent before the caller asks for more.
    pub(super) is_paused: bool,
    /// More users match than expected: nothing is sent any more.
    pub(super) is_stopped: bool,
    /// The last step was handed out.
    pub(super) is_over: bool,
}

/// A chunk that may have been sent.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) number: u64,
    pub(super) chunk: Chunk,
    pub(super) stage: Stage,
    /// Whether an earlier write of it may have been carried out.
    pub(super) is_doubted: bool,
    /// Errors of some of its users, to be shared out when the others are known.
    pub(super) open: Vec<BulkFailure>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Listed in a step; the caller has not asked for more since.
    Declared,
    Allowed,
    Sent,
    /// A read is to tell who is marked. Those who are not may match still, and are written again.
    Doubtful,
    /// A read is to tell who is marked. Those who are not were written, and did not match.
    Missed,
    Verifying {
        missed: bool,
    },
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Task {
    Scan(Ticket),
    Verify(u64),
    Write(u64),
}

/// A request of a job.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Its answer goes to [`Job::read`].
    Read(ListUsers),
    /// Its answer goes to [`Job::wrote`].
    Write(UpdateUsers),
}

/// What a failed request means for the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is recorded as a [`Doubt`], and the job goes on.
    Recorded,
    /// The caller is to be told. What failed is tried again when they ask for more, or resume later, best from
    /// [`Job::checkpoint`]: what was declared and not sent is declared no more. Of doubts in a row, each third is told, and
    /// not tried again.
    Raise,
}

impl Job {
    pub(super) fn new(
        terms: Terms,
        concurrency: u32,
        dry_run: bool,
        expect_max: Option<u64>,
        mut checkpoint: Checkpoint,
    ) -> Result<Self, Error> {
        checkpoint.job = terms.hash();
        let dry_run = dry_run.then(|| checkpoint.write());
        let Checkpoint { job: hash, unread, declared, matched, tallies, doubts } = checkpoint;
        let mut earlier = tallies.tried();
        for chunk in &declared {
            earlier += chunk.users();
        }
        let mut job = Job {
            hash,
            concurrency: concurrency as usize,
            dry_run,
            expect_max,
            scan: Scanning::over(terms.parts(), only_id(), MAX_LIMIT as u32, concurrency, unread),
            terms,
            ready: Vec::new(),
            held: Vec::new(),
            tasks: Vec::new(),
            numbers: 0,
            tallies,
            planned: 0,
            earlier,
            counted: matched,
            is_counted: false,
            failures: Vec::new(),
            requests: Vec::new(),
            told_requests: 0,
            told_failures: 0,
            told_doubts: doubts.len(),
            doubts,
            has_news: false,
            lost_in_a_row: 0,
            is_paused: false,
            is_stopped: false,
            is_over: false,
        };
        for chunk in declared {
            match job.terms.is_safe() {
                // Cut again: the base URL may be another, longer one.
                true => job.hold_in_doubt(&chunk),
                false => job.doubt(&chunk.ids),
            }
        }
        job.look_at_count()?;
        Ok(job)
    }

    /// The caller asks for more, and has kept the checkpoint of the last step: what it declared may be sent, and what
    /// failed may be tried again.
    pub fn proceed(&mut self) {
        self.is_paused = false;
        for held in self.held.iter_mut().filter(|held| held.stage == Stage::Declared) {
            held.stage = Stage::Allowed;
        }
    }

    /// One more request that may be sent now. `None` when an answer or the caller has to come first: see
    /// [`step`](Self::step).
    #[allow(clippy::should_implement_trait, reason = "an answer makes more of them: it is no iterator")]
    pub fn next(&mut self) -> Option<(Ticket, Action)> {
        if self.is_paused || self.is_stopped || self.is_over {
            return None;
        }
        if self.has_room_for_a_write()
            && let Some(held) = self.held.iter_mut().find(|held| held.stage == Stage::Allowed)
        {
            held.stage = Stage::Sent;
            let (task, write) = (Task::Write(held.number), self.terms.write(&held.chunk.ids));
            return Some((self.ticket(task), Action::Write(write)));
        }
        if let Some(held) = self.held.iter_mut().find(|held| matches!(held.stage, Stage::Doubtful | Stage::Missed)) {
            let (task, list) = (Task::Verify(held.number), self.terms.verify(&held.chunk.ids)?);
            held.stage = Stage::Verifying { missed: held.stage == Stage::Missed };
            return Some((self.ticket(task), Action::Read(list)));
        }
        // What is not counted is read although there is enough to write: the count decides whether to write.
        if self.may_write() && self.ready.len() + self.scan.in_flight() > self.concurrency {
            return None;
        }
        let (ticket, list) = self.scan.next()?;
        Some((self.ticket(Task::Scan(ticket)), Action::Read(list)))
    }

    /// Whether nothing more will come: the last step was handed out, or the job was stopped by
    /// [`TooManyMatches`](ErrorKind::TooManyMatches) and no write is in flight.
    pub fn is_done(&self) -> bool {
        self.is_over || self.is_stopped && self.in_flight() == 0
    }

    /// Whether nothing that is still to come can forbid it.
    pub(super) fn may_write(&self) -> bool {
        self.is_counted || self.expect_max.is_none()
    }

    /// Writes in flight.
    pub(super) fn in_flight(&self) -> usize {
        self.held.iter().filter(|held| held.stage == Stage::Sent).count()
    }

    /// Users who were read and not yet tried.
    pub(super) fn in_hand(&self) -> u64 {
        let mut users = self.users_held();
        for chunk in &self.ready {
            users += chunk.users();
        }
        users
    }

    fn users_held(&self) -> u64 {
        let mut users = 0;
        for held in &self.held {
            users += held.chunk.users();
        }
        users
    }

    fn ticket(&mut self, task: Task) -> Ticket {
        let ticket = Ticket(self.number());
        self.tasks.push((ticket, task));
        ticket
    }

    /// What an answer is for; `None` where none is expected.
    pub(super) fn take_task(&mut self, ticket: Ticket) -> Option<Task> {
        let at = self.tasks.iter().position(|(other, _)| *other == ticket)?;
        Some(self.tasks.swap_remove(at).1)
    }

    pub(super) fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    pub(super) fn hold(&mut self, chunk: Chunk, stage: Stage, is_doubted: bool) {
        let number = self.number();
        self.held.push(Held { number, chunk, stage, is_doubted, open: Vec::new() });
    }

    /// Takes a chunk that is held; [`keep`](Self::keep) puts it back in its place.
    pub(super) fn take_one(&mut self, number: u64) -> Option<Held> {
        let at = self.held.iter().position(|held| held.number == number)?;
        Some(self.held.remove(at))
    }

    pub(super) fn keep(&mut self, held: Held) {
        let next = self.held.iter().position(|other| other.number > held.number);
        self.held.insert(next.unwrap_or(self.held.len()), held);
    }

    /// Holds users who may have been written, and may be again; cut anew into chunks.
    pub(super) fn hold_in_doubt(&mut self, chunk: &Chunk) {
        let stage = if self.terms.has_marker() { Stage::Doubtful } else { Stage::Allowed };
        for chunk in self.terms.cut(chunk.span, &chunk.ids) {
            self.hold(chunk, stage, true);
        }
    }

    fn has_room_for_a_write(&self) -> bool {
        self.dry_run.is_none() && self.may_write() && self.in_flight() < self.concurrency
    }

    /// Stops when more users match than expected.
    pub(super) fn look_at_count(&mut self) -> Result<(), Error> {
        if let Some(total) = self.scan.total().filter(|_| !self.is_counted) {
            self.is_counted = true;
            self.counted = self.earlier + total;
        }
        let Some(max) = self.expect_max.filter(|max| self.is_counted && self.matched() > *max) else { return Ok(()) };
        if self.is_stopped {
            return Ok(());
        }
        let matched = self.matched();
        self.withdraw();
        self.is_stopped = true;
        let sent = self.users_held() + self.tallies.unknown;
        let written = match (self.tallies.succeeded, sent) {
            (0, 0) => "nothing was written".into(),
            (written, 0) => format!("stopped after {written} were written"),
            (written, sent) => format!("stopped after {written} were written, and {sent} more may have been"),
        };
        let message = format!("{matched} users match, more than expectMax {max}; {written}");
        Err(Error::new(ErrorKind::TooManyMatches, message))
    }

    pub(super) fn doubt(&mut self, ids: &[u64]) {
        self.tallies.unknown += ids.len() as u64;
        if let Some(doubt) = Doubt::of(ids) {
            self.doubts.push(doubt);
        }
        self.has_news = true;
    }

    /// Makes what was not sent unread again: [`checkpoint`](Self::checkpoint) is then sure that nobody changed these users.
    /// For a caller who asks for no more steps; he may ask all the same, and they are read and declared anew.
    pub fn withdraw(&mut self) {
        let mut unsent = self.take_unsent();
        unsent.append(&mut self.ready);
        for chunk in unsent {
            self.scan.put_back(chunk.span, chunk.users());
        }
    }

    /// What was declared and not sent is declared no more.
    pub(super) fn take_unsent(&mut self) -> Vec<Chunk> {
        let unsent = self.take_held(|held| !held.is_doubted && matches!(held.stage, Stage::Declared | Stage::Allowed));
        self.has_news |= !unsent.is_empty();
        unsent
    }

    /// Takes the chunks that are as `wanted`.
    pub(super) fn take_held(&mut self, wanted: fn(&Held) -> bool) -> Vec<Chunk> {
        let mut taken = Vec::new();
        while let Some(at) = self.held.iter().position(wanted) {
            taken.push(self.held.remove(at).chunk);
        }
        taken
    }
}
