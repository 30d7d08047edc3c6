//! The Debian packages that the tests use: a browser to test in, and the languages of the document's samples.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::plan::{Done, Plan, Progress, read};

/// A package, and a program that shows that it is there.
const PACKAGES: [(&str, &str); 5] = [
    ("chromium", "chromium"),
    ("chromium-driver", "chromedriver"),
    ("php-cli", "php"),
    ("php-curl", "php"),
    ("curl", "curl"),
];

/// Plans the installation of what is missing, or says what to install by hand.
pub fn plan(plan: &mut Plan<'_>) -> Result<()> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if !is_root() || find("apt-get").is_none() {
        bail!(
            "the tests need {names}, which this task can install only as root on Debian\n  \
             what to do: on Debian or Ubuntu run\n    \
             sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}\n  \
             elsewhere install the same programs so that `chromium`, `chromedriver`, `php` (with its curl extension) and `curl` are on PATH"
        );
    }
    plan.step(format!("installing {names} from Debian"), "about 1 min, once", move |progress| {
        apt_get(progress, &["update"])?;
        let mut install = vec!["install", "-y", "--no-install-recommends"];
        install.extend(&missing);
        apt_get(progress, &install)?;
        Ok(Done::Finished)
    });
    Ok(())
}

fn missing() -> Vec<&'static str> {
    PACKAGES
        .iter()
        .filter(|(package, program)| find(program).is_none() || (*package == "php-curl" && !php_has_curl()))
        .map(|(package, _)| *package)
        .collect()
}

fn php_has_curl() -> bool {
    let mut php = Command::new("php");
    php.args(["-r", "exit(function_exists('curl_init') ? 0 : 1);"]);
    read(php).is_ok()
}

fn apt_get(progress: &mut Progress, arguments: &[&str]) -> Result<()> {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    progress.run(command, "see that Debian's package mirror can be reached, and run this task again")?;
    Ok(())
}

fn is_root() -> bool {
    let mut id = Command::new("id");
    id.arg("-u");
    read(id).is_ok_and(|uid| uid == "0")
}

/// Where a program lies.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
