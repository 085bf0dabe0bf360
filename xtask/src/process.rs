//! Running one child process within limits of time, memory and output.
//!
//! Output goes to files, not pipes: a grandchild that keeps a pipe open can then not keep us
//! waiting, and a flood is seen by its size. The child leads a process group of its own, so that
//! a kill reaches what it started and nothing else.

use std::fs::{self, File};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What a child may use before it is ended.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) wall: Duration,
    pub(crate) memory_bytes: u64,
}

/// Resident memory that a test program may take: two run at once on a small machine.
pub(crate) const MEMORY_BYTES_MAX: u64 = 4 << 30;
/// Bytes a child may print: more is a runaway loop.
const OUTPUT_BYTES_MAX: u64 = 64 << 20;
/// How often memory and output are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// The size of a page in `/proc/PID/statm`.
const PAGE_BYTES: u64 = 4096;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Exited(i32),
    Signalled(i32),
    TimedOut,
    OverMemory,
    OverOutput,
    NotStarted(String),
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Outcome::Exited(code) => write!(f, "exit {code}"),
            Outcome::Signalled(number) => write!(f, "signal {number}"),
            Outcome::TimedOut => write!(f, "time limit"),
            Outcome::OverMemory => write!(f, "memory limit"),
            Outcome::OverOutput => write!(f, "output limit"),
            Outcome::NotStarted(why) => write!(f, "not started: {why}"),
        }
    }
}

pub(crate) struct Finished {
    pub(crate) outcome: Outcome,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: Vec<u8>,
    pub(crate) took: Duration,
}

/// A folder that is removed when this goes out of scope.
pub(crate) struct Scratch {
    path: PathBuf,
}

impl Scratch {
    pub(crate) fn new() -> std::io::Result<Scratch> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let name = format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = crate::paths::work_dir().join("tmp").join(name);
        fs::create_dir_all(&path)?;
        Ok(Scratch { path })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A program under test may have made a folder unreadable; what is left is under target/.
        drop(fs::remove_dir_all(&self.path));
    }
}

/// Starts `command` with no input and waits for its end or a limit. `scratch` takes the output
/// files and is the child's temporary folder.
pub(crate) fn run(mut command: Command, scratch: &Scratch, limits: Limits) -> Finished {
    let out_path = scratch.path().join(".stdout");
    let err_path = scratch.path().join(".stderr");
    let started = Instant::now();
    let spawned = File::create(&out_path).and_then(|out| {
        let err = File::create(&err_path)?;
        command.stdin(Stdio::null()).stdout(out).stderr(err).env("TMPDIR", scratch.path()).process_group(0).spawn()
    });
    let outcome = match spawned {
        Err(error) => Outcome::NotStarted(error.to_string()),
        Ok(mut child) => watch(&mut child, &[&out_path, &err_path], limits, started),
    };
    Finished {
        outcome,
        took: started.elapsed(),
        stdout: fs::read(&out_path).unwrap_or_default(),
        stderr: fs::read(&err_path).unwrap_or_default(),
    }
}

fn watch(child: &mut Child, outputs: &[&Path], limits: Limits, started: Instant) -> Outcome {
    let mut nap = Duration::from_micros(500);
    let mut looked = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return from_status(status),
            Ok(None) => {}
            Err(error) => return Outcome::NotStarted(error.to_string()),
        }
        let mut passed = None;
        if started.elapsed() > limits.wall {
            passed = Some(Outcome::TimedOut);
        } else if looked.elapsed() > LOOK_EVERY {
            looked = Instant::now();
            if resident_bytes(child.id()) > limits.memory_bytes {
                passed = Some(Outcome::OverMemory);
            } else if outputs.iter().any(|path| size(path) > OUTPUT_BYTES_MAX) {
                passed = Some(Outcome::OverOutput);
            }
        }
        if let Some(outcome) = passed {
            end_group(child);
            return outcome;
        }
        std::thread::sleep(nap);
        nap = (nap * 3 / 2).min(Duration::from_millis(10));
    }
}

fn from_status(status: ExitStatus) -> Outcome {
    match (status.code(), status.signal()) {
        (Some(code), _) => Outcome::Exited(code),
        (None, Some(number)) => Outcome::Signalled(number),
        (None, None) => Outcome::NotStarted(format!("odd status {status}")),
    }
}

/// Ends the child and what it started: its process group bears its id.
fn end_group(child: &mut Child) {
    let group = format!("-{}", child.id());
    let told = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    if !told.is_ok_and(|status| status.success()) {
        drop(child.kill());
    }
    drop(child.wait());
}

fn resident_bytes(pid: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{pid}/statm")).unwrap_or_default();
    let pages = text.split(' ').nth(1).and_then(|field| field.parse::<u64>().ok());
    pages.unwrap_or(0) * PAGE_BYTES
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |data| data.len())
}

#[cfg(test)]
mod tests {
    use super::{Finished, Limits, MEMORY_BYTES_MAX, Outcome, Scratch, run};
    use std::process::Command;
    use std::time::Duration;

    fn shell(script: &str, wall: Duration) -> Finished {
        let scratch = Scratch::new().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        run(command, &scratch, Limits { wall, memory_bytes: MEMORY_BYTES_MAX })
    }

    #[test]
    fn captures_output_and_status() {
        let done = shell("echo out; echo err >&2; exit 3", Duration::from_secs(20));
        assert_eq!(done.outcome, Outcome::Exited(3));
        assert_eq!(done.stdout, b"out\n");
        assert_eq!(done.stderr, b"err\n");
    }

    #[test]
    fn ends_what_takes_too_long_with_its_children() {
        let done = shell("sleep 60 & sleep 60", Duration::from_millis(200));
        assert_eq!(done.outcome, Outcome::TimedOut);
        assert!(done.took < Duration::from_secs(20));
    }

    #[test]
    fn reports_signals_and_missing_programs() {
        assert_eq!(shell("kill -SEGV $$", Duration::from_secs(20)).outcome, Outcome::Signalled(11));
        let scratch = Scratch::new().unwrap();
        let limits = Limits { wall: Duration::from_secs(1), memory_bytes: MEMORY_BYTES_MAX };
        let done = run(Command::new("./no-such-program"), &scratch, limits);
        assert!(matches!(done.outcome, Outcome::NotStarted(_)));
    }
}
