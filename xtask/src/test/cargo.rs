//! The unit tests of every crate, run by plain cargo and counted from its summary lines.

use crate::args::Error;
use crate::build;
use crate::tally::Tally;
use std::process::Stdio;

/// Runs `cargo test --workspace`. What it prints is shown only if something failed: a green run
/// is one line long.
pub(super) fn run() -> Result<Tally, Error> {
    let output = build::cargo()
        .args(["test", "--workspace", "--no-fail-fast"])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo test: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut tally = count(&text);
    if !output.status.success() {
        print!("{text}");
        if tally.failed == 0 {
            say!("FAIL cargo test: {}", output.status);
            tally.failed = 1;
        }
    }
    say!("unit tests: {tally}");
    Ok(tally)
}

/// Adds up the lines `test result: ok. 3 passed; 0 failed; 1 ignored; ...`.
fn count(text: &str) -> Tally {
    let mut tally = Tally::default();
    for line in text.lines() {
        let Some(rest) = line.strip_prefix("test result: ") else {
            continue;
        };
        for part in rest.split(['.', ';']) {
            let mut words = part.split_whitespace();
            let number = words.next().and_then(|word| word.parse::<usize>().ok());
            match (number, words.next()) {
                (Some(number), Some("passed")) => tally.passed += number,
                (Some(number), Some("failed")) => tally.failed += number,
                (Some(number), Some("ignored")) => tally.skipped += number,
                _ => {}
            }
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    #[test]
    fn sums_the_result_lines() {
        let text = "running 2 tests\n\
            test a ... ok\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
            test result: FAILED. 5 passed; 3 failed; 0 ignored; 0 measured; finished in 0.01s\n";
        let tally = super::count(text);
        assert_eq!((tally.passed, tally.failed, tally.skipped), (7, 3, 1));
    }
}
