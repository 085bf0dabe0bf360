//! The machine code of instructions that touch memory: the window, cells, rows, names.

use super::inst::exit_of;
use super::{Lower, Word};
use crate::ir::{Inst, IrOp, StepAt, inlined_of};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, BlockArg, InstBuilder, MemFlagsData as MemFlags, types};
use tauraro_core::layout;
use tauraro_interp::machine;

/// Bits of a word from which on it is no address of a cell.
pub(super) const ADDRESS_BITS: i64 = 48;

impl Lower<'_> {
    /// Translates an instruction that touches memory.
    pub(super) fn access(&mut self, inst: &Inst, args: &[Word]) -> Option<Word> {
        let imm = inst.imm;
        Some(match inst.op {
            IrOp::SetWindow => return self.store(args[0], self.registers, imm * 8),
            IrOp::Step => {
                let done = self.step_at(StepAt::of_number(imm));
                self.guard(done, exit_of(inst));
                return None;
            }
            IrOp::StepCaught => {
                let done = self.step_at(StepAt::of_number(inst.imm));
                self.b.ins().icmp_imm_s(IntCC::NotEqual, done, 0)
            }
            IrOp::StepTest => {
                let done = self.step_at(StepAt::of_number(imm));
                self.guard(done, exit_of(inst));
                self.b.ins().icmp_imm_s(IntCC::Equal, done, 2)
            }
            IrOp::Call
            | IrOp::CallCaught
            | IrOp::Room
            | IrOp::Unseen
            | IrOp::Globals
            | IrOp::FreeVar
            | IrOp::Defaults => {
                return self.calling(inst, args);
            }
            IrOp::Closure | IrOp::Code | IrOp::Function => return self.calling(inst, args),
            IrOp::Frames | IrOp::SetPart | IrOp::Unframe | IrOp::FrameRoom => return self.calling(inst, args),
            IrOp::Untraced => return self.untraced(inst),
            IrOp::Shape => self.shape(args[0], inst),
            IrOp::ShapeOf => self.shape_of(args[0]),
            IrOp::Version => {
                let hot = self.load(types::I64, self.vm, layout::VM_SHAPES as i64);
                let at = (imm as u32 as usize * layout::SHAPE_BYTES + layout::SHAPE_VERSION) as i64;
                let version = self.load(types::I32, hot, at);
                let is = self.b.ins().icmp_imm_s(IntCC::Equal, version, i64::from((imm >> 32) as i32));
                self.guard(is, exit_of(inst));
                return None;
            }
            IrOp::Field | IrOp::Word => self.load(types::I64, args[0], imm),
            IrOp::Part => {
                let cell = self.load(types::I64, args[0], imm);
                self.that(cell, IntCC::NotEqual, 0, inst)
            }
            IrOp::SetField => {
                self.store(args[1], args[0], imm);
                return self.barrier(args[0]);
            }
            IrOp::SetWord => return self.store(args[1], args[0], imm),
            IrOp::SetShape => {
                let shape = self.b.ins().iconst(types::I32, i64::from(imm as i32));
                return self.store(shape, args[0], layout::SHAPE as i64);
            }
            IrOp::ListLen => self.load(types::I64, args[0], layout::LIST_LEN as i64),
            IrOp::TupleLen => self.load(types::I64, args[0], layout::TUPLE_LEN as i64),
            IrOp::ListItems => {
                let storage = self.load(types::I64, args[0], layout::LIST_STORAGE as i64);
                self.b.ins().iadd_imm_s(storage, layout::STORAGE_ITEMS as i64)
            }
            IrOp::TupleItems => self.b.ins().iadd_imm_s(args[0], layout::TUPLE_ITEMS as i64),
            IrOp::Place => self.place(args[0], args[1], inst),
            IrOp::Inside => {
                let inside = self.b.ins().icmp(IntCC::UnsignedLessThan, args[0], args[1]);
                self.guard(inside, exit_of(inst));
                args[0]
            }
            IrOp::Item | IrOp::TupleItem => {
                let at = self.item_address(args[0], args[1]);
                self.load(types::I64, at, 0)
            }
            IrOp::SetItem => {
                let at = self.item_address(args[1], args[2]);
                self.store(args[3], at, 0);
                let storage = self.b.ins().iadd_imm_s(args[1], -(layout::STORAGE_ITEMS as i64));
                return self.barrier(storage);
            }
            IrOp::BytesLen | IrOp::BytesItems | IrOp::RawFloat | IrOp::SetRawFloat => return self.raw(inst, args),
            IrOp::Keys | IrOp::Entry | IrOp::SetEntry => return self.entry(inst, args),
            IrOp::Append => {
                let done = self.call(self.helpers.append, &[self.vm, args[0], args[1]]);
                self.guard(done, exit_of(inst));
                return None;
            }
            IrOp::AbsFloat => self.b.ins().fabs(args[0]),
            IrOp::Is => self.b.ins().icmp(IntCC::Equal, args[0], args[1]),
            _ => unreachable!("all other instructions are translated by `inst`"),
        })
    }

    /// Translates an instruction on items that are no Python objects.
    fn raw(&mut self, inst: &Inst, args: &[Word]) -> Option<Word> {
        Some(match inst.op {
            IrOp::BytesLen => {
                let bytes = self.load(types::I64, args[0], layout::BYTES_LEN as i64);
                self.b.ins().ushr_imm_u(bytes, inst.imm)
            }
            IrOp::BytesItems => {
                let store = self.load(types::I64, args[0], layout::BYTES_STORE as i64);
                let start = self.load(types::I64, args[0], layout::BYTES_START as i64);
                let first = self.b.ins().iadd(store, start);
                self.b.ins().iadd_imm_s(first, layout::STORE_BYTES as i64)
            }
            IrOp::RawFloat => {
                let at = self.item_address(args[0], args[1]);
                self.load(types::F64, at, 0)
            }
            _ => {
                let at = self.item_address(args[0], args[1]);
                return self.store(args[2], at, 0);
            }
        })
    }

    /// Translates an instruction on the entries of a dict.
    fn entry(&mut self, inst: &Inst, args: &[Word]) -> Option<Word> {
        let imm = inst.imm;
        Some(match inst.op {
            IrOp::Keys => {
                let version = self.load(types::I32, args[0], layout::DICT_KEYS_VERSION as i64);
                let is = self.b.ins().icmp_imm_s(IntCC::Equal, version, i64::from(imm as i32));
                self.guard(is, exit_of(inst));
                args[0]
            }
            IrOp::Entry => {
                let cells = self.load(types::I64, args[0], layout::DICT_CELLS as i64);
                self.load(types::I64, cells, layout::entry_value(imm as usize) as i64)
            }
            _ => {
                let cells = self.load(types::I64, args[0], layout::DICT_CELLS as i64);
                self.store(args[1], cells, layout::entry_value(imm as usize) as i64);
                return self.barrier(cells);
            }
        })
    }

    /// What stands at byte `at` from an address.
    pub(super) fn load(&mut self, ty: clif::Type, address: Word, at: i64) -> Word {
        let (address, at) = self.reachable_offset(address, at);
        self.b.ins().load(ty, MemFlags::trusted(), address, at)
    }

    pub(super) fn store(&mut self, v: Word, address: Word, at: i64) -> Option<Word> {
        let (address, at) = self.reachable_offset(address, at);
        self.b.ins().store(MemFlags::trusted(), v, address, at);
        None
    }

    /// An address and an offset that an instruction has room for.
    fn reachable_offset(&mut self, address: Word, at: i64) -> (Word, i32) {
        match i32::try_from(at) {
            Ok(at) => (address, at),
            Err(_) => (self.b.ins().iadd_imm_s(address, at), 0),
        }
    }

    fn untraced(&mut self, inst: &Inst) -> Option<Word> {
        let tracing = self.load(types::I8, self.vm, layout::VM_TRACING as i64);
        let changed = self.load(types::I32, self.frame, machine::frame::CHANGED as i64);
        let tracing = self.b.ins().uextend(types::I32, tracing);
        let mut any = self.b.ins().bor(tracing, changed);
        let chain = self.unit.chain(inlined_of(inst.imm));
        for inlined in &chain {
            let place = self.frame_of(Some(*inlined));
            let changed = self.load(types::I32, place, machine::frame::CHANGED as i64);
            any = self.b.ins().bor(any, changed);
        }
        self.guard_not(any, exit_of(inst));
        for inlined in chain {
            let place = self.frame_of(Some(inlined));
            let object = self.load(types::I64, place, machine::frame::OBJECT as i64);
            self.guard_not(object, exit_of(inst));
        }
        None
    }

    /// Executes an instruction of bytecode: 0 if it raised.
    pub(super) fn step_at(&mut self, at: StepAt) -> Word {
        let pc = self.words_of(at.inlined) as i64 + 8 * i64::from(at.pc.0);
        let pc = self.b.ins().iconst(types::I64, pc);
        let frame = self.frame_of(at.inlined);
        self.call((self.helpers.step)(at.family), &[self.vm, frame, pc])
    }

    fn shape(&mut self, v: Word, inst: &Inst) -> Word {
        let top = self.b.ins().ushr_imm_u(v, ADDRESS_BITS);
        self.guard_not(top, exit_of(inst));
        let shape = self.load(types::I32, v, layout::SHAPE as i64);
        let is = self.b.ins().icmp_imm_s(IntCC::Equal, shape, i64::from(inst.imm as i32));
        self.guard(is, exit_of(inst));
        v
    }

    fn shape_of(&mut self, v: Word) -> Word {
        let top = self.b.ins().ushr_imm_u(v, ADDRESS_BITS);
        let (cell, other, done) = self.either(top);
        self.b.switch_to_block(other);
        let none = self.b.ins().iconst(types::I64, 0);
        self.b.ins().jump(done, &[BlockArg::Value(none)]);
        self.b.switch_to_block(cell);
        let shape = self.load(types::I32, v, layout::SHAPE as i64);
        let shape = self.b.ins().uextend(types::I64, shape);
        self.b.ins().jump(done, &[BlockArg::Value(shape)]);
        self.b.switch_to_block(done);
        self.b.block_params(done)[0]
    }

    /// The place in a row of `len` items that an index means.
    fn place(&mut self, index: Word, len: Word, inst: &Inst) -> Word {
        let from_end = self.b.ins().iadd(index, len);
        let negative = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, index, 0);
        let place = self.b.ins().select(negative, from_end, index);
        let inside = self.b.ins().icmp(IntCC::UnsignedLessThan, place, len);
        self.guard(inside, exit_of(inst));
        place
    }

    fn item_address(&mut self, items: Word, place: Word) -> Word {
        let offset = self.b.ins().ishl_imm_u(place, 3);
        self.b.ins().iadd(items, offset)
    }

    /// Tells the collector that a cell was written to.
    fn barrier(&mut self, cell: Word) -> Option<Word> {
        let gc = self.load(types::I8, cell, layout::GC as i64);
        let bits = self.b.ins().band_imm_s(gc, i64::from(layout::GC_WRITTEN as i8));
        let remember = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThan, bits, 0);
        let (told, go_on) = (self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(told);
        self.b.ins().brif(remember, told, &[], go_on, &[]);
        self.b.switch_to_block(told);
        self.call(self.helpers.remember, &[cell]);
        self.b.ins().jump(go_on, &[]);
        self.b.switch_to_block(go_on);
        None
    }
}
