//! A suite: tests that are counted together, and what runs them.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::counts::Counts;
use crate::plan::{Progress, tail};
use crate::project::Project;

/// A command of a suite that takes longer than this hangs.
const LIMIT: Duration = Duration::from_secs(15 * 60);

type Body<'a> = Box<dyn FnOnce(&mut Run<'_>) -> Result<Counts> + 'a>;

/// Tests that are counted together.
pub struct Suite<'a> {
    /// What `cargo xtask test NAME` calls it.
    pub name: String,
    /// How long it takes.
    pub about: &'static str,
    body: Body<'a>,
}

impl<'a> Suite<'a> {
    /// A suite; `about` says how long it takes.
    pub fn new(
        name: impl Into<String>,
        about: &'static str,
        body: impl FnOnce(&mut Run<'_>) -> Result<Counts> + 'a,
    ) -> Self {
        Self { name: name.into(), about, body: Box::new(body) }
    }

    /// Runs it to its end; shows what failed.
    pub fn run(self, project: &Project, heading: &str) -> Row {
        let mut run = Run { project, progress: Progress::start(heading), log: String::new() };
        let mut counts = (self.body)(&mut run).unwrap_or_else(|error| {
            run.complain(&format!("{error:#}"));
            Counts::FAILED
        });
        if counts.total() == 0 {
            run.complain("no test ran");
            counts = Counts::FAILED;
        }
        run.progress.end(&format!("{} passed, {} failed", counts.passed, counts.failed));
        let log = project.target.join(format!("test-{}.log", self.name));
        let is_kept = fs::write(&log, &run.log).is_ok();
        if counts.failed > 0 {
            println!("\n{}\n", tail(&without_passes(&run.log), 200));
            if is_kept {
                println!("all of it: {}", log.display());
            }
            println!("this suite alone: cargo xtask test {}\n", self.name);
        }
        Row { name: self.name, counts, seconds: run.progress.elapsed().as_secs_f32() }
    }
}

/// A suite that runs: what its commands printed is kept, to be shown when something failed.
pub struct Run<'a> {
    /// The project under test.
    pub project: &'a Project,
    progress: Progress,
    log: String,
}

impl Run<'_> {
    /// Runs a command and tells whether it succeeded, and what it printed.
    pub fn command(&mut self, command: Command) -> Result<(bool, String)> {
        let output = self.progress.watch(command, Some(LIMIT))?;
        self.log.push_str(&output.text);
        Ok((output.status.is_some_and(|status| status.success()), output.text))
    }

    /// Adds a line to what is shown.
    pub fn complain(&mut self, line: &str) {
        self.log.push_str(line);
        self.log.push('\n');
    }
}

/// What became of a suite.
pub struct Row {
    /// The suite's name.
    pub name: String,
    /// Its tests.
    pub counts: Counts,
    /// The time that it took.
    pub seconds: f32,
}

/// Without the lines of `cargo test` and `node --test` that tell of passes, which bury the failures.
fn without_passes(log: &str) -> String {
    let is_cargo_pass = |line: &str| line.starts_with("test ") && line.ends_with("... ok");
    let is_node_pass = |line: &str| line.trim_start().starts_with(['✔', 'ℹ']);
    log.lines().filter(|line| !is_cargo_pass(line) && !is_node_pass(line)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_do_not_bury_a_failure() {
        let cargo = "test a ... ok\ntest b ... FAILED\n";
        assert_eq!(without_passes(cargo), "test b ... FAILED");
        let node = "▶ everyone\n  ✔ first (1 ms)\n  ✖ second (2 ms)\n    Error: no\nℹ tests 2\n✔ third (1 ms)\n";
        assert_eq!(without_passes(node), "▶ everyone\n  ✖ second (2 ms)\n    Error: no");
    }
}
