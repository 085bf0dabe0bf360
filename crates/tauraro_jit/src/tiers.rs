//! When a loop is compiled, entered and given up.

use crate::build::build;
use crate::ir::{Ty, Unit, Why};
use crate::lower::{Generator, Helpers};
use crate::memory::Code;
use crate::passes;
use crate::snapshot::{Constant, Global, Seen, Snapshot};
use std::collections::HashMap;
use std::mem::MaybeUninit;
use tauraro_bytecode::{Pc, Reg};
use tauraro_core::vm::Extension;
use tauraro_core::{Value, Vm};
use tauraro_interp::tier::{Entered, Go, Next, Site, Tier};

/// A unit whose guesses fail so often is compiled anew with what its registers hold then.
const FAILURES_MAX: u32 = 3;
/// How often that is done.
const TRIES_MAX: u32 = 4;
/// At which call the compiler is asked about a function.
const CALLS: u32 = 50;
/// Bytes of code that an isolate may have.
const CODE_BYTES_MAX: usize = 64 << 20;
/// A unit that reads more globals is not compiled.
const INPUTS_MAX: usize = 32;
/// More values than any exit has.
const OUT_MAX: usize = 1024;

/// `(vm, registers, inputs, out, poll) -> exit`, see `lower`.
type Entry = unsafe extern "sysv64" fn(*mut Vm, *const u64, *const u64, *mut u64, *const u32) -> u32;

/// The compiled code of an isolate.
struct Jit {
    generator: Generator,
    units: HashMap<(u32, Pc), State>,
    code_bytes: usize,
    threshold: u32,
}

impl Extension for Jit {
    fn trace(&self, _: &mut tauraro_core::heap::Tracer) {}
}

/// What is known of a loop.
struct State {
    tries: u32,
    ready: Option<Ready>,
}

struct Ready {
    code: Code,
    exits: Vec<Leave>,
    inputs: Vec<Pc>,
    failures: u32,
}

/// How to go on after an exit.
#[derive(Clone)]
struct Leave {
    pc: Pc,
    registers: Vec<(Reg, Ty)>,
    why: Why,
}

/// How soon a loop is compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Eagerness {
    /// When it has run often enough to pay.
    Usual,
    /// At the first chance, for tests.
    Eager,
}

/// Makes the isolate compile its hot loops.
///
/// # Errors
/// There is no code for this machine; programs are interpreted as ever.
pub fn install(vm: &mut Vm, eagerness: Eagerness) -> Result<(), String> {
    let generator =
        Generator::new(Helpers { box_int: box_int as *const () as usize, box_nan: box_nan as *const () as usize })?;
    let threshold = if eagerness == Eagerness::Eager { 2 } else { 1000 };
    vm.set_extension(Jit { generator, units: HashMap::new(), code_bytes: 0, threshold });
    tauraro_interp::tier::set(vm, Tier { hot_loop, threshold, hot_function, calls: CALLS });
    Ok(())
}

/// Called by machine code.
extern "sysv64" fn box_int(vm: *mut Vm, i: i64) -> u64 {
    // SAFETY: machine code passes what it was entered with, and its caller has lent the `Vm`.
    unsafe { (*vm).new_int(i).bits() }
}

/// Called by machine code.
extern "sysv64" fn box_nan(_: *mut Vm, bits: u64) -> u64 {
    Value::float(f64::from_bits(bits)).bits()
}

/// A loop has gone back to its header often.
fn hot_loop(vm: &mut Vm, site: Site<'_>) -> Next {
    let key = (site.code_id(), site.header());
    let range = vm.types.range.value().bits();
    let jit = vm.extension_mut::<Jit>();
    let state = jit.units.entry(key).or_insert(State { tries: 0, ready: None });
    if state.ready.is_none() && state.tries < TRIES_MAX {
        state.tries += 1;
        let snapshot = snapshot(&site, range, state.tries == 1);
        let ready = compile(&jit.generator, &snapshot);
        let bytes = ready.as_ref().map_or(0, |ready| ready.code.bytes());
        if jit.code_bytes + bytes <= CODE_BYTES_MAX {
            jit.code_bytes += bytes;
            state.ready = ready;
        }
    }
    let threshold = jit.threshold;
    if state.ready.is_none() {
        return Next { go: Go::Stay, back_edges: u32::MAX };
    }
    let leave = enter(vm, &site, key);
    let failed = Leave { pc: site.header(), registers: Vec::new(), why: Why::Type };
    let leave = leave.unwrap_or(failed);
    let jit = vm.extension_mut::<Jit>();
    let mut wait = 0;
    match leave.why {
        Why::Poll => {}
        Why::Done | Why::Zero | Why::Shift => wait = threshold.min(16),
        Why::Unsupported => wait = threshold,
        Why::Type | Why::Overflow => {
            wait = threshold;
            if let Some(state) = jit.units.get_mut(&key)
                && let Some(ready) = &mut state.ready
            {
                ready.failures += 1;
                if ready.failures >= FAILURES_MAX {
                    jit.code_bytes -= ready.code.bytes();
                    state.ready = None;
                }
            }
        }
    }
    Next { go: Go::GoOnAt(leave.pc), back_edges: wait }
}

/// A function has been called often.
fn hot_function(_: &mut Vm, _: Site<'_>) -> Entered {
    Entered::Interpret
}

/// Runs a unit and puts the registers right. `None`: a global that it reads is not there.
fn enter(vm: &mut Vm, site: &Site<'_>, key: (u32, Pc)) -> Option<Leave> {
    let poll = std::sync::Arc::as_ptr(&vm.poll).cast::<u32>();
    let mut out = [const { MaybeUninit::<u64>::uninit() }; OUT_MAX];
    let ready = vm.extension::<Jit>().units.get(&key).and_then(|state| state.ready.as_ref());
    let ready = ready.expect("only a compiled unit is entered");
    let start = ready.code.start();
    // On the native stack, where the collector finds them.
    let mut inputs = [0_u64; INPUTS_MAX];
    for (input, at) in inputs.iter_mut().zip(&ready.inputs) {
        *input = site.global(*at)?.bits();
    }
    // SAFETY: the code was made with this signature for code of that number; the registers are those
    // of a frame of it, `out` has room for every exit's values, and the code stays as long as nobody
    // else is entered from inside.
    let left = unsafe {
        let entry = std::mem::transmute::<*const u8, Entry>(start);
        entry(vm, site.registers().as_ptr().cast(), inputs.as_ptr(), out.as_mut_ptr().cast(), poll)
    };
    let ready = vm.extension::<Jit>().units.get(&key).and_then(|state| state.ready.as_ref());
    let leave = ready.map(|ready| ready.exits[left as usize].clone()).expect("units are dropped between entries only");
    for (i, (register, ty)) in leave.registers.iter().enumerate() {
        // SAFETY: the exit has written a value for each of its registers, at its type.
        let v = unsafe {
            let bits = out[i].assume_init();
            match ty {
                Ty::Int => vm.new_int(bits as i64),
                Ty::Float => Value::float(f64::from_bits(bits)),
                Ty::Bool => Value::bool(bits & 1 != 0),
                Ty::Any | Ty::None => Value::from_bits(bits),
            }
        };
        site.set_register(*register, v);
    }
    Some(leave)
}

fn snapshot(site: &Site<'_>, range: u64, guesses: bool) -> Snapshot {
    let seen = site.registers().iter().map(|v| Seen::of(*v)).collect();
    let int = |v: &Value| v.is_small_int().then(|| v.small_unchecked());
    let ints = if guesses { site.registers().iter().map(int).collect() } else { Vec::new() };
    let constants = site.constants().map(|v| match v {
        v if v.is_small_int() => Constant::Int(v.small_unchecked()),
        v if v.is_float() => Constant::Float(v.float_unchecked()),
        v if v.is_bool() => Constant::Bool(v == Value::TRUE),
        v => Constant::Value(v.bits()),
    });
    let constants = constants.collect();
    let globals = site.globals().map(|(at, v)| (at, Global { seen: Seen::of(v), bits: v.bits() }));
    let globals = globals.collect();
    Snapshot { code: site.code(), header: site.header(), seen, ints, constants, globals, range }
}

fn compile(generator: &Generator, snapshot: &Snapshot) -> Option<Ready> {
    let mut unit = build(snapshot).ok().filter(|unit| unit.inputs.len() <= INPUTS_MAX)?;
    passes::run(&mut unit);
    let compiled = match generator.compile(&unit) {
        Ok(compiled) => compiled,
        Err(_) if !cfg!(debug_assertions) => return None,
        Err(error) => unreachable!("{error}\n{unit}"),
    };
    if std::env::var_os("TAURARO_JIT_SHOW").is_some() {
        eprintln!("{unit}");
    }
    Some(Ready { code: Code::place(&compiled)?, exits: leaves(&unit), inputs: unit.inputs, failures: 0 })
}

fn leaves(unit: &Unit) -> Vec<Leave> {
    let leave = |exit: &crate::ir::Exit| Leave {
        pc: exit.pc,
        registers: exit.registers.iter().map(|(register, v)| (*register, unit.ty(*v))).collect(),
        why: exit.why,
    };
    unit.exits.iter().map(leave).collect()
}
