//! The machine code of exits: their values go to `out`, and the number of the exit is the result.
//!
//! A unit has many exits, and those of one function's instructions have most of their values in common. So
//! values are counted from the last one, and what two exits end with is code that both jump to.

use super::{Lower, Word};
use crate::ir::{ExitId, Ty, Val};
use cranelift_codegen::ir::{self as clif, BlockArg, InstBuilder, MemFlagsData as MemFlags, types};
use std::collections::HashMap;

/// Rows of values that exits end with, as a tree: behind each value those before it.
struct Tails {
    nodes: Vec<Tail>,
    next: HashMap<(usize, Val), usize>,
}

/// A row: a value and the row behind it.
struct Tail {
    v: Option<Val>,
    behind: usize,
    /// How many values are behind this one.
    depth: usize,
    /// How many rows and exits begin with it.
    users: usize,
}

const NOTHING: usize = 0;

impl Tails {
    fn new() -> Tails {
        let nothing = Tail { v: None, behind: NOTHING, depth: 0, users: 2 };
        Tails { nodes: vec![nothing], next: HashMap::new() }
    }

    /// The row with these values, the last one first.
    fn add(&mut self, values: impl Iterator<Item = Val>) -> usize {
        let mut at = NOTHING;
        for v in values {
            let fresh = self.nodes.len();
            let next = *self.next.entry((at, v)).or_insert(fresh);
            if next == fresh {
                let depth = if at == NOTHING { 0 } else { self.nodes[at].depth + 1 };
                self.nodes.push(Tail { v: Some(v), behind: at, depth, users: 0 });
                self.nodes[at].users += 1;
            }
            at = next;
        }
        self.nodes[at].users += 1;
        at
    }
}

impl Lower<'_> {
    /// Translates the exits that something leaves by.
    pub(super) fn all_exits(&mut self) {
        let mut tails = Tails::new();
        let mut exits: Vec<(ExitId, clif::Block)> = self.exits.iter().map(|(id, block)| (*id, *block)).collect();
        exits.sort_unstable_by_key(|(id, _)| *id);
        let unit = self.unit;
        let rows = exits.iter().map(|(id, _)| {
            let values: Vec<Val> = unit.exits[id.0 as usize].values().collect();
            tails.add(values.into_iter().rev())
        });
        let rows: Vec<usize> = rows.collect();
        let mut blocks = HashMap::new();
        for ((id, block), row) in exits.into_iter().zip(rows) {
            self.b.switch_to_block(block);
            let number = self.b.ins().iconst(types::I64, i64::from(id.0) + 1);
            self.tail(&tails, row, number, &mut blocks);
        }
    }

    /// Stores a row of values and returns the number of the exit.
    fn tail(&mut self, tails: &Tails, row: usize, number: Word, blocks: &mut HashMap<usize, clif::Block>) {
        let (mut row, mut number) = (row, number);
        let out = self.b.ins().iconst(types::I64, self.places.out as i64);
        let mut out = out;
        loop {
            let tail = &tails.nodes[row];
            if tail.users > 1 {
                if let Some(block) = blocks.get(&row) {
                    self.b.ins().jump(*block, &[BlockArg::Value(number)]);
                    return;
                }
                let block = self.b.create_block();
                self.b.set_cold_block(block);
                blocks.insert(row, block);
                let param = self.b.append_block_param(block, types::I64);
                self.b.ins().jump(block, &[BlockArg::Value(number)]);
                self.b.switch_to_block(block);
                number = param;
                out = self.b.ins().iconst(types::I64, self.places.out as i64);
            }
            let Some(v) = tail.v else { break };
            let mut value = self.values[&v];
            if self.unit.ty(v) == Ty::Bool {
                value = self.b.ins().uextend(types::I64, value);
            }
            self.b.ins().store(MemFlags::trusted(), value, out, (tail.depth * 8 + 8) as i32);
            row = tail.behind;
        }
        let unit = self.b.ins().iconst(types::I64, self.unit.number as i64);
        self.b.ins().store(MemFlags::trusted(), unit, out, 0);
        self.b.ins().return_(&[number]);
    }
}
