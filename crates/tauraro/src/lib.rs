//! The embedding facade: joins the compiler to the runtime.

mod compile;
mod dis;
mod func_type;
mod jit_module;
mod keyword;
mod program;
mod prompt;
mod source_tools;
mod tree;

use tauraro_core::hash::HashKey;
use tauraro_core::vm::CompileSource;
use tauraro_core::{PyResult, Vm};

pub use dis::disassemble;
pub use program::{Program, RunOptions, has_main_module};
pub use tauraro_core::value;
#[cfg(feature = "jit")]
pub use tauraro_jit::report;
pub use tauraro_stdlib::HeldSignals;
pub use tauraro_stdlib::die_of_interrupt;
pub use tauraro_stdlib::sys::uncaught::End;
pub use tauraro_stdlib::sys::{Flags, SysConfig};

use program::Outcome;
use tauraro_stdlib::sys::uncaught;

/// Native stack that a runtime's thread should have, in bytes. Only what is used takes memory.
pub const STACK_BYTES: usize = 256 << 20;

/// How much of it native code that calls itself through Python objects (the repr of nested lists,
/// `__getattr__` ...) may use before it raises RecursionError. Programs count on that error, so it
/// must come before such recursion takes noticeable time; builds without optimisation have much
/// larger frames.
const RECURSION_BYTES: usize = if cfg!(debug_assertions) { STACK_BYTES - (1 << 20) } else { 24 << 20 };

/// Key of the text hash for a PYTHONHASHSEED.
fn hash_key(seed: u32) -> HashKey {
    let (k0, k1) = tauraro_objects::hash::key_from_seed(seed);
    HashKey::new(k0, k1)
}

/// How code is run. All modes give the same results; most exist for tests.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// The specialising interpreter.
    #[cfg_attr(not(feature = "jit"), default)]
    Interp,
    /// The interpreter without specialisation: instructions are never rewritten.
    InterpNospec,
    /// A collection at every few allocations.
    GcZeal,
    /// Hot loops and functions become machine code.
    #[cfg(feature = "jit")]
    #[default]
    Jit,
    /// The same at the first chance.
    #[cfg(feature = "jit")]
    JitEager,
    /// The same, and each guard of machine code fails at that run of it, whatever it finds.
    #[cfg(feature = "jit")]
    JitFailing(u32),
}

impl Mode {
    /// The mode that a value of TAURARO_JIT or of `-X jit` names; an empty one names the usual mode.
    pub fn from_name(name: &str) -> Option<Mode> {
        match name {
            "" => Some(Mode::default()),
            "interp" | "off" => Some(Mode::Interp),
            "interp-nospec" => Some(Mode::InterpNospec),
            "gc-zeal" => Some(Mode::GcZeal),
            #[cfg(feature = "jit")]
            "on" | "jit" => Some(Mode::Jit),
            #[cfg(feature = "jit")]
            "jit-eager" | "eager" => Some(Mode::JitEager),
            #[cfg(feature = "jit")]
            _ => name.strip_prefix("deopt-")?.parse().ok().map(Mode::JitFailing),
            #[cfg(not(feature = "jit"))]
            _ => None,
        }
    }
}

/// Allocations between two collections in the mode `gc-zeal`. A prime, so that loops are met at
/// different places.
const ZEAL_EVERY: u32 = 61;

/// How a runtime is set up.
pub struct Config {
    /// PYTHONHASHSEED: `None` takes a random key.
    pub hash_seed: Option<u32>,
    /// Native stack left for the runtime on its thread, in bytes.
    pub stack_bytes: usize,
    /// `-O` level.
    pub optimize: u8,
    /// How code is run.
    pub mode: Mode,
    /// What `sys` shows of the process.
    pub sys: SysConfig,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            hash_seed: None,
            stack_bytes: RECURSION_BYTES,
            optimize: 0,
            mode: Mode::default(),
            sys: SysConfig::default(),
        }
    }
}

/// One Python runtime with its own state.
pub struct Runtime {
    vm: Box<Vm>,
}

impl Runtime {
    /// A runtime with the built-in types and functions.
    ///
    /// # Panics
    /// If the machine has no memory for the smallest runtime.
    pub fn new(config: &Config) -> Runtime {
        let key = match config.hash_seed {
            Some(seed) => hash_key(seed),
            None => random_key(),
        };
        let mut vm = Vm::new(key, config.stack_bytes);
        vm.optimize = config.optimize;
        vm.hooks.compile = compile::compile;
        vm.hooks.symtable = compile::symtable;
        tauraro_interp::display::set_tools(&mut vm, source_tools::TOOLS);
        if start(&mut vm, config).is_err() {
            let exc = vm.take_exception();
            let text = tauraro_interp::display::exception(&mut vm, exc);
            panic!("the runtime cannot start: {text}");
        }
        match config.mode {
            Mode::Interp => {}
            Mode::InterpNospec => vm.thread.no_specialisation = true,
            Mode::GcZeal => vm.set_gc_zeal(ZEAL_EVERY),
            #[cfg(feature = "jit")]
            Mode::Jit => tauraro_jit::install(&mut vm, tauraro_jit::Eagerness::Usual),
            #[cfg(feature = "jit")]
            Mode::JitEager => tauraro_jit::install(&mut vm, tauraro_jit::Eagerness::Eager),
            #[cfg(feature = "jit")]
            Mode::JitFailing(run) => tauraro_jit::install(&mut vm, tauraro_jit::Eagerness::Failing(run)),
        }
        Runtime { vm }
    }

    /// The runtime's state, for native code.
    pub fn vm(&mut self) -> &mut Vm {
        &mut self.vm
    }

    /// Runs source text as the module `__main__`.
    pub fn run_main(&mut self, source: &[u8], filename: &str) -> PyResult {
        let vm = &mut *self.vm;
        let main = program::main_module(vm)?;
        program::run_source(vm, main, CompileSource::Bytes(source), filename)
    }

    /// Runs a program to its end: shows the exception that nothing caught, gives a prompt behind
    /// it if that is wanted, and writes out the streams.
    pub fn run(&mut self, program: &Program, options: &RunOptions) -> End {
        match program::run(&mut self.vm, program, options) {
            Outcome::Ended(ended) => self.end(ended, program, options),
            Outcome::Refused(status) => self.close(End::Status(status)),
        }
    }

    /// The same, and what became of its hot code.
    #[cfg(feature = "jit")]
    pub fn explain(
        &mut self,
        program: &Program,
        options: &RunOptions,
        stages: tauraro_jit::report::Stages,
    ) -> (End, tauraro_jit::report::Report) {
        let vm = &mut *self.vm;
        tauraro_jit::report::begin(vm, stages);
        let outcome = program::run(vm, program, options);
        let report = tauraro_jit::report::collect(vm);
        let end = match outcome {
            Outcome::Ended(ended) => self.end(ended, program, options),
            Outcome::Refused(status) => self.close(End::Status(status)),
        };
        (end, report)
    }

    fn end(&mut self, ended: PyResult, program: &Program, options: &RunOptions) -> End {
        let vm = &mut *self.vm;
        let has_terminal = program::has_terminal(options);
        let was_prompt = matches!(program, Program::StandardInput) && has_terminal;
        if was_prompt || !has_terminal || !(options.inspect || wants_prompt()) {
            return self.finish(ended);
        }
        if ended.is_err() {
            let exc = vm.take_exception();
            uncaught::report(vm, exc, true);
        }
        let ended = program::main_module(vm).and_then(|main| prompt::run(vm, main));
        self.finish(ended)
    }

    /// Ends the program: shows the exception that nothing caught and writes out the streams.
    pub fn finish(&mut self, ended: PyResult) -> End {
        let vm = &mut *self.vm;
        let end = match ended {
            Ok(_) => End::Status(0),
            Err(_) => {
                let exc = vm.take_exception();
                uncaught::end_by(vm, exc)
            }
        };
        self.close(end)
    }

    fn close(&mut self, end: End) -> End {
        let vm = &mut *self.vm;
        tauraro_stdlib::shutdown(vm);
        if tauraro_stdlib::end_standard_streams(vm) { end } else { End::Status(OUTPUT_LOST_STATUS) }
    }
}

/// Exit status of a program whose standard output could not be written.
const OUTPUT_LOST_STATUS: u8 = 120;

/// Whether the program asked for a prompt behind it while it ran.
fn wants_prompt() -> bool {
    std::env::var_os("PYTHONINSPECT").is_some_and(|v| !v.is_empty())
}

/// Runs `f` on a thread that gets no signals, as the first one of a process whose Python code runs
/// on another; that one gets them by `release` of what `f` is given.
pub fn run_without_signals<T>(f: impl FnOnce(std::sync::Arc<HeldSignals>) -> T) -> T {
    let held = std::sync::Arc::new(HeldSignals::hold());
    let result = f(held.clone());
    held.release();
    result
}

fn start(vm: &mut Vm, config: &Config) -> PyResult<()> {
    vm.set_heap_bytes_max(tauraro_stdlib::heap_bytes_max());
    tauraro_objects::init(vm)?;
    tauraro_interp::init(vm)?;
    tauraro_stdlib::init(vm, &config.sys)?;
    jit_module::add(vm)?;
    if !config.sys.warn_options.is_empty() {
        // It reads the options when it is imported.
        tauraro_stdlib::import_module(vm, "warnings")?;
    }
    Ok(())
}

fn random_key() -> HashKey {
    use std::hash::{BuildHasher, RandomState};
    // The standard library seeds these from the system's entropy.
    HashKey::new(RandomState::new().hash_one(0_u8), RandomState::new().hash_one(1_u8))
}
