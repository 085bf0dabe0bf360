//! `int`: numbers of any size. Immediate ones are handled by the interpreter where it can; here
//! is everything else, on `crate::bigint`.

mod arithmetic;
mod convert;
mod methods;
mod wide;

pub use convert::{exact, int_from_value, max_str_digits, set_max_str_digits, small_text};
pub use wide::wide;

use tauraro_core::heap::HasKindInfo;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::BigInt;
use tauraro_core::{PyResult, Vm, defs};

static SPEC: TypeSpec = TypeSpec {
    doc: Some(
        "int([x]) -> integer\nint(x, base=10) -> integer\n\n\
         A whole number of any size; made from a number or from text in a base.\n\n\
         >>> int('ff', 16)\n255\n",
    ),
    kind: Some(BigInt::INFO),
    new: Some(convert::new::as_new),
    methods: {
        use methods::*;
        defs![
            as_integer_ratio,
            bit_count,
            bit_length,
            conjugate,
            from_bytes,
            is_integer,
            to_bytes,
            getnewargs,
            format,
            round,
            sizeof,
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
        s.lshift.set(Some(arithmetic::lshift));
        s.rshift.set(Some(arithmetic::rshift));
        s.and.set(Some(arithmetic::and));
        s.or.set(Some(arithmetic::or));
        s.xor.set(Some(arithmetic::xor));
        s.negative.set(Some(arithmetic::negative));
        s.positive.set(Some(convert::exact));
        s.absolute.set(Some(arithmetic::absolute));
        s.invert.set(Some(arithmetic::invert));
        s.int.set(Some(convert::exact));
        s.float.set(Some(convert::float));
        s.index.set(Some(convert::exact));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.set_extension(convert::Limits::default());
    vm.fill_type(vm.types.int, &SPEC)
}
