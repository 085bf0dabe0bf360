//! Variables that are not registers: globals, names of module and class bodies, cells.

use crate::code::CodeObject;
use crate::frame::Frame;
use crate::operands::bc;
use tauraro_bytecode::{CodeFlags, LocalKind, Op};
use tauraro_core::heap::Gc;
use tauraro_core::object::{CellVar, Dict, Str};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Raised, Value, Vm};

impl CodeObject {
    #[inline(always)]
    pub(crate) fn name_at(&self, at: usize) -> Gc<Str> {
        let name = self.names().get(at).and_then(Value::cast::<Str>);
        name.expect("the verifier checks name operands")
    }
}

/// The cell in a register that the compiler made hold one.
#[inline(always)]
pub(crate) fn cell(v: Value) -> Gc<CellVar> {
    v.cast::<CellVar>().expect("the compiler puts a cell into this register")
}

pub(crate) fn copy_free_vars(frame: &Frame, base: usize, count: usize) {
    let closure = frame.function.and_then(|f| f.closure.get());
    for i in 0..count {
        let cell = closure.and_then(|c| c.get(i)).unwrap_or(Value::UNBOUND);
        // SAFETY: the verifier checked the run of registers.
        unsafe { *frame.regs.add(base + i) = cell };
    }
}

#[cold]
pub(crate) fn unbound_local(vm: &mut Vm, code: Gc<CodeObject>, register: usize) -> PyResult<()> {
    let name = code.local_name(register);
    let text =
        format!("cannot access local variable '{}' where it is not associated with a value", name.to_string_lossy());
    // Unlike that of a NameError, its `name` stays None.
    Err(vm.raise_text(vm.exc.unbound_local_error, &text))
}

#[cold]
pub(crate) fn unbound_cell(vm: &mut Vm, code: Gc<CodeObject>, register: usize) -> PyResult<()> {
    // A class body makes the cell of `__class__`, for others: nothing assigns to it there.
    let is_free = code.code.locals[register].kind.has(LocalKind::FREE);
    let of_class = !code.code.flags.has(CodeFlags::OPTIMIZED);
    if !is_free && !of_class {
        return unbound_local(vm, code, register);
    }
    let name = code.local_name(register);
    let text = format!(
        "cannot access free variable '{}' where it is not associated with a value in enclosing scope",
        name.to_string_lossy()
    );
    Err(vm.name_error(vm.exc.name_error, &text, name))
}

#[cold]
fn not_defined(vm: &mut Vm, name: Gc<Str>) -> Raised {
    let text = format!("name '{}' is not defined", name.to_string_lossy());
    vm.name_error(vm.exc.name_error, &text, name)
}

/// Puts the generic op back in place of an adaptive variant that has missed.
#[cold]
pub(crate) fn forget(pc: *mut u64) {
    // SAFETY: `pc` is the instruction being executed.
    unsafe {
        let word = *pc;
        if let Some(op) = Op::of_word(word) {
            *pc = (word & !0xFFFF) | op.generic() as u64;
        }
    }
}

/// Rewrites the op at `pc`, unless the mode forbids it.
pub(crate) fn become_op(vm: &Vm, pc: *mut u64, op: Op) {
    if !vm.thread.no_specialisation {
        // SAFETY: `pc` is the instruction being executed, and variants have its operands.
        unsafe { *pc = (*pc & !0xFFFF) | op as u64 };
    }
}

/// `dict[key]` by the mapping protocol for subclasses, with `None` for a missing key.
pub(crate) fn mapping_get(vm: &mut Vm, mapping: Value, key: Value) -> PyResult<Option<Value>> {
    if let Some(dict) = mapping.cast::<Dict>()
        && dict.shape() == ShapeId::DICT
    {
        return dict.get(vm, key);
    }
    let result = vm.getitem(mapping, key);
    vm.catching(result, vm.exc.key_error)
}

/// A global or builtin, without caching.
pub(crate) fn find_global(vm: &mut Vm, frame: &Frame, name: Gc<Str>) -> PyResult {
    for dict in [frame.globals, frame.builtins] {
        let found = if dict.shape() == ShapeId::DICT {
            dict.get_name(vm, name)
        } else {
            mapping_get(vm, dict.value(), name.value())?
        };
        if let Some(v) = found {
            return Ok(v);
        }
    }
    Err(not_defined(vm, name))
}

/// What the cache of a `LoadGlobal` knows.
///
/// # Safety
/// `pc` is one of the running code.
#[inline(always)]
pub(crate) unsafe fn cached_global(frame: &Frame, pc: *mut u64) -> Option<Value> {
    // SAFETY: by the contract; the op has two cache words.
    let (op, first, second) = unsafe { (Op::of_word(*pc)?, *pc.add(1), *pc.add(2)) };
    let own = frame.globals.table.known_keys_version() == first as u32;
    match op {
        Op::LoadGlobalModule if own => Some(frame.globals.table.value_at((first >> 32) as usize)),
        Op::LoadGlobalBuiltin if own && frame.builtins.table.known_keys_version() == second as u32 => {
            Some(frame.builtins.table.value_at((second >> 32) as usize))
        }
        _ => None,
    }
}

pub(crate) fn load_global(vm: &mut Vm, frame: &Frame, pc: *mut u64) -> PyResult {
    // SAFETY: `pc` is the instruction being executed, a LoadGlobal or LoadName with two words.
    let word = unsafe { *pc };
    let name = frame.code.name_at(bc(word));
    let global_op = word as u16 == Op::LoadGlobal as u16;
    if frame.globals.shape() == ShapeId::DICT && frame.builtins.shape() == ShapeId::DICT {
        if let Some(i) = frame.globals.table.find_name(vm, name) {
            let version = frame.globals.table.keys_version(vm);
            if version != 0 {
                // SAFETY: as above.
                unsafe { *pc.add(1) = u64::from(version) | (i as u64) << 32 };
                become_op(vm, pc, if global_op { Op::LoadGlobalModule } else { Op::LoadNameModule });
            }
            return Ok(frame.globals.table.value_at(i));
        }
        if let Some(i) = frame.builtins.table.find_name(vm, name) {
            let (own, other) = (frame.globals.table.keys_version(vm), frame.builtins.table.keys_version(vm));
            if own != 0 && other != 0 {
                // SAFETY: as above.
                unsafe {
                    *pc.add(1) = u64::from(own);
                    *pc.add(2) = u64::from(other) | (i as u64) << 32;
                }
                become_op(vm, pc, if global_op { Op::LoadGlobalBuiltin } else { Op::LoadNameBuiltin });
            }
            return Ok(frame.builtins.table.value_at(i));
        }
    }
    find_global(vm, frame, name)
}

pub(crate) fn store_global(vm: &mut Vm, frame: &Frame, pc: *mut u64, v: Value) -> PyResult<()> {
    // SAFETY: `pc` is the instruction being executed, a StoreGlobal or StoreName.
    let word = unsafe { *pc };
    let name = frame.code.name_at(bc(word));
    let globals = frame.globals;
    if globals.shape() != ShapeId::DICT {
        return globals.set_item(vm, name.value(), v);
    }
    globals.set_name(vm, name, v)?;
    if let Some(i) = globals.table.find_name(vm, name) {
        let version = globals.table.keys_version(vm);
        if version != 0 {
            // SAFETY: as above; the op has one cache word.
            unsafe { *pc.add(1) = u64::from(version) | (i as u64) << 32 };
            let global_op = word as u16 == Op::StoreGlobal as u16;
            become_op(vm, pc, if global_op { Op::StoreGlobalModule } else { Op::StoreNameModule });
        }
    }
    Ok(())
}

pub(crate) fn delete_global(vm: &mut Vm, frame: &Frame, name: usize) -> PyResult<()> {
    let name = frame.code.name_at(name);
    match frame.globals.remove(vm, name.value())? {
        Some(_) => Ok(()),
        None => Err(not_defined(vm, name)),
    }
}

/// Whether names of this frame are its globals.
fn at_module_level(frame: &Frame) -> bool {
    frame.namespace == frame.globals.value()
}

pub(crate) fn load_name(vm: &mut Vm, frame: &Frame, pc: *mut u64) -> PyResult {
    if at_module_level(frame) {
        return load_global(vm, frame, pc);
    }
    // SAFETY: `pc` is the instruction being executed.
    let name = frame.code.name_at(bc(unsafe { *pc }));
    load_from_mapping_or_globals(vm, frame, frame.namespace, name)
}

fn load_from_mapping_or_globals(vm: &mut Vm, frame: &Frame, mapping: Value, name: Gc<Str>) -> PyResult {
    if !mapping.is_unbound()
        && let Some(v) = mapping_get(vm, mapping, name.value())?
    {
        return Ok(v);
    }
    find_global(vm, frame, name)
}

pub(crate) fn store_name(vm: &mut Vm, frame: &Frame, pc: *mut u64, v: Value) -> PyResult<()> {
    if at_module_level(frame) {
        return store_global(vm, frame, pc, v);
    }
    // SAFETY: `pc` is the instruction being executed.
    let name = frame.code.name_at(bc(unsafe { *pc }));
    match frame.namespace.cast::<Dict>() {
        Some(dict) if dict.shape() == ShapeId::DICT => dict.set_name(vm, name, v),
        // A module's code as a function's: its names are globals.
        _ if frame.namespace.is_unbound() => store_global(vm, frame, pc, v),
        _ => vm.setitem(frame.namespace, name.value(), Some(v)),
    }
}

pub(crate) fn delete_name(vm: &mut Vm, frame: &Frame, name: usize) -> PyResult<()> {
    if frame.namespace.is_unbound() {
        return delete_global(vm, frame, name);
    }
    let name = frame.code.name_at(name);
    let result = vm.setitem(frame.namespace, name.value(), None);
    match vm.catching(result, vm.exc.key_error)? {
        Some(()) => Ok(()),
        None => Err(not_defined(vm, name)),
    }
}

/// The namespace of a class or module body; a module's code that runs as a function has its
/// globals.
pub(crate) fn load_locals(frame: &Frame) -> Value {
    frame.namespace.bound().unwrap_or(frame.globals.value())
}

pub(crate) fn load_from_dict_or_globals(vm: &mut Vm, frame: &Frame, mapping: Value, name: usize) -> PyResult {
    let name = frame.code.name_at(name);
    load_from_mapping_or_globals(vm, frame, mapping, name)
}

pub(crate) fn load_from_dict_or_deref(vm: &mut Vm, frame: &Frame, mapping: Value, register: usize) -> PyResult {
    let name = frame.code.local_name(register);
    if let Some(v) = mapping_get(vm, mapping, name.value())? {
        return Ok(v);
    }
    // SAFETY: the verifier checked the register.
    let content = cell(unsafe { *frame.regs.add(register) }).content.get();
    if content.is_unbound() {
        unbound_cell(vm, frame.code, register)?;
    }
    Ok(content)
}

pub(crate) fn setup_annotations(vm: &mut Vm, frame: &Frame) -> PyResult<()> {
    let name = vm.names.annotations;
    if mapping_get(vm, frame.namespace, name.value())?.is_none() {
        let dict = vm.new_dict();
        vm.setitem(frame.namespace, name.value(), Some(dict.value()))?;
    }
    Ok(())
}
