//! The assembler: instructions one after the other, labels, handler regions and positions.
//!
//! It has one method for each op of the table. Besides encoding it knows two things about the
//! flow of control, because every instruction passes through it:
//!
//! - whether the next instruction can be reached: if not, it is dropped, so dead code costs
//!   nothing and the compiler need not care;
//! - which named registers are certainly bound here ([`Assembler::is_bound`]), so the compiler
//!   emits `CheckLocal` only where a local may be unbound. Writing a register binds it, jumps
//!   carry the state to their label, where the states of all ways in are intersected. At a
//!   loop's top the compiler names the registers that the loop may unbind.

use crate::bound::BoundSet;
use crate::code::Handler;
use crate::op::{Op, place, role_type};
use crate::operand::{ConstId, NameId, OpFlags, Operand, Pc, Place, Reg, Role};
use crate::positions::{Position, Positions, PositionsBuilder};

/// A place in the code that may be jumped to before it is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(u32);

/// A handler region: its target and the register that receives the exception.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Region {
    /// Where the handler starts.
    pub target: Label,
    /// What receives the exception.
    pub exc: Reg,
}

#[derive(Default, Debug)]
struct LabelState {
    at: Option<Pc>,
    /// The bound registers on all ways that lead here so far; `None`: no way yet.
    bound: Option<BoundSet>,
}

#[derive(Debug)]
struct Fixup {
    word: usize,
    place: Place,
    next: Pc,
    label: Label,
}

/// What the assembler made of the instructions.
#[derive(Debug)]
pub struct Assembled {
    /// The instructions.
    pub words: Vec<u64>,
    /// The exception table.
    pub handlers: Vec<Handler>,
    /// The positions.
    pub positions: Positions,
}

/// Why the instructions do not make a code object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AssembleError {
    /// More than 2^31 words.
    TooLong,
}

/// Collects the instructions of one code object.
#[derive(Debug)]
pub struct Assembler {
    words: Vec<u64>,
    positions: PositionsBuilder,
    position: Option<Position>,
    labels: Vec<LabelState>,
    fixups: Vec<Fixup>,
    region: Option<Region>,
    /// Where each region begins; it lasts until the next one.
    regions: Vec<(Pc, Option<Region>)>,
    /// `None`: the next instruction cannot be reached.
    bound: Option<BoundSet>,
    n_named: u32,
    /// Start and line of the last instruction, if the next one may be merged into it.
    mergeable: Option<(usize, u32)>,
    /// The last instruction, if it is a `Jump` that no label follows yet.
    last_jump: Option<(usize, Label)>,
}

impl Assembler {
    /// An assembler for a window whose first `n_named` registers are locals; the first
    /// `n_parameters` of them are bound at the start.
    #[must_use]
    pub fn new(n_named: u32, n_parameters: u32) -> Assembler {
        let mut bound = BoundSet::default();
        for register in 0..n_parameters {
            bound.insert(register);
        }
        Assembler {
            words: Vec::new(),
            positions: PositionsBuilder::default(),
            position: None,
            labels: Vec::new(),
            fixups: Vec::new(),
            region: None,
            regions: Vec::new(),
            bound: Some(bound),
            n_named,
            mergeable: None,
            last_jump: None,
        }
    }

    /// The word where the next instruction will stand.
    #[must_use]
    pub fn here(&self) -> Pc {
        Pc(self.words.len() as u32)
    }

    /// Sets the position of the instructions that follow.
    pub fn set_position(&mut self, position: Option<Position>) {
        self.position = position;
    }

    /// The position of the instructions that follow.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.position
    }

    /// Whether the next instruction can be reached.
    #[must_use]
    pub fn reachable(&self) -> bool {
        self.bound.is_some()
    }

    /// Whether a named register is certainly bound here (in unreachable code: yes).
    #[must_use]
    pub fn is_bound(&self, register: Reg) -> bool {
        self.bound.as_ref().is_none_or(|bound| bound.contains(u32::from(register.0)))
    }

    /// Notes that a named register was found bound (after `CheckLocal`).
    pub fn assume_bound(&mut self, register: Reg) {
        self.bind(register);
    }

    /// A new label without a place.
    pub fn label(&mut self) -> Label {
        self.labels.push(LabelState::default());
        Label((self.labels.len() - 1) as u32)
    }

    /// Whether any instruction jumps to the label or raises to it so far.
    #[must_use]
    pub fn is_used(&self, label: Label) -> bool {
        self.labels[label.0 as usize].bound.is_some()
    }

    /// Puts the label here. The code that follows is reachable if it was or if a jump or a
    /// region leads to the label.
    pub fn place(&mut self, label: Label) {
        self.drop_jump_to(label);
        let here = self.here();
        let state = &mut self.labels[label.0 as usize];
        assert!(state.at.is_none(), "a label has one place");
        state.at = Some(here);
        let Some(incoming) = &state.bound else { return };
        self.last_jump = None;
        match &mut self.bound {
            Some(bound) => bound.intersect(incoming),
            None => self.bound = Some(incoming.clone()),
        }
        self.flow_changed();
    }

    /// A jump to the next instruction is no instruction.
    fn drop_jump_to(&mut self, label: Label) {
        let Some((start, target)) = self.last_jump else { return };
        let region_starts_here = self.regions.last().is_some_and(|(at, _)| *at == self.here());
        if target != label || start + 1 != self.words.len() || region_starts_here {
            return;
        }
        self.words.pop();
        self.fixups.pop();
        self.positions.take_back(1);
        self.last_jump = None;
    }

    /// Puts the label of a loop's top here: instructions further down jump to it. `entry` is the
    /// label of a bottom test that is jumped to first, so its state holds here too; without it
    /// the loop is entered from above. `unbinds` are the registers that the loop may unbind.
    pub fn place_loop_top(&mut self, label: Label, entry: Option<Label>, unbinds: impl Iterator<Item = Reg>) {
        if let Some(entry) = entry {
            self.bound = self.labels[entry.0 as usize].bound.clone();
        }
        if let Some(bound) = &mut self.bound {
            for register in unbinds {
                bound.remove(u32::from(register.0));
            }
        }
        let here = self.here();
        self.last_jump = None;
        let state = &mut self.labels[label.0 as usize];
        assert!(state.at.is_none(), "a label has one place");
        state.at = Some(here);
        // Whoever jumps back is the loop itself: the label's own state is never asked again.
        self.flow_changed();
    }

    /// The code that follows cannot be reached from above.
    pub fn stop(&mut self) {
        self.bound = None;
    }

    /// The region of the instructions that follow.
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        self.region
    }

    /// Sets the region of the instructions that follow.
    pub fn set_region(&mut self, region: Option<Region>) {
        if region == self.region {
            return;
        }
        self.region = region;
        self.regions.push((self.here(), region));
        self.flow_changed();
    }

    /// After anything that may shrink the bound set: what the handler can rely on shrinks too.
    fn flow_changed(&mut self) {
        self.mergeable = None;
        if let (Some(region), Some(bound)) = (self.region, &self.bound) {
            Self::merge(&mut self.labels[region.target.0 as usize], bound);
        }
    }

    fn merge(label: &mut LabelState, bound: &BoundSet) {
        match &mut label.bound {
            Some(known) => known.intersect(bound),
            None => label.bound = Some(bound.clone()),
        }
    }

    fn bind(&mut self, register: Reg) {
        let register = u32::from(register.0);
        if register < self.n_named
            && let Some(bound) = &mut self.bound
        {
            bound.insert(register);
        }
    }

    fn unbind(&mut self, register: Reg) {
        if let Some(bound) = &mut self.bound {
            bound.remove(u32::from(register.0));
        }
        self.flow_changed();
    }

    /// Appends an instruction; jumps get their distance at the end.
    fn push(&mut self, op: Op, fields: &[(Place, Role, Field)]) {
        if self.bound.is_none() {
            return;
        }
        let info = op.info();
        let start = self.words.len();
        let next = Pc((start + info.words as usize) as u32);
        let mut word = op as u64;
        let mut operand_word = 0;
        for (place, role, field) in fields {
            match field {
                Field::Bits(bits) => place.put(&mut word, &mut operand_word, *bits),
                Field::Signed(value) => {
                    let bits = match place {
                        Place::A | Place::B | Place::C => u32::from(*value as i16 as u16),
                        Place::Bc | Place::W | Place::X => *value as u32,
                    };
                    debug_assert!(place.sign_extend(bits) == *value, "a literal fits its place");
                    place.put(&mut word, &mut operand_word, bits);
                }
                Field::Label(label) => {
                    debug_assert!(*role == Role::Jump);
                    let word = start + usize::from(place.in_operand_word());
                    self.fixups.push(Fixup { word, place: *place, next, label: *label });
                }
            }
        }
        self.words.push(word);
        if info.words > 1 {
            self.words.push(operand_word);
            self.words.extend(std::iter::repeat_n(0, usize::from(info.words) - 2));
        }
        self.positions.push(u32::from(info.words), self.position);
        self.track(op, fields);
        self.mergeable = (op == Op::Move).then_some((start, self.line()));
        self.last_jump = match (op, fields) {
            (Op::Jump, [(_, _, Field::Label(label))]) => Some((start, *label)),
            _ => None,
        };
    }

    /// Follows what the instruction does to the flow of control and the bound registers.
    fn track(&mut self, op: Op, fields: &[(Place, Role, Field)]) {
        // A jump that also writes (`ForNext`, `Send`) writes before it jumps.
        let falls_through = self.bound.clone().filter(|_| matches!(op, Op::ForNext | Op::ForRange));
        let count = |skip| {
            let mut counts = fields.iter().filter(|field| field.1 == Role::Count);
            counts.nth(skip).map_or(0, |field| field.2.bits())
        };
        for (_, role, field) in fields {
            let written = match role {
                Role::Dst => 1,
                Role::DstPair => 2,
                Role::DstRun => count(0),
                Role::DstStar => count(0) + 1 + count(1),
                _ => 0,
            };
            for n in 0..written {
                self.bind(Reg((field.bits() + n) as u16));
            }
        }
        match (op, fields) {
            (Op::ClearLocal | Op::DeleteLocal, [(_, _, field)]) => self.unbind(Reg(field.bits() as u16)),
            (Op::MakeCell, [(_, _, field)]) => self.bind(Reg(field.bits() as u16)),
            _ => {}
        }
        if let Some((.., Field::Label(label))) = fields.iter().find(|field| field.1 == Role::Jump)
            && let Some(bound) = &self.bound
            && self.labels[label.0 as usize].at.is_none()
        {
            Self::merge(&mut self.labels[label.0 as usize], bound);
        }
        if falls_through.is_some() {
            self.bound = falls_through;
        }
        if op.info().flags.has(OpFlags::ENDS) {
            self.bound = None;
        }
    }

    fn line(&self) -> u32 {
        self.position.map_or(0, |position| position.line)
    }

    /// `Move`, or a `MovePair` with the `Move` before it.
    pub fn mov(&mut self, dst: Reg, src: Reg) {
        if dst == src {
            return;
        }
        if let Some((last, line)) = self.mergeable
            && line == self.line()
            && self.reachable()
        {
            let (first, first_src) = (self.words[last] >> 16 & 0xffff, self.words[last] >> 32 & 0xffff);
            if u64::from(dst.0) == first + 1 && u64::from(src.0) != first {
                self.words[last] = Op::MovePair as u64 | first << 16 | first_src << 32 | u64::from(src.0) << 48;
                self.bind(dst);
                self.mergeable = None;
                return;
            }
        }
        self.push(
            Op::Move,
            &[(Place::A, Role::Dst, Field::Bits(dst.0.into())), (Place::B, Role::Src, Field::Bits(src.0.into()))],
        );
    }

    /// Resolves the jumps.
    ///
    /// # Errors
    /// If the code is longer than jumps can reach.
    ///
    /// # Panics
    /// If a label that is jumped to was never placed: a bug of the compiler.
    pub fn finish(mut self) -> Result<Assembled, AssembleError> {
        if self.words.len() > i32::MAX as usize {
            return Err(AssembleError::TooLong);
        }
        for fixup in &self.fixups {
            let target = self.labels[fixup.label.0 as usize].at.expect("every label jumped to is placed");
            let distance = target.0.wrapping_sub(fixup.next.0);
            let shift = match fixup.place {
                Place::Bc | Place::X => 32,
                _ => 0,
            };
            self.words[fixup.word] |= u64::from(distance) << shift;
        }
        let handlers = self.handlers();
        Ok(Assembled { words: self.words, handlers, positions: self.positions.finish() })
    }

    fn handlers(&self) -> Vec<Handler> {
        let mut handlers: Vec<Handler> = Vec::new();
        let ends = self.regions.iter().skip(1).map(|(start, _)| *start);
        for ((start, region), end) in self.regions.iter().zip(ends.chain([self.here()])) {
            let Some(region) = region else { continue };
            if *start == end {
                continue;
            }
            let target = self.labels[region.target.0 as usize].at.expect("every handler is placed");
            match handlers.last_mut() {
                Some(last) if last.end == *start && last.target == target && last.exc == region.exc => {
                    last.end = end;
                }
                _ => handlers.push(Handler { start: *start, end, target, exc: region.exc }),
            }
        }
        handlers
    }
}

/// An operand on its way into the words.
#[derive(Clone, Copy, Debug)]
enum Field {
    Bits(u32),
    Signed(i32),
    Label(Label),
}

impl Field {
    fn bits(self) -> u32 {
        match self {
            Field::Bits(bits) => bits,
            Field::Signed(value) => value as u32,
            Field::Label(label) => label.0,
        }
    }
}

impl From<Reg> for Field {
    fn from(register: Reg) -> Field {
        Field::Bits(register.0.into())
    }
}

impl From<ConstId> for Field {
    fn from(id: ConstId) -> Field {
        Field::Bits(id.0)
    }
}

impl From<NameId> for Field {
    fn from(id: NameId) -> Field {
        Field::Bits(id.0)
    }
}

impl From<u32> for Field {
    fn from(bits: u32) -> Field {
        Field::Bits(bits)
    }
}

impl From<i32> for Field {
    fn from(value: i32) -> Field {
        Field::Signed(value)
    }
}

impl From<Label> for Field {
    fn from(label: Label) -> Field {
        Field::Label(label)
    }
}

/// The parameter type of an operand: as for visitors, but jumps are labels.
macro_rules! field_type {
    (Jump) => {
        Label
    };
    ($role:ident) => {
        role_type!($role)
    };
}

/// One method that appends an op; `Move` has its own.
macro_rules! emitter {
    ($docs:tt Move mov $operands:tt) => {};
    ($docs:tt $op:ident $method:ident ($($operands:tt)*)) => {
        emitter!(@ $docs $op $method [] $($operands)*);
    };
    (@ $docs:tt $op:ident $method:ident [$($done:tt)*] $place:ident : Cache $name:ident $(, $($rest:tt)*)?) => {
        emitter!(@ $docs $op $method [$($done)*] $($($rest)*)?);
    };
    (@ $docs:tt $op:ident $method:ident [$($done:tt)*] $place:ident : $role:ident $name:ident $(, $($rest:tt)*)?) => {
        emitter!(@ $docs $op $method [$($done)* ($place $role $name)] $($($rest)*)?);
    };
    (@ [$($doc:literal)*] $op:ident $method:ident [$(($place:ident $role:ident $name:ident))*]) => {
        $(#[doc = $doc])*
        pub fn $method(&mut self, $($name: field_type!($role)),*) {
            self.push(Op::$op, &[$((place!($place), Role::$role, Field::from($name))),*]);
        }
    };
}

macro_rules! declare_emitters {
    ($(
        $(#[doc = $doc:literal])*
        $op:ident $method:ident $operands:tt cache $cache:literal $flags:tt { $($variants:tt)* }
    )*) => {
        /// One method for each op: appends it.
        impl Assembler {
            $(emitter!([$($doc)*] $op $method $operands);)*
        }
    };
}

crate::for_each_op!(declare_emitters);

impl Assembler {
    /// Appends an op chosen at run time; `fields` are its operands without caches, in order.
    ///
    /// # Panics
    /// If there are too few fields for the op.
    pub fn emit(&mut self, op: Op, fields: &[Any]) {
        let mut fields = fields.iter();
        let mut placed = [(Place::A, Role::Cache, Field::Bits(0)); 5];
        let mut n = 0;
        for Operand { place, role, .. } in op.info().operands.iter().filter(|o| o.role != Role::Cache) {
            let field = fields.next().expect("the caller knows the op's operands");
            placed[n] = (*place, *role, field.0);
            n += 1;
        }
        self.push(op, &placed[..n]);
    }
}

/// An operand for [`Assembler::emit`].
#[derive(Clone, Copy, Debug)]
pub struct Any(Field);

macro_rules! any_from {
    ($($ty:ty),*) => {
        $(impl From<$ty> for Any {
            fn from(value: $ty) -> Any {
                Any(Field::from(value))
            }
        })*
    };
}

any_from!(Reg, ConstId, NameId, u32, i32, Label);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dis::disassemble_words;

    #[test]
    fn jumps_both_ways_and_merges_moves() {
        let mut asm = Assembler::new(2, 1);
        let (top, bottom) = (asm.label(), asm.label());
        asm.jump(bottom);
        asm.place_loop_top(top, Some(bottom), std::iter::empty());
        asm.mov(Reg(2), Reg(0));
        asm.mov(Reg(3), Reg(1));
        asm.place(bottom);
        asm.loop_if_lt_imm(Reg(0), -7, top);
        asm.return_value(Reg(0));
        asm.return_value(Reg(1));
        let assembled = asm.finish().unwrap();
        let text = disassemble_words(&assembled.words);
        assert_eq!(
            text,
            "   0 Jump target=2\n   1 MovePair dst=r2 first=r0 second=r1\n   \
             2 LoopIfLtImm left=r0 right=-7 target=1\n   4 Return value=r0\n"
        );
    }

    #[test]
    fn bound_registers_follow_the_flow() {
        let mut asm = Assembler::new(3, 1);
        let (els, end) = (asm.label(), asm.label());
        assert!(asm.is_bound(Reg(0)) && !asm.is_bound(Reg(1)));
        asm.jump_if_false(Reg(0), els);
        asm.mov(Reg(1), Reg(0));
        asm.mov(Reg(2), Reg(0));
        asm.jump(end);
        assert!(!asm.reachable());
        asm.place(els);
        asm.mov(Reg(1), Reg(0));
        assert!(!asm.is_bound(Reg(2)));
        asm.place(end);
        assert!(asm.is_bound(Reg(1)) && !asm.is_bound(Reg(2)));
        asm.clear_local(Reg(1));
        assert!(!asm.is_bound(Reg(1)));
    }

    #[test]
    fn handlers_know_less_than_the_body() {
        let mut asm = Assembler::new(2, 1);
        let handler = asm.label();
        asm.set_region(Some(Region { target: handler, exc: Reg(2) }));
        asm.neg(Reg(1), Reg(0));
        asm.delete_local(Reg(0));
        asm.set_region(None);
        asm.return_value(Reg(1));
        asm.place(handler);
        assert!(asm.reachable() && !asm.is_bound(Reg(0)) && !asm.is_bound(Reg(1)));
        asm.reraise(Reg(2));
        let assembled = asm.finish().unwrap();
        assert_eq!(assembled.handlers, [Handler { start: Pc(0), end: Pc(2), target: Pc(3), exc: Reg(2) }]);
    }
}
