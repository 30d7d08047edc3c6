//! What the answers of a job's requests mean.

use super::{
    Failure,
    bulk_rows::{Told, share_out, told},
    chunk::Chunk,
    running::{Held, Job, Stage, Task, Verdict},
};
use crate::{
    Error, ErrorKind, Outcome, Rows, Ticket,
    endpoint::{BulkFailure, Done},
};

/// So many writes in a row may be lost before the caller is asked whether to go on.
const LOST_BEFORE_ASKING: u32 = 3;

impl Job {
    /// Takes the answer of an [`Action::Read`](super::Action::Read).
    ///
    /// # Errors
    /// [`InvalidAnswer`](ErrorKind::InvalidAnswer) when the server did not order, filter or count as it was asked to;
    /// the caller may ask again. [`TooManyMatches`](ErrorKind::TooManyMatches) when more users match than expected: the
    /// job is stopped, and only writes that are in flight can still be answered.
    pub fn read(&mut self, ticket: Ticket, rows: &Rows) -> Result<(), Error> {
        let taken = match self.take_task(ticket) {
            Some(Task::Scan(ticket)) => self.take(ticket, rows),
            Some(Task::Verify(number)) => self.verified(number, rows),
            other => return Err(self.unexpected(ticket, other)),
        };
        if taken.is_err() {
            self.pause();
        }
        taken
    }

    /// Takes the answer of an [`Action::Write`](super::Action::Write). `after_doubt`: an earlier attempt at the same
    /// request had ended with an unknown outcome, and it was repeated.
    ///
    /// # Errors
    /// [`InvalidAnswer`](ErrorKind::InvalidAnswer) when it tells of users who were not to be changed: nobody knows then
    /// what was done, and the chunk is treated as after a failure with an unknown outcome.
    pub fn wrote(&mut self, ticket: Ticket, done: &Done, after_doubt: bool) -> Result<(), Error> {
        let number = match self.take_task(ticket) {
            Some(Task::Write(number)) => number,
            other => return Err(self.unexpected(ticket, other)),
        };
        let Some(mut held) = self.take_one(number) else { return Ok(()) };
        let Told { succeeded, failures, open, missing, is_cut_off } = match told(&held.chunk.ids, done) {
            Ok(told) => told,
            Err(error) => {
                self.lost(held);
                self.pause();
                return Err(error);
            }
        };
        self.has_news = true;
        self.lost_in_a_row = 0;
        self.tallies.succeeded += succeeded;
        self.record(failures);
        held.is_doubted |= after_doubt;
        if is_cut_off {
            self.terms.learn_limit(done.succeeded.len() + done.failed.len());
            self.cut_off(&held, missing);
        } else if !missing.is_empty() && held.is_doubted && self.terms.can_verify() {
            held.chunk.ids = missing;
            held.open = open;
            held.stage = Stage::Missed;
            self.keep(held);
        } else if held.is_doubted && open.len() < missing.len() {
            self.doubt(&missing);
        } else {
            self.miss(&open, &missing);
        }
        Ok(())
    }

    /// Takes the failure of a request. The error's [`outcome`](Error::outcome) is that of all attempts at it: unknown
    /// if that of any one is.
    pub fn failed(&mut self, ticket: Ticket, error: &Error) -> Verdict {
        let verdict = match self.take_task(ticket) {
            Some(Task::Scan(ticket)) => {
                self.scan.give_back(ticket);
                Verdict::Raise
            }
            Some(Task::Verify(number)) => {
                if let Some(held) = self.take_one(number) {
                    self.unverified(held);
                }
                Verdict::Raise
            }
            Some(Task::Write(number)) => match self.take_one(number) {
                Some(held) if was_not_applied(error) => self.refused(held),
                Some(held) => self.lost(held),
                None => Verdict::Raise,
            },
            None => Verdict::Raise,
        };
        if verdict == Verdict::Raise {
            self.pause();
        }
        verdict
    }

    /// Sends nothing before the caller asks for more. They may go on elsewhere instead, from the checkpoint as it stands:
    /// what was not sent is not declared in it.
    fn pause(&mut self) {
        self.is_paused = true;
        for chunk in self.take_unsent() {
            self.make_ready(chunk);
        }
    }

    /// Users whom the server did not get to are written again, by fewer at once.
    fn cut_off(&mut self, held: &Held, missing: Vec<u64>) {
        if held.is_doubted && !self.terms.is_safe() {
            return self.doubt(&missing);
        }
        if held.is_doubted {
            return self.hold_in_doubt(&Chunk { span: held.chunk.span, ids: missing });
        }
        for chunk in std::mem::take(&mut self.ready) {
            self.ready.append(&mut self.terms.cut(chunk.span, &chunk.ids));
        }
        // Who was changed may match still, and must not be read again.
        for run in held.chunk.runs(&missing) {
            self.make_ready(run);
        }
    }

    fn take(&mut self, ticket: Ticket, rows: &Rows) -> Result<(), Error> {
        for piece in self.scan.take(ticket, rows)? {
            let ids = &rows.ids[piece.rows];
            match self.is_stopped {
                true if !ids.is_empty() => self.scan.put_back(piece.span, ids.len() as u64),
                _ => self.make_ready(Chunk { span: piece.span, ids: ids.to_vec() }),
            }
        }
        self.look_at_count()
    }

    /// Cuts users into chunks, together with those before and after them who are not declared yet: what is left of a
    /// page fills up with the next one.
    fn make_ready(&mut self, mut read: Chunk) {
        if let Some(at) = self.ready.iter().position(|chunk| chunk.span.before == read.span.after + 1) {
            let mut before = self.ready.remove(at);
            read.span.after = before.span.after;
            before.ids.append(&mut read.ids);
            read.ids = before.ids;
        }
        if let Some(at) = self.ready.iter().position(|chunk| chunk.span.after + 1 == read.span.before) {
            let mut after = self.ready.remove(at);
            read.span.before = after.span.before;
            read.ids.append(&mut after.ids);
        }
        self.ready.append(&mut self.terms.cut(read.span, &read.ids));
    }

    fn verified(&mut self, number: u64, rows: &Rows) -> Result<(), Error> {
        let Some(mut held) = self.take_one(number) else { return Ok(()) };
        let stranger = rows.ids.iter().find(|id| held.chunk.ids.binary_search(id).is_err()).copied();
        if stranger.is_some() || rows.has_more {
            self.unverified(held);
            return Err(Error::undocumented(&match stranger {
                Some(id) => format!("user {id} does not meet the condition on `id`"),
                None => "it links to a next page of users who all fit on one".into(),
            }));
        }
        let mut left = Vec::new();
        for id in &held.chunk.ids {
            if !rows.ids.contains(id) {
                left.push(*id);
            }
        }
        let marked = held.chunk.ids.len() - left.len();
        held.chunk.ids = left;
        let missed = held.stage == Stage::Verifying { missed: true };
        self.tallies.succeeded += marked as u64;
        self.has_news |= marked > 0;
        if !missed && !held.chunk.ids.is_empty() {
            held.stage = Stage::Allowed;
            self.keep(held);
            return Ok(());
        }
        self.has_news = true;
        // Without a marker, whoever is not as the update leaves him may have been changed again since.
        match self.terms.has_marker() || held.open.len() >= held.chunk.ids.len() {
            true => self.miss(&held.open, &held.chunk.ids),
            false => self.doubt(&held.chunk.ids),
        }
        Ok(())
    }

    /// Users whom a write did not change: these errors are theirs, and without any they no longer matched.
    fn miss(&mut self, open: &[BulkFailure], missing: &[u64]) {
        if open.is_empty() {
            self.tallies.skipped += missing.len() as u64;
        }
        self.record(share_out(open, missing));
    }

    fn record(&mut self, mut failures: Vec<Failure>) {
        self.tallies.failed += failures.len() as u64;
        self.failures.append(&mut failures);
    }

    /// A read that was to verify has failed: it is to be sent again.
    fn unverified(&mut self, mut held: Held) {
        let missed = held.stage == Stage::Verifying { missed: true };
        held.stage = if missed { Stage::Missed } else { Stage::Doubtful };
        self.keep(held);
    }

    /// A write changed nobody.
    fn refused(&mut self, mut held: Held) -> Verdict {
        if held.is_doubted {
            held.stage = if self.terms.has_marker() { Stage::Doubtful } else { Stage::Allowed };
            self.keep(held);
        } else {
            self.scan.put_back(held.chunk.span, held.chunk.users());
            self.has_news = true;
        }
        Verdict::Raise
    }

    /// Nobody knows what a write did.
    fn lost(&mut self, mut held: Held) -> Verdict {
        if self.terms.is_safe() {
            held.is_doubted = true;
            held.stage = if self.terms.has_marker() { Stage::Doubtful } else { Stage::Allowed };
            self.keep(held);
            return Verdict::Raise;
        }
        self.doubt(&held.chunk.ids);
        // A read has to succeed before the next write: a server that is down must not turn the whole table into doubts.
        self.withdraw();
        self.lost_in_a_row += 1;
        match self.lost_in_a_row % LOST_BEFORE_ASKING {
            0 => Verdict::Raise,
            _ => Verdict::Recorded,
        }
    }

    fn unexpected(&mut self, ticket: Ticket, task: Option<Task>) -> Error {
        if let Some(task) = task {
            self.tasks.push((ticket, task));
        }
        Error::invalid("ticket: expected that of a request whose answer, of this kind, is still to come")
    }
}

/// An error without an outcome is one before sending, unless an answer has come.
fn was_not_applied(error: &Error) -> bool {
    match error.outcome() {
        Some(outcome) => outcome == Outcome::NotApplied,
        None => error.kind() == ErrorKind::InvalidArgument,
    }
}
