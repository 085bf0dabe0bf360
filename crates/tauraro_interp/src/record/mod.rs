//! Recording: which types values had.
//!
//! Machine code is made for the types that a program really uses. Rather than have every instruction
//! note them all the time, the compiler of hot code asks for a recording of the stretch that it is
//! about to compile: for some rounds of the loop, or calls of the function, the loop that traces runs
//! instead of the other and calls `instruction` before each instruction. That looks at the registers
//! that the instruction reads, and, when the next instruction of the same frame comes, at what it has
//! written and where it went. Nothing of it can be seen by the program.
//!
//! Records are kept by code object and add up. They hold no values but the callees of calls, which
//! `Recorder` keeps alive until the next full collection, or as long as someone has a copy
//! (`Site::records`) in which they are named.

mod kinds;

pub use kinds::{Called, Callee, Callees, Kind, Kinds};

use crate::code::CodeObject;
use crate::frame::Frame;
use std::collections::HashMap;
use std::sync::{Arc, Weak};
use tauraro_bytecode::{Code, Instruction, Op, OpFlags, Pc, Place};
use tauraro_core::heap::{Gc, Slot, Trace, Tracer};
use tauraro_core::vm::Extension;
use tauraro_core::{Value, Vm};

/// Instructions that one recording looks at. It takes about as long as a thousand calls.
const INSTRUCTIONS_MAX: u32 = 20_000;
/// Registers of an instruction that are looked at: a callee, a receiver and eight arguments.
const READS_MAX: usize = 10;
/// Written registers that are looked at.
const RESULTS_MAX: usize = 4;
/// With more records (a few hundred bytes each) than this a recording begins with none.
const RECORDS_MAX: usize = 40_000;
/// So many misses of caches are all noted, of later ones one in `MISSES_PART`.
const MISSES_NOTED: u32 = 10_000;
const MISSES_PART: u32 = 16;

/// What was seen of one instruction.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Record {
    /// How often it was executed.
    pub runs: u32,
    /// How often it has jumped.
    pub taken: u32,
    /// What the registers held that it reads, in the order of `Instruction::each_read`; the first ten.
    pub reads: Vec<Kinds>,
    /// What it has left in the registers that it writes, in the order of `Instruction::each_written`;
    /// the first four. A loop's step that ends the loop writes nothing.
    pub results: Vec<Kinds>,
    /// What it has called, if it is a call.
    pub callees: Callees,
    /// The Python functions that began or went on right above its frame while it was executed: what a
    /// call led to, an `__init__`, getters and operators, the key of a sort, the body of a generator.
    pub entered: Callees,
}

impl Record {
    /// What the registers of the operand at a place held, the first of them if it is several.
    #[must_use]
    pub fn operand(&self, instruction: &Instruction, place: Place) -> Kinds {
        let mut at = 0;
        for operand in instruction.op.info().operands {
            let n = instruction.n_read(operand.role) as usize;
            if operand.place == place {
                return self.reads.get(at).copied().filter(|_| n > 0).unwrap_or_default();
            }
            at += n;
        }
        Kinds::default()
    }

    /// What it has left in the first register that it writes.
    #[must_use]
    pub fn result(&self) -> Kinds {
        self.results.first().copied().unwrap_or_default()
    }
}

/// What was seen of the instructions of one code object.
#[derive(Clone, Debug)]
pub struct CodeRecords {
    /// The number of the code object.
    pub code_id: u32,
    /// What the compiler made of the source.
    pub code: Arc<Code>,
    /// By word.
    records: Vec<Option<Box<Known>>>,
}

/// An instruction's record, and what recording needs of the instruction again and again.
#[derive(Clone, Debug)]
struct Known {
    record: Record,
    reads: Box<[u16]>,
    writes: Box<[u16]>,
    next: Option<u32>,
    target: Option<u32>,
    /// It writes only if it jumps.
    is_step: bool,
    /// Its callee is the first register that it reads.
    is_call: bool,
}

impl Known {
    fn of(instruction: &Instruction) -> Known {
        let op = instruction.op.generic();
        let (mut reads, mut writes) = (Vec::new(), Vec::new());
        instruction.each_read(|register| reads.push(register as u16));
        instruction.each_written(|register| writes.push(register as u16));
        reads.truncate(READS_MAX);
        writes.truncate(RESULTS_MAX);
        let ends = op.info().flags.has(OpFlags::ENDS);
        let record = Record { reads: vec![Kinds::default(); reads.len()], ..Record::default() };
        Known {
            record: Record { results: vec![Kinds::default(); writes.len()], ..record },
            reads: reads.into(),
            writes: writes.into(),
            next: Some(instruction.next().0).filter(|_| !ends),
            target: instruction.jump_target().and_then(|target| u32::try_from(target).ok()),
            is_step: matches!(op, Op::ForNext | Op::ForRange),
            is_call: op.is_call() || op == Op::CallEx,
        }
    }
}

impl CodeRecords {
    /// What was seen of the instruction at `at`. `None`: it was not executed.
    #[must_use]
    pub fn at(&self, at: Pc) -> Option<&Record> {
        self.records.get(at.0 as usize)?.as_ref().map(|place| &place.record)
    }

    /// All instructions that were executed.
    pub fn iter(&self) -> impl Iterator<Item = (Pc, &Record)> {
        let known = self.records.iter().enumerate();
        known.filter_map(|(at, place)| Some((Pc(at as u32), &place.as_ref()?.record)))
    }
}

/// A copy of what was seen of some code and of all that it has called. It may go to another thread.
#[derive(Debug, Default)]
pub struct Records {
    codes: HashMap<u32, Arc<CodeRecords>>,
}

impl Records {
    /// What was seen of the code of this number.
    #[must_use]
    pub fn of(&self, code_id: u32) -> Option<&Arc<CodeRecords>> {
        self.codes.get(&code_id)
    }
}

/// A loop or function whose recording is on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Recorded {
    pub(crate) code_id: u32,
    /// The loop's header; for a function its first instruction.
    pub(crate) header: Pc,
    pub(crate) what: What,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum What {
    Loop,
    Function,
}

/// An instruction that a frame is executing.
struct Running {
    frame: *mut Frame,
    /// The index of its code in `Recorder::codes`.
    code: usize,
    at: u32,
}

/// The recording that is on, or was last.
struct Run {
    of: Recorded,
    /// Rounds or calls that are left.
    left: u32,
    /// Instructions that are left.
    budget: u32,
    /// What the frames are executing, the deepest last. Frames that have ended may still be there.
    running: Vec<Running>,
}

/// The records of an isolate.
#[derive(Default)]
pub(crate) struct Recorder {
    codes: Vec<Arc<CodeRecords>>,
    /// Where the code of a number is in `codes`.
    places: HashMap<u32, usize>,
    /// The code that was asked for last: its number and its place.
    last: (u32, usize),
    records: usize,
    /// How many caches have missed.
    misses: u32,
    run: Option<Run>,
    /// Keeps the callees in `codes` alive.
    kept: Vec<Slot>,
    /// Keeps the callees alive that copies name.
    lent: Vec<(Weak<Records>, Vec<Slot>)>,
}

impl Extension for Recorder {
    fn trace(&self, tracer: &mut Tracer) {
        self.kept.iter().for_each(|slot| slot.trace(tracer));
        for (copy, slots) in &self.lent {
            if copy.strong_count() > 0 {
                slots.iter().for_each(|slot| slot.trace(tracer));
            }
        }
    }
}

pub(crate) fn init(vm: &mut Vm) {
    vm.set_extension(Recorder::default());
    vm.hooks.before_full_collection = forget_callees;
}

/// A record is no reason for a function to live on.
fn forget_callees(vm: &mut Vm) {
    let recorder = vm.extension_mut::<Recorder>();
    recorder.lent.retain(|(copy, _)| copy.strong_count() > 0);
    if recorder.kept.is_empty() {
        return;
    }
    recorder.kept.clear();
    for code in &mut recorder.codes {
        for place in Arc::make_mut(code).records.iter_mut().flatten() {
            place.record.callees = Callees::default();
            place.record.entered = Callees::default();
        }
    }
}

/// Begins to record in the running thread, for so many rounds or calls. `false`: something else is
/// watching or recording.
pub(crate) fn start(vm: &mut Vm, of: Recorded, rounds: u32) -> bool {
    if vm.thread.tracing || vm.thread.inside_tracer || vm.threads().any(|thread| thread.recording) {
        return false;
    }
    let recorder = vm.extension_mut::<Recorder>();
    if recorder.records > RECORDS_MAX {
        let lent = std::mem::take(&mut recorder.lent);
        *recorder = Recorder { lent, ..Recorder::default() };
    }
    recorder.run = Some(Run { of, left: rounds.max(1), budget: INSTRUCTIONS_MAX, running: Vec::new() });
    vm.thread.recording = true;
    crate::trace::update(vm);
    true
}

/// Ends the running thread's recording.
fn stop(vm: &mut Vm) {
    vm.extension_mut::<Recorder>().run = None;
    vm.thread.recording = false;
    crate::trace::update(vm);
}

/// A loop goes back, or a function begins. `true`: this was the last round of the recording.
#[cold]
pub(crate) fn round(vm: &mut Vm, frame: *mut Frame, target: *mut u64, what: What) -> bool {
    if !vm.thread.recording {
        return false;
    }
    // SAFETY: the loop passes its frame and an instruction of its code.
    let (f, header) = unsafe { (&*frame, Pc((*frame).code.index_of(target))) };
    let recorder = vm.extension_mut::<Recorder>();
    let Some(run) = &mut recorder.run else { return false };
    if run.of != (Recorded { code_id: f.code.id, header, what }) {
        return false;
    }
    run.left -= 1;
    if run.left > 0 {
        return false;
    }
    if what == What::Loop {
        recorder.settle(frame, f, header.0);
    }
    stop(vm);
    true
}

/// Looks at the instruction that the frame is about to execute. `false`: the recording has ended.
#[cold]
pub(crate) fn instruction(vm: &mut Vm, frame: *mut Frame) -> bool {
    // SAFETY: the loop passes its frame, with `pc` stored.
    let f = unsafe { &*frame };
    let at = f.code.index_of(f.pc);
    let recorder = vm.extension_mut::<Recorder>();
    let spent = recorder.run.as_ref().is_none_or(|run| run.budget == 0);
    if spent {
        stop(vm);
        return false;
    }
    if f.code.code.words[at as usize] as u16 != Op::Enter as u16 {
        recorder.settle(frame, f, at);
        recorder.execute(frame, f, at);
    }
    true
}

impl Recorder {
    /// Where the records of a code object are.
    fn place_of(&mut self, code: Gc<CodeObject>) -> usize {
        if self.last.0 == code.id && self.last.1 < self.codes.len() {
            return self.last.1;
        }
        let place = *self.places.entry(code.id).or_insert_with(|| {
            let records = vec![None; code.code.words.len()];
            self.codes.push(Arc::new(CodeRecords { code_id: code.id, code: code.code.get().clone(), records }));
            self.codes.len() - 1
        });
        self.last = (code.id, place);
        place
    }

    /// What is known of an instruction that was executed.
    fn known(&mut self, code: usize, at: u32) -> Option<&mut Known> {
        Arc::make_mut(self.codes.get_mut(code)?).records.get_mut(at as usize)?.as_deref_mut()
    }

    /// The frame has come to `at`: notes what became of the instruction that it executed before.
    fn settle(&mut self, frame: *mut Frame, f: &Frame, at: u32) {
        let code = self.place_of(f.code);
        let Some(run) = &mut self.run else { return };
        while run.running.pop_if(|running| running.frame > frame).is_some() {}
        let before = run.running.pop_if(|running| running.frame == frame).filter(|before| before.code == code);
        let place = before.and_then(|before| self.known(code, before.at));
        let Some(place) = place.filter(|place| place.next == Some(at) || place.target == Some(at)) else {
            self.entered(f);
            return;
        };
        if place.target == Some(at) {
            place.record.taken = place.record.taken.saturating_add(1);
        } else if place.is_step {
            return;
        }
        for (register, seen) in place.writes.iter().zip(&mut place.record.results) {
            // SAFETY: the verifier has checked that the register is in the window.
            seen.add(Kind::of(unsafe { *f.regs.add(usize::from(*register)) }));
        }
    }

    /// A frame begins or goes on that the one below it has not been seen to call: notes its function
    /// there.
    fn entered(&mut self, f: &Frame) {
        let (Some(function), Some(run)) = (f.function, &self.run) else { return };
        let below = run.running.last().filter(|running| running.frame == f.below);
        let below = below.map(|running| (running.code, running.at));
        if let Some((code, at)) = below
            && let Some(callee) = Callee::of(function.value())
            && let Some(place) = self.known(code, at)
            && place.record.entered.add(callee)
        {
            self.kept.push(Slot::new(function.value()));
        }
    }

    /// Notes what an instruction that is about to be executed reads.
    fn execute(&mut self, frame: *mut Frame, f: &Frame, at: u32) {
        let code = self.place_of(f.code);
        if let Some(run) = &mut self.run {
            run.running.push(Running { frame, code, at });
            run.budget = run.budget.saturating_sub(1);
        }
        let Some(found) = Arc::make_mut(&mut self.codes[code]).records.get_mut(at as usize) else { return };
        let place = match found {
            Some(place) => place,
            None => {
                let Some(instruction) = Instruction::decode(&f.code.code.words, Pc(at)) else { return };
                self.records += 1;
                found.insert(Box::new(Known::of(&instruction)))
            }
        };
        place.record.runs = place.record.runs.saturating_add(1);
        // SAFETY: the verifier has checked that the registers are in the window.
        let register = |register: &u16| unsafe { *f.regs.add(usize::from(*register)) };
        for (read, seen) in place.reads.iter().zip(&mut place.record.reads) {
            seen.add(Kind::of(register(read)));
        }
        if place.is_call
            && let Some(callee) = place.reads.first().and_then(|first| Callee::of(register(first)))
            && place.record.callees.add(callee)
        {
            // SAFETY: the value is in the window, or the function of a method that is.
            self.kept.push(Slot::new(unsafe { Value::from_bits(callee.bits) }));
        }
    }

    /// A copy of what is known of a code object and of the code that it has called.
    fn copy(&mut self, code_id: u32) -> Option<Arc<Records>> {
        self.places.get(&code_id)?;
        let mut codes = HashMap::new();
        let mut slots = Vec::new();
        let mut pending = vec![code_id];
        while let Some(id) = pending.pop() {
            let Some(records) = self.places.get(&id).map(|place| &self.codes[*place]) else { continue };
            if codes.insert(id, records.clone()).is_some() {
                continue;
            }
            for (_, record) in records.iter() {
                for callee in record.callees.iter().chain(record.entered.iter()) {
                    // SAFETY: `kept` keeps the callees alive.
                    slots.push(Slot::new(unsafe { Value::from_bits(callee.bits) }));
                    pending.extend(callee.code_id());
                }
            }
        }
        let copy = Arc::new(Records { codes });
        self.lent.retain(|(copy, _)| copy.strong_count() > 0);
        self.lent.push((Arc::downgrade(&copy), slots));
        Some(copy)
    }
}

/// Notes what the instruction reads at which the running frame stands: machine code was left there, since
/// it was made for something else.
pub fn note(vm: &mut Vm) {
    let frame = crate::frame::current(vm);
    // SAFETY: machine code was left in the running frame, and its `pc` is an instruction of its code.
    let f = unsafe { &*frame };
    let at = f.code.index_of(f.pc);
    vm.extension_mut::<Recorder>().execute(frame, f, at);
}

/// Notes what an instruction reads whose cache was for something else: code that works on objects of several
/// kinds is compiled for all of them, though a recording of a few rounds may meet only one.
#[cold]
pub(crate) fn missed(vm: &mut Vm, f: &Frame, pc: *mut u64) {
    if vm.thread.recording {
        return;
    }
    let at = f.code.index_of(pc);
    let recorder = vm.extension_mut::<Recorder>();
    recorder.misses = recorder.misses.saturating_add(1);
    let noted = recorder.misses <= MISSES_NOTED || recorder.misses.is_multiple_of(MISSES_PART);
    if noted && recorder.records <= RECORDS_MAX {
        recorder.execute(std::ptr::null_mut(), f, at);
    }
}

/// What was seen of the code of this number and of all that it has called, if anything was.
pub fn records(vm: &mut Vm, code_id: u32) -> Option<Arc<Records>> {
    vm.extension_mut::<Recorder>().copy(code_id)
}
