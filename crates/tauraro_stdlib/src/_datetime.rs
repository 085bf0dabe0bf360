//! `_datetime`: the types of the module `datetime`, which are those of the library's
//! `_pydatetime`, and the capsule that stands for their C API.

use crate::_types::capsule;
use crate::importing::import_module;
use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Vm};

/// What `_pydatetime` gives.
const NAMES: [&str; 9] = ["MAXYEAR", "MINYEAR", "UTC", "date", "datetime", "time", "timedelta", "timezone", "tzinfo"];

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module("_datetime", Some("The types of the module datetime."), &[])?;
    let source = import_module(vm, "_pydatetime")?;
    for name in NAMES {
        let value = vm.getattr_str(source, name)?;
        module.add(vm, name, value)?;
    }
    let api = capsule(vm, "datetime.datetime_CAPI")?;
    module.add(vm, "datetime_CAPI", api)?;
    Ok(module)
}
