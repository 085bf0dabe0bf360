//! Running the programs of `tests/py` in the modes, against what is recorded and against the list
//! of known failures, which only ever shrinks: a listed program that passes fails the run.

use super::Options;
use super::programs::{Expectation, Program, find, python_environment};
use crate::args::Error;
use crate::build::{self, Profile};
use crate::lines;
use crate::paths;
use crate::pool;
use crate::process::{self, Finished, Limits, Outcome, Scratch};
use crate::tally::Tally;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How tauraro runs a program. All give equal output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// The specialising interpreter.
    Interp,
    /// The interpreter without specialisation: every op takes its general path.
    InterpNospec,
    /// A collection at every safepoint and allocation.
    GcZeal,
    /// Hot code becomes machine code, as users have it.
    Jit,
    /// The same at the first chance.
    JitEager,
    /// The same, and each guard of machine code fails at its first run, whatever it finds.
    Deopt1,
    /// At its second.
    Deopt2,
    /// At its third.
    Deopt3,
    /// At its seventh.
    Deopt7,
}

impl Mode {
    const ALL: [Mode; 9] = [
        Mode::Interp,
        Mode::InterpNospec,
        Mode::GcZeal,
        Mode::Jit,
        Mode::JitEager,
        Mode::Deopt1,
        Mode::Deopt2,
        Mode::Deopt3,
        Mode::Deopt7,
    ];

    pub(super) fn named(name: &str) -> Result<Mode, Error> {
        Mode::ALL.into_iter().find(|mode| mode.name() == name).ok_or_else(|| format!("no mode named {name:?}"))
    }

    fn name(self) -> &'static str {
        match self {
            Mode::Interp => "interp",
            Mode::InterpNospec => "interp-nospec",
            Mode::GcZeal => "gc-zeal",
            Mode::Jit => "jit",
            Mode::JitEager => "jit-eager",
            Mode::Deopt1 => "deopt-1",
            Mode::Deopt2 => "deopt-2",
            Mode::Deopt3 => "deopt-3",
            Mode::Deopt7 => "deopt-7",
        }
    }

    /// Which part of the programs a whole run tries in the mode; `None`: all of them.
    fn sample(self) -> Option<u64> {
        match self {
            Mode::Interp | Mode::InterpNospec | Mode::JitEager => None,
            Mode::GcZeal | Mode::Jit => Some(0),
            Mode::Deopt1 => Some(1),
            Mode::Deopt2 => Some(2),
            Mode::Deopt3 => Some(3),
            Mode::Deopt7 => Some(4),
        }
    }

    /// Zeal makes each allocation cost a collection, so a program gets more time.
    fn patience(self) -> u32 {
        if self == Mode::GcZeal { 3 } else { 1 }
    }
}

/// In a whole run, one program in this many also runs in a mode that takes a sample.
const SAMPLE_ONE_IN: u64 = 6;
/// Programs in this folder are about speed: they run on the release build, and their millions of
/// allocations not under gc-zeal.
const SLOW_FOLDER: &str = "perf_cliffs/";

impl Program {
    fn is_slow(&self) -> bool {
        self.name.starts_with(SLOW_FOLDER)
    }
}

/// The builds that a run needs: slow programs are for the release build.
struct Binaries {
    usual: Option<PathBuf>,
    release: Option<PathBuf>,
}

impl Binaries {
    fn build(jobs: &[Job<'_>], options: &Options) -> Result<Binaries, Error> {
        let for_release = |job: &Job<'_>| job.program.is_slow() || options.profile == Profile::Release;
        let build_if = |wanted: bool, profile| wanted.then(|| build::binary(profile)).transpose();
        Ok(Binaries {
            usual: build_if(jobs.iter().any(|job| !for_release(job)), Profile::Dev)?,
            release: build_if(jobs.iter().any(for_release), Profile::Release)?,
        })
    }

    fn of(&self, program: &Program) -> &Path {
        let preferred = if program.is_slow() { &self.release } else { &self.usual };
        let built = preferred.as_ref().or(self.release.as_ref());
        built.expect("`build` made what the jobs need")
    }
}

/// A line of known_failures.txt: a program, or a folder ending in `/`.
struct Known {
    pattern: String,
    mode: Option<Mode>,
    line: String,
}

impl Known {
    /// A whole folder is listed while nobody has looked at each of its programs: what passes
    /// there already is welcome. A program that is listed by name must fail.
    fn is_folder(&self) -> bool {
        self.pattern.ends_with('/')
    }
}

pub(super) struct Suite {
    folder: PathBuf,
    programs: Vec<Program>,
    known: Vec<Known>,
    filtered: bool,
}

struct Job<'a> {
    program: &'a Program,
    mode: Mode,
}

struct Verdict {
    end: String,
    problem: Option<String>,
    seconds: f64,
}

impl Suite {
    pub(super) fn read(filters: &[String]) -> Result<Suite, Error> {
        let folder = paths::root().join("tests/py");
        let mut programs = find(&folder)?;
        programs.retain(|program| program.matches(filters));
        if programs.is_empty() && !filters.is_empty() {
            return Err(format!("no program of tests/py matches {filters:?}"));
        }
        let known = read_known(&folder)?;
        Ok(Suite { folder, programs, known, filtered: !filters.is_empty() })
    }

    /// Runs every program in the wanted modes.
    pub(super) fn run(&self, options: &Options) -> Result<Tally, Error> {
        let mut tally = Tally::default();
        let mut jobs = Vec::new();
        for program in &self.programs {
            if options.quick && program.is_slow() {
                tally.skipped += 1;
                continue;
            }
            let modes = Mode::ALL.into_iter().filter(|mode| self.wants(program, *mode, options));
            jobs.extend(modes.map(|mode| Job { program, mode }));
        }
        let binaries = Binaries::build(&jobs, options)?;
        let verdicts = pool::map(&jobs, options.jobs, |_, job| {
            let verdict = self.try_one(binaries.of(job.program), job, options);
            self.show(job, &verdict, options.verbose);
            verdict
        });
        let mut failed = Vec::new();
        for (job, verdict) in jobs.iter().zip(&verdicts) {
            match (self.is_known(job), verdict.problem.is_some()) {
                (Some(_), true) => tally.skipped += 1,
                (None, false) => tally.passed += 1,
                (Some(known), false) if known.is_folder() => tally.passed += 1,
                _ => failed.push(format!("{} [{}]", job.program.name, job.mode.name())),
            }
        }
        tally.failed += failed.len();
        if failed.len() > 1 {
            say!("failed programs:\n    {}", failed.join("\n    "));
        }
        show_slowest(&jobs, &verdicts, options.slowest);
        if options.update_known {
            self.rewrite_known(&jobs, &verdicts)?;
        }
        say!("programs: {tally}");
        Ok(tally)
    }

    /// Whether a program runs in a mode. Some take a sample, and slow ones run in few, unless programs or
    /// the mode were asked for.
    fn wants(&self, program: &Program, mode: Mode, options: &Options) -> bool {
        match options.mode {
            Some(only) => only == mode,
            None if program.is_slow() => matches!(mode, Mode::Interp | Mode::Jit),
            None => self.filtered || mode.sample().is_none_or(|part| in_sample(program, part)),
        }
    }

    /// Runs every program on another interpreter; with `--bless` records what it does.
    pub(super) fn run_on_oracle(&self, oracle: &Path, options: &Options) -> Result<Tally, Error> {
        let mut tally = Tally::default();
        let oracle = fs::canonicalize(oracle).map_err(|error| format!("{}: {error}", oracle.display()))?;
        let seen = pool::map(&self.programs, options.jobs, |_, program| {
            let finished = self.start(&oracle, program, None, options);
            (Expectation::of(&finished, &self.folder), finished)
        });
        for (program, (seen, finished)) in self.programs.iter().zip(&seen) {
            let failed = !matches!(finished.outcome, Outcome::Exited(_));
            if options.bless && !failed {
                program.record(&self.folder, seen)?;
                // Blessing an assertion error would make a wrong program a green one.
                let text = String::from_utf8_lossy(&finished.stderr);
                if finished.outcome == Outcome::Exited(1) && text.contains("Traceback") {
                    say!("LOOK {}: it ends in a traceback\n{}", program.name, indent(&text));
                }
            }
            let expected = program.expectation(&self.folder)?;
            let problem = difference(&expected, seen, finished);
            if let Some(problem) = &problem {
                say!("FAIL {} [oracle]\n{}", program.name, indent(problem));
            }
            tally.count(problem.is_none());
        }
        Ok(tally)
    }

    fn start(&self, python: &Path, program: &Program, mode: Option<Mode>, options: &Options) -> Finished {
        let scratch = match Scratch::new() {
            Ok(scratch) => scratch,
            Err(error) => {
                return Finished {
                    outcome: Outcome::NotStarted(error.to_string()),
                    stdout: Vec::new(),
                    stderr: Vec::new(),
                    took: std::time::Duration::ZERO,
                };
            }
        };
        let mut command = Command::new(python);
        python_environment(&mut command);
        command.arg(program.source_path(&self.folder)).current_dir(scratch.path());
        if let Some(mode) = mode {
            command.env("TAURARO_JIT", mode.name());
        }
        let wall = options.limit * mode.map_or(1, Mode::patience);
        process::run(command, &scratch, Limits { wall, memory_bytes: process::MEMORY_BYTES_MAX })
    }

    fn try_one(&self, binary: &Path, job: &Job<'_>, options: &Options) -> Verdict {
        let finished = self.start(binary, job.program, Some(job.mode), options);
        let seen = Expectation::of(&finished, &self.folder);
        let problem = match job.program.expectation(&self.folder) {
            Ok(expected) => difference(&expected, &seen, &finished),
            Err(error) => Some(error),
        };
        Verdict { end: seen.end, problem, seconds: finished.took.as_secs_f64() }
    }

    fn show(&self, job: &Job<'_>, verdict: &Verdict, verbose: bool) {
        let name = format!("{} [{}]", job.program.name, job.mode.name());
        match (&verdict.problem, self.is_known(job)) {
            (Some(problem), None) => say!("FAIL {name}\n{}", indent(problem)),
            (None, Some(known)) if !known.is_folder() => say!(
                "FAIL {name}\n    it passes now: take it out of tests/py/known_failures.txt \
                 (--update-known does): {}",
                known.line
            ),
            // When a person asks for it by name, a known failure is shown like any other.
            (Some(problem), Some(_)) if self.filtered => {
                say!("known {name}\n{}", indent(problem));
            }
            (Some(_), Some(_)) if verbose => say!("known {name} ({})", verdict.end),
            (None, None) if verbose || (self.filtered && self.programs.len() < 20) => {
                say!("ok {name} {:.2}s", verdict.seconds);
            }
            _ => {}
        }
    }

    fn is_known(&self, job: &Job<'_>) -> Option<&Known> {
        self.known.iter().find(|known| {
            known.mode.is_none_or(|mode| mode == job.mode)
                && match known.pattern.strip_suffix('/') {
                    Some(_) => job.program.name.starts_with(&known.pattern),
                    None => job.program.name == known.pattern,
                }
        })
    }

    /// Lists exactly what fails now, keeping the reason of a line that still holds. Programs that
    /// were not run keep their lines.
    fn rewrite_known(&self, jobs: &[Job<'_>], verdicts: &[Verdict]) -> Result<(), Error> {
        let ran = |known: &Known| {
            jobs.iter().any(|job| job.program.name == known.pattern || job.program.name.starts_with(&known.pattern))
        };
        let mut lines: Vec<String> = self.known.iter().filter(|known| !ran(known)).map(|k| k.line.clone()).collect();
        for program in &self.programs {
            let of_program = || jobs.iter().zip(verdicts).filter(|(j, _)| j.program == program);
            let failing: Vec<_> = of_program().filter(|(_, v)| v.problem.is_some()).collect();
            let everywhere = failing.len() == of_program().count();
            for (job, verdict) in failing.into_iter().take(if everywhere { 1 } else { 3 }) {
                let reason = self.is_known(job).filter(|known| !known.pattern.ends_with('/'));
                let reason =
                    reason.map_or_else(|| first_reason(verdict), |known| split_known(&known.line).1.to_owned());
                let mode = if everywhere { String::new() } else { format!(" [{}]", job.mode.name()) };
                lines.push(format!("{}{mode} {reason}", program.name));
            }
        }
        lines.sort();
        let path = self.folder.join(KNOWN_FILE);
        let text = format!("{KNOWN_HEAD}{}\n", lines.join("\n"));
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    }
}

const KNOWN_FILE: &str = "known_failures.txt";
const KNOWN_HEAD: &str = "\
# Programs that CPython passes and we do not yet: `name reason`, or `name [mode] reason`, or a
# whole folder as `name/ reason`. A line whose program passes fails the run: take it out, or let
# `cargo xtask test --programs-only --update-known` do it.
";

fn read_known(folder: &Path) -> Result<Vec<Known>, Error> {
    let path = folder.join(KNOWN_FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(_) if !path.exists() => return Ok(Vec::new()),
        Err(error) => return Err(format!("{}: {error}", path.display())),
    };
    let mut known = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let ((pattern, mode), reason) = split_known(line);
        if reason.is_empty() {
            return Err(format!("{}: a line without a reason: {line}", path.display()));
        }
        let mode = mode.map(Mode::named).transpose()?;
        known.push(Known { pattern: pattern.to_owned(), mode, line: line.to_owned() });
    }
    Ok(known)
}

/// `name [mode] reason` in its parts.
fn split_known(line: &str) -> ((&str, Option<&str>), &str) {
    let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim_start();
    match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((mode, reason)) => ((name, Some(mode)), reason.trim_start()),
        None => ((name, None), rest),
    }
}

/// A short reason for a new line: the last line of the problem, which is the exception's.
fn first_reason(verdict: &Verdict) -> String {
    let problem = verdict.problem.as_deref().unwrap_or_default();
    let last = problem.trim_end().rsplit('\n').next().unwrap_or_default().trim();
    format!("{}: {}", verdict.end, lines::clip(last))
}

/// Whether a program is in a part of those that are tried in a mode that takes a sample: chosen by name,
/// so the same ones everywhere.
fn in_sample(program: &Program, part: u64) -> bool {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in program.name.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    (hash >> 32) % SAMPLE_ONE_IN == part
}

fn difference(expected: &Expectation, seen: &Expectation, finished: &Finished) -> Option<String> {
    if expected == seen {
        return None;
    }
    let mut parts = Vec::new();
    if expected.end != seen.end {
        parts.push(format!("expected {}, got {}", expected.end, seen.end));
    }
    if expected.stdout != seen.stdout {
        parts.push(lines::diff(&String::from_utf8_lossy(&expected.stdout), &String::from_utf8_lossy(&seen.stdout)));
    }
    let stderr = String::from_utf8_lossy(&finished.stderr);
    if !stderr.trim().is_empty() {
        parts.push(lines::tail(&stderr, 12).join("\n"));
    }
    Some(parts.join("\n"))
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {}", lines::clip(line))).collect::<Vec<_>>().join("\n")
}

fn show_slowest(jobs: &[Job<'_>], verdicts: &[Verdict], count: usize) {
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by(|a, b| verdicts[*b].seconds.total_cmp(&verdicts[*a].seconds));
    for at in order.into_iter().take(count) {
        let (job, verdict) = (&jobs[at], &verdicts[at]);
        say!("{:8.2}s {} [{}]", verdict.seconds, job.program.name, job.mode.name());
    }
}

#[cfg(test)]
mod tests {
    use super::{Job, Known, Mode, Suite, in_sample, split_known};
    use crate::test::programs::Program;

    fn suite(lines: &[(&str, Option<Mode>)]) -> Suite {
        let known = lines
            .iter()
            .map(|(pattern, mode)| Known { pattern: (*pattern).to_owned(), mode: *mode, line: String::new() })
            .collect();
        Suite { folder: "x".into(), programs: Vec::new(), known, filtered: false }
    }

    #[test]
    fn known_failures_name_programs_folders_and_modes() {
        let suite = suite(&[("types/", None), ("lang/a", None), ("lang/b", Some(Mode::GcZeal))]);
        let is_known = |name: &str, mode| {
            let program = Program { name: name.to_owned() };
            suite.is_known(&Job { program: &program, mode }).is_some()
        };
        assert!(is_known("types/int", Mode::Interp));
        assert!(is_known("lang/a", Mode::GcZeal));
        assert!(!is_known("lang/ab", Mode::Interp));
        assert!(is_known("lang/b", Mode::GcZeal));
        assert!(!is_known("lang/b", Mode::Interp));
    }

    #[test]
    fn known_lines_split() {
        assert_eq!(split_known("a/b why not"), (("a/b", None), "why not"));
        assert_eq!(split_known("a [gc-zeal] why"), (("a", Some("gc-zeal")), "why"));
        assert_eq!(split_known("a"), (("a", None), ""));
    }

    #[test]
    fn the_sample_is_a_part() {
        let names = (0..600).map(|n| Program { name: format!("types/p{n}") });
        let chosen = names.filter(|program| in_sample(program, 0)).count();
        assert!((50..200).contains(&chosen), "{chosen} of 600");
    }
}
