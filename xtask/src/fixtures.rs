//! The fixtures of `tests/packaging/`: projects of a user, one a tool, installed below `target/packaging/`.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::plan::Plan;
use crate::project::Project;
use crate::setup;

/// The suite that they are for.
pub const SUITE: &str = "packaging";

/// Where they are installed.
pub fn installed(project: &Project) -> PathBuf {
    project.target.join("packaging")
}

/// Plans the installation of what they lock, where that has changed; the tests add the rest.
pub fn plan<'a>(project: &'a Project, plan: &mut Plan<'a>) -> Result<()> {
    let folder = project.root.join("tests/packaging/fixtures");
    let mut fixtures = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    fixtures.sort();
    for fixture in fixtures.iter().filter(|fixture| fixture.join("package-lock.json").exists()) {
        if let Some(name) = fixture.file_name() {
            let what = format!("fixture {}", name.to_string_lossy());
            setup::npm_packages(project, plan, &what, fixture, &installed(project).join(name))?;
        }
    }
    Ok(())
}
