//! Tuple, list, set and dict displays.

use tauraro_bytecode::{Const, Reg};
use tauraro_syntax::ast::{self, Expr};
use tauraro_syntax::{Ranged, TextRange};

use super::{Generator, Result, Val};
use crate::fold;

/// Displays with more items are built in pieces, so that windows stay small.
const RUN_MAX: usize = 64;

/// From this number on a display of constants is copied from a constant.
const CONSTANTS_MIN: usize = 3;

/// Nesting up to which expressions are tried as constants ahead of time.
const CONSTANT_DEPTH_MAX: u32 = 40;

impl<'a> Generator<'a> {
    pub(super) fn tuple(&mut self, e: &'a ast::ExprTuple, dst: Option<Reg>) -> Result<Val> {
        if let Some(items) = self.constants(&e.elts)? {
            return Ok(Val::Const(Const::Tuple(items)));
        }
        let mark = self.mark();
        if is_long(&e.elts) {
            let list = self.temp()?;
            self.build_list(&e.elts, list, e.range)?;
            self.release(mark);
            let dst = self.or_temp(dst)?;
            self.at(e.range);
            self.asm().list_to_tuple(dst, list);
            return Ok(Val::Reg(dst));
        }
        let base = self.run(&e.elts)?;
        self.release(mark);
        let dst = self.or_temp(dst)?;
        self.at(e.range);
        self.asm().build_tuple(dst, base, e.elts.len() as u32);
        Ok(Val::Reg(dst))
    }

    fn or_temp(&mut self, dst: Option<Reg>) -> Result<Reg> {
        match dst {
            Some(dst) => Ok(dst),
            None => self.temp(),
        }
    }

    /// The expressions in consecutive temporaries.
    pub(super) fn run(&mut self, exprs: &'a [Expr]) -> Result<Reg> {
        let base = self.temps(0)?;
        for expr in exprs {
            let slot = self.temp()?;
            self.into(expr, slot)?;
        }
        Ok(base)
    }

    pub(super) fn list(&mut self, expr: &'a Expr, elts: &'a [Expr], dst: Reg) -> Result {
        if !is_long(elts) && elts.len() < CONSTANTS_MIN {
            let base = self.run(elts)?;
            self.at(expr.range());
            self.asm().build_list(dst, base, elts.len() as u32);
            return Ok(());
        }
        let target = self.unnamed(dst)?;
        self.build_list(elts, target, expr.range())?;
        self.asm().mov(dst, target);
        Ok(())
    }

    /// A register that may be written before the expression is done.
    pub(super) fn unnamed(&mut self, dst: Reg) -> Result<Reg> {
        if self.unit_ref().is_named(dst) { self.temp() } else { Ok(dst) }
    }

    /// A list of the expressions in `dst`, a temporary; stars are unpacked.
    pub(super) fn build_list(&mut self, elts: &'a [Expr], dst: Reg, range: TextRange) -> Result {
        if elts.len() >= CONSTANTS_MIN
            && let Some(items) = self.constants(elts)?
        {
            let mark = self.mark();
            self.at(range);
            self.asm().build_list(dst, dst, 0);
            let items = self.loaded(Val::Const(Const::Tuple(items)))?;
            self.asm().list_extend(dst, items);
            self.release(mark);
            return Ok(());
        }
        let first = elts.iter().take_while(|elt| !elt.is_starred_expr()).count().min(RUN_MAX);
        let (run, rest) = elts.split_at(first);
        let mark = self.mark();
        let base = self.run(run)?;
        self.at(range);
        self.asm().build_list(dst, base, run.len() as u32);
        self.release(mark);
        for elt in rest {
            match elt {
                Expr::Starred(starred) => {
                    let value = self.reg(&starred.value)?;
                    self.at(range);
                    self.asm().list_extend(dst, value);
                }
                elt => {
                    let value = self.reg(elt)?;
                    self.at(range);
                    self.asm().list_append(dst, value);
                }
            }
            self.release(mark);
        }
        Ok(())
    }

    pub(super) fn set(&mut self, expr: &'a Expr, elts: &'a [Expr], dst: Reg) -> Result {
        let range = expr.range();
        if elts.len() >= CONSTANTS_MIN
            && let Some(items) = self.constants(elts)?
        {
            let target = self.unnamed(dst)?;
            self.at(range);
            self.asm().build_set(target, target, 0);
            let items = self.loaded(Val::Const(Const::FrozenSet(items)))?;
            self.asm().set_update(target, items);
            self.asm().mov(dst, target);
            return Ok(());
        }
        if !is_long(elts) {
            let base = self.run(elts)?;
            self.at(range);
            self.asm().build_set(dst, base, elts.len() as u32);
            return Ok(());
        }
        let target = self.unnamed(dst)?;
        self.at(range);
        self.asm().build_set(target, target, 0);
        for elt in elts {
            let mark = self.mark();
            match elt {
                Expr::Starred(starred) => {
                    let value = self.reg(&starred.value)?;
                    self.at(range);
                    self.asm().set_update(target, value);
                }
                elt => {
                    let value = self.reg(elt)?;
                    self.at(range);
                    self.asm().set_add(target, value);
                }
            }
            self.release(mark);
        }
        self.asm().mov(dst, target);
        Ok(())
    }

    pub(super) fn dict(&mut self, e: &'a ast::ExprDict, dst: Reg) -> Result {
        let whole = e.items.len() <= RUN_MAX / 2 && e.items.iter().all(|item| item.key.is_some());
        if whole {
            let base = self.pairs(&e.items)?;
            self.at(e.range);
            self.asm().build_map(dst, base, e.items.len() as u32);
            return Ok(());
        }
        let target = self.unnamed(dst)?;
        self.at(e.range);
        self.asm().build_map(target, target, 0);
        for item in &e.items {
            let mark = self.mark();
            match &item.key {
                None => {
                    let value = self.reg(&item.value)?;
                    self.at(e.range);
                    self.asm().dict_update(target, value);
                }
                Some(key_expr) => {
                    let key = self.reg(key_expr)?;
                    let key = self.protect(key, key_expr, &[&item.value])?;
                    let value = self.reg(&item.value)?;
                    self.at(e.range);
                    self.asm().map_add(target, key, value);
                }
            }
            self.release(mark);
        }
        self.asm().mov(dst, target);
        Ok(())
    }

    fn pairs(&mut self, items: &'a [ast::DictItem]) -> Result<Reg> {
        let base = self.temps(0)?;
        for item in items {
            for part in item.key.iter().chain([&item.value]) {
                let slot = self.temp()?;
                self.into(part, slot)?;
            }
        }
        Ok(base)
    }

    // ---- constants ----

    /// The values of expressions that are all constant.
    pub(super) fn constants(&mut self, exprs: &[Expr]) -> Result<Option<Box<[Const]>>> {
        let mut values = Vec::new();
        for expr in exprs {
            match self.constant(expr, 0)? {
                Some(value) => values.push(value),
                None => return Ok(None),
            }
        }
        Ok(Some(values.into()))
    }

    /// The value of a constant expression.
    pub(super) fn constant(&mut self, expr: &Expr, depth: u32) -> Result<Option<Const>> {
        if depth > CONSTANT_DEPTH_MAX {
            return Ok(None);
        }
        Ok(match expr {
            Expr::UnaryOp(e) => {
                let operand = self.constant(&e.operand, depth + 1)?;
                operand.and_then(|operand| fold::unary(e.op, &operand))
            }
            Expr::BinOp(e) => {
                let Some(right) = self.constant(&e.right, depth + 1)? else { return Ok(None) };
                let left = self.constant(&e.left, depth + 1)?;
                left.and_then(|left| fold::binary(e.op, &left, &right))
            }
            Expr::Tuple(e) => {
                let mut values = Vec::with_capacity(e.elts.len());
                for elt in &e.elts {
                    match self.constant(elt, depth + 1)? {
                        Some(value) => values.push(value),
                        None => return Ok(None),
                    }
                }
                Some(Const::Tuple(values.into()))
            }
            expr => self.literal(expr)?,
        })
    }

    /// What a list or set display of constants becomes where only its items count.
    pub(super) fn constant_display(&mut self, expr: &Expr) -> Result<Option<Const>> {
        Ok(match expr {
            Expr::List(e) => self.constants(&e.elts)?.map(Const::Tuple),
            Expr::Set(e) => self.constants(&e.elts)?.map(Const::FrozenSet),
            _ => None,
        })
    }
}

fn is_long(elts: &[Expr]) -> bool {
    elts.len() > RUN_MAX || elts.iter().any(Expr::is_starred_expr)
}
