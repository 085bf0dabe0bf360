//! Function definitions and lambdas.

use std::sync::Arc;

use tauraro_bytecode::{Code, CodeFlags, Const, FunctionAttr, Position, Reg};
use tauraro_syntax::ast::{self, Decorator, Parameters, Stmt};
use tauraro_syntax::{Ranged, TextRange};

use super::unit::Place;
use super::{Generator, Result, Val};
use crate::names::Sym;
use crate::ranges;
use crate::scope::{self, Part, ScopeId, ScopeKind};

/// What a definition evaluates before the function is made.
#[derive(Clone, Copy, Default)]
pub(super) struct Extras {
    pub(super) defaults: Option<Reg>,
    pub(super) kwdefaults: Option<Reg>,
    pub(super) annotate: Option<Reg>,
}

impl<'a> Generator<'a> {
    pub(super) fn function_def(&mut self, def: &'a ast::StmtFunctionDef) -> Result {
        let decorated = self.decorators(&def.decorator_list)?;
        let range = ranges::definition(self.source, &def.decorator_list, def.range);
        let name = self.mangled(&def.name);
        let function = match self.place(name) {
            Place::Fast(register) if def.decorator_list.is_empty() => register,
            _ => self.temp()?,
        };
        self.at(range);
        if def.type_params.is_some() {
            self.generic_function(def, function, range)?;
        } else {
            let extras = self.function_extras(def, range)?;
            self.plain_function(def, extras, function, range)?;
        }
        let result = self.apply_decorators(&def.decorator_list, decorated, function);
        self.at(range);
        self.store(name, result);
        Ok(())
    }

    /// The decorators in consecutive temporaries, each in the place of a call's callable.
    pub(super) fn decorators(&mut self, decorators: &'a [Decorator]) -> Result<Reg> {
        let base = self.temps(0)?;
        for decorator in decorators {
            let slot = self.temp()?;
            self.into(&decorator.expression, slot)?;
        }
        Ok(base)
    }

    /// Calls the decorators, the last first; `object` follows them. Gives where the result is.
    pub(super) fn apply_decorators(&mut self, decorators: &'a [Decorator], base: Reg, object: Reg) -> Reg {
        let mut result = object;
        for (index, decorator) in decorators.iter().enumerate().rev() {
            let callable = base.plus(index as u16);
            self.at(decorator.expression.range());
            // The result is the next decorator's argument.
            self.asm().call(callable, callable, 1);
            result = callable;
        }
        result
    }

    /// Defaults and annotations, in the order in which they are evaluated.
    fn function_extras(&mut self, def: &'a ast::StmtFunctionDef, range: TextRange) -> Result<Extras> {
        let (defaults, kwdefaults) = self.defaults(&def.parameters, range)?;
        let annotate = self.function_annotations(def, range)?;
        Ok(Extras { defaults, kwdefaults, annotate })
    }

    /// A tuple of positional defaults and a dict of keyword-only ones, if there are any.
    pub(super) fn defaults(
        &mut self,
        parameters: &'a Parameters,
        range: TextRange,
    ) -> Result<(Option<Reg>, Option<Reg>)> {
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        let exprs: Vec<_> = positional.filter_map(|parameter| parameter.default.as_deref()).collect();
        let mut defaults = None;
        if !exprs.is_empty() {
            let dst = self.temp()?;
            let mut constants = Vec::new();
            for expr in &exprs {
                constants.extend(self.constant(expr, 0)?);
            }
            if constants.len() == exprs.len() {
                self.load_const(dst, Const::Tuple(constants.into()));
            } else {
                let base = self.temps(0)?;
                for expr in &exprs {
                    let slot = self.temp()?;
                    self.into(expr, slot)?;
                }
                self.at(range);
                self.asm().build_tuple(dst, base, exprs.len() as u32);
                self.release(u32::from(dst.0) + 1);
            }
            defaults = Some(dst);
        }
        let keyword_only: Vec<_> =
            parameters.kwonlyargs.iter().filter(|parameter| parameter.default.is_some()).collect();
        if keyword_only.is_empty() {
            return Ok((defaults, None));
        }
        let dst = self.temp()?;
        let base = self.temps(0)?;
        for parameter in &keyword_only {
            let name = self.mangled(&parameter.parameter.name);
            let text = Const::str(self.scopes.names.text(name));
            let slot = self.temps(2)?;
            self.load_const(slot, text);
            if let Some(default) = parameter.default.as_deref() {
                self.into(default, slot.plus(1))?;
            }
        }
        self.at(range);
        self.asm().build_map(dst, base, keyword_only.len() as u32);
        self.release(u32::from(dst.0) + 1);
        Ok((defaults, Some(dst)))
    }

    /// Compiles the body and makes the function in `dst`.
    pub(super) fn plain_function(
        &mut self,
        def: &'a ast::StmtFunctionDef,
        extras: Extras,
        dst: Reg,
        range: TextRange,
    ) -> Result {
        let scope = self.scopes.of_node(def, Part::Body);
        let first_line = self.first_line(&def.decorator_list, range);
        self.start_function(scope, &def.name, first_line, Some(&def.parameters), range);
        let body = self.function_docstring(&def.body);
        self.body(body)?;
        self.at_end_of(&def.body);
        self.return_none();
        let (code, free) = self.pop_unit()?;
        self.at(range);
        self.make_function(code, &free, extras, dst, range)
    }

    /// The implicit return is on the line of a simple last statement. After a compound one it
    /// has no line of its own: which line ran last depends on the way.
    fn at_end_of(&mut self, body: &[Stmt]) {
        match body.last() {
            Some(Stmt::If(_) | Stmt::For(_) | Stmt::While(_) | Stmt::Try(_) | Stmt::With(_) | Stmt::Match(_))
            | None => self.nowhere(),
            Some(last) => self.at(last.range()),
        }
    }

    /// `co_firstlineno`: the first decorator's line.
    pub(super) fn first_line(&self, decorators: &[Decorator], range: TextRange) -> u32 {
        match decorators.first() {
            Some(decorator) => self.line(decorator.expression.range()),
            None => self.line(range),
        }
    }

    /// Begins the unit of a function: flags, the count of its calls, cells, the generator's start.
    pub(super) fn start_function(
        &mut self,
        scope: ScopeId,
        name: &str,
        first_line: u32,
        parameters: Option<&Parameters>,
        range: TextRange,
    ) {
        let qualname = self.qualname(name);
        self.push_unit(scope, name.to_owned(), qualname, first_line);
        let flags = self.function_flags(scope);
        let unit = self.unit();
        unit.flags = flags;
        if let Some(parameters) = parameters {
            unit.posonly_count = parameters.posonlyargs.len() as u32;
            unit.arg_count = (parameters.posonlyargs.len() + parameters.args.len()) as u32;
            unit.kwonly_count = parameters.kwonlyargs.len() as u32;
        }
        let scope = self.scopes.get(scope);
        let suspends = scope.generator || scope.coroutine;
        if !suspends {
            let position = Position { line: first_line, end_line: first_line, columns: Some((0, 0)) };
            self.asm().set_position(Some(position));
            self.asm().enter();
        }
        self.at(range);
        self.start_cells();
        if suspends {
            self.asm().return_generator();
        }
    }

    /// Copies the closure and makes the cells of the current unit.
    pub(super) fn start_cells(&mut self) {
        let free = self.unit_ref().free.clone();
        if let Some(first) = free.first() {
            let base = self.unit_ref().slot(*first).expect("free variables are laid out");
            self.asm().copy_free_vars(base, free.len() as u32);
        }
        let cells = self.unit_ref().cell_registers(self.scope());
        for cell in cells {
            self.asm().make_cell(cell);
        }
    }

    fn function_flags(&self, id: ScopeId) -> CodeFlags {
        let scope = self.scopes.get(id);
        let mut flags = self.settings.future;
        flags.insert(CodeFlags::OPTIMIZED);
        flags.insert(CodeFlags::NEWLOCALS);
        let mut when = |condition: bool, flag: CodeFlags| {
            if condition {
                flags.insert(flag);
            }
        };
        when(scope.nested, CodeFlags::NESTED);
        when(scope.generator && scope.coroutine, CodeFlags::ASYNC_GENERATOR);
        when(scope.generator && !scope.coroutine, CodeFlags::GENERATOR);
        when(!scope.generator && scope.coroutine, CodeFlags::COROUTINE);
        when(scope.varargs, CodeFlags::VARARGS);
        when(scope.varkeywords, CodeFlags::VARKEYWORDS);
        when(scope.docstring, CodeFlags::HAS_DOCSTRING);
        when(scope.method, CodeFlags::METHOD);
        flags
    }

    /// Puts the docstring first among the constants; the statements after it.
    fn function_docstring(&mut self, body: &'a [Stmt]) -> &'a [Stmt] {
        let Some(docstring) = scope::docstring(body) else { return body };
        if self.settings.keeps_docstrings()
            && let Ok(Some(text)) = self.docstring_const(docstring)
        {
            self.unit().const_id(text);
        }
        &body[1..]
    }

    /// Makes a function of finished code, with its closure and extras.
    pub(super) fn make_function(
        &mut self,
        code: Code,
        free: &[Sym],
        extras: Extras,
        dst: Reg,
        range: TextRange,
    ) -> Result {
        let mark = self.mark();
        let closure = self.closure(free, range)?;
        let id = self.unit().const_id(Const::Code(Arc::new(code).into()));
        self.asm().make_function(dst, id);
        let attributes = [
            (closure, FunctionAttr::Closure),
            (extras.annotate, FunctionAttr::Annotate),
            (extras.kwdefaults, FunctionAttr::KwDefaults),
            (extras.defaults, FunctionAttr::Defaults),
        ];
        for (register, which) in attributes {
            if let Some(register) = register {
                self.asm().set_function_attr(dst, register, which.imm());
            }
        }
        self.release(mark);
        Ok(())
    }

    /// A tuple of the cells that an inner function needs.
    pub(super) fn closure(&mut self, free: &[Sym], range: TextRange) -> Result<Option<Reg>> {
        if free.is_empty() {
            return Ok(None);
        }
        let base = self.temps(free.len() as u32)?;
        for (index, name) in free.iter().enumerate() {
            let cell = self.closure_cell(*name, range)?;
            self.asm().mov(base.plus(index as u16), cell);
        }
        self.asm().build_tuple(base, base, free.len() as u32);
        self.release(u32::from(base.0) + 1);
        Ok(Some(base))
    }

    pub(super) fn lambda(&mut self, e: &'a ast::ExprLambda, dst: Reg) -> Result {
        let mut extras = Extras::default();
        if let Some(parameters) = &e.parameters {
            (extras.defaults, extras.kwdefaults) = self.defaults(parameters, e.range)?;
        }
        let scope = self.scopes.of_node(e, Part::Body);
        let line = self.line(e.range);
        self.start_function(scope, "<lambda>", line, e.parameters.as_deref(), e.range);
        let value = self.value(&e.body)?;
        self.at(e.body.range());
        match value {
            Val::Reg(register) => self.asm().return_value(register),
            Val::Const(value) => {
                let id = self.unit().const_id(value);
                self.asm().return_const(id);
            }
        }
        let (code, free) = self.pop_unit()?;
        self.at(e.range);
        self.make_function(code, &free, extras, dst, e.range)
    }

    /// Whether the current unit is a class body.
    pub(super) fn in_class(&self) -> bool {
        self.scope().kind == ScopeKind::Class
    }
}
