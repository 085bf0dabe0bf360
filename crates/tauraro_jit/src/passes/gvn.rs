//! Equal instructions become one: global value numbering over the tree of dominators.
//!
//! A guard whose equal stands on every way to it holds, wherever either would leave. What reads
//! memory is equal to what read the same before in a row of blocks that nothing else leads into, as
//! long as nothing writes to that part of memory in between.

use super::Replaced;
use super::fold::{Folded, Folder};
use crate::ir::{BlockId, Effect, Graph, IrOp, Memory, Step, Unit, Val};
use std::collections::HashMap;

/// What makes two instructions equal; the last number is the state of the memory that they read.
type Key = (IrOp, Vec<Val>, i64, u32);

struct Numbering<'a> {
    folder: Folder<'a>,
    replaced: Replaced,
    known: HashMap<Key, Val>,
    /// The state of each part of memory: a new number whenever something writes to it.
    memory: States,
    memories: u32,
}

/// A number for each part of memory.
type States = [u32; Memory::All as usize + 1];

pub(super) fn run(unit: &mut Unit) {
    let graph = Graph::of(unit);
    let replaced = Replaced::none(unit);
    let mut numbering = Numbering {
        folder: Folder::new(unit),
        replaced,
        known: HashMap::new(),
        memory: States::default(),
        memories: 0,
    };
    numbering.walk(&graph);
    let Numbering { mut folder, replaced, .. } = numbering;
    let made = std::mem::take(&mut folder.made);
    unit.blocks[0].insts.splice(0..0, made);
    replaced.apply(unit);
}

impl Numbering<'_> {
    fn walk(&mut self, graph: &Graph) {
        // What each block on the way down has made known, with what it hides.
        let mut undo: Vec<Vec<Key>> = Vec::new();
        let mut memory_after = vec![States::default(); self.folder.unit.blocks.len()];
        for step in graph.walk() {
            match step {
                Step::Into(block) => {
                    self.memory = match graph.before[block.0 as usize][..] {
                        [before] if !graph.is_back(before, block) => memory_after[before.0 as usize],
                        _ => {
                            self.written(Memory::All);
                            self.memory
                        }
                    };
                    undo.push(self.block(block));
                    memory_after[block.0 as usize] = self.memory;
                }
                Step::OutOf(_) => {
                    for key in undo.pop().expect("each block is entered before it is left") {
                        self.known.remove(&key);
                    }
                }
            }
        }
    }

    /// A part of memory may hold something else from here on.
    fn written(&mut self, part: Memory) {
        self.memories += 1;
        match part {
            Memory::No => {}
            Memory::All => self.memory = [self.memories; Memory::All as usize + 1],
            _ => {
                self.memory[part as usize] = self.memories;
                if part != Memory::Window {
                    self.memory[Memory::All as usize] = self.memories;
                }
            }
        }
    }

    /// Numbers the instructions of a block; what it has made known.
    fn block(&mut self, block: BlockId) -> Vec<Key> {
        let insts = std::mem::take(&mut self.folder.unit.block_mut(block).insts);
        let mut made_known = Vec::new();
        let mut kept = Vec::with_capacity(insts.len());
        for v in insts {
            if self.inst(v, &mut made_known) {
                kept.push(v);
            }
        }
        self.folder.unit.block_mut(block).insts = kept;
        made_known
    }

    /// Numbers an instruction; whether it stays.
    fn inst(&mut self, v: Val, made_known: &mut Vec<Key>) -> bool {
        for arg in &mut self.folder.unit.insts[v.0 as usize].args {
            *arg = self.replaced.now(*arg);
        }
        match self.folder.fold(v) {
            Folded::Kept => {}
            Folded::Gone => return false,
            Folded::Is(other) => {
                self.replaced.put(v, other);
                return false;
            }
        }
        let inst = self.folder.unit.inst(v);
        if matches!(inst.op, IrOp::Int | IrOp::Float | IrOp::Bool | IrOp::Value) {
            let only = self.folder.only(v);
            if only != v {
                self.replaced.put(v, only);
            }
            return false;
        }
        let part = inst.op.info().memory;
        let memory = match inst.op.info().effect {
            Effect::Pure | Effect::Guards => 0,
            Effect::Reads | Effect::Checks => self.memory[part as usize] + 1,
            Effect::Writes | Effect::Acts | Effect::Leaves => {
                self.written(part);
                return true;
            }
        };
        let key = (inst.op, inst.args.clone(), inst.imm, memory);
        if let Some(first) = self.known.get(&key) {
            if inst.ty != crate::ir::Ty::None {
                self.replaced.put(v, *first);
            }
            return false;
        }
        self.known.insert(key.clone(), v);
        made_known.push(key);
        true
    }
}
