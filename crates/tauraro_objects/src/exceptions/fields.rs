//! Fields that exception types add, and the types that add only a field or two.

use super::base::{args_of, exc, keep_args, no_keywords};
use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Exception;
use tauraro_core::{Gc, PyResult, Value, Vm};

/// A getter and setter of a field: None while unset.
macro_rules! field {
    ($name:literal $at:expr, $doc:literal) => {
        tauraro_core::object::GetSetDef {
            name: $name,
            doc: $doc,
            get: |_, v| Ok($crate::exceptions::base::exc(v).field($at)),
            set: Some(|vm, v, x| {
                let e = $crate::exceptions::base::exc(v);
                $crate::exceptions::fields::set(vm, e, $at, x.unwrap_or(tauraro_core::Value::NONE))
            }),
        }
    };
}
pub(super) use field;

/// Sets a field; those before it that were never set become None.
pub(super) fn set(vm: &mut Vm, e: Gc<Exception>, at: usize, v: Value) -> PyResult<()> {
    while e.fields.len() <= at {
        e.fields.push(vm, e.header(), Value::NONE)?;
    }
    e.fields.set(at, v);
    Ok(())
}

pub(super) static STOP_ITERATION: TypeSpec = TypeSpec {
    getset: &[field!("value" 0, "What a generator returned.")],
    slots: |s| s.init.set(Some(init_stop_iteration)),
    ..TypeSpec::EMPTY
};

fn init_stop_iteration(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult<()> {
    no_keywords(vm, this, args)?;
    keep_args(vm, exc(this), args)?;
    set(vm, exc(this), 0, args.plain().first().copied().unwrap_or(Value::NONE))
}

pub(super) static SYSTEM_EXIT: TypeSpec = TypeSpec {
    getset: &[field!("code" 0, "The exit status.")],
    slots: |s| s.init.set(Some(init_system_exit)),
    ..TypeSpec::EMPTY
};

fn init_system_exit(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult<()> {
    no_keywords(vm, this, args)?;
    let e = exc(this);
    keep_args(vm, e, args)?;
    let code = match *args.plain() {
        [] => Value::NONE,
        [code] => code,
        _ => args_of(e).value(),
    };
    set(vm, e, 0, code)
}

pub(super) static KEY_ERROR: TypeSpec = TypeSpec {
    // A key is shown as it is written, so that '' and 'a b' are seen.
    slots: |s| {
        s.str.set(Some(|vm, v| match *args_of(exc(v)).items() {
            [key] => Ok(vm.repr(key)?.value()),
            _ => super::base::str(vm, v),
        }));
    },
    ..TypeSpec::EMPTY
};
