//! From the tree to the program. Operations are made from the end of the pattern to its
//! beginning, so that each knows its successor and the set of bytes that what follows can
//! begin with. That set is what turns a choice into a jump: where the ways on start with
//! different bytes, only one of them can succeed and nothing is kept to backtrack to.
//!
//! Nested nodes wait on a stack of `Task`s; `Lowering::next` is the entry of the code made so
//! far, in front of which the next piece goes.

use std::collections::HashMap;

use super::byteset::ByteSet;
use super::class::{Class, ClassDef, Fold, Item};
use super::code::{AtOp, Code, Counted, Follow, LIST_END, Look, Op, PEEK_FIRST, PEEK_SECOND, Pc, Run, Unit};
use super::facts::{Facts, analyse, encode, is_counted};
use super::prefilter::Prefilter;
use super::tree::{At, Greed, Node, NodeId, Tree, UNBOUNDED};
use super::unicode::Locale;

pub(crate) fn lower(tree: &Tree, wide: bool, locale: &Locale) -> Code {
    let classes: Vec<Class> = tree.classes.iter().map(|def| Class::new(def, locale)).collect();
    let facts = analyse(tree, &classes, wide);
    let mut lowering = Lowering {
        tree,
        wide,
        locale,
        code: Code {
            ops: vec![Op::Match],
            start: 0,
            bytes: Vec::new(),
            classes,
            runs: Vec::new(),
            counted: Vec::new(),
            looks: Vec::new(),
            peeks: Vec::new(),
            dispatches: Vec::new(),
            lists: Vec::new(),
            groups: tree.groups,
            slots: 0,
            min_bytes: facts[tree.root().0 as usize].min_bytes,
            prefilter: Prefilter::Everywhere,
            lead_run: None,
            locale: Box::new(locale.clone()),
        },
        facts,
        peek_ids: HashMap::new(),
        list_ids: HashMap::new(),
        unit_ids: HashMap::new(),
        lead: lead_repeat(tree),
        next: 0,
        tasks: vec![Task::Node { node: tree.root(), after: ByteSet::ALL }],
    };
    while let Some(task) = lowering.tasks.pop() {
        lowering.perform(task);
    }
    lowering.code.start = lowering.next;
    lowering.code.prefilter = Prefilter::new(tree, &lowering.facts, &lowering.code.classes, wide);
    lowering.code
}

enum Task {
    Node {
        node: NodeId,
        after: ByteSet,
    },
    /// The first `left` children of a concatenation.
    Sequence {
        node: NodeId,
        left: usize,
        after: ByteSet,
    },
    /// An alternative is made; `done` has the entries of those before it.
    Branch {
        node: NodeId,
        done: Vec<Pc>,
        join: Pc,
        after: ByteSet,
    },
    /// The body of an uncounted loop or option is made.
    Choice {
        node: NodeId,
        head: Option<Pc>,
        exit: Pc,
        after: ByteSet,
    },
    Counted {
        head: Pc,
        id: u32,
    },
    Look {
        id: u32,
    },
    Atomic,
    CondNo {
        node: NodeId,
        join: Pc,
        after: ByteSet,
    },
    Cond {
        node: NodeId,
        yes: Pc,
    },
}

struct Lowering<'a> {
    tree: &'a Tree,
    wide: bool,
    locale: &'a Locale,
    code: Code,
    facts: Vec<Facts>,
    peek_ids: HashMap<[u8; 257], u32>,
    list_ids: HashMap<Vec<Pc>, u32>,
    /// Classes made for units that are none in the tree, by what they contain.
    unit_ids: HashMap<ClassDef, u32>,
    /// The repeat behind `Code::lead_run`.
    lead: Option<NodeId>,
    next: Pc,
    tasks: Vec<Task>,
}

/// The repeat of one character that a pattern begins with, see `Code::lead_run`.
fn lead_repeat(tree: &Tree) -> Option<NodeId> {
    let looks_back = |node: &Node| matches!(node, Node::BackRef { .. } | Node::Cond { .. });
    if tree.nodes.iter().any(looks_back) {
        return None;
    }
    let root = [tree.root()];
    let items = match tree.node(root[0]) {
        Node::Concat(items) => &items[..],
        _ => &root,
    };
    let passes = |node: &Node| matches!(node, Node::Mark(_) | Node::At(_) | Node::Look { .. });
    let first = *items.iter().find(|id| !passes(tree.node(**id)))?;
    match tree.node(first) {
        Node::Repeat { body, max: UNBOUNDED, greed, .. } if tree.node(*body).is_unit() && *greed != Greed::Lazy => {
            Some(first)
        }
        _ => None,
    }
}

impl Lowering<'_> {
    fn facts(&self, node: NodeId) -> &Facts {
        &self.facts[node.0 as usize]
    }

    fn emit(&mut self, op: Op) {
        self.next = self.code.ops.len() as Pc;
        self.code.ops.push(op);
    }

    /// Keeps a place for an operation whose operands are not made yet.
    fn reserve(&mut self) -> Pc {
        self.emit(Op::Fail);
        self.next
    }

    fn perform(&mut self, task: Task) {
        match task {
            Task::Node { node, after } => self.node(node, after),
            Task::Sequence { node, left, after } => self.sequence(node, left, after),
            Task::Branch { node, done, join, after } => self.branch(node, done, join, after),
            Task::Choice { node, head, exit, after } => self.finish_choice(node, head, exit, after),
            Task::Counted { head, id } => self.finish_counted(head, id),
            Task::Look { id } => {
                self.code.looks[id as usize].body = self.next;
                self.emit(Op::Look { look: id });
            }
            Task::Atomic => self.emit(Op::Atomic { next: self.next }),
            Task::CondNo { node, join, after } => {
                let Node::Cond { no, .. } = self.tree.node(node) else {
                    return;
                };
                let yes = std::mem::replace(&mut self.next, join);
                self.tasks.push(Task::Cond { node, yes });
                self.tasks.push(Task::Node { node: *no, after });
            }
            Task::Cond { node, yes } => {
                let Node::Cond { group, .. } = *self.tree.node(node) else {
                    return;
                };
                self.emit(Op::Cond { group, yes, no: self.next });
            }
        }
    }

    fn node(&mut self, id: NodeId, after: ByteSet) {
        let next = self.next;
        match self.tree.node(id) {
            Node::Fail => self.emit(Op::Fail),
            Node::Char(_) => self.literal(&[id]),
            Node::Any => self.emit(Op::Any { next }),
            Node::AnyAll => self.emit(Op::AnyAll { next }),
            Node::Class(class) => self.emit(Op::Class { class: class.0, next }),
            Node::At(at) => self.position(*at),
            Node::Mark(mark) => self.mark(*mark),
            Node::Concat(items) => {
                self.tasks.push(Task::Sequence { node: id, left: items.len(), after });
            }
            Node::Branch(alternatives) => {
                let node = alternatives[0];
                self.tasks.push(Task::Branch { node: id, done: Vec::new(), join: next, after });
                self.tasks.push(Task::Node { node, after });
            }
            Node::Repeat { .. } => self.repeat(id, after),
            Node::BackRef { group, fold } => {
                self.emit(Op::BackRef { group: *group, fold: *fold, next });
            }
            Node::Cond { yes, .. } => {
                self.tasks.push(Task::CondNo { node: id, join: next, after });
                self.tasks.push(Task::Node { node: *yes, after });
            }
            Node::Look { .. } => self.look(id),
            Node::Atomic(body) => self.atomic(*body, after),
        }
    }

    fn atomic(&mut self, body: NodeId, after: ByteSet) {
        match *self.tree.node(body) {
            Node::Repeat { body: unit, min, max, greed } if self.tree.node(unit).is_unit() => {
                let max = if greed == Greed::Lazy { min } else { max };
                self.run(unit, min, max, Greed::Possessive, after);
            }
            ref node if node.is_unit() => self.node(body, after),
            _ => {
                let (pure, next) = (self.facts(body).pure, self.next);
                self.emit(Op::Cut { pure, next });
                self.tasks.push(Task::Atomic);
                // The body decides without a look at what follows: that is its point.
                self.tasks.push(Task::Node { node: body, after: ByteSet::ALL });
            }
        }
    }

    /// Makes children from the right until one needs tasks of its own.
    fn sequence(&mut self, id: NodeId, mut left: usize, mut after: ByteSet) {
        let tree = self.tree;
        let Node::Concat(items) = tree.node(id) else {
            return;
        };
        while left > 0 {
            let is_char = |item: &NodeId| matches!(tree.node(*item), Node::Char(_));
            let chars = items[..left].iter().rev().take_while(|item| is_char(item)).count();
            let taken = chars.max(1);
            let run = &items[left - taken..left];
            left -= taken;
            let here = after;
            after = run.iter().rev().fold(after, |after, item| self.facts(*item).before(after));
            if chars > 0 {
                self.literal(run);
                continue;
            }
            let waiting = self.tasks.len();
            self.tasks.push(Task::Sequence { node: id, left, after });
            self.node(run[0], here);
            if self.tasks.len() > waiting + 1 {
                return;
            }
            self.tasks.pop();
        }
    }

    fn literal(&mut self, chars: &[NodeId]) {
        let start = self.code.bytes.len();
        for id in chars {
            let Node::Char(ch) = self.tree.node(*id) else {
                continue;
            };
            let Some(encoded) = encode(*ch, self.wide) else {
                self.code.bytes.truncate(start);
                return self.emit(Op::Fail);
            };
            self.code.bytes.extend_from_slice(encoded.as_slice());
        }
        let next = self.next;
        match self.code.bytes[start..] {
            [byte] => {
                self.code.bytes.truncate(start);
                self.emit(Op::Byte { byte, next });
            }
            ref bytes => {
                let len = bytes.len() as u32;
                self.emit(Op::Literal { start: start as u32, len, next });
            }
        }
    }

    fn mark(&mut self, mark: u32) {
        let next = self.next;
        let ops = &self.code.ops;
        // The mark before a run that is followed by the mark of the group's end.
        if mark.is_multiple_of(2)
            && let Op::RunAll { run } = ops[next as usize]
            && let Op::Mark { mark: end, next } = ops[self.code.runs[run as usize].next as usize]
            && end == mark + 1
        {
            let group = mark / 2;
            let last = ops[next as usize] == Op::Match;
            let run_entry = &self.code.runs[run as usize];
            let captured = Run { next, last, ..run_entry.clone() };
            self.code.runs.push(captured);
            let id = self.code.runs.len() as u32 - 1;
            if self.code.lead_run == Some(run) {
                self.code.lead_run = Some(id);
            }
            return self.emit(Op::CaptureAll { run: id, group });
        }
        self.emit(Op::Mark { mark, next });
    }

    fn position(&mut self, at: At) {
        let next = self.next;
        let at = match at {
            At::Boundary(class) => {
                return self.emit(Op::Word { class: class.0, boundary: true, next });
            }
            At::NonBoundary(class) => {
                return self.emit(Op::Word { class: class.0, boundary: false, next });
            }
            At::Beginning => AtOp::Beginning,
            At::BeginningLine => AtOp::BeginningLine,
            At::End => AtOp::End,
            At::EndLine => AtOp::EndLine,
            At::EndString => AtOp::EndString,
        };
        self.emit(Op::At { at, next });
    }

    /// The alternative made last is complete: makes the next one, or the choice itself.
    fn branch(&mut self, id: NodeId, mut done: Vec<Pc>, join: Pc, after: ByteSet) {
        let Node::Branch(alternatives) = self.tree.node(id) else {
            return;
        };
        done.push(self.next);
        if let Some(&node) = alternatives.get(done.len()) {
            self.next = join;
            self.tasks.push(Task::Branch { node: id, done, join, after });
            self.tasks.push(Task::Node { node, after });
            return;
        }
        let sets: Vec<ByteSet> = alternatives.iter().map(|id| self.facts(*id).before(after)).collect();
        match done[..] {
            [only] => self.next = only,
            [first, second] => self.choice(first, sets[0], second, sets[1]),
            _ => {
                let dispatch = self.dispatch(&done, &sets);
                self.emit(Op::Branch { dispatch });
            }
        }
    }

    /// A table from the next symbol to the list of alternatives that it leaves.
    fn dispatch(&mut self, entries: &[Pc], sets: &[ByteSet]) -> u32 {
        let mut table = [0u32; 257];
        for (symbol, start) in table.iter_mut().enumerate() {
            let viable = entries.iter().zip(sets).filter(|(_, set)| set.contains(symbol));
            let mut list: Vec<Pc> = viable.map(|(pc, _)| *pc).collect();
            list.push(LIST_END);
            let lists = &mut self.code.lists;
            *start = *self.list_ids.entry(list).or_insert_with_key(|list| {
                lists.extend_from_slice(list);
                (lists.len() - list.len()) as u32
            });
        }
        self.code.dispatches.push(table);
        self.code.dispatches.len() as u32 - 1
    }

    /// Two ways on, the first preferred.
    fn choice(&mut self, first: Pc, first_set: ByteSet, second: Pc, second_set: ByteSet) {
        let op = self.choice_op(first, first_set, second, second_set);
        self.emit(op);
    }

    fn choice_op(&mut self, first: Pc, first_set: ByteSet, second: Pc, second_set: ByteSet) -> Op {
        if first_set == ByteSet::ALL && second_set == ByteSet::ALL {
            return Op::Split { first, second };
        }
        let peek = self.peek(first_set, second_set);
        Op::Peek { peek, first, second }
    }

    /// A table of which of two ways each symbol leaves open.
    fn peek(&mut self, first_set: ByteSet, second_set: ByteSet) -> u32 {
        let table: [u8; 257] = std::array::from_fn(|symbol| {
            let first = if first_set.contains(symbol) { PEEK_FIRST } else { 0 };
            let second = if second_set.contains(symbol) { PEEK_SECOND } else { 0 };
            first | second
        });
        let peeks = &mut self.code.peeks;
        *self.peek_ids.entry(table).or_insert_with_key(|table| {
            peeks.push(*table);
            peeks.len() as u32 - 1
        })
    }

    fn repeat(&mut self, id: NodeId, after: ByteSet) {
        let Node::Repeat { body, min, max, greed } = *self.tree.node(id) else {
            return;
        };
        let exit = self.next;
        if max == 0 {
            return;
        }
        if self.tree.node(body).is_unit() {
            let run = self.run(body, min, max, greed, after);
            if self.lead == Some(id) {
                self.code.lead_run = Some(run);
            }
            return;
        }
        if is_counted(self.tree, &self.facts, self.tree.node(id)) {
            return self.counted(id, after);
        }
        if (min, max) == (1, 1) {
            return self.tasks.push(Task::Node { node: body, after });
        }
        if greed == Greed::Possessive {
            return self.simple_possessive(id, after);
        }
        let (head, after_body) = if max == UNBOUNDED {
            (Some(self.reserve()), after.union(self.facts(body).before(ByteSet::ALL)))
        } else {
            (None, after)
        };
        self.tasks.push(Task::Choice { node: id, head, exit, after });
        self.tasks.push(Task::Node { node: body, after: after_body });
    }

    fn simple_possessive(&mut self, id: NodeId, after: ByteSet) {
        let Node::Repeat { body, .. } = *self.tree.node(id) else { return };
        let exit = self.next;
        let head = self.reserve();
        let pure = self.facts(body).pure;
        self.emit(Op::LoopCut { pure, next: head });
        self.tasks.push(Task::Choice { node: id, head: Some(head), exit, after });
        self.tasks.push(Task::Node { node: body, after: ByteSet::ALL });
    }

    /// Puts the choice between body and exit in front of an option, or at a loop's head.
    fn finish_choice(&mut self, id: NodeId, head: Option<Pc>, exit: Pc, after: ByteSet) {
        let Node::Repeat { body, min, greed, .. } = *self.tree.node(id) else {
            return;
        };
        let entry = self.next;
        let body_set = self.facts(body).before(if head.is_some() { ByteSet::ALL } else { after });
        let op = match greed {
            Greed::Lazy => self.choice_op(exit, after, entry, body_set),
            Greed::Possessive => {
                let peek = self.peek(body_set, ByteSet::ALL);
                Op::LoopSimple { peek, body: entry, exit }
            }
            Greed::Greedy => self.choice_op(entry, body_set, exit, after),
        };
        match head {
            None => self.emit(op),
            Some(head) => {
                self.code.ops[head as usize] = op;
                self.next = if min == 0 { head } else { entry };
            }
        }
    }

    fn counted(&mut self, id: NodeId, after: ByteSet) {
        let Node::Repeat { body, min, max, greed } = *self.tree.node(id) else {
            return;
        };
        let slot = self.code.slots as u32;
        self.code.slots += 1;
        let counted = self.code.counted.len() as u32;
        self.code.counted.push(Counted { slot, min, max, body: 0, exit: self.next });
        let head = self.reserve();
        self.code.ops[head as usize] = match greed {
            Greed::Greedy => Op::LoopGreedy { counted },
            Greed::Lazy => Op::LoopLazy { counted },
            Greed::Possessive => Op::LoopPossessive { counted },
        };
        if greed == Greed::Possessive {
            let pure = self.facts(body).pure;
            self.emit(Op::LoopCut { pure, next: head });
        }
        let after_body = match greed {
            Greed::Possessive => ByteSet::ALL,
            _ => after.union(self.facts(body).before(ByteSet::ALL)),
        };
        self.tasks.push(Task::Counted { head, id: counted });
        self.tasks.push(Task::Node { node: body, after: after_body });
    }

    fn finish_counted(&mut self, head: Pc, id: u32) {
        let counted = &mut self.code.counted[id as usize];
        counted.body = self.next;
        let slot = counted.slot;
        self.emit(Op::LoopInit { slot, next: head });
    }

    fn run(&mut self, body: NodeId, min: usize, max: usize, greed: Greed, after: ByteSet) -> u32 {
        let first = self.facts(body).before(ByteSet::EMPTY);
        let next = self.next;
        let follow = match after.single() {
            Some(byte) => Follow::Byte(byte),
            None if after == ByteSet::ALL => Follow::Anything,
            None => Follow::Set(Box::new(std::array::from_fn(|symbol| after.contains(symbol)))),
        };
        let last = self.code.ops[next as usize] == Op::Match;
        let run = self.code.runs.len() as u32;
        let unit = self.unit(body);
        self.code.runs.push(Run { unit, min, max, follow, next, last });
        // What follows cannot begin inside of the run, so a shorter run can never succeed.
        let all = greed == Greed::Possessive || first.is_disjoint(after);
        self.emit(match greed {
            _ if all => Op::RunAll { run },
            Greed::Lazy => Op::RunLazy { run },
            _ => Op::RunGreedy { run },
        });
        run
    }

    fn unit(&mut self, id: NodeId) -> Unit {
        match self.tree.node(id) {
            Node::AnyAll => Unit::AnyAll,
            Node::Any => Unit::Not1(b'\n'),
            Node::Char(ch) => match encode(*ch, self.wide).as_ref().map(|e| e.as_slice()) {
                None => Unit::Fail,
                Some(&[byte]) => Unit::Byte(byte),
                Some(_) => Unit::Class(self.unit_class(id)),
            },
            Node::Class(class) => {
                let stops = self.code.classes[class.0 as usize].stop_bytes(self.wide);
                match stops.as_deref() {
                    Some(&[a]) => Unit::Not1(a),
                    Some(&[a, b]) => Unit::Not2(a, b),
                    Some(&[a, b, c]) => Unit::Not3(a, b, c),
                    _ => Unit::Class(class.0),
                }
            }
            _ => Unit::Fail,
        }
    }

    /// A unit as a class, for the places that only know classes.
    fn unit_class(&mut self, id: NodeId) -> u32 {
        let items = match self.tree.node(id) {
            Node::Class(class) => return class.0,
            Node::Char(ch) => vec![Item::Literal(*ch)],
            Node::Any => vec![Item::Negate, Item::Literal(u32::from(b'\n'))],
            _ => vec![Item::Negate],
        };
        let classes = &mut self.code.classes;
        let locale = self.locale;
        *self.unit_ids.entry(ClassDef { fold: Fold::None, items }).or_insert_with_key(|def| {
            classes.push(Class::new(def, locale));
            classes.len() as u32 - 1
        })
    }

    fn look(&mut self, id: NodeId) {
        let Node::Look { behind, negative, body } = *self.tree.node(id) else {
            return;
        };
        let next = self.next;
        if self.tree.node(body).is_unit() && behind <= 1 {
            let class = self.unit_class(body);
            return self.emit(Op::LookUnit { class, behind: behind == 1, negative, next });
        }
        if let Some(op) = self.look_literal(behind, negative, body) {
            return self.emit(op);
        }
        let look = self.code.looks.len() as u32;
        self.code.looks.push(Look { behind, negative, body: 0, next });
        let pure = self.facts(body).pure;
        self.emit(if negative { Op::LookFail } else { Op::LookEnd { pure, next } });
        self.tasks.push(Task::Look { id: look });
        self.tasks.push(Task::Node { node: body, after: ByteSet::ALL });
    }

    /// An assertion about nothing but a literal right beside the position.
    fn look_literal(&mut self, behind: usize, negative: bool, body: NodeId) -> Option<Op> {
        let Node::Concat(items) = self.tree.node(body) else { return None };
        if items.is_empty() || behind > 0 && behind != items.len() {
            return None;
        }
        let start = self.code.bytes.len();
        for id in items {
            let encoded = match self.tree.node(*id) {
                Node::Char(ch) => encode(*ch, self.wide),
                _ => None,
            };
            let Some(encoded) = encoded else {
                self.code.bytes.truncate(start);
                return None;
            };
            self.code.bytes.extend_from_slice(encoded.as_slice());
        }
        let len = (self.code.bytes.len() - start) as u32;
        let next = self.next;
        Some(Op::LookLiteral { start: start as u32, len, behind: behind > 0, negative, next })
    }
}
