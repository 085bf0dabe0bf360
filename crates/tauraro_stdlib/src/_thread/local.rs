//! `_local`: an object whose attributes each thread has for itself.
//!
//! The attribute machinery knows one dict for an instance. So the object holds a dict for each
//! thread, and whenever another thread than before comes to it, that thread's becomes the
//! instance's.

use super::state;
use crate::kinds;
use std::cell::Cell;
use tauraro_core::attr::{generic_getattr, generic_setattr};
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::weak::WeakRef;
use tauraro_core::{Dict, PyResult, Str, Tuple, Type, Value, Vm, payload};

/// `_thread._local`
pub(super) struct Local {
    /// What `__init__` is called with in each new thread.
    args: Slot,
    kwargs: Slot,
    /// Dict by the number of the thread.
    dicts: Gc<Dict>,
    /// Number of the thread whose dict the instance has now.
    present: Cell<u64>,
}

payload!(Local, kinds::THREAD_LOCAL, "_local", [args, kwargs, dicts]);

fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let plain_init = match (cls.slots.init.get(), vm.types.object.slots.init.get()) {
        (Some(a), Some(b)) => std::ptr::fn_addr_eq(a, b),
        _ => true,
    };
    if plain_init && (args.positional_count() > 0 || args.has_keywords()) {
        return Err(vm.type_error("Initialization arguments are not supported"));
    }
    let positional = vm.new_tuple(args.plain())?;
    let kwargs = vm.new_dict();
    for (name, v) in args.keywords() {
        kwargs.set_name(vm, name, v)?;
    }
    let dicts = vm.new_dict();
    let first = vm.new_dict();
    let serial = vm.thread.serial;
    let key = vm.new_uint(serial);
    dicts.set_item(vm, key, first.value())?;
    let payload = Local {
        args: Slot::new(positional.value()),
        kwargs: Slot::new(kwargs.value()),
        dicts,
        present: Cell::new(serial),
    };
    let made = vm.alloc_with_slots(cls.root_shape.get(), payload, usize::from(cls.inline_slots.get()));
    vm.set_instance_dict(made.value(), first);
    let reference = vm.new_weakref(vm.types.weakref, made.value(), None)?;
    let locals = state(vm).locals;
    locals.push(vm, reference.value())?;
    Ok(made.value())
}

/// Gives the object the running thread's dict.
fn come_to(vm: &mut Vm, v: Value) -> PyResult<()> {
    let Some(this) = v.cast::<Local>() else { unreachable!("the slots are those of locals") };
    let serial = vm.thread.serial;
    if this.present.get() == serial {
        return Ok(());
    }
    let key = vm.new_uint(serial);
    let known = this.dicts.get(vm, key)?.and_then(Value::cast::<Dict>);
    let dict = match known {
        Some(dict) => dict,
        None => {
            let dict = vm.new_dict();
            this.dicts.set_item(vm, key, dict.value())?;
            dict
        }
    };
    this.present.set(serial);
    vm.set_instance_dict(v, dict);
    if known.is_none()
        && let Err(raised) = initialise(vm, v, this)
    {
        this.dicts.remove(vm, key)?;
        this.present.set(u64::MAX);
        return Err(raised);
    }
    Ok(())
}

fn initialise(vm: &mut Vm, v: Value, this: Gc<Local>) -> PyResult<()> {
    let Some(init) = vm.type_of(v).slots.init.get() else { return Ok(()) };
    let args = this.args.get().cast::<Tuple>();
    let Some(kwargs) = this.kwargs.get().cast::<Dict>().filter(|k| !k.is_empty()) else {
        return init(vm, v, Args::positional(args.as_ref().map_or(&[], |t| t.items())));
    };
    let all = vm.new_list(args.as_ref().map_or(&[], |t| t.items()))?;
    let names = vm.new_list(&[])?;
    for (name, value) in kwargs.iter() {
        names.push(vm, name)?;
        all.push(vm, value)?;
    }
    let (all, names) = (vm.list_to_tuple(all)?, vm.list_to_tuple(names)?);
    init(vm, v, Args { receiver: None, values: all.items(), names: Some(names) })
}

fn getattr(vm: &mut Vm, v: Value, name: Gc<Str>) -> PyResult<Option<Value>> {
    come_to(vm, v)?;
    generic_getattr(vm, v, name)
}

fn setattr(vm: &mut Vm, v: Value, name: Gc<Str>, value: Option<Value>) -> PyResult<()> {
    come_to(vm, v)?;
    if name == vm.names.dict {
        let text = format!("'{}' object attribute '__dict__' is read-only", vm.type_name(v));
        return Err(vm.attribute_error(&text, v, name));
    }
    generic_setattr(vm, v, name, value)
}

pub(super) static LOCAL: TypeSpec = TypeSpec {
    name: "_local",
    module: "_thread",
    doc: Some("Attributes that each thread has for itself."),
    kind: Some(Local::INFO),
    flags: TypeFlags::BASE,
    has_dict: true,
    weakrefs: true,
    new: Some(new),
    slots: |s| {
        s.getattr.set(Some(getattr));
        s.setattr.set(Some(setattr));
    },
    ..TypeSpec::EMPTY
};

/// Drops what the running thread, which ends, has in locals.
pub(super) fn forget_thread(vm: &mut Vm) {
    let serial = vm.thread.serial;
    let key = vm.new_uint(serial);
    let locals = state(vm).locals;
    let mut at = 0;
    while let Some(reference) = locals.items.get(at) {
        let local = reference.cast::<WeakRef>().and_then(|r| r.get()).and_then(Value::cast::<Local>);
        let Some(local) = local else {
            locals.items.remove(at);
            continue;
        };
        if local.dicts.remove(vm, key).is_err() {
            vm.take_exception();
        }
        if local.present.get() == serial {
            let fresh = vm.new_dict();
            vm.set_instance_dict(local.value(), fresh);
            local.present.set(u64::MAX);
        }
        at += 1;
    }
}
