//! `ImportError`: message, module name and path.

use super::base::{exc, keep_args, own_dict, str};
use super::fields::{field, set};
use super::names::keyword_fields;
use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Exception;
use tauraro_core::shape::ShapeId;
use tauraro_core::{Gc, PyResult, Str, Tuple, Value, Vm, defs, pyfunction};

const MSG: usize = 0;
const NAME: usize = 1;
const PATH: usize = 2;
const NAME_FROM: usize = 3;

pub(super) static SPEC: TypeSpec = TypeSpec {
    methods: defs![reduce],
    getset: &[
        field!("msg" MSG, "The message."),
        field!("name" NAME, "Name of the module."),
        field!("path" PATH, "Path of the module."),
        field!("name_from" NAME_FROM, "The name that the module does not have."),
    ],
    slots: |s| {
        s.init.set(Some(init));
        s.str.set(Some(|vm, v| match exc(v).field(MSG) {
            msg if msg.cast::<Str>().is_some_and(|s| s.shape() == ShapeId::STR) => Ok(msg),
            _ => str(vm, v),
        }));
    },
    ..TypeSpec::EMPTY
};

fn init(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult<()> {
    let e = exc(this);
    keep_args(vm, e, args)?;
    keyword_fields(vm, e, args, "ImportError", &["name", "path", "name_from"], NAME)?;
    let msg = match *args.plain() {
        [msg] => msg,
        _ => Value::NONE,
    };
    set(vm, e, MSG, msg)
}

/// For pickling: the class, the arguments and what names the module.
#[pyfunction("ImportError.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Exception>) -> PyResult<Gc<Tuple>> {
    let class = vm.type_of(this.value()).value();
    let own = own_dict(vm, this.value())?;
    let fields = [("name", NAME), ("path", PATH), ("name_from", NAME_FROM)];
    if own.is_none() && fields.iter().all(|(_, i)| this.field(*i).is_none()) {
        return vm.new_tuple(&[class, this.args.get()]);
    }
    let state = vm.new_dict();
    for (key, v) in own.into_iter().flat_map(Gc::<tauraro_core::Dict>::iter) {
        state.set_item(vm, key, v)?;
    }
    for (name, i) in fields {
        if let Some(v) = this.field(i).non_none() {
            state.set_str(vm, name, v)?;
        }
    }
    vm.new_tuple(&[class, this.args.get(), state.value()])
}
