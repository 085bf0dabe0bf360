//! What can be said about each node before anything is matched: how short a match can be,
//! which bytes it can begin with and whether it is tied to a beginning.
//!
//! The bytes that can come next when a node is followed by something that needs `after` are
//! `must ∪ (pass ∩ after)`: `must` is what the node itself begins with, `pass` what it lets
//! through when it matches nothing. In this form nodes compose bottom-up in one pass.

use super::byteset::{ByteSet, END};
use super::class::{Class, lead_byte};
use super::tree::{At, Greed, Node, NodeId, Tree, UNBOUNDED};

#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub(crate) enum Anchor {
    None,
    Line,
    Beginning,
}

#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) min_bytes: usize,
    must: ByteSet,
    pass: ByteSet,
    pub(crate) anchor: Anchor,
    /// Matching the node sets no group. (The registers of loops inside do not count: they
    /// mean nothing outside of their loop.)
    pub(crate) pure: bool,
}

impl Facts {
    pub(crate) fn before(&self, after: ByteSet) -> ByteSet {
        self.must.union(self.pass.intersect(after))
    }

    pub(crate) fn nullable(&self) -> bool {
        self.min_bytes == 0
    }

    fn zero_width(pass: ByteSet) -> Facts {
        Facts { min_bytes: 0, must: ByteSet::EMPTY, pass, anchor: Anchor::None, pure: true }
    }

    fn unit(min_bytes: usize, must: ByteSet) -> Facts {
        Facts { min_bytes, must, pass: ByteSet::EMPTY, anchor: Anchor::None, pure: true }
    }
}

/// Facts of all nodes, in their order.
pub(crate) fn analyse(tree: &Tree, classes: &[Class], wide: bool) -> Vec<Facts> {
    let mut all: Vec<Facts> = Vec::with_capacity(tree.nodes.len());
    for node in &tree.nodes {
        let facts = node_facts(node, classes, wide, |id: NodeId| &all[id.0 as usize]);
        all.push(facts);
    }
    all
}

fn node_facts<'a>(node: &Node, classes: &[Class], wide: bool, facts: impl Fn(NodeId) -> &'a Facts) -> Facts {
    match node {
        Node::Fail => Facts::zero_width(ByteSet::EMPTY),
        Node::Char(ch) => match encode(*ch, wide) {
            Some(bytes) => Facts::unit(bytes.len(), ByteSet::of(bytes.as_slice()[0])),
            None => Facts::zero_width(ByteSet::EMPTY),
        },
        Node::Any => Facts::unit(1, without_newline(any_first(wide))),
        Node::AnyAll => Facts::unit(1, any_first(wide)),
        Node::Class(class) => Facts::unit(1, classes[class.0 as usize].first_bytes(wide)),
        Node::At(at) => at_facts(*at),
        Node::Mark(_) => Facts { pure: false, ..Facts::zero_width(ByteSet::ALL) },
        Node::Concat(items) => {
            let mut whole = Facts::zero_width(ByteSet::ALL);
            for item in items.iter().rev() {
                whole = then(facts(*item), &whole);
            }
            whole
        }
        Node::Branch(alternatives) => {
            let first = facts(alternatives[0]).clone();
            alternatives[1..].iter().fold(first, |sum, id| either(&sum, facts(*id)))
        }
        Node::Repeat { body, min, max, .. } => repeat_facts(facts(*body), *min, *max),
        Node::BackRef { .. } => Facts { must: ByteSet::ALL, ..Facts::zero_width(ByteSet::ALL) },
        Node::Cond { yes, no, .. } => either(facts(*yes), facts(*no)),
        Node::Look { behind, negative, body } => {
            let body = facts(*body);
            let ahead = *behind == 0 && !negative;
            let pass = if ahead { body.before(ByteSet::ALL) } else { ByteSet::ALL };
            // A negative assertion that holds has undone everything.
            Facts { pure: *negative || body.pure, ..Facts::zero_width(pass) }
        }
        Node::Atomic(body) => facts(*body).clone(),
    }
}

fn at_facts(at: At) -> Facts {
    let mut at_end = ByteSet::EMPTY;
    at_end.insert(END);
    let line_end = at_end.union(ByteSet::of(b'\n'));
    match at {
        At::Beginning => Facts { anchor: Anchor::Beginning, ..Facts::zero_width(ByteSet::ALL) },
        At::BeginningLine => Facts { anchor: Anchor::Line, ..Facts::zero_width(ByteSet::ALL) },
        At::End | At::EndLine => Facts::zero_width(line_end),
        At::EndString => Facts::zero_width(at_end),
        At::Boundary(_) | At::NonBoundary(_) => Facts::zero_width(ByteSet::ALL),
    }
}

fn then(first: &Facts, rest: &Facts) -> Facts {
    Facts {
        min_bytes: first.min_bytes.saturating_add(rest.min_bytes),
        must: first.before(rest.must),
        pass: first.pass.intersect(rest.pass),
        anchor: match first.anchor {
            Anchor::None if first.min_bytes == 0 && first.must == ByteSet::EMPTY => rest.anchor,
            anchor => anchor,
        },
        pure: first.pure && rest.pure,
    }
}

fn either(a: &Facts, b: &Facts) -> Facts {
    Facts {
        min_bytes: a.min_bytes.min(b.min_bytes),
        must: a.must.union(b.must),
        pass: a.pass.union(b.pass),
        anchor: a.anchor.min(b.anchor),
        pure: a.pure && b.pure,
    }
}

fn repeat_facts(body: &Facts, min: usize, max: usize) -> Facts {
    if max == 0 {
        return Facts::zero_width(ByteSet::ALL);
    }
    let pass = if min == 0 { ByteSet::ALL } else { ByteSet::EMPTY };
    Facts {
        min_bytes: body.min_bytes.saturating_mul(min),
        must: body.before(ByteSet::ALL),
        pass,
        anchor: if min == 0 { Anchor::None } else { body.anchor },
        pure: body.pure,
    }
}

/// Whether a repeat needs registers: to count its iterations, or to stop at an empty one.
pub(crate) fn is_counted(tree: &Tree, facts: &[Facts], repeat: &Node) -> bool {
    let Node::Repeat { body, min, max, greed } = repeat else {
        return false;
    };
    let nullable = facts[body.0 as usize].nullable();
    let plain = match (*min, *max) {
        (0, UNBOUNDED) => !nullable,
        (1, UNBOUNDED) => !nullable && *greed != Greed::Possessive,
        (0 | 1, 1) => *greed != Greed::Possessive,
        _ => false,
    };
    !plain && !tree.node(*body).is_unit()
}

fn any_first(wide: bool) -> ByteSet {
    let mut set = ByteSet::EMPTY;
    let bytes = (0..256).filter(|byte| !wide || !(0x80..0xc0).contains(byte));
    bytes.for_each(|byte| set.insert(byte));
    set
}

fn without_newline(set: ByteSet) -> ByteSet {
    let mut others = ByteSet::EMPTY;
    (0..=END).filter(|&symbol| symbol != usize::from(b'\n')).for_each(|s| others.insert(s));
    set.intersect(others)
}

/// The bytes of one character.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Encoded {
    bytes: [u8; 4],
    len: u8,
}

impl Encoded {
    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.len()]
    }

    pub(crate) fn len(&self) -> usize {
        usize::from(self.len)
    }
}

/// A character as it stands in a subject, if it can occur there.
pub(crate) fn encode(ch: u32, wide: bool) -> Option<Encoded> {
    if !wide {
        return u8::try_from(ch).ok().map(|byte| Encoded { bytes: [byte, 0, 0, 0], len: 1 });
    }
    let tail = |shift: u32| 0x80 | (ch >> shift & 0x3f) as u8;
    let lead = lead_byte(ch) as u8;
    let (bytes, len) = match ch {
        0..0x80 => ([lead, 0, 0, 0], 1),
        0x80..0x800 => ([lead, tail(0), 0, 0], 2),
        0x800..0x10000 => ([lead, tail(6), tail(0), 0], 3),
        0x10000..0x110000 => ([lead, tail(12), tail(6), tail(0)], 4),
        _ => return None,
    };
    Some(Encoded { bytes, len })
}
