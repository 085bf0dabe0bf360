//! The report by file and line, for all forms in which it is shown.

use std::collections::BTreeMap;
use tauraro::report::{Finding, Function, Report, Tier, Time, Topic};

/// Fewer samples say nothing about shares.
const SAMPLES_MIN: u64 = 20;
/// Lines shown around one that has something to say.
const CONTEXT: u32 = 1;

/// What there is to say about a line.
#[derive(Default)]
pub(crate) struct Line<'a> {
    pub(crate) time: Time,
    /// How the loop or the function runs that begins there.
    pub(crate) tier: Option<&'a Tier>,
    /// Those that have the same cause at the same place together.
    pub(crate) findings: Vec<Vec<&'a Finding>>,
}

/// A file whose source can be read.
pub(crate) struct File<'a> {
    pub(crate) name: &'a str,
    pub(crate) source: Vec<String>,
    pub(crate) lines: BTreeMap<u32, Line<'a>>,
}

impl File<'_> {
    /// The runs of lines to show.
    pub(crate) fn shown(&self) -> Vec<(u32, u32)> {
        let last = self.source.len() as u32;
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for line in self.lines.keys().filter(|line| (1..=last).contains(*line)) {
            let (from, to) = (line.saturating_sub(CONTEXT).max(1), (line + CONTEXT).min(last));
            match runs.last_mut() {
                Some(run) if from <= run.1 + 2 => run.1 = to,
                _ => runs.push((from, to)),
            }
        }
        runs
    }

    pub(crate) fn text(&self, line: u32) -> &str {
        self.source.get(line as usize - 1).map_or("", String::as_str)
    }
}

/// A function or a loop of it.
pub(crate) struct Place<'a> {
    pub(crate) name: String,
    pub(crate) file: &'a str,
    pub(crate) lines: (u32, u32),
    pub(crate) time: Time,
    pub(crate) tier: &'a Tier,
    /// The same in words.
    pub(crate) how: String,
}

/// The report.
pub(crate) struct Page<'a> {
    pub(crate) files: Vec<File<'a>>,
    /// All functions and loops that took time or were hot, what took longest first.
    pub(crate) places: Vec<Place<'a>>,
    /// All samples; 0 if there are too few to say anything.
    samples: u64,
}

impl<'a> Page<'a> {
    pub(crate) fn new(report: &'a Report) -> Page<'a> {
        let samples = if report.samples < SAMPLES_MIN { 0 } else { report.samples };
        let mut files: Vec<File<'a>> = Vec::new();
        let mut places = Vec::new();
        for function in &report.functions {
            add_places(function, &mut places);
            let at = files.iter().position(|file| file.name == function.file);
            let at = match at {
                Some(at) => at,
                None => {
                    let Ok(source) = std::fs::read(&function.file) else { continue };
                    let source = String::from_utf8_lossy(&source).lines().map(str::to_owned).collect();
                    files.push(File { name: &function.file, source, lines: BTreeMap::new() });
                    files.len() - 1
                }
            };
            add_lines(function, &mut files[at].lines);
        }
        let mut page = Page { files, places, samples };
        page.leave_out_what_says_nothing();
        page
    }

    /// Lines that only took less than half a percent.
    fn leave_out_what_says_nothing(&mut self) {
        let samples = self.samples;
        let says = |line: &Line| {
            let is_much = samples > 0 && line.time.total() * 200 >= samples;
            is_much || line.tier.is_some() || !line.findings.is_empty()
        };
        for file in &mut self.files {
            file.lines.retain(|_, line| says(line));
        }
        self.files.retain(|file| !file.lines.is_empty());
        let is_hot = |place: &Place| place.tier.is_hot() || place.time.total() * 200 >= samples.max(1);
        self.places.retain(is_hot);
        self.places.sort_by_key(|place| std::cmp::Reverse(place.time.total()));
    }

    /// A share of the time as text; empty if it is nothing, or if there is nothing to say about time.
    pub(crate) fn share(&self, time: u64) -> String {
        match (100 * time).checked_div(self.samples) {
            None => String::new(),
            Some(0) if time == 0 => String::new(),
            Some(0) => "<1 %".to_owned(),
            Some(percent) => format!("{percent} %"),
        }
    }

    /// What there is to say first.
    pub(crate) fn summary(&self, report: &Report) -> Vec<String> {
        let machine: u64 = report.functions.iter().map(|f| f.time.machine).sum();
        let interpreter: u64 = report.functions.iter().map(|f| f.time.interpreter).sum();
        let time = if self.samples == 0 {
            format!("{} samples are too few to say where the time went", report.samples)
        } else {
            let none = |share: String| if share.is_empty() { "0 %".to_owned() } else { share };
            let (machine, interpreter) = (none(self.share(machine)), none(self.share(interpreter)));
            let outside = none(self.share(report.outside));
            format!(
                "{machine} in machine code and what it calls, {interpreter} in the interpreter, {outside} elsewhere"
            )
        };
        let stats = &report.stats;
        vec![
            format!("{:.2} s of CPU time: {time}", report.seconds),
            format!(
                "{} units of machine code ({} KB) made in {:.1} ms, {} of them given up; {} loops and functions refused",
                stats.compiled,
                stats.code_bytes / 1024,
                1000.0 * stats.compile_time.as_secs_f64(),
                stats.discarded,
                stats.refused,
            ),
        ]
    }
}

fn add_places<'a>(function: &'a Function, places: &mut Vec<Place<'a>>) {
    let mut add = |name: String, lines, time, tier, how| {
        places.push(Place { name, file: &function.file, lines, time, tier, how });
    };
    let seldom = function.tier == Tier::Interpreted;
    let how = if seldom { "interpreted: not compiled as a whole".to_owned() } else { tier_text(&function.tier) };
    add(function.name.clone(), function.lines, function.time, &function.tier, how);
    for l in &function.loops {
        add(format!("loop in {}", function.name), l.lines, l.time, &l.tier, tier_text(&l.tier));
    }
}

fn add_lines<'a>(function: &'a Function, lines: &mut BTreeMap<u32, Line<'a>>) {
    for (line, time) in &function.time_by_line {
        let sum = &mut lines.entry(*line).or_default().time;
        sum.machine += time.machine;
        sum.interpreter += time.interpreter;
    }
    let whole = Some((function.lines.0, &function.tier)).filter(|(_, tier)| tier.is_hot());
    let loops = function.loops.iter().map(|l| (l.lines.0, &l.tier));
    for (line, tier) in loops.chain(whole) {
        lines.entry(line).or_default().tier.get_or_insert(tier);
    }
    for finding in &function.findings {
        let all = &mut lines.entry(finding.line).or_default().findings;
        let same =
            |group: &&mut Vec<&Finding>| (group[0].columns, &group[0].cause) == (finding.columns, &finding.cause);
        match all.iter_mut().find(same) {
            Some(group) => group.push(finding),
            None => all.push(vec![finding]),
        }
    }
}

/// A word for a tier.
pub(crate) fn tier_word(tier: &Tier) -> &'static str {
    match tier {
        Tier::Interpreted | Tier::Off => "interpreted",
        Tier::Waits => "waits",
        Tier::Machine => "machine",
        Tier::Refused(_) => "refused",
        Tier::GivenUp(_) => "given up",
    }
}

/// The same with its reason.
pub(crate) fn tier_text(tier: &Tier) -> String {
    match tier {
        Tier::Interpreted => "interpreted: not hot".to_owned(),
        Tier::Off => "interpreted: the JIT is off".to_owned(),
        Tier::Waits => "interpreted for now: guesses of its machine code failed".to_owned(),
        Tier::Machine => "machine code".to_owned(),
        Tier::Refused(why) => format!("interpreted, not compiled: {why}"),
        Tier::GivenUp(units) => {
            format!("interpreted, given up after {units} units: guesses failed, or they led back to the interpreter")
        }
    }
}

/// What findings of one cause are about, as the beginning of a sentence.
pub(crate) fn topics_text(findings: &[&Finding]) -> String {
    findings.iter().map(|finding| topic_text(finding)).collect::<Vec<_>>().join(", and now this is ")
}

fn topic_text(finding: &Finding) -> String {
    match (finding.topic, finding.count) {
        (Topic::Exit(why), count) => {
            let count = count.unwrap_or(0);
            let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
            format!("machine code was left {times} ({})", why.name())
        }
        (Topic::Step, _) => "left to the interpreter".to_owned(),
        (Topic::Routine, _) => "done by a routine that takes any objects".to_owned(),
        (Topic::Call, _) => "called, not inlined".to_owned(),
        (Topic::Refused, _) => "not compiled, nor the loop around it".to_owned(),
    }
}
