//! The constants of `sys`: versions, limits, flags.

use super::{LIBRARY_ROOT, SysConfig};
use crate::struct_sequence::{self, BASE, SequenceSpec};
use tauraro_core::heap::Gc;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Value, Vm};

/// The version of Python whose behaviour this is.
pub(crate) const VERSION: (i64, i64, i64) = (3, 14, 0);

/// The usual limit of digits for conversions between int and text.
const INT_MAX_STR_DIGITS: u32 = 4300;

macro_rules! sequences {
    ($( $konst:ident $name:literal [$($field:literal),*]; )*) => {
        $( static $konst: SequenceSpec = SequenceSpec {
            spec: TypeSpec { name: $name, module: "sys", ..BASE },
            fields: &[$($field),*],
            visible: [$($field),*].len(),
        }; )*
    };
}

sequences! {
    VERSION_INFO "version_info" ["major", "minor", "micro", "releaselevel", "serial"];
    FLOAT_INFO "float_info" ["max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig",
        "epsilon", "radix", "rounds"];
    INT_INFO "int_info" ["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"];
    HASH_INFO "hash_info" ["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"];
    THREAD_INFO "thread_info" ["name", "lock", "version"];
}

static FLAGS: SequenceSpec = SequenceSpec {
    spec: TypeSpec { name: "flags", module: "sys", ..BASE },
    fields: &[
        "debug",
        "inspect",
        "interactive",
        "optimize",
        "dont_write_bytecode",
        "no_user_site",
        "no_site",
        "ignore_environment",
        "verbose",
        "bytes_warning",
        "quiet",
        "hash_randomization",
        "isolated",
        "dev_mode",
        "utf8_mode",
        "warn_default_encoding",
        "safe_path",
        "int_max_str_digits",
        "gil",
        "thread_inherit_context",
        "context_aware_warnings",
    ],
    visible: 18,
};

fn sequence(vm: &mut Vm, spec: &'static SequenceSpec, values: &[Value]) -> PyResult {
    let ty = struct_sequence::new_type(vm, spec)?;
    struct_sequence::make(vm, ty, spec.visible, values)
}

fn small(i: impl Into<i64>) -> Value {
    Value::small(i.into())
}

pub(super) fn add(vm: &mut Vm, module: Gc<Module>, config: &SysConfig) -> PyResult<()> {
    versions(vm, module)?;
    limits(vm, module)?;
    places(vm, module, config)?;
    let flags = flags(vm, config)?;
    module.add(vm, "flags", flags)?;
    if let Some(limit) = config.int_max_str_digits {
        tauraro_objects::int::set_max_str_digits(vm, limit as usize);
    }
    let dont_write = Value::bool(config.flags.dont_write_bytecode);
    module.add(vm, "dont_write_bytecode", dont_write)?;
    let x_options = vm.new_dict();
    for option in &config.x_options {
        let option = super::os_text(option);
        let (name, value) = match option.as_bytes().iter().position(|b| *b == b'=') {
            Some(at) => (&option[..at], vm.new_str_wtf8(&option[at + 1..])?.value()),
            None => (&option[..], Value::TRUE),
        };
        let name = vm.new_str_wtf8(name)?.value();
        x_options.set_item(vm, name, value)?;
    }
    module.add(vm, "_xoptions", x_options)
}

fn versions(vm: &mut Vm, module: Gc<Module>) -> PyResult<()> {
    let (major, minor, micro) = VERSION;
    let level = vm.intern("final").value();
    let info = sequence(vm, &VERSION_INFO, &[small(major), small(minor), small(micro), level, small(0)])?;
    module.add(vm, "version_info", info)?;
    let version = vm.new_str(&format!("{major}.{minor}.{micro} (Tauraro {})", env!("CARGO_PKG_VERSION")))?;
    module.add(vm, "version", version)?;
    module.add(vm, "hexversion", small(major << 24 | minor << 16 | micro << 8 | 0xF0))?;
    module.add(vm, "api_version", small(1013))?;
    let copyright = vm.new_str("The standard library is under the PSF licence; see `tauraro --licenses`.")?;
    module.add(vm, "copyright", copyright)?;
    let platform = vm.intern(if cfg!(target_os = "macos") { "darwin" } else { "linux" });
    module.add(vm, "platform", platform)?;
    let order = vm.intern(if cfg!(target_endian = "little") { "little" } else { "big" });
    module.add(vm, "byteorder", order)?;
    let style = vm.intern("short");
    module.add(vm, "float_repr_style", style)?;
    let empty = vm.names.empty;
    for name in ["abiflags", "platlibdir"] {
        let text = if name == "platlibdir" { vm.intern("lib") } else { empty };
        module.add(vm, name, text)?;
    }
    let git = [vm.intern("Tauraro").value(), empty.value(), empty.value()];
    let git = vm.new_tuple(&git)?;
    module.add(vm, "_git", git)?;
    let namespace = vm.types.simple_namespace.value();
    let implementation = vm.call(namespace, &[])?;
    let name = vm.intern("tauraro").value();
    let cache_tag = vm.intern("tauraro-314").value();
    let multiarch = vm.new_str(&format!("{}-{}-gnu", std::env::consts::ARCH, std::env::consts::OS))?.value();
    let fields = [
        ("name", name),
        ("cache_tag", cache_tag),
        ("version", info),
        ("hexversion", small(major << 24 | minor << 16 | micro << 8 | 0xF0)),
        ("_multiarch", multiarch),
        ("supports_isolated_interpreters", Value::FALSE),
    ];
    for (field, v) in fields {
        let field = vm.intern(field);
        vm.setattr(implementation, field, Some(v))?;
    }
    module.add(vm, "implementation", implementation)
}

fn limits(vm: &mut Vm, module: Gc<Module>) -> PyResult<()> {
    let most = vm.new_int(i64::MAX);
    module.add(vm, "maxsize", most)?;
    module.add(vm, "maxunicode", small(0x10_FFFF))?;
    let floats = [
        Value::float(f64::MAX),
        small(f64::MAX_EXP),
        small(f64::MAX_10_EXP),
        Value::float(f64::MIN_POSITIVE),
        small(f64::MIN_EXP),
        small(f64::MIN_10_EXP),
        small(f64::DIGITS),
        small(f64::MANTISSA_DIGITS),
        Value::float(f64::EPSILON),
        small(2),
        small(1),
    ];
    let floats = sequence(vm, &FLOAT_INFO, &floats)?;
    module.add(vm, "float_info", floats)?;
    let ints = sequence(vm, &INT_INFO, &[small(30), small(4), small(4300), small(640)])?;
    module.add(vm, "int_info", ints)?;
    let modulus = vm.new_int((1 << 61) - 1);
    let algorithm = vm.intern("siphash13").value();
    let hashes =
        [small(64), modulus, small(314_159), small(0), small(1_000_003), algorithm, small(64), small(128), small(0)];
    let hashes = sequence(vm, &HASH_INFO, &hashes)?;
    module.add(vm, "hash_info", hashes)?;
    let (name, lock) = (vm.intern("pthread").value(), vm.intern("semaphore").value());
    let threads = sequence(vm, &THREAD_INFO, &[name, lock, Value::NONE])?;
    module.add(vm, "thread_info", threads)
}

fn places(vm: &mut Vm, module: Gc<Module>, config: &SysConfig) -> PyResult<()> {
    let executable = vm.new_str(&config.executable)?;
    module.add(vm, "executable", executable)?;
    module.add(vm, "_base_executable", executable)?;
    let root = vm.new_str(LIBRARY_ROOT)?;
    module.add(vm, "_stdlib_dir", root)?;
    let prefix = vm.new_str("/tauraro")?;
    for name in ["prefix", "exec_prefix", "base_prefix", "base_exec_prefix"] {
        module.add(vm, name, prefix)?;
    }
    module.add(vm, "pycache_prefix", Value::NONE)?;
    let names = standard_names(vm)?;
    module.add(vm, "stdlib_module_names", names)
}

/// `sys.stdlib_module_names`: everything that the library and the runtime bring.
fn standard_names(vm: &mut Vm) -> PyResult {
    let list = vm.new_list(&[])?;
    let pure = crate::library::paths().filter_map(|p| p.split('/').next());
    let names = pure.map(|p| p.strip_suffix(".py").unwrap_or(p)).chain(crate::NATIVE.iter().map(|(n, _)| *n));
    for name in names {
        let name = vm.intern(name).value();
        list.push(vm, name)?;
    }
    let frozenset = vm.types.frozenset.value();
    vm.call(frozenset, &[list.value()])
}

fn flags(vm: &mut Vm, config: &SysConfig) -> PyResult {
    let f = &config.flags;
    let values = [
        small(f.debug),
        small(f.inspect),
        small(f.interactive),
        small(f.optimize),
        small(u8::from(f.dont_write_bytecode)),
        small(u8::from(f.no_user_site)),
        small(u8::from(f.no_site)),
        small(u8::from(f.ignore_environment)),
        small(f.verbose),
        small(f.bytes_warning),
        small(u8::from(f.quiet)),
        small(u8::from(config.hash_seed != Some(0))),
        small(u8::from(f.isolated)),
        Value::bool(f.dev_mode),
        small(u8::from(f.utf8_mode)),
        small(u8::from(f.warn_default_encoding)),
        Value::bool(f.safe_path),
        small(config.int_max_str_digits.unwrap_or(INT_MAX_STR_DIGITS)),
        small(1),
        small(0),
        small(0),
    ];
    sequence(vm, &FLAGS, &values)
}
