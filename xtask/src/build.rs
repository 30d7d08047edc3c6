//! Assembles `pkg/`: bundles of `pkg-template/` and the WebAssembly modules, types, manifest, documents.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::plan::{Done, Plan, Progress};
use crate::project::Project;
use crate::setup::Needs;
use crate::wasm::{self, Form};
use crate::{command_line, setup, sizes};

/// The entries beside the client: a folder each, in `pkg-template/` as in the package.
pub const ENTRIES: [&str; 3] = ["emulator", "export", "text"];

/// How an entry and the command line import the client, which stays a file of its own, and where that file is in the package.
pub const CLIENT: [&str; 2] = ["../src/index.js", "../index"];

/// What the package carries of the root: documents, and whole folders of them.
const DOCUMENTS: [&str; 9] = [
    "README.md",
    "README.zh-CN.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "SECURITY.zh-CN.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "docs",
    "examples",
];

/// `cargo xtask build`
pub fn run() -> Result<()> {
    let started = Instant::now();
    println!("build: compiles the three modules and assembles pkg/ (about 2 s, after a change about 1 min)");
    let project = Project::load()?;
    let mut steps = Plan::default();
    setup::plan(&project, Needs::Build, &mut steps)?;
    plan(&project, &mut steps);
    steps.run()?;
    println!("\n{}", sizes::table(&project.pkg())?);
    println!(
        "pkg/ holds minapp-users {}, built in {:.1} s; `npm publish ./pkg` would publish it",
        project.version,
        started.elapsed().as_secs_f32()
    );
    Ok(())
}

/// Plans the build of the package.
pub fn plan<'a>(project: &'a Project, steps: &mut Plan<'a>) {
    for krate in &project.modules {
        let name = format!("building the {} module", krate.name);
        steps.step(name, "about 30 s after a change", |progress| wasm::build(project, krate, progress));
    }
    steps.step("assembling pkg/", "about 1 s", |progress| assemble(project, progress));
}

fn assemble(project: &Project, progress: &mut Progress) -> Result<Done> {
    let pkg = project.pkg();
    if pkg.exists() {
        fs::remove_dir_all(&pkg)?;
    }
    fs::create_dir_all(&pkg)?;
    for krate in &project.modules {
        wasm::inline(project, krate)?;
    }
    bundle(project, progress, "esm", ".js", Form::Inlined)?;
    bundle(project, progress, "cjs", ".cjs", Form::Inlined)?;
    bundle(project, progress, "esm", ".workerd.js", Form::Imported)?;
    command_line::bundle(project, progress)?;
    for krate in &project.modules {
        let folder = if ENTRIES.contains(&krate.name) { pkg.join(krate.name) } else { pkg.clone() };
        fs::copy(wasm::module(project, krate), folder.join(format!("{}.wasm", krate.name)))?;
    }
    types(&project.template().join("types"), &pkg)?;
    for entry in ENTRIES {
        types(&project.template().join(entry), &pkg.join(entry))?;
    }
    for document in DOCUMENTS {
        copy(&project.root.join(document), &pkg.join(document))
            .with_context(|| format!("the package carries {document}, which is missing"))?;
    }
    // Last, so that a build that failed half-way leaves nothing that npm would publish.
    fs::write(pkg.join("package.json"), manifest(project)?)?;
    Ok(Done::Finished)
}

/// Copies a file, or the files of a folder.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        return fs::copy(from, to).map(drop);
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

/// The bundler. Scripts stay readable, because Node prints the line of an uncaught error, and a stack names functions;
/// whoever puts them into a bundle minifies that.
pub fn esbuild(project: &Project) -> Command {
    let mut esbuild = project.command(project.npm_tool("esbuild"));
    esbuild.args(["--bundle", "--legal-comments=none", "--charset=utf8", "--log-level=warning"]);
    esbuild
}

/// Bundles every entry.
fn bundle(project: &Project, progress: &mut Progress, format: &str, extension: &str, form: Form) -> Result<()> {
    let template = project.template();
    let mut esbuild = esbuild(project);
    esbuild
        .arg(format!("index={}", template.join("src/index.js").display()))
        .args(ENTRIES.map(|entry| format!("{entry}/index={}", template.join(entry).join("index.js").display())))
        .args(["--platform=neutral", "--target=es2022", "--external:node:*"])
        .arg(format!("--external:{}", CLIENT[0]))
        .arg("--log-override:empty-import-meta=silent")
        .arg(format!("--format={format}"))
        .arg(format!("--out-extension:.js={extension}"))
        .arg(format!("--outdir={}", project.pkg().display()));
    for krate in &project.modules {
        let (name, folder) = (krate.name, wasm::folder(project, krate));
        esbuild
            .arg(format!("--alias:#wasm/{name}.js={}", folder.join(format!("{name}.js")).display()))
            .arg(format!("--alias:#wasm/{name}.module.js={}", folder.join(form.script()).display()))
            .arg(format!("--external:./{name}.wasm"));
    }
    let warnings = progress.run(esbuild, "mend the error above in pkg-template/")?;
    anyhow::ensure!(warnings.trim().is_empty(), "esbuild warns:\n{warnings}");
    for folder in [""].into_iter().chain(ENTRIES) {
        let script = project.pkg().join(folder).join(format!("index{extension}"));
        let text = without_paths(&fs::read_to_string(&script)?);
        fs::write(&script, text.replace(&quoted(CLIENT[0]), &quoted(&format!("{}{extension}", CLIENT[1]))))?;
    }
    Ok(())
}

/// Without esbuild's comments that name each file, by where this machine keeps it: every build gives the same bytes.
pub fn without_paths(script: &str) -> String {
    let is_path = |line: &str| line.starts_with("// ") && line.trim_end().ends_with(".js");
    script.split_inclusive('\n').filter(|line| !is_path(line)).collect()
}

pub fn quoted(module: &str) -> String {
    format!("\"{module}\"")
}

/// Copies `index.d.ts` and what it imports, each also as the twin that CommonJS callers need.
fn types(from: &Path, to: &Path) -> Result<()> {
    let mut names = vec!["index.d.ts".to_owned()];
    let mut next = 0;
    while let Some(name) = names.get(next) {
        let path = from.join(name);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read the types {}", path.display()))?;
        fs::write(to.join(name), &text)?;
        fs::write(to.join(name.replace(".d.ts", ".d.cts")), commonjs_types(&text))?;
        for module in relative_modules(&text) {
            // Another entry's types, as in `../index.js`, are copied with that entry.
            let imported = module.strip_prefix("./").map(|stem| format!("{stem}.d.ts"));
            names.extend(imported.filter(|name| !names.contains(name)));
        }
        next += 1;
    }
    Ok(())
}

/// `./x` and `../x` of each string that is `./x.js` or `../x.js`.
fn relative_modules(types: &str) -> impl Iterator<Item = &str> {
    types
        .split(['\'', '"'])
        .filter(|part| !part.contains(char::is_whitespace) && (part.starts_with("./") || part.starts_with("../")))
        .filter_map(|part| part.strip_suffix(".js"))
}

/// The types with imports of `./x.js` turned into imports of its twin `./x.cjs`.
fn commonjs_types(types: &str) -> String {
    let mut out = types.to_owned();
    for module in relative_modules(types) {
        for quote in ['\'', '"'] {
            out = out.replace(&format!("{quote}{module}.js{quote}"), &format!("{quote}{module}.cjs{quote}"));
        }
    }
    out
}

/// The template with the version of Cargo.toml in the place of its own.
fn manifest(project: &Project) -> Result<String> {
    let path = project.template().join("package.json");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let template: Value = serde_json::from_str(&text).context("pkg-template/package.json is not JSON")?;
    let placeholder = template["version"].as_str().context("pkg-template/package.json has a version")?;
    // Replaced in the text, which keeps its order.
    Ok(text.replacen(&format!("\"version\": \"{placeholder}\""), &format!("\"version\": \"{}\"", project.version), 1))
}

#[cfg(test)]
mod tests {
    use super::{commonjs_types, without_paths};

    #[test]
    fn a_script_tells_no_path_of_this_machine() {
        let script = "// ../home/ann/target/wasm/client.js\nlet a = 1; // a.js\n  // b.js\n// c\n";
        assert_eq!(without_paths(script), "let a = 1; // a.js\n  // b.js\n// c\n");
    }

    #[test]
    fn relative_imports_name_the_commonjs_twin() {
        assert_eq!(
            commonjs_types(
                "import type { A } from './a.js'\nexport { B } from \"../b.js\"\ntype C = import('./c.js').C"
            ),
            "import type { A } from './a.cjs'\nexport { B } from \"../b.cjs\"\ntype C = import('./c.cjs').C"
        );
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in ["import x from 'x.js'", "// it's ./a.js", "'.js'", "type Dot = '.' | '..'", "don't: '."] {
            assert_eq!(commonjs_types(text), text);
        }
    }
}
