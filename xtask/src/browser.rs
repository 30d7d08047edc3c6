//! The suites of wasm-bindgen tests: `tests/browser.rs`, run by headless Chromium against the emulator, across origins, and
//! `tests/panic.rs`, run by Node.

use std::fs;
use std::path::PathBuf;
use std::process::{self, Command};

use anyhow::{Context, Result};
use serde_json::json;

use crate::cargo_suites;
use crate::counts::Counts;
use crate::debian;
use crate::server::Server;
use crate::suite::{Run, Suite};

/// What keeps Chromium from needing a screen and from talking to anybody but us.
const FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// The suites.
pub fn suites<'a>() -> [Suite<'a>; 2] {
    [
        Suite::new("browser", "about 10 s, after a change about 1 min", tests),
        Suite::new("panic", "about 2 s, after a change about 30 s", |run| {
            let cargo = command(run, "panic");
            cargo_suites::tests(run, cargo)
        }),
    ]
}

/// Runs the wasm-bindgen tests of one file.
fn command(run: &Run<'_>, file: &str) -> Command {
    let mut cargo = run.project.cargo();
    cargo
        .args(["test", "-p", "minapp-users", "--features", "js", "--target", "wasm32-unknown-unknown"])
        .args(["--no-fail-fast", "--test", file])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", run.project.tool("wasm-bindgen-test-runner"));
    cargo
}

fn tests(run: &mut Run<'_>) -> Result<Counts> {
    let server = Server::start(run.project)?;
    let scratch = Scratch::new(run.project.target.join(format!("chromium-{}", process::id())))?;
    let capabilities = scratch.0.join("webdriver.json");
    let mut arguments: Vec<String> = FLAGS.map(str::to_owned).to_vec();
    arguments.push(format!("--user-data-dir={}", scratch.0.join("profile").display()));
    fs::write(
        &capabilities,
        json!({ "goog:chromeOptions": { "binary": program("chromium")?, "args": arguments } }).to_string(),
    )?;

    let mut cargo = command(run, "browser");
    cargo
        .env("CHROMEDRIVER", program("chromedriver")?)
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
        .env("MINAPP_EMULATOR_URL", &server.url);
    cargo_suites::tests(run, cargo)
}

fn program(name: &str) -> Result<PathBuf> {
    debian::find(name).with_context(|| format!("{name} is not on PATH"))
}

/// A folder that goes with this.
struct Scratch(PathBuf);

impl Scratch {
    fn new(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
