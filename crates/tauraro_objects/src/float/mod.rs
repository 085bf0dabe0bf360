//! `float`: IEEE double precision. Floats of exactly this type are immediate values; instances
//! of subclasses are cells.

mod arithmetic;
mod convert;
mod methods;

pub(crate) use arithmetic::pow_floats;
pub use convert::{as_f64, new_float};

use tauraro_core::heap::HasKindInfo;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Float;
use tauraro_core::{PyResult, Vm, defs};

static SPEC: TypeSpec = TypeSpec {
    doc: Some("A floating-point number; made from a number or from text."),
    kind: Some(Float::INFO),
    new: Some(convert::new_slot),
    methods: {
        use methods::*;
        defs![
            as_integer_ratio,
            conjugate,
            fromhex,
            from_number,
            getformat,
            hex,
            is_integer,
            getnewargs,
            format,
            round,
            trunc,
            floor,
            ceil,
        ]
    },
    getset: methods::GETSET,
    slots: |s| {
        s.repr.set(Some(convert::repr));
        s.hash.set(Some(arithmetic::hash));
        s.compare.set(Some(arithmetic::compare));
        s.bool.set(Some(arithmetic::is_true));
        s.add.set(Some(arithmetic::add));
        s.subtract.set(Some(arithmetic::subtract));
        s.multiply.set(Some(arithmetic::multiply));
        s.true_divide.set(Some(arithmetic::true_divide));
        s.floor_divide.set(Some(arithmetic::floor_divide));
        s.remainder.set(Some(arithmetic::remainder));
        s.divmod.set(Some(arithmetic::divmod));
        s.power.set(Some(arithmetic::power));
        s.negative.set(Some(arithmetic::negative));
        s.positive.set(Some(convert::plain));
        s.absolute.set(Some(arithmetic::absolute));
        s.int.set(Some(convert::int));
        s.float.set(Some(convert::plain));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.set_extension(convert::NanCount::default());
    vm.fill_type(vm.types.float, &SPEC)
}
