//! Installs what is missing. When nothing is, it costs a few tenths of a second.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::debian;
use crate::plan::{Done, Plan, read};
use crate::project::Project;

/// The oldest Node that the package and its tools run on.
const OLDEST_NODE: u32 = 20;
/// `wasm-bindgen` follows the pin in Cargo.toml; wasm-pack has no other home than this.
const WASM_PACK: &str = "0.15.1";

/// What a task needs beyond Rust and Node.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// What builds the package.
    Build,
    /// Also what writes the reference, which is one of the tests' npm packages.
    Docs,
    /// Also what the tests use: npm packages, a browser, PHP, curl.
    Test,
    /// Also what the benchmark uses: its baselines from npm, a browser.
    Bench,
}

/// Plans the installation of what is missing.
pub fn plan<'a>(project: &'a Project, needs: Needs, plan: &mut Plan<'a>) -> Result<()> {
    check_node(project)?;
    wasm_target(project, plan)?;
    cargo_tool(project, plan, "wasm-bindgen", "wasm-bindgen-cli", &project.wasm_bindgen);
    cargo_tool(project, plan, "wasm-pack", "wasm-pack", WASM_PACK);
    let tests = project.root.join("tests");
    npm_packages(project, plan, "build tools", &project.npm_tools(), &project.npm_tools())?;
    npm_packages(project, plan, "libraries of the command line", &project.cli(), &project.cli())?;
    match needs {
        Needs::Build => {}
        Needs::Docs => npm_packages(project, plan, "test tools", &tests, &tests)?,
        Needs::Test => {
            rust_components(project, plan);
            npm_packages(project, plan, "test tools", &tests, &tests)?;
            debian::plan(plan)?;
        }
        Needs::Bench => {
            npm_packages(project, plan, "baselines of the benchmark", &project.bench(), &project.bench())?;
            debian::plan(plan)?;
        }
    }
    Ok(())
}

fn check_node(project: &Project) -> Result<()> {
    const ADVICE: &str = "install Node 20 or newer, with npm: https://nodejs.org/en/download";
    let mut node = project.command("node");
    node.arg("--version");
    let version = read(node).with_context(|| format!("Node is missing; {ADVICE}"))?;
    match node_major(&version) {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        Some(_) => bail!("Node {version} is too old; {ADVICE}"),
        None => bail!("cannot make out the version of Node from {version:?}; {ADVICE}"),
    }
}

/// The major version in the answer of `node --version`, as in `v20.11.1`.
fn node_major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn wasm_target<'a>(project: &'a Project, plan: &mut Plan<'a>) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let mut rustc = project.command("rustc");
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    let installed =
        PathBuf::from(read(rustc).context("rustc is missing; install Rust with https://rustup.rs")?).exists();
    if !installed {
        plan.step("adding Rust's WebAssembly target", "about 20 s, once", |progress| {
            let mut rustup = project.command("rustup");
            rustup.args(["target", "add", TARGET]);
            progress.run(
                rustup,
                "without rustup, install your distribution's standard library of Rust for wasm32-unknown-unknown",
            )?;
            Ok(Done::Finished)
        });
    }
    Ok(())
}

/// rustup's minimal profile lacks both.
fn rust_components<'a>(project: &'a Project, plan: &mut Plan<'a>) {
    const COMPONENTS: [(&str, &str); 2] = [("rustfmt", "fmt"), ("clippy", "clippy")];
    let missing: Vec<_> = COMPONENTS
        .iter()
        .filter(|(_, subcommand)| {
            let mut cargo = project.cargo();
            cargo.args([subcommand, "--version"]);
            read(cargo).is_err()
        })
        .map(|(component, _)| *component)
        .collect();
    if !missing.is_empty() {
        plan.step(format!("adding {}", missing.join(" and ")), "about 10 s, once", move |progress| {
            let mut rustup = project.command("rustup");
            rustup.args(["component", "add"]).args(missing);
            progress.run(rustup, "without rustup, install your distribution's rustfmt and clippy")?;
            Ok(Done::Finished)
        });
    }
}

fn cargo_tool<'a>(
    project: &'a Project,
    plan: &mut Plan<'a>,
    binary: &'static str,
    package: &'static str,
    version: &'a str,
) {
    let mut command = Command::new(project.tool(binary));
    command.arg("--version");
    if read(command).is_ok_and(|line| is_version(&line, binary, version)) {
        return;
    }
    plan.step(
        format!("installing {package} {version} into {}", project.tools().display()),
        "about 2 min, once",
        move |progress| {
            let mut cargo = project.cargo();
            cargo
                .args(["install", "--locked", "--force", "--version", version, package, "--root"])
                .arg(project.tools());
            progress.run(cargo, "see that the crate registry can be reached, and run this task again")?;
            Ok(Done::Finished)
        },
    );
}

/// Whether a line such as `wasm-pack 0.15.1` names the version wanted.
fn is_version(line: &str, binary: &str, version: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next() == Some(binary) && words.next() == Some(version)
}

/// Plans the installation of what the lock file in `from` names, in the `node_modules` of `folder`.
pub fn npm_packages<'a>(
    project: &'a Project,
    plan: &mut Plan<'a>,
    what: &str,
    from: &Path,
    folder: &Path,
) -> Result<()> {
    let (from, folder) = (from.to_path_buf(), folder.to_path_buf());
    let lock = from.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    // Inside node_modules, so that it goes when they go, and written last.
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    plan.step(format!("installing the {what} from npm"), "about 15 s, once", move |progress| {
        if folder != from {
            fs::create_dir_all(&folder)?;
            for file in ["package.json", "package-lock.json"] {
                fs::copy(from.join(file), folder.join(file))?;
            }
        }
        let mut npm = project.npm();
        npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder);
        progress.run(npm, "see that the npm registry can be reached, and run this task again")?;
        fs::write(&stamp, wanted)?;
        Ok(Done::Finished)
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_its_first_number() {
        assert_eq!(node_major("v20.11.1\n"), Some(20));
        assert_eq!(node_major("v9.0.0"), Some(9));
        assert_eq!(node_major("20.11.1"), None);
        assert_eq!(node_major(""), None);
    }

    #[test]
    fn a_tool_of_another_version_is_not_the_one() {
        assert!(is_version("wasm-pack 0.15.1", "wasm-pack", "0.15.1"));
        assert!(is_version("wasm-bindgen 0.2.129 (abcdef)", "wasm-bindgen", "0.2.129"));
        assert!(!is_version("wasm-pack 0.15.10", "wasm-pack", "0.15.1"));
        assert!(!is_version("", "wasm-pack", "0.15.1"));
    }
}
