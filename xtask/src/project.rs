//! Where things are, and the facts that the manifests state.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// A crate that is compiled to WebAssembly.
pub struct WasmCrate {
    /// The package's name in its manifest.
    pub package: String,
    /// The folder of its manifest.
    pub folder: PathBuf,
    /// What its glue is called, and the folder under `target/wasm`: `client`, `emulator` or `text`.
    pub name: &'static str,
    /// The flags for `wasm-opt` in its manifest.
    pub wasm_opt: Vec<String>,
    /// The flags for LLVM in its manifest, if it has some.
    pub llvm: Vec<String>,
}

/// The checkout, as `cargo metadata` describes it.
pub struct Project {
    /// The folder of the root manifest.
    pub root: PathBuf,
    /// Cargo's target folder, `CARGO_TARGET_DIR` included.
    pub target: PathBuf,
    /// The version of the client, and so of the npm package.
    pub version: String,
    /// The version that the client pins `wasm-bindgen` to; its command line tool must be the same.
    pub wasm_bindgen: String,
    /// What is compiled to WebAssembly, the client first.
    pub modules: [WasmCrate; 3],
}

impl Project {
    /// Reads the manifests.
    pub fn load() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask/ lies in the root of the checkout")?;
        let output = Command::new(cargo())
            .args(["metadata", "--format-version", "1", "--no-deps"])
            .current_dir(root)
            .output()
            .context("cannot run cargo metadata")?;
        ensure!(output.status.success(), "cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr));
        Self::from_metadata(root, &serde_json::from_slice(&output.stdout)?)
    }

    fn from_metadata(root: &Path, metadata: &Value) -> Result<Self> {
        let package = |name: &str| {
            metadata["packages"]
                .as_array()
                .and_then(|packages| packages.iter().find(|package| package["name"] == name))
                .with_context(|| format!("the workspace has no package {name}"))
        };
        let client = package("minapp-users")?;
        let version = client["version"].as_str().context("a package has a version")?;
        let target = metadata["target_directory"].as_str().context("cargo metadata names the target directory")?;
        Ok(Self {
            root: root.to_path_buf(),
            target: PathBuf::from(target),
            version: version.to_owned(),
            wasm_bindgen: exact_requirement(client, "wasm-bindgen")?,
            modules: [
                wasm_crate(client, "client", client)?,
                wasm_crate(package("minapp-users-emulator")?, "emulator", client)?,
                wasm_crate(package("minapp-users-text")?, "text", client)?,
            ],
        })
    }

    /// The npm package, assembled.
    pub fn pkg(&self) -> PathBuf {
        self.root.join("pkg")
    }

    /// The sources of the npm package that wasm-pack does not write.
    pub fn template(&self) -> PathBuf {
        self.root.join("pkg-template")
    }

    /// The sources of the command line, and the libraries that it carries within it.
    pub fn cli(&self) -> PathBuf {
        self.template().join("cli")
    }

    /// The benchmark and its baselines.
    pub fn bench(&self) -> PathBuf {
        self.root.join("bench")
    }

    /// The admin panel and its libraries.
    pub fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// A project that has the packed package installed, as a user would.
    pub fn consumer(&self) -> PathBuf {
        self.target.join("consumer")
    }

    /// Cargo-installed tools: `bin/` below.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// A tool that cargo installed under [`Self::tools`].
    pub fn tool(&self, name: &str) -> PathBuf {
        self.tools().join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// The build tools from npm.
    pub fn npm_tools(&self) -> PathBuf {
        self.root.join("xtask/npm")
    }

    /// A build tool from npm.
    pub fn npm_tool(&self, name: &str) -> PathBuf {
        let suffix = if cfg!(windows) { ".cmd" } else { "" };
        self.npm_tools().join("node_modules/.bin").join(format!("{name}{suffix}"))
    }

    /// A command that runs in the root and finds the installed tools first.
    pub fn command(&self, program: impl Into<OsString>) -> Command {
        let mut command = Command::new(program.into());
        command.current_dir(&self.root).env("PATH", self.path());
        if env::var_os("CARGO_TARGET_DIR").is_some() {
            // A relative one would mean another folder wherever a command runs elsewhere.
            command.env("CARGO_TARGET_DIR", &self.target);
        }
        command
    }

    /// `cargo`, the one that runs this.
    pub fn cargo(&self) -> Command {
        self.command(cargo())
    }

    /// `npm`.
    pub fn npm(&self) -> Command {
        self.command(if cfg!(windows) { "npm.cmd" } else { "npm" })
    }

    fn path(&self) -> OsString {
        let ours = [self.tools().join("bin"), self.npm_tools().join("node_modules/.bin")];
        let theirs = env::var_os("PATH").unwrap_or_default();
        env::join_paths(ours.into_iter().chain(env::split_paths(&theirs))).unwrap_or(theirs)
    }
}

fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// A crate that says nothing of its flags is built with those of the client.
fn wasm_crate(package: &Value, name: &'static str, client: &Value) -> Result<WasmCrate> {
    let text = |key: &str| package[key].as_str().with_context(|| format!("a package has a {key}"));
    let metadata = if package["metadata"].is_null() { &client["metadata"] } else { &package["metadata"] };
    let wasm_opt = metadata["wasm-pack"]["profile"]["release"]["wasm-opt"].as_array().with_context(|| {
        format!("the manifest of the {name} lacks package.metadata.wasm-pack.profile.release.wasm-opt")
    })?;
    let flags = |flags: &Vec<Value>| flags.iter().filter_map(|flag| flag.as_str().map(str::to_owned)).collect();
    Ok(WasmCrate {
        package: text("name")?.to_owned(),
        folder: Path::new(text("manifest_path")?).parent().context("a manifest lies in a folder")?.to_path_buf(),
        name,
        wasm_opt: flags(wasm_opt),
        llvm: metadata["llvm"]["args"].as_array().map(flags).unwrap_or_default(),
    })
}

/// The version in a requirement such as `=0.2.129`.
fn exact_requirement(package: &Value, dependency: &str) -> Result<String> {
    package["dependencies"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["name"] == dependency))
        .and_then(|one| one["req"].as_str())
        .and_then(|requirement| requirement.strip_prefix('='))
        .map(|version| version.trim().to_owned())
        .with_context(|| format!("Cargo.toml must pin {dependency} exactly, as in \"=0.2.129\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_exact_requirement_is_the_version() {
        let package = json!({ "dependencies": [{ "name": "wasm-bindgen", "req": "=0.2.129" }] });
        assert_eq!(exact_requirement(&package, "wasm-bindgen").unwrap(), "0.2.129");
    }

    #[test]
    fn a_loose_requirement_is_refused() {
        let package = json!({ "dependencies": [{ "name": "wasm-bindgen", "req": "^0.2.129" }] });
        assert_eq!(
            exact_requirement(&package, "wasm-bindgen").unwrap_err().to_string(),
            "Cargo.toml must pin wasm-bindgen exactly, as in \"=0.2.129\""
        );
    }
}
