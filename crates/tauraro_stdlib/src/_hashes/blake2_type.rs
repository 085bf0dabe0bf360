//! `_blake2`: the types `blake2b` and `blake2s`.

use super::blake2::{Blake2b, Blake2s, Parameters};
use super::{GETSET, Hash, copied, feed, hexadecimal, make_type, methods, only_data};
use std::cell::RefCell;
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Module, Type};
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};
use tauraro_objects::byteslike::copied_bytes;

/// What one of the two can take at most.
struct Limits {
    shown: &'static str,
    size: usize,
    salt: usize,
    offset_bits: u32,
}

const B: Limits = Limits { shown: "Blake2b", size: 64, salt: 16, offset_bits: 64 };
const S: Limits = Limits { shown: "Blake2s", size: 32, salt: 8, offset_bits: 48 };

/// The arguments of a constructor after the data.
struct Given {
    digest_size: Option<i64>,
    key: Option<Value>,
    salt: Option<Value>,
    person: Option<Value>,
    fanout: Option<i64>,
    depth: Option<i64>,
    leaf_size: Option<Value>,
    node_offset: Option<Value>,
    node_depth: Option<i64>,
    inner_size: Option<i64>,
    last_node: Option<bool>,
}

fn within(vm: &mut Vm, v: i64, least: i64, most: i64, text: impl FnOnce() -> String) -> PyResult<u8> {
    if (least..=most).contains(&v) { Ok(v as u8) } else { Err(vm.value_error(text())) }
}

/// A number without sign of at most so many bits.
fn unsigned(vm: &mut Vm, v: Option<Value>, bits: u32, name: &str) -> PyResult<u64> {
    let Some(v) = v else { return Ok(0) };
    let v = vm.index(v)?;
    let number = match v.as_int() {
        Some(i) if i.is_negative() => return Err(vm.value_error("Cannot convert negative int")),
        Some(i) => u64::try_from(&i.to_ibig()).ok(),
        None => None,
    };
    match number {
        Some(n) if bits == 64 || n >> bits == 0 => Ok(n),
        Some(_) => Err(vm.overflow_error(format!("{name} is too large"))),
        None => Err(vm.overflow_error("Python int too large for C unsigned long long")),
    }
}

/// Calls `f` with the checked parameters.
fn checked<R>(vm: &mut Vm, limits: &Limits, g: &Given, f: impl FnOnce(&Parameters<'_>) -> R) -> PyResult<R> {
    let size = g.digest_size.unwrap_or(limits.size as i64);
    let most = limits.size as i64;
    let digest_size = within(vm, size, 1, most, || {
        format!("digest_size for {} must be between 1 and {most} bytes, here it is {size}", limits.shown)
    })?;
    let mut rows = [Vec::new(), Vec::new(), Vec::new()];
    let wanted = [("salt", g.salt, limits.salt), ("person", g.person, limits.salt), ("key", g.key, limits.size)];
    for (row, (name, v, most)) in rows.iter_mut().zip(wanted) {
        if let Some(v) = v {
            *row = copied_bytes(vm, v)?;
            if row.len() > most {
                return Err(vm.value_error(format!("maximum {name} length is {most} bytes")));
            }
        }
    }
    let fanout = within(vm, g.fanout.unwrap_or(1), 0, 255, || "fanout must be between 0 and 255".into())?;
    let depth = within(vm, g.depth.unwrap_or(1), 1, 255, || "depth must be between 1 and 255".into())?;
    let leaf_size = unsigned(vm, g.leaf_size, 32, "leaf_size")? as u32;
    let node_offset = unsigned(vm, g.node_offset, limits.offset_bits, "node_offset")?;
    let node_depth = within(vm, g.node_depth.unwrap_or(0), 0, 255, || "node_depth must be between 0 and 255".into())?;
    let inner_size =
        within(vm, g.inner_size.unwrap_or(0), 0, most, || format!("inner_size must be between 0 and is {most}"))?;
    let [salt, person, key] = &rows;
    Ok(f(&Parameters {
        digest_size,
        key,
        salt,
        person,
        fanout,
        depth,
        leaf_size,
        node_offset,
        node_depth,
        inner_size,
        last_node: g.last_node.unwrap_or(false),
    }))
}

macro_rules! kind {
    ($m:ident, $ty:literal, $limits:expr, $state:ident, $block:literal) => {
        mod $m {
            use super::*;

            methods!($ty);

            #[pyfunction($ty ".__new__($type, data=b'', *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, \
                depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, \
                usedforsecurity=True, string=None)")]
            fn new(
                vm: &mut Vm,
                cls: Gc<Type>,
                data: Option<Value>,
                digest_size: Option<i64>,
                key: Option<Value>,
                salt: Option<Value>,
                person: Option<Value>,
                fanout: Option<i64>,
                depth: Option<i64>,
                leaf_size: Option<Value>,
                node_offset: Option<Value>,
                node_depth: Option<i64>,
                inner_size: Option<i64>,
                last_node: Option<bool>,
                _usedforsecurity: Option<bool>,
                string: Option<Value>,
            ) -> PyResult {
                let given = Given {
                    digest_size,
                    key,
                    salt,
                    person,
                    fanout,
                    depth,
                    leaf_size,
                    node_offset,
                    node_depth,
                    inner_size,
                    last_node,
                };
                let data = only_data(vm, data, string)?;
                let (state, size) = checked(vm, &$limits, &given, |p| ($state::new(p), p.digest_size))?;
                let digest_size = usize::from(size);
                let state = RefCell::new(Box::new(state) as Box<dyn super::super::digest::Digest>);
                let hash = Hash { name: $ty, digest_size, block_size: $block, state };
                let hash = vm.alloc_with_slots(cls.root_shape.get(), hash, cls.inline_slots.get().into());
                if let Some(data) = data {
                    feed(vm, &hash.state, data)?;
                }
                Ok(hash.value())
            }

            pub(super) static SPEC: TypeSpec = TypeSpec {
                name: $ty,
                module: "_blake2",
                doc: Some("A computation of a hash."),
                kind: Some(Hash::INFO),
                new: Some(new::as_new),
                methods: METHODS,
                getset: &GETSET,
                ..TypeSpec::EMPTY
            };
        }
    };
}

kind!(blake2b, "blake2b", B, Blake2b, 128);
kind!(blake2s, "blake2s", S, Blake2s, 64);

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = super::module_of(vm, "_blake2", &[])?;
    let both: [(&'static TypeSpec, &Limits); 2] = [(&blake2b::SPEC, &B), (&blake2s::SPEC, &S)];
    for (spec, limits) in both {
        let ty = make_type(vm, spec)?;
        module.add(vm, spec.name, ty.value())?;
        let rows = [
            ("SALT_SIZE", limits.salt),
            ("PERSON_SIZE", limits.salt),
            ("MAX_KEY_SIZE", limits.size),
            ("MAX_DIGEST_SIZE", limits.size),
        ];
        for (name, n) in rows {
            let n = Value::small(n as i64);
            vm.add_to_type(ty, name, n)?;
            let prefix = spec.name.to_uppercase();
            module.add(vm, &format!("{prefix}_{name}"), n)?;
        }
    }
    Ok(module)
}
