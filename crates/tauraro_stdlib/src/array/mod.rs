//! `array`: rows of numbers or characters of one machine type.
//!
//! The items lie in a `ByteArray`, which knows how to grow and to be exported as a buffer;
//! [`code`] says what the type codes mean.

mod code;
mod iterator;
mod methods;
mod subscript;

use crate::kinds;
use code::Code;
use std::cell::Cell;
use std::mem::offset_of;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Link, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{ByteArray, Bytes, CompareOp, GetSetDef, Module, TypeFlags};
use tauraro_core::vm::{Extension, TypedRows};
use tauraro_core::{List, PyResult, Raised, Str, Tuple, Type, Value, Vm, defs, payload, pyfunction};

pub(crate) struct Array {
    bytes: Link<ByteArray>,
    code: Cell<&'static Code>,
}

payload!(Array, kinds::ARRAY, "array.array", [bytes]);

impl Array {
    fn bytes(&self) -> Gc<ByteArray> {
        self.bytes.get().expect("an array has its bytes from its creation on")
    }

    fn size(&self) -> usize {
        self.code.get().size
    }

    fn len(&self) -> usize {
        self.bytes().len() / self.size()
    }

    /// The item at a position below the length.
    fn get(&self, vm: &mut Vm, i: usize) -> PyResult {
        let size = self.size();
        let bytes = self.bytes();
        self.code.get().unpack(vm, &bytes.as_bytes()[i * size..(i + 1) * size])
    }
}

struct State {
    array: Gc<Type>,
    iterator: Gc<Type>,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        self.array.trace(tracer);
        self.iterator.trace(tracer);
    }
}

fn this(v: Value) -> Gc<Array> {
    v.cast().expect("slots of array get them")
}

fn allocate(vm: &mut Vm, cls: Gc<Type>, code: &'static Code, bytes: &[u8]) -> PyResult<Gc<Array>> {
    let bytes = vm.new_bytearray(bytes)?;
    let payload = Array { bytes: Link::new(Some(bytes)), code: Cell::new(code) };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into()))
}

/// A new array of exactly the type array.
fn make(vm: &mut Vm, code: &'static Code, bytes: &[u8]) -> PyResult<Gc<Array>> {
    let class = vm.extension::<State>().array;
    allocate(vm, class, code, bytes)
}

// ---- construction ------------------------------------------------------------------------------

fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    if cls == vm.extension::<State>().array && args.has_keywords() {
        return Err(vm.type_error("array.array() takes no keyword arguments"));
    }
    let (code, initial) = match args.plain().split_at(args.positional_count()).0 {
        [] => return Err(vm.type_error("array() takes at least 1 argument (0 given)")),
        [code] => (*code, None),
        [code, initial] => (*code, Some(*initial)),
        more => return Err(vm.type_error(format!("array() takes at most 2 arguments ({} given)", more.len()))),
    };
    let code = type_code(vm, code)?;
    if code.letter == 'u' {
        let text = "The 'u' type code is deprecated and will be removed in Python 3.16";
        crate::_warnings::warn_text(vm, vm.exc.deprecation_warning, text)?;
    }
    let array = allocate(vm, cls, code, b"")?;
    if let Some(initial) = initial {
        fill(vm, array, initial)?;
    }
    Ok(array.value())
}

fn type_code(vm: &mut Vm, v: Value) -> PyResult<&'static Code> {
    let letter = code::character(vm, v, "array() argument 1 must be a unicode character")?;
    match char::from_u32(letter).and_then(Code::find) {
        Some(code) => Ok(code),
        None => Err(vm.value_error("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")),
    }
}

/// Gives a new array its first items.
fn fill(vm: &mut Vm, array: Gc<Array>, initial: Value) -> PyResult<()> {
    let code = array.code.get();
    if initial.is::<Str>() {
        if !code.is_text() {
            let text = format!("cannot use a str to initialize an array with typecode '{}'", code.letter);
            return Err(vm.type_error(text));
        }
        return methods::extend_text(vm, array, initial);
    }
    if let Some(other) = initial.cast::<Array>() {
        let theirs = other.code.get();
        if theirs.is_text() && !code.is_text() {
            let text = format!("cannot use a unicode array to initialize an array with typecode '{}'", code.letter);
            return Err(vm.type_error(text));
        }
        if std::ptr::eq(theirs, code) {
            let bytes = other.bytes().as_bytes().to_vec();
            return array.bytes().extend(vm, &bytes);
        }
        return methods::extend_items(vm, array, initial);
    }
    if initial.is::<List>() || initial.is::<Tuple>() {
        return methods::extend_items(vm, array, initial);
    }
    if initial.is::<Bytes>() || initial.is::<ByteArray>() {
        return methods::extend_bytes(vm, array, initial);
    }
    methods::extend_items(vm, array, initial)
}

// ---- slots -------------------------------------------------------------------------------------

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let array = this(v);
    let (name, letter) = (vm.type_of(v).short_name(), array.code.get().letter);
    if array.bytes().is_empty() {
        return vm.new_str(&format!("{name}('{letter}')")).map(Gc::value);
    }
    let content = if array.code.get().is_text() {
        methods::text_of(vm, array)?.value()
    } else {
        methods::list_of(vm, array)?.value()
    };
    let shown = vm.repr(content)?;
    let mut text = rustpython_wtf8::Wtf8Buf::from_string(format!("{name}('{letter}', "));
    text.push_wtf8(shown.as_wtf8());
    text.push_str(")");
    vm.new_str_wtf8(&text).map(Gc::value)
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<Array>(), b.cast::<Array>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    if equality && x.len() != y.len() {
        return Ok(Value::bool(op == CompareOp::Ne));
    }
    let mut i = 0;
    while i < x.len() && i < y.len() {
        let (p, q) = (x.get(vm, i)?, y.get(vm, i)?);
        if !vm.compare_bool(p, q, CompareOp::Eq)? {
            return match op {
                CompareOp::Eq => Ok(Value::FALSE),
                CompareOp::Ne => Ok(Value::TRUE),
                _ => vm.compare(p, q, op),
            };
        }
        i += 1;
    }
    Ok(Value::bool(op.holds(x.len().cmp(&y.len()))))
}

fn contains(vm: &mut Vm, v: Value, item: Value) -> PyResult<bool> {
    Ok(methods::find(vm, this(v), item, 0, usize::MAX)?.is_some())
}

fn concat(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let Some(other) = b.cast::<Array>() else {
        let text = format!("can only append array (not \"{}\") to array", vm.type_name(b));
        return Err(vm.type_error(text));
    };
    let code = this(a).code.get();
    if !std::ptr::eq(code, other.code.get()) {
        return Err(bad_argument(vm));
    }
    let joined = [this(a).bytes().as_bytes(), other.bytes().as_bytes()].concat();
    make(vm, code, &joined).map(Gc::value)
}

#[cold]
fn bad_argument(vm: &mut Vm) -> Raised {
    vm.type_error("bad argument type for built-in operation")
}

fn inplace_concat(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    if !b.is::<Array>() {
        let text = format!("can only extend array with array (not \"{}\")", vm.type_name(b));
        return Err(vm.type_error(text));
    }
    methods::extend_with(vm, this(a), b)?;
    Ok(a)
}

/// The count of a repetition, refused where the result could not be addressed.
fn repetitions(vm: &mut Vm, array: Gc<Array>, count: Value) -> PyResult<usize> {
    if count.as_int().is_none() && vm.type_of(count).slots.index.get().is_none() {
        let text = format!("can't multiply sequence by non-int of type '{}'", vm.type_name(count));
        return Err(vm.type_error(text));
    }
    let count = vm.index_i64(count)?.max(0) as usize;
    let bytes = array.bytes().len();
    match bytes.checked_mul(count) {
        Some(total) if vm.may_allocate(total) => Ok(count),
        _ => Err(vm.memory_error()),
    }
}

fn repeat(vm: &mut Vm, v: Value, count: Value) -> PyResult {
    let count = repetitions(vm, this(v), count)?;
    let repeated = this(v).bytes().as_bytes().repeat(count);
    make(vm, this(v).code.get(), &repeated).map(Gc::value)
}

fn inplace_repeat(vm: &mut Vm, v: Value, count: Value) -> PyResult {
    let array = this(v);
    let count = repetitions(vm, array, count)?;
    let bytes = array.bytes();
    if count == 0 {
        subscript::splice(vm, array, 0, bytes.len(), b"")?;
    } else if count > 1 && !bytes.is_empty() {
        let more = bytes.as_bytes().repeat(count - 1);
        subscript::splice(vm, array, bytes.len(), bytes.len(), &more)?;
    }
    Ok(v)
}

fn buffer(_: &mut Vm, v: Value, _: bool) -> PyResult<tauraro_core::buffer::Buffer> {
    let array = this(v);
    let mut buffer = array.bytes().export();
    buffer.item_bytes = array.size();
    buffer.format = array.code.get().format;
    Ok(buffer)
}

static SPEC: TypeSpec = TypeSpec {
    name: "array",
    module: "array",
    doc: Some(
        "A row of values of one machine type, named by a letter: signed and unsigned ints of 1 (b B), 2 (h H), \
         4 (i I) and 8 (l L q Q) bytes, floats (f d), characters (u w).",
    ),
    kind: Some(Array::INFO),
    flags: TypeFlags(TypeFlags::BASE.0 | TypeFlags::SEQUENCE.0),
    weakrefs: true,
    new: Some(new),
    methods: methods::METHODS,
    getset: &[
        GetSetDef {
            name: "typecode",
            doc: "The letter of the items' type.",
            get: |vm, v| {
                let letter = this(v).code.get().letter;
                Ok(vm.ascii_char(letter as u8).value())
            },
            set: None,
        },
        GetSetDef {
            name: "itemsize",
            doc: "Bytes per item.",
            get: |vm, v| Ok(vm.new_int(this(v).size() as i64)),
            set: None,
        },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.compare.set(Some(compare));
        s.len.set(Some(|_, v| Ok(this(v).len())));
        s.getitem.set(Some(subscript::getitem));
        s.setitem.set(Some(subscript::setitem));
        s.contains.set(Some(contains));
        s.concat.set(Some(concat));
        s.inplace_concat.set(Some(inplace_concat));
        s.repeat.set(Some(repeat));
        s.inplace_repeat.set(Some(inplace_repeat));
        s.iter.set(Some(iterator::iter));
        s.buffer.set(Some(buffer));
    },
    ..TypeSpec::EMPTY
};

/// Makes an array of bytes in a machine's format, for pickle.
#[pyfunction("_array_reconstructor(arraytype, typecode, mformat_code, items, /)")]
fn array_reconstructor(vm: &mut Vm, arraytype: Value, typecode: Value, mformat_code: i64, items: Value) -> PyResult {
    let Some(class) = arraytype.cast::<Type>() else {
        let text = format!("first argument must be a type object, not {}", vm.type_name(arraytype));
        return Err(vm.type_error(text));
    };
    if !class.is_subtype(vm.extension::<State>().array) {
        let text = format!("{} is not a subtype of array.array", class.short_name());
        return Err(vm.type_error(text));
    }
    let letter = code::character(vm, typecode, "_array_reconstructor() argument 2 must be a unicode character")?;
    let Some(code) = char::from_u32(letter).and_then(Code::find) else {
        return Err(vm.value_error("second argument must be a valid type code"));
    };
    let Some(format) = code::machine_format(mformat_code) else {
        return Err(vm.value_error("third argument must be a valid machine format code."));
    };
    let Some(bytes) = items.cast::<Bytes>() else {
        let text = format!("fourth argument should be bytes, not {}", vm.type_name(items));
        return Err(vm.type_error(text));
    };
    let array = allocate(vm, class, code, b"")?;
    if mformat_code == code.machine_format {
        methods::extend_bytes(vm, array, items)?;
        return Ok(array.value());
    }
    methods::extend_formatted(vm, array, format, bytes)?;
    Ok(array.value())
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let object = vm.types.object;
    let state = State { array: vm.new_type(&SPEC, object)?, iterator: vm.new_type(&iterator::SPEC, object)? };
    let array = state.array;
    vm.set_extension(state);
    vm.typed_rows = Some(TypedRows {
        shape: array.root_shape.get(),
        bytes: offset_of!(Array, bytes),
        code: offset_of!(Array, code),
        doubles: std::ptr::from_ref(Code::find('d').expect("there is a code of doubles")).addr(),
        item: |vm, v, at| {
            let array = v.cast::<Array>().filter(|array| at < array.len())?;
            array.get(vm, at).ok()
        },
    });
    let doc = "Rows of values of one machine type.";
    let module = vm.new_module("array", Some(doc), defs![array_reconstructor])?;
    module.add(vm, "array", array)?;
    module.add(vm, "ArrayType", array)?;
    let sequences = crate::importing::import_module(vm, "_collections_abc")?;
    let sequence = vm.getattr_str(sequences, "MutableSequence")?;
    vm.call_method(sequence, "register", &[array.value()])?;
    let codes = vm.new_str("bBuwhHiIlLqQfd")?;
    module.add(vm, "typecodes", codes)?;
    Ok(module)
}
