//! What a job tells its caller: its steps, what it declares in them, and where it stands.

use super::{
    Planned, Report, Step,
    checkpoint::{Checkpoint, joined},
    chunk::Chunk,
    report::Tallies,
    running::{Job, Stage},
};

impl Job {
    /// What is new since the last step, and what is to be written next; `None` when there is nothing new. The caller is
    /// to keep its checkpoint before [`proceed`](Self::proceed).
    pub fn step(&mut self) -> Option<Step> {
        if self.is_over {
            return None;
        }
        if self.dry_run.is_some() {
            self.plan()
        } else {
            self.declare()
        }
        let done = self.is_finished();
        if !(self.has_news || done) {
            return None;
        }
        self.has_news = false;
        self.is_over = done;
        let Tallies { succeeded, failed, unknown, skipped } = self.tallies;
        let step = Step {
            matched: self.matched(),
            succeeded,
            failed,
            unknown,
            skipped,
            done,
            checkpoint: self.checkpoint(),
            failures: self.failures[self.told_failures..].to_vec(),
            doubts: self.doubts[self.told_doubts..].to_vec(),
            requests: self.requests[self.told_requests..].to_vec(),
        };
        (self.told_failures, self.told_doubts) = (self.failures.len(), self.doubts.len());
        self.told_requests = self.requests.len();
        Some(step)
    }

    /// How far it is, and all that went wrong.
    pub fn report(&self) -> Report {
        let Tallies { succeeded, failed, unknown, skipped } = self.tallies;
        Report {
            matched: self.matched(),
            succeeded,
            failed,
            unknown,
            skipped,
            done: self.is_finished(),
            failures: self.failures.clone(),
            doubts: self.doubts.clone(),
            requests: self.requests.clone(),
        }
    }

    /// Where it stands, for [`resume`](super::UpdateAll::resume): what was answered after the last step is in it. In a
    /// dry run, where it began.
    pub fn checkpoint(&self) -> String {
        self.dry_run.clone().unwrap_or_else(|| self.state().write())
    }

    pub(super) fn matched(&self) -> u64 {
        if self.is_finished() { self.met() } else { self.met().max(self.counted) }
    }

    pub(super) fn met(&self) -> u64 {
        self.tallies.tried() + self.planned + self.in_hand()
    }

    pub(super) fn is_finished(&self) -> bool {
        self.scan.is_done() && self.ready.is_empty() && self.held.is_empty() && !self.is_stopped
    }

    /// Lists what may be sent once the caller has kept the checkpoint.
    fn declare(&mut self) {
        let may_declare = self.may_write() && !self.is_paused && !self.is_stopped;
        while may_declare && self.held.len() < self.concurrency {
            // The longest first: the short ones may still grow.
            let Some(longest) = self.ready.iter().map(Chunk::users).max() else { break };
            let Some(at) = self.ready.iter().position(|chunk| chunk.users() == longest) else { break };
            let chunk = self.ready.remove(at);
            self.hold(chunk, Stage::Declared, false);
            self.has_news = true;
        }
    }

    /// Shows what would be sent.
    fn plan(&mut self) {
        if !self.may_write() || self.is_stopped {
            return;
        }
        let mut chunks = self.take_held(|held| held.stage == Stage::Allowed);
        chunks.append(&mut self.ready);
        for chunk in chunks {
            self.planned += chunk.users();
            // The condition and the update were checked when the job began.
            let Ok(request) = self.terms.write(&chunk.ids).request() else { continue };
            let body = request.body().unwrap_or_default().to_owned();
            self.requests.push(Planned { method: request.method().as_str(), target: request.target(), body });
        }
        self.has_news |= self.told_requests < self.requests.len();
    }

    pub(super) fn state(&self) -> Checkpoint {
        let (mut unread, mut declared) = (Vec::new(), Vec::new());
        for span in self.scan.unread() {
            unread.push(span);
        }
        for chunk in &self.ready {
            unread.push(chunk.span);
        }
        for held in &self.held {
            declared.push(held.chunk.clone());
        }
        Checkpoint {
            job: self.hash.clone(),
            unread: joined(unread),
            declared,
            matched: self.matched(),
            tallies: self.tallies,
            doubts: self.doubts.clone(),
        }
    }
}
