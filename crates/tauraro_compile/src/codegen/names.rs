//! Loading, storing and deleting variables, wherever they live.

use tauraro_bytecode::{Const, Reg};
use tauraro_syntax::TextRange;
use tauraro_syntax::ast::{Expr, ExprName};

use super::unit::{Place, Unit};
use super::{Generator, Result};
use crate::error::Fault;
use crate::names::Sym;
use crate::scope::{ScopeKind, Storage};

/// Cells that a class body provides; they are not looked up in its namespace.
fn of_class(name: Sym) -> bool {
    name == Sym::CLASSDICT || name == Sym::CONDITIONAL_ANNOTATIONS
}

impl<'a> Generator<'a> {
    /// What a (mangled) name means here.
    pub(super) fn place(&self, name: Sym) -> Place {
        let unit = self.unit_ref();
        for overlay in unit.overlays.iter().rev() {
            if let Some(place) = overlay.get(&name) {
                return *place;
            }
        }
        let scope = self.scopes.get(unit.scope);
        let storage = scope.symbols.get(name).map_or(Storage::GlobalImplicit, |symbol| symbol.storage);
        let slot = || unit.slot(name).expect("names in registers are laid out");
        match storage {
            Storage::Local if scope.is_function_like() => Place::Fast(slot()),
            Storage::Local => Place::Name,
            Storage::Cell => Place::Cell(slot()),
            Storage::Free if scope.kind == ScopeKind::Class => Place::ClassCell(slot()),
            Storage::Free if scope.sees_class && !of_class(name) => Place::SeenCell(slot()),
            Storage::Free => Place::Cell(slot()),
            Storage::GlobalExplicit => Place::Global,
            Storage::GlobalImplicit | Storage::Unknown => match scope.is_function_like() {
                true if scope.sees_class => Place::SeenGlobal,
                true => Place::Global,
                false => Place::Name,
            },
        }
    }

    /// Makes sure that a local is bound; CPython's error if it may not be.
    pub(super) fn check_local(&mut self, register: Reg) {
        if !self.asm().is_bound(register) {
            self.asm().check_local(register);
            self.asm().assume_bound(register);
        }
    }

    /// The register of a variable if it is a bound local, without any copy.
    pub(super) fn local(&mut self, name: &ExprName) -> Option<Reg> {
        let sym = self.mangled(&name.id);
        match self.place(sym) {
            Place::Fast(register) => {
                self.at(name.range);
                self.check_local(register);
                Some(register)
            }
            _ => None,
        }
    }

    pub(super) fn load(&mut self, name: Sym, dst: Reg) -> Result {
        match self.place(name) {
            Place::Fast(register) => {
                self.check_local(register);
                self.asm().mov(dst, register);
            }
            Place::Cell(cell) => self.asm().load_deref(dst, cell),
            Place::ClassCell(cell) => {
                let mark = self.mark();
                let namespace = self.temp()?;
                self.asm().load_locals(namespace);
                self.asm().load_from_dict_or_deref(dst, namespace, cell);
                self.release(mark);
            }
            Place::SeenCell(cell) => {
                let mark = self.mark();
                let namespace = self.class_namespace()?;
                self.asm().load_from_dict_or_deref(dst, namespace, cell);
                self.release(mark);
            }
            Place::Global => {
                let id = self.name_id(name);
                self.asm().load_global(dst, id);
            }
            Place::SeenGlobal => {
                let mark = self.mark();
                let namespace = self.class_namespace()?;
                let id = self.name_id(name);
                self.asm().load_from_dict_or_globals(dst, namespace, id);
                self.release(mark);
            }
            Place::Name => {
                let id = self.name_id(name);
                self.asm().load_name(dst, id);
            }
        }
        Ok(())
    }

    /// The namespace of the class that an annotation scope sees.
    fn class_namespace(&mut self) -> Result<Reg> {
        let namespace = self.temp()?;
        let cell = self.closure_cell(Sym::CLASSDICT, TextRange::default())?;
        self.asm().load_deref(namespace, cell);
        Ok(namespace)
    }

    pub(super) fn store(&mut self, name: Sym, src: Reg) {
        match self.place(name) {
            Place::Fast(register) => self.asm().mov(register, src),
            Place::Cell(cell) | Place::ClassCell(cell) | Place::SeenCell(cell) => {
                self.asm().store_deref(cell, src);
            }
            Place::Global | Place::SeenGlobal => {
                let id = self.name_id(name);
                self.asm().store_global(src, id);
            }
            Place::Name => {
                let id = self.name_id(name);
                self.asm().store_name(src, id);
            }
        }
    }

    pub(super) fn delete(&mut self, name: Sym) {
        match self.place(name) {
            Place::Fast(register) => {
                if self.asm().is_bound(register) {
                    self.asm().clear_local(register);
                } else {
                    self.asm().delete_local(register);
                }
            }
            Place::Cell(cell) | Place::ClassCell(cell) | Place::SeenCell(cell) => {
                self.asm().delete_deref(cell);
            }
            Place::Global | Place::SeenGlobal => {
                let id = self.name_id(name);
                self.asm().delete_global(id);
            }
            Place::Name => {
                let id = self.name_id(name);
                self.asm().delete_name(id);
            }
        }
    }

    /// Unbinds the name of an `except ... as name` clause, bound or not.
    pub(super) fn unset(&mut self, name: Sym) -> Result {
        if let Place::Fast(register) = self.place(name) {
            self.asm().clear_local(register);
            return Ok(());
        }
        let mark = self.mark();
        let none = self.temp()?;
        self.load_const(none, Const::None);
        self.store(name, none);
        self.delete(name);
        self.release(mark);
        Ok(())
    }

    /// Copies a local that one of the expressions evaluated later may rebind.
    pub(super) fn protect(&mut self, register: Reg, expr: &Expr, later: &[&Expr]) -> Result<Reg> {
        let name = match expr {
            Expr::Named(named) => named.target.as_name_expr(),
            expr => expr.as_name_expr(),
        };
        let Some(name) = name else { return Ok(register) };
        if !self.unit_ref().is_named(register) || !self.rebound(&name.id, later) {
            return Ok(register);
        }
        let copy = self.temp()?;
        self.asm().mov(copy, register);
        Ok(copy)
    }

    fn rebound(&mut self, name: &str, later: &[&Expr]) -> bool {
        let sym = self.mangled(name);
        if !self.scope().rebinds.contains(&sym) {
            return false;
        }
        later.iter().any(|expr| {
            tauraro_syntax::ast::helpers::any_over_expr(expr, |expr| match expr {
                Expr::Named(named) => named.target.as_name_expr().is_some_and(|target| target.id == *name),
                _ => false,
            })
        })
    }

    /// The register that holds a cell for a closure.
    pub(super) fn closure_cell(&self, name: Sym, range: TextRange) -> Result<Reg> {
        let unit: &Unit<'_> = self.unit_ref();
        for overlay in unit.overlays.iter().rev() {
            if let Some(Place::Cell(register)) = overlay.get(&name) {
                return Ok(*register);
            }
        }
        unit.slot(name).ok_or_else(|| {
            // Only a bug in the analysis leads here; say so instead of making broken code.
            Fault::syntax(format!("internal: no cell for '{}'", self.scopes.names.text(name)), range)
        })
    }
}
