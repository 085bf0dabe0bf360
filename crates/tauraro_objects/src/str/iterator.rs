//! `str_iterator` and `str_ascii_iterator`.

use super::this;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Str;
use tauraro_core::{PyResult, Value, Vm, defs, kinds, pyfunction};

/// The text that is left begins at byte `at`; UNBOUND text: exhausted.
pub struct StrIterator {
    pub text: Slot,
    pub at: Cell<usize>,
}

tauraro_core::payload!(StrIterator, kinds::STR_ITERATOR, "str_iterator", [text]);

pub(super) fn iter(vm: &mut Vm, v: Value) -> PyResult {
    let types = vm.types;
    let class = if this(v).is_ascii() { types.str_ascii_iterator } else { types.str_iterator };
    let payload = StrIterator { text: Slot::new(v), at: Cell::new(0) };
    Ok(vm.alloc(class.root_shape.get(), payload).value())
}

/// Length in bytes of the character that begins with `first`.
fn width(first: u8) -> usize {
    match first {
        0..=0x7F => 1,
        0x80..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    }
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let it = v.cast::<StrIterator>().expect("the slot is that of str iterators");
    let Some(s) = it.text.get().cast::<Str>() else { return Ok(None) };
    let at = it.at.get();
    let Some(first) = s.as_bytes().get(at) else {
        it.text.set_unbarriered(Value::UNBOUND);
        return Ok(None);
    };
    if *first < 0x80 {
        it.at.set(at + 1);
        return Ok(Some(vm.ascii_char(*first).value()));
    }
    let end = at + width(*first);
    it.at.set(end);
    Ok(Some(vm.new_str_wtf8(&s.as_wtf8()[at..end])?.value()))
}

fn itself(_: &mut Vm, v: Value) -> PyResult {
    Ok(v)
}

/// Number of characters that are left.
#[pyfunction("str_iterator.__length_hint__($self, /)")]
fn length_hint(_: &mut Vm, this: Gc<StrIterator>) -> usize {
    match this.text.get().cast::<Str>() {
        Some(s) => s.as_wtf8()[this.at.get()..].code_points().count(),
        None => 0,
    }
}

/// How to make an equal iterator.
#[pyfunction("str_iterator.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<StrIterator>) -> PyResult {
    let name = vm.intern("iter");
    let make = vm.builtins.get_name(vm, name).unwrap_or(Value::NONE);
    match this.text.get().cast::<Str>() {
        Some(s) => {
            let index = s.char_index(vm, this.at.get());
            let args = vm.new_tuple(&[s.value()])?.value();
            Ok(vm.new_tuple(&[make, args, Value::small(index as i64)])?.value())
        }
        None => {
            let args = vm.new_tuple(&[vm.names.empty.value()])?.value();
            Ok(vm.new_tuple(&[make, args])?.value())
        }
    }
}

/// Goes to the character of that number.
#[pyfunction("str_iterator.__setstate__($self, state, /)")]
fn setstate(vm: &mut Vm, this: Gc<StrIterator>, state: i64) {
    if let Some(s) = this.text.get().cast::<Str>() {
        let chars = s.char_len(vm);
        let at = s.byte_offset(vm, (state.max(0) as usize).min(chars));
        this.at.set(at);
    }
}

static SPEC: TypeSpec = TypeSpec {
    kind: Some(StrIterator::INFO),
    methods: defs![length_hint, reduce, setstate],
    slots: |s| {
        s.iter.set(Some(itself));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.str_iterator, &SPEC)?;
    vm.fill_type(vm.types.str_ascii_iterator, &SPEC)
}
