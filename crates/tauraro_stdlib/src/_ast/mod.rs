//! `_ast`: the classes of Python's syntax trees.
//!
//! What the classes are stands in [`grammar`]; how instances behave in [`node`]; trees are made
//! from source and compiled by the facade, which has the parser.

pub mod grammar;
mod node;
mod repr;

use grammar::{Count, FAMILIES, Family, NODES, Node, Place};
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::kinds;
use tauraro_core::object::{Dict, Instance, Module};
use tauraro_core::ops::BinaryOp;
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Str, Type, Value, Vm};

/// The position attributes in their order.
pub const POSITION: [&str; 4] = ["lineno", "col_offset", "end_lineno", "end_col_offset"];

/// The classes of a `Vm`.
struct Classes {
    ast: Gc<Type>,
    /// By the family's place in the table.
    families: Vec<Gc<Type>>,
    /// By the node's number.
    nodes: Vec<Gc<Type>>,
    /// The one instance of classes without fields (`Load`, `Add`, ...), else None.
    singletons: Vec<Value>,
    /// Names of each node's fields, interned.
    fields: Vec<Vec<Gc<Str>>>,
    position: [Gc<Str>; 4],
}

impl Extension for Classes {
    fn trace(&self, tracer: &mut Tracer) {
        self.ast.trace(tracer);
        for ty in self.families.iter().chain(&self.nodes) {
            ty.trace(tracer);
        }
        for v in &self.singletons {
            v.trace(tracer);
        }
        for name in self.fields.iter().flatten().chain(&self.position) {
            name.trace(tracer);
        }
    }
}

/// Makes the classes unless they are there.
pub fn ensure(vm: &mut Vm) -> PyResult<()> {
    if vm.try_extension::<Classes>().is_none() { make_classes(vm) } else { Ok(()) }
}

/// `AST`; [`ensure`] ran.
pub fn base_class(vm: &Vm) -> Gc<Type> {
    vm.extension::<Classes>().ast
}

/// Whether `v` is a node of any class. No classes: there are no nodes.
pub fn is_node(vm: &Vm, v: Value) -> bool {
    vm.try_extension::<Classes>().is_some_and(|classes| vm.is_instance(v, classes.ast))
}

/// The class of a node; [`ensure`] ran.
pub fn class(vm: &Vm, node: Node) -> Gc<Type> {
    vm.extension::<Classes>().nodes[node as usize]
}

/// The class of a family by its name in the table; [`ensure`] ran.
pub fn family_class(vm: &Vm, name: &str) -> Option<Gc<Type>> {
    let classes = vm.extension::<Classes>();
    FAMILIES.iter().position(|f| f.python_name() == name).map(|i| classes.families[i])
}

/// The one instance of a class such as `Load`; [`ensure`] ran.
pub fn singleton(vm: &Vm, node: Node) -> Value {
    vm.extension::<Classes>().singletons[node as usize]
}

/// The node that `v` is an instance of, by its class's nearest base in the table.
pub fn node_of(vm: &Vm, v: Value) -> Option<Node> {
    let classes = vm.extension::<Classes>();
    let ty = vm.type_of(v);
    let exact = classes.nodes.iter().position(|c| *c == ty);
    let at = exact.or_else(|| classes.nodes.iter().position(|c| ty.is_subtype(*c)));
    at.map(|i| NODES[i].0)
}

/// A new node with these values of its fields, in their order, and no position.
pub fn new_node(vm: &mut Vm, node: Node, values: &[Value]) -> PyResult {
    let class = class(vm, node);
    let obj = vm.alloc_with_slots(class.root_shape.get(), Instance, class.inline_slots.get().into()).value();
    for (i, v) in values.iter().enumerate() {
        let name = vm.extension::<Classes>().fields[node as usize][i];
        vm.instance_set(obj, name, *v)?;
    }
    Ok(obj)
}

/// Sets the four position attributes of a node.
pub fn set_position(vm: &mut Vm, node: Value, place: [Value; 4]) -> PyResult<()> {
    let names = vm.extension::<Classes>().position;
    for (name, v) in names.into_iter().zip(place) {
        vm.instance_set(node, name, v)?;
    }
    Ok(())
}

// ---- classes -----------------------------------------------------------------------------------

fn make_classes(vm: &mut Vm) -> PyResult<()> {
    let object = vm.types.object;
    let ast = vm.new_type(&node::SPEC, object)?;
    let empty = vm.new_tuple(&[])?.value();
    for name in ["_fields", "__match_args__", "_attributes"] {
        vm.add_to_type(ast, name, empty)?;
    }
    let position = POSITION.map(|name| vm.intern(name));
    let (nodes, families, singletons, fields) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let made = Classes { ast, families, nodes, singletons, fields, position };
    // The extension keeps alive what is in it, so classes are entered one by one.
    vm.set_extension(made);
    for family in FAMILIES {
        make_family(vm, family, ast)?;
    }
    add_field_types(vm)
}

fn make_family(vm: &mut Vm, family: &'static Family, ast: Gc<Type>) -> PyResult<()> {
    let base = if family.product {
        None
    } else {
        let class = make_class(vm, family.python_name(), ast, None, Some(family.place), &family_doc(family))?;
        vm.extension_mut::<Classes>().families.push(class);
        Some(class)
    };
    for node in family.nodes() {
        let place = if family.product { Some(family.place) } else { None };
        let class = make_class(vm, node.name(), base.unwrap_or(ast), Some(node), place, &node.signature())?;
        vm.extension_mut::<Classes>().fields.push(Vec::new());
        for field in node.fields() {
            let name = vm.intern(field.name);
            vm.extension_mut::<Classes>().fields[node as usize].push(name);
        }
        let classes = vm.extension_mut::<Classes>();
        classes.nodes.push(class);
        if family.product {
            classes.families.push(class);
        }
        let one = if node.fields().next().is_none() && family.place == Place::No {
            vm.alloc_with_slots(class.root_shape.get(), Instance, class.inline_slots.get().into()).value()
        } else {
            Value::NONE
        };
        vm.extension_mut::<Classes>().singletons.push(one);
    }
    Ok(())
}

/// The grammar rule of a family.
fn family_doc(family: &Family) -> String {
    let rules: Vec<String> = family.nodes().map(Node::signature).collect();
    let name = family.python_name();
    let plain = family.place == Place::No && family.nodes().all(|n| n.fields().next().is_none());
    let separator = if plain { " | ".to_owned() } else { format!("\n{:1$} | ", "", name.len()) };
    format!("{name} = {}", rules.join(&separator))
}

fn names_tuple(vm: &mut Vm, names: impl Iterator<Item = &'static str>) -> PyResult {
    let list = vm.new_list(&[])?;
    for name in names {
        let name = vm.intern(name).value();
        list.push(vm, name)?;
    }
    vm.list_to_tuple(list).map(Gc::value)
}

fn make_class(
    vm: &mut Vm,
    name: &'static str,
    base: Gc<Type>,
    node: Option<Node>,
    place: Option<Place>,
    doc: &str,
) -> PyResult<Gc<Type>> {
    let dict = vm.new_dict();
    let fields = names_tuple(vm, node.into_iter().flat_map(Node::fields).map(|f| f.name))?;
    let module = vm.intern("ast").value();
    let doc = vm.new_str(doc)?.value();
    dict.set_str(vm, "_fields", fields)?;
    dict.set_str(vm, "__match_args__", fields)?;
    dict.set_str(vm, "__module__", module)?;
    dict.set_str(vm, "__doc__", doc)?;
    if let Some(place) = place {
        let shown = if place == Place::No { 0 } else { POSITION.len() };
        let attributes = names_tuple(vm, POSITION[..shown].iter().copied())?;
        dict.set_str(vm, "_attributes", attributes)?;
    }
    for field in node.into_iter().flat_map(Node::fields).filter(|f| f.count == Count::Optional) {
        dict.set_str(vm, field.name, Value::NONE)?;
    }
    if place == Some(Place::Start) {
        dict.set_str(vm, "end_lineno", Value::NONE)?;
        dict.set_str(vm, "end_col_offset", Value::NONE)?;
    }
    // Instances get room for what they will have.
    let positioned = node.is_some_and(|n| n.family().place != Place::No);
    let positions = if positioned { &POSITION[..] } else { &[] };
    let fields = node.into_iter().flat_map(Node::fields).map(|f| f.name);
    let room = names_tuple(vm, fields.chain(positions.iter().copied()))?;
    dict.set_name(vm, vm.names.static_attributes, room)?;
    let name = vm.intern(name).value();
    let bases = vm.new_tuple(&[base.value()])?.value();
    let class = vm.call(vm.types.type_.value(), &[name, bases, dict.value()])?;
    let class = class.cast::<Type>().expect("type() makes types");
    if let Some(own) = class.dict.get() {
        own.remove_name(vm, vm.names.static_attributes);
    }
    Ok(class)
}

/// `_field_types`, once all classes are there that it can name.
fn add_field_types(vm: &mut Vm) -> PyResult<()> {
    let memo = vm.new_dict();
    for (i, (node, ..)) in NODES.iter().enumerate() {
        let types = vm.new_dict();
        for field in node.fields() {
            let v = field_type(vm, memo, field)?;
            types.set_str(vm, field.name, v)?;
        }
        let class = vm.extension::<Classes>().nodes[i];
        let dict: Gc<Dict> = class.dict.get().expect("a class has its dict from its creation on");
        dict.set_str(vm, "_field_types", types.value())?;
        let shown = tauraro_objects::dict::copy_dict(vm, types)?;
        dict.set_name(vm, vm.names.annotations_cache, shown.value())?;
    }
    Ok(())
}

/// The annotation of a field: `expr`, `expr | None` or `list[expr]`.
fn field_type(vm: &mut Vm, memo: Gc<Dict>, field: grammar::Field) -> PyResult {
    let plain = match field.ty {
        "identifier" | "string" => vm.types.str,
        "int" => vm.types.int,
        "constant" => vm.types.object,
        name => family_class(vm, name).expect("the table names types that it has"),
    };
    let (prefix, key) = match field.count {
        Count::One => return Ok(plain.value()),
        Count::Optional => ("?", field.ty),
        Count::Many | Count::ManyOptional => ("*", field.ty),
    };
    let key = vm.intern(&format!("{prefix}{key}"));
    if let Some(known) = memo.get_name(vm, key) {
        return Ok(known);
    }
    let made = if field.count == Count::Optional {
        vm.binary(BinaryOp::Or, plain.value(), Value::NONE)?
    } else {
        vm.getitem(vm.types.list.value(), plain.value())?
    };
    memo.set_name(vm, key, made)?;
    Ok(made)
}

/// Whether an annotation is a union (`X | None`).
fn is_union(v: Value) -> bool {
    v.kind() == kinds::UNION
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    ensure(vm)?;
    let module = vm.new_module("_ast", None, &[])?;
    let ast = base_class(vm);
    module.add(vm, "AST", ast)?;
    for (i, family) in FAMILIES.iter().enumerate() {
        let class = vm.extension::<Classes>().families[i];
        module.add(vm, family.python_name(), class)?;
        for node in family.nodes() {
            let class = self::class(vm, node);
            module.add(vm, node.name(), class)?;
        }
    }
    for (name, bits) in [
        ("PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000),
        ("PyCF_ONLY_AST", 0x400),
        ("PyCF_TYPE_COMMENTS", 0x1000),
        ("PyCF_OPTIMIZED_AST", 0x8400),
    ] {
        module.add(vm, name, bits)?;
    }
    Ok(module)
}
