//! What `sysconfig` tells of how the interpreter was built: the module that CPython's build
//! writes, with the entries that mean something for one static binary.

use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Value, Vm};

/// The module's name, made of `sys.abiflags`, `sys.platform` and the machine, as `sysconfig`
/// composes it.
pub(crate) const NAME: &str = if cfg!(target_arch = "aarch64") {
    "_sysconfigdata__linux_aarch64-linux-gnu"
} else {
    "_sysconfigdata__linux_x86_64-linux-gnu"
};

/// Names of texts.
const TEXTS: [(&str, &str); 20] = [
    ("ABIFLAGS", ""),
    ("AR", "ar"),
    ("ARFLAGS", "rcs"),
    ("BUILDEXE", ""),
    ("CC", "cc"),
    ("CCSHARED", "-fPIC"),
    ("CFLAGS", ""),
    ("CONFIG_ARGS", ""),
    ("CXX", "c++"),
    ("EXE", ""),
    ("LDFLAGS", ""),
    ("LDSHARED", "cc -shared"),
    ("LDVERSION", "3.14"),
    ("MACHDEP", "linux"),
    ("OPT", ""),
    ("PLATLIBDIR", "lib"),
    ("PY_CFLAGS", ""),
    ("SHELL", "/bin/sh -e"),
    ("SHLIB_SUFFIX", ".so"),
    ("VERSION", "3.14"),
];

/// Names of numbers.
const NUMBERS: [(&str, i64); 14] = [
    ("HAVE_FORK", 1),
    ("HAVE_FORKPTY", 0),
    ("HAVE_GETENTROPY", 1),
    ("HAVE_GETRANDOM", 1),
    ("Py_DEBUG", 0),
    ("Py_ENABLE_SHARED", 0),
    ("Py_GIL_DISABLED", 0),
    ("Py_TRACE_REFS", 0),
    ("SIZEOF_LONG", 8),
    ("SIZEOF_SIZE_T", 8),
    ("SIZEOF_VOID_P", 8),
    ("SIZEOF_WCHAR_T", 4),
    ("WITH_DOC_STRINGS", 1),
    ("WITH_PYMALLOC", 0),
];

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module(NAME, Some("What this interpreter was built with."), &[])?;
    let vars = vm.new_dict();
    for (name, text) in TEXTS {
        let (name, text) = (vm.intern(name), vm.new_str(text)?);
        vars.set_name(vm, name, text.value())?;
    }
    for (name, number) in NUMBERS {
        let name = vm.intern(name);
        vars.set_name(vm, name, Value::small(number))?;
    }
    let multiarch = format!("{}-{}-gnu", std::env::consts::ARCH, std::env::consts::OS);
    for (name, text) in [
        ("MULTIARCH", multiarch.clone()),
        ("SOABI", format!("tauraro-314-{multiarch}")),
        ("EXT_SUFFIX", format!(".tauraro-314-{multiarch}.so")),
    ] {
        let (name, text) = (vm.intern(name), vm.new_str(&text)?);
        vars.set_name(vm, name, text.value())?;
    }
    let name = vm.intern("build_time_vars");
    module.namespace().set_name(vm, name, vars.value())?;
    Ok(module)
}
