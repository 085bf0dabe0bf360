//! Assignment, augmented assignment and deletion.

use tauraro_bytecode::{BinaryFlags, Reg};
use tauraro_syntax::Ranged;
use tauraro_syntax::ast::{self, Expr, ExprContext};

use super::unit::Place;
use super::{Generator, Result, Val};
use crate::error::Fault;
use crate::scope::ScopeKind;

impl<'a> Generator<'a> {
    pub(super) fn assign(&mut self, stmt: &'a ast::StmtAssign) -> Result {
        let value = &*stmt.value;
        if let [target] = &stmt.targets[..] {
            if let Some(register) = self.fast_target(target) {
                return self.into(value, register);
            }
            if let (Some(targets), Some(values)) = (sequence(target), sequence(value))
                && self.parallel(targets, values)?
            {
                return Ok(());
            }
            let register = self.reg(value)?;
            let register = self.protect(register, value, &[target])?;
            return self.store_target(target, register);
        }
        let register = self.temp()?;
        self.into(value, register)?;
        stmt.targets.iter().try_for_each(|target| self.store_target(target, register))
    }

    /// The register of a target that is a plain local.
    pub(super) fn fast_target(&mut self, target: &Expr) -> Option<Reg> {
        let name = target.as_name_expr()?;
        let sym = self.mangled(&name.id);
        match self.place(sym) {
            Place::Fast(register) => Some(register),
            _ => None,
        }
    }

    /// `a, b = x, y` without a tuple. False if it is not that simple.
    fn parallel(&mut self, targets: &'a [Expr], values: &'a [Expr]) -> Result<bool> {
        let starred = targets.iter().chain(values).any(Expr::is_starred_expr);
        if targets.len() != values.len() || starred || targets.len() > 4 {
            return Ok(false);
        }
        let mut written = Vec::new();
        let mut sources = Vec::new();
        for (index, value_expr) in values.iter().enumerate() {
            let value = self.value(value_expr)?;
            let value = match value {
                Val::Reg(register) => {
                    let later: Vec<&Expr> = values[index + 1..].iter().chain(targets).collect();
                    let register = self.protect(register, value_expr, &later)?;
                    // A target to the left would be stored before this is read.
                    let overwritten = written.contains(&register);
                    Val::Reg(if overwritten { self.copy(register)? } else { register })
                }
                value => value,
            };
            sources.push(value);
            written.extend(self.fast_target(&targets[index]));
            if sequence(&targets[index]).is_some() {
                // What a nested target writes is not looked into.
                written.extend((0..self.unit_ref().n_named()).map(|register| Reg(register as u16)));
            }
        }
        for (target, source) in targets.iter().zip(sources) {
            let mark = self.mark();
            match (self.fast_target(target), source) {
                (Some(register), Val::Const(value)) => {
                    self.at(target.range());
                    self.load_const(register, value);
                }
                (_, source) => {
                    self.at(target.range());
                    let source = self.loaded(source)?;
                    self.store_target(target, source)?;
                }
            }
            self.release(mark);
        }
        Ok(true)
    }

    fn copy(&mut self, register: Reg) -> Result<Reg> {
        let copy = self.temp()?;
        self.asm().mov(copy, register);
        Ok(copy)
    }

    /// Stores a value into a target of any form.
    pub(super) fn store_target(&mut self, target: &'a Expr, src: Reg) -> Result {
        let mark = self.mark();
        self.deeper()?;
        match target {
            Expr::Name(name) => {
                let sym = self.mangled(&name.id);
                self.at(name.range);
                self.store(sym, src);
            }
            Expr::Attribute(e) => {
                self.note_static_attribute(e);
                let obj = self.reg(&e.value)?;
                self.at(self.attribute_range(e));
                self.store_attr(e, obj, src);
            }
            Expr::Subscript(e) => {
                let obj = self.reg(&e.value)?;
                let obj = self.protect(obj, &e.value, &[&e.slice])?;
                if let Expr::Slice(slice) = &*e.slice
                    && slice.step.is_none()
                {
                    let bounds = self.slice_bounds(slice)?;
                    self.at(e.range);
                    self.asm().store_slice(obj, bounds, src);
                } else {
                    let key = self.reg(&e.slice)?;
                    self.at(e.range);
                    self.asm().store_subscr(obj, key, src);
                }
            }
            Expr::Tuple(e) => self.unpack(target, &e.elts, src)?,
            Expr::List(e) => self.unpack(target, &e.elts, src)?,
            Expr::Starred(e) => {
                return Err(Fault::syntax("starred assignment target must be in a list or tuple", e.range));
            }
            other => return Err(Fault::syntax("cannot assign to expression", other.range())),
        }
        self.depth -= 1;
        self.release(mark);
        Ok(())
    }

    fn store_attr(&mut self, e: &'a ast::ExprAttribute, obj: Reg, src: Reg) {
        let name = self.mangled(&e.attr);
        let id = self.name_id(name);
        if id.0 <= u32::from(u16::MAX) {
            self.asm().store_attr(obj, src, id);
        } else {
            self.asm().store_attr_wide(obj, src, id);
        }
    }

    /// `self.name = ...` anywhere in a class's functions: for `__static_attributes__`, which as in
    /// CPython do not have what only augmented assignments set.
    fn note_static_attribute(&mut self, e: &ast::ExprAttribute) {
        if !matches!(&*e.value, Expr::Name(name) if &*name.id == "self") {
            return;
        }
        let name = self.mangled(&e.attr);
        let scopes = &self.scopes;
        let class = self.units.iter_mut().rev().find(|unit| scopes.get(unit.scope).kind == ScopeKind::Class);
        if let Some(class) = class
            && !class.static_attributes.contains(&name)
        {
            class.static_attributes.push(name);
        }
    }

    fn unpack(&mut self, target: &'a Expr, elts: &'a [Expr], src: Reg) -> Result {
        let starred = elts.iter().position(Expr::is_starred_expr);
        if let Some(index) = starred
            && let Some(second) = elts[index + 1..].iter().find(|elt| elt.is_starred_expr())
        {
            let _ = second;
            return Err(Fault::syntax("multiple starred expressions in assignment", target.range()));
        }
        if let ([first, second], None) = (elts, starred)
            && let (Some(first), Some(second)) = (self.fast_target(first), self.fast_target(second))
            && first != second
        {
            self.at(target.range());
            self.asm().unpack_two(first, second, src);
            return Ok(());
        }
        if let ([first, second], None) = (elts, starred) {
            let base = self.temps(2)?;
            self.at(target.range());
            self.asm().unpack_two(base, base.plus(1), src);
            self.store_target(first, base)?;
            return self.store_target(second, base.plus(1));
        }
        if elts.len() > usize::from(u16::MAX) / 2 {
            return Err(Fault::syntax("too many expressions in star-unpacking assignment", target.range()));
        }
        let base = self.temps(elts.len() as u32)?;
        self.at(target.range());
        match starred {
            None => self.asm().unpack(base, elts.len() as u32, src),
            Some(before) => {
                let after = elts.len() - before - 1;
                if before >= 256 {
                    let message = "too many expressions in star-unpacking assignment";
                    return Err(Fault::syntax(message, target.range()));
                }
                self.asm().unpack_ex(base, src, before as u32, after as u32);
            }
        }
        for (index, elt) in elts.iter().enumerate() {
            let inner = match elt {
                Expr::Starred(starred) => &starred.value,
                elt => elt,
            };
            self.store_target(inner, base.plus(index as u16))?;
        }
        Ok(())
    }

    pub(super) fn aug_assign(&mut self, stmt: &'a ast::StmtAugAssign) -> Result {
        match &*stmt.target {
            Expr::Name(name) => {
                let sym = self.mangled(&name.id);
                if let Some(register) = self.local(name) {
                    let left = self.protect(register, &stmt.target, &[&stmt.value])?;
                    return self.augment(stmt, left, register);
                }
                let left = self.temp()?;
                self.at(name.range);
                self.load(sym, left)?;
                let result = self.temp()?;
                self.augment(stmt, left, result)?;
                self.at(name.range);
                self.store(sym, result);
            }
            Expr::Attribute(e) => {
                let obj = self.reg(&e.value)?;
                let obj = self.protect(obj, &e.value, &[&stmt.value])?;
                let left = self.temp()?;
                let name = self.mangled(&e.attr);
                self.at(self.attribute_range(e));
                self.load_attr(left, obj, name);
                self.augment(stmt, left, left)?;
                self.at(self.attribute_range(e));
                self.store_attr(e, obj, left);
            }
            Expr::Subscript(e) => self.augment_subscript(stmt, e)?,
            other => {
                let message = "illegal expression for augmented assignment";
                return Err(Fault::syntax(message, other.range()));
            }
        }
        Ok(())
    }

    fn augment_subscript(&mut self, stmt: &'a ast::StmtAugAssign, e: &'a ast::ExprSubscript) -> Result {
        let obj = self.reg(&e.value)?;
        let obj = self.protect(obj, &e.value, &[&e.slice, &stmt.value])?;
        if let Expr::Slice(slice) = &*e.slice
            && slice.step.is_none()
        {
            let bounds = self.slice_bounds(slice)?;
            let left = self.temp()?;
            self.at(e.range);
            self.asm().subscr_slice(left, obj, bounds);
            self.augment(stmt, left, left)?;
            self.at(e.range);
            self.asm().store_slice(obj, bounds, left);
            return Ok(());
        }
        let key = self.reg(&e.slice)?;
        let key = self.protect(key, &e.slice, &[&stmt.value])?;
        let left = self.temp()?;
        self.at(e.range);
        self.asm().subscr(left, obj, key);
        self.augment(stmt, left, left)?;
        self.at(e.range);
        self.asm().store_subscr(obj, key, left);
        Ok(())
    }

    /// `dst = left op= value`
    fn augment(&mut self, stmt: &'a ast::StmtAugAssign, left: Reg, dst: Reg) -> Result {
        let mark = self.mark();
        let right = self.value(&stmt.value)?;
        self.at(stmt.range);
        let flags = BinaryFlags::INPLACE;
        let (op, left, right, flags) = self.binary_operands(stmt.op, Val::Reg(left), right, flags)?;
        self.emit_binary(op, dst, left, right, flags);
        self.release(mark);
        Ok(())
    }

    pub(super) fn delete_target(&mut self, target: &'a Expr) -> Result {
        let mark = self.mark();
        match target {
            Expr::Name(name) => {
                let sym = self.mangled(&name.id);
                self.at(name.range);
                self.delete(sym);
            }
            Expr::Attribute(e) => {
                let obj = self.reg(&e.value)?;
                let name = self.mangled(&e.attr);
                let id = self.name_id(name);
                self.at(self.attribute_range(e));
                self.asm().delete_attr(obj, id);
            }
            Expr::Subscript(e) => {
                let obj = self.reg(&e.value)?;
                let obj = self.protect(obj, &e.value, &[&e.slice])?;
                let key = self.reg(&e.slice)?;
                self.at(e.range);
                self.asm().delete_subscr(obj, key);
            }
            Expr::Tuple(e) => e.elts.iter().try_for_each(|elt| self.delete_target(elt))?,
            Expr::List(e) => e.elts.iter().try_for_each(|elt| self.delete_target(elt))?,
            other => return Err(Fault::syntax("cannot delete expression", other.range())),
        }
        self.release(mark);
        Ok(())
    }
}

/// The items of a tuple or list, as target or as value of a parallel assignment. A list value
/// counts too: it is never seen.
fn sequence(expr: &Expr) -> Option<&[Expr]> {
    match expr {
        Expr::Tuple(e) => Some(&e.elts),
        Expr::List(e) if e.ctx == ExprContext::Store => Some(&e.elts),
        _ => None,
    }
}
