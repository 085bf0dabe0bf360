//! Counting what passed and what failed, and the closing line that says so.
//!
//! Every command that tests something ends in one line of the form `N passed, N failed`, with
//! `, N skipped` where something was; several such runs can be added up from their logs.

use crate::args::Error;
use std::fmt;
use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
}

impl Tally {
    /// One check, passed or failed.
    pub(crate) fn count(&mut self, passed: bool) {
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
    }

    /// Whether something ran and nothing failed.
    pub(crate) fn is_good(&self) -> bool {
        self.failed == 0 && self.passed > 0
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// Reads a closing line back; `None` for any other line.
pub(crate) fn parse_line(line: &str) -> Option<Tally> {
    let mut tally = Tally::default();
    for (at, part) in line.trim().split(", ").enumerate() {
        let (number, what) = part.split_once(' ')?;
        let number = number.parse().ok()?;
        match (at, what) {
            (0, "passed") => tally.passed = number,
            (1, "failed") => tally.failed = number,
            (2, "skipped") => tally.skipped = number,
            _ => return None,
        }
    }
    line.contains(" failed").then_some(tally)
}

/// `total FILE...`: the sum of the last closing line of each log.
pub(crate) fn total_of_logs(files: Vec<String>) -> Result<bool, Error> {
    let mut total = Tally::default();
    for file in &files {
        let text = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
        let text = String::from_utf8_lossy(&text);
        match text.lines().rev().find_map(parse_line) {
            Some(tally) => total += tally,
            None => total.failed += 1,
        }
    }
    say!("{total}");
    Ok(total.is_good())
}

#[cfg(test)]
mod tests {
    use super::{Tally, parse_line};

    #[test]
    fn closing_lines_round_trip() {
        let with = Tally { passed: 3, failed: 1, skipped: 2 };
        assert_eq!(with.to_string(), "3 passed, 1 failed, 2 skipped");
        assert_eq!(parse_line("3 passed, 1 failed, 2 skipped"), Some(with));
        assert_eq!(parse_line("30 passed, 0 failed"), Some(Tally { passed: 30, failed: 0, skipped: 0 }));
        for other in ["", "3 passed", "3 passed; 0 failed", "x passed, 0 failed", "2 of 3 passed"] {
            assert_eq!(parse_line(other), None, "{other}");
        }
    }

    #[test]
    fn a_run_without_tests_is_not_good() {
        assert!(!Tally::default().is_good());
        let mut tally = Tally::default();
        tally.count(true);
        assert!(tally.is_good());
        tally.count(false);
        assert!(!tally.is_good());
    }
}
