//! Comprehensions and generator expressions.
//!
//! List, set and dict comprehensions are part of the code around them (PEP 709): their
//! variables have registers of their own, which are unbound before and after. An exception on
//! the way passes through a handler that unbinds them too. Generator expressions, and
//! comprehensions in annotation scopes of classes, are functions that get the outermost
//! iterator as their argument `.0`.

use tauraro_bytecode::{AwaitContext, Label, Reg, Region};
use tauraro_syntax::ast::visitor::Visitor;
use tauraro_syntax::ast::{self, Expr};
use tauraro_syntax::{Ranged, TextRange};

use super::function::Extras;
use super::hoist::Literals;
use super::loops::Iteration;
use super::unit::{self, ColdHandler, Place};
use super::{Generator, Result};
use crate::error::Fault;
use crate::names::Sym;
use crate::scope::{Comprehension, Part, ScopeId, Storage, Uses};

/// The parts of a comprehension, whatever its kind.
#[derive(Clone, Copy)]
struct Parts<'a> {
    kind: Comprehension,
    generators: &'a [ast::Comprehension],
    key: Option<&'a Expr>,
    value: &'a Expr,
    range: TextRange,
}

impl<'a> Parts<'a> {
    /// Shows what runs in the loop of a `for`.
    fn walk(&self, index: usize, literals: &mut Literals<'a>) {
        self.generators[index].ifs.iter().for_each(|condition| literals.visit_expr(condition));
        self.generators[index + 1..].iter().for_each(|inner| literals.visit_comprehension(inner));
        self.key.into_iter().chain([self.value]).for_each(|expr| literals.visit_expr(expr));
    }
}

/// The outermost iteration.
#[derive(Clone, Copy)]
enum Outermost {
    Sync(Iteration),
    Async(Reg),
}

impl<'a> Generator<'a> {
    pub(super) fn comprehension(&mut self, expr: &'a Expr, dst: Reg) -> Result {
        let parts = parts(expr)?;
        let scope = self.scopes.of_node(expr, Part::Body);
        if self.scopes.get(scope).inlined {
            self.inlined(&parts, scope, dst)
        } else {
            self.function_comprehension(&parts, scope, dst)
        }
    }

    fn outermost(&mut self, parts: &Parts<'a>) -> Result<Outermost> {
        let first = &parts.generators[0];
        Ok(if first.is_async {
            Outermost::Async(self.start_async_iteration(&first.iter)?)
        } else {
            Outermost::Sync(self.start_iteration(&first.iter)?)
        })
    }

    fn inlined(&mut self, parts: &Parts<'a>, scope: ScopeId, dst: Reg) -> Result {
        let outermost = self.outermost(parts)?;
        let slots = self.enter_overlay(scope);
        let region = if slots.is_empty() {
            None
        } else {
            let target = self.asm().label();
            let exc = self.temp()?;
            Some(Region { target, exc })
        };
        let outer = self.asm().region();
        if region.is_some() {
            self.asm().set_region(region);
        }
        self.at(parts.range);
        self.make_overlay_cells();
        let target = self.unnamed(dst)?;
        self.start_container(parts.kind, target);
        self.generator_loop(parts, 0, Some(outermost), target, None)?;
        self.nowhere();
        self.asm().set_region(outer);
        for slot in &slots {
            self.asm().clear_local(*slot);
        }
        if let Some(region) = region {
            self.unit().cold.push(ColdHandler { region, outer, slots });
        }
        self.unit().overlays.pop();
        self.at(parts.range);
        self.asm().mov(dst, target);
        Ok(())
    }

    /// Makes the comprehension's names mean its own variables; gives their registers.
    fn enter_overlay(&mut self, id: ScopeId) -> Vec<Reg> {
        let unit_scope = self.unit_ref().scope;
        let in_class = self.in_class() && self.unit_ref().overlays.is_empty();
        let mut overlay = std::collections::HashMap::default();
        let mut slots = Vec::new();
        let unit = self.unit_ref();
        let around = self.scopes.get(unit_scope);
        let is_global = |storage| matches!(storage, Storage::GlobalImplicit | Storage::GlobalExplicit);
        for (name, symbol) in self.scopes.get(id).symbols.iter() {
            if unit::binds_here(symbol) {
                let depth = unit::binders_around(&self.scopes, unit_scope, id, name);
                let is_cell = symbol.storage == Storage::Cell;
                let Some(slot) = unit.comp_slot(name, depth, is_cell) else { continue };
                slots.push(slot);
                overlay.insert(name, if is_cell { Place::Cell(slot) } else { Place::Fast(slot) });
            } else if in_class && name != Sym::DOT_ZERO {
                // What the class binds is invisible here.
                let place = match (symbol.storage, unit.slot(name)) {
                    (Storage::Free, Some(slot)) => Place::Cell(slot),
                    _ => Place::Global,
                };
                overlay.insert(name, place);
            } else if is_global(symbol.storage) && around.is_function_like() {
                // Another comprehension may have made a variable of the name, which is not this one.
                let own = around.symbols.get(name).is_some_and(|own| own.uses.any(Uses::COMP_ONLY));
                if own {
                    overlay.insert(name, if around.sees_class { Place::SeenGlobal } else { Place::Global });
                }
            }
        }
        self.unit().overlays.push(overlay);
        slots
    }

    fn make_overlay_cells(&mut self) {
        let overlay = self.unit_ref().overlays.last();
        let n_named = self.unit_ref().n_named();
        let mut cells: Vec<Reg> = overlay
            .iter()
            .flat_map(|overlay| overlay.iter())
            .filter(|(name, _)| !unit::CLASS_CELLS.contains(*name))
            .filter_map(|(_, place)| match place {
                Place::Cell(register) if u32::from(register.0) < n_named => Some(*register),
                _ => None,
            })
            .collect();
        // A free variable of the class is a cell already.
        cells.retain(|register| self.unit_ref().is_own_cell(*register));
        cells.sort_unstable();
        for cell in cells {
            self.asm().clear_local(cell);
            self.asm().make_cell(cell);
        }
    }

    fn start_container(&mut self, kind: Comprehension, target: Reg) {
        match kind {
            Comprehension::List => self.asm().build_list(target, target, 0),
            Comprehension::Set => self.asm().build_set(target, target, 0),
            Comprehension::Dict => self.asm().build_map(target, target, 0),
            Comprehension::Generator => {}
        }
    }

    /// One `for` of the comprehension and everything within it. `retry` is where a condition
    /// that fails goes on if this level is no loop.
    fn generator_loop(
        &mut self,
        parts: &Parts<'a>,
        index: usize,
        outermost: Option<Outermost>,
        target: Reg,
        retry: Option<Label>,
    ) -> Result {
        let Some(generator) = parts.generators.get(index) else {
            return self.element(parts, target);
        };
        let mark = self.mark();
        self.deeper()?;
        let iteration = match outermost {
            Some(outermost) => outermost,
            None => match (single(&generator.iter), retry) {
                (Some(only), Some(retry)) if !generator.is_async => {
                    // `for x in [y]` is an assignment.
                    let value = self.reg(only)?;
                    self.store_target(&generator.target, value)?;
                    for condition in &generator.ifs {
                        self.cond(condition, retry, false)?;
                    }
                    self.generator_loop(parts, index + 1, None, target, Some(retry))?;
                    self.release(mark);
                    self.depth -= 1;
                    return Ok(());
                }
                _ if generator.is_async => Outermost::Async(self.start_async_iteration(&generator.iter)?),
                _ => Outermost::Sync(self.start_iteration(&generator.iter)?),
            },
        };
        match iteration {
            Outermost::Sync(iteration) => self.sync_loop(parts, index, iteration, target)?,
            Outermost::Async(iter) => self.async_loop(parts, index, iter, target)?,
        }
        self.release(mark);
        self.depth -= 1;
        Ok(())
    }

    fn sync_loop(&mut self, parts: &Parts<'a>, index: usize, iteration: Iteration, target: Reg) -> Result {
        let generator = &parts.generators[index];
        let (top, next) = (self.asm().label(), self.asm().label());
        let range = generator.iter.range();
        self.at(range);
        let outermost = self.begin_loop(|literals| parts.walk(index, literals))?;
        self.asm().jump(next);
        self.asm().place_loop_top(top, Some(next), std::iter::empty());
        let item = self.loop_item(&generator.target)?;
        for condition in &generator.ifs {
            self.cond(condition, next, false)?;
        }
        self.generator_loop(parts, index + 1, None, target, Some(next))?;
        self.asm().place(next);
        self.step_iteration(iteration, item, top, range);
        self.end_loop(outermost);
        Ok(())
    }

    fn async_loop(&mut self, parts: &Parts<'a>, index: usize, iter: Reg, target: Reg) -> Result {
        let generator = &parts.generators[index];
        let (top, next) = (self.asm().label(), self.asm().label());
        let range = generator.iter.range();
        self.asm().place_loop_top(top, None, std::iter::empty());
        let (item, end) = self.step_async_iteration(iter, range)?;
        self.store_target(&generator.target, item)?;
        for condition in &generator.ifs {
            self.cond(condition, next, false)?;
        }
        self.generator_loop(parts, index + 1, None, target, Some(next))?;
        self.asm().place(next);
        self.at(range);
        self.asm().loop_back(top);
        self.end_async_iteration(end, range);
        Ok(())
    }

    /// Adds one item.
    fn element(&mut self, parts: &Parts<'a>, target: Reg) -> Result {
        let mark = self.mark();
        if let Some(key_expr) = parts.key {
            let key = self.reg(key_expr)?;
            let key = self.protect(key, key_expr, &[parts.value])?;
            let value = self.reg(parts.value)?;
            self.at(TextRange::new(key_expr.range().start(), parts.value.range().end()));
            self.asm().map_add(target, key, value);
            self.release(mark);
            return Ok(());
        }
        let value = self.reg(parts.value)?;
        self.at(parts.value.range());
        match parts.kind {
            Comprehension::List => self.asm().list_append(target, value),
            Comprehension::Set => self.asm().set_add(target, value),
            Comprehension::Dict => self.asm().dict_update(target, value),
            Comprehension::Generator => {
                let received = self.temp()?;
                self.emit_yield(received, value)?;
            }
        }
        self.release(mark);
        Ok(())
    }

    /// A comprehension that is a function called at once with the outermost iterator.
    fn function_comprehension(&mut self, parts: &Parts<'a>, scope: ScopeId, dst: Reg) -> Result {
        let name = match parts.kind {
            Comprehension::List => "<listcomp>",
            Comprehension::Set => "<setcomp>",
            Comprehension::Dict => "<dictcomp>",
            Comprehension::Generator => "<genexpr>",
        };
        let line = self.line(parts.range);
        self.start_function(scope, name, line, None, parts.range);
        self.unit().arg_count = 1;
        let argument = self.unit_ref().slot(Sym::DOT_ZERO).expect("comprehensions have a parameter");
        let outermost = if parts.generators[0].is_async {
            Outermost::Async(argument)
        } else {
            Outermost::Sync(Iteration::Iter(argument))
        };
        let target = self.temp()?;
        self.at(parts.range);
        self.start_container(parts.kind, target);
        self.generator_loop(parts, 0, Some(outermost), target, None)?;
        self.at(parts.range);
        if parts.kind == Comprehension::Generator {
            self.return_none();
        } else {
            self.asm().return_value(target);
        }
        let (code, free) = self.pop_unit()?;
        let base = self.temps(2)?;
        self.at(parts.range);
        self.make_function(code, &free, Extras::default(), base, parts.range)?;
        let first = &parts.generators[0];
        let mark = self.mark();
        let source = match self.constant_display(&first.iter)? {
            Some(value) => {
                self.at(first.iter.range());
                self.loaded(super::Val::Const(value))?
            }
            None => self.reg(&first.iter)?,
        };
        self.release(mark);
        self.at(first.iter.range());
        if first.is_async {
            self.asm().get_aiter(base.plus(1), source);
        } else {
            self.asm().get_iter(base.plus(1), source);
        }
        self.at(parts.range);
        let is_coroutine = self.scopes.get(scope).coroutine && parts.kind != Comprehension::Generator;
        if !is_coroutine {
            self.asm().call(dst, base, 1);
            return Ok(());
        }
        self.asm().call(base, base, 1);
        self.asm().get_awaitable(base, base, AwaitContext::Await.imm());
        self.release(u32::from(base.0) + 1);
        let value = self.temp()?;
        self.await_loop(base, value)?;
        self.asm().mov(dst, value);
        Ok(())
    }
}

fn parts(expr: &Expr) -> Result<Parts<'_>> {
    let range = expr.range();
    Ok(match expr {
        Expr::ListComp(e) => {
            let kind = Comprehension::List;
            Parts { kind, generators: &e.generators, key: None, value: &e.elt, range }
        }
        Expr::SetComp(e) => {
            let kind = Comprehension::Set;
            Parts { kind, generators: &e.generators, key: None, value: &e.elt, range }
        }
        Expr::DictComp(e) => {
            let (kind, key) = (Comprehension::Dict, e.key.as_deref());
            Parts { kind, generators: &e.generators, key, value: &e.value, range }
        }
        Expr::Generator(e) => {
            let kind = Comprehension::Generator;
            Parts { kind, generators: &e.generators, key: None, value: &e.elt, range }
        }
        other => return Err(Fault::syntax("invalid syntax", other.range())),
    })
}

/// The only item of a list or tuple display.
fn single(iter: &Expr) -> Option<&Expr> {
    let elts = match iter {
        Expr::List(e) => &e.elts,
        Expr::Tuple(e) => &e.elts,
        _ => return None,
    };
    match &elts[..] {
        [only] if !only.is_starred_expr() => Some(only),
        _ => None,
    }
}
