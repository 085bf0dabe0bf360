//! `Interpolation`: a replacement field of a t-string, with its value not yet formatted.

use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, readonly};
use tauraro_core::{PyResult, Str, Type, Value, Vm, defs, kinds, payload, pyfunction};

#[repr(C)]
pub struct Interpolation {
    pub(super) value: Slot,
    expression: Slot,
    conversion: Slot,
    format_spec: Slot,
}

payload!(
    Interpolation,
    kinds::INTERPOLATION,
    "string.templatelib.Interpolation",
    [value, expression, conversion, format_spec]
);

fn this(v: Value) -> Gc<Interpolation> {
    v.cast().expect("slots of Interpolation get them")
}

impl Interpolation {
    fn all(&self) -> [Value; 4] {
        [self.value.get(), self.expression.get(), self.conversion.get(), self.format_spec.get()]
    }
}

#[pyfunction("Interpolation.__new__($type, value, expression='', conversion=None, format_spec='')")]
fn new(
    vm: &mut Vm,
    cls: Gc<Type>,
    value: Value,
    expression: Option<Gc<Str>>,
    conversion: Option<Value>,
    format_spec: Option<Gc<Str>>,
) -> PyResult {
    let conversion = conversion.unwrap_or(Value::NONE);
    if !conversion.is_none() {
        let Some(text) = conversion.cast::<Str>() else {
            let text = format!("Interpolation() argument 'conversion' must be str, not {}", vm.type_name(conversion));
            return Err(vm.type_error(text));
        };
        if !matches!(text.as_bytes(), b"s" | b"a" | b"r") {
            return Err(vm.value_error("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'"));
        }
    }
    let empty = vm.names.empty;
    let payload = Interpolation {
        value: Slot::new(value),
        expression: Slot::new(expression.unwrap_or(empty).value()),
        conversion: Slot::new(conversion),
        format_spec: Slot::new(format_spec.unwrap_or(empty).value()),
    };
    Ok(vm.alloc(cls.root_shape.get(), payload).value())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let mut text = crate::repr_guard::Text::new("Interpolation(");
    for (i, part) in this(v).all().into_iter().enumerate() {
        text.push(if i == 0 { "" } else { ", " });
        text.push_repr(vm, part)?;
    }
    text.push(")");
    text.finish(vm)
}

/// Returns what pickle needs to make the interpolation again.
#[pyfunction("Interpolation.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Interpolation>) -> PyResult {
    let class = vm.type_of(this.value()).value();
    let args = vm.new_tuple(&this.all())?.value();
    vm.new_tuple(&[class, args]).map(Gc::value)
}

/// See PEP 585.
#[pyfunction("Interpolation.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    crate::iterable::generic_alias(vm, cls, object)
}

static SPEC: TypeSpec = TypeSpec {
    name: "Interpolation",
    module: "string.templatelib",
    doc: Some("A replacement field of a t-string."),
    kind: Some(Interpolation::INFO),
    new: Some(new::as_new),
    methods: defs![reduce, class_getitem],
    getset: &[
        GetSetDef { name: "value", doc: "Value", get: |_, v| Ok(this(v).value.get()), set: Some(readonly) },
        GetSetDef {
            name: "expression",
            doc: "Expression",
            get: |_, v| Ok(this(v).expression.get()),
            set: Some(readonly),
        },
        GetSetDef {
            name: "conversion",
            doc: "Conversion",
            get: |_, v| Ok(this(v).conversion.get()),
            set: Some(readonly),
        },
        GetSetDef {
            name: "format_spec",
            doc: "Format specification",
            get: |_, v| Ok(this(v).format_spec.get()),
            set: Some(readonly),
        },
    ],
    slots: |s| s.repr.set(Some(repr)),
    ..TypeSpec::EMPTY
};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.interpolation, &SPEC)?;
    let list = vm.new_list(&[])?;
    for name in ["value", "expression", "conversion", "format_spec"] {
        let name = vm.intern(name).value();
        list.push(vm, name)?;
    }
    let names = vm.list_to_tuple(list)?;
    vm.add_to_type(vm.types.interpolation, "__match_args__", names.value())
}
