//! The machine code of each instruction.

use super::Lower;
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
/// A quiet NaN without payload, and the bits of a payload.
const NAN_BITS: i64 = 0x7FF8 << 48;
const NAN_PAYLOAD: i64 = (1 << 51) - 1;
/// Ints up to here are floats exactly.
const EXACT_MAX: i64 = 1 << 53;

impl Lower<'_> {
    /// Translates an instruction; its result, if it has one.
    pub(super) fn inst(&mut self, v: Val) -> Option<clif::Value> {
        let inst = self.unit.inst(v);
        let args: Vec<clif::Value> = inst.args.iter().map(|arg| self.values[arg]).collect();
        let arg = |i: usize| args[i];
        Some(match inst.op {
            IrOp::Param => unreachable!("parameters are no instructions of a block"),
            IrOp::Int | IrOp::Value => self.b.ins().iconst(types::I64, inst.imm),
            IrOp::Float => self.b.ins().f64const(f64::from_bits(inst.imm as u64)),
            IrOp::Bool => self.b.ins().iconst(types::I8, inst.imm),
            IrOp::Register => self.b.ins().load(types::I64, MemFlags::trusted(), self.registers, (inst.imm * 8) as i32),
            IrOp::Input => {
                self.b.ins().load(types::I64, MemFlags::trusted(), self.inputs, (inst.imm * 8) as i32)
            }
            IrOp::Same => {
                let is = self.b.ins().icmp_imm_s(IntCC::Equal, arg(0), inst.imm);
                self.guard(is, exit_of(inst));
                arg(0)
            }
            IrOp::Small => {
                let up = self.b.ins().iadd_imm_s(arg(0), SMALL_HALF);
                let is = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, up, 2 * SMALL_HALF);
                self.guard(is, exit_of(inst));
                arg(0)
            }
            IrOp::Max => self.b.ins().smax(arg(0), arg(1)),
            IrOp::ToInt => {
                let is = self.b.ins().icmp_imm_s(IntCC::UnsignedGreaterThanOrEqual, arg(0), INT_TAG);
                self.guard(is, exit_of(inst));
                let top = self.b.ins().ishl_imm_s(arg(0), i64::from(INT_SHIFT));
                self.b.ins().sshr_imm_s(top, i64::from(INT_SHIFT))
            }
            IrOp::ToFloat => {
                let bits = self.b.ins().iadd_imm_s(arg(0), -FLOAT_OFFSET);
                let is = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, bits, FLOAT_END);
                self.guard(is, exit_of(inst));
                self.b.ins().bitcast(types::F64, MemFlags::new(), bits)
            }
            IrOp::ToBool => {
                let one = self.b.ins().bor_imm_s(arg(0), 1);
                let is = self.b.ins().icmp_imm_s(IntCC::Equal, one, Value::TRUE.bits() as i64);
                self.guard(is, exit_of(inst));
                self.b.ins().icmp_imm_s(IntCC::Equal, arg(0), Value::TRUE.bits() as i64)
            }
            IrOp::ToBound => {
                let is = self.b.ins().icmp_imm_s(IntCC::NotEqual, arg(0), Value::UNBOUND.bits() as i64);
                self.guard(is, exit_of(inst));
                arg(0)
            }
            IrOp::BoxInt => self.box_int(arg(0)),
            IrOp::BoxFloat => {
                let bits = self.b.ins().bitcast(types::I64, MemFlags::new(), arg(0));
                let payload = self.b.ins().band_imm_s(bits, NAN_PAYLOAD);
                let nan = self.b.ins().bor_imm_s(payload, NAN_BITS);
                let is = self.b.ins().fcmp(FloatCC::Unordered, arg(0), arg(0));
                let bits = self.b.ins().select(is, nan, bits);
                self.b.ins().iadd_imm_s(bits, FLOAT_OFFSET)
            }
            IrOp::BoxBool => {
                let bit = self.b.ins().uextend(types::I64, arg(0));
                self.b.ins().iadd_imm_s(bit, Value::FALSE.bits() as i64)
            }
            IrOp::IntToFloat => self.b.ins().fcvt_from_sint(types::F64, arg(0)),
            IrOp::ExactFloat => {
                let up = self.b.ins().iadd_imm_s(arg(0), EXACT_MAX);
                let is = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThanOrEqual, up, 2 * EXACT_MAX);
                self.guard(is, exit_of(inst));
                self.b.ins().fcvt_from_sint(types::F64, arg(0))
            }
            IrOp::BoolToInt => self.b.ins().uextend(types::I64, arg(0)),
            IrOp::Add => {
                let (sum, over) = self.b.ins().sadd_overflow(arg(0), arg(1));
                self.guard_not(over, exit_of(inst));
                sum
            }
            IrOp::Sub => {
                let (difference, over) = self.b.ins().ssub_overflow(arg(0), arg(1));
                self.guard_not(over, exit_of(inst));
                difference
            }
            IrOp::Mul => {
                let (product, over) = self.b.ins().smul_overflow(arg(0), arg(1));
                self.guard_not(over, exit_of(inst));
                product
            }
            IrOp::AddFits => self.b.ins().iadd(arg(0), arg(1)),
            IrOp::FloorDiv | IrOp::Mod => self.divide(inst, arg(0), arg(1)),
            IrOp::And => self.b.ins().band(arg(0), arg(1)),
            IrOp::Or => self.b.ins().bor(arg(0), arg(1)),
            IrOp::Xor => self.b.ins().bxor(arg(0), arg(1)),
            IrOp::Shl => {
                let fits = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, arg(1), 64);
                self.guard(fits, exit_of(inst));
                let shifted = self.b.ins().ishl(arg(0), arg(1));
                let back = self.b.ins().sshr(shifted, arg(1));
                let same = self.b.ins().icmp(IntCC::Equal, back, arg(0));
                self.guard(same, exit_of(inst));
                shifted
            }
            IrOp::Shr => {
                let fits = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThanOrEqual, arg(1), 0);
                self.guard(fits, exit_of(inst));
                let most = self.b.ins().iconst(types::I64, 63);
                let by = self.b.ins().umin(arg(1), most);
                self.b.ins().sshr(arg(0), by)
            }
            IrOp::Neg => {
                let least = self.b.ins().icmp_imm_s(IntCC::Equal, arg(0), i64::MIN);
                self.guard_not(least, exit_of(inst));
                self.b.ins().ineg(arg(0))
            }
            IrOp::Not => self.b.ins().bnot(arg(0)),
            IrOp::AddFloat => self.b.ins().fadd(arg(0), arg(1)),
            IrOp::SubFloat => self.b.ins().fsub(arg(0), arg(1)),
            IrOp::MulFloat => self.b.ins().fmul(arg(0), arg(1)),
            IrOp::DivFloat => {
                let zero = self.b.ins().f64const(0.0);
                let is = self.b.ins().fcmp(FloatCC::Equal, arg(1), zero);
                self.guard_not(is, exit_of(inst));
                self.b.ins().fdiv(arg(0), arg(1))
            }
            IrOp::NegFloat => self.b.ins().fneg(arg(0)),
            IrOp::Compare => {
                let cc = match compare_of(inst) {
                    Compare::Lt => IntCC::SignedLessThan,
                    Compare::Le => IntCC::SignedLessThanOrEqual,
                    Compare::Gt => IntCC::SignedGreaterThan,
                    Compare::Ge => IntCC::SignedGreaterThanOrEqual,
                    Compare::Eq => IntCC::Equal,
                    Compare::Ne => IntCC::NotEqual,
                };
                self.b.ins().icmp(cc, arg(0), arg(1))
            }
            IrOp::CompareFloat => {
                let cc = match compare_of(inst) {
                    Compare::Lt => FloatCC::LessThan,
                    Compare::Le => FloatCC::LessThanOrEqual,
                    Compare::Gt => FloatCC::GreaterThan,
                    Compare::Ge => FloatCC::GreaterThanOrEqual,
                    Compare::Eq => FloatCC::Equal,
                    Compare::Ne => FloatCC::NotEqual,
                };
                self.b.ins().fcmp(cc, arg(0), arg(1))
            }
            IrOp::Negate => self.b.ins().bxor_imm_s(arg(0), 1),
            IrOp::Truth => self.b.ins().icmp_imm_s(IntCC::NotEqual, arg(0), 0),
            IrOp::TruthFloat => {
                let zero = self.b.ins().f64const(0.0);
                self.b.ins().fcmp(FloatCC::NotEqual, arg(0), zero)
            }
            IrOp::Poll => {
                // Others write the word at any time.
                let word = self.b.ins().load(types::I32, MemFlags::new(), self.poll, 0);
                self.guard_not(word, exit_of(inst));
                return None;
            }
        })
    }

    /// An int as a value: a cell if it needs more than 51 bits.
    fn box_int(&mut self, v: clif::Value) -> clif::Value {
        let (fits, wide, done) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(wide);
        let boxed = self.b.append_block_param(done, types::I64);
        let up = self.b.ins().iadd_imm_s(v, SMALL_HALF);
        let is = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, up, 2 * SMALL_HALF);
        self.b.ins().brif(is, fits, &[], wide, &[]);
        self.b.switch_to_block(fits);
        let small = self.b.ins().bor_imm_s(v, INT_TAG);
        self.b.ins().jump(done, &[BlockArg::Value(small)]);
        self.b.switch_to_block(wide);
        let mut signature = clif::Signature::new(CallConv::SystemV);
        signature.params.extend([AbiParam::new(types::I64); 2]);
        signature.returns.push(AbiParam::new(types::I64));
        let signature = self.b.import_signature(signature);
        let helper = self.b.ins().iconst(types::I64, self.helpers.box_int as i64);
        let call = self.b.ins().call_indirect(signature, helper, &[self.vm, v]);
        let cell = self.b.inst_results(call)[0];
        self.b.ins().jump(done, &[BlockArg::Value(cell)]);
        self.b.switch_to_block(done);
        boxed
    }

    /// Division that rounds down, and its rest, which has the divisor's sign.
    fn divide(&mut self, inst: &Inst, x: clif::Value, y: clif::Value) -> clif::Value {
        let divisor = self.unit.inst(inst.args[1]);
        let literal = (divisor.op == IrOp::Int).then_some(divisor.imm);
        if !literal.is_some_and(|y| y != 0 && y != -1) {
            self.guard(y, exit_of(inst));
            // The quotient of the least int and -1 has more than 64 bits.
            let least = self.b.ins().icmp_imm_s(IntCC::Equal, x, i64::MIN);
            let minus = self.b.ins().icmp_imm_s(IntCC::Equal, y, -1);
            let both = self.b.ins().band(least, minus);
            self.guard_not(both, exit_of(inst));
        }
        // The machine rounds towards zero: one too much where there is a rest of the other sign.
        if inst.op == IrOp::Mod {
            let rest = self.b.ins().srem(x, y);
            let moved = self.b.ins().iadd(rest, y);
            let differs = self.b.ins().bxor(rest, y);
            let sign = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, differs, 0);
            let some = self.b.ins().icmp_imm_s(IntCC::NotEqual, rest, 0);
            let down = self.b.ins().band(sign, some);
            return self.b.ins().select(down, moved, rest);
        }
        let quotient = self.b.ins().sdiv(x, y);
        let product = self.b.ins().imul(quotient, y);
        let rest = self.b.ins().isub(x, product);
        let differs = self.b.ins().bxor(rest, y);
        let sign = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, differs, 0);
        let some = self.b.ins().icmp_imm_s(IntCC::NotEqual, rest, 0);
        let down = self.b.ins().band(sign, some);
        let one = self.b.ins().uextend(types::I64, down);
        self.b.ins().isub(quotient, one)
    }
}

fn exit_of(inst: &Inst) -> ExitId {
    inst.exit.expect("the verifier has seen that a guard has an exit")
}

fn compare_of(inst: &Inst) -> Compare {
    Compare::of(inst.imm).expect("the builder makes comparisons from a `Compare`")
}
