//! Runs every suite to its end, whatever fails, and counts.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::counts::Counts;
use crate::plan::Plan;
use crate::project::Project;
use crate::setup::{self, Needs};
use crate::suite::Row;
use crate::{browser, build, cargo_suites, fixtures, node_suites, pack, panel};

/// `cargo xtask test`
pub fn run(names: &[String], full: bool) -> ExitCode {
    let started = Instant::now();
    println!("{}", heading(names));
    let mut rows = Vec::new();
    if let Err(error) = suites(names, full, &mut rows) {
        eprintln!("\nerror: {error:#}\n");
        rows.push(Row { name: "setup".to_owned(), counts: Counts::FAILED, seconds: started.elapsed().as_secs_f32() });
    }
    let (table, sum) = report(&rows, started.elapsed());
    if full {
        println!("\nwhat the proofs measured: target/test-proof.log");
    }
    println!("\n{table}\n{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed == 0 && sum.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn heading(names: &[String]) -> String {
    if names.is_empty() {
        return "test: builds the package and runs every suite, Chromium included\n      \
                (about 20 min; the first run installs its tools and takes about 29 min)"
            .to_owned();
    }
    format!("test: runs {}, and installs and builds what they need", names.join(", "))
}

fn suites(names: &[String], full: bool, rows: &mut Vec<Row>) -> Result<()> {
    let project = Project::load()?;
    let native = cargo_suites::all();
    let native_count = native.len();
    let mut all = native;
    all.extend(browser::suites());
    all.extend(node_suites::all(&project.root.join("tests"), full)?);

    let known: Vec<String> = all.iter().map(|suite| suite.name.clone()).collect();
    if let Some(name) = names.iter().find(|name| !known.contains(name)) {
        bail!("there is no suite {name:?}; there are {}", known.join(", "));
    }
    let wanted = |name: &String| names.is_empty() || names.contains(name);
    let packed = known[native_count..].iter().any(wanted);
    all.retain(|suite| wanted(&suite.name));

    let mut steps = Plan::default();
    setup::plan(&project, if packed { Needs::Test } else { Needs::Build }, &mut steps)?;
    if packed {
        build::plan(&project, &mut steps);
        pack::plan(&project, &mut steps);
    }
    if all.iter().any(|suite| suite.name == fixtures::SUITE) {
        fixtures::plan(&project, &mut steps)?;
    }
    if all.iter().any(|suite| suite.name == panel::SUITE) {
        panel::plan(&project, &mut steps)?;
    }
    steps.run()?;
    println!();

    let count = all.len();
    for (index, suite) in all.into_iter().enumerate() {
        let heading = format!("[{}/{count}] {} ({}) …", index + 1, suite.name, suite.about);
        rows.push(suite.run(&project, &heading));
    }
    Ok(())
}

fn report(rows: &[Row], elapsed: Duration) -> (String, Counts) {
    let line = |name: &str, counts: Counts, seconds: f32| {
        format!("{name:<16}{:>8}{:>8}{seconds:>9.1}\n", counts.passed, counts.failed)
    };
    let mut table = format!("{:<16}{:>8}{:>8}{:>9}\n", "suite", "passed", "failed", "seconds");
    let mut sum = Counts::default();
    for row in rows {
        sum += row.counts;
        table.push_str(&line(&row.name, row.counts, row.seconds));
    }
    table.push_str(&line("all", sum, elapsed.as_secs_f32()));
    (table, sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_tells_which_suites_run() {
        assert!(heading(&[]).contains("every suite"));
        let names = ["rust", "emulator"].map(str::to_owned);
        assert_eq!(heading(&names), "test: runs rust, emulator, and installs and builds what they need");
    }

    #[test]
    fn the_report_sums_its_suites() {
        let row = |name: &str, counts, seconds| Row { name: name.to_owned(), counts, seconds };
        let rows = [row("format", Counts::PASSED, 0.51), row("rust", Counts { passed: 120, failed: 2 }, 20.04)];
        let (table, sum) = report(&rows, Duration::from_secs(21));
        assert_eq!(
            table,
            "suite             passed  failed  seconds\n\
             format                 1       0      0.5\n\
             rust                 120       2     20.0\n\
             all                  121       2     21.0\n"
        );
        assert_eq!(sum, Counts { passed: 121, failed: 2 });
    }
}
