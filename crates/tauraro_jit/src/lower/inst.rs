//! The machine code of each instruction.

use super::{Lower, Word};
use crate::ir::{Compare, ExitId, Inst, IrOp, Val};
use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{self as clif, AbiParam, BlockArg, InstBuilder, MemFlagsData as MemFlags, types};
use cranelift_codegen::isa::CallConv;
use tauraro_core::Value;
use tauraro_core::value::INT_SHIFT;

/// What is added to a float's bits.
const FLOAT_OFFSET: i64 = 1 << 48;
/// Words from here on, less the offset, are no floats.
const FLOAT_END: i64 = ((0xFFF2_u64 << 48) - (1 << 48)) as i64;
/// The tag of immediate ints.
const INT_TAG: i64 = (0xFFF8_u64 << 48) as i64;
/// Half of the range of immediate ints.
const SMALL_HALF: i64 = 1 << 50;
/// Ints up to here are floats exactly.
const EXACT_MAX: i64 = 1 << 53;

impl Lower<'_> {
    /// Translates an instruction; its result, if it has one.
    pub(super) fn inst(&mut self, v: Val) -> Option<Word> {
        let inst = self.unit.inst(v);
        let args: Vec<Word> = inst.args.iter().map(|arg| self.values[arg]).collect();
        let (arg, x) = (|i: usize| args[i], args.first().copied());
        let x = x.unwrap_or(self.vm);
        Some(match inst.op {
            IrOp::Param => unreachable!("parameters are no instructions of a block"),
            IrOp::Int | IrOp::Value => self.b.ins().iconst(types::I64, inst.imm),
            IrOp::Float => self.b.ins().f64const(f64::from_bits(inst.imm as u64)),
            IrOp::Bool => self.b.ins().iconst(types::I8, inst.imm),
            IrOp::Register | IrOp::Window => self.load(types::I64, self.registers, inst.imm * 8),
            IrOp::Same => self.that(x, IntCC::Equal, inst.imm, inst),
            IrOp::ToInt => self.int_of(x, inst),
            IrOp::ToFloat => self.float_of(x, inst),
            IrOp::ToNumber => self.number_of(x, inst),
            IrOp::IsFloat => {
                let bits = self.b.ins().iadd_imm_s(x, -FLOAT_OFFSET);
                self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, bits, FLOAT_END)
            }
            IrOp::ToBool => self.bool_of(x, inst),
            IrOp::ToBound => self.that(x, IntCC::NotEqual, Value::UNBOUND.bits() as i64, inst),
            IrOp::Small => self.within(x, SMALL_HALF, 2 * SMALL_HALF - 1, inst),
            IrOp::Narrow => self.within(x, 1 << inst.imm, (2 << inst.imm) - 1, inst),
            IrOp::NarrowUp => self.that(x, IntCC::SignedLessThan, 1 << inst.imm, inst),
            IrOp::BoxSmall => self.b.ins().bor_imm_s(x, INT_TAG),
            IrOp::BoxInt => self.box_int(x),
            IrOp::BoxFloat => self.box_float(x),
            IrOp::BoxBool => self.box_bool(x),
            IrOp::IntToFloat => self.b.ins().fcvt_from_sint(types::F64, x),
            IrOp::ExactFloat => self.exact_float(x, inst),
            IrOp::BoolToInt => self.b.ins().uextend(types::I64, x),
            IrOp::Add | IrOp::Sub | IrOp::Mul => self.checked(x, arg(1), inst),
            IrOp::AddUp | IrOp::SubDown => self.one_way(x, arg(1), inst),
            IrOp::AddFits => self.b.ins().iadd(x, arg(1)),
            IrOp::SubFits => self.b.ins().isub(x, arg(1)),
            IrOp::MulFits => self.product(x, arg(1), inst.args[1]),
            IrOp::ShlFits => self.b.ins().ishl(x, arg(1)),
            IrOp::ShrFits => self.b.ins().sshr(x, arg(1)),
            IrOp::NegFits => self.b.ins().ineg(x),
            IrOp::FloorDiv | IrOp::Mod => {
                self.divides(inst, x, arg(1));
                self.divide(inst, x, arg(1))
            }
            IrOp::FloorDivFits | IrOp::ModFits => self.divide(inst, x, arg(1)),
            IrOp::Div => self.b.ins().udiv(x, arg(1)),
            IrOp::Rem => self.b.ins().urem(x, arg(1)),
            IrOp::FloorDivBy => self.floor_div_by(x, inst.imm),
            IrOp::DivBy => self.div_by(x, inst.imm),
            IrOp::ModBy => {
                let quotient = self.floor_div_by(x, inst.imm);
                self.rest(x, quotient, inst.imm)
            }
            IrOp::RemBy => {
                let quotient = self.div_by(x, inst.imm);
                self.rest(x, quotient, inst.imm)
            }
            IrOp::Max => self.b.ins().smax(x, arg(1)),
            IrOp::Select => self.b.ins().select(x, arg(1), args[2]),
            IrOp::And => self.b.ins().band(x, arg(1)),
            IrOp::Or => self.b.ins().bor(x, arg(1)),
            IrOp::Xor => self.b.ins().bxor(x, arg(1)),
            IrOp::Shl => self.shift_left(x, arg(1), inst),
            IrOp::Shr => self.shift_right(x, arg(1), inst),
            IrOp::Neg => self.negative(x, inst),
            IrOp::Not => self.b.ins().bnot(x),
            IrOp::AddFloat => self.b.ins().fadd(x, arg(1)),
            IrOp::SubFloat => self.b.ins().fsub(x, arg(1)),
            IrOp::MulFloat => self.b.ins().fmul(x, arg(1)),
            IrOp::DivFloat => self.div_float(x, arg(1), inst),
            IrOp::DivFloatFits => self.b.ins().fdiv(x, arg(1)),
            IrOp::NegFloat => self.b.ins().fneg(x),
            IrOp::Compare => self.b.ins().icmp(int_cc(compare_of(inst)), x, arg(1)),
            IrOp::More => self.b.ins().icmp(IntCC::NotEqual, x, arg(1)),
            IrOp::CompareFloat => self.b.ins().fcmp(float_cc(compare_of(inst)), x, arg(1)),
            IrOp::Negate => self.b.ins().bxor_imm_s(x, 1),
            IrOp::Truth => self.b.ins().icmp_imm_s(IntCC::NotEqual, x, 0),
            IrOp::TruthFloat => self.truth_float(x),
            IrOp::Holds => {
                self.guard(x, exit_of(inst));
                return None;
            }
            IrOp::Poll => return self.poll(inst),
            IrOp::DictFind
            | IrOp::DictGet
            | IrOp::DictSet
            | IrOp::Ask1
            | IrOp::Ask2
            | IrOp::Test1
            | IrOp::Test2
            | IrOp::Make0
            | IrOp::Make1
            | IrOp::Make2
            | IrOp::Make3
            | IrOp::Do1
            | IrOp::Do2
            | IrOp::NextPair
            | IrOp::Native1
            | IrOp::Native2
            | IrOp::Native3 => return self.outside(inst, &args),
            IrOp::Fine | IrOp::Catch | IrOp::Raise | IrOp::Handled | IrOp::SetHandled => {
                return self.exception(inst, &args);
            }
            IrOp::SetWindow
            | IrOp::StepCaught
            | IrOp::CallCaught
            | IrOp::Step
            | IrOp::StepTest
            | IrOp::Globals
            | IrOp::Room
            | IrOp::FreeVar
            | IrOp::Defaults
            | IrOp::Call
            | IrOp::Unseen
            | IrOp::Untraced
            | IrOp::Frames
            | IrOp::SetPart
            | IrOp::Unframe
            | IrOp::FrameRoom
            | IrOp::Closure
            | IrOp::Code
            | IrOp::Function
            | IrOp::Shape
            | IrOp::ShapeOf
            | IrOp::Version
            | IrOp::Field
            | IrOp::SetField
            | IrOp::SetShape
            | IrOp::Part
            | IrOp::Word
            | IrOp::SetWord
            | IrOp::ListLen
            | IrOp::TupleLen
            | IrOp::ListItems
            | IrOp::TupleItems
            | IrOp::Place
            | IrOp::Inside
            | IrOp::Item
            | IrOp::TupleItem
            | IrOp::SetItem
            | IrOp::BytesLen
            | IrOp::BytesItems
            | IrOp::RawFloat
            | IrOp::SetRawFloat
            | IrOp::Keys
            | IrOp::Entry
            | IrOp::SetEntry
            | IrOp::Append
            | IrOp::AbsFloat
            | IrOp::Is => return self.access(inst, &args),
        })
    }

    /// The same value; leaves if its comparison with `imm` does not hold.
    pub(super) fn that(&mut self, v: Word, cc: IntCC, imm: i64, inst: &Inst) -> Word {
        let is = self.b.ins().icmp_imm_s(cc, v, imm);
        self.guard(is, exit_of(inst));
        v
    }

    /// The same number; leaves if, with `offset` added, it is more than `most` as an unsigned one.
    fn within(&mut self, v: Word, offset: i64, most: i64, inst: &Inst) -> Word {
        let up = self.b.ins().iadd_imm_s(v, offset);
        let is = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThanOrEqual, up, most);
        self.guard(is, exit_of(inst));
        v
    }

    fn int_of(&mut self, v: Word, inst: &Inst) -> Word {
        let is = self.b.ins().icmp_imm_s(IntCC::UnsignedGreaterThanOrEqual, v, INT_TAG);
        self.guard(is, exit_of(inst));
        let top = self.b.ins().ishl_imm_s(v, i64::from(INT_SHIFT));
        self.b.ins().sshr_imm_s(top, i64::from(INT_SHIFT))
    }

    fn float_of(&mut self, v: Word, inst: &Inst) -> Word {
        let bits = self.b.ins().iadd_imm_s(v, -FLOAT_OFFSET);
        let is = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, bits, FLOAT_END);
        self.guard(is, exit_of(inst));
        self.b.ins().bitcast(types::F64, MemFlags::new(), bits)
    }

    fn number_of(&mut self, v: Word, inst: &Inst) -> Word {
        let bits = self.b.ins().iadd_imm_s(v, -FLOAT_OFFSET);
        let is_float = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, bits, FLOAT_END);
        let is_int = self.b.ins().icmp_imm_s(IntCC::UnsignedGreaterThanOrEqual, v, INT_TAG);
        let is = self.b.ins().bor(is_float, is_int);
        self.guard(is, exit_of(inst));
        let float = self.b.ins().bitcast(types::F64, MemFlags::new(), bits);
        let top = self.b.ins().ishl_imm_s(v, i64::from(INT_SHIFT));
        let int = self.b.ins().sshr_imm_s(top, i64::from(INT_SHIFT));
        let int = self.b.ins().fcvt_from_sint(types::F64, int);
        self.b.ins().select(is_float, float, int)
    }

    fn bool_of(&mut self, v: Word, inst: &Inst) -> Word {
        let one = self.b.ins().bor_imm_s(v, 1);
        let is = self.b.ins().icmp_imm_s(IntCC::Equal, one, Value::TRUE.bits() as i64);
        self.guard(is, exit_of(inst));
        self.b.ins().icmp_imm_s(IntCC::Equal, v, Value::TRUE.bits() as i64)
    }

    fn box_float(&mut self, v: Word) -> Word {
        let bits = self.b.ins().bitcast(types::I64, MemFlags::new(), v);
        let is_nan = self.b.ins().fcmp(FloatCC::Unordered, v, v);
        let (fits, nan, done) = self.either(is_nan);
        self.b.switch_to_block(fits);
        let boxed = self.b.ins().iadd_imm_s(bits, FLOAT_OFFSET);
        self.b.ins().jump(done, &[BlockArg::Value(boxed)]);
        self.b.switch_to_block(nan);
        let boxed = self.helper(self.helpers.box_nan, bits);
        self.b.ins().jump(done, &[BlockArg::Value(boxed)]);
        self.b.switch_to_block(done);
        self.b.block_params(done)[0]
    }

    fn box_bool(&mut self, v: Word) -> Word {
        let bit = self.b.ins().uextend(types::I64, v);
        self.b.ins().iadd_imm_s(bit, Value::FALSE.bits() as i64)
    }

    fn exact_float(&mut self, v: Word, inst: &Inst) -> Word {
        self.within(v, EXACT_MAX, 2 * EXACT_MAX, inst);
        self.b.ins().fcvt_from_sint(types::F64, v)
    }

    fn checked(&mut self, x: Word, y: Word, inst: &Inst) -> Word {
        let (result, over) = match inst.op {
            IrOp::Add => self.b.ins().sadd_overflow(x, y),
            IrOp::Sub => self.b.ins().ssub_overflow(x, y),
            _ => self.b.ins().smul_overflow(x, y),
        };
        self.guard_not(over, exit_of(inst));
        result
    }

    fn shift_left(&mut self, x: Word, by: Word, inst: &Inst) -> Word {
        self.within(by, 0, 63, inst);
        let shifted = self.b.ins().ishl(x, by);
        let back = self.b.ins().sshr(shifted, by);
        let same = self.b.ins().icmp(IntCC::Equal, back, x);
        self.guard(same, exit_of(inst));
        shifted
    }

    fn shift_right(&mut self, x: Word, by: Word, inst: &Inst) -> Word {
        self.that(by, IntCC::SignedGreaterThanOrEqual, 0, inst);
        let most = self.b.ins().iconst(types::I64, 63);
        let by = self.b.ins().umin(by, most);
        self.b.ins().sshr(x, by)
    }

    fn negative(&mut self, v: Word, inst: &Inst) -> Word {
        self.that(v, IntCC::NotEqual, i64::MIN, inst);
        self.b.ins().ineg(v)
    }

    fn div_float(&mut self, x: Word, y: Word, inst: &Inst) -> Word {
        let zero = self.b.ins().f64const(0.0);
        let is = self.b.ins().fcmp(FloatCC::Equal, y, zero);
        self.guard_not(is, exit_of(inst));
        self.b.ins().fdiv(x, y)
    }

    fn truth_float(&mut self, v: Word) -> Word {
        let zero = self.b.ins().f64const(0.0);
        self.b.ins().fcmp(FloatCC::NotEqual, v, zero)
    }

    fn poll(&mut self, inst: &Inst) -> Option<Word> {
        // Others write the word at any time.
        let poll = self.b.ins().iconst(types::I64, self.places.poll as i64);
        let word = self.b.ins().load(types::I32, MemFlags::new(), poll, 0);
        self.guard_not(word, exit_of(inst));
        None
    }

    /// Blocks for the usual and for the rare case, which `rare` says, and one where both meet, with
    /// a word as its parameter.
    pub(super) fn either(&mut self, rare: Word) -> (clif::Block, clif::Block, clif::Block) {
        let (usual, other, done) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(other);
        self.b.append_block_param(done, types::I64);
        self.b.ins().brif(rare, other, &[], usual, &[]);
        (usual, other, done)
    }

    /// Calls a helper `(vm, word) -> word`.
    fn helper(&mut self, address: usize, v: Word) -> Word {
        self.call(address, &[self.vm, v])
    }

    /// Calls a helper that takes and gives words.
    pub(super) fn call(&mut self, address: usize, args: &[Word]) -> Word {
        let mut signature = clif::Signature::new(CallConv::SystemV);
        signature.params.extend(args.iter().map(|_| AbiParam::new(types::I64)));
        signature.returns.push(AbiParam::new(types::I64));
        let signature = self.b.import_signature(signature);
        let helper = self.b.ins().iconst(types::I64, address as i64);
        let call = self.b.ins().call_indirect(signature, helper, args);
        self.b.inst_results(call)[0]
    }

    /// An int as a value: a cell if it needs more than 51 bits.
    fn box_int(&mut self, v: Word) -> Word {
        let up = self.b.ins().iadd_imm_s(v, SMALL_HALF);
        let wide = self.b.ins().icmp_imm_s(IntCC::UnsignedGreaterThanOrEqual, up, 2 * SMALL_HALF);
        let (fits, wide, done) = self.either(wide);
        self.b.switch_to_block(fits);
        let small = self.b.ins().bor_imm_s(v, INT_TAG);
        self.b.ins().jump(done, &[BlockArg::Value(small)]);
        self.b.switch_to_block(wide);
        let cell = self.helper(self.helpers.box_int, v);
        self.b.ins().jump(done, &[BlockArg::Value(cell)]);
        self.b.switch_to_block(done);
        self.b.block_params(done)[0]
    }

    /// A product; one with 3, 5 or 9 is a sum that the machine's addresses compute.
    fn product(&mut self, x: Word, y: Word, factor: Val) -> Word {
        match self.unit.literal(factor) {
            Some(by @ (3 | 5 | 9)) => {
                let more = self.b.ins().ishl_imm_s(x, i64::from((by - 1).trailing_zeros()));
                self.b.ins().iadd(x, more)
            }
            _ => self.b.ins().imul(x, y),
        }
    }

    /// A sum or difference with an int that is not negative: it has wrapped around if it is on the
    /// wrong side of the first.
    fn one_way(&mut self, x: Word, y: Word, inst: &Inst) -> Word {
        let (result, fits) = match inst.op {
            IrOp::AddUp => (self.b.ins().iadd(x, y), IntCC::SignedGreaterThanOrEqual),
            _ => (self.b.ins().isub(x, y), IntCC::SignedLessThanOrEqual),
        };
        let is = self.b.ins().icmp(fits, result, x);
        self.guard(is, exit_of(inst));
        result
    }

    /// Leaves if the quotient has more than 64 bits or is none.
    fn divides(&mut self, inst: &Inst, x: Word, y: Word) {
        self.guard(y, exit_of(inst));
        // The quotient of the least int and -1 has more than 64 bits.
        let least = self.b.ins().icmp_imm_s(IntCC::Equal, x, i64::MIN);
        let minus = self.b.ins().icmp_imm_s(IntCC::Equal, y, -1);
        let both = self.b.ins().band(least, minus);
        self.guard_not(both, exit_of(inst));
    }

    /// Division that rounds down, and its rest, which has the divisor's sign.
    fn divide(&mut self, inst: &Inst, x: Word, y: Word) -> Word {
        if matches!(inst.op, IrOp::Mod | IrOp::ModFits) {
            let rest = self.b.ins().srem(x, y);
            let moved = self.b.ins().iadd(rest, y);
            let down = self.rounds_down(rest, y);
            return self.b.ins().select(down, moved, rest);
        }
        let quotient = self.b.ins().sdiv(x, y);
        let product = self.b.ins().imul(quotient, y);
        let rest = self.b.ins().isub(x, product);
        let down = self.rounds_down(rest, y);
        let one = self.b.ins().uextend(types::I64, down);
        self.b.ins().isub(quotient, one)
    }

    /// The quotient of an int that is not negative by a literal: the upper half of the product with
    /// `2**(63 + bits) / divisor`, rounded up. The error is less than one part in `2**63`, so the
    /// quotient of an int of 63 bits is exact.
    fn div_by(&mut self, x: Word, divisor: i64) -> Word {
        let bits = 64 - (divisor - 1).leading_zeros();
        let factor = (1_u128 << (63 + bits)).div_ceil(divisor as u128) as u64;
        let factor = self.b.ins().iconst(types::I64, factor as i64);
        let upper = self.b.ins().umulhi(x, factor);
        if bits == 1 { upper } else { self.b.ins().ushr_imm_u(upper, i64::from(bits) - 1) }
    }

    /// The same for any int, rounded down: a negative one is inverted before and after, as the
    /// quotient of `-1 - x` is `-1 - q`.
    fn floor_div_by(&mut self, x: Word, divisor: i64) -> Word {
        let sign = self.b.ins().sshr_imm_s(x, 63);
        let natural = self.b.ins().bxor(x, sign);
        let quotient = self.div_by(natural, divisor);
        self.b.ins().bxor(quotient, sign)
    }

    fn rest(&mut self, x: Word, quotient: Word, divisor: i64) -> Word {
        let product = self.b.ins().imul_imm_s(quotient, divisor);
        self.b.ins().isub(x, product)
    }

    /// Whether the machine's quotient, which is rounded towards zero, is one too much: there is a rest
    /// whose sign is not the divisor's.
    fn rounds_down(&mut self, rest: Word, divisor: Word) -> Word {
        let differs = self.b.ins().bxor(rest, divisor);
        let sign = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, differs, 0);
        let some = self.b.ins().icmp_imm_s(IntCC::NotEqual, rest, 0);
        self.b.ins().band(sign, some)
    }
}

pub(super) fn exit_of(inst: &Inst) -> ExitId {
    inst.exit.expect("the verifier has seen that a guard has an exit")
}

fn compare_of(inst: &Inst) -> Compare {
    Compare::of(inst.imm).expect("the builder makes comparisons from a `Compare`")
}

fn int_cc(compare: Compare) -> IntCC {
    match compare {
        Compare::Lt => IntCC::SignedLessThan,
        Compare::Le => IntCC::SignedLessThanOrEqual,
        Compare::Gt => IntCC::SignedGreaterThan,
        Compare::Ge => IntCC::SignedGreaterThanOrEqual,
        Compare::Eq => IntCC::Equal,
        Compare::Ne => IntCC::NotEqual,
    }
}

fn float_cc(compare: Compare) -> FloatCC {
    match compare {
        Compare::Lt => FloatCC::LessThan,
        Compare::Le => FloatCC::LessThanOrEqual,
        Compare::Gt => FloatCC::GreaterThan,
        Compare::Ge => FloatCC::GreaterThanOrEqual,
        Compare::Eq => FloatCC::Equal,
        Compare::Ne => FloatCC::NotEqual,
    }
}
