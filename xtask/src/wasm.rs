//! Compiles a crate to WebAssembly: `target/wasm/<name>/` holds `<name>.js` (the glue), `<name>_bg.wasm`, and two scripts
//! that give the compiled module: `inlined.js` holds its bytes, `imported.js` imports `<name>.wasm`.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::inline;
use crate::plan::{Done, Progress};
use crate::project::{Project, WasmCrate};

/// How a bundle comes by the compiled module.
#[derive(Clone, Copy)]
pub enum Form {
    /// It holds the bytes and compiles them, which works wherever WebAssembly may be compiled.
    Inlined,
    /// It imports the file, which whoever runs it has compiled before: so is it in workers of Cloudflare.
    Imported,
}

impl Form {
    /// The script below [`folder`] that stands for `#wasm/<name>.module.js`.
    pub fn script(self) -> &'static str {
        match self {
            Self::Inlined => "inlined.js",
            Self::Imported => "imported.js",
        }
    }
}

/// Where the module of a crate and its glue are written.
pub fn folder(project: &Project, krate: &WasmCrate) -> PathBuf {
    project.target.join("wasm").join(krate.name)
}

/// The optimised module.
pub fn module(project: &Project, krate: &WasmCrate) -> PathBuf {
    folder(project, krate).join(format!("{}_bg.wasm", krate.name))
}

/// Compiles, binds and optimises, unless cargo's output is the one that was optimised before.
pub fn build(project: &Project, krate: &WasmCrate, progress: &mut Progress) -> Result<Done> {
    // The command that wasm-pack will repeat: what it finds up to date then is up to date for wasm-pack too.
    let rustflags = rustflags(project, krate);
    // A folder each: what one was compiled with would make cargo compile the other anew.
    let target = project.target.join("wasm").join(format!("cargo-{}", krate.name));
    let mut cargo = project.cargo();
    cargo
        .args(["build", "--lib", "--release", "--target", "wasm32-unknown-unknown", "--all-features"])
        .env("CARGO_ENCODED_RUSTFLAGS", &rustflags)
        .env("CARGO_TARGET_DIR", &target)
        .current_dir(&krate.folder);
    let told = progress.run(cargo, "mend the compile error above")?;

    let compiled =
        target.join("wasm32-unknown-unknown/release").join(format!("{}.wasm", krate.package.replace('-', "_")));
    let compiled = fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let fingerprint = fingerprint(project, krate, &compiled)?;
    let out = folder(project, krate);
    let stamp = out.join("stamp");
    if fs::read_to_string(&stamp).is_ok_and(|stamp| stamp == fingerprint) {
        return Ok(if told.contains("Compiling ") { Done::Unchanged } else { Done::UpToDate });
    }

    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    // wasm-opt is run below and not by wasm-pack, which leaves it out in silence where it does not find it.
    let mut wasm_pack = project.command(project.tool("wasm-pack"));
    wasm_pack
        .args(["build", "--release", "--mode", "no-install", "--no-opt", "--target", "web"])
        .args(["--no-pack", "--no-gitignore", "--no-typescript"])
        .args(["--out-name", krate.name, "--out-dir"])
        .arg(&out)
        .args(["--", "--all-features"])
        .env("CARGO_ENCODED_RUSTFLAGS", &rustflags)
        .env("CARGO_TARGET_DIR", &target)
        .current_dir(&krate.folder);
    progress.run(wasm_pack, "run `cargo clean` and this task again; it installs wasm-pack and wasm-bindgen anew")?;
    optimise(project, krate, progress)?;
    fs::write(stamp, fingerprint)?;
    Ok(Done::Finished)
}

/// Writes the module as source, for the bundles, in which a script stands once: what the glue has copies of becomes
/// references to the scripts that the package's own scripts import, too.
pub fn inline(project: &Project, krate: &WasmCrate) -> Result<()> {
    let folder = folder(project, krate);
    fs::write(folder.join(Form::Inlined.script()), inline::module(&fs::read(module(project, krate))?))?;
    let import = format!("import module from './{}.wasm'\nexport default () => module\n", krate.name);
    fs::write(folder.join(Form::Imported.script()), import)?;
    for of_crate in fs::read_dir(folder.join("snippets")).into_iter().flatten() {
        for copy in fs::read_dir(of_crate?.path().join("pkg-template/src")).into_iter().flatten().flatten() {
            let script = project.template().join("src").join(copy.file_name());
            fs::write(copy.path(), format!("export * from {}\n", Value::from(script.display().to_string())))?;
        }
    }
    Ok(())
}

/// Panic messages name source files: by the crate they are of, and not by where this machine keeps them.
fn rustflags(project: &Project, krate: &WasmCrate) -> String {
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .unwrap_or_default();
    let mut flags = vec![format!("--remap-path-prefix={}=.", project.root.display())];
    // Every registry has a folder, whose name depends on its address.
    for registry in fs::read_dir(cargo_home.join("registry/src")).into_iter().flatten().flatten() {
        flags.push(format!("--remap-path-prefix={}=crates", registry.path().display()));
    }
    for flag in &krate.llvm {
        flags.push(format!("-Cllvm-args={flag}"));
    }
    flags.join("\u{1f}")
}

/// It reads from the module which proposals it may use; `--all-features` would use some that no browser has.
fn optimise(project: &Project, krate: &WasmCrate, progress: &mut Progress) -> Result<()> {
    let module = module(project, krate);
    let optimised = module.with_extension("wasm.opt");
    let mut wasm_opt = project.command(project.npm_tool("wasm-opt"));
    wasm_opt.args(&krate.wasm_opt).arg(&module).arg("-o").arg(&optimised);
    progress.run(wasm_opt, "delete xtask/npm/node_modules and run this task again; it installs wasm-opt anew")?;
    let unchanged = fs::read(&module)? == fs::read(&optimised)?;
    ensure!(!unchanged, "wasm-opt left {} as it was", module.display());
    fs::rename(&optimised, &module)?;
    Ok(())
}

/// Changes when the module that comes out would.
fn fingerprint(project: &Project, krate: &WasmCrate, compiled: &[u8]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    compiled.hash(&mut hasher);
    fs::read(project.npm_tools().join("package-lock.json"))?.hash(&mut hasher);
    Ok(format!("{:016x} wasm-bindgen {} wasm-opt {}", hasher.finish(), project.wasm_bindgen, krate.wasm_opt.join(" ")))
}
