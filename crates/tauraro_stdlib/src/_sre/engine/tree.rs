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
        matches!(self, Node::Char(_) | Node::Any | Node::AnyAll | Node::Class(_))
    }
}

/// A repeat is written out up to this many nodes: about what counting would cost.
const WRITTEN_OUT_MAX: usize = 48;

/// What writing out a repeat depends on.
#[derive(Clone, Copy, Debug)]
struct Outline {
    /// Nodes, those that stand in several places counted for each.
    size: usize,
    nullable: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) classes: Vec<ClassDef>,
    class_ids: HashMap<ClassDef, ClassId>,
    outlines: Vec<Outline>,
    pub(crate) groups: u32,
}

impl Tree {
    pub(crate) fn new(groups: u32) -> Tree {
        Tree { groups, ..Tree::default() }
    }

    pub(crate) fn root(&self) -> NodeId {
        NodeId(self.nodes.len() as u32 - 1)
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub(crate) fn add(&mut self, node: Node) -> NodeId {
        self.outlines.push(self.outline(&node));
        self.nodes.push(node);
        self.root()
    }

    /// A repeat; a short one is written out, which needs no counting when it runs. The copies
    /// of the body are the same node several times.
    pub(crate) fn add_repeat(&mut self, body: NodeId, min: usize, max: usize, greed: Greed) -> NodeId {
        if self.node(body).is_unit() {
            return self.add(Node::Repeat { body, min, max, greed });
        }
        let Outline { size, nullable } = self.outlines[body.0 as usize];
        let unbounded = max == UNBOUNDED;
        let copies = if unbounded { min.saturating_add(1) } else { max };
        let short = size.saturating_mul(copies) <= WRITTEN_OUT_MAX;
        if greed == Greed::Possessive && unbounded && min > 0 && short && !nullable {
            // Each iteration keeps what it took, the required ones as well.
            let once = self.add(Node::Atomic(body));
            let rest = self.add(Node::Repeat { body, min: 0, max, greed });
            let items = std::iter::repeat_n(once, min).chain([rest]);
            return self.add(Node::Concat(items.collect()));
        }
        let counts = copies > 1 && !nullable;
        if !short || !counts || greed == Greed::Possessive {
            return self.add(Node::Repeat { body, min, max, greed });
        }
        let mut items = vec![body; min];
        if unbounded {
            items.push(self.add(Node::Repeat { body, min: 0, max, greed }));
        } else if max > min {
            let mut rest = self.add(Node::Repeat { body, min: 0, max: 1, greed });
            for _ in min + 1..max {
                let more = self.add(Node::Concat([body, rest].into()));
                rest = self.add(Node::Repeat { body: more, min: 0, max: 1, greed });
            }
            items.push(rest);
        }
        self.add(Node::Concat(items.into()))
    }

    fn outline(&self, node: &Node) -> Outline {
        let of = |id: &NodeId| self.outlines[id.0 as usize];
        let all = |ids: &[NodeId], nullable: bool| Outline {
            size: ids.iter().map(of).fold(1, |sum, part| sum.saturating_add(part.size)),
            nullable,
        };
        match node {
            Node::Fail | Node::Char(_) | Node::Any | Node::AnyAll | Node::Class(_) => {
                Outline { size: 1, nullable: false }
            }
            Node::At(_) | Node::Mark(_) | Node::BackRef { .. } => Outline { size: 1, nullable: true },
            Node::Concat(items) => all(items, items.iter().all(|id| of(id).nullable)),
            Node::Branch(items) => all(items, items.iter().any(|id| of(id).nullable)),
            Node::Repeat { body, min, .. } => all(&[*body], *min == 0 || of(body).nullable),
            Node::Cond { yes, no, .. } => all(&[*yes, *no], of(yes).nullable || of(no).nullable),
            Node::Look { body, .. } => all(&[*body], true),
            Node::Atomic(body) => all(&[*body], of(body).nullable),
        }
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
