//! Ops whose whole work is a function elsewhere: definitions, imports, patterns, templates, what
//! deletes. They neither jump nor push frames, so they need nothing of the loop but its registers;
//! out of it, they leave the compiler fewer values to keep over the hot ones.

use crate::frame::Frame;
use crate::operands::{a, b, bc, c, op_of};
use crate::{exceptions, names, slow};
use tauraro_bytecode::Op;
use tauraro_core::{PyResult, Value, Vm};

/// Executes the instruction at `pc` and gives its length.
///
/// # Safety
/// It is one of the ops below, of the frame's code, and the frame is the current one.
#[expect(clippy::too_many_lines, reason = "a flat match whose arms are a few lines each")]
pub(crate) unsafe fn execute(vm: &mut Vm, frame: &mut Frame, pc: *mut u64) -> PyResult<usize> {
    // SAFETY: operands were checked by the verifier against the code's registers, constants and
    // names.
    unsafe {
        let regs = frame.regs;
        macro_rules! r {
            ($i:expr) => {
                *regs.add($i)
            };
        }
        let w = *pc;
        match op_of(w) {
            Op::SetupAnnotations => {
                names::setup_annotations(vm, frame)?;
                Ok(1)
            }
            Op::LoadBuildClass => {
                r!(a(w)) = slow::load_build_class(vm, frame)?;
                Ok(1)
            }
            Op::MakeTypeParam => {
                let kind = *pc.add(1) as u32;
                r!(a(w)) = slow::make_type_param(vm, r!(b(w)), r!(c(w)), kind)?;
                Ok(2)
            }
            Op::SetTypeParamDefault => {
                slow::set_type_param_default(r!(a(w)), r!(b(w)));
                Ok(1)
            }
            Op::SubscriptGeneric => {
                r!(a(w)) = slow::subscript_generic(vm, r!(b(w)))?;
                Ok(1)
            }
            Op::MakeTypeAlias => {
                let base = regs.add(b(w));
                r!(a(w)) = slow::make_type_alias(vm, frame, [*base, *base.add(1), *base.add(2)]);
                Ok(1)
            }
            Op::MatchMapping => {
                r!(a(w)) = Value::bool(slow::is_mapping(vm, r!(b(w))));
                Ok(1)
            }
            Op::MatchKeys => {
                r!(a(w)) = slow::match_keys(vm, r!(b(w)), r!(c(w)))?;
                Ok(1)
            }
            Op::MatchClass => {
                let base = regs.add(b(w));
                r!(a(w)) = slow::match_class(vm, *base, *base.add(1), *base.add(2), c(w))?;
                Ok(1)
            }
            Op::PrintExpr => {
                slow::print_expr(vm, r!(a(w)))?;
                Ok(1)
            }
            Op::ImportName => {
                let name = *pc.add(1) as u32 as usize;
                let (level, fromlist) = (r!(b(w)), r!(b(w) + 1));
                r!(a(w)) = crate::import::import_name(vm, frame, name, level, fromlist)?;
                Ok(2)
            }
            Op::ImportFrom => {
                let name = frame.code.name_at(*pc.add(1) as u32 as usize);
                r!(a(w)) = crate::import::import_from(vm, r!(b(w)), name)?;
                Ok(2)
            }
            Op::ImportStar => {
                crate::import::import_star(vm, frame, r!(a(w)))?;
                Ok(1)
            }
            Op::SplitExcGroup => {
                let (part, rest) = exceptions::split_group(vm, r!(b(w)), r!(c(w)))?;
                r!(a(w)) = part;
                r!(a(w) + 1) = rest;
                Ok(1)
            }
            Op::JoinExcGroup => {
                r!(a(w)) = exceptions::join_group(vm, r!(b(w)), r!(c(w)))?;
                Ok(1)
            }
            Op::WithExceptStart => {
                let (exit, receiver, exc) = (r!(b(w)), r!(b(w) + 1), r!(c(w)));
                r!(a(w)) = slow::with_except_start(vm, exit, receiver, exc)?;
                Ok(1)
            }
            Op::BuildInterpolation => {
                let base = regs.add(b(w));
                r!(a(w)) = slow::build_interpolation(vm, [*base, *base.add(1), *base.add(2)], c(w))?;
                Ok(1)
            }
            Op::BuildTemplate => {
                r!(a(w)) = slow::build_template(vm, r!(b(w)), r!(c(w)))?;
                Ok(1)
            }
            Op::ConvertValue => {
                r!(a(w)) = slow::convert(vm, r!(b(w)), c(w))?;
                Ok(1)
            }
            Op::DictMerge => {
                slow::dict_merge(vm, r!(a(w)), r!(b(w)), r!(c(w)))?;
                Ok(1)
            }
            Op::DictUpdate => {
                slow::dict_update(vm, r!(a(w)), r!(b(w)))?;
                Ok(1)
            }
            Op::SetUpdate => {
                slow::set_update(vm, r!(a(w)), r!(b(w)))?;
                Ok(1)
            }
            Op::ListToTuple => {
                r!(a(w)) = slow::list_to_tuple(vm, r!(b(w)))?;
                Ok(1)
            }
            Op::ListExtend => {
                slow::list_extend(vm, r!(a(w)), r!(b(w)))?;
                Ok(1)
            }
            Op::UnpackEx => {
                let operands = *pc.add(1);
                let (before, after) = (operands as u32 as usize, (operands >> 32) as usize);
                let to = std::slice::from_raw_parts_mut(regs.add(a(w)), before + 1 + after);
                let src = r!(b(w));
                slow::unpack_ex(vm, src, to, before)?;
                Ok(2)
            }
            Op::BuildSet => {
                let items = std::slice::from_raw_parts(regs.add(b(w)), c(w));
                r!(a(w)) = slow::build_set(vm, items)?;
                Ok(1)
            }
            Op::SetFunctionAttr => {
                slow::set_function_attr(r!(a(w)), r!(b(w)), c(w));
                Ok(1)
            }
            Op::MakeFunction => {
                r!(a(w)) = slow::make_function(vm, frame, bc(w))?;
                Ok(1)
            }
            Op::GetAiter => {
                r!(a(w)) = slow::get_aiter(vm, r!(b(w)))?;
                Ok(1)
            }
            Op::GetAnext => {
                r!(a(w)) = slow::get_anext(vm, r!(b(w)))?;
                Ok(1)
            }
            Op::LoadLocals => {
                r!(a(w)) = names::load_locals(frame);
                Ok(1)
            }
            Op::LoadFromDictOrGlobals => {
                let name = *pc.add(1) as u32 as usize;
                r!(a(w)) = names::load_from_dict_or_globals(vm, frame, r!(b(w)), name)?;
                Ok(2)
            }
            Op::LoadFromDictOrDeref => {
                r!(a(w)) = names::load_from_dict_or_deref(vm, frame, r!(b(w)), c(w))?;
                Ok(1)
            }
            Op::DeleteName => {
                names::delete_name(vm, frame, bc(w))?;
                Ok(1)
            }
            Op::DeleteGlobal => {
                names::delete_global(vm, frame, bc(w))?;
                Ok(1)
            }
            Op::DeleteDeref => {
                let cell = names::cell(r!(a(w)));
                if cell.content.get().is_unbound() {
                    names::unbound_cell(vm, frame.code, a(w))?;
                }
                cell.content.set_unbarriered(Value::UNBOUND);
                Ok(1)
            }
            Op::DeleteSubscr => {
                vm.setitem(r!(a(w)), r!(b(w)), None)?;
                Ok(1)
            }
            Op::BuildSlice => {
                let step = if c(w) == 3 { r!(b(w) + 2) } else { Value::NONE };
                let (from, to) = (r!(b(w)), r!(b(w) + 1));
                r!(a(w)) = slow::new_slice(vm, from, to, step)?;
                Ok(1)
            }
            Op::StoreSlice => {
                let (from, to) = (r!(b(w)), r!(b(w) + 1));
                slow::store_slice(vm, r!(a(w)), from, to, r!(c(w)))?;
                Ok(1)
            }
            Op::DeleteAttr => {
                let name = frame.code.name_at(bc(w));
                vm.setattr(r!(a(w)), name, None)?;
                Ok(1)
            }
            Op::StoreAttrWide => {
                let name = frame.code.name_at(*pc.add(1) as u32 as usize);
                vm.setattr(r!(a(w)), name, Some(r!(b(w))))?;
                Ok(2)
            }
            Op::LoadAttrWide => {
                let name = frame.code.name_at(*pc.add(1) as u32 as usize);
                r!(a(w)) = vm.getattr(r!(b(w)), name)?;
                Ok(2)
            }
            Op::AsyncGenWrap => {
                r!(a(w)) = slow::async_gen_wrap(vm, r!(b(w)))?;
                Ok(1)
            }
            Op::GetYieldFromIter => {
                r!(a(w)) = slow::yield_from_iter(vm, frame, r!(b(w)))?;
                Ok(1)
            }
            Op::GetAwaitable => {
                r!(a(w)) = slow::get_awaitable(vm, r!(b(w)), c(w))?;
                Ok(1)
            }
            Op::LoadCommon => {
                r!(a(w)) = slow::common_const(vm, b(w));
                Ok(1)
            }
            _ => unreachable!("the loop executes all other ops"),
        }
    }
}
