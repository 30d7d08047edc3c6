//! Runs the emulator of the packed package over HTTP.

use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::arguments::whole;
use crate::flags;
use crate::plan::Plan;
use crate::process::become_it;
use crate::project::Project;
use crate::setup::{self, Needs};
use crate::{build, pack};

/// `cargo xtask emulator`
pub fn run(options: &flags::Emulator) -> Result<()> {
    let port = whole("--port", options.port.as_deref(), 8787, 65_535)?;
    let users = whole("--users", options.users.as_deref(), 1000, 1_000_000)?;
    let seed = whole("--seed", options.seed.as_deref(), 1, u32::MAX.into())?;
    let fault_seed = whole("--fault-seed", options.fault_seed.as_deref(), 1, u32::MAX.into())?;
    if options.token.as_deref() == Some("") {
        bail!("--token must not be empty");
    }
    let app = app(options, env::var_os(SECRET).is_some_and(|secret| !secret.is_empty()))?;
    let faults = options.faults.as_deref().map(faults).transpose()?;

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
        .args(["--seed", &seed.to_string()])
        .args(["--fault-seed", &fault_seed.to_string()])
        .args(app);
    if let Some(faults) = &faults {
        node.arg(format!("--faults={faults}"));
    }
    if options.control {
        node.arg("--control");
    }
    if let Some(token) = &options.token {
        node.arg(format!("--token={token}"));
    }
    become_it(node)
}

/// The environment variable with the secret of the app: an argument could be seen by every process of the machine.
const SECRET: &str = "MINAPP_CLIENT_SECRET";

/// The arguments about the app that may sign in. The secret is not among them: Node reads it where we do.
fn app(options: &flags::Emulator, has_secret: bool) -> Result<Vec<String>> {
    let lifetime = options.token_lifetime.as_deref();
    let Some(id) = &options.client_id else {
        if lifetime.is_some() {
            bail!("--token-lifetime needs --client-id: it is about the tokens of an app that signs in");
        }
        return Ok(Vec::new());
    };
    if !has_secret {
        bail!("--client-id needs the secret of the app in the environment variable {SECRET}");
    }
    let seconds = whole("--token-lifetime", lifetime, 3600, 31_536_000)?;
    Ok(vec![format!("--client-id={id}"), format!("--token-lifetime={seconds}")])
}

/// The JSON of the faults, which may be in a file. The emulator itself says what is wrong with it.
fn faults(given: &str) -> Result<String> {
    if given.trim_start().starts_with('[') {
        return Ok(given.to_owned());
    }
    fs::read_to_string(given)
        .with_context(|| format!("--faults must be a JSON array or a file that holds one, got {given:?}"))
}

#[cfg(test)]
mod tests {
    use super::{app, faults};
    use crate::flags;

    fn options(client_id: Option<&str>, token_lifetime: Option<&str>) -> flags::Emulator {
        flags::Emulator {
            port: None,
            users: None,
            seed: None,
            token: None,
            client_id: client_id.map(str::to_owned),
            token_lifetime: token_lifetime.map(str::to_owned),
            faults: None,
            fault_seed: None,
            control: false,
        }
    }

    #[test]
    fn an_app_needs_its_secret_and_a_lifetime_needs_an_app() {
        let message = |id, lifetime, has_secret| app(&options(id, lifetime), has_secret).unwrap_err().to_string();
        assert_eq!(
            message(Some("an-id"), None, false),
            "--client-id needs the secret of the app in the environment variable MINAPP_CLIENT_SECRET"
        );
        assert_eq!(
            message(None, Some("1"), true),
            "--token-lifetime needs --client-id: it is about the tokens of an app that signs in"
        );
        assert!(message(Some("an-id"), Some("an hour"), true).starts_with("--token-lifetime must be a whole number"));
        assert!(app(&options(None, None), true).unwrap().is_empty());
        assert_eq!(app(&options(Some("an-id"), Some("1")), true).unwrap(), ["--client-id=an-id", "--token-lifetime=1"]);
    }

    #[test]
    fn faults_are_given_as_json_or_in_a_file() {
        assert_eq!(faults(r#" [{"kind":"stall"}]"#).unwrap(), r#" [{"kind":"stall"}]"#);
        assert_eq!(faults("Cargo.toml").unwrap(), include_str!("../Cargo.toml"));
        assert_eq!(
            faults("no-such.json").unwrap_err().to_string(),
            "--faults must be a JSON array or a file that holds one, got \"no-such.json\""
        );
    }
}
