//! The suites of `node:test` files: each folder of `tests/` that holds `*.test.mjs`, at any depth, is one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use anyhow::Result;

use crate::counts::{self, Counts};
use crate::debian;
use crate::fixtures;
use crate::pack;
use crate::panel;
use crate::server::Server;
use crate::suite::{Run, Suite};

/// One suite a folder, in the order of their names.
/// With `full`, tests that have a full length run it.
pub fn all<'a>(tests: &Path, full: bool) -> Result<Vec<Suite<'a>>> {
    let mut suites = Vec::new();
    for folder in sorted(tests)? {
        let files = test_files(&folder)?;
        if let (false, Some(name)) = (files.is_empty(), folder.file_name()) {
            let name = name.to_string_lossy();
            let about = match &*name {
                "packaging" => "about 3 min",
                "panel" => "about 10 min",
                "cli" | "node" | "proof" => "about 1 min",
                _ => "about 10 s",
            };
            suites.push(Suite::new(&*name, about, move |run| Ok(run_files(run, &files, full))));
        }
    }
    Ok(suites)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.file_name().is_some_and(|name| name != "node_modules"));
    paths.sort();
    Ok(paths)
}

fn test_files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        let is_test = path.to_string_lossy().ends_with(".test.mjs");
        return Ok(if is_test { vec![path.to_path_buf()] } else { vec![] });
    }
    let mut files = Vec::new();
    for path in sorted(path)? {
        files.extend(test_files(&path)?);
    }
    Ok(files)
}

/// One file after the other, each against an emulator that nobody has written to.
fn run_files(run: &mut Run<'_>, files: &[PathBuf], full: bool) -> Counts {
    let mut sum = Counts::default();
    for file in files {
        sum += run_file(run, file, full).unwrap_or_else(|error| {
            run.complain(&format!("{}: {error:#}", file.display()));
            Counts::FAILED
        });
    }
    sum
}

fn run_file(run: &mut Run<'_>, file: &Path, full: bool) -> Result<Counts> {
    let project = run.project;
    let server = Server::start(project)?;
    let tap = project.target.join(format!("node-test-{}.tap", process::id()));
    let mut node = project.command("node");
    node.args(["--test", "--test-reporter=spec", "--test-reporter-destination=stdout"])
        .arg("--test-reporter=tap")
        .arg(format!("--test-reporter-destination={}", tap.display()))
        .arg(file)
        .current_dir(project.root.join("tests"))
        .env("MINAPP_CONSUMER", project.consumer())
        .env("MINAPP_PKG", project.pkg())
        .env("MINAPP_TARBALL", pack::tarball(project))
        .env("MINAPP_FIXTURES", fixtures::installed(project))
        .env("MINAPP_PANEL", panel::site(project))
        .env("MINAPP_EMULATOR_URL", &server.url)
        .env("MINAPP_ESBUILD", project.npm_tools().join("node_modules/esbuild"))
        .env("MINAPP_CHROMIUM", debian::find("chromium").unwrap_or_default());
    if full {
        node.env("MINAPP_FULL", "1");
    }
    let (success, _) = run.command(node)?;

    let counted = fs::read_to_string(&tap).ok();
    let _ = fs::remove_file(&tap);
    let mut counts = counted.and_then(|text| counts::tap(&text, &file.to_string_lossy())).unwrap_or_default();
    if counts.total() == 0 || (!success && counts.failed == 0) {
        run.complain(&format!("{} ran no test, or crashed", file.display()));
        counts += Counts::FAILED;
    }
    Ok(counts)
}
