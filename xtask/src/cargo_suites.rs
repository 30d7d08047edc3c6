//! The suites that cargo runs on this machine: format, lints, documentation, native tests.

use std::process::Command;

use anyhow::Result;

use crate::counts::{self, Counts};
use crate::suite::{Run, Suite};

const MODULES: [&str; 6] = ["-p", "minapp-users", "-p", "minapp-users-emulator", "-p", "minapp-users-text"];

/// In the order in which they run: the quick ones first.
pub fn all<'a>() -> Vec<Suite<'a>> {
    vec![
        Suite::new("format", "about 1 s", |run| {
            let mut cargo = run.project.cargo();
            cargo.args(["fmt", "--all", "--check", "--", "--color=never"]);
            check(run, cargo)
        }),
        Suite::new("clippy", "about 2 s, after a change about 20 s", |run| {
            let mut cargo = run.project.cargo();
            cargo.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
            check(run, cargo)
        }),
        Suite::new("clippy-wasm", "about 2 s, after a change about 20 s", |run| {
            let mut cargo = run.project.cargo();
            cargo
                .args(["clippy", "--lib", "--all-features", "--target", "wasm32-unknown-unknown"])
                .args(MODULES)
                .args(["--", "-D", "warnings"]);
            check(run, cargo)
        }),
        Suite::new("doc", "about 2 s, after a change about 20 s", |run| {
            let mut cargo = run.project.cargo();
            cargo.args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings");
            check(run, cargo)
        }),
        Suite::new("rust", "about 20 s, after a change about 1 min", |run| {
            let mut cargo = run.project.cargo();
            cargo.args(["test", "--workspace", "--no-fail-fast"]);
            tests(run, cargo)
        }),
    ]
}

/// A command that is one check: it passes or fails as a whole.
fn check(run: &mut Run<'_>, command: Command) -> Result<Counts> {
    let (success, _) = run.command(command)?;
    Ok(if success { Counts::PASSED } else { Counts::FAILED })
}

/// A `cargo test`: counts its results, and a crash that no result tells of as a failure.
pub fn tests(run: &mut Run<'_>, command: Command) -> Result<Counts> {
    let (success, output) = run.command(command)?;
    let mut counts = counts::cargo(&output);
    if !success && counts.failed == 0 {
        counts += Counts::FAILED;
    }
    Ok(counts)
}
