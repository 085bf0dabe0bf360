//! The shape of a unit: which block leads to which, which one stands on every way to which, and the
//! loops.

use super::{BlockId, Unit};
use crate::order::reverse_postorder;

/// What is known of the blocks that the entry leads to.
#[derive(Debug)]
pub struct Graph {
    /// Each behind one that leads to it, and behind all of them but for edges back.
    pub order: Vec<BlockId>,
    /// For each block those that lead to it, once for each edge.
    pub before: Vec<Vec<BlockId>>,
    /// For each block those that it is the nearest dominator of, in the order of `order`.
    pub children: Vec<Vec<BlockId>>,
    /// For each block its place in `order`.
    place: Vec<usize>,
    /// For each block when a walk over the tree of dominators enters and leaves it.
    span: Vec<(u32, u32)>,
}

/// A step of a walk over the tree of dominators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// To a block, behind the one that dominates it.
    Into(BlockId),
    /// Back from it, after all that it dominates.
    OutOf(BlockId),
}

/// A natural loop.
#[derive(Clone, Debug)]
pub struct Loop {
    /// Where it is entered.
    pub header: BlockId,
    /// All its blocks, in the order of `Graph::order`.
    pub blocks: Vec<BlockId>,
    /// Those that go back to the header.
    pub latches: Vec<BlockId>,
}

impl Loop {
    /// The block that alone leads to the loop from outside, if it does nothing but jump there.
    #[must_use]
    pub fn preheader(&self, unit: &Unit, graph: &Graph) -> Option<BlockId> {
        let before = &graph.before[self.header.0 as usize];
        let mut outside = before.iter().filter(|from| !graph.dominates(self.header, **from));
        let only = outside.next().filter(|_| outside.next().is_none())?;
        matches!(unit.block(*only).end, super::End::Jump(_)).then_some(*only)
    }
}

const UNREACHABLE: usize = usize::MAX;

impl Graph {
    /// The shape of a unit.
    #[must_use]
    pub fn of(unit: &Unit) -> Graph {
        let n = unit.blocks.len();
        let next = |block: BlockId, which| unit.block(block).end.edges().nth(which).map(|edge| edge.to);
        let order = reverse_postorder(BlockId(0), next);
        let mut place = vec![UNREACHABLE; n];
        for (at, block) in order.iter().enumerate() {
            place[block.0 as usize] = at;
        }
        let mut before = vec![Vec::new(); n];
        for block in &order {
            for edge in unit.block(*block).end.edges() {
                before[edge.to.0 as usize].push(*block);
            }
        }
        let nearest = nearest_dominators(&order, &place, &before);
        let mut children = vec![Vec::new(); n];
        for (at, block) in order.iter().enumerate().skip(1) {
            children[order[nearest[at]].0 as usize].push(*block);
        }
        let mut graph = Graph { order, before, children, place, span: vec![(0, 0); n] };
        for (now, step) in graph.walk().into_iter().enumerate() {
            match step {
                Step::Into(block) => graph.span[block.0 as usize].0 = now as u32,
                Step::OutOf(block) => graph.span[block.0 as usize].1 = now as u32,
            }
        }
        graph
    }

    /// Whether the entry leads to a block.
    #[must_use]
    pub fn reaches(&self, block: BlockId) -> bool {
        self.place[block.0 as usize] != UNREACHABLE
    }

    /// Whether every way to `block` leads through `by`. Each block dominates itself.
    #[must_use]
    pub fn dominates(&self, by: BlockId, block: BlockId) -> bool {
        let ((begin, end), (at, _)) = (self.span[by.0 as usize], self.span[block.0 as usize]);
        begin <= at && at <= end
    }

    /// Whether an edge leads back, or aside into a loop that is entered at several places.
    #[must_use]
    pub fn is_back(&self, from: BlockId, to: BlockId) -> bool {
        self.place[to.0 as usize] <= self.place[from.0 as usize]
    }

    /// The whole walk over the tree of dominators. When a block is entered, all that lead to it but by
    /// edges back have been left or are around it.
    #[must_use]
    pub fn walk(&self) -> Vec<Step> {
        let mut steps = Vec::with_capacity(2 * self.order.len());
        let mut pending = vec![Step::Into(BlockId(0))];
        while let Some(step) = pending.pop() {
            steps.push(step);
            if let Step::Into(block) = step {
                pending.push(Step::OutOf(block));
                pending.extend(self.children[block.0 as usize].iter().rev().map(|child| Step::Into(*child)));
            }
        }
        steps
    }

    /// The natural loops, inner ones before those around them.
    #[must_use]
    pub fn loops(&self) -> Vec<Loop> {
        let mut loops = Vec::new();
        let mut inside = vec![BlockId(u32::MAX); self.place.len()];
        for header in self.order.iter().rev() {
            let back = |from: &&BlockId| self.is_back(**from, *header) && self.dominates(*header, **from);
            let mut latches: Vec<BlockId> = self.before[header.0 as usize].iter().filter(back).copied().collect();
            if latches.is_empty() {
                continue;
            }
            latches.dedup();
            let mut blocks = vec![*header];
            inside[header.0 as usize] = *header;
            let mut pending = latches.clone();
            while let Some(block) = pending.pop() {
                let mark = &mut inside[block.0 as usize];
                if *mark != *header {
                    *mark = *header;
                    blocks.push(block);
                    pending.extend(&self.before[block.0 as usize]);
                }
            }
            blocks.sort_by_key(|block| self.place[block.0 as usize]);
            loops.push(Loop { header: *header, blocks, latches });
        }
        loops
    }
}

/// For each place in `order` that of the nearest block on every way to it, by the method of Cooper,
/// Harvey and Kennedy.
fn nearest_dominators(order: &[BlockId], place: &[usize], before: &[Vec<BlockId>]) -> Vec<usize> {
    let mut nearest = vec![UNREACHABLE; order.len()];
    nearest[0] = 0;
    let meet = |nearest: &[usize], mut x: usize, mut y: usize| {
        while x != y {
            if x > y {
                x = nearest[x];
            } else {
                y = nearest[y];
            }
        }
        x
    };
    let mut changed = true;
    while changed {
        changed = false;
        for at in 1..order.len() {
            let from = before[order[at].0 as usize].iter().map(|block| place[block.0 as usize]);
            let known = from.filter(|from| nearest[*from] != UNREACHABLE);
            let found = known.reduce(|x, y| meet(&nearest, x, y)).expect("an edge of the order leads there");
            changed |= nearest[at] != found;
            nearest[at] = found;
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::super::{Edge, End, ExitId, Val};
    use super::*;

    /// A unit with these edges; a block with none leaves.
    fn unit(edges: &[&[u32]]) -> Unit {
        let mut unit = Unit::default();
        let edge = |to: u32| Edge { to: BlockId(to), args: Vec::new() };
        for to in edges {
            let block = unit.new_block();
            unit.block_mut(block).end = match to {
                [] => End::Exit(ExitId(0)),
                [to] => End::Jump(edge(*to)),
                _ => End::Branch(Val(0), edge(to[0]), edge(to[1])),
            };
        }
        unit
    }

    #[test]
    fn dominators_and_loops_of_a_nest() {
        // 0 -> 1 -> 2 <-> 3, 2 -> 4 -> 1, 4 -> 5; 6 is not reached.
        let graph = Graph::of(&unit(&[&[1], &[2], &[3, 4], &[2], &[1, 5], &[], &[5]]));
        assert!(!graph.reaches(BlockId(6)));
        assert!(graph.dominates(BlockId(1), BlockId(5)) && !graph.dominates(BlockId(3), BlockId(4)));
        let loops = graph.loops();
        let blocks: Vec<Vec<u32>> = loops.iter().map(|l| l.blocks.iter().map(|b| b.0).collect()).collect();
        assert_eq!(loops.iter().map(|l| l.header.0).collect::<Vec<_>>(), [2, 1]);
        assert!(blocks[0].len() == 2 && blocks[1].len() == 4 && blocks[0].contains(&3));
    }

    #[test]
    fn a_join_is_dominated_by_the_branch() {
        let graph = Graph::of(&unit(&[&[1, 2], &[3], &[3], &[]]));
        assert!(graph.dominates(BlockId(0), BlockId(3)) && !graph.dominates(BlockId(1), BlockId(3)));
        assert!(graph.loops().is_empty());
    }
}
