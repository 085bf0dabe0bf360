//! The operations of the language on any values: what `hash`, `==`, `+`, `[]`, `iter` ... do
//! before and after they reach a type's slot.

use crate::heap::Gc;
use crate::object::{BinaryFn, CompareOp, Int, IterNextFn, List, Slots, Str, Tuple, Type, TypeFlags};
use crate::value::{PyResult, Raised, Value};
use crate::vm::Vm;
use std::cell::Cell;

/// The binary operators that dispatch on both operands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    MatrixMultiply,
    TrueDivide,
    FloorDivide,
    Remainder,
    Power,
    Lshift,
    Rshift,
    And,
    Or,
    Xor,
}

impl BinaryOp {
    pub const ALL: [BinaryOp; 13] = [
        BinaryOp::Add,
        BinaryOp::Subtract,
        BinaryOp::Multiply,
        BinaryOp::MatrixMultiply,
        BinaryOp::TrueDivide,
        BinaryOp::FloorDivide,
        BinaryOp::Remainder,
        BinaryOp::Power,
        BinaryOp::Lshift,
        BinaryOp::Rshift,
        BinaryOp::And,
        BinaryOp::Or,
        BinaryOp::Xor,
    ];

    pub fn symbol(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Subtract => "-",
            BinaryOp::Multiply => "*",
            BinaryOp::MatrixMultiply => "@",
            BinaryOp::TrueDivide => "/",
            BinaryOp::FloorDivide => "//",
            BinaryOp::Remainder => "%",
            BinaryOp::Power => "** or pow()",
            BinaryOp::Lshift => "<<",
            BinaryOp::Rshift => ">>",
            BinaryOp::And => "&",
            BinaryOp::Or => "|",
            BinaryOp::Xor => "^",
        }
    }

    fn inplace_symbol(self) -> &'static str {
        match self {
            BinaryOp::Add => "+=",
            BinaryOp::Subtract => "-=",
            BinaryOp::Multiply => "*=",
            BinaryOp::MatrixMultiply => "@=",
            BinaryOp::TrueDivide => "/=",
            BinaryOp::FloorDivide => "//=",
            BinaryOp::Remainder => "%=",
            BinaryOp::Power => "**=",
            BinaryOp::Lshift => "<<=",
            BinaryOp::Rshift => ">>=",
            BinaryOp::And => "&=",
            BinaryOp::Or => "|=",
            BinaryOp::Xor => "^=",
        }
    }

    fn slot(self, s: &Slots) -> &Cell<Option<BinaryFn>> {
        match self {
            BinaryOp::Add => &s.add,
            BinaryOp::Subtract => &s.subtract,
            BinaryOp::Multiply => &s.multiply,
            BinaryOp::MatrixMultiply => &s.matrix_multiply,
            BinaryOp::TrueDivide => &s.true_divide,
            BinaryOp::FloorDivide => &s.floor_divide,
            BinaryOp::Remainder => &s.remainder,
            BinaryOp::Power => unreachable!("power has three operands"),
            BinaryOp::Lshift => &s.lshift,
            BinaryOp::Rshift => &s.rshift,
            BinaryOp::And => &s.and,
            BinaryOp::Or => &s.or,
            BinaryOp::Xor => &s.xor,
        }
    }

    fn inplace_slot(self, s: &Slots) -> &Cell<Option<BinaryFn>> {
        match self {
            BinaryOp::Add => &s.inplace_add,
            BinaryOp::Subtract => &s.inplace_subtract,
            BinaryOp::Multiply => &s.inplace_multiply,
            BinaryOp::MatrixMultiply => &s.inplace_matrix_multiply,
            BinaryOp::TrueDivide => &s.inplace_true_divide,
            BinaryOp::FloorDivide => &s.inplace_floor_divide,
            BinaryOp::Remainder => &s.inplace_remainder,
            BinaryOp::Power => unreachable!("power has three operands"),
            BinaryOp::Lshift => &s.inplace_lshift,
            BinaryOp::Rshift => &s.inplace_rshift,
            BinaryOp::And => &s.inplace_and,
            BinaryOp::Or => &s.inplace_or,
            BinaryOp::Xor => &s.inplace_xor,
        }
    }
}

impl Vm {
    // ---- binary operators ----------------------------------------------------------------

    /// `a op b` by the types' slots (callers have handled immediates if they care for speed).
    pub fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> PyResult {
        if op == BinaryOp::Power {
            return self.power(a, b, Value::NONE);
        }
        let result = self.try_numeric(|s| op.slot(s), a, b)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
        self.binary_sequence(op, a, b, false)
    }

    /// What `a op b` is when a method of the left operand's Python class has returned NotImplemented, and the
    /// right one's class is the same or that of a number, which knows nothing of the other. Raises TypeError.
    pub fn operator_declined(&mut self, op: BinaryOp, a: Value, b: Value) -> PyResult {
        self.binary_sequence(op, a, b, false)
    }

    /// The same of a comparison.
    pub fn comparison_declined(&mut self, op: CompareOp, a: Value, b: Value) -> PyResult {
        self.compare_without_left(a, b, op, false)
    }

    /// `a op= b`.
    pub fn inplace(&mut self, op: BinaryOp, a: Value, b: Value) -> PyResult {
        if op == BinaryOp::Power {
            return self.inplace_power(a, b);
        }
        if let Some(f) = op.inplace_slot(&self.type_of(a).slots).get() {
            let result = f(self, a, b)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        let result = self.try_numeric(|s| op.slot(s), a, b)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
        self.binary_sequence(op, a, b, true)
    }

    /// `divmod(a, b)`.
    pub fn divmod(&mut self, a: Value, b: Value) -> PyResult {
        let result = self.try_numeric(|s| &s.divmod, a, b)?;
        if result.is_not_implemented() {
            return Err(self.unsupported(a, b, "divmod()"));
        }
        Ok(result)
    }

    /// Left slot, right slot; the right one first if its type derives from the left's and
    /// overrides the slot. NotImplemented: neither applies.
    fn try_numeric(&mut self, slot: impl Fn(&Slots) -> &Cell<Option<BinaryFn>>, a: Value, b: Value) -> PyResult {
        let (ta, tb) = (self.type_of(a), self.type_of(b));
        let left = slot(&ta.slots).get();
        let mut right = if ta == tb { None } else { slot(&tb.slots).get() };
        if let (Some(l), Some(r)) = (left, right)
            && std::ptr::fn_addr_eq(l, r)
        {
            right = None;
        }
        if let (Some(_), Some(r)) = (left, right)
            && tb.is_subtype(ta)
        {
            let result = r(self, a, b)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
            right = None;
        }
        for f in [left, right].into_iter().flatten() {
            let result = f(self, a, b)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[cold]
    fn binary_sequence(&mut self, op: BinaryOp, a: Value, b: Value, inplace: bool) -> PyResult {
        let (ta, tb) = (self.type_of(a), self.type_of(b));
        if op == BinaryOp::Add {
            let own = if inplace { ta.slots.inplace_concat.get() } else { None };
            if let Some(concat) = own.or(ta.slots.concat.get()) {
                return concat(self, a, b);
            }
        }
        if op == BinaryOp::Multiply {
            let own = if inplace { ta.slots.inplace_repeat.get() } else { None };
            if let Some(repeat) = own.or(ta.slots.repeat.get()) {
                return self.repeat_sequence(repeat, a, b);
            }
            if let Some(repeat) = tb.slots.repeat.get() {
                return self.repeat_sequence(repeat, b, a);
            }
        }
        let symbol = if inplace { op.inplace_symbol() } else { op.symbol() };
        Err(self.unsupported(a, b, symbol))
    }

    fn repeat_sequence(&mut self, repeat: BinaryFn, seq: Value, count: Value) -> PyResult {
        if self.type_of(count).slots.index.get().is_none() && count.as_int().is_none() {
            let text = format!("can't multiply sequence by non-int of type '{}'", self.type_name(count));
            return Err(self.type_error(text));
        }
        let count = self.index(count)?;
        repeat(self, seq, count)
    }

    /// Raises "unsupported operand type(s) for +: 'A' and 'B'".
    #[cold]
    pub fn unsupported(&mut self, a: Value, b: Value, symbol: &str) -> Raised {
        let text =
            format!("unsupported operand type(s) for {symbol}: '{}' and '{}'", self.type_name(a), self.type_name(b));
        self.type_error(text)
    }

    /// `pow(a, b, modulus)`; a modulus of None means none.
    pub fn power(&mut self, a: Value, b: Value, modulus: Value) -> PyResult {
        self.power_as(a, b, modulus, "** or pow()")
    }

    /// `power`; `symbol` is what a TypeError calls the operator.
    fn power_as(&mut self, a: Value, b: Value, modulus: Value, symbol: &str) -> PyResult {
        let (ta, tb, tm) = (self.type_of(a), self.type_of(b), self.type_of(modulus));
        let left = ta.slots.power.get();
        let mut right = if ta == tb { None } else { tb.slots.power.get() };
        if let (Some(l), Some(r)) = (left, right)
            && std::ptr::fn_addr_eq(l, r)
        {
            right = None;
        }
        let right_first = left.is_some() && right.is_some() && tb.is_subtype(ta);
        let order = if right_first { [right, left] } else { [left, right] };
        let third = if modulus.is_none() { None } else { tm.slots.power.get() };
        let third = third.filter(|t| order.iter().flatten().all(|f| !std::ptr::fn_addr_eq(*f, *t)));
        for f in order.into_iter().chain([third]).flatten() {
            let result = f(self, a, b, modulus)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        if modulus.is_none() {
            return Err(self.unsupported(a, b, symbol));
        }
        let text = format!(
            "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
            ta.name_str(),
            tb.name_str(),
            tm.name_str()
        );
        Err(self.type_error(text))
    }

    fn inplace_power(&mut self, a: Value, b: Value) -> PyResult {
        if let Some(f) = self.type_of(a).slots.inplace_power.get() {
            let result = f(self, a, b, Value::NONE)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        self.power_as(a, b, Value::NONE, "**=")
    }

    // ---- comparison ----------------------------------------------------------------------

    /// `a op b`, any object as the result.
    pub fn compare(&mut self, a: Value, b: Value, op: CompareOp) -> PyResult {
        self.check_native_stack()?;
        let (ta, tb) = (self.type_of(a), self.type_of(b));
        let mut tried_right = false;
        if ta != tb
            && tb.is_subtype(ta)
            && let Some(f) = tb.slots.compare.get()
        {
            tried_right = true;
            let result = f(self, b, a, op.swapped())?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        if let Some(f) = ta.slots.compare.get() {
            let result = f(self, a, b, op)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        self.compare_without_left(a, b, op, tried_right)
    }

    /// The comparison when the left operand's method has returned NotImplemented.
    #[cold]
    fn compare_without_left(&mut self, a: Value, b: Value, op: CompareOp, tried_right: bool) -> PyResult {
        let (ta, tb) = (self.type_of(a), self.type_of(b));
        if !tried_right && let Some(f) = tb.slots.compare.get() {
            let result = f(self, b, a, op.swapped())?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        match op {
            CompareOp::Eq => Ok(Value::bool(a == b)),
            CompareOp::Ne => Ok(Value::bool(a != b)),
            _ => {
                let (na, nb) = (ta.name_str(), tb.name_str());
                let text = format!("'{}' not supported between instances of '{na}' and '{nb}'", op.symbol());
                Err(self.type_error(text))
            }
        }
    }

    /// Truth of `a op b`.
    #[inline]
    pub fn compare_bool(&mut self, a: Value, b: Value, op: CompareOp) -> PyResult<bool> {
        if Value::both_small(a, b) {
            return Ok(op.holds(a.small_unchecked().cmp(&b.small_unchecked())));
        }
        let result = self.compare(a, b, op)?;
        self.truth(result)
    }

    /// `a is b or a == b`: how containers compare their items.
    #[inline]
    pub fn eq(&mut self, a: Value, b: Value) -> PyResult<bool> {
        if a == b {
            return Ok(true);
        }
        if Value::both_small(a, b) {
            return Ok(false);
        }
        if let (Some(x), Some(y)) = (a.cast::<Str>(), b.cast::<Str>())
            && x.shape() == crate::shape::ShapeId::STR
            && y.shape() == crate::shape::ShapeId::STR
        {
            return Ok(x.as_bytes() == y.as_bytes());
        }
        self.compare_bool(a, b, CompareOp::Eq)
    }

    /// The hash of an immediate int or an exact str, which needs no slot.
    #[inline(always)]
    pub fn plain_hash(&self, v: Value) -> Option<i64> {
        if let Some(i) = v.as_small() {
            return Some(if i == -1 { -2 } else { i });
        }
        let s = v.cast::<Str>().filter(|s| s.shape() == crate::shape::ShapeId::STR)?;
        Some(s.hash(self))
    }

    /// `hash(v)`. Raises TypeError "unhashable type: 'T'".
    #[inline]
    pub fn hash(&mut self, v: Value) -> PyResult<i64> {
        if let Some(i) = v.as_small() {
            // Ints below 2^61 - 1 hash to themselves, except that -1 means an error in C.
            return Ok(if i == -1 { -2 } else { i });
        }
        if let Some(s) = v.cast::<Str>()
            && s.shape() == crate::shape::ShapeId::STR
        {
            return Ok(s.hash(self));
        }
        match self.type_of(v).slots.hash.get() {
            Some(hash) => hash(self, v),
            None => {
                let text = format!("unhashable type: '{}'", self.type_name(v));
                Err(self.type_error(text))
            }
        }
    }

    /// `bool(v)`.
    #[inline]
    pub fn truth(&mut self, v: Value) -> PyResult<bool> {
        if let Some(b) = v.as_bool() {
            return Ok(b);
        }
        if let Some(i) = v.as_small() {
            return Ok(i != 0);
        }
        if v.is_none() {
            return Ok(false);
        }
        let ty = self.type_of(v);
        if let Some(f) = ty.slots.bool.get() {
            return f(self, v);
        }
        match ty.slots.len.get() {
            Some(len) => Ok(len(self, v)? != 0),
            None => Ok(true),
        }
    }

    // ---- containers and iteration --------------------------------------------------------

    /// `len(v)`.
    pub fn len(&mut self, v: Value) -> PyResult<usize> {
        match self.type_of(v).slots.len.get() {
            Some(len) => len(self, v),
            None => {
                let text = format!("object of type '{}' has no len()", self.type_name(v));
                Err(self.type_error(text))
            }
        }
    }

    /// `obj[key]`.
    pub fn getitem(&mut self, obj: Value, key: Value) -> PyResult {
        if let Some(f) = self.type_of(obj).slots.getitem.get() {
            return f(self, obj, key);
        }
        if let Some(ty) = obj.cast::<Type>() {
            return self.class_getitem(ty, key);
        }
        let text = format!("'{}' object is not subscriptable", self.type_name(obj));
        Err(self.type_error(text))
    }

    fn class_getitem(&mut self, ty: Gc<Type>, key: Value) -> PyResult {
        if ty == self.types.type_ {
            // `type[X]` is an alias although `type` has no `__class_getitem__` in its dict.
            let alias = self.types.generic_alias.value();
            return self.call(alias, &[ty.value(), key]);
        }
        match self.getattr_opt(ty.value(), self.names.class_getitem)? {
            Some(f) if !f.is_none() => self.call(f, &[key]),
            _ => Err(self.type_error(format!("type '{}' is not subscriptable", ty.name_str()))),
        }
    }

    /// `obj[key] = v`, or `del obj[key]` for `None`.
    pub fn setitem(&mut self, obj: Value, key: Value, v: Option<Value>) -> PyResult<()> {
        if let Some(f) = self.type_of(obj).slots.setitem.get() {
            return f(self, obj, key, v);
        }
        let ty = self.type_of(obj);
        // CPython words it in another way for types that have some sequence method.
        let sequence = ty != self.types.mappingproxy
            && (ty.has(crate::object::TypeFlags::HEAP)
                || ty.slots.len.get().is_some()
                || ty.slots.contains.get().is_some()
                || ty.slots.getitem.get().is_some());
        let what = match (v, sequence) {
            (Some(_), _) => "does not support item assignment",
            (None, true) => "doesn't support item deletion",
            (None, false) => "does not support item deletion",
        };
        let text = format!("'{}' object {what}", ty.name_str());
        Err(self.type_error(text))
    }

    /// `item in container`.
    pub fn contains(&mut self, container: Value, item: Value) -> PyResult<bool> {
        let ty = self.type_of(container);
        if let Some(f) = ty.slots.contains.get() {
            return f(self, container, item);
        }
        let iter = self.iter_to_search(container, "a container or iterable")?;
        while let Some(v) = self.next(iter)? {
            if self.eq(v, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `iter(v)` for a search through `v`. Raises TypeError, which says that `v` is not `wanted`,
    /// in place of any TypeError that `iter(v)` raises.
    pub fn iter_to_search(&mut self, v: Value, wanted: &str) -> PyResult {
        let iter = self.iter(v);
        match self.catching(iter, self.exc.type_error)? {
            Some(iter) => Ok(iter),
            None => {
                let text = format!("argument of type '{}' is not {wanted}", self.type_name(v));
                Err(self.type_error(text))
            }
        }
    }

    /// `iter(v)`.
    pub fn iter(&mut self, v: Value) -> PyResult {
        let ty = self.type_of(v);
        if let Some(f) = ty.slots.iter.get() {
            let it = f(self, v)?;
            if self.type_of(it).slots.iternext.get().is_none() {
                let text = format!("iter() returned non-iterator of type '{}'", self.type_name(it));
                return Err(self.type_error(text));
            }
            return Ok(it);
        }
        if ty.slots.getitem.get().is_some() && v.kind() != crate::kinds::DICT && !ty.has(TypeFlags::KEYS_ONLY) {
            let payload = crate::object::SequenceIterator::new(v);
            return Ok(self.alloc(crate::shape::ShapeId::SEQUENCE_ITERATOR, payload).value());
        }
        let text = format!("'{}' object is not iterable", ty.name_str());
        Err(self.type_error(text))
    }

    /// The next item of an iterator; `None`: exhausted. A StopIteration that `__next__` raises
    /// ends it too and is dropped.
    #[inline]
    pub fn next(&mut self, iter: Value) -> PyResult<Option<Value>> {
        // Native loops over endless iterators are left here when a signal has come.
        self.safepoint()?;
        match self.next_or_raise(iter) {
            Err(raised) => self.end_of_iteration(raised),
            item => item,
        }
    }

    /// A StopIteration that was raised while an item was made ends the iteration.
    #[cold]
    pub fn end_of_iteration(&mut self, raised: Raised) -> PyResult<Option<Value>> {
        match self.catch(self.exc.stop_iteration) {
            Some(_) => Ok(None),
            None => Err(raised),
        }
    }

    /// `next` that leaves a StopIteration raised, with its value.
    #[inline]
    pub fn next_or_raise(&mut self, iter: Value) -> PyResult<Option<Value>> {
        let f: Option<IterNextFn> = self.type_of(iter).slots.iternext.get();
        match f {
            Some(f) => f(self, iter),
            None => {
                let text = format!("'{}' object is not an iterator", self.type_name(iter));
                Err(self.type_error(text))
            }
        }
    }

    /// Calls `f` with each item of an iterable.
    pub fn for_each(&mut self, iterable: Value, mut f: impl FnMut(&mut Vm, Value) -> PyResult<()>) -> PyResult<()> {
        // Rows are walked without an iterator; what `f` does to them counts, as with one.
        if let Some(list) = iterable.cast::<List>().filter(|l| l.shape() == crate::shape::ShapeId::LIST) {
            let mut i = 0;
            while let Some(v) = list.items.get(i) {
                i += 1;
                f(self, v)?;
                self.safepoint()?;
            }
            return Ok(());
        }
        if let Some(tuple) = iterable.cast::<Tuple>().filter(|t| t.shape() == crate::shape::ShapeId::TUPLE) {
            for slot in tuple.items() {
                f(self, *slot)?;
                self.safepoint()?;
            }
            return Ok(());
        }
        let iter = self.iter(iterable)?;
        while let Some(v) = self.next(iter)? {
            f(self, v)?;
            self.safepoint()?;
        }
        Ok(())
    }

    // ---- text and numbers ----------------------------------------------------------------

    /// `repr(v)`.
    pub fn repr(&mut self, v: Value) -> PyResult<Gc<Str>> {
        self.check_native_stack()?;
        let text = match self.type_of(v).slots.repr.get() {
            Some(f) => f(self, v)?,
            None => return Err(self.type_error("object has no __repr__")),
        };
        self.expect_str(text, "__repr__")
    }

    /// `str(v)`.
    pub fn str(&mut self, v: Value) -> PyResult<Gc<Str>> {
        if let Some(s) = v.cast::<Str>()
            && s.shape() == crate::shape::ShapeId::STR
        {
            return Ok(s);
        }
        self.check_native_stack()?;
        match self.type_of(v).slots.str.get() {
            Some(f) => {
                let text = f(self, v)?;
                self.expect_str(text, "__str__")
            }
            None => self.repr(v),
        }
    }

    fn expect_str(&mut self, text: Value, method: &str) -> PyResult<Gc<Str>> {
        match text.cast::<Str>() {
            Some(s) => Ok(s),
            None => {
                let text = format!("{method} returned non-string (type {})", self.type_name(text));
                Err(self.type_error(text))
            }
        }
    }

    /// `operator.index(v)`: an int (bools and subclass instances as they are).
    pub fn index(&mut self, v: Value) -> PyResult {
        if v.is_small_int() || v.as_int().is_some() {
            return Ok(v);
        }
        let Some(f) = self.type_of(v).slots.index.get() else {
            let text = format!("'{}' object cannot be interpreted as an integer", self.type_name(v));
            return Err(self.type_error(text));
        };
        let i = f(self, v)?;
        if i.as_int().is_none() {
            let text = format!("__index__ returned non-int (type {})", self.type_name(i));
            return Err(self.type_error(text));
        }
        if self.type_of(i) != self.types.int {
            self.warn_strict_subclass("__index__", "int", i)?;
        }
        Ok(i)
    }

    /// `index` in 64 bits. Raises OverflowError beyond.
    pub fn index_i64(&mut self, v: Value) -> PyResult<i64> {
        if let Some(i) = v.as_small() {
            return Ok(i);
        }
        let i = self.index(v)?;
        match i.as_i64() {
            Some(i) => Ok(i),
            None => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }

    /// `index` clamped to 64 bits, as slices and ranges of positions want it.
    pub fn index_clamped(&mut self, v: Value) -> PyResult<i64> {
        let i = self.index(v)?;
        Ok(match i.as_int() {
            Some(Int::Small(i)) => i,
            Some(big) if big.is_negative() => big.to_i64().unwrap_or(i64::MIN),
            Some(big) => big.to_i64().unwrap_or(i64::MAX),
            None => 0,
        })
    }

    /// A real number as a float: floats, ints, `__float__`, `__index__`. Raises TypeError
    /// "must be real number, not T".
    pub fn to_f64(&mut self, v: Value) -> PyResult<f64> {
        if let Some(f) = v.as_float() {
            return Ok(f);
        }
        if let Some(i) = v.as_small() {
            return Ok(i as f64);
        }
        let Some(f) = self.type_of(v).slots.float.get() else {
            if self.type_of(v).slots.index.get().is_some() {
                let i = self.index(v)?;
                return self.to_f64(i);
            }
            let text = format!("must be real number, not {}", self.type_name(v));
            return Err(self.type_error(text));
        };
        let result = f(self, v)?;
        match result.as_float().or_else(|| result.cast::<crate::object::Float>().map(|f| f.value)) {
            Some(f) => {
                if !result.is_float() {
                    let what = format!("{}.__float__", self.type_name(v));
                    self.warn_strict_subclass(&what, "float", result)?;
                }
                Ok(f)
            }
            None => {
                let (ty, got) = (self.type_name(v), self.type_name(result));
                Err(self.type_error(format!("{ty}.__float__ returned non-float (type {got})")))
            }
        }
    }

    /// Whether `v` is an instance of `ty` or of a subclass, by the real types only.
    #[inline]
    pub fn is_instance(&self, v: Value, ty: Gc<Type>) -> bool {
        self.type_of(v).is_subtype(ty)
    }
}
