//! Running a batch of snippets in one process, and in as many more as crash or hang.

use crate::args::Error;
use crate::process::{self, Finished, Limits, Scratch};
use crate::test::python_environment;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const DRIVER: &str = include_str!("driver.py");
/// Time for a whole batch; a snippet takes about a millisecond.
const BATCH_WALL: Duration = Duration::from_secs(60);
/// Time for one snippet that is run alone while a failure is cut down.
const ALONE_WALL: Duration = Duration::from_secs(10);
/// Resident memory: snippets are made to stay small.
const MEMORY_BYTES_MAX: u64 = 1 << 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Execute it; what it prints and how it ends must agree.
    Run,
    /// Only compile it.
    Compile,
}

#[derive(Clone)]
pub(super) struct Snippet {
    pub(super) number: usize,
    pub(super) kind: Kind,
    pub(super) source: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// What the driver wrote for it.
    Line(String),
    /// The process died: how, and the last words on its standard error.
    Crash(String),
    Hang,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Line(line) => f.write_str(line),
            Outcome::Crash(how) => write!(f, "CRASH {how}"),
            Outcome::Hang => f.write_str("HANG"),
        }
    }
}

/// A Python that snippets run on.
pub(super) struct Interpreter {
    program: PathBuf,
    mode: Option<&'static str>,
}

impl Interpreter {
    pub(super) fn oracle(program: &Path) -> Interpreter {
        Interpreter { program: program.to_owned(), mode: None }
    }

    pub(super) fn ours(program: &Path, mode: &'static str) -> Interpreter {
        Interpreter { program: program.to_owned(), mode: Some(mode) }
    }

    /// The outcome of each snippet. After a crash or a hang the rest goes on in a new process.
    pub(super) fn run(&self, snippets: &[Snippet]) -> Result<Vec<Outcome>, Error> {
        let mut outcomes = Vec::with_capacity(snippets.len());
        while outcomes.len() < snippets.len() {
            let rest = &snippets[outcomes.len()..];
            let wall = if rest.len() == 1 { ALONE_WALL } else { BATCH_WALL };
            let finished = self.start(rest, wall).map_err(|error| error.to_string())?;
            outcomes.extend(read_lines(&finished, rest).into_iter().map(Outcome::Line));
            if outcomes.len() < snippets.len() {
                outcomes.push(how_it_stopped(&finished));
            }
        }
        Ok(outcomes)
    }

    pub(super) fn run_one(&self, snippet: &Snippet) -> Result<Outcome, Error> {
        let outcomes = self.run(std::slice::from_ref(snippet))?;
        outcomes.into_iter().next().ok_or_else(|| "no outcome".to_owned())
    }

    fn start(&self, snippets: &[Snippet], wall: Duration) -> std::io::Result<Finished> {
        let scratch = Scratch::new()?;
        let driver = scratch.path().join("driver.py");
        let batch = scratch.path().join("batch");
        fs::write(&driver, DRIVER)?;
        fs::write(&batch, encode(snippets))?;
        let mut command = Command::new(&self.program);
        python_environment(&mut command);
        if let Some(mode) = self.mode {
            command.env("TAURARO_JIT", mode);
        }
        command.arg(&driver).arg(&batch).current_dir(scratch.path());
        let limits = Limits { wall, memory_bytes: MEMORY_BYTES_MAX };
        Ok(process::run(command, &scratch, limits))
    }
}

fn encode(snippets: &[Snippet]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for snippet in snippets {
        let kind = match snippet.kind {
            Kind::Run => "run",
            Kind::Compile => "compile",
        };
        let head = format!("@ {} {kind} {}\n", snippet.number, snippet.source.len());
        bytes.extend(head.as_bytes());
        bytes.extend(&snippet.source);
        bytes.push(b'\n');
    }
    bytes
}

/// The driver's lines, as far as they come in order.
fn read_lines(finished: &Finished, snippets: &[Snippet]) -> Vec<String> {
    let text = String::from_utf8_lossy(&finished.stdout);
    let mut lines = Vec::new();
    for (line, snippet) in text.split_inclusive('\n').zip(snippets) {
        match line.trim_end_matches('\n').split_once('\t') {
            Some((number, outcome)) if line.ends_with('\n') && number == snippet.number.to_string() => {
                lines.push(without_addresses(outcome));
            }
            _ => break,
        }
    }
    lines
}

fn how_it_stopped(finished: &Finished) -> Outcome {
    let stderr = String::from_utf8_lossy(&finished.stderr);
    let last = stderr.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    match &finished.outcome {
        process::Outcome::TimedOut => Outcome::Hang,
        how => Outcome::Crash(format!("{how}: {}", without_addresses(last))),
    }
}

/// `0x7f...` differs from run to run.
fn without_addresses(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(" at 0x") {
        let digits = &rest[at + 6..];
        let end = digits.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(digits.len());
        out.push_str(&rest[..at]);
        out.push_str(" at 0x-");
        rest = &digits[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{Interpreter, Kind, Outcome, Snippet, without_addresses};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn goes_on_after_a_crash() {
        // A stand-in for an interpreter: it answers for the first two snippets of a batch that
        // starts with number 0 and dies, and for all others.
        let scratch = crate::process::Scratch::new().unwrap();
        let script = scratch.path().join("python");
        let text = "#!/bin/sh\nif grep -q '^@ 0' \"$2\"; then printf '0\\tx at 0x12\\n1\\tb\\n'; \
            echo boom >&2; kill -ABRT $$; fi\nprintf '3\\td\\n'\n";
        std::fs::write(&script, text).unwrap();
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
        let snippets: Vec<Snippet> =
            (0..4).map(|number| Snippet { number, kind: Kind::Run, source: b"pass".to_vec() }).collect();
        let outcomes = Interpreter::oracle(&script).run(&snippets).unwrap();
        let line = |text: &str| Outcome::Line(text.to_owned());
        assert_eq!(outcomes, [line("x at 0x-"), line("b"), Outcome::Crash("signal 6: boom".into()), line("d")]);
    }

    #[test]
    fn addresses_vanish() {
        assert_eq!(without_addresses("<C at 0x7f01> and 0x10"), "<C at 0x-> and 0x10");
    }
}
