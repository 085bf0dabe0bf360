//! What became of a program's hot code, for people: the counters of `sys._jit`, and the data of
//! `tauraro explain`.
//!
//! Counters are always kept. Everything else is noted only after `begin`: the tiers then tell the
//! `collector` of units, refusals and exits, and the `sampler` sees where the time goes. `collect` makes
//! plain data of it, which knows nothing of the heap.

mod causes;
mod collector;
mod sampler;
mod stats;

pub(crate) use collector::{Collector, Decline};
pub(crate) use sampler::calling;
pub use stats::Stats;

use crate::ir::Why;
use crate::snapshot::Facts;
use crate::tiers::{self, Standing};
use causes::Known;
use collector::At;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use tauraro_bytecode::{Code, Instruction, Pc};
use tauraro_core::Vm;

/// Whose stages of compilation are kept as text.
#[derive(Clone, Default, Debug)]
pub struct Stages {
    /// A function's name, or its qualified name.
    pub of: Option<String>,
}

impl Stages {
    /// Whether those of a unit are, by the unit's name.
    fn wants(&self, unit: &str) -> bool {
        let Some(of) = &self.of else { return false };
        let qualname = unit.rsplit_once(" at ").map_or(unit, |(name, _)| name);
        qualname == of || qualname.rsplit('.').next() == Some(of)
    }
}

/// Samples of the timer.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Time {
    /// In machine code, or in what it called.
    pub machine: u64,
    /// In the interpreter, or in what it called.
    pub interpreter: u64,
}

impl Time {
    /// All of them.
    #[must_use]
    pub fn total(self) -> u64 {
        self.machine + self.interpreter
    }

    fn add(&mut self, in_machine: bool) {
        if in_machine {
            self.machine += 1;
        } else {
            self.interpreter += 1;
        }
    }
}

/// How a loop or a function runs when the program has ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tier {
    /// The interpreter runs it: it was not hot.
    Interpreted,
    /// The interpreter runs it until it is compiled anew, as guesses had failed.
    Waits,
    /// The interpreter runs everything.
    Off,
    /// It is machine code.
    Machine,
    /// It was not compiled, and why.
    Refused(String),
    /// It was hot, and no unit is for it now: so many were made, whose guesses failed.
    GivenUp(u32),
}

impl Tier {
    /// Whether there was reason to compile it.
    #[must_use]
    pub fn is_hot(&self) -> bool {
        !matches!(self, Tier::Interpreted | Tier::Off)
    }
}

/// A loop of a function.
#[derive(Clone, Debug)]
pub struct Loop {
    /// Its lines.
    pub lines: (u32, u32),
    /// Samples in it, inner loops included.
    pub time: Time,
    /// How it runs.
    pub tier: Tier,
    /// The place of its first instruction.
    pub header: u32,
}

/// What a finding is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Topic {
    /// Machine code was left, for this reason.
    Exit(Why),
    /// The interpreter executes an instruction for machine code.
    Step,
    /// A routine that takes any objects does it for machine code, though there are numbers.
    Routine,
    /// A function is called by machine code and not inlined.
    Call,
    /// The interpreter executes it, and for that a loop or a function was not compiled.
    Refused,
}

/// Something that costs time.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Where: the line, and the columns if they are known, in bytes from 0.
    pub line: u32,
    /// See `line`.
    pub columns: Option<(u32, u32)>,
    /// What it is.
    pub topic: Topic,
    /// How often it was counted: exits are.
    pub count: Option<u64>,
    /// Why.
    pub cause: String,
    /// What would help.
    pub hint: Option<String>,
}

/// A function, a module's or a class's body.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its qualified name.
    pub name: String,
    /// Its file.
    pub file: String,
    /// Its lines.
    pub lines: (u32, u32),
    /// Samples in it, callees not included.
    pub time: Time,
    /// The same by line.
    pub time_by_line: BTreeMap<u32, Time>,
    /// How it runs.
    pub tier: Tier,
    /// Its loops, outer ones first.
    pub loops: Vec<Loop>,
    /// What costs time in it, by line.
    pub findings: Vec<Finding>,
    /// The stages of its units, if they were kept: a title, the IR before and after the passes, the machine
    /// code.
    pub stages: Vec<(String, [String; 3])>,
}

/// All of it.
#[derive(Clone, Debug)]
pub struct Report {
    /// CPU time of the process, in seconds.
    pub seconds: f64,
    /// Samples that were taken.
    pub samples: u64,
    /// Those outside of Python code.
    pub outside: u64,
    /// The counters.
    pub stats: Stats,
    /// What has run or was compiled, what took longest first.
    pub functions: Vec<Function>,
}

/// Begins to note what happens to the program that runs next on this thread.
pub fn begin(vm: &mut Vm, stages: Stages) {
    vm.set_extension(Collector::new(stages));
    tiers::set_reporting(vm);
    sampler::start(vm);
}

/// The counters.
#[must_use]
pub fn stats(vm: &Vm) -> Option<&Stats> {
    tiers::stats(vm)
}

/// Whether machine code runs the current frame.
#[must_use]
pub fn is_active(vm: &Vm) -> bool {
    tiers::is_active(vm)
}

/// What was noted since `begin`.
pub fn collect(vm: &mut Vm) -> Report {
    sampler::stop();
    let mut functions: HashMap<u32, Building> = HashMap::new();
    let all: Vec<Arc<Facts>> = vm.extension::<Collector>().facts.values().cloned().collect();
    for facts in all {
        functions.insert(facts.id, Building::new(facts.code.clone()));
    }
    let samples = sampler::samples();
    let outside = times(vm, &samples, &mut functions);
    findings(vm, &mut functions);
    let standing = tiers::standing(vm);
    let collector = vm.extension::<Collector>();
    let mut made: Vec<Function> =
        functions.into_iter().map(|(id, building)| building.finish(id, &standing, collector)).collect();
    made.retain(|f| f.time.total() > 0 || f.tier.is_hot() || !f.findings.is_empty() || f.is_compiled());
    if tiers::stats(vm).is_none() {
        for function in &mut made {
            function.tier = Tier::Off;
            function.loops.iter_mut().for_each(|l| l.tier = Tier::Off);
        }
    }
    made.sort_by(|a, b| (b.time.total(), &a.file, a.lines).cmp(&(a.time.total(), &b.file, b.lines)));
    let stats = tiers::stats(vm).cloned().unwrap_or_default();
    Report { seconds: sampler::cpu_seconds(), samples: samples.len() as u64, outside, stats, functions: made }
}

impl Function {
    fn is_compiled(&self) -> bool {
        self.loops.iter().any(|l| l.tier.is_hot())
    }
}

/// A function whose report is being made.
struct Building {
    code: Arc<Code>,
    /// Line of each word.
    lines: Vec<u32>,
    /// Headers of loops, with the last instruction that goes back there.
    loops: BTreeMap<Pc, Pc>,
    times: HashMap<Pc, Time>,
    findings: Vec<Finding>,
}

impl Building {
    fn new(code: Arc<Code>) -> Building {
        let mut lines = vec![0; code.words.len()];
        for run in code.positions.runs() {
            let (start, end) = (run.start.0 as usize, (run.end.0 as usize).min(lines.len()));
            lines[start.min(end)..end].fill(run.position.map_or(0, |position| position.line));
        }
        let (mut loops, mut at) = (BTreeMap::new(), Pc(0));
        while let Some(instruction) = Instruction::decode(&code.words, at) {
            at = instruction.next();
            let target = instruction.jump_target().and_then(|target| u32::try_from(target).ok()).map(Pc);
            if let Some(header) = target.filter(|header| *header <= instruction.at) {
                loops.insert(header, instruction.at);
            }
        }
        Building { code, lines, loops, times: HashMap::new(), findings: Vec::new() }
    }

    fn line(&self, at: Pc) -> u32 {
        self.lines.get(at.0 as usize).copied().unwrap_or(0)
    }

    /// The lines of the instructions from one to another.
    fn span(&self, first: Pc, last: Pc) -> (u32, u32) {
        let end = (last.0 as usize + 1).min(self.lines.len());
        let lines = self.lines[(first.0 as usize).min(end)..end].iter().filter(|line| **line > 0);
        (lines.clone().min().copied().unwrap_or(0), lines.max().copied().unwrap_or(0))
    }

    fn add(&mut self, at: Pc, finding: (Topic, Option<u64>, causes::Cause)) {
        let (topic, count, (cause, hint)) = finding;
        let position = self.code.positions.lookup(at);
        let line = position.map_or(0, |position| position.line);
        let columns = position.filter(|p| p.line == p.end_line).and_then(|position| position.columns);
        let same = |f: &&mut Finding| (f.line, f.topic, &f.cause) == (line, topic, &cause);
        if let Some(known) = self.findings.iter_mut().find(same) {
            known.count = known.count.map(|known| known + count.unwrap_or(0));
            return;
        }
        self.findings.push(Finding { line, columns, topic, count, cause, hint });
    }

    fn finish(mut self, id: u32, standing: &HashMap<At, Standing>, collector: &Collector) -> Function {
        let whole = self.tier((id, Pc(1)), None, standing, collector);
        let mut loops = Vec::new();
        let (mut time, mut time_by_line) = (Time::default(), BTreeMap::<u32, Time>::new());
        for (at, spent) in &self.times {
            for sum in [&mut time, time_by_line.entry(self.line(*at)).or_default()] {
                sum.machine += spent.machine;
                sum.interpreter += spent.interpreter;
            }
        }
        for (header, last) in &self.loops {
            let mut spent = Time::default();
            for (_, more) in self.times.iter().filter(|(at, _)| *header <= **at && **at <= *last) {
                spent.machine += more.machine;
                spent.interpreter += more.interpreter;
            }
            let tier = self.tier((id, *header), Some(spent), standing, collector);
            let tier = if whole == Tier::Machine { Tier::Machine } else { tier };
            loops.push(Loop { lines: self.span(*header, *last), time: spent, tier, header: header.0 });
        }
        self.findings.sort_by_key(|finding| (finding.line, finding.columns));
        let texts = collector.units.iter().filter(|(_, unit)| !unit.texts[0].is_empty());
        let mut stages: Vec<_> = texts.filter(|(_, unit)| unit.owner == id).collect();
        stages.sort_by_key(|(number, _)| **number);
        let title = |number: u64| format!("unit {number} of {}", self.code.qualname);
        Function {
            name: self.code.qualname.to_string(),
            file: self.code.filename.to_string(),
            lines: (self.code.first_line, self.lines.iter().max().copied().unwrap_or(0)),
            time,
            time_by_line,
            tier: whole,
            loops,
            findings: self.findings,
            stages: stages.into_iter().map(|(number, unit)| (title(*number), unit.texts.clone())).collect(),
        }
    }

    /// How the loop or the function that begins at an instruction runs.
    fn tier(&self, at: At, spent: Option<Time>, standing: &HashMap<At, Standing>, collector: &Collector) -> Tier {
        // A loop may run in the unit of one around it, or inlined in another function's.
        let around = |header: &Pc, last: &Pc| {
            let holds = *header <= at.1 && at.1 <= *last;
            holds && matches!(standing.get(&(at.0, *header)), Some(Standing::Ready))
        };
        let in_loop = spent.is_some() && self.loops.iter().any(|(header, last)| around(header, last));
        let declined = collector.refused.iter().rev().find(|declined| declined.at == at);
        match standing.get(&at) {
            Some(Standing::Ready) => Tier::Machine,
            _ if in_loop => Tier::Machine,
            Some(Standing::Closed(_)) if declined.is_some() => {
                Tier::Refused(declined.map(|declined| causes::declined(declined.why).0).unwrap_or_default())
            }
            Some(Standing::Closed(tries)) => Tier::GivenUp(*tries),
            Some(Standing::Open(1..)) => Tier::Waits,
            _ if spent.is_some_and(|time| time.machine > time.interpreter) => Tier::Machine,
            _ => Tier::Interpreted,
        }
    }
}

/// Gives the samples to the instructions; how many are outside of Python code.
fn times(vm: &Vm, samples: &[sampler::Sample], functions: &mut HashMap<u32, Building>) -> u64 {
    let collector = vm.extension::<Collector>();
    let mut known = HashMap::new();
    let mut outside = 0;
    for sample in samples {
        if let Some(at) = (sample.address != 0).then(|| collector.place_of(sample.address)).flatten()
            && let Some(building) = functions.get_mut(&at.0)
        {
            building.times.entry(at.1).or_default().add(true);
            continue;
        }
        let code = known.entry(sample.code).or_insert_with(|| collector::code_of(sample.code));
        let Some((id, code, start)) = code else {
            outside += 1;
            continue;
        };
        let at = Pc((sample.pc.wrapping_sub(*start as u64) / 8) as u32);
        let building = functions.entry(*id).or_insert_with(|| Building::new(code.clone()));
        building.times.entry(at).or_default().add(false);
    }
    outside
}

/// Finds what costs time: exits that failed, and instructions that the interpreter executes.
fn findings(vm: &Vm, functions: &mut HashMap<u32, Building>) {
    let collector = vm.extension::<Collector>();
    let standing = tiers::standing(vm);
    let mut found: Vec<(At, Topic, Option<u64>, causes::Cause)> = Vec::new();
    let known = |at: At, left: Option<(usize, usize)>| {
        let facts = collector.facts.get(&at.0)?;
        let left = left.and_then(|left| collector.left.get(&left)).map(|kinds| &kinds[..]);
        Some(Known { vm, facts, at: at.1, all: &collector.facts, left })
    };
    for exit in tiers::exits(vm) {
        let Some(unit) = collector.units.get(&(exit.unit as u64)) else { continue };
        let is_usual = matches!(exit.why, Why::Done | Why::Poll | Why::Traced);
        let Some(at) = unit.exits.get(exit.exit).copied().filter(|_| !is_usual && exit.taken > 0) else { continue };
        // What an entry guard found wrong is not known by an instruction.
        let read = Some((exit.unit, exit.exit));
        if let Some(known) = known(at, read) {
            found.push((at, Topic::Exit(exit.why), Some(exit.taken), known.exit(exit.why)));
        }
    }
    let current = || collector.units.iter().filter(|(number, _)| tiers::is_current(vm, **number as usize));
    for at in current().flat_map(|(_, unit)| &unit.routines) {
        if let Some(cause) = known(*at, None).and_then(|known| known.general()) {
            found.push((*at, Topic::Routine, None, cause));
        }
    }
    for (at, callee, why) in current().flat_map(|(_, unit)| &unit.apart) {
        if let Some(known) = known(*at, None) {
            found.push((*at, Topic::Call, None, known.apart(*callee, *why)));
        }
    }
    let steps = current().flat_map(|(_, unit)| &unit.steps).map(|at| (*at, Topic::Step));
    let closed = |at: &At| !matches!(standing.get(at), Some(Standing::Ready));
    let refused = collector.refused.iter().filter(|declined| closed(&declined.at));
    let refused = refused.flat_map(|declined| &declined.steps).map(|at| (*at, Topic::Refused));
    let mut steps: Vec<(At, Topic)> = steps.chain(refused).collect();
    steps.sort_by_key(|(at, topic)| (*at, *topic == Topic::Refused));
    steps.dedup_by_key(|(at, _)| *at);
    for (at, topic) in steps {
        if let Some(cause) = known(at, None).and_then(|known| known.step()) {
            found.push((at, topic, None, cause));
        }
    }
    for (at, topic, count, cause) in found {
        if let Some(building) = functions.get_mut(&at.0) {
            building.add(at.1, (topic, count, cause));
        }
    }
}

impl Collector {
    /// The instruction that machine code at an address is for.
    fn place_of(&self, address: u64) -> Option<At> {
        let address = address as usize;
        let inside = |unit: &&collector::Noted| (unit.start..unit.start + unit.bytes).contains(&address);
        let unit = self.units.values().find(inside)?;
        let offset = (address - unit.start) as u32;
        let before = unit.places.partition_point(|(start, _)| *start <= offset);
        let place = unit.places[..before].last().or(unit.places.first())?;
        unit.exits.get(place.1 as usize).copied()
    }
}
