//! The command line in the package: one script, and the licences of the libraries that it carries within it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::build::{self, CLIENT, quoted, without_paths};
use crate::plan::Progress;
use crate::project::Project;

/// The script in the package, which `bin` names.
pub const BUNDLE: &str = "cli/minapp-users.js";
/// The licences beside it.
const LICENCES: &str = "cli/THIRD-PARTY-LICENSES.txt";
/// Files of the package, which it loads when it needs them.
const LOADED: [&str; 4] = [CLIENT[0], "../emulator/index.js", "../text/index.js", "../export/index.js"];
/// Where the libraries are, as esbuild names them.
const LIBRARIES: &str = "pkg-template/cli/node_modules/";
/// What the libraries among it, which are CommonJS, load parts of Node with.
const BANNER: &str = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/// Writes the script and the licences.
pub fn bundle(project: &Project, progress: &mut Progress) -> Result<()> {
    let (script, described) = (project.pkg().join(BUNDLE), project.target.join("command-line.json"));
    let mut esbuild = build::esbuild(project);
    esbuild
        .arg(project.cli().join("main.js"))
        .args(["--platform=node", "--target=node20", "--format=esm"])
        .args(LOADED.map(|file| format!("--external:{file}")))
        .arg(format!("--banner:js={BANNER}"))
        .arg(format!("--define:MINAPP_USERS_VERSION=\"{}\"", project.version))
        .arg(format!("--metafile={}", described.display()))
        .arg(format!("--outfile={}", script.display()));
    let warnings = progress.run(esbuild, "mend the error above in pkg-template/cli/")?;
    ensure!(warnings.trim().is_empty(), "esbuild warns:\n{warnings}");
    let text = fs::read_to_string(&script)?;
    let text = text.replace(&quoted(CLIENT[0]), &quoted(&format!("{}.js", CLIENT[1])));
    // The names of CommonJS modules, as stack traces show them.
    fs::write(&script, without_paths(&text).replace(LIBRARIES, ""))?;
    make_executable(&script)?;
    let described: Value = serde_json::from_str(&fs::read_to_string(described)?)?;
    fs::write(project.pkg().join(LICENCES), licences(&project.root, &described)?)?;
    Ok(())
}

#[cfg(unix)]
fn make_executable(script: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(script, fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> Result<()> {
    Ok(())
}

/// The licence of each package that has code in the script.
fn licences(root: &Path, described: &Value) -> Result<String> {
    let mut text =
        String::from("cli/minapp-users.js carries within it the following packages, each under its own licence.\n");
    for (package, folder) in packages(described)? {
        let folder = root.join(folder);
        let manifest: Value = serde_json::from_str(&fs::read_to_string(folder.join("package.json"))?)?;
        let (version, licence) = (&manifest["version"], &manifest["license"]);
        let (version, licence) = (version.as_str().unwrap_or_default(), licence.as_str().unwrap_or_default());
        let terms = terms(&folder).with_context(|| format!("{package} has no file with its licence"))?;
        let line = "-".repeat(80);
        text.push_str(&format!("\n{line}\n{package} {version} ({licence})\n{line}\n\n{}\n", terms.trim()));
    }
    Ok(text)
}

/// The packages that esbuild took code from, each with its folder: a library may have a copy of its own of another one.
fn packages(described: &Value) -> Result<BTreeSet<(String, PathBuf)>> {
    let inputs = described["inputs"].as_object().context("esbuild describes the inputs")?;
    Ok(inputs.keys().filter_map(|input| package_of(input)).collect())
}

/// `a` and `x/node_modules/a` of `x/node_modules/a/lib/b.js`, `@a/b` and `x/node_modules/@a/b` of `x/node_modules/@a/b/c.js`.
fn package_of(input: &str) -> Option<(String, PathBuf)> {
    let (outside, inside) = input.rsplit_once("node_modules/")?;
    let parts = if inside.starts_with('@') { 2 } else { 1 };
    let name = inside.split('/').take(parts).collect::<Vec<_>>().join("/");
    let folder = Path::new(outside).join("node_modules").join(&name);
    Some((name, folder))
}

/// The text of a package's licence file, whatever it is called.
fn terms(folder: &Path) -> Option<String> {
    let mut files: Vec<_> = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let is_licence = |path: &&std::path::PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
        name.is_some_and(|name| name.starts_with("license") || name.starts_with("licence"))
    };
    fs::read_to_string(files.iter().find(is_licence)?).ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::json;

    use super::{licences, package_of};

    #[test]
    fn a_package_is_what_follows_the_last_folder_of_packages() {
        let package = |input| package_of(input).map(|(name, folder)| format!("{name} in {}", folder.display()));
        for (input, expected) in [
            ("a/node_modules/cli-progress/lib/eta.js", Some("cli-progress in a/node_modules/cli-progress")),
            ("node_modules/x/node_modules/@a/b/c.js", Some("@a/b in node_modules/x/node_modules/@a/b")),
            ("pkg-template/cli/main.js", None),
        ] {
            assert_eq!(package(input).as_deref(), expected);
        }
    }

    #[test]
    fn two_versions_of_a_package_have_each_its_own_licence() {
        let root = std::env::temp_dir().join(format!("minapp-users-licences-{}", std::process::id()));
        for (folder, version) in [("node_modules/b", "2.0.0"), ("node_modules/a/node_modules/b", "1.0.0")] {
            let folder = root.join(folder);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("package.json"), json!({ "version": version, "license": "MIT" }).to_string())
                .unwrap();
            fs::write(folder.join("LICENSE"), format!("terms of {version}")).unwrap();
        }
        let inputs = json!({ "node_modules/b/x.js": {}, "node_modules/a/node_modules/b/x.js": {}, "main.js": {} });
        let text = licences(&root, &json!({ "inputs": inputs })).unwrap();
        fs::remove_dir_all(&root).unwrap();
        for version in ["1.0.0", "2.0.0"] {
            let line = "-".repeat(80);
            assert!(text.contains(&format!("\n{line}\nb {version} (MIT)\n{line}\n\nterms of {version}\n")), "{text}");
        }
    }
}
