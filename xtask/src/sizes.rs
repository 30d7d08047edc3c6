//! What the package weighs.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::build::ENTRIES;
use crate::command_line::BUNDLE;

/// The scripts and modules of the package, raw and as a server would send them.
pub fn table(pkg: &Path) -> Result<String> {
    let mut text = format!("{:<22}{:>10}{:>10}\n", "file", "bytes", "gzip");
    let client = ["index.js", "index.cjs", "client.wasm"].map(str::to_owned);
    let entries = ENTRIES.iter().flat_map(|entry| ["js", "cjs"].map(|extension| format!("{entry}/index.{extension}")));
    let command_line = [BUNDLE.to_owned()];
    for name in client.into_iter().chain(entries).chain(command_line) {
        let bytes = fs::read(pkg.join(&name))?;
        text.push_str(&format!("{name:<22}{:>10}{:>10}\n", grouped(bytes.len()), grouped(gzip(&bytes)?)));
    }
    Ok(text)
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// `1234567` as `1,234,567`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1000), "1,000");
        assert_eq!(grouped(1234567), "1,234,567");
    }
}
