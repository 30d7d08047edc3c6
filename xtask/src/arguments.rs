//! What the options of tasks have in common.

use anyhow::{Result, bail};

/// A whole number from 0 to `highest`; the error names the option.
pub fn whole(name: &str, given: Option<&str>, default: u64, highest: u64) -> Result<u64> {
    let Some(text) = given else {
        return Ok(default);
    };
    match text.parse() {
        Ok(number) if number <= highest => Ok(number),
        _ => bail!("{name} must be a whole number between 0 and {highest}, got {text:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_number_out_of_range_is_named_with_its_range() {
        assert_eq!(whole("--port", None, 8787, 65_535).unwrap(), 8787);
        assert_eq!(whole("--port", Some("0"), 8787, 65_535).unwrap(), 0);
        for text in ["65536", "-1", "1.5", "", "eighty"] {
            assert_eq!(
                whole("--port", Some(text), 8787, 65_535).unwrap_err().to_string(),
                format!("--port must be a whole number between 0 and 65535, got {text:?}")
            );
        }
    }
}
