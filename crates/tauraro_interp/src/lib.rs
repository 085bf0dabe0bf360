//! The interpreter: frames and windows, the loop that runs bytecode, calls, unwinding,
//! generators, and the types of what runs (`function`, `code`, `frame`, `traceback`,
//! `generator` and its relatives).

mod arith;
mod async_generators;
mod attrs;
mod bridge;
mod builtins;
pub mod calls;
pub mod code;
mod code_new;
mod code_type;
pub mod direct;
pub mod display;
mod enter;
mod exceptions;
pub mod frame;
mod frame_locals;
mod frame_type;
pub mod function;
mod function_type;
pub mod generator;
mod generator_types;
mod import;
pub mod introspect;
mod iterate;
mod jump;
pub mod machine;
pub mod monitoring;
mod names;
mod operands;
pub mod operators;
mod rare;
pub mod record;
mod run;
mod slow;
mod step;
pub mod tier;
pub mod trace;
mod traceback_type;
pub mod warn;

use tauraro_core::{PyResult, Vm};

pub use calls::run_code;
pub use code::{CodeObject, new_code};
pub use function::{Function, new_function};

/// Gives a `Vm` its interpreter: the stacks, the hooks and the types. Raises MemoryError.
pub fn init(vm: &mut Vm) -> PyResult<()> {
    let Some(stacks) = frame::Stacks::reserve_main() else { return Err(vm.memory_error()) };
    frame::InterpState::install(vm, stacks);
    vm.hooks.trace_roots = frame::trace_frames;
    vm.hooks.globals = bridge::running_globals;
    vm.hooks.super_arguments = bridge::super_arguments;
    vm.register::<CodeObject>();
    vm.register::<introspect::FrameObject>();
    vm.register::<introspect::Traceback>();
    trace::init(vm);
    monitoring::init(vm);
    record::init(vm);
    function_type::init(vm)?;
    async_generators::init(vm)?;
    builtins::init(vm)?;
    traceback_type::init(vm)?;
    code_type::init(vm)?;
    frame_type::init(vm)?;
    frame_locals::init(vm)?;
    generator_types::init(vm)
}
