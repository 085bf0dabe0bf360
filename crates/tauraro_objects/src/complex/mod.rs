//! `complex`: a pair of floats.

mod arithmetic;
mod convert;

pub(crate) use arithmetic::pow_parts;
pub use convert::{Complex, as_complex, new_complex};

use crate::raise::OrRaise;
use crate::text::format_spec::{self, Defaults};
use crate::text::format_value::{self, Context};
use rustpython_wtf8::Wtf8Buf;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Str, readonly};
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

/// The number with the sign of its imaginary part changed.
#[pyfunction("complex.conjugate($self, /)")]
fn conjugate(vm: &mut Vm, this: Gc<Complex>) -> Value {
    new_complex(vm, this.re, -this.im)
}

/// The number as an object of exactly the type complex.
#[pyfunction("complex.__complex__($self, /)")]
fn dunder_complex(vm: &mut Vm, this: Gc<Complex>) -> Value {
    new_complex(vm, this.re, this.im)
}

/// Arguments for `__new__` when an instance is copied.
#[pyfunction("complex.__getnewargs__($self, /)")]
fn getnewargs(vm: &mut Vm, this: Gc<Complex>) -> PyResult {
    Ok(vm.new_tuple(&[Value::float(this.re), Value::float(this.im)])?.value())
}

/// The number as text by a format specification.
#[pyfunction("complex.__format__($self, format_spec, /)")]
fn format(vm: &mut Vm, this: Gc<Complex>, format_spec: Gc<Str>) -> PyResult {
    if format_spec.is_empty() {
        return Ok(vm.str(this.value())?.value());
    }
    let name = vm.type_name(this.value());
    let spec = format_spec::parse(format_spec.as_wtf8(), Defaults::Number, &name).or_raise(vm)?.within_memory(vm)?;
    let mut out = Wtf8Buf::new();
    format_value::write_complex(&mut out, (this.re, this.im), &spec, &name, &Context::default()).or_raise(vm)?;
    Ok(vm.new_str_wtf8(&out)?.value())
}

fn real(_: &mut Vm, this: Value) -> PyResult {
    Ok(as_complex(this).map_or(Value::NONE, |(re, _)| Value::float(re)))
}

fn imag(_: &mut Vm, this: Value) -> PyResult {
    Ok(as_complex(this).map_or(Value::NONE, |(_, im)| Value::float(im)))
}

static SPEC: TypeSpec = TypeSpec {
    doc: Some("A complex number; made from its parts or from text."),
    kind: Some(Complex::INFO),
    new: Some(convert::new::as_new),
    methods: {
        use convert::from_number;
        defs![conjugate, dunder_complex, getnewargs, format, from_number]
    },
    getset: &[
        GetSetDef { name: "real", doc: "the real part of a complex number", get: real, set: Some(readonly) },
        GetSetDef { name: "imag", doc: "the imaginary part of a complex number", get: imag, set: Some(readonly) },
    ],
    slots: |s| {
        s.repr.set(Some(convert::repr));
        s.hash.set(Some(arithmetic::hash));
        s.compare.set(Some(arithmetic::compare));
        s.bool.set(Some(arithmetic::is_true));
        s.add.set(Some(arithmetic::add));
        s.subtract.set(Some(arithmetic::subtract));
        s.multiply.set(Some(arithmetic::multiply));
        s.true_divide.set(Some(arithmetic::true_divide));
        s.power.set(Some(arithmetic::power));
        s.negative.set(Some(arithmetic::negative));
        s.positive.set(Some(arithmetic::positive));
        s.absolute.set(Some(arithmetic::absolute));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.complex, &SPEC)
}
