//! Annotations: evaluated lazily by `__annotate__` functions (PEP 649, PEP 749), or kept as
//! strings under `from __future__ import annotations`.
//!
//! `__annotate__(format)` answers formats 1 (`VALUE`) and 2 (`VALUE_WITH_FAKE_GLOBALS`) alike
//! and raises NotImplementedError for others. In a module, and under a condition in a class,
//! an annotated statement may not have run; those that have are recorded in the set
//! `__conditional_annotations__`.

use tauraro_bytecode::{CommonConst, Const, FunctionAttr, Reg};
use tauraro_syntax::ast::{self, ExceptHandler, Expr, Stmt};
use tauraro_syntax::{Ranged, TextRange};

use super::function::Extras;
use super::{Generator, Result};
use crate::names::Sym;
use crate::scope::{Part, ScopeId, ScopeKind};
use crate::unparse::unparse;

/// Formats above this one are refused.
const FORMAT_MAX: i32 = 2;

/// An annotated name of a module or class.
#[derive(Clone, Copy)]
struct Deferred<'a> {
    stmt: &'a ast::StmtAnnAssign,
    /// Its number in `__conditional_annotations__`.
    condition: Option<u32>,
}

impl<'a> Generator<'a> {
    // ---- functions ----

    /// The `__annotate__` function of a function, if anything is annotated.
    pub(super) fn function_annotations(
        &mut self,
        def: &'a ast::StmtFunctionDef,
        range: TextRange,
    ) -> Result<Option<Reg>> {
        let Some(scope) = self.scopes.find(def, Part::Annotations) else { return Ok(None) };
        let dst = self.temp()?;
        self.start_annotate(scope, &format!("{}.__annotate__", def.name), range)?;
        let map = self.temp()?;
        self.at(range);
        self.asm().build_map(map, map, 0);
        let parameters = &def.parameters;
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        for parameter in positional {
            self.parameter_annotation(map, &parameter.parameter)?;
        }
        if let Some(parameter) = &parameters.vararg {
            self.parameter_annotation(map, parameter)?;
        }
        for parameter in &parameters.kwonlyargs {
            self.parameter_annotation(map, &parameter.parameter)?;
        }
        if let Some(parameter) = &parameters.kwarg {
            self.parameter_annotation(map, parameter)?;
        }
        if let Some(returns) = def.returns.as_deref() {
            self.annotation_item(map, "return", returns)?;
        }
        self.at(range);
        self.asm().return_value(map);
        let (code, free) = self.pop_unit()?;
        self.at(range);
        self.make_function(code, &free, Extras::default(), dst, range)?;
        Ok(Some(dst))
    }

    fn parameter_annotation(&mut self, map: Reg, parameter: &'a ast::Parameter) -> Result {
        let Some(annotation) = parameter.annotation.as_deref() else { return Ok(()) };
        let name = self.mangled(&parameter.name);
        let name = self.scopes.names.text(name).to_owned();
        self.annotation_item(map, &name, annotation)
    }

    fn annotation_item(&mut self, map: Reg, name: &str, annotation: &'a Expr) -> Result {
        let mark = self.mark();
        let key = self.temp()?;
        self.at(annotation.range());
        self.load_const(key, Const::str(name));
        let value = self.annotation_value(annotation)?;
        self.at(annotation.range());
        self.asm().map_add(map, key, value);
        self.release(mark);
        Ok(())
    }

    fn annotation_value(&mut self, annotation: &'a Expr) -> Result<Reg> {
        if self.settings.future_annotations() {
            let value = self.temp()?;
            self.load_const(value, Const::str(&unparse(annotation, self.source)));
            return Ok(value);
        }
        if let Expr::Starred(starred) = annotation {
            // `*args: *Ts` stands for the one item that unpacking gives.
            let value = self.temp()?;
            let source = self.reg(&starred.value)?;
            self.at(annotation.range());
            self.asm().unpack(value, 1, source);
            return Ok(value);
        }
        self.reg(annotation)
    }

    /// Begins an `__annotate__` function. `place` is its name from the scope around it on.
    fn start_annotate(&mut self, scope: ScopeId, place: &str, range: TextRange) -> Result {
        let line = self.line(range);
        let qualname = self.qualname(place);
        self.start_function(scope, "__annotate__", line, None, range);
        self.unit().qualname = qualname;
        self.check_format()
    }

    /// The common start of lazily evaluated scopes: one positional-only parameter, the format.
    pub(super) fn check_format(&mut self) -> Result {
        let unit = self.unit();
        unit.arg_count = 1;
        unit.posonly_count = 1;
        let format = unit.slot(Sym::FORMAT).expect("annotation scopes have a format");
        let known = self.asm().label();
        self.asm().jump_if_not_gt_imm(format, FORMAT_MAX, known);
        let error = self.temp()?;
        self.asm().load_common(error, CommonConst::NotImplementedError.imm());
        self.asm().raise(error);
        self.asm().place(known);
        self.release(u32::from(error.0));
        Ok(())
    }

    // ---- modules and classes ----

    /// What stands before a module's first statement.
    pub(super) fn module_start(&mut self, body: &'a [Stmt]) -> Result {
        let range = body.first().map_or(TextRange::default(), Ranged::range);
        self.at(range);
        let deferred = self.collect_annotations(body);
        if !deferred.is_empty() && !self.settings.future_annotations() {
            let mark = self.mark();
            let value = self.temp()?;
            self.annotate_function(&deferred, value, range)?;
            self.store_named("__annotate__", value);
            self.release(mark);
        }
        if self.scope().conditional_annotations {
            let mark = self.mark();
            let value = self.temp()?;
            self.asm().build_set(value, value, 0);
            self.store_named("__conditional_annotations__", value);
            self.release(mark);
        }
        self.setup_annotations(body);
        Ok(())
    }

    /// Under `from __future__ import annotations` the dict exists from the start.
    pub(super) fn setup_annotations(&mut self, body: &'a [Stmt]) {
        if self.settings.future_annotations() && has_annotations(body) {
            self.asm().setup_annotations();
        } else if self.in_class() {
            self.collect_annotations(body);
        }
    }

    /// `__annotate_func__` of a class, after its body.
    pub(super) fn class_annotate(&mut self, body: &'a [Stmt], range: TextRange) -> Result {
        if self.settings.future_annotations() {
            return Ok(());
        }
        let deferred = self.collect_annotations(body);
        if deferred.is_empty() {
            return Ok(());
        }
        let value = self.temp()?;
        self.annotate_function(&deferred, value, range)?;
        self.store_named("__annotate_func__", value);
        self.release(u32::from(value.0));
        Ok(())
    }

    /// The annotated names of the current module or class, numbered if they are conditional.
    fn collect_annotations(&mut self, body: &'a [Stmt]) -> Vec<Deferred<'a>> {
        if self.scope().annotations.is_none() {
            return Vec::new();
        }
        let mut found = Vec::new();
        collect(body, false, &mut found);
        let in_module = self.scope().kind == ScopeKind::Module;
        let mut next = 0;
        let mut deferred = Vec::new();
        for (stmt, nested) in found {
            let condition = (in_module || nested).then(|| {
                next += 1;
                next - 1
            });
            if let Some(number) = condition {
                let key = std::ptr::from_ref(stmt) as usize;
                self.unit().annotation_ids.insert(key, number);
            }
            deferred.push(Deferred { stmt, condition });
        }
        deferred
    }

    fn annotate_function(&mut self, deferred: &[Deferred<'a>], dst: Reg, range: TextRange) -> Result {
        let scope = self.scope().annotations.expect("annotations were found");
        let in_module = self.scope().kind == ScopeKind::Module;
        let first = deferred.first().map_or(range, |deferred| deferred.stmt.range);
        self.start_annotate(scope, "__annotate__", if in_module { first } else { range })?;
        let map = self.temp()?;
        self.asm().build_map(map, map, 0);
        for Deferred { stmt, condition } in deferred {
            let Expr::Name(name) = &*stmt.target else { continue };
            let mark = self.mark();
            let skip = self.asm().label();
            self.at(stmt.annotation.range());
            if let Some(number) = condition {
                let index = self.temp()?;
                let reached = self.temp()?;
                self.load_const(index, Const::Int((*number).into()));
                self.load(Sym::CONDITIONAL_ANNOTATIONS, reached)?;
                self.asm().jump_if_not_in(index, reached, skip);
            }
            let name = self.mangled(&name.id);
            let name = self.scopes.names.text(name).to_owned();
            self.annotation_item(map, &name, &stmt.annotation)?;
            self.asm().place(skip);
            self.release(mark);
        }
        self.asm().return_value(map);
        let (code, free) = self.pop_unit()?;
        self.at(range);
        self.make_function(code, &free, Extras::default(), dst, range)
    }

    // ---- the statement ----

    pub(super) fn ann_assign(&mut self, stmt: &'a ast::StmtAnnAssign) -> Result {
        if let Some(value) = stmt.value.as_deref() {
            match self.fast_target(&stmt.target) {
                Some(register) => self.into(value, register)?,
                None => {
                    let register = self.reg(value)?;
                    let register = self.protect(register, value, &[&stmt.target])?;
                    self.store_target(&stmt.target, register)?;
                }
            }
        }
        match &*stmt.target {
            Expr::Name(name) if stmt.simple && !self.scope().is_function_like() => self.record_annotation(stmt, name),
            // Without a value the parts of the target are evaluated all the same.
            Expr::Attribute(e) if stmt.value.is_none() => self.discard(&e.value),
            Expr::Subscript(e) if stmt.value.is_none() => {
                self.discard(&e.value)?;
                self.discard(&e.slice)
            }
            _ => Ok(()),
        }
    }

    fn record_annotation(&mut self, stmt: &'a ast::StmtAnnAssign, name: &'a ast::ExprName) -> Result {
        self.at(stmt.range);
        if self.settings.future_annotations() {
            let value = self.temp()?;
            self.load_const(value, Const::str(&unparse(&stmt.annotation, self.source)));
            let annotations = self.temp()?;
            let dunder = self.scopes.names.intern("__annotations__");
            let id = self.name_id(dunder);
            self.asm().load_name(annotations, id);
            let key = self.temp()?;
            let name = self.mangled(&name.id);
            let name = Const::str(self.scopes.names.text(name));
            self.load_const(key, name);
            self.asm().store_subscr(annotations, key, value);
            return Ok(());
        }
        let key = std::ptr::from_ref(stmt) as usize;
        let Some(number) = self.unit_ref().annotation_ids.get(&key).copied() else { return Ok(()) };
        let reached = self.temp()?;
        match self.conditional_cell() {
            Some(cell) => self.asm().load_deref(reached, cell),
            None => {
                let id = self.name_id(Sym::CONDITIONAL_ANNOTATIONS);
                self.asm().load_name(reached, id);
            }
        }
        let index = self.temp()?;
        self.load_const(index, Const::Int(number.into()));
        self.asm().set_add(reached, index);
        Ok(())
    }

    /// Attaches an `__annotate__` function, for generic functions.
    pub(super) fn set_type_params(&mut self, function: Reg, params: Reg) {
        self.asm().set_function_attr(function, params, FunctionAttr::TypeParams.imm());
    }
}

/// Whether a module or class body annotates a name.
fn has_annotations(body: &[Stmt]) -> bool {
    let mut found = Vec::new();
    collect(body, false, &mut found);
    !found.is_empty()
}

/// Annotated plain names, and whether a compound statement stands around each.
fn collect<'t>(body: &'t [Stmt], nested: bool, found: &mut Vec<(&'t ast::StmtAnnAssign, bool)>) {
    for statement in body {
        match statement {
            Stmt::AnnAssign(stmt) if stmt.simple && stmt.target.is_name_expr() => found.push((stmt, nested)),
            Stmt::For(stmt) => {
                collect(&stmt.body, true, found);
                collect(&stmt.orelse, true, found);
            }
            Stmt::While(stmt) => {
                collect(&stmt.body, true, found);
                collect(&stmt.orelse, true, found);
            }
            Stmt::If(stmt) => {
                collect(&stmt.body, true, found);
                stmt.elif_else_clauses.iter().for_each(|clause| collect(&clause.body, true, found));
            }
            Stmt::With(stmt) => collect(&stmt.body, true, found),
            Stmt::Match(stmt) => stmt.cases.iter().for_each(|case| collect(&case.body, true, found)),
            Stmt::Try(stmt) => {
                collect(&stmt.body, true, found);
                for handler in &stmt.handlers {
                    let ExceptHandler::ExceptHandler(handler) = handler;
                    collect(&handler.body, true, found);
                }
                collect(&stmt.orelse, true, found);
                collect(&stmt.finalbody, true, found);
            }
            _ => {}
        }
    }
}
