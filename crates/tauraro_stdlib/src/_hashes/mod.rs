//! `_md5`, `_sha1`, `_sha2`, `_sha3` and `_blake2`: the hash algorithms that `hashlib` always has.

mod blake2;
mod blake2_type;
mod digest;

pub(crate) use blake2_type::load as load_blake2;

use crate::kinds;
use digest::{Digest, endless, sized};
use std::cell::{Cell, RefCell};
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::{Gc, HasKindInfo, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Module, Str, Type, TypeFlags};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Raised, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::byteslike::{is_bytes_like, with_bytes};

/// A hash object.
struct Hash {
    name: &'static str,
    digest_size: usize,
    block_size: usize,
    state: RefCell<Box<dyn Digest>>,
}

payload!(Hash, kinds::HASH, "hash", []);

/// Data up to this size is hashed without giving the isolate's lock away, says CPython's module.
const GIL_MINSIZE: i32 = 2048;

/// The types of the modules that are loaded, by name.
#[derive(Default)]
struct HashTypes(RefCell<Vec<(&'static str, Cell<Gc<Type>>)>>);

impl Extension for HashTypes {
    fn trace(&self, tracer: &mut Tracer) {
        for (_, ty) in self.0.borrow().iter() {
            ty.trace(tracer);
        }
    }
}

/// The type of that name, which its module has made.
fn type_of(vm: &mut Vm, name: &str) -> PyResult<Gc<Type>> {
    let known = vm.extension::<HashTypes>().0.borrow().iter().find(|(n, _)| *n == name).map(|(_, t)| t.get());
    match known {
        Some(ty) => Ok(ty),
        None => Err(vm.runtime_error(format!("the module of {name} is not loaded"))),
    }
}

fn make_type(vm: &mut Vm, spec: &'static TypeSpec) -> PyResult<Gc<Type>> {
    if vm.try_extension::<HashTypes>().is_none() {
        vm.set_extension(HashTypes::default());
    }
    let ty = vm.new_type(spec, vm.types.object)?;
    vm.extension::<HashTypes>().0.borrow_mut().push((spec.name, Cell::new(ty)));
    Ok(ty)
}

/// Data to hash. Raises TypeError for text.
fn feed(vm: &mut Vm, state: &RefCell<Box<dyn Digest>>, data: Value) -> PyResult<()> {
    if data.is::<Str>() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    if !is_bytes_like(vm, data) {
        return Err(vm.type_error("object supporting the buffer API required"));
    }
    with_bytes(vm, data, |_, bytes| {
        state.borrow_mut().update(bytes);
        Ok(())
    })
}

/// The data of a constructor, which has two names.
fn only_data(vm: &mut Vm, data: Option<Value>, string: Option<Value>) -> PyResult<Option<Value>> {
    match (data, string.and_then(Value::non_none)) {
        (Some(_), Some(_)) => Err(both_given(vm)),
        (data, string) => Ok(data.or(string)),
    }
}

#[cold]
fn both_given(vm: &mut Vm) -> Raised {
    vm.type_error(
        "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for \
         removal in a future version.",
    )
}

/// Name, digest size, block size and how to begin.
type Algorithm = (&'static str, usize, usize, fn() -> Box<dyn Digest>);

fn new_hash(
    vm: &mut Vm,
    ty: Gc<Type>,
    (name, digest_size, block_size, begin): Algorithm,
    data: Option<Value>,
    string: Option<Value>,
) -> PyResult {
    let data = only_data(vm, data, string)?;
    let hash = Hash { name, digest_size, block_size, state: RefCell::new(begin()) };
    let hash = vm.alloc(ty.root_shape.get(), hash);
    if let Some(data) = data {
        feed(vm, &hash.state, data)?;
    }
    Ok(hash.value())
}

fn this(v: Value) -> Gc<Hash> {
    v.cast().expect("getters get instances of their type")
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn copied(vm: &mut Vm, hash: Gc<Hash>) -> PyResult {
    let state = RefCell::new(hash.state.borrow().copy());
    let (name, digest_size, block_size) = (hash.name, hash.digest_size, hash.block_size);
    let shape = vm.type_of(hash.value()).root_shape.get();
    Ok(vm.alloc(shape, Hash { name, digest_size, block_size, state }).value())
}

static GETSET: [GetSetDef; 3] = [
    GetSetDef {
        name: "name",
        doc: "Name of the algorithm.",
        get: |vm, v| Ok(vm.intern(this(v).name).value()),
        set: None,
    },
    GetSetDef {
        name: "digest_size",
        doc: "Bytes of the result.",
        get: |_, v| Ok(Value::small(this(v).digest_size as i64)),
        set: None,
    },
    GetSetDef {
        name: "block_size",
        doc: "Bytes that are worked on at once.",
        get: |_, v| Ok(Value::small(this(v).block_size as i64)),
        set: None,
    },
];

/// Declares the methods of a type of hashes.
macro_rules! methods {
    ($ty:literal) => {
        /// Hashes more data.
        #[pyfunction($ty ".update($self, obj, /)")]
        fn update(vm: &mut Vm, this: Gc<Hash>, obj: Value) -> PyResult<()> {
            feed(vm, &this.state, obj)
        }

        /// The hash of the data so far, as bytes.
        #[pyfunction($ty ".digest($self, /)")]
        fn digest(vm: &mut Vm, this: Gc<Hash>) -> PyResult {
            let made = this.state.borrow().finish(this.digest_size);
            Ok(vm.new_bytes(&made)?.value())
        }

        /// The hash of the data so far, as hexadecimal digits.
        #[pyfunction($ty ".hexdigest($self, /)")]
        fn hexdigest(_: &mut Vm, this: Gc<Hash>) -> String {
            hexadecimal(&this.state.borrow().finish(this.digest_size))
        }

        /// A copy, which may go on with other data.
        #[pyfunction($ty ".copy($self, /)")]
        fn copy(vm: &mut Vm, this: Gc<Hash>) -> PyResult {
            copied(vm, this)
        }

        pub(super) static METHODS: &[&FnDef] = defs![update, digest, hexdigest, copy];
    };
}
use methods;

/// Declares an algorithm whose module has a function that makes the objects.
macro_rules! by_function {
    ($m:ident, $module:literal, $ty:literal, $size:literal, $block:literal, $begin:expr) => {
        mod $m {
            use super::*;

            methods!($ty);

            pub(super) static SPEC: TypeSpec = TypeSpec {
                name: $ty,
                module: $module,
                doc: Some("A computation of a hash."),
                kind: Some(Hash::INFO),
                flags: TypeFlags::NO_NEW,
                methods: METHODS,
                getset: &GETSET,
                ..TypeSpec::EMPTY
            };

            /// A new hash object.
            #[pyfunction($ty "(data=b'', *, usedforsecurity=True, string=None)")]
            pub(super) fn make(
                vm: &mut Vm,
                data: Option<Value>,
                _usedforsecurity: Option<bool>,
                string: Option<Value>,
            ) -> PyResult {
                let ty = type_of(vm, $ty)?;
                new_hash(vm, ty, ($ty, $size, $block, || Box::new($begin)), data, string)
            }
        }
    };
}

by_function!(md5, "_md5", "md5", 16, 64, sized::<::md5::Md5>());
by_function!(sha1, "_sha1", "sha1", 20, 64, sized::<::sha1::Sha1>());
by_function!(sha224, "_sha2", "sha224", 28, 64, sized::<::sha2::Sha224>());
by_function!(sha256, "_sha2", "sha256", 32, 64, sized::<::sha2::Sha256>());
by_function!(sha384, "_sha2", "sha384", 48, 128, sized::<::sha2::Sha384>());
by_function!(sha512, "_sha2", "sha512", 64, 128, sized::<::sha2::Sha512>());

/// Declares a hash of the SHA-3 family, whose type makes its instances.
macro_rules! sponge {
    ($m:ident, $ty:literal, $size:literal, $rate:literal, $suffix:literal, $begin:expr, $methods:item) => {
        mod $m {
            use super::*;

            $methods

            #[pyfunction($ty ".__new__($type, data=b'', *, usedforsecurity=True, string=None)")]
            fn new(
                vm: &mut Vm,
                cls: Gc<Type>,
                data: Option<Value>,
                _usedforsecurity: Option<bool>,
                string: Option<Value>,
            ) -> PyResult {
                new_hash(vm, cls, ($ty, $size, $rate, || Box::new($begin)), data, string)
            }

            pub(super) static SPEC: TypeSpec = TypeSpec {
                name: $ty,
                module: "_sha3",
                doc: Some("A computation of a hash."),
                kind: Some(Hash::INFO),
                new: Some(new::as_new),
                methods: inner::METHODS,
                getset: &[
                    GetSetDef { name: "name", doc: "Name of the algorithm.", get: GETSET[0].get, set: None },
                    GetSetDef { name: "digest_size", doc: "Bytes of the result.", get: GETSET[1].get, set: None },
                    GetSetDef { name: "block_size", doc: "Bytes of a block.", get: GETSET[2].get, set: None },
                    GetSetDef {
                        name: "_rate_bits",
                        doc: "Bits that data goes to.",
                        get: |_, _| Ok(Value::small($rate * 8)),
                        set: None,
                    },
                    GetSetDef {
                        name: "_capacity_bits",
                        doc: "Bits that only mix.",
                        get: |_, _| Ok(Value::small(1600 - $rate * 8)),
                        set: None,
                    },
                    GetSetDef {
                        name: "_suffix",
                        doc: "What ends the data.",
                        get: |vm, _| Ok(vm.new_bytes(&[$suffix])?.value()),
                        set: None,
                    },
                ],
                ..TypeSpec::EMPTY
            };
        }
    };
}

/// A length of a result that memory allows.
fn result_length(vm: &mut Vm, length: Value) -> PyResult<usize> {
    let length = vm.index(length)?;
    match length.as_int() {
        Some(i) if i.is_negative() => Err(vm.value_error("Cannot convert negative int")),
        Some(i) => match i.to_i64() {
            Some(n) if n < 1 << 29 => Ok(n as usize),
            Some(_) => Err(vm.value_error("length is too large")),
            None => Err(vm.overflow_error("Python int too large for C unsigned long")),
        },
        None => Ok(0),
    }
}

/// Declares the methods of a hash whose result has any length.
macro_rules! any_length {
    ($ty:literal) => {
        /// Hashes more data.
        #[pyfunction($ty ".update($self, obj, /)")]
        fn update(vm: &mut Vm, this: Gc<Hash>, obj: Value) -> PyResult<()> {
            feed(vm, &this.state, obj)
        }

        /// So many bytes of the hash of the data so far.
        #[pyfunction($ty ".digest($self, length)")]
        fn digest(vm: &mut Vm, this: Gc<Hash>, length: Value) -> PyResult {
            let length = result_length(vm, length)?;
            let made = this.state.borrow().finish(length);
            Ok(vm.new_bytes(&made)?.value())
        }

        /// So many bytes of the hash of the data so far, as hexadecimal digits.
        #[pyfunction($ty ".hexdigest($self, length)")]
        fn hexdigest(vm: &mut Vm, this: Gc<Hash>, length: Value) -> PyResult<String> {
            let length = result_length(vm, length)?;
            Ok(hexadecimal(&this.state.borrow().finish(length)))
        }

        /// A copy, which may go on with other data.
        #[pyfunction($ty ".copy($self, /)")]
        fn copy(vm: &mut Vm, this: Gc<Hash>) -> PyResult {
            copied(vm, this)
        }

        pub(super) static METHODS: &[&FnDef] = defs![update, digest, hexdigest, copy];
    };
}

sponge!(
    sha3_224,
    "sha3_224",
    28,
    144,
    0x06,
    sized::<::sha3::Sha3_224>(),
    mod inner {
        use super::*;
        methods!("sha3_224");
    }
);
sponge!(
    sha3_256,
    "sha3_256",
    32,
    136,
    0x06,
    sized::<::sha3::Sha3_256>(),
    mod inner {
        use super::*;
        methods!("sha3_256");
    }
);
sponge!(
    sha3_384,
    "sha3_384",
    48,
    104,
    0x06,
    sized::<::sha3::Sha3_384>(),
    mod inner {
        use super::*;
        methods!("sha3_384");
    }
);
sponge!(
    sha3_512,
    "sha3_512",
    64,
    72,
    0x06,
    sized::<::sha3::Sha3_512>(),
    mod inner {
        use super::*;
        methods!("sha3_512");
    }
);
sponge!(
    shake_128,
    "shake_128",
    0,
    168,
    0x1f,
    endless::<::sha3::Shake128>(),
    mod inner {
        use super::*;
        any_length!("shake_128");
    }
);
sponge!(
    shake_256,
    "shake_256",
    0,
    136,
    0x1f,
    endless::<::sha3::Shake256>(),
    mod inner {
        use super::*;
        any_length!("shake_256");
    }
);

type Entry = (&'static str, &'static TypeSpec, &'static FnDef);

fn module_of(vm: &mut Vm, name: &str, entries: &[Entry]) -> PyResult<Gc<Module>> {
    let functions: Vec<&'static FnDef> = entries.iter().map(|e| e.2).collect();
    let module = vm.new_module(name, Some("Hash algorithms."), &functions)?;
    for (type_name, spec, _) in entries {
        let ty = make_type(vm, spec)?;
        module.add(vm, type_name, ty.value())?;
    }
    module.add(vm, "_GIL_MINSIZE", GIL_MINSIZE)?;
    Ok(module)
}

pub(crate) fn load_md5(vm: &mut Vm) -> PyResult<Gc<Module>> {
    module_of(vm, "_md5", &[("MD5Type", &md5::SPEC, &md5::make::DEF)])
}

pub(crate) fn load_sha1(vm: &mut Vm) -> PyResult<Gc<Module>> {
    module_of(vm, "_sha1", &[("SHA1Type", &sha1::SPEC, &sha1::make::DEF)])
}

pub(crate) fn load_sha2(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let entries: [Entry; 4] = [
        ("SHA224Type", &sha224::SPEC, &sha224::make::DEF),
        ("SHA256Type", &sha256::SPEC, &sha256::make::DEF),
        ("SHA384Type", &sha384::SPEC, &sha384::make::DEF),
        ("SHA512Type", &sha512::SPEC, &sha512::make::DEF),
    ];
    module_of(vm, "_sha2", &entries)
}

pub(crate) fn load_sha3(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = module_of(vm, "_sha3", &[])?;
    let specs: [&'static TypeSpec; 6] =
        [&sha3_224::SPEC, &sha3_256::SPEC, &sha3_384::SPEC, &sha3_512::SPEC, &shake_128::SPEC, &shake_256::SPEC];
    for spec in specs {
        let ty = make_type(vm, spec)?;
        module.add(vm, spec.name, ty.value())?;
    }
    let implementation = vm.new_str("tauraro")?;
    module.add(vm, "implementation", implementation.value())?;
    Ok(module)
}
