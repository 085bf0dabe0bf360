//! When a loop or a function is compiled, entered and given up.

use crate::build::{Refused, translate};
use crate::helpers;
use crate::ir::{Inlined, IrOp, Part, Ty, Unit, Why};
use crate::lower::{Generator, Places};
use crate::memory::Code;
use crate::observe;
use crate::passes;
use crate::report::{Collector, Decline, Stats};
use crate::snapshot::Snapshot;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::mem::MaybeUninit;
use std::time::{Duration, Instant};
use tauraro_bytecode::{Pc, Reg};
use tauraro_core::heap::{Slot, Trace};
use tauraro_core::vm::Extension;
use tauraro_core::{List, Value, Vm};
use tauraro_interp::machine::{self, CodeHere, InlinedCall, Ran, Running};
use tauraro_interp::record;
use tauraro_interp::tier::{Entered, Go, Next, Site, Tier};

/// Where guesses have failed so often in a unit that making it anew, without those that failed, takes no longer
/// than what they cost: once for so many bytes of its code, within bounds.
const FAILURE_BYTES: usize = 50;
const FAILURES_MIN: u32 = 20;
const FAILURES_MAX: u32 = 2000;
/// The same where units are made at the first chance.
const EAGER_FAILURES_MAX: u32 = 3;
/// The same where guards are made to fail: so many of them are tried in one unit.
const FORCED_FAILURES_MAX: u32 = 300;
/// How often that is done.
const TRIES_MAX: u32 = 8;
/// With each try the wait for the next one doubles, so often.
const WAITS_MAX: u32 = 2;
/// Where guesses have failed in so many units, no more are made.
const AVOIDED_FROM: u32 = 2;
/// A guess that has failed in one case out of so many of all failures of a unit is one of those that matter.
const OFTEN_PART: u32 = 8;
/// What a program may spend on compiling whatever it does.
const COMPILE_FIRST: Duration = Duration::from_millis(30);
/// Beyond that it may spend one part in so many of the time that it has run: what is compiled may not pay.
const COMPILE_SHARE: u32 = 4;
/// So many rounds of a loop, or calls, are recorded.
const ROUNDS: u32 = 8;
/// A function whose unit is left so often where the interpreter has to go on is interpreted from then on.
const GIVEN_BACK_MAX: u32 = 2000;
/// Bytes of code that an isolate may have.
const CODE_BYTES_MAX: usize = 64 << 20;
/// A unit with an exit that has more values is not compiled.
const OUT_MAX: usize = 1024;
/// Units have less exits: they are numbered from 1.
const EXITS_MAX: usize = machine::EXITS_END as usize - 1;

/// The compiled code of an isolate.
struct Jit {
    /// Made when it is needed first; None: there is no code for this machine.
    generator: OnceCell<Option<Generator>>,
    /// What is known of loops and functions, by the numbers of their code objects and their first
    /// instruction.
    states: HashMap<Key, State>,
    /// All units that there were; their numbers are indexes.
    units: Vec<Ready>,
    threshold: u32,
    calls: u32,
    /// See `Places`.
    fails_at: Option<u32>,
    /// How many failures a unit may have, where that is the same for all.
    failures_max: Option<u32>,
    stats: Stats,
    /// A `Collector` is there.
    reporting: bool,
    /// When the isolate began.
    began: Instant,
    /// Whether units are made only if the program has run long enough.
    is_thrifty: bool,
    /// Where exits put the number of their unit and their values. They are taken from there before
    /// anything is allocated.
    out: Box<[u64; OUT_MAX]>,
    /// A list of what machine code refers to; None before there is any.
    kept: Slot,
    /// Bits of what is in it.
    known: HashSet<u64>,
}

type Key = (u32, Pc);

impl Extension for Jit {
    fn trace(&self, tracer: &mut tauraro_core::heap::Tracer) {
        self.kept.trace(tracer);
    }
}

/// What is known of a loop or a function.
#[derive(Default)]
struct State {
    /// It was interpreted for a while since its last unit failed.
    waited: bool,
    /// What is done there was recorded since it was compiled last.
    recorded: bool,
    tries: u32,
    /// How many units were made.
    units: u32,
    /// The number of its unit.
    ready: Option<usize>,
    /// Instructions at which a guess has failed, and in how many units.
    failed: HashMap<(u32, Pc), u32>,
    /// A guess at the entry has failed.
    doubtful: bool,
    /// How many units had such guesses.
    doubts: u32,
}

struct Ready {
    key: Key,
    /// It stays when it is not entered any more: some frame may still be in it.
    code: Code,
    exits: Vec<Leave>,
    inlined: Vec<Inlined>,
    /// The dicts of globals and builtins that the code is for.
    namespaces: (u64, u64),
    failures: u32,
    /// How many of them it may have: as many as take the time of making it.
    failures_max: u32,
    /// Where, and how often.
    failed: HashMap<(u32, Pc), u32>,
    /// How often it was left where the interpreter has to go on.
    given_back: u32,
}

/// How to go on after an exit.
#[derive(Clone)]
struct Leave {
    pc: Pc,
    registers: Vec<(Reg, Ty)>,
    /// The inlined calls that have frames there, outer ones first.
    chain: Vec<u32>,
    /// Whether they have them already.
    standing: bool,
    parts: Vec<Part>,
    why: Why,
    blame: Option<(u32, Pc)>,
    /// How often the unit was left there.
    taken: u64,
}

/// How soon a loop is compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Eagerness {
    /// When it has run often enough to pay.
    Usual,
    /// At the first chance, for tests.
    Eager,
    /// The same, and each guard fails at that run of it, whatever it finds.
    Failing(u32),
}

/// Makes the isolate compile its hot loops and functions, where there is code for the machine.
pub fn install(vm: &mut Vm, eagerness: Eagerness) {
    let (threshold, calls) = if eagerness == Eagerness::Usual { (3000, 2000) } else { (2, 2) };
    let (fails_at, failures_max) = match eagerness {
        Eagerness::Failing(run) => (Some(run), Some(FORCED_FAILURES_MAX)),
        Eagerness::Eager => (None, Some(EAGER_FAILURES_MAX)),
        Eagerness::Usual => (None, None),
    };
    vm.set_extension(Jit {
        generator: OnceCell::new(),
        states: HashMap::new(),
        units: Vec::new(),
        threshold,
        calls,
        fails_at,
        failures_max,
        began: Instant::now(),
        // Tests want units whatever they cost.
        is_thrifty: eagerness == Eagerness::Usual,
        stats: Stats::default(),
        reporting: false,
        out: Box::new([0; OUT_MAX]),
        kept: Slot::new(Value::NONE),
        known: HashSet::new(),
    });
    tauraro_interp::tier::set(vm, Tier { hot_loop, threshold, hot_function, calls, left });
}

impl Jit {
    fn generator(&self, vm: &Vm) -> Option<&Generator> {
        let made = self.generator.get_or_init(|| {
            let poll = std::sync::Arc::as_ptr(&vm.poll) as usize;
            Generator::new(helpers::all(), Places { out: self.out.as_ptr() as usize, poll, fails_at: self.fails_at })
                .ok()
        });
        made.as_ref()
    }
}

/// A loop has gone back to its header often.
fn hot_loop(vm: &mut Vm, site: Site<'_>) -> Next {
    let threshold = vm.extension::<Jit>().threshold;
    if vm.native_stack_left() < machine::STACK_MIN {
        return Next { go: Go::Stay, back_edges: threshold, record: false };
    }
    let unit = match unit_at(vm, &site, false) {
        Made::Unit(unit) => unit,
        Made::Later(tries) => return Next { go: Go::Stay, back_edges: threshold << tries, record: false },
        Made::Unknown => return Next { go: Go::Stay, back_edges: ROUNDS, record: true },
        Made::Nothing => return Next { go: Go::Stay, back_edges: u32::MAX, record: false },
    };
    vm.extension_mut::<Jit>().stats.loops_entered += 1;
    match enter(vm, site.running(), unit) {
        Left::Returned(v) => Next { go: Go::Returned(v), back_edges: 1, record: false },
        Left::Exit(leave) => {
            let back_edges = match leave.why {
                Why::Poll | Why::Traced => 1,
                // One that is left so each time is tried less and less often.
                Why::Unsupported | Why::Raised => threshold.min(16) << given_back(vm, unit).min(16),
                _ => threshold.min(16),
            };
            let go = if leave.why == Why::Raised { Go::Raised } else { Go::GoOn };
            Next { go, back_edges, record: false }
        }
    }
}

/// A function has been called often.
fn hot_function(vm: &mut Vm, site: Site<'_>) -> Entered {
    let calls = vm.extension::<Jit>().calls;
    if vm.native_stack_left() < machine::STACK_MIN {
        return Entered::InterpretAndAskAgain(calls);
    }
    let unit = match unit_at(vm, &site, true) {
        Made::Unit(unit) => unit,
        Made::Later(tries) => return Entered::InterpretAndAskAgain(calls << tries),
        Made::Unknown => return Entered::Record(ROUNDS),
        Made::Nothing => return Entered::Interpret,
    };
    let address = vm.extension::<Jit>().units[unit].code.start() as usize;
    // SAFETY: as in `enter`.
    match unsafe { machine::run_at(vm, site.running().pointer(), address) } {
        Ran::Returned(v) => Entered::Returned(v),
        Ran::Left(exit) => left(vm, site.running(), exit),
    }
}

impl Jit {
    /// Whether the program has run long enough to pay for another unit.
    fn may_compile(&self) -> bool {
        !self.is_thrifty || self.stats.compile_time <= COMPILE_FIRST + self.began.elapsed() / COMPILE_SHARE
    }
}

/// What there is for a site.
enum Made {
    /// The number of its unit.
    Unit(usize),
    /// Units for it have failed so often that it is not time yet.
    Later(u32),
    /// It is time to compile, but not known yet which types it works on.
    Unknown,
    /// There is none for it.
    Nothing,
}

/// The unit for a site, compiled if it is time.
fn unit_at(vm: &mut Vm, site: &Site<'_>, whole: bool) -> Made {
    let code = site.running().code();
    let key = (code.id(), site.header());
    let state = vm.extension_mut::<Jit>().states.entry(key).or_default();
    if state.ready.is_none() && state.tries < TRIES_MAX {
        if state.tries > 0 && !std::mem::replace(&mut state.waited, true) {
            return Made::Later(state.tries.min(WAITS_MAX));
        }
        if !vm.extension::<Jit>().may_compile() {
            return Made::Later(1);
        }
        let state = vm.extension_mut::<Jit>().states.entry(key).or_default();
        if !std::mem::replace(&mut state.recorded, true) {
            return Made::Unknown;
        }
        (state.recorded, state.waited) = (false, false);
        state.tries += 1;
        state.doubts += u32::from(std::mem::take(&mut state.doubtful));
        let avoid = state.failed.iter().filter(|(_, units)| **units >= AVOIDED_FROM).map(|(at, _)| *at).collect();
        let doubts = state.doubts;
        let snapshot = observe::snapshot(vm, site, whole, (avoid, doubts));
        let begun = Instant::now();
        let made = compile(vm, &snapshot, key);
        let stats = &mut vm.extension_mut::<Jit>().stats;
        stats.compile_time += begun.elapsed();
        *(if made.is_some() { &mut stats.compiled } else { &mut stats.refused }) += 1;
        if let Some(made) = made {
            let address = made.code.start() as usize;
            let jit = vm.extension_mut::<Jit>();
            let number = jit.units.len();
            jit.units.push(made);
            let state = jit.states.entry(key).or_default();
            (state.ready, state.units) = (Some(number), state.units + 1);
            if whole {
                code.set_machine(address);
            }
        } else {
            vm.extension_mut::<Jit>().states.entry(key).or_default().tries = TRIES_MAX;
        }
    }
    let jit = vm.extension::<Jit>();
    let (globals, builtins) = code.namespaces();
    match jit.states.get(&key).and_then(|state| state.ready) {
        Some(unit) if jit.units[unit].namespaces == (globals.bits(), builtins.bits()) => Made::Unit(unit),
        _ => Made::Nothing,
    }
}

/// How a unit was left.
enum Left {
    Returned(Value),
    Exit(Leave),
}

/// Runs a unit. After an exit the registers are right.
fn enter(vm: &mut Vm, running: Running, unit: usize) -> Left {
    let address = vm.extension::<Jit>().units[unit].code.start() as usize;
    // SAFETY: the code was made for code of that number and these namespaces, and stays.
    match unsafe { machine::run_at(vm, running.pointer(), address) } {
        Ran::Returned(v) => Left::Returned(v),
        Ran::Left(exit) => Left::Exit(leave(vm, running, exit)),
    }
}

/// Counts that a unit was left where the interpreter has to go on; how often that was.
fn given_back(vm: &mut Vm, unit: usize) -> u32 {
    let count = &mut vm.extension_mut::<Jit>().units[unit].given_back;
    *count = count.saturating_add(1);
    *count
}

/// A function's unit was left by an exit.
fn left(vm: &mut Vm, running: Running, exit: u64) -> Entered {
    let leave = leave(vm, running, exit);
    let unit = vm.extension::<Jit>().out[0] as usize;
    if matches!(leave.why, Why::Unsupported | Why::Raised) && given_back(vm, unit) == GIVEN_BACK_MAX {
        let jit = vm.extension_mut::<Jit>();
        let key = jit.units[unit].key;
        if let Some(state) = jit.states.get_mut(&key).filter(|state| state.ready == Some(unit)) {
            (state.ready, state.tries) = (None, TRIES_MAX);
            running.code().set_machine(0);
        }
    }
    if leave.why == Why::Raised { Entered::Raised } else { Entered::GoOn }
}

/// Puts the registers and the instruction of a frame right whose unit was left by an exit.
fn leave(vm: &mut Vm, running: Running, left: u64) -> Leave {
    let jit = vm.extension_mut::<Jit>();
    let unit = jit.out[0] as usize;
    let leave = &mut jit.units[unit].exits[left as usize - 1];
    leave.taken += 1;
    jit.stats.left(leave.why);
    let leave = leave.clone();
    let mut out = [const { MaybeUninit::<u64>::uninit() }; OUT_MAX];
    let n = leave.registers.len();
    let all = n + leave.parts.len();
    // On the native stack, where the collector finds them. The last value is the first there.
    for (to, from) in out[..all].iter_mut().rev().zip(&jit.out[1..]) {
        to.write(*from);
    }
    // SAFETY: the exit has written a value for each of its registers and parts.
    let word = |i: usize| unsafe { out[i].assume_init() };
    let part = |part: Part| leave.parts.iter().position(|p| *p == part).map(|at| word(n + at));
    let mut innermost = running;
    if leave.standing {
        innermost = Running::current(vm);
    } else {
        for at in &leave.chain {
            let call = inlined_call(vm, unit, *at, running, part);
            innermost = innermost.push(vm, &call);
        }
    }
    for (i, (register, ty)) in leave.registers.iter().enumerate() {
        let v = match ty {
            Ty::Int => vm.new_int(word(i) as i64),
            Ty::Float => Value::float(f64::from_bits(word(i))),
            Ty::Bool => Value::bool(word(i) & 1 != 0),
            // SAFETY: the exit has written a value of that type.
            Ty::Any | Ty::None => unsafe { Value::from_bits(word(i)) },
        };
        running.set_register(vm, *register, v);
    }
    innermost.set_pc(leave.pc);
    running.has_left();
    if vm.extension::<Jit>().reporting {
        Collector::left(vm, unit, left as usize - 1);
    }
    if leave.why.is_failure() {
        if leave.blame.is_some_and(|(code, at)| at == leave.pc && code == innermost.code().id()) {
            record::note(vm);
        }
        fail(vm, unit, running.code(), leave.blame);
    }
    leave
}

/// What an inlined call needs to have a frame.
fn inlined_call(
    vm: &mut Vm,
    unit: usize,
    at: u32,
    running: Running,
    part: impl Fn(Part) -> Option<u64>,
) -> InlinedCall {
    let inlined = &vm.extension::<Jit>().units[unit].inlined[at as usize];
    let body = &inlined.body;
    // SAFETY: the unit keeps alive what it refers to, and what an exit gives is the bits of a value.
    let value = |bits: u64| unsafe { Value::from_bits(bits) };
    InlinedCall {
        pc: inlined.pc,
        window: running.register(usize::from(inlined.base)),
        returns: inlined.returns,
        function: value(part(Part::Function(at)).unwrap_or(body.function)),
        code: value(body.code),
        globals: value(body.globals),
        builtins: value(body.builtins),
        instance: part(Part::Instance(at)).map_or(Value::UNBOUND, value),
    }
}

/// A guess of a unit has failed at an instruction.
fn fail(vm: &mut Vm, unit: usize, code: CodeHere, blame: Option<(u32, Pc)>) {
    let jit = vm.extension_mut::<Jit>();
    let ready = &mut jit.units[unit];
    ready.failures += 1;
    if let Some(at) = blame {
        *ready.failed.entry(at).or_default() += 1;
    }
    let Some(state) = jit.states.get_mut(&ready.key) else { return };
    state.doubtful |= blame.is_none();
    if ready.failures < ready.failures_max || state.ready != Some(unit) {
        return;
    }
    state.ready = None;
    jit.stats.discarded += 1;
    let often = |times: &u32| *times * OFTEN_PART >= ready.failures;
    for (at, _) in ready.failed.iter().filter(|(_, times)| often(times)) {
        *state.failed.entry(*at).or_default() += 1;
    }
    if code.id() == ready.key.0 {
        code.set_machine(0);
    }
}

/// Makes a unit. `None`: there is none; the report knows why.
fn compile(vm: &mut Vm, snapshot: &Snapshot, key: Key) -> Option<Ready> {
    if !vm.extension::<Jit>().reporting {
        let (unit, pays) = translate(snapshot).ok()?;
        return if pays { compile_unit(vm, snapshot, unit, key) } else { None };
    }
    vm.extension_mut::<Collector>().snapshot(snapshot);
    match translate(snapshot) {
        Ok((unit, true)) => {
            let made = compile_unit(vm, snapshot, unit, key);
            if made.is_none() {
                vm.extension_mut::<Collector>().declined(snapshot, Decline::Code, None);
            }
            made
        }
        Ok((unit, false)) => {
            let why = Decline::Build(Refused::Unsupported);
            vm.extension_mut::<Collector>().declined(snapshot, why, Some(&unit));
            None
        }
        Err(why) => {
            vm.extension_mut::<Collector>().declined(snapshot, Decline::Build(why), None);
            None
        }
    }
}

fn compile_unit(vm: &mut Vm, snapshot: &Snapshot, mut unit: Unit, key: Key) -> Option<Ready> {
    let reporting = vm.extension::<Jit>().reporting;
    unit.number = vm.extension::<Jit>().units.len() as u64;
    let staged = reporting && vm.extension_mut::<Collector>().built(&unit);
    passes::run(&mut unit);
    if unit.exits.len() >= EXITS_MAX || unit.exits.iter().any(|exit| exit.values().count() >= OUT_MAX) {
        return None;
    }
    keep(vm, &unit, snapshot)?;
    let show = std::env::var_os("TAURARO_JIT_SHOW");
    let with_text = staged || show.as_ref().is_some_and(|what| what == "code");
    let compiled = match vm.extension::<Jit>().generator(vm)?.compile(&unit, with_text, reporting) {
        Ok(compiled) => compiled,
        Err(_) if !cfg!(debug_assertions) => return None,
        Err(error) => unreachable!("{error}\n{unit}"),
    };
    if show.is_some() {
        eprintln!("{unit}{}", compiled.text.as_deref().unwrap_or_default());
    }
    let code = Code::place(&compiled)?;
    let jit = vm.extension_mut::<Jit>();
    if jit.stats.code_bytes + code.bytes() > CODE_BYTES_MAX {
        return None;
    }
    jit.stats.code_bytes += code.bytes();
    if reporting {
        let place = (code.start() as usize, code.bytes());
        vm.extension_mut::<Collector>().compiled(snapshot, &unit, &compiled, place);
    }
    let namespaces = snapshot.facts.namespaces;
    let worth = u32::try_from(code.bytes() / FAILURE_BYTES).unwrap_or(FAILURES_MAX);
    let failures_max = vm.extension::<Jit>().failures_max.unwrap_or(worth.clamp(FAILURES_MIN, FAILURES_MAX));
    Some(Ready {
        key,
        code,
        exits: leaves(&unit),
        inlined: unit.inlined,
        namespaces,
        failures: 0,
        failures_max,
        failed: HashMap::new(),
        given_back: 0,
    })
}

/// Keeps what the unit refers to alive. `None`: there is no memory.
fn keep(vm: &mut Vm, unit: &Unit, snapshot: &Snapshot) -> Option<()> {
    let (globals, builtins) = snapshot.facts.namespaces;
    let refers = |op| matches!(op, IrOp::Value | IrOp::Same | IrOp::Defaults | IrOp::Code | IrOp::Function);
    let values = unit.insts.iter().filter(|inst| refers(inst.op));
    let values = values.map(|inst| inst.imm as u64).chain([globals, builtins]);
    let bodies = unit.calls.iter().map(|call| &call.body).chain(unit.inlined.iter().map(|inlined| &inlined.body));
    let called = bodies.flat_map(|body| [body.function, body.code, body.globals, body.builtins]);
    let called = called.filter(|bits| *bits != 0);
    let all: Vec<u64> = values.chain(called).collect();
    let list = match vm.extension::<Jit>().kept.get().cast::<List>() {
        Some(list) => list,
        None => vm.new_list(&[]).ok()?,
    };
    vm.extension_mut::<Jit>().kept = Slot::new(list.value());
    for bits in all {
        let jit = vm.extension_mut::<Jit>();
        if jit.known.insert(bits) {
            // SAFETY: the snapshot was made of values that are alive, and nothing was collected since.
            list.push(vm, unsafe { Value::from_bits(bits) }).ok()?;
        }
    }
    Some(())
}

fn leaves(unit: &Unit) -> Vec<Leave> {
    let leave = |exit: &crate::ir::Exit| Leave {
        pc: exit.pc,
        registers: exit.registers.iter().map(|(register, v)| (*register, unit.ty(*v))).collect(),
        chain: unit.chain(exit.inlined),
        standing: exit.standing,
        parts: exit.parts.iter().map(|(part, _)| *part).collect(),
        why: exit.why,
        blame: exit.blame,
        taken: 0,
    };
    unit.exits.iter().map(leave).collect()
}

/// What there is for a loop or a function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    /// A unit.
    Ready,
    /// None, and there will be none; so many were tried.
    Closed(u32),
    /// None yet, or none now: so many were there before.
    Open(u32),
}

/// An exit of a unit, by their numbers, and how often it was taken.
pub(crate) struct Taken {
    pub(crate) unit: usize,
    pub(crate) exit: usize,
    pub(crate) why: Why,
    pub(crate) taken: u64,
}

/// Has a `Collector` told from now on.
pub(crate) fn set_reporting(vm: &mut Vm) {
    if vm.try_extension::<Jit>().is_some() {
        vm.extension_mut::<Jit>().reporting = true;
    }
}

pub(crate) fn stats(vm: &Vm) -> Option<&Stats> {
    vm.try_extension::<Jit>().map(|jit| &jit.stats)
}

/// What there is for all loops and functions that were hot.
pub(crate) fn standing(vm: &Vm) -> HashMap<Key, Standing> {
    let Some(jit) = vm.try_extension::<Jit>() else { return HashMap::new() };
    let standing = |state: &State| match state.ready {
        Some(_) => Standing::Ready,
        None if state.tries >= TRIES_MAX => Standing::Closed(state.units),
        None => Standing::Open(state.units),
    };
    jit.states.iter().map(|(key, state)| (*key, standing(state))).collect()
}

/// Whether a unit is the one that is entered now.
pub(crate) fn is_current(vm: &Vm, unit: usize) -> bool {
    let Some(jit) = vm.try_extension::<Jit>() else { return false };
    let state = jit.units.get(unit).and_then(|ready| jit.states.get(&ready.key));
    state.is_some_and(|state| state.ready == Some(unit))
}

/// All exits of all units.
pub(crate) fn exits(vm: &Vm) -> Vec<Taken> {
    let Some(jit) = vm.try_extension::<Jit>() else { return Vec::new() };
    let mut all = Vec::new();
    for (unit, ready) in jit.units.iter().enumerate() {
        let of_unit = ready.exits.iter().enumerate();
        all.extend(of_unit.map(|(exit, leave)| Taken { unit, exit, why: leave.why, taken: leave.taken }));
    }
    all
}

/// Whether the machine code that has called this is that of the current frame's code.
pub(crate) fn is_active(vm: &Vm) -> bool {
    let Some(jit) = vm.try_extension::<Jit>() else { return false };
    let range = |ready: &Ready| (ready.code.start() as usize)..(ready.code.start() as usize + ready.code.bytes());
    let ranges: Vec<_> = jit.units.iter().map(range).collect();
    let calling = crate::report::calling(&ranges);
    let current = machine::at_work(vm).map(|(code, _, _)| code);
    calling.is_some_and(|unit| Some(jit.units[unit].key.0) == current)
}
