//! Tours the package against its emulator.

use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::plan::Plan;
use crate::project::Project;
use crate::setup::{self, Needs};
use crate::{build, pack};

/// `cargo xtask demo`
pub fn run() -> Result<()> {
    let started = Instant::now();
    println!(
        "demo: builds the package and tours it against the emulator with 1,000 users\n      \
         (about 3 s; the first run installs its tools and takes about 6 min)"
    );
    let project = Project::load()?;
    let mut steps = Plan::default();
    setup::plan(&project, Needs::Build, &mut steps)?;
    build::plan(&project, &mut steps);
    pack::plan(&project, &mut steps);
    steps.run()?;
    println!();

    let mut node = project.command("node");
    node.arg(pack::script(&project, "tour.mjs"));
    let status = node.status().context("cannot run node")?;
    ensure!(
        status.success(),
        "the tour failed ({status}), see above\n  command: node {}",
        pack::script(&project, "tour.mjs").display()
    );
    println!("\ndemo: done in {:.1} s", started.elapsed().as_secs_f32());
    println!("The same in a browser, with 10,000 users to filter, change and export: cargo xtask panel");
    Ok(())
}
