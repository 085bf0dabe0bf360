//! `sys._jit`: what a program may ask about its own compilation.

use tauraro_core::object::Module;
use tauraro_core::{Gc, PyResult, Value, Vm, defs, pyfunction};

/// Whether this build can compile hot code.
#[pyfunction("sys._jit.is_available()")]
fn is_available(_: &mut Vm) -> bool {
    cfg!(feature = "jit")
}

/// Whether hot code is compiled in this run.
#[pyfunction("sys._jit.is_enabled()")]
fn is_enabled(vm: &mut Vm) -> bool {
    counters(vm).is_some()
}

/// Whether machine code runs the caller.
#[pyfunction("sys._jit.is_active()")]
fn is_active(vm: &mut Vm) -> bool {
    is_machine(vm)
}

/// The counters of the compiler as a dict; empty where nothing is compiled.
///
/// `units` became machine code and `refused` did not, `discarded` were given up because their guesses
/// failed; `code_bytes` of machine code were made in `compile_seconds`; machine code of loops was entered
/// `loops_entered` times, and left `exits[reason]` times.
#[pyfunction("sys._jit.stats()")]
fn stats(vm: &mut Vm) -> PyResult {
    let dict = vm.new_dict();
    let Some(counters) = counters(vm) else { return Ok(dict.value()) };
    for (name, count) in counters.counts {
        let count = vm.new_int(count);
        let name = vm.intern(name);
        dict.set_name(vm, name, count)?;
    }
    let name = vm.intern("compile_seconds");
    dict.set_name(vm, name, Value::float(counters.seconds))?;
    let exits = vm.new_dict();
    for (reason, count) in counters.exits {
        let count = vm.new_int(count);
        let reason = vm.intern(reason);
        exits.set_name(vm, reason, count)?;
    }
    let name = vm.intern("exits");
    dict.set_name(vm, name, exits.value())?;
    Ok(dict.value())
}

/// Puts it into `sys`.
pub(crate) fn add(vm: &mut Vm) -> PyResult<()> {
    let functions = defs![is_available, is_enabled, is_active, stats];
    let module = vm.new_module("sys._jit", Some("The compiler of hot code."), functions)?;
    let name = vm.intern("sys");
    let Some(sys) = vm.modules.get_name(vm, name).and_then(Value::cast::<Module>) else { return Ok(()) };
    let sys: Gc<Module> = sys;
    sys.add(vm, "_jit", module.value())
}

struct Counters {
    counts: Vec<(&'static str, i64)>,
    seconds: f64,
    exits: Vec<(&'static str, i64)>,
}

#[cfg(feature = "jit")]
fn counters(vm: &Vm) -> Option<Counters> {
    let stats = tauraro_jit::report::stats(vm)?;
    let counts = vec![
        ("units", stats.compiled as i64),
        ("refused", stats.refused as i64),
        ("discarded", stats.discarded as i64),
        ("code_bytes", stats.code_bytes as i64),
        ("loops_entered", stats.loops_entered as i64),
    ];
    let exits = stats.exits.iter().map(|(why, count)| (why.name(), *count as i64)).collect();
    Some(Counters { counts, seconds: stats.compile_time.as_secs_f64(), exits })
}

#[cfg(not(feature = "jit"))]
fn counters(_: &Vm) -> Option<Counters> {
    None
}

#[cfg(feature = "jit")]
fn is_machine(vm: &Vm) -> bool {
    tauraro_jit::report::is_active(vm)
}

#[cfg(not(feature = "jit"))]
fn is_machine(_: &Vm) -> bool {
    false
}
