//! A task that ends as another program.

use std::process::Command;

use anyhow::Result;
#[cfg(not(unix))]
use anyhow::bail;

/// Node takes the place of this process, so that Ctrl-C reaches it and nothing else.
#[cfg(unix)]
pub fn become_it(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(anyhow::Error::new(command.exec()).context("cannot run node"))
}

#[cfg(not(unix))]
pub fn become_it(mut command: Command) -> Result<()> {
    if !command.status()?.success() {
        bail!("it ended with an error, see above");
    }
    Ok(())
}
