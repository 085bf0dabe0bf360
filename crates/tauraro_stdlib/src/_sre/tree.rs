//! A pattern as a tree, between the code words and the program. Nodes live in one array and
//! refer to their children by number; children always stand before their parents, so every
//! bottom-up analysis is a plain loop and a deeply nested pattern needs no native stack.

use std::collections::HashMap;

use super::class::{ClassDef, Fold};

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct NodeId(pub(crate) u32);

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct ClassId(pub(crate) u32);

/// A position test. Word boundaries are told apart by the class that defines "word".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum At {
    Beginning,
    BeginningLine,
    End,
    EndLine,
    EndString,
    Boundary(ClassId),
    NonBoundary(ClassId),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Greed {
    Greedy,
    Lazy,
    /// Takes as much as it can and never gives back.
    Possessive,
}

/// No upper bound of a repeat.
pub(crate) const UNBOUNDED: usize = usize::MAX;

#[derive(Clone, Debug)]
pub(crate) enum Node {
    Fail,
    Char(u32),
    /// Any character but a newline.
    Any,
    AnyAll,
    Class(ClassId),
    At(At),
    Mark(u32),
    Concat(Box<[NodeId]>),
    Branch(Box<[NodeId]>),
    Repeat {
        body: NodeId,
        min: usize,
        max: usize,
        greed: Greed,
    },
    BackRef {
        group: u32,
        fold: Fold,
    },
    /// `yes` if the group has matched, else `no`.
    Cond {
        group: u32,
        yes: NodeId,
        no: NodeId,
    },
    /// A lookahead, or a lookbehind that starts `behind` characters before.
    Look {
        behind: usize,
        negative: bool,
        body: NodeId,
    },
    Atomic(NodeId),
}

impl Node {
    /// Whether the node matches exactly one character and has no other effect.
    pub(crate) fn is_unit(&self) -> bool {
        matches!(
            self,
            Node::Char(_) | Node::Any | Node::AnyAll | Node::Class(_)
        )
    }
}

#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) classes: Vec<ClassDef>,
    class_ids: HashMap<ClassDef, ClassId>,
    pub(crate) groups: u32,
}

impl Tree {
    pub(crate) fn new(groups: u32) -> Tree {
        Tree {
            groups,
            ..Tree::default()
        }
    }

    pub(crate) fn root(&self) -> NodeId {
        NodeId(self.nodes.len() as u32 - 1)
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub(crate) fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        self.root()
    }

    /// The number of a class; equal classes share one.
    pub(crate) fn class(&mut self, def: ClassDef) -> ClassId {
        let next = ClassId(self.classes.len() as u32);
        *self.class_ids.entry(def).or_insert_with_key(|def| {
            self.classes.push(def.clone());
            next
        })
    }
}
