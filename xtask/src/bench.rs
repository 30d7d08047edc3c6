//! Measures the package beside what its users would write otherwise: `bench/` says how.

use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use crate::plan::Plan;
use crate::project::Project;
use crate::setup::{self, Needs};
use crate::{build, debian, flags, pack, panel};

/// More are not worth the wait.
const MOST_ROUNDS: u32 = 1000;

/// `cargo xtask bench`
pub fn run(options: &flags::Bench) -> Result<()> {
    let started = Instant::now();
    let arguments = arguments(options)?;
    println!("bench: {}", announcement(options));
    let project = Project::load()?;
    let mut steps = Plan::default();
    setup::plan(&project, Needs::Bench, &mut steps)?;
    build::plan(&project, &mut steps);
    pack::plan(&project, &mut steps);
    if options.only.as_deref().is_none_or(|case| case == panel::SUITE) {
        panel::plan(&project, &mut steps)?;
    }
    steps.run()?;
    println!();

    let out = project.target.join("bench");
    let mut node = project.command("node");
    node.arg(project.bench().join("run.mjs"))
        .arg(format!("--out={}", out.display()))
        .args(arguments)
        .env("MINAPP_CONSUMER", project.consumer())
        .env("MINAPP_PANEL", panel::site(&project))
        .env("MINAPP_ESBUILD", project.npm_tools().join("node_modules/esbuild"))
        .env("MINAPP_CHROMIUM", debian::find("chromium").unwrap_or_default());
    let status = node.status().context("cannot run node")?;
    ensure!(status.success(), "not every figure could be taken ({status}), see above");
    println!("\nbench: done in {:.0} s", started.elapsed().as_secs_f32());
    Ok(())
}

/// What is told before anything runs.
fn announcement(options: &flags::Bench) -> String {
    let (what, about) = match (&options.only, options.quick) {
        (Some(case), _) => (format!("the case {case} alone"), "up to 3 min"),
        (None, true) => ("every case, in few and small rounds".to_owned(), "about 1 min"),
        (None, false) => ("every case, in Node and in Chromium".to_owned(), "about 8 min"),
    };
    format!(
        "builds the package and measures {what}\n       ({about}; the first run installs its tools and takes about 7 min more)"
    )
}

/// The arguments of `bench/run.mjs`.
fn arguments(options: &flags::Bench) -> Result<Vec<String>> {
    let mut arguments = Vec::new();
    if options.quick {
        arguments.push("--quick".to_owned());
    }
    if let Some(case) = &options.only {
        arguments.push(format!("--only={case}"));
    }
    if let Some(rounds) = &options.rounds {
        match rounds.parse::<u32>() {
            Ok(1..=MOST_ROUNDS) => arguments.push(format!("--rounds={rounds}")),
            _ => bail!("--rounds must be a whole number between 1 and {MOST_ROUNDS}, got {rounds:?}"),
        }
    }
    Ok(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(quick: bool, only: Option<&str>, rounds: Option<&str>) -> flags::Bench {
        flags::Bench { quick, only: only.map(str::to_owned), rounds: rounds.map(str::to_owned) }
    }

    #[test]
    fn the_arguments_are_handed_on() {
        assert!(arguments(&options(false, None, None)).unwrap().is_empty());
        assert_eq!(arguments(&options(true, Some("get"), Some("3"))).unwrap(), ["--quick", "--only=get", "--rounds=3"]);
    }

    #[test]
    fn rounds_out_of_range_are_named_with_their_range() {
        for text in ["0", "1001", "-1", "1.5", "", "many"] {
            assert_eq!(
                arguments(&options(false, None, Some(text))).unwrap_err().to_string(),
                format!("--rounds must be a whole number between 1 and 1000, got {text:?}")
            );
        }
        assert_eq!(arguments(&options(false, None, Some("1000"))).unwrap(), ["--rounds=1000"]);
    }

    #[test]
    fn it_says_how_long_it_takes() {
        assert!(announcement(&options(true, None, None)).contains("(about 1 min;"));
        assert!(announcement(&options(false, None, None)).contains("(about 8 min;"));
        assert!(announcement(&options(true, Some("get"), None)).contains("the case get alone"));
    }
}
