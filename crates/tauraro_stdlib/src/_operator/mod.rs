//! `_operator`: the operators of the language as functions.

mod getters;

use tauraro_core::call::Args;
use tauraro_core::heap::Gc;
use tauraro_core::object::{CompareOp, Module, Slots, UnaryFn};
use tauraro_core::ops::BinaryOp;
use tauraro_core::{Dict, PyResult, Str, Value, Vm, defs, pyfunction};
use tauraro_objects::iterable;

macro_rules! binary {
    ($($name:ident $sig:tt $doc:tt $vm:ident $a:ident $b:ident => $body:expr;)*) => {
        $(
            #[doc = $doc]
            #[pyfunction($sig)]
            fn $name($vm: &mut Vm, $a: Value, $b: Value) -> PyResult { $body }
        )*
    };
}

binary! {
    add "add(a, b, /)" "Same as a + b." vm a b => vm.binary(BinaryOp::Add, a, b);
    sub "sub(a, b, /)" "Same as a - b." vm a b => vm.binary(BinaryOp::Subtract, a, b);
    mul "mul(a, b, /)" "Same as a * b." vm a b => vm.binary(BinaryOp::Multiply, a, b);
    matmul "matmul(a, b, /)" "Same as a @ b." vm a b => vm.binary(BinaryOp::MatrixMultiply, a, b);
    floordiv "floordiv(a, b, /)" "Same as a // b." vm a b => vm.binary(BinaryOp::FloorDivide, a, b);
    truediv "truediv(a, b, /)" "Same as a / b." vm a b => vm.binary(BinaryOp::TrueDivide, a, b);
    r#mod "mod(a, b, /)" "Same as a % b." vm a b => vm.binary(BinaryOp::Remainder, a, b);
    lshift "lshift(a, b, /)" "Same as a << b." vm a b => vm.binary(BinaryOp::Lshift, a, b);
    rshift "rshift(a, b, /)" "Same as a >> b." vm a b => vm.binary(BinaryOp::Rshift, a, b);
    and_ "and_(a, b, /)" "Same as a & b." vm a b => vm.binary(BinaryOp::And, a, b);
    xor "xor(a, b, /)" "Same as a ^ b." vm a b => vm.binary(BinaryOp::Xor, a, b);
    or_ "or_(a, b, /)" "Same as a | b." vm a b => vm.binary(BinaryOp::Or, a, b);
    pow "pow(a, b, /)" "Same as a ** b." vm a b => vm.power(a, b, Value::NONE);
    iadd "iadd(a, b, /)" "Same as a += b." vm a b => vm.inplace(BinaryOp::Add, a, b);
    isub "isub(a, b, /)" "Same as a -= b." vm a b => vm.inplace(BinaryOp::Subtract, a, b);
    imul "imul(a, b, /)" "Same as a *= b." vm a b => vm.inplace(BinaryOp::Multiply, a, b);
    imatmul "imatmul(a, b, /)" "Same as a @= b." vm a b => vm.inplace(BinaryOp::MatrixMultiply, a, b);
    ifloordiv "ifloordiv(a, b, /)" "Same as a //= b." vm a b => vm.inplace(BinaryOp::FloorDivide, a, b);
    itruediv "itruediv(a, b, /)" "Same as a /= b." vm a b => vm.inplace(BinaryOp::TrueDivide, a, b);
    imod "imod(a, b, /)" "Same as a %= b." vm a b => vm.inplace(BinaryOp::Remainder, a, b);
    ilshift "ilshift(a, b, /)" "Same as a <<= b." vm a b => vm.inplace(BinaryOp::Lshift, a, b);
    irshift "irshift(a, b, /)" "Same as a >>= b." vm a b => vm.inplace(BinaryOp::Rshift, a, b);
    iand "iand(a, b, /)" "Same as a &= b." vm a b => vm.inplace(BinaryOp::And, a, b);
    ixor "ixor(a, b, /)" "Same as a ^= b." vm a b => vm.inplace(BinaryOp::Xor, a, b);
    ior "ior(a, b, /)" "Same as a |= b." vm a b => vm.inplace(BinaryOp::Or, a, b);
    ipow "ipow(a, b, /)" "Same as a **= b." vm a b => vm.inplace(BinaryOp::Power, a, b);
    concat "concat(a, b, /)" "Same as a + b, for sequences." vm a b => concatenate(vm, a, b, false);
    iconcat "iconcat(a, b, /)" "Same as a += b, for sequences." vm a b => concatenate(vm, a, b, true);
    getitem "getitem(a, b, /)" "Same as a[b]." vm a b => vm.getitem(a, b);
    delitem "delitem(a, b, /)" "Same as del a[b]." vm a b => vm.setitem(a, b, None).map(|()| Value::NONE);
    contains "contains(a, b, /)" "Same as b in a (note the order)." vm a b => vm.contains(a, b).map(Value::bool);
    is_ "is_(a, b, /)" "Same as a is b." _vm a b => Ok(Value::bool(a == b));
    is_not "is_not(a, b, /)" "Same as a is not b." _vm a b => Ok(Value::bool(a != b));
    eq "eq(a, b, /)" "Same as a == b." vm a b => vm.compare(a, b, CompareOp::Eq);
    ne "ne(a, b, /)" "Same as a != b." vm a b => vm.compare(a, b, CompareOp::Ne);
    lt "lt(a, b, /)" "Same as a < b." vm a b => vm.compare(a, b, CompareOp::Lt);
    le "le(a, b, /)" "Same as a <= b." vm a b => vm.compare(a, b, CompareOp::Le);
    gt "gt(a, b, /)" "Same as a > b." vm a b => vm.compare(a, b, CompareOp::Gt);
    ge "ge(a, b, /)" "Same as a >= b." vm a b => vm.compare(a, b, CompareOp::Ge);
}

fn concatenate(vm: &mut Vm, a: Value, b: Value, inplace: bool) -> PyResult {
    let slots = &vm.type_of(a).slots;
    let sequence = slots.concat.get().is_some() || (inplace && slots.inplace_concat.get().is_some());
    // A class with `__getitem__` counts as a sequence, and adds with `__add__`.
    let alike = |vm: &Vm, v: Value| vm.type_of(v).slots.getitem.get().is_some() && !v.is::<Dict>();
    let numbers = alike(vm, a) && alike(vm, b);
    if !sequence && !numbers {
        let text = format!("'{}' object can't be concatenated", vm.type_name(a));
        return Err(vm.type_error(text));
    }
    if inplace { vm.inplace(BinaryOp::Add, a, b) } else { vm.binary(BinaryOp::Add, a, b) }
}

/// `-a` and the like.
fn unary(vm: &mut Vm, a: Value, symbol: &str, slot: impl Fn(&Slots) -> Option<UnaryFn>) -> PyResult {
    match slot(&vm.type_of(a).slots) {
        Some(f) => f(vm, a),
        None => {
            let text = format!("bad operand type for {symbol}: '{}'", vm.type_name(a));
            Err(vm.type_error(text))
        }
    }
}

macro_rules! unary {
    ($($name:ident $sig:tt $doc:tt $vm:ident $a:ident => $body:expr;)*) => {
        $(
            #[doc = $doc]
            #[pyfunction($sig)]
            fn $name($vm: &mut Vm, $a: Value) -> PyResult { $body }
        )*
    };
}

unary! {
    truth "truth(a, /)" "Returns True if a is true, else False." vm a => vm.truth(a).map(Value::bool);
    not_ "not_(a, /)" "Same as not a." vm a => vm.truth(a).map(|t| Value::bool(!t));
    is_none "is_none(a, /)" "Same as a is None." _vm a => Ok(Value::bool(a.is_none()));
    is_not_none "is_not_none(a, /)" "Same as a is not None." _vm a => Ok(Value::bool(!a.is_none()));
    index "index(a, /)" "Same as a.__index__()." vm a => { let i = vm.index(a)?; tauraro_objects::int::exact(vm, i) };
    neg "neg(a, /)" "Same as -a." vm a => unary(vm, a, "unary -", |s| s.negative.get());
    pos "pos(a, /)" "Same as +a." vm a => unary(vm, a, "unary +", |s| s.positive.get());
    abs "abs(a, /)" "Same as abs(a)." vm a => unary(vm, a, "abs()", |s| s.absolute.get());
    inv "inv(a, /)" "Same as ~a." vm a => unary(vm, a, "unary ~", |s| s.invert.get());
    invert "invert(a, /)" "Same as ~a." vm a => unary(vm, a, "unary ~", |s| s.invert.get());
}

/// Same as a[b] = c.
#[pyfunction("setitem(a, b, c, /)")]
fn setitem(vm: &mut Vm, a: Value, b: Value, c: Value) -> PyResult<()> {
    vm.setitem(a, b, Some(c))
}

/// Returns how often b occurs in a.
#[pyfunction("countOf(a, b, /)")]
fn count_of(vm: &mut Vm, a: Value, b: Value) -> PyResult<usize> {
    let iter = vm.iter_to_search(a, "iterable")?;
    let mut count = 0;
    iterable::drain(vm, iter, |vm, item| {
        count += usize::from(vm.eq(item, b)?);
        Ok(())
    })?;
    Ok(count)
}

/// Returns the index of the first item of a that equals b.
#[pyfunction("indexOf(a, b, /)")]
fn index_of(vm: &mut Vm, a: Value, b: Value) -> PyResult<usize> {
    let iter = vm.iter_to_search(a, "iterable")?;
    let mut i = 0;
    while let Some(item) = vm.next(iter)? {
        if vm.eq(item, b)? {
            return Ok(i);
        }
        i += 1;
        iterable::poll(vm)?;
    }
    Err(vm.value_error("sequence.index(x): x not in sequence"))
}

/// Returns an estimate of the number of items in obj, or the default.
#[pyfunction("length_hint(obj, default=0, /)")]
fn length_hint(vm: &mut Vm, obj: Value, default: Option<i64>) -> PyResult<i64> {
    let default = default.unwrap_or(0);
    match usize::try_from(default) {
        Ok(n) => iterable::length_hint(vm, obj, n).map(|n| n as i64),
        // A negative default is given back as it is: no hint can be equal to this one.
        Err(_) => match iterable::length_hint(vm, obj, usize::MAX)? {
            usize::MAX => Ok(default),
            n => Ok(n as i64),
        },
    }
}

/// Same as obj(*args, **kwargs).
#[pyfunction("call(obj, /, *args, **kwargs)")]
fn call(vm: &mut Vm, obj: Value, args: &[Value], kwargs: Option<Gc<Dict>>) -> PyResult {
    match kwargs {
        Some(kwargs) if !kwargs.is_empty() => call_with_dict(vm, obj, args, kwargs),
        _ => vm.call(obj, args),
    }
}

/// Calls with positional arguments and those of a dict.
pub(crate) fn call_with_dict(vm: &mut Vm, f: Value, args: &[Value], kwargs: Gc<Dict>) -> PyResult {
    let names = vm.new_list_with_capacity(kwargs.len())?;
    let values = vm.new_list(args)?;
    for (name, value) in kwargs.iter() {
        names.push(vm, name)?;
        values.push(vm, value)?;
    }
    let names = vm.new_tuple_of_slots(names.items.slots())?;
    let values = vm.new_tuple_of_slots(values.items.slots())?;
    vm.call_args(f, Args { receiver: None, values: values.items(), names: Some(names) })
}

/// Compares two texts or bytes without a hint in the time that it takes.
#[pyfunction("_compare_digest(a, b, /)")]
fn compare_digest(vm: &mut Vm, a: Value, b: Value) -> PyResult<bool> {
    if let (Some(x), Some(y)) = (a.cast::<Str>(), b.cast::<Str>()) {
        if !x.is_ascii() || !y.is_ascii() {
            return Err(vm.type_error("comparing strings with non-ASCII characters is not supported"));
        }
        return Ok(same_bytes(x.as_bytes(), y.as_bytes()));
    }
    let no_buffer = |vm: &Vm, v: Value| vm.type_of(v).slots.buffer.get().is_none();
    if no_buffer(vm, a) && no_buffer(vm, b) {
        let text = format!(
            "unsupported operand types(s) or combination of types: '{}' and '{}'",
            vm.type_name(a),
            vm.type_name(b)
        );
        return Err(vm.type_error(text));
    }
    let x = vm.get_buffer(a, false)?;
    let y = match vm.get_buffer(b, false) {
        Ok(y) => y,
        Err(raised) => {
            vm.release_buffer(x);
            return Err(raised);
        }
    };
    let same = same_bytes(x.bytes(), y.bytes());
    vm.release_buffer(x);
    vm.release_buffer(y);
    Ok(same)
}

/// Looks at every byte whatever it finds.
fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    let different = a.iter().zip(b).fold(0, |all, (x, y)| std::hint::black_box(all | (x ^ y)));
    different == 0 && a.len() == b.len()
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![
        truth,
        contains,
        index_of,
        count_of,
        is_,
        is_not,
        is_none,
        is_not_none,
        index,
        add,
        sub,
        mul,
        matmul,
        floordiv,
        truediv,
        r#mod,
        neg,
        pos,
        abs,
        inv,
        invert,
        lshift,
        rshift,
        not_,
        and_,
        xor,
        or_,
        iadd,
        isub,
        imul,
        imatmul,
        ifloordiv,
        itruediv,
        imod,
        ilshift,
        irshift,
        iand,
        ixor,
        ior,
        concat,
        iconcat,
        getitem,
        setitem,
        delitem,
        pow,
        ipow,
        eq,
        ne,
        lt,
        le,
        gt,
        ge,
        compare_digest,
        length_hint,
        call,
    ];
    let module = vm.new_module("_operator", Some("The operators of the language as functions."), functions)?;
    getters::add(vm, module)?;
    Ok(module)
}
