//! Builds the admin panel, and serves it beside an emulator.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::arguments::whole;
use crate::build;
use crate::flags;
use crate::plan::{Done, Plan};
use crate::process::become_it;
use crate::project::Project;
use crate::setup::{self, Needs};

/// The suite that it is for.
pub const SUITE: &str = "panel";

/// The built site: files for any static server.
pub fn site(project: &Project) -> PathBuf {
    project.target.join("panel")
}

/// Plans the build. The package must have been built before.
pub fn plan<'a>(project: &'a Project, plan: &mut Plan<'a>) -> Result<()> {
    let www = project.www();
    setup::npm_packages(project, plan, "libraries of the panel", &www, &www)?;
    plan.step("building the panel", "about 10 s", move |progress| {
        const ADVICE: &str = "see what the compiler says of www/";
        progress.run(tool(project, "tsc"), ADVICE)?;
        let mut vite = tool(project, "vite");
        vite.args(["build", "--emptyOutDir", "--logLevel=warn", "--outDir"]).arg(site(project));
        progress.run(vite, ADVICE)?;
        Ok(Done::Finished)
    });
    Ok(())
}

/// A program that the panel's libraries brought.
fn tool(project: &Project, name: &str) -> Command {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    let mut command = project.command(project.www().join("node_modules/.bin").join(format!("{name}{suffix}")));
    command.current_dir(project.www());
    command
}

/// `cargo xtask panel`
pub fn run(options: &flags::Panel) -> Result<()> {
    let port = whole("--port", options.port.as_deref(), 4173, 65_535)?;
    let emulator_port = whole("--emulator-port", options.emulator_port.as_deref(), 8787, 65_535)?;
    let users = whole("--users", options.users.as_deref(), 10_000, 1_000_000)?;
    println!(
        "panel: builds the package and the panel, and serves it beside an emulator with {users} users until Ctrl-C\n       \
         (starts in about 15 s; the first run installs its tools and takes about 7 min)"
    );
    let project = Project::load()?;
    let mut steps = Plan::default();
    setup::plan(&project, Needs::Build, &mut steps)?;
    build::plan(&project, &mut steps);
    plan(&project, &mut steps)?;
    steps.run()?;
    println!();

    let mut node = project.command("node");
    node.arg(project.www().join("serve.mjs"))
        .arg(site(&project))
        .args(["--port", &port.to_string()])
        .args(["--emulator-port", &emulator_port.to_string()])
        .args(["--users", &users.to_string()]);
    become_it(node)
}
