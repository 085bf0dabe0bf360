//! Which exceptions are shown with an exception: its cause, or the context if it has none, and
//! the members of a group. One that was met before is not shown again as a cause or context, so
//! circles end.

use super::quiet_attribute;
use std::collections::HashSet;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Exception, List, Tuple};
use tauraro_core::{PyResult, Value, Vm};

/// What an exception leads to, as numbers of other nodes.
#[derive(Default)]
pub(super) struct Node {
    pub(super) cause: Option<usize>,
    pub(super) context: Option<usize>,
    /// Of a group.
    pub(super) members: Option<Vec<usize>>,
}

/// All exceptions that are shown; the first is the one that was asked for.
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// The exceptions of the nodes, in the same order.
    exceptions: Gc<List>,
    met: HashSet<u64>,
}

impl Tree {
    /// Raises MemoryError.
    pub(super) fn of(vm: &mut Vm, exc: Value) -> PyResult<Tree> {
        let exceptions = vm.new_list(&[])?;
        let mut tree = Tree { nodes: Vec::new(), exceptions, met: HashSet::new() };
        tree.add(vm, exc)?;
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            let Some(e) = tree.exception(at).cast::<Exception>() else { continue };
            let cause = tree.add_new(vm, e.cause.get())?;
            let context = match cause {
                None if !e.suppress_context.get() => tree.add_new(vm, e.context.get())?,
                _ => None,
            };
            let members = tree.add_members(vm, e.value())?;
            open.extend(cause);
            open.extend(context);
            open.extend(members.iter().flatten());
            tree.nodes[at] = Node { cause, context, members };
        }
        Ok(tree)
    }

    fn add(&mut self, vm: &mut Vm, exc: Value) -> PyResult<usize> {
        self.met.insert(exc.bits());
        self.exceptions.push(vm, exc)?;
        self.nodes.push(Node::default());
        Ok(self.nodes.len() - 1)
    }

    /// Adds a cause or context, if there is one that was not met before.
    fn add_new(&mut self, vm: &mut Vm, exc: Value) -> PyResult<Option<usize>> {
        if exc.is_none() || self.met.contains(&exc.bits()) {
            return Ok(None);
        }
        self.add(vm, exc).map(Some)
    }

    fn add_members(&mut self, vm: &mut Vm, exc: Value) -> PyResult<Option<Vec<usize>>> {
        if !vm.is_instance(exc, vm.exc.base_exception_group) {
            return Ok(None);
        }
        let Some(members) = quiet_attribute(vm, exc, "exceptions").and_then(Value::cast::<Tuple>) else {
            return Ok(None);
        };
        members.items().iter().map(|m| self.add(vm, *m)).collect::<PyResult<Vec<usize>>>().map(Some)
    }

    pub(super) fn exception(&self, at: usize) -> Value {
        self.exceptions.items.get(at).unwrap_or(Value::NONE)
    }

    /// Its traceback, or None.
    pub(super) fn traceback(&self, at: usize) -> Value {
        self.exception(at).cast::<Exception>().map_or(Value::NONE, |e| e.traceback.get())
    }
}
