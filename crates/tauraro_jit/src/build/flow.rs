//! The part of the code that a unit covers, as blocks of bytecode.
//!
//! A loop's unit covers the blocks from which its header is reached again. An edge that leads
//! elsewhere leaves the unit.

use super::ops::Operands;
use crate::order::reverse_postorder;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tauraro_bytecode::{Code, Handler, Instruction, Op, OpFlags, Pc, Place, Reg};

/// A basic block of bytecode.
#[derive(Debug)]
pub(super) struct CodeBlock {
    pub(super) instructions: Vec<Instruction>,
    /// Where control may go, in or out of the unit.
    pub(super) next: Vec<Pc>,
}

/// The blocks of a unit.
#[derive(Debug)]
pub(super) struct Flow {
    /// All blocks, by their first word.
    pub(super) blocks: BTreeMap<Pc, CodeBlock>,
    /// In an order in which every block comes after those that lead to it, but for edges back.
    pub(super) order: Vec<Pc>,
    /// For each header of a loop, the blocks of the loop.
    pub(super) loops: HashMap<Pc, BTreeSet<Pc>>,
    /// The handlers that control may go to.
    handlers: Vec<Handler>,
    /// Whether control goes from what raises to its handler.
    pub(super) with_handlers: bool,
    /// Where the loop that is the unit goes back to.
    pub(super) main: Pc,
    /// Steps of loops that take pairs apart, by their place.
    pub(super) pairs: Pairs,
}

/// A `ForNext` whose item the loop's body begins with taking apart, and nothing else sees: it then gives
/// both halves, and the body begins behind that.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// Where the halves go.
    pub(super) halves: [Reg; 2],
    /// The instruction that would take the item apart.
    start: Pc,
    /// Where the body goes on.
    pub(super) body: Pc,
}

/// Those of a unit.
pub(super) type Pairs = HashMap<Pc, Pair>;

/// The steps of loops that can give pairs, of those that `are_pairs`.
pub(super) fn pairs(code: &Code, are_pairs: impl Fn(&Instruction) -> bool) -> Pairs {
    let mut found = Pairs::new();
    let mut at = Pc(0);
    while let Some(step) = Instruction::decode(&code.words, at) {
        at = step.next();
        if step.op.generic() != Op::ForNext || !are_pairs(&step) {
            continue;
        }
        let body = step.jump_target().and_then(|target| u32::try_from(target).ok()).map(Pc);
        let body = body.and_then(|body| Instruction::decode(&code.words, body));
        let Some(body) = body.filter(|body| body.op.generic() == Op::UnpackTwo) else { continue };
        let (item, parts) = (Operands(&step).register(Place::A), Operands(&body));
        if parts.register(Place::C) == item && usize::from(item.0) >= code.locals.len() {
            let halves = [parts.register(Place::A), parts.register(Place::B)];
            found.insert(step.at, Pair { halves, start: body.at, body: body.next() });
        }
    }
    found
}

impl Flow {
    /// The registers that an instruction changes.
    pub(super) fn each_changed(&self, instruction: &Instruction, mut changed: impl FnMut(u32)) {
        instruction.each_changed(&mut changed);
        let pair = self.pairs.get(&instruction.at);
        pair.into_iter().flat_map(|pair| pair.halves).for_each(|half| changed(u32::from(half.0)));
        let handler =
            self.handlers.iter().find(|handler| handler.start <= instruction.at && instruction.at < handler.end);
        handler.into_iter().for_each(|handler| changed(u32::from(handler.exc.0)));
    }

    /// The blocks of the loop with this header, or all that can be reached from it if it is the `whole`
    /// function. `None`: nothing leads back to it, or the code is not one whose loops are entered at one
    /// place.
    pub(super) fn new(code: &Code, header: Pc, whole: bool, pairs: Pairs, with_handlers: bool) -> Option<Flow> {
        let mut all = blocks_from(code, header, &pairs, with_handlers)?;
        enter_below(&mut all);
        // A loop that is entered with a pair to take apart goes back behind that.
        let behind = pairs.values().find(|pair| !whole && pair.start == header).map_or(header, |pair| pair.body);
        let mut inside =
            if whole { all.keys().copied().collect() } else { reaching(&all, behind, |pc| all.contains_key(&pc)) };
        if !inside.contains(&behind) {
            return None;
        }
        inside.insert(header);
        let blocks: BTreeMap<Pc, CodeBlock> = all.into_iter().filter(|(pc, _)| inside.contains(pc)).collect();
        let next = |pc: Pc, which| blocks[&pc].next.iter().filter(|next| blocks.contains_key(next)).nth(which).copied();
        let order = reverse_postorder(header, next);
        let place: HashMap<Pc, usize> = order.iter().enumerate().map(|(i, pc)| (*pc, i)).collect();
        // A test that was copied may have nothing left that leads to it.
        let blocks: BTreeMap<Pc, CodeBlock> = blocks.into_iter().filter(|(pc, _)| place.contains_key(pc)).collect();
        let mut loops = HashMap::new();
        let handlers = if with_handlers { code.handlers.clone() } else { Vec::new() };
        for (pc, block) in &blocks {
            for next in block.next.iter().filter(|next| place.get(next).is_some_and(|at| *at <= place[pc])) {
                let body = natural_loop(&blocks, *next, *pc);
                // A loop that is entered beside its header has its header among what is before it.
                if body.iter().any(|pc| place[pc] < place[next]) {
                    return None;
                }
                loops.entry(*next).or_insert_with(BTreeSet::new).extend(body);
            }
        }
        Some(Flow { blocks, order, loops, pairs, main: behind, handlers, with_handlers })
    }
}

/// A loop's test stands at its bottom, and a jump leads there first. In place of the jump stands a copy of
/// the test, so that the loop is entered where its body begins.
fn enter_below(blocks: &mut BTreeMap<Pc, CodeBlock>) {
    let tests: BTreeMap<Pc, (Vec<Instruction>, Vec<Pc>)> = blocks
        .iter()
        .filter(|(_, block)| {
            block.instructions.len() <= TEST_MAX && block.instructions.last().is_some_and(is_back_edge)
        })
        .map(|(pc, block)| (*pc, (block.instructions.clone(), block.next.clone())))
        .collect();
    for block in blocks.values_mut() {
        let Some(jump) = block.instructions.last().copied().filter(|i| i.op.generic() == Op::Jump) else { continue };
        let [to] = block.next[..] else { continue };
        // A jump inside of the loop does not enter it.
        let enters = |test: &Instruction| test.jump_target().is_some_and(|body| body > i64::from(jump.at.0));
        let Some((test, next)) = tests.get(&to).filter(|(test, _)| test.last().is_some_and(enters)) else { continue };
        block.instructions.pop();
        block.instructions.extend(test);
        block.next.clone_from(next);
    }
}

/// Tests that are longer are not copied.
const TEST_MAX: usize = 12;

fn is_back_edge(instruction: &Instruction) -> bool {
    let back = instruction.jump_target().is_some_and(|target| target <= i64::from(instruction.at.0));
    back && !instruction.op.info().flags.has(OpFlags::ENDS)
}

/// All blocks that can be reached from `start` without an exception.
fn blocks_from(code: &Code, start: Pc, pairs: &Pairs, with_handlers: bool) -> Option<BTreeMap<Pc, CodeBlock>> {
    let mut leaders = BTreeSet::from([start]);
    let mut seen = BTreeSet::new();
    let mut pending = vec![start];
    while let Some(at) = pending.pop() {
        if !seen.insert(at) {
            continue;
        }
        let instruction = Instruction::decode(&code.words, at)?;
        let targets = after(&instruction, pairs);
        if ends_block(&instruction) {
            leaders.extend(targets.iter().copied());
        }
        pending.extend(targets);
        let handler = handler(code, &instruction, with_handlers);
        leaders.extend(handler);
        pending.extend(handler);
    }
    let mut blocks = BTreeMap::new();
    for leader in &leaders {
        let mut block = CodeBlock { instructions: Vec::new(), next: Vec::new() };
        let mut at = *leader;
        let mut handlers = BTreeSet::new();
        loop {
            let instruction = Instruction::decode(&code.words, at)?;
            block.instructions.push(instruction);
            handlers.extend(handler(code, &instruction, with_handlers));
            at = instruction.next();
            if ends_block(&instruction) {
                block.next = after(&instruction, pairs);
                break;
            }
            if leaders.contains(&at) {
                block.next = vec![at];
                break;
            }
        }
        handlers.retain(|target| !block.next.contains(target));
        block.next.extend(handlers);
        blocks.insert(*leader, block);
    }
    Some(blocks)
}

/// Where an exception of an instruction goes on in the code.
fn handler(code: &Code, instruction: &Instruction, with_handlers: bool) -> Option<Pc> {
    let raises = with_handlers && instruction.op.info().flags.has(OpFlags::RAISES);
    code.handler(instruction.at).filter(|_| raises).map(|handler| handler.target)
}

fn ends_block(instruction: &Instruction) -> bool {
    instruction.op.info().flags.has(OpFlags::ENDS) || instruction.jump_target().is_some()
}

/// Where control goes behind an instruction: first where it does not jump.
fn after(instruction: &Instruction, pairs: &Pairs) -> Vec<Pc> {
    let mut targets = Vec::new();
    if !instruction.op.info().flags.has(OpFlags::ENDS) {
        targets.push(instruction.next());
    }
    let target = instruction.jump_target().and_then(|target| u32::try_from(target).ok()).map(Pc);
    targets.extend(pairs.get(&instruction.at).map(|pair| pair.body).or(target));
    targets
}

/// The blocks that `inside` allows and from which `to` is reached by at least one edge.
fn reaching(blocks: &BTreeMap<Pc, CodeBlock>, to: Pc, inside: impl Fn(Pc) -> bool) -> BTreeSet<Pc> {
    let mut found = BTreeSet::new();
    let mut grown = true;
    while grown {
        grown = false;
        for (pc, block) in blocks {
            let leads = block.next.iter().any(|next| *next == to || found.contains(next) && inside(*next));
            grown |= leads && found.insert(*pc);
        }
    }
    found
}

/// The blocks of the loop that the edge from `back` to `header` closes.
fn natural_loop(blocks: &BTreeMap<Pc, CodeBlock>, header: Pc, back: Pc) -> BTreeSet<Pc> {
    let mut body = BTreeSet::from([header]);
    let mut pending = vec![back];
    while let Some(pc) = pending.pop() {
        if body.insert(pc) {
            pending.extend(blocks.iter().filter(|(_, block)| block.next.contains(&pc)).map(|(before, _)| *before));
        }
    }
    body
}
