//! Reads how many tests passed and failed from what test runners print.

use std::ops::AddAssign;

/// How many tests passed and failed. A skipped test has not passed, and so has failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that ran and passed.
    pub passed: u32,
    /// Tests that failed or were skipped.
    pub failed: u32,
}

impl Counts {
    /// One check that passed.
    pub const PASSED: Self = Self { passed: 1, failed: 0 };
    /// One check that failed.
    pub const FAILED: Self = Self { passed: 0, failed: 1 };

    /// Tests that ran, one way or the other.
    pub fn total(self) -> u32 {
        self.passed + self.failed
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Sums the `test result:` lines of `cargo test` and of wasm-bindgen's runner.
pub fn cargo(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        let Some((_, results)) = line.split_once("test result: ") else {
            continue;
        };
        for part in results.split([';', '.']) {
            let mut words = part.split_whitespace();
            let (Some(Ok(number)), Some(kind)) = (words.next().map(str::parse::<u32>), words.next()) else {
                continue;
            };
            match kind {
                "passed" => counts.passed += number,
                "failed" | "ignored" => counts.failed += number,
                _ => {}
            }
        }
    }
    counts
}

/// Reads the summary at the end of the TAP that `node --test` writes; `None` without a whole one.
/// A file that holds no test shows up as one that bears its name, and is no test.
pub fn tap(output: &str, file: &str) -> Option<Counts> {
    let number = |name: &str| {
        output
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix("# ")?.strip_prefix(name)?.strip_prefix(' ')?.parse::<u32>().ok())
    };
    let passed = number("pass")?;
    let failed = number("fail")? + number("cancelled")? + number("skipped")? + number("todo")?;
    let empty = passed == 1
        && number("tests") == Some(1)
        && output.lines().any(|line| line.strip_prefix("# Subtest: ").is_some_and(|name| name.ends_with(file)));
    Some(if empty { Counts::default() } else { Counts { passed, failed } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_line_of_cargo_counts() {
        let output = "\
running 2 tests
test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests minapp_users
test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 4 filtered out; finished in 1.50s
";
        assert_eq!(cargo(output), Counts { passed: 15, failed: 3 });
    }

    #[test]
    fn the_line_of_wasm_bindgen_counts_too() {
        let output = "    test result: ok. 7 passed; 0 failed; 0 ignored; 0 filtered out; finished in 2.31s\n";
        assert_eq!(cargo(output), Counts { passed: 7, failed: 0 });
    }

    #[test]
    fn output_without_results_counts_nothing() {
        assert_eq!(cargo("error: could not compile"), Counts::default());
        assert_eq!(tap("TAP version 13\n# pass 3\n", "a.test.mjs"), None);
    }

    #[test]
    fn a_skipped_test_of_node_has_failed() {
        let output = "ok 1 - a\n# tests 6\n# suites 1\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n# duration_ms 5\n";
        assert_eq!(tap(output, "a.test.mjs"), Some(Counts { passed: 2, failed: 4 }));
    }

    #[test]
    fn a_file_without_tests_is_no_test() {
        let output = "# Subtest: /x/tests/a.test.mjs\nok 1 - /x/tests/a.test.mjs\n# tests 1\n# pass 1\n# fail 0\n# cancelled 0\n# skipped 0\n# todo 0\n";
        assert_eq!(tap(output, "tests/a.test.mjs"), Some(Counts::default()));
    }
}
