//! `FrameLocalsProxy` (PEP 667): the variables of a function's frame as a mapping that reads
//! and writes the registers themselves.

use crate::introspect::FrameObject;
use tauraro_bytecode::LocalKind;
use tauraro_core::heap::{Gc, HasKindInfo, Kind};
use tauraro_core::kinds::INTERP_FIRST;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CellVar, CompareOp, Dict, List, Str, Type, TypeFlags};
use tauraro_core::ops::BinaryOp;
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Raised, Value, Vm, defs, pyfunction};
use tauraro_objects::repr_guard::repr_once;

pub(crate) struct LocalsProxy {
    frame: Gc<FrameObject>,
}

tauraro_core::payload!(LocalsProxy, Kind(INTERP_FIRST + 1), "FrameLocalsProxy", [frame]);

/// The type, which is no attribute of any module.
struct ProxyType(Gc<Type>);

impl Extension for ProxyType {
    fn trace(&self, tracer: &mut tauraro_core::heap::Tracer) {
        tracer.value(self.0.value());
    }
}

/// `frame.f_locals` of a function's frame.
pub(crate) fn new_proxy(vm: &mut Vm, frame: Gc<FrameObject>) -> PyResult {
    let shape = vm.extension::<ProxyType>().0.root_shape.get();
    Ok(vm.alloc(shape, LocalsProxy { frame }).value())
}

// ---- registers ------------------------------------------------------------------------------

/// What register `i` of the frame holds; UNBOUND if the frame's registers are gone.
fn register(f: Gc<FrameObject>, i: usize) -> Value {
    let active = f.active.get();
    if !active.is_null() {
        // SAFETY: `active` is cleared when the frame ends, and every named register is in its
        // window.
        return unsafe { *(*active).regs.add(i) };
    }
    let generator = f.generator.get().cast::<crate::generator::Generator>();
    let row = f.registers.get().or_else(|| generator.and_then(|g| g.registers.get()));
    row.map_or(Value::UNBOUND, |row| row.slots()[i].get())
}

fn set_register(f: Gc<FrameObject>, i: usize, v: Value) {
    let active = f.active.get();
    if !active.is_null() {
        // SAFETY: as above. A generator's window is written without barriers while it runs.
        unsafe {
            *(*active).regs.add(i) = v;
            (*active).changed = 1;
        }
        return;
    }
    let generator = f.generator.get().cast::<crate::generator::Generator>();
    if let Some(row) = f.registers.get().or_else(|| generator.and_then(|g| g.registers.get())) {
        row.slots()[i].set(row.header(), v);
    }
}

fn is_cell(kind: LocalKind) -> bool {
    kind.has(LocalKind::CELL) || kind.has(LocalKind::FREE)
}

/// The value of a variable, UNBOUND if it has none.
fn value(f: Gc<FrameObject>, i: usize) -> Value {
    let v = register(f, i);
    if is_cell(f.code.code.locals[i].kind) {
        // Before the frame has made its cells, a parameter's register holds the argument.
        return v.cast::<CellVar>().map_or(v, |c| c.content.get());
    }
    v
}

fn set_value(f: Gc<FrameObject>, i: usize, v: Value) {
    if is_cell(f.code.code.locals[i].kind)
        && let Some(cell) = register(f, i).cast::<CellVar>()
    {
        cell.set(&cell.content, v);
        return;
    }
    set_register(f, i, v);
}

/// The register of a variable that Python can name; with `bound` only of one that has a value.
fn find(f: Gc<FrameObject>, key: Value, bound: bool) -> Option<usize> {
    let key = key.cast::<Str>()?;
    let names = f.code.locals();
    let mut names = names.items().iter().enumerate();
    names.find_map(|(i, name)| {
        let same = name.cast::<Str>().is_some_and(|n| n.same_text(key));
        let hidden = f.code.code.locals[i].kind.has(LocalKind::HIDDEN);
        (same && (!(bound || hidden) || !value(f, i).is_unbound())).then_some(i)
    })
}

fn extra(f: Gc<FrameObject>) -> Option<Gc<Dict>> {
    f.extra_locals.get().cast::<Dict>()
}

/// Calls `each` with every variable that has a value, then with the names that were added.
fn for_each(
    vm: &mut Vm,
    f: Gc<FrameObject>,
    mut each: impl FnMut(&mut Vm, Value, Value) -> PyResult<()>,
) -> PyResult<()> {
    for (i, name) in f.code.locals().items().iter().enumerate() {
        let v = value(f, i);
        if !v.is_unbound() {
            each(vm, *name, v)?;
        }
    }
    if let Some(extra) = extra(f) {
        for (key, v) in extra.iter() {
            each(vm, key, v)?;
        }
    }
    Ok(())
}

/// The variables as a new dict: what `locals()` gives.
pub(crate) fn snapshot(vm: &mut Vm, f: Gc<FrameObject>) -> PyResult<Gc<Dict>> {
    let dict = vm.new_dict();
    for_each(vm, f, |vm, k, v| dict.set_item(vm, k, v))?;
    Ok(dict)
}

fn lookup(vm: &mut Vm, f: Gc<FrameObject>, key: Value) -> PyResult<Option<Value>> {
    if let Some(i) = find(f, key, true) {
        return Ok(Some(value(f, i)));
    }
    vm.hash(key)?;
    match extra(f) {
        Some(extra) => extra.get(vm, key),
        None => Ok(None),
    }
}

fn store(vm: &mut Vm, f: Gc<FrameObject>, key: Value, v: Value) -> PyResult<()> {
    if let Some(i) = find(f, key, false) {
        set_value(f, i, v);
        return Ok(());
    }
    vm.hash(key)?;
    let extra = match extra(f) {
        Some(extra) => extra,
        None => {
            let made = vm.new_dict();
            f.set(&f.extra_locals, made.value());
            made
        }
    };
    extra.set_item(vm, key, v)
}

fn remove(vm: &mut Vm, f: Gc<FrameObject>, key: Value) -> PyResult<Option<Value>> {
    if find(f, key, false).is_some() {
        return Err(vm.value_error("cannot remove local variables from FrameLocalsProxy"));
    }
    match extra(f) {
        Some(extra) => extra.remove(vm, key),
        None => Ok(None),
    }
}

// ---- the mapping ------------------------------------------------------------------------------

fn this(v: Value) -> Gc<FrameObject> {
    v.cast::<LocalsProxy>().expect("slots get instances of their type").frame
}

#[cold]
fn missing(vm: &mut Vm, key: Value) -> Raised {
    match vm.repr(key) {
        Ok(key) => {
            let text = format!("local variable '{}' is not defined", key.to_string_lossy());
            vm.raise_text(vm.exc.key_error, &text)
        }
        Err(raised) => raised,
    }
}

fn getitem(vm: &mut Vm, v: Value, key: Value) -> PyResult {
    match lookup(vm, this(v), key)? {
        Some(v) => Ok(v),
        None => Err(missing(vm, key)),
    }
}

fn setitem(vm: &mut Vm, v: Value, key: Value, to: Option<Value>) -> PyResult<()> {
    match to {
        Some(to) => store(vm, this(v), key, to),
        None => match remove(vm, this(v), key)? {
            Some(_) => Ok(()),
            None => Err(vm.key_error(key)),
        },
    }
}

fn contains(vm: &mut Vm, v: Value, key: Value) -> PyResult<bool> {
    Ok(lookup(vm, this(v), key)?.is_some())
}

fn rows(vm: &mut Vm, v: Value, row: impl Fn(&mut Vm, Value, Value) -> PyResult) -> PyResult<Gc<List>> {
    let list = vm.new_list(&[])?;
    for_each(vm, this(v), |vm, k, v| {
        let row = row(vm, k, v)?;
        list.push(vm, row)
    })?;
    Ok(list)
}

fn len(vm: &mut Vm, v: Value) -> PyResult<usize> {
    Ok(rows(vm, v, |_, k, _| Ok(k))?.items.len())
}

fn iter(vm: &mut Vm, v: Value) -> PyResult {
    let keys = rows(vm, v, |_, k, _| Ok(k))?;
    vm.iter(keys.value())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    repr_once(vm, v, "{...}", |vm| {
        let dict = snapshot(vm, this(v))?;
        vm.repr(dict.value()).map(Gc::value)
    })
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    if op != CompareOp::Eq && op != CompareOp::Ne {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let left = this(a);
    let same = match b.cast::<LocalsProxy>() {
        Some(other) => other.frame == left,
        None if b.is::<Dict>() => {
            let left = snapshot(vm, left)?;
            vm.eq(left.value(), b)?
        }
        None => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(Value::bool(same == (op == CompareOp::Eq)))
}

/// The variables of a proxy as a dict; another value as it is.
fn plain(vm: &mut Vm, v: Value) -> PyResult {
    match v.cast::<LocalsProxy>() {
        Some(proxy) => snapshot(vm, proxy.frame).map(Gc::value),
        None => Ok(v),
    }
}

fn or(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let mapping = |v: Value| v.is::<Dict>() || v.is::<LocalsProxy>();
    if !mapping(a) || !mapping(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (plain(vm, a)?, plain(vm, b)?);
    vm.binary(BinaryOp::Or, a, b)
}

fn inplace_or(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    if !b.is::<Dict>() && !b.is::<LocalsProxy>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    merge(vm, this(a), b)?;
    Ok(a)
}

fn merge(vm: &mut Vm, f: Gc<FrameObject>, other: Value) -> PyResult<()> {
    let other = plain(vm, other)?;
    let Some(dict) = other.cast::<Dict>() else {
        return Err(vm.type_error("update() argument must be dict or another FrameLocalsProxy"));
    };
    for (k, v) in dict.iter() {
        store(vm, f, k, v)?;
    }
    Ok(())
}

#[pyfunction("FrameLocalsProxy($type, frame, /)")]
fn new(vm: &mut Vm, _cls: Gc<Type>, frame: Value) -> PyResult {
    match frame.cast::<FrameObject>() {
        Some(frame) => new_proxy(vm, frame),
        None => {
            let text = format!("expect frame, not {}", vm.type_name(frame));
            Err(vm.type_error(text))
        }
    }
}

/// Names of the variables that have a value.
#[pyfunction("FrameLocalsProxy.keys($self, /)")]
fn keys(vm: &mut Vm, proxy: Gc<LocalsProxy>) -> PyResult {
    rows(vm, proxy.value(), |_, k, _| Ok(k)).map(Gc::value)
}

/// Values of the variables.
#[pyfunction("FrameLocalsProxy.values($self, /)")]
fn values(vm: &mut Vm, proxy: Gc<LocalsProxy>) -> PyResult {
    rows(vm, proxy.value(), |_, _, v| Ok(v)).map(Gc::value)
}

/// Pairs of name and value.
#[pyfunction("FrameLocalsProxy.items($self, /)")]
fn items(vm: &mut Vm, proxy: Gc<LocalsProxy>) -> PyResult {
    rows(vm, proxy.value(), |vm, k, v| vm.new_tuple(&[k, v]).map(Gc::value)).map(Gc::value)
}

/// The variables as a dict.
#[pyfunction("FrameLocalsProxy.copy($self, /)")]
fn copy(vm: &mut Vm, proxy: Gc<LocalsProxy>) -> PyResult {
    snapshot(vm, proxy.frame).map(Gc::value)
}

/// The value of a variable, or a default.
#[pyfunction("FrameLocalsProxy.get($self, key, default=None, /)")]
fn get(vm: &mut Vm, proxy: Gc<LocalsProxy>, key: Value, default: Option<Value>) -> PyResult {
    Ok(lookup(vm, proxy.frame, key)?.or(default).unwrap_or(Value::NONE))
}

/// The value of a variable; one that has none gets the default.
#[pyfunction("FrameLocalsProxy.setdefault($self, key, default=None, /)")]
fn setdefault(vm: &mut Vm, proxy: Gc<LocalsProxy>, key: Value, default: Option<Value>) -> PyResult {
    if let Some(v) = lookup(vm, proxy.frame, key)? {
        return Ok(v);
    }
    let v = default.unwrap_or(Value::NONE);
    store(vm, proxy.frame, key, v)?;
    Ok(v)
}

/// Takes out a name that is no variable of the function.
#[pyfunction("FrameLocalsProxy.pop($self, key, default=None, /)")]
fn pop(vm: &mut Vm, proxy: Gc<LocalsProxy>, key: Value, default: Option<Value>) -> PyResult {
    match remove(vm, proxy.frame, key)?.or(default) {
        Some(v) => Ok(v),
        None => Err(vm.key_error(key)),
    }
}

/// Sets variables from a dict or another frame's.
#[pyfunction("FrameLocalsProxy.update($self, other, /)")]
fn update(vm: &mut Vm, proxy: Gc<LocalsProxy>, other: Value) -> PyResult<()> {
    merge(vm, proxy.frame, other)
}

/// The names from the last to the first.
#[pyfunction("FrameLocalsProxy.__reversed__($self, /)")]
fn reversed(vm: &mut Vm, proxy: Gc<LocalsProxy>) -> PyResult {
    let names = rows(vm, proxy.value(), |_, k, _| Ok(k))?;
    vm.call_method(names.value(), "reverse", &[])?;
    Ok(names.value())
}

static PROXY: TypeSpec = TypeSpec {
    name: "FrameLocalsProxy",
    doc: Some("The variables of a frame as a mapping that writes through."),
    kind: Some(LocalsProxy::INFO),
    flags: TypeFlags::MAPPING,
    new: Some(new::as_new),
    methods: defs![keys, values, items, copy, get, setdefault, pop, update, reversed],
    slots: |s| {
        s.repr.set(Some(repr));
        s.compare.set(Some(compare));
        s.len.set(Some(len));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.contains.set(Some(contains));
        s.iter.set(Some(iter));
        s.or.set(Some(or));
        s.inplace_or.set(Some(inplace_or));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    let ty = vm.new_type(&PROXY, vm.types.object)?;
    vm.set_extension(ProxyType(ty));
    Ok(())
}
