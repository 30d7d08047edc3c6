//! Runs the emulator of the packed package over HTTP.

use std::process::Command;

use anyhow::{Result, bail};

use crate::flags;
use crate::plan::Plan;
use crate::project::Project;
use crate::setup::{self, Needs};
use crate::{build, pack};

/// `cargo xtask emulator`
pub fn run(options: &flags::Emulator) -> Result<()> {
    let port = whole("--port", options.port.as_deref(), 8787, 65_535)?;
    let users = whole("--users", options.users.as_deref(), 1000, 1_000_000)?;
    let seed = whole("--seed", options.seed.as_deref(), 1, u32::MAX.into())?;
    if options.token.as_deref() == Some("") {
        bail!("--token must not be empty");
    }

    println!("emulator: builds the package and serves {users} users over HTTP until Ctrl-C (starts in about 2 s)");
    let project = Project::load()?;
    let mut steps = Plan::default();
    setup::plan(&project, Needs::Build, &mut steps)?;
    build::plan(&project, &mut steps);
    pack::plan(&project, &mut steps);
    steps.run()?;
    println!();

    let mut node = project.command("node");
    node.arg(pack::script(&project, "emulator.mjs"))
        .args(["--port", &port.to_string()])
        .args(["--users", &users.to_string()])
        .args(["--seed", &seed.to_string()]);
    if let Some(token) = &options.token {
        node.arg(format!("--token={token}"));
    }
    become_it(node)
}

/// Node takes the place of this process, so that Ctrl-C reaches it and nothing else.
#[cfg(unix)]
fn become_it(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(anyhow::Error::new(command.exec()).context("cannot run node"))
}

#[cfg(not(unix))]
fn become_it(mut command: Command) -> Result<()> {
    if !command.status()?.success() {
        bail!("the emulator ended with an error, see above");
    }
    Ok(())
}

fn whole(name: &str, given: Option<&str>, default: u64, highest: u64) -> Result<u64> {
    let Some(text) = given else {
        return Ok(default);
    };
    match text.parse() {
        Ok(number) if number <= highest => Ok(number),
        _ => bail!("{name} must be a whole number between 0 and {highest}, got {text:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_number_out_of_range_is_named_with_its_range() {
        assert_eq!(whole("--port", None, 8787, 65_535).unwrap(), 8787);
        assert_eq!(whole("--port", Some("0"), 8787, 65_535).unwrap(), 0);
        for text in ["65536", "-1", "1.5", "", "eighty"] {
            assert_eq!(
                whole("--port", Some(text), 8787, 65_535).unwrap_err().to_string(),
                format!("--port must be a whole number between 0 and 65535, got {text:?}")
            );
        }
    }
}
