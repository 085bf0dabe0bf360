//! The six iterators of dict and its views: keys, values and items, forwards and backwards.

use crate::iterable::{builtin, list_from_iterable};
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::IterNextFn;
use tauraro_core::shape::ShapeId;
use tauraro_core::{Dict, PyResult, Value, Vm, defs, kinds, payload, pyfunction};

/// The layout of all six; the shape says which one it is.
#[repr(C)]
pub struct DictIterator {
    /// None once exhausted.
    pub dict: Link<Dict>,
    /// Entry number: the next one to look at, or one past it when going backwards.
    pub at: Cell<usize>,
    /// Length of the dict when the iteration began; `CHANGED` after an error.
    pub expected: Cell<usize>,
    /// Items that are left.
    pub left: Cell<usize>,
}

payload!(DictIterator, kinds::DICT_KEYITERATOR, "dict_keyiterator", [dict]);

/// No dict has this length: a change once noticed is noticed again.
const CHANGED: usize = usize::MAX;

impl DictIterator {
    /// Byte offsets of the fields in the payload, for inline paths.
    pub const OFFSET_DICT: usize = std::mem::offset_of!(DictIterator, dict);
    pub const OFFSET_AT: usize = std::mem::offset_of!(DictIterator, at);
    pub const OFFSET_EXPECTED: usize = std::mem::offset_of!(DictIterator, expected);
    pub const OFFSET_LEFT: usize = std::mem::offset_of!(DictIterator, left);

    fn new(dict: Gc<Dict>, at: usize) -> DictIterator {
        let len = dict.len();
        DictIterator { dict: Link::new(Some(dict)), at: Cell::new(at), expected: Cell::new(len), left: Cell::new(len) }
    }
}

/// An iterator of one of the three forward shapes.
#[inline]
pub fn new_dict_iterator(vm: &mut Vm, shape: ShapeId, dict: Gc<Dict>) -> Gc<DictIterator> {
    vm.alloc(shape, DictIterator::new(dict, 0))
}

/// An iterator of one of the three reverse shapes.
pub fn new_dict_reverse_iterator(vm: &mut Vm, shape: ShapeId, dict: Gc<Dict>) -> Gc<DictIterator> {
    vm.alloc(shape, DictIterator::new(dict, dict.table.entry_count()))
}

/// The next (key, value). Raises RuntimeError if the dict changed.
#[inline]
pub fn step(vm: &mut Vm, this: Gc<DictIterator>) -> PyResult<Option<(Value, Value)>> {
    let Some(dict) = this.dict.get() else { return Ok(None) };
    if this.expected.get() != dict.len() {
        this.expected.set(CHANGED);
        return Err(vm.runtime_error("dictionary changed size during iteration"));
    }
    let Some((i, key, value)) = dict.table.next_entry(this.at.get()) else {
        this.link(&this.dict, None);
        return Ok(None);
    };
    if this.left.get() == 0 {
        this.link(&this.dict, None);
        return Err(vm.runtime_error("dictionary keys changed during iteration"));
    }
    this.at.set(i + 1);
    this.left.set(this.left.get() - 1);
    Ok(Some((key, value)))
}

fn step_back(vm: &mut Vm, this: Gc<DictIterator>) -> PyResult<Option<(Value, Value)>> {
    let Some(dict) = this.dict.get() else { return Ok(None) };
    if this.expected.get() != dict.len() {
        this.expected.set(CHANGED);
        return Err(vm.runtime_error("dictionary changed size during iteration"));
    }
    // A dict that was emptied and filled again may end before the place that comes next.
    let is_inside = this.at.get() <= dict.table.entry_count();
    let Some((i, key, value)) = dict.table.previous_entry(this.at.get()).filter(|_| is_inside) else {
        this.link(&this.dict, None);
        return Ok(None);
    };
    if this.left.get() == 0 {
        this.link(&this.dict, None);
        return Err(vm.runtime_error("dictionary keys changed during iteration"));
    }
    this.at.set(i);
    this.left.set(this.left.get() - 1);
    Ok(Some((key, value)))
}

#[inline(always)]
fn this(v: Value) -> Gc<DictIterator> {
    v.cast().expect("slots of dict iterators get them")
}

fn pair(vm: &mut Vm, entry: Option<(Value, Value)>) -> PyResult<Option<Value>> {
    match entry {
        Some((key, value)) => vm.new_pair(key, value).map(Some),
        None => Ok(None),
    }
}

fn next_key(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    Ok(step(vm, this(v))?.map(|e| e.0))
}

fn next_value(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    Ok(step(vm, this(v))?.map(|e| e.1))
}

fn next_item(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let entry = step(vm, this(v))?;
    pair(vm, entry)
}

fn previous_key(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    Ok(step_back(vm, this(v))?.map(|e| e.0))
}

fn previous_value(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    Ok(step_back(vm, this(v))?.map(|e| e.1))
}

fn previous_item(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let entry = step_back(vm, this(v))?;
    pair(vm, entry)
}

/// Estimates how many items are left.
#[pyfunction("dict_keyiterator.__length_hint__($self, /)")]
fn length_hint(_: &mut Vm, this: Gc<DictIterator>) -> usize {
    match this.dict.get() {
        Some(dict) if this.expected.get() == dict.len() => this.left.get(),
        _ => 0,
    }
}

/// Returns state information for pickling.
#[pyfunction("dict_keyiterator.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<DictIterator>) -> PyResult {
    let copy = DictIterator {
        dict: Link::new(this.dict.get()),
        at: this.at.clone(),
        expected: this.expected.clone(),
        left: this.left.clone(),
    };
    let copy = vm.alloc(this.shape(), copy);
    let rest = list_from_iterable(vm, copy.value())?.value();
    let iter = builtin(vm, "iter")?;
    let args = vm.new_tuple(&[rest])?.value();
    vm.new_tuple(&[iter, args]).map(Gc::value)
}

static METHODS: &[&tauraro_core::FnDef] = defs![length_hint, reduce];

/// The description of one of the six types.
const fn spec(name: &'static str, slots: fn(&tauraro_core::object::Slots)) -> TypeSpec {
    TypeSpec { name, kind: Some(DictIterator::INFO), methods: METHODS, slots, ..TypeSpec::EMPTY }
}

fn slots(s: &tauraro_core::object::Slots, next: IterNextFn) {
    s.iter.set(Some(|_, v| Ok(v)));
    s.iternext.set(Some(next));
}

static KEYS: TypeSpec = spec("dict_keyiterator", |s| slots(s, next_key));
static VALUES: TypeSpec = spec("dict_valueiterator", |s| slots(s, next_value));
static ITEMS: TypeSpec = spec("dict_itemiterator", |s| slots(s, next_item));
static REVERSE_KEYS: TypeSpec = spec("dict_reversekeyiterator", |s| slots(s, previous_key));
static REVERSE_VALUES: TypeSpec = spec("dict_reversevalueiterator", |s| slots(s, previous_value));
static REVERSE_ITEMS: TypeSpec = spec("dict_reverseitemiterator", |s| slots(s, previous_item));

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    let types = vm.types;
    vm.fill_type(types.dict_keyiterator, &KEYS)?;
    vm.fill_type(types.dict_valueiterator, &VALUES)?;
    vm.fill_type(types.dict_itemiterator, &ITEMS)?;
    vm.fill_type(types.dict_reversekeyiterator, &REVERSE_KEYS)?;
    vm.fill_type(types.dict_reversevalueiterator, &REVERSE_VALUES)?;
    vm.fill_type(types.dict_reverseitemiterator, &REVERSE_ITEMS)
}
