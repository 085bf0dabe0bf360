//! The table of slots and dunder methods.

use super::buffer as b;
use super::python as p;
use super::python_numbers as n;
use super::wrap as w;
use super::{Dunder, Row, SlotRef};

/// `row!(Variant field trampoline; name interned "signature" wrap "doc", ...)`
macro_rules! row {
    ($variant:ident $field:ident $trampoline:expr;
     $( $name:literal $id:ident $sig:literal $wrap:ident $doc:literal ),+ $(,)?) => {
        Row {
            dunders: &[$( Dunder {
                name: $name,
                interned: |names| names.$id,
                signature: $sig,
                doc: $doc,
                wrap: w::$wrap,
                slot: SlotRef::$variant(|s| &s.$field, $trampoline),
            } ),+],
        }
    };
}

const SELF: &str = "($self, /)";
const VALUE: &str = "($self, value, /)";

macro_rules! unary {
    ($field:ident $name:literal $id:ident $trampoline:path, $doc:literal) => {
        Row {
            dunders: &[Dunder {
                name: $name,
                interned: |names| names.$id,
                signature: SELF,
                doc: $doc,
                wrap: w::unary,
                slot: SlotRef::Unary(|s| &s.$field, Some($trampoline)),
            }],
        }
    };
}

macro_rules! operator {
    ($field:ident $name:literal $id:ident $reflected:literal $rid:ident $doc:literal $rdoc:literal) => {
        Row {
            dunders: &[
                Dunder {
                    name: $name,
                    interned: |names| names.$id,
                    signature: VALUE,
                    doc: $doc,
                    wrap: w::binary,
                    slot: SlotRef::Binary(|s| &s.$field, Some(n::$field)),
                },
                Dunder {
                    name: $reflected,
                    interned: |names| names.$rid,
                    signature: VALUE,
                    doc: $rdoc,
                    wrap: w::reflected,
                    slot: SlotRef::Binary(|s| &s.$field, Some(n::$field)),
                },
            ],
        }
    };
}

macro_rules! inplace {
    ($field:ident $name:literal $id:ident $doc:literal) => {
        Row {
            dunders: &[Dunder {
                name: $name,
                interned: |names| names.$id,
                signature: VALUE,
                doc: $doc,
                wrap: w::binary,
                slot: SlotRef::Binary(|s| &s.$field, Some(n::$field)),
            }],
        }
    };
}

/// Slots that Python classes only inherit: the sequence forms of `+` and `*`. Their dunders
/// belong to the numeric rows as well, which come first.
macro_rules! sequence {
    ($field:ident; $( $name:literal $id:ident $wrap:ident $doc:literal ),+) => {
        Row { dunders: &[$( Dunder {
            name: $name,
            interned: |names| names.$id,
            signature: VALUE,
            doc: $doc,
            wrap: w::$wrap,
            slot: SlotRef::Binary(|s| &s.$field, None),
        } ),+] }
    };
}

/// Every slot that has dunders.
pub(crate) static ROWS: [Row; 61] = [
    row!(New new Some(p::new);
        "__new__" new "($type, *args, **kwargs)" new "Makes a new object; the class documents its arguments."),
    row!(Unary repr Some(p::repr); "__repr__" repr "($self, /)" unary "repr(self)"),
    row!(Hash hash Some(p::hash); "__hash__" hash "($self, /)" hash "hash(self)"),
    row!(Call call Some(p::call);
        "__call__" call "($self, /, *args, **kwargs)" call "Calls self as a function."),
    row!(Unary str Some(p::str); "__str__" str "($self, /)" unary "str(self)"),
    row!(GetAttr getattr Some(p::getattr_hook);
        "__getattribute__" getattribute "($self, name, /)" getattr "getattr(self, name)"),
    row!(SetAttr setattr Some(p::setattr);
        "__setattr__" setattr "($self, name, value, /)" setattr "setattr(self, name, value)",
        "__delattr__" delattr "($self, name, /)" delattr "delattr(self, name)"),
    row!(Compare compare Some(p::compare);
        "__lt__" lt "($self, value, /)" compare "self < value",
        "__le__" le "($self, value, /)" compare "self <= value",
        "__eq__" eq "($self, value, /)" compare "self == value",
        "__ne__" ne "($self, value, /)" compare "self != value",
        "__gt__" gt "($self, value, /)" compare "self > value",
        "__ge__" ge "($self, value, /)" compare "self >= value"),
    row!(Unary iter Some(p::iter); "__iter__" iter "($self, /)" unary "iter(self)"),
    row!(IterNext iternext Some(p::iternext); "__next__" next "($self, /)" next "Implement next(self)."),
    row!(DescrGet descr_get Some(p::descr_get);
        "__get__" get "($self, instance, owner=None, /)" descr_get "The attribute that self stands for."),
    row!(DescrSet descr_set Some(p::descr_set);
        "__set__" set "($self, instance, value, /)" descr_set "Sets the attribute that self stands for.",
        "__delete__" delete "($self, instance, /)" descr_delete "Deletes the attribute that self stands for."),
    row!(Init init Some(p::init);
        "__init__" init "($self, /, *args, **kwargs)" init "Initialises self; the class documents the arguments."),
    row!(Unary finalize Some(p::finalize); "__del__" del "($self, /)" finalize "Runs before self goes."),
    row!(Inquiry bool Some(p::bool); "__bool__" bool "($self, /)" inquiry "bool(self)"),
    row!(Len len Some(p::len); "__len__" len "($self, /)" len "len(self)"),
    row!(Binary getitem Some(p::getitem); "__getitem__" getitem "($self, key, /)" binary "self[key]"),
    row!(SetItem setitem Some(p::setitem);
        "__setitem__" setitem "($self, key, value, /)" setitem "self[key] = value",
        "__delitem__" delitem "($self, key, /)" delitem "del self[key]"),
    row!(Contains contains Some(p::contains); "__contains__" contains "($self, key, /)" contains "key in self"),
    operator!(add "__add__" add "__radd__" radd "self + value" "value + self"),
    operator!(subtract "__sub__" sub "__rsub__" rsub "self - value" "value - self"),
    operator!(multiply "__mul__" mul "__rmul__" rmul "self * value" "value * self"),
    operator!(matrix_multiply "__matmul__" matmul "__rmatmul__" rmatmul "self @ value" "value @ self"),
    operator!(true_divide "__truediv__" truediv "__rtruediv__" rtruediv "self / value" "value / self"),
    operator!(floor_divide "__floordiv__" floordiv "__rfloordiv__" rfloordiv "self // value" "value // self"),
    operator!(remainder "__mod__" r#mod "__rmod__" rmod "self % value" "value % self"),
    operator!(divmod "__divmod__" divmod "__rdivmod__" rdivmod "divmod(self, value)" "divmod(value, self)"),
    row!(Ternary power Some(n::power);
        "__pow__" pow "($self, value, mod=None, /)" power "pow(self, value, mod)",
        "__rpow__" rpow "($self, value, mod=None, /)" reflected_power "pow(value, self, mod)"),
    operator!(lshift "__lshift__" lshift "__rlshift__" rlshift "self << value" "value << self"),
    operator!(rshift "__rshift__" rshift "__rrshift__" rrshift "self >> value" "value >> self"),
    operator!(and "__and__" and "__rand__" rand "self & value" "value & self"),
    operator!(or "__or__" or "__ror__" ror "self | value" "value | self"),
    operator!(xor "__xor__" xor "__rxor__" rxor "self ^ value" "value ^ self"),
    inplace!(inplace_add "__iadd__" iadd "self += value"),
    inplace!(inplace_subtract "__isub__" isub "self -= value"),
    inplace!(inplace_multiply "__imul__" imul "self *= value"),
    inplace!(inplace_matrix_multiply "__imatmul__" imatmul "self @= value"),
    inplace!(inplace_true_divide "__itruediv__" itruediv "self /= value"),
    inplace!(inplace_floor_divide "__ifloordiv__" ifloordiv "self //= value"),
    inplace!(inplace_remainder "__imod__" imod "self %= value"),
    row!(Ternary inplace_power Some(n::inplace_power);
        "__ipow__" ipow "($self, value, /)" inplace_power "self **= value"),
    inplace!(inplace_lshift "__ilshift__" ilshift "self <<= value"),
    inplace!(inplace_rshift "__irshift__" irshift "self >>= value"),
    inplace!(inplace_and "__iand__" iand "self &= value"),
    inplace!(inplace_or "__ior__" ior "self |= value"),
    inplace!(inplace_xor "__ixor__" ixor "self ^= value"),
    unary!(negative "__neg__" neg n::negative, "-self"),
    unary!(positive "__pos__" pos n::positive, "+self"),
    unary!(absolute "__abs__" abs n::absolute, "abs(self)"),
    unary!(invert "__invert__" invert n::invert, "~self"),
    unary!(int "__int__" int n::int, "int(self)"),
    unary!(float "__float__" float n::float, "float(self)"),
    unary!(index "__index__" index n::index, "self as an exact integer"),
    unary!(r#await "__await__" r#await p::r#await, "The iterator that an await of self runs."),
    unary!(aiter "__aiter__" aiter p::aiter, "aiter(self)"),
    unary!(anext "__anext__" anext p::anext, "anext(self)"),
    row!(Buffer buffer Some(b::buffer);
        "__buffer__" buffer "($self, flags, /)" get_buffer
            "Return a buffer object that exposes the underlying memory of the object.",
        "__release_buffer__" release_buffer "($self, buffer, /)" release_buffer
            "Release the buffer object that exposes the underlying memory of the object."),
    sequence!(concat; "__add__" add binary "self + value"),
    sequence!(inplace_concat; "__iadd__" iadd binary "self += value"),
    sequence!(repeat; "__mul__" mul repeat "self * value", "__rmul__" rmul repeat "value * self"),
    sequence!(inplace_repeat; "__imul__" imul repeat "self *= value"),
];
