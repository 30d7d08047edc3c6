//! Writes the reference of the package's types: `tests/reference/` says how, and tests it.

use std::fs;
use std::io;

use anyhow::{Context, Result, ensure};

use crate::build;
use crate::plan::Plan;
use crate::project::Project;
use crate::setup::{self, Needs};

/// `cargo xtask docs`
pub fn run() -> Result<()> {
    println!("docs: builds the package and writes the reference of its types (about 10 s, after a change about 1 min)");
    let project = Project::load()?;
    let mut steps = Plan::default();
    setup::plan(&project, Needs::Docs, &mut steps)?;
    build::plan(&project, &mut steps);
    steps.run()?;

    let out = project.target.join("reference");
    if let Err(error) = fs::remove_dir_all(&out)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(error).with_context(|| format!("cannot remove {}", out.display()));
    }
    let mut node = project.command("node");
    node.arg(project.root.join("tests/reference/write.mjs")).arg(project.pkg()).arg(&out);
    let status = node.status().context("cannot run node")?;
    ensure!(status.success(), "the reference is not whole ({status}), see above");
    println!("\ndocs: open {}", out.join("index.html").display());
    Ok(())
}
