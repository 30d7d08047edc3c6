//! The emulator of the packed package as a process, for the length of a suite.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use anyhow::{Context, Result, bail};

use crate::pack;
use crate::plan::stop;
use crate::project::Project;

/// The port that is tried first: the browser tests are compiled with the address, and need not be compiled anew.
const PORT: u16 = 18787;

/// A running emulator, which ends when this is dropped.
pub struct Server {
    child: Child,
    /// Its address, as in `http://127.0.0.1:18787`.
    pub url: String,
}

impl Server {
    /// Starts the emulator with 1,000 users on its usual port, or on a free one when that is taken.
    pub fn start(project: &Project) -> Result<Self> {
        Self::listen(project, PORT).or_else(|_| Self::listen(project, 0))
    }

    fn listen(project: &Project, port: u16) -> Result<Self> {
        let mut command = project.command("node");
        command
            .arg(pack::script(project, "emulator.mjs"))
            .args(["--port", &port.to_string(), "--until-stdin-ends"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(if port == 0 { Stdio::inherit() } else { Stdio::null() });
        let mut child = command.spawn().context("cannot run node")?;
        let mut url = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut url)?;
        }
        if !url.starts_with("http://") {
            stop(&mut child);
            bail!("the emulator of the packed package did not start");
        }
        Ok(Self { child, url: url.trim().to_owned() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        stop(&mut self.child);
    }
}
