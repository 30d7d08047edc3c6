//! Packs `pkg/` as npm would publish it, and installs the result as a user would.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::plan::{Done, Plan, Progress};
use crate::project::Project;

/// The packed package.
pub fn tarball(project: &Project) -> PathBuf {
    project.target.join(format!("minapp-users-{}.tgz", project.version))
}

/// Plans the packing of `pkg/` and its installation in [`Project::consumer`].
pub fn plan<'a>(project: &'a Project, steps: &mut Plan<'a>) {
    steps.step("packing the package and installing it", "about 2 s", |progress| {
        pack(project, progress)?;
        let done = install_packed(project, &project.consumer(), progress)?;
        copy_scripts(project)?;
        Ok(done)
    });
}

fn pack(project: &Project, progress: &mut Progress) -> Result<()> {
    let mut npm = project.npm();
    npm.args(["pack", "--ignore-scripts", "--loglevel=error", "--pack-destination"])
        .arg(&project.target)
        .current_dir(project.pkg());
    progress.run(npm, "run `cargo xtask build` and see what it says")?;
    Ok(())
}

/// Makes `folder` a project that has the tarball installed, unless it has that very tarball already.
fn install_packed(project: &Project, folder: &Path, progress: &mut Progress) -> Result<Done> {
    let tarball = tarball(project);
    let bytes = fs::read(&tarball).with_context(|| format!("npm pack did not write {}", tarball.display()))?;
    let stamp = folder.join("installed.tgz");
    if fs::read(&stamp).is_ok_and(|installed| installed == bytes) {
        return Ok(Done::UpToDate);
    }
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join("package.json"), "{ \"name\": \"consumer\", \"private\": true }\n")?;
    let mut npm = project.npm();
    npm.args(["install", "--no-save", "--no-package-lock", "--offline", "--no-audit", "--no-fund"])
        .arg(&tarball)
        .current_dir(folder);
    progress.run(npm, "the package must install without any network: see what it depends on")?;
    fs::write(stamp, bytes)?;
    Ok(Done::Finished)
}

/// The scripts run from beside the installed package, and so import it by its name.
fn copy_scripts(project: &Project) -> Result<()> {
    let to = project.consumer().join("scripts");
    fs::create_dir_all(&to)?;
    for entry in fs::read_dir(project.root.join("xtask/scripts"))? {
        let path = entry?.path();
        if let Some(name) = path.file_name() {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

/// A script of `xtask/scripts`, where it runs.
pub fn script(project: &Project, name: &str) -> PathBuf {
    project.consumer().join("scripts").join(name)
}
