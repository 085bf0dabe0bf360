//! The embedding facade: joins the compiler to the runtime.

mod compile;
mod keyword;
mod source_tools;
mod tree;

use tauraro_core::hash::HashKey;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Dict, Module};
use tauraro_core::vm::{CompileRequest, CompileSource};
use tauraro_core::{PyResult, Value, Vm};
use tauraro_interp::CodeObject;
pub use tauraro_stdlib::sys::SysConfig;

/// Native stack that a runtime's thread should have, in bytes. Only what is used takes memory.
pub const STACK_BYTES: usize = 256 << 20;

/// Key of the text hash for a PYTHONHASHSEED.
fn hash_key(seed: u32) -> HashKey {
    let (k0, k1) = tauraro_objects::hash::key_from_seed(seed);
    HashKey::new(k0, k1)
}

/// How code is run. All modes give the same results; most exist for tests.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// The specialising interpreter.
    #[default]
    Interp,
    /// The interpreter without specialisation: instructions are never rewritten.
    InterpNospec,
    /// A collection at every few allocations.
    GcZeal,
}

impl Mode {
    /// The mode that a value of TAURARO_JIT names.
    pub fn from_name(name: &str) -> Option<Mode> {
        match name {
            "" | "interp" | "off" => Some(Mode::Interp),
            "interp-nospec" => Some(Mode::InterpNospec),
            "gc-zeal" => Some(Mode::GcZeal),
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
            stack_bytes: STACK_BYTES - (1 << 20),
            optimize: 0,
            mode: Mode::Interp,
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
        let main = main_module(vm)?;
        let request = CompileRequest {
            source: CompileSource::Bytes(source),
            filename,
            mode: "exec",
            flags: 0,
            optimize: vm.optimize,
        };
        let code = (vm.hooks.compile)(vm, &request)?;
        let Some(code) = code.cast::<CodeObject>() else { return Err(vm.runtime_error("no code")) };
        let globals = main.namespace();
        tauraro_interp::run_code(vm, code, globals, globals.value(), None)
    }
}

impl Runtime {
    /// Ends the program: shows the exception that nothing caught and writes out the streams.
    /// Gives the process's exit status.
    pub fn finish(&mut self, ended: PyResult) -> u8 {
        let vm = &mut *self.vm;
        let status = match ended {
            Ok(_) => 0,
            Err(_) => {
                let exc = vm.take_exception();
                if vm.is_instance(exc, vm.exc.system_exit) {
                    exit_status(vm, exc)
                } else {
                    tauraro_stdlib::flush_standard_streams(vm);
                    let text = tauraro_interp::display::exception(vm, exc);
                    eprint!("{text}");
                    1
                }
            }
        };
        tauraro_stdlib::shutdown(vm);
        tauraro_stdlib::flush_standard_streams(vm);
        status
    }
}

/// What SystemExit's code means for the process; a text is shown.
fn exit_status(vm: &mut Vm, exc: Value) -> u8 {
    let code = exc.cast::<tauraro_core::object::Exception>().map_or(Value::NONE, |e| e.field(0));
    if code.is_none() {
        return 0;
    }
    if let Some(i) = code.as_i64() {
        return i as u8;
    }
    tauraro_stdlib::flush_standard_streams(vm);
    match vm.str(code) {
        Ok(text) => eprintln!("{}", text.to_string_lossy()),
        Err(_) => {
            vm.take_exception();
        }
    }
    1
}

fn start(vm: &mut Vm, config: &Config) -> PyResult<()> {
    tauraro_objects::init(vm)?;
    tauraro_interp::init(vm)?;
    tauraro_stdlib::init(vm, &config.sys)
}

/// `sys.modules['__main__']`, made if it is missing.
fn main_module(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let name = vm.names.main;
    if let Some(module) = vm.modules.get_name(vm, name).and_then(Value::cast::<Module>) {
        return Ok(module);
    }
    let module = vm.new_module("__main__", None, &[])?;
    vm.modules.set_name(vm, name, module.value())?;
    let builtins = vm.intern("builtins");
    let builtins: Value = vm.modules.get_name(vm, builtins).unwrap_or(vm.builtins.value());
    let dict: Gc<Dict> = module.namespace();
    dict.set_name(vm, vm.names.builtins, builtins)?;
    Ok(module)
}

fn random_key() -> HashKey {
    use std::hash::{BuildHasher, RandomState};
    // The standard library seeds these from the system's entropy.
    HashKey::new(RandomState::new().hash_one(0_u8), RandomState::new().hash_one(1_u8))
}
