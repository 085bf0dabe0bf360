//! Python nodes read into Rust trees, with the type errors of fields that are missing or wrong.
//!
//! The grammar's table says what each node has, so one walk reads them all. Constants stay
//! Python objects: the tree has their places in a list.

use tauraro_core::{Gc, List, PyResult, Str, Value, Vm};
use tauraro_stdlib::_ast::grammar::{Count, FAMILIES, Field, Node, Place};
use tauraro_stdlib::_ast::{self, POSITION};

/// A node.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) node: Node,
    /// By the order of the node's fields.
    pub(super) parts: Vec<Part>,
    /// Line, column, end line, end column.
    pub(super) place: Option<[i64; 4]>,
}

/// The content of a field.
#[derive(Debug)]
pub(super) enum Part {
    /// None, or left out.
    Nothing,
    Tree(Box<Tree>),
    Trees(Vec<Option<Tree>>),
    Name(String),
    Names(Vec<Option<String>>),
    Int(i64),
    /// A place in the list of constants.
    Constant(usize),
}

impl Part {
    pub(super) fn tree(&self) -> Option<&Tree> {
        match self {
            Part::Tree(tree) => Some(tree),
            _ => None,
        }
    }

    pub(super) fn trees(&self) -> &[Option<Tree>] {
        match self {
            Part::Trees(trees) => trees,
            _ => &[],
        }
    }

    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Part::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let names: &[Option<String>] = match self {
            Part::Names(names) => names,
            _ => &[],
        };
        names.iter().flatten().map(String::as_str)
    }

    pub(super) fn int(&self) -> i64 {
        match self {
            Part::Int(i) => *i,
            _ => 0,
        }
    }

    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Part::Nothing)
    }
}

/// Reads the tree `v`; constants go to `constants`.
pub(super) fn import(vm: &mut Vm, v: Value, wanted: Node, constants: Gc<List>) -> PyResult<Tree> {
    let mut reader = Reader { vm, constants };
    match reader.tree(v, "mod")? {
        Some(tree) if tree.node == wanted => Ok(tree),
        _ => {
            let text = format!("expected {} node, got {}", wanted.name(), vm.type_name(v).trim_start_matches("ast."));
            Err(vm.type_error(text))
        }
    }
}

struct Reader<'a> {
    vm: &'a mut Vm,
    constants: Gc<List>,
}

impl Reader<'_> {
    fn attribute(&mut self, v: Value, name: &str) -> PyResult<Option<Value>> {
        let name = self.vm.intern(name);
        self.vm.getattr_opt(v, name)
    }

    fn missing<T>(&mut self, name: &str, of: &str) -> PyResult<T> {
        Err(self.vm.type_error(format!("required field \"{name}\" missing from {of}")))
    }

    /// A node of a family; `None` for None.
    fn tree(&mut self, v: Value, family_name: &str) -> PyResult<Option<Tree>> {
        if v.is_none() {
            return Ok(None);
        }
        self.vm.check_native_stack()?;
        let Some(family) = FAMILIES.iter().find(|f| f.python_name() == family_name) else {
            return Err(self.vm.runtime_error("the grammar names an unknown type"));
        };
        // Single classes are asked for their fields first.
        let mut place = if family.product { None } else { self.place(v, family_name, family.place)? };
        let node = if _ast::is_node(self.vm, v) { _ast::node_of(self.vm, v) } else { None };
        let node = match node {
            Some(node) if node.family().name == family.name => node,
            // A single class is not asked for: whatever has its fields will do.
            _ if family.product => match family.nodes().next() {
                Some(only) => only,
                None => return Ok(None),
            },
            _ if family_name == "mod" => return Ok(None),
            _ => {
                let shown = self.vm.repr(v)?.to_string_lossy();
                return Err(self.vm.type_error(format!("expected some sort of {family_name}, but got {shown}")));
            }
        };
        let mut parts = Vec::new();
        for field in node.fields() {
            let content = self.attribute(v, field.name)?;
            let part = self.part(node, field, content)?;
            parts.push(part);
        }
        if family.product {
            place = self.place(v, family_name, family.place)?;
        }
        Ok(Some(Tree { node, parts, place }))
    }

    fn place(&mut self, v: Value, family: &str, kind: Place) -> PyResult<Option<[i64; 4]>> {
        if kind == Place::No {
            return Ok(None);
        }
        let mut place = [0; 4];
        for (i, name) in POSITION.iter().enumerate() {
            let found = self.attribute(v, name)?;
            let optional = i >= 2 && kind == Place::Start;
            place[i] = match found {
                Some(v) if !(optional && v.is_none()) => self.int(v)?,
                _ if optional => place[i - 2],
                _ => return self.missing(name, family),
            };
        }
        Ok(Some(place))
    }

    fn part(&mut self, node: Node, field: Field, content: Option<Value>) -> PyResult<Part> {
        match field.count {
            Count::Many | Count::ManyOptional => self.row(node, field, content),
            Count::Optional => match content.and_then(Value::non_none) {
                Some(v) => self.single(node, field, v),
                None => Ok(Part::Nothing),
            },
            Count::One => match content {
                Some(v) => self.single(node, field, v),
                None => self.missing(field.name, node.name()),
            },
        }
    }

    fn single(&mut self, node: Node, field: Field, v: Value) -> PyResult<Part> {
        let part = match field.ty {
            "identifier" => self.identifier(v)?.map(Part::Name),
            "string" => Some(self.string(v)?),
            "int" => Some(Part::Int(self.int(v)?)),
            "constant" => Some(self.constant(v)?),
            family => self.tree(v, family)?.map(|tree| Part::Tree(Box::new(tree))),
        };
        match part {
            Some(part) => Ok(part),
            None => {
                let text = format!("field '{}' is required for {}", field.name, node.name());
                Err(self.vm.value_error(text))
            }
        }
    }

    fn row(&mut self, node: Node, field: Field, content: Option<Value>) -> PyResult<Part> {
        let named = field.ty == "identifier";
        let Some(content) = content else {
            return Ok(if named { Part::Names(Vec::new()) } else { Part::Trees(Vec::new()) });
        };
        let Some(list) = content.cast::<List>() else {
            let (node, field, got) = (node.name(), field.name, self.vm.type_name(content));
            return Err(self.vm.type_error(format!("{node} field \"{field}\" must be a list, not a {got}")));
        };
        let n = list.items.len();
        let (mut trees, mut names) = (Vec::new(), Vec::new());
        for i in 0..n {
            let item = list.items.get(i).unwrap_or(Value::NONE);
            if named {
                names.push(self.identifier(item)?);
            } else {
                trees.push(self.item(item, field)?);
            }
            if list.items.len() != n {
                let text = format!("{} field \"{}\" changed size during iteration", node.name(), field.name);
                return Err(self.vm.runtime_error(text));
            }
        }
        Ok(if named { Part::Names(names) } else { Part::Trees(trees) })
    }

    fn item(&mut self, v: Value, field: Field) -> PyResult<Option<Tree>> {
        let tree = self.tree(v, field.ty)?;
        // Statements and expressions are looked at later; others must be there.
        if tree.is_none() && field.count == Count::Many && !matches!(field.ty, "stmt" | "expr" | "pattern") {
            if let Some(family) = FAMILIES.iter().find(|f| f.python_name() == field.ty) {
                if !family.product {
                    self.place(v, field.ty, family.place)?;
                }
                if family.product
                    && let Some(first) = family.nodes().next().and_then(|n| n.fields().find(|f| f.count == Count::One))
                {
                    let name = family.python_name();
                    return self.missing(first.name, name);
                }
            }
            return Err(self.vm.type_error(format!("expected some sort of {}, but got None", field.ty)));
        }
        Ok(tree)
    }

    fn identifier(&mut self, v: Value) -> PyResult<Option<String>> {
        if v.is_none() {
            return Ok(None);
        }
        match v.cast::<Str>() {
            Some(name) => Ok(Some(name.to_string_lossy())),
            None => Err(self.vm.type_error("AST identifier must be of type str")),
        }
    }

    fn string(&mut self, v: Value) -> PyResult<Part> {
        match v.cast::<Str>() {
            Some(text) => Ok(Part::Name(text.to_string_lossy())),
            None => Err(self.vm.type_error("AST string must be of type str")),
        }
    }

    fn int(&mut self, v: Value) -> PyResult<i64> {
        if v.as_int().is_none() {
            let shown = self.vm.repr(v)?.to_string_lossy();
            return Err(self.vm.value_error(format!("invalid integer value: {shown}")));
        }
        match v.as_i64().filter(|i| i32::try_from(*i).is_ok()) {
            Some(i) => Ok(i),
            None => Err(self.vm.overflow_error("Python int too large to convert to C int")),
        }
    }

    fn constant(&mut self, v: Value) -> PyResult<Part> {
        let at = self.constants.items.len();
        self.constants.push(self.vm, v)?;
        Ok(Part::Constant(at))
    }
}
