//! What t-strings make: `Template`, its `Interpolation`s and the iterator over both
//! (PEP 750).

mod interpolation;

use interpolation::Interpolation;
use std::cell::Cell;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, readonly};
use tauraro_core::{PyResult, Str, Tuple, Type, Value, Vm, defs, kinds, payload, pyfunction};

#[repr(C)]
pub struct Template {
    /// One more than interpolations.
    strings: Link<Tuple>,
    interpolations: Link<Tuple>,
}

payload!(Template, kinds::TEMPLATE, "string.templatelib.Template", [strings, interpolations]);

#[repr(C)]
pub struct TemplateIter {
    template: Link<Template>,
    /// How many strings and interpolations were passed; an even count is at a string.
    at: Cell<usize>,
}

payload!(TemplateIter, kinds::TEMPLATE_ITER, "string.templatelib.TemplateIter", [template]);

impl Template {
    fn strings(&self) -> Gc<Tuple> {
        self.strings.get().expect("a template has its strings from its creation on")
    }

    fn interpolations(&self) -> Gc<Tuple> {
        self.interpolations.get().expect("a template has its interpolations from its creation on")
    }
}

fn this(v: Value) -> Gc<Template> {
    v.cast().expect("slots of Template get them")
}

fn make(vm: &mut Vm, strings: Gc<Tuple>, interpolations: Gc<Tuple>) -> Value {
    let payload = Template { strings: Link::new(Some(strings)), interpolations: Link::new(Some(interpolations)) };
    let shape = vm.types.template.root_shape.get();
    vm.alloc(shape, payload).value()
}

/// Joins adjacent texts and puts empty ones between adjacent interpolations.
fn new(vm: &mut Vm, _: Gc<Type>, args: Args<'_>) -> PyResult {
    if args.has_keywords() {
        return Err(vm.type_error("Template.__new__ only accepts *args arguments"));
    }
    let strings = vm.new_list(&[])?;
    let interpolations = vm.new_list(&[])?;
    let mut text = vm.names.empty;
    for v in args.plain() {
        if let Some(s) = v.cast::<Str>() {
            text = if text.is_empty() { s } else { vm.concat_str(text, s)? };
        } else if v.is::<Interpolation>() {
            strings.push(vm, text.value())?;
            interpolations.push(vm, *v)?;
            text = vm.names.empty;
        } else {
            let got = vm.type_name(*v);
            let text = format!("Template.__new__ *args need to be of type 'str' or 'Interpolation', got {got}");
            return Err(vm.type_error(text));
        }
    }
    strings.push(vm, text.value())?;
    let (strings, interpolations) = (vm.list_to_tuple(strings)?, vm.list_to_tuple(interpolations)?);
    Ok(make(vm, strings, interpolations))
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let mut text = crate::repr_guard::Text::new("Template(strings=");
    text.push_repr(vm, this(v).strings().value())?;
    text.push(", interpolations=");
    text.push_repr(vm, this(v).interpolations().value())?;
    text.push(")");
    text.finish(vm)
}

fn iter(vm: &mut Vm, v: Value) -> PyResult {
    let payload = TemplateIter { template: Link::new(Some(this(v))), at: Cell::new(0) };
    let shape = vm.types.template_iter.root_shape.get();
    Ok(vm.alloc(shape, payload).value())
}

fn iter_next(_: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let iter = v.cast::<TemplateIter>().expect("slots of TemplateIter get them");
    let Some(template) = iter.template.get() else { return Ok(None) };
    loop {
        let at = iter.at.get();
        iter.at.set(at + 1);
        if at % 2 == 1 {
            return Ok(template.interpolations().get(at / 2));
        }
        match template.strings().get(at / 2) {
            None => {
                iter.at.set(at);
                return Ok(None);
            }
            Some(s) if s.cast::<Str>().is_some_and(|s| s.is_empty()) => {}
            found => return Ok(found),
        }
    }
}

fn concat(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let Some(other) = b.cast::<Template>() else {
        let text = format!(
            "can only concatenate string.templatelib.Template (not \"{}\") to string.templatelib.Template",
            vm.type_name(b)
        );
        return Err(vm.type_error(text));
    };
    let left = this(a);
    let (x, y) = (left.strings(), other.strings());
    let end = x.items().last().and_then(|v| v.cast::<Str>()).unwrap_or(vm.names.empty);
    let start = y.get(0).and_then(Value::cast::<Str>).unwrap_or(vm.names.empty);
    let joined = vm.concat_str(end, start)?.value();
    let n = x.len();
    let strings = vm.new_tuple_filled(n + y.len() - 1, |i| {
        let found = if i + 1 < n { x.get(i) } else { y.get(i + 1 - n) };
        if i + 1 == n { joined } else { found.unwrap_or(Value::NONE) }
    })?;
    let (x, y) = (left.interpolations(), other.interpolations());
    let interpolations = vm.new_tuple_filled(x.len() + y.len(), |i| {
        let found = if i < x.len() { x.get(i) } else { y.get(i - x.len()) };
        found.unwrap_or(Value::NONE)
    })?;
    Ok(make(vm, strings, interpolations))
}

fn values(vm: &mut Vm, v: Value) -> PyResult {
    let all = this(v).interpolations();
    let value = |i: usize| all.get(i).and_then(Value::cast::<Interpolation>).map(|part| part.value.get());
    vm.new_tuple_filled(all.len(), |i| value(i).unwrap_or(Value::NONE)).map(Gc::value)
}

/// Returns what pickle needs to make the template again.
#[pyfunction("Template.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Template>) -> PyResult {
    let import = vm.builtins.get_name(vm, vm.names.import).unwrap_or(Value::NONE);
    let name = vm.new_str("string.templatelib")?.value();
    let function = vm.intern("_template_unpickle");
    let wanted = vm.new_tuple(&[function.value()])?.value();
    let module = vm.call(import, &[name, Value::NONE, Value::NONE, wanted])?;
    let function = vm.getattr(module, function)?;
    let args = vm.new_tuple(&[this.strings().value(), this.interpolations().value()])?.value();
    vm.new_tuple(&[function, args]).map(Gc::value)
}

/// See PEP 585.
#[pyfunction("Template.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    crate::iterable::generic_alias(vm, cls, object)
}

static SPEC: TypeSpec = TypeSpec {
    name: "Template",
    module: "string.templatelib",
    doc: Some("What a t-string gives: its texts and, unformatted, its values."),
    kind: Some(Template::INFO),
    new: Some(new),
    methods: defs![reduce, class_getitem],
    getset: &[
        GetSetDef { name: "strings", doc: "Strings", get: |_, v| Ok(this(v).strings().value()), set: Some(readonly) },
        GetSetDef {
            name: "interpolations",
            doc: "Interpolations",
            get: |_, v| Ok(this(v).interpolations().value()),
            set: Some(readonly),
        },
        GetSetDef { name: "values", doc: "Values of interpolations", get: values, set: None },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.iter.set(Some(iter));
        s.concat.set(Some(concat));
    },
    ..TypeSpec::EMPTY
};

static ITER: TypeSpec = TypeSpec {
    name: "TemplateIter",
    module: "string.templatelib",
    doc: Some("Iterates over the texts that are not empty and the interpolations."),
    kind: Some(TemplateIter::INFO),
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(iter_next));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.template, &SPEC)?;
    vm.fill_type(vm.types.template_iter, &ITER)?;
    interpolation::init(vm)
}
