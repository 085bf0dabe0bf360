//! The first pass: what is done with each name in each scope.

use tauraro_syntax::ast::{
    self, Expr, ExprContext, InterpolatedStringElement, Mod, Parameters, Pattern, Stmt, TypeParam,
};
use tauraro_syntax::{Ranged, TextRange, TextSize};

use super::{Comprehension, Part, Scope, ScopeId, ScopeKind, Scopes, Symbols, Uses, analyze};
use crate::error::Fault;
use crate::names::{Names, Sym};
use crate::options::Settings;
use crate::ranges;

type Result<T = ()> = std::result::Result<T, Fault>;

/// Builds and analyses the scopes of a program.
pub(crate) fn build(module: &Mod, source: &str, settings: &Settings) -> Result<Scopes> {
    let scopes = Scopes { names: Names::new(), scopes: Vec::new(), by_node: Default::default() };
    let mut builder = Builder { scopes, stack: Vec::new(), source, settings, depth: 0 };
    builder.enter(ScopeKind::Module, None);
    builder.entitle("top", TextSize::default());
    match module {
        Mod::Module(module) => {
            builder.scope_mut().docstring = has_docstring(&module.body, settings);
            builder.body(&module.body)?;
        }
        Mod::Expression(expression) => builder.expr(&expression.body)?,
    }
    let mut scopes = builder.scopes;
    analyze::analyze(&mut scopes)?;
    Ok(scopes)
}

/// Whether the body starts with a docstring that is kept.
pub(crate) fn has_docstring(body: &[Stmt], settings: &Settings) -> bool {
    settings.keeps_docstrings() && docstring(body).is_some()
}

/// The string that starts a body.
pub(crate) fn docstring(body: &[Stmt]) -> Option<&ast::ExprStringLiteral> {
    match body.first()? {
        Stmt::Expr(statement) => statement.value.as_string_literal_expr(),
        _ => None,
    }
}

struct Builder<'a> {
    scopes: Scopes,
    /// The scopes around the walk, innermost last.
    stack: Vec<ScopeId>,
    source: &'a str,
    settings: &'a Settings,
    depth: u32,
}

impl<'a> Builder<'a> {
    fn scope(&self) -> &Scope {
        self.scopes.get(self.current())
    }

    fn scope_mut(&mut self) -> &mut Scope {
        let id = self.current();
        self.scopes.get_mut(id)
    }

    fn current(&self) -> ScopeId {
        *self.stack.last().expect("the module's scope is entered first")
    }

    /// Enters a new scope; `key` is how code generation finds it.
    fn enter(&mut self, kind: ScopeKind, key: Option<(usize, Part)>) -> ScopeId {
        let id = ScopeId(self.scopes.scopes.len() as u32);
        let parent = self.stack.last().copied();
        let outer = parent.map(|parent| self.scopes.get(parent));
        let nested = outer.is_some_and(|outer| outer.nested || outer.is_function_like());
        let private = outer.and_then(|outer| outer.private);
        let mangled = outer.and_then(|outer| outer.mangled.clone());
        let comp_iter_depth = outer.map_or(0, |outer| outer.comp_iter_depth);
        self.scopes.scopes.push(Scope {
            kind,
            parent,
            children: Vec::new(),
            symbols: Symbols::default(),
            comprehension: None,
            inlined: false,
            nested,
            generator: false,
            coroutine: false,
            is_async: false,
            method: false,
            docstring: false,
            varargs: false,
            varkeywords: false,
            has_free: false,
            needs_class_cell: false,
            needs_classdict: false,
            sees_class: false,
            conditional_annotations: false,
            annotations: None,
            private,
            mangled,
            description: "",
            rebinds: Vec::new(),
            directives: Vec::new(),
            comp_iter_target: false,
            comp_iter_depth,
            in_conditional: false,
            in_unevaluated: false,
            bare: None,
            title: Sym::DUNDER_CLASS,
            start: 0,
        });
        if let Some(parent) = parent {
            self.scopes.get_mut(parent).children.push(id);
        }
        if let Some(key) = key {
            self.scopes.by_node.insert(key, id);
        }
        self.stack.push(id);
        id
    }

    /// Notes what the scope at hand is called and where it begins, for `symtable`.
    fn entitle(&mut self, title: &str, start: TextSize) {
        let title = self.scopes.names.intern(title);
        let scope = self.scope_mut();
        (scope.title, scope.start) = (title, start.to_u32());
    }

    /// The source of a node.
    fn text(&self, node: &impl Ranged) -> &'a str {
        &self.source[node.start().to_usize()..node.end().to_usize()]
    }

    fn leave(&mut self) {
        self.stack.pop();
    }

    fn deeper(&mut self) -> Result {
        self.depth += 1;
        if self.depth > self.settings.depth_max { Err(Fault::recursion()) } else { Ok(()) }
    }

    // ---- definitions ----

    /// Notes a use of a name in the current scope, after checking what may not be bound.
    fn define(&mut self, name: &str, uses: Uses, range: TextRange) -> Result {
        if uses != Uses::READ {
            self.check_debug(name, ExprContext::Store, range)?;
        }
        if uses.any(Uses::TYPE_PARAM)
            && let Some(mut mangled) = self.scope_mut().mangled.take()
        {
            mangled.push(self.scopes.names.intern(name));
            self.scope_mut().mangled = Some(mangled);
        }
        let mangled = self.scopes.mangled(self.current(), name);
        self.define_in(self.current(), mangled, name, uses, range)
    }

    fn check_debug(&self, name: &str, context: ExprContext, range: TextRange) -> Result {
        if name != "__debug__" {
            return Ok(());
        }
        match context {
            ExprContext::Store => Err(Fault::syntax("cannot assign to __debug__", range)),
            ExprContext::Del => Err(Fault::syntax("cannot delete __debug__", range)),
            _ => Ok(()),
        }
    }

    fn define_in(&mut self, scope: ScopeId, name: Sym, text: &str, uses: Uses, range: TextRange) -> Result {
        let known = self.scopes.get(scope).symbols.uses(name);
        if uses.any(Uses::PARAM) && known.any(Uses::PARAM) {
            return Err(Fault::syntax(format!("duplicate argument '{text}' in function definition"), range));
        }
        if uses.any(Uses::TYPE_PARAM) && known.any(Uses::TYPE_PARAM) {
            return Err(Fault::syntax(format!("duplicate type parameter '{text}'"), range));
        }
        let mut all = known.with(uses);
        if self.scopes.get(scope).comp_iter_target {
            // The targets of a comprehension belong to it alone.
            if known.any(Uses::GLOBAL.with(Uses::NONLOCAL)) {
                return Err(Fault::syntax(
                    format!("comprehension inner loop cannot rebind assignment expression target '{text}'"),
                    range,
                ));
            }
            all = all.with(Uses::COMP_ITER);
        }
        let symbols = &mut self.scopes.get_mut(scope).symbols;
        symbols.entry(name).uses = all;
        if uses.any(Uses::GLOBAL) && scope != Scopes::MODULE {
            let module = &mut self.scopes.get_mut(Scopes::MODULE).symbols;
            let symbol = module.entry(name);
            symbol.uses = symbol.uses.with(uses);
        }
        Ok(())
    }

    /// Notes a name of the compiler's own.
    fn define_internal(&mut self, name: Sym, uses: Uses) {
        let symbol = self.scope_mut().symbols.entry(name);
        symbol.uses = symbol.uses.with(uses);
    }

    // ---- statements ----

    fn body(&mut self, body: &'a [Stmt]) -> Result {
        body.iter().try_for_each(|statement| self.stmt(statement))
    }

    /// A body that may not run: annotations in it are conditional.
    fn conditional(&mut self, body: &'a [Stmt]) -> Result {
        let before = std::mem::replace(&mut self.scope_mut().in_conditional, true);
        self.body(body)?;
        self.scope_mut().in_conditional = before;
        Ok(())
    }

    fn stmt(&mut self, statement: &'a Stmt) -> Result {
        self.deeper()?;
        match statement {
            Stmt::FunctionDef(def) => self.function_def(def)?,
            Stmt::ClassDef(def) => self.class_def(def)?,
            Stmt::TypeAlias(alias) => self.type_alias(alias)?,
            Stmt::Return(ast::StmtReturn { value: Some(value), .. }) => self.expr(value)?,
            Stmt::Delete(delete) => self.exprs(&delete.targets)?,
            Stmt::Assign(assign) => {
                self.exprs(&assign.targets)?;
                self.expr(&assign.value)?;
            }
            Stmt::AugAssign(assign) => {
                self.expr(&assign.target)?;
                self.expr(&assign.value)?;
            }
            Stmt::AnnAssign(assign) => self.ann_assign(assign)?,
            Stmt::For(stmt) => {
                if stmt.is_async {
                    self.check_coroutine("async for", stmt.range)?;
                }
                self.expr(&stmt.target)?;
                self.expr(&stmt.iter)?;
                self.conditional(&stmt.body)?;
                self.conditional(&stmt.orelse)?;
            }
            Stmt::While(stmt) => {
                self.expr(&stmt.test)?;
                self.conditional(&stmt.body)?;
                self.conditional(&stmt.orelse)?;
            }
            Stmt::If(stmt) => {
                self.expr(&stmt.test)?;
                self.conditional(&stmt.body)?;
                for clause in &stmt.elif_else_clauses {
                    clause.test.iter().try_for_each(|test| self.expr(test))?;
                    self.conditional(&clause.body)?;
                }
            }
            Stmt::With(stmt) => {
                if stmt.is_async {
                    self.check_coroutine("async with", stmt.range)?;
                }
                for item in &stmt.items {
                    self.expr(&item.context_expr)?;
                    self.opt(item.optional_vars.as_deref())?;
                }
                self.conditional(&stmt.body)?;
            }
            Stmt::Match(stmt) => {
                self.expr(&stmt.subject)?;
                for case in &stmt.cases {
                    self.pattern(&case.pattern)?;
                    self.opt(case.guard.as_deref())?;
                    self.conditional(&case.body)?;
                }
            }
            Stmt::Raise(stmt) => {
                self.opt(stmt.exc.as_deref())?;
                self.opt(stmt.cause.as_deref())?;
            }
            Stmt::Try(stmt) => self.try_stmt(stmt)?,
            Stmt::Assert(stmt) => {
                self.expr(&stmt.test)?;
                self.opt(stmt.msg.as_deref())?;
            }
            Stmt::Import(stmt) => {
                for alias in &stmt.names {
                    self.alias(alias)?;
                }
            }
            Stmt::ImportFrom(stmt) => {
                for alias in &stmt.names {
                    self.alias(alias)?;
                }
            }
            Stmt::Global(stmt) => {
                for name in &stmt.names {
                    self.declaration(name, Uses::GLOBAL, "global", stmt.range)?;
                }
            }
            Stmt::Nonlocal(stmt) => {
                for name in &stmt.names {
                    self.declaration(name, Uses::NONLOCAL, "nonlocal", stmt.range)?;
                }
            }
            Stmt::Expr(stmt) => self.expr(&stmt.value)?,
            Stmt::Return(_) | Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) | Stmt::IpyEscapeCommand(_) => {}
        }
        self.depth -= 1;
        Ok(())
    }

    fn try_stmt(&mut self, stmt: &'a ast::StmtTry) -> Result {
        self.conditional(&stmt.body)?;
        for handler in &stmt.handlers {
            let ast::ExceptHandler::ExceptHandler(handler) = handler;
            self.opt(handler.type_.as_deref())?;
            if let Some(name) = &handler.name {
                self.define(name, Uses::LOCAL, handler.range)?;
            }
            self.conditional(&handler.body)?;
        }
        self.conditional(&stmt.orelse)?;
        self.conditional(&stmt.finalbody)
    }

    fn alias(&mut self, alias: &'a ast::Alias) -> Result {
        if &*alias.name == "*" {
            if self.scope().kind != ScopeKind::Module {
                return Err(Fault::syntax("import * only allowed at module level", alias.range));
            }
            return Ok(());
        }
        let bound = match &alias.asname {
            Some(name) => name.as_str(),
            None => alias.name.split('.').next().unwrap_or_default(),
        };
        self.define(bound, Uses::IMPORT, alias.range)
    }

    fn declaration(&mut self, name: &str, uses: Uses, word: &str, range: TextRange) -> Result {
        let mangled = self.scopes.mangled(self.current(), name);
        let known = self.scope().symbols.uses(mangled);
        let earlier = Uses::PARAM.with(Uses::LOCAL).with(Uses::READ).with(Uses::ANNOTATED);
        if known.any(earlier) {
            let message = if known.any(Uses::PARAM) {
                format!("name '{name}' is parameter and {word}")
            } else if known.any(Uses::READ) {
                format!("name '{name}' is used prior to {word} declaration")
            } else if known.any(Uses::ANNOTATED) {
                format!("annotated name '{name}' can't be {word}")
            } else {
                format!("name '{name}' is assigned to before {word} declaration")
            };
            return Err(Fault::syntax(message, range));
        }
        self.define_in(self.current(), mangled, name, uses, range)?;
        self.scope_mut().directives.push((mangled, range));
        Ok(())
    }

    fn ann_assign(&mut self, assign: &'a ast::StmtAnnAssign) -> Result {
        if let Expr::Name(name) = &*assign.target {
            let mangled = self.scopes.mangled(self.current(), &name.id);
            let known = self.scope().symbols.uses(mangled);
            let declared = known.any(Uses::GLOBAL.with(Uses::NONLOCAL));
            if declared && self.current() != Scopes::MODULE && assign.simple {
                let word = if known.any(Uses::GLOBAL) { "global" } else { "nonlocal" };
                let message = format!("annotated name '{}' can't be {word}", &*name.id);
                return Err(Fault::syntax(message, assign.range));
            }
            if assign.simple {
                self.define(&name.id, Uses::ANNOTATED.with(Uses::LOCAL), name.range)?;
            } else if assign.value.is_some() {
                self.define(&name.id, Uses::LOCAL, name.range)?;
            }
        } else {
            self.expr(&assign.target)?;
        }
        self.variable_annotation(&assign.annotation)?;
        self.opt(assign.value.as_deref())
    }

    /// The annotation of a variable; in functions it is never evaluated, so its names do not
    /// count.
    fn variable_annotation(&mut self, annotation: &'a Expr) -> Result {
        let kind = self.scope().kind;
        let unevaluated = self.scope().is_function_like();
        let conditional = kind == ScopeKind::Module || kind == ScopeKind::Class && self.scope().in_conditional;
        if conditional && !self.scope().conditional_annotations {
            self.scope_mut().conditional_annotations = true;
            self.define_internal(Sym::CONDITIONAL_ANNOTATIONS, Uses::READ);
        }
        let owner = self.current();
        match self.scope().annotations {
            Some(scope) => self.stack.push(scope),
            None => {
                let scope = self.enter(ScopeKind::Annotation, None);
                self.entitle("__annotate__", annotation.start());
                self.scopes.get_mut(owner).annotations = Some(scope);
                self.enter_annotation(kind == ScopeKind::Class);
            }
        }
        if self.scopes.get(owner).conditional_annotations {
            self.define_internal(Sym::CONDITIONAL_ANNOTATIONS, Uses::READ);
        }
        self.scope_mut().in_unevaluated = unevaluated;
        self.expr(annotation)?;
        self.scope_mut().in_unevaluated = false;
        self.leave();
        self.drop_unused_annotations(owner);
        Ok(())
    }

    /// What every annotation scope has: the format parameter, and sight of the class.
    fn enter_annotation(&mut self, sees_class: bool) {
        self.define_internal(Sym::FORMAT, Uses::PARAM);
        self.define_internal(Sym::FORMAT, Uses::READ);
        if sees_class {
            self.see_class();
        }
    }

    fn see_class(&mut self) {
        self.scope_mut().sees_class = true;
        self.define_internal(Sym::CLASSDICT, Uses::READ);
    }

    /// With `from __future__ import annotations` annotations are strings: they were walked for
    /// their errors only.
    fn drop_unused_annotations(&mut self, owner: ScopeId) {
        if self.settings.future_annotations() {
            let owner = self.scopes.get_mut(owner);
            let annotations = owner.annotations;
            owner.children.retain(|child| Some(*child) != annotations);
        }
    }

    // ---- functions and classes ----

    fn function_def(&mut self, def: &'a ast::StmtFunctionDef) -> Result {
        let range = ranges::definition(self.source, &def.decorator_list, def.range);
        self.define(&def.name, Uses::LOCAL, range)?;
        self.defaults(&def.parameters)?;
        def.decorator_list.iter().try_for_each(|decorator| self.expr(&decorator.expression))?;
        let in_class = self.scope().kind == ScopeKind::Class;
        if let Some(type_params) = &def.type_params {
            let defaults = has_defaults(&def.parameters);
            self.enter_type_params(address(def), defaults, false);
            self.entitle(&def.name, def.name.start());
            self.type_params(type_params)?;
        }
        self.function_annotations(def)?;
        let is_bare = self.scopes.find(def, Part::Annotations).is_none();
        let sees_class = self.scope().sees_class || self.scope().kind == ScopeKind::Class;
        self.enter(ScopeKind::Function, Some((address(def), Part::Body)));
        self.scope_mut().bare = is_bare.then_some(sees_class);
        self.entitle(&def.name, def.name.start());
        let docstring = has_docstring(&def.body, self.settings);
        let scope = self.scope_mut();
        scope.method = in_class;
        scope.coroutine = def.is_async;
        scope.is_async = def.is_async;
        scope.docstring = docstring;
        self.parameters(&def.parameters)?;
        self.body(&def.body)?;
        self.leave();
        if def.type_params.is_some() {
            self.leave();
        }
        Ok(())
    }

    fn defaults(&mut self, parameters: &'a Parameters) -> Result {
        for parameter in parameters.iter_non_variadic_params() {
            self.opt(parameter.default.as_deref())?;
        }
        Ok(())
    }

    fn parameters(&mut self, parameters: &'a Parameters) -> Result {
        for parameter in parameters.iter_non_variadic_params() {
            self.parameter(&parameter.parameter)?;
        }
        if let Some(parameter) = &parameters.vararg {
            self.parameter(parameter)?;
            self.scope_mut().varargs = true;
        }
        if let Some(parameter) = &parameters.kwarg {
            self.parameter(parameter)?;
            self.scope_mut().varkeywords = true;
        }
        Ok(())
    }

    fn parameter(&mut self, parameter: &'a ast::Parameter) -> Result {
        // The parser counts the stars of `*args` in.
        let range = TextRange::new(parameter.name.range.start(), parameter.range.end());
        self.define(&parameter.name, Uses::PARAM, range)
    }

    fn function_annotations(&mut self, def: &'a ast::StmtFunctionDef) -> Result {
        let parameters = &def.parameters;
        let annotated = parameters.iter().any(|parameter| parameter.annotation().is_some());
        if !annotated && def.returns.is_none() {
            return Ok(());
        }
        let sees_class = self.scope().sees_class || self.scope().kind == ScopeKind::Class;
        let owner = self.current();
        let key = (address(def), Part::Annotations);
        let scope = self.enter(ScopeKind::Annotation, Some(key));
        self.entitle("__annotate__", def.name.start());
        self.enter_annotation(sees_class);
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        for parameter in positional {
            self.opt(parameter.annotation())?;
        }
        self.opt(parameters.vararg.as_ref().and_then(|parameter| parameter.annotation()))?;
        self.opt(parameters.kwarg.as_ref().and_then(|parameter| parameter.annotation()))?;
        for parameter in &parameters.kwonlyargs {
            self.opt(parameter.annotation())?;
        }
        self.opt(def.returns.as_deref())?;
        self.leave();
        if self.settings.future_annotations() {
            self.scopes.get_mut(owner).children.retain(|child| *child != scope);
        }
        Ok(())
    }

    fn class_def(&mut self, def: &'a ast::StmtClassDef) -> Result {
        let range = ranges::definition(self.source, &def.decorator_list, def.range);
        self.define(&def.name, Uses::LOCAL, range)?;
        def.decorator_list.iter().try_for_each(|decorator| self.expr(&decorator.expression))?;
        let name = self.scopes.names.intern(&def.name);
        if let Some(type_params) = &def.type_params {
            self.enter_type_params(address(def), (false, false), true);
            self.entitle(&def.name, def.name.start());
            let scope = self.scope_mut();
            scope.private = Some(name);
            scope.mangled = Some(Vec::new());
            self.type_params(type_params)?;
        }
        if let Some(arguments) = &def.arguments {
            self.exprs(&arguments.args)?;
            self.keywords(&arguments.keywords)?;
        }
        self.enter(ScopeKind::Class, Some((address(def), Part::Body)));
        self.entitle(&def.name, def.name.start());
        let docstring = has_docstring(&def.body, self.settings);
        let scope = self.scope_mut();
        scope.private = Some(name);
        scope.mangled = None;
        scope.docstring = docstring;
        if def.type_params.is_some() {
            self.define_internal(Sym::DUNDER_TYPE_PARAMS, Uses::LOCAL);
            self.define_internal(Sym::TYPE_PARAMS, Uses::READ);
        }
        self.body(&def.body)?;
        self.leave();
        if def.type_params.is_some() {
            self.leave();
        }
        Ok(())
    }

    fn type_alias(&mut self, alias: &'a ast::StmtTypeAlias) -> Result {
        self.expr(&alias.name)?;
        let in_class = self.scope().kind == ScopeKind::Class;
        if let Some(type_params) = &alias.type_params {
            self.enter_type_params(address(alias), (false, false), false);
            self.entitle(self.text(&*alias.name), alias.start());
            self.type_params(type_params)?;
        }
        self.enter(ScopeKind::TypeAlias, Some((address(alias), Part::Body)));
        self.entitle(self.text(&*alias.name), alias.start());
        self.define_internal(Sym::FORMAT, Uses::PARAM);
        self.define_internal(Sym::FORMAT, Uses::READ);
        if in_class {
            self.see_class();
        }
        self.expr(&alias.value)?;
        self.leave();
        if alias.type_params.is_some() {
            self.leave();
        }
        Ok(())
    }

    fn enter_type_params(&mut self, node: usize, (defaults, kwdefaults): (bool, bool), of_class: bool) {
        let in_class = self.scope().kind == ScopeKind::Class;
        self.enter(ScopeKind::TypeParams, Some((node, Part::TypeParams)));
        if in_class {
            self.see_class();
        }
        if of_class {
            self.define_internal(Sym::TYPE_PARAMS, Uses::LOCAL.with(Uses::READ));
            self.define_internal(Sym::GENERIC_BASE, Uses::LOCAL.with(Uses::READ));
        }
        if defaults {
            self.define_internal(Sym::DEFAULTS, Uses::PARAM);
        }
        if kwdefaults {
            self.define_internal(Sym::KWDEFAULTS, Uses::PARAM);
        }
    }

    fn type_params(&mut self, params: &'a ast::TypeParams) -> Result {
        for param in &params.type_params {
            self.define(param.name(), Uses::TYPE_PARAM.with(Uses::LOCAL), param.range())?;
            match param {
                TypeParam::TypeVar(var) => {
                    let description = match var.bound.as_deref() {
                        Some(Expr::Tuple(_)) => "a TypeVar constraint",
                        _ => "a TypeVar bound",
                    };
                    self.type_variable(param, var.bound.as_deref(), Part::Bound, description)?;
                    self.type_variable(param, var.default.as_deref(), Part::Default, "a TypeVar default")?;
                }
                TypeParam::TypeVarTuple(var) => {
                    let default = var.default.as_deref();
                    self.type_variable(param, default, Part::Default, "a TypeVarTuple default")?;
                }
                TypeParam::ParamSpec(var) => {
                    let default = var.default.as_deref();
                    self.type_variable(param, default, Part::Default, "a ParamSpec default")?;
                }
            }
        }
        Ok(())
    }

    fn type_variable(
        &mut self,
        param: &'a TypeParam,
        value: Option<&'a Expr>,
        part: Part,
        description: &'static str,
    ) -> Result {
        if param.name().as_str() == "__classdict__" {
            let message = "reserved name '__classdict__' cannot be used for type parameter";
            return Err(Fault::syntax(message, param.range()));
        }
        let Some(value) = value else { return Ok(()) };
        let sees_class = self.scope().sees_class;
        self.enter(ScopeKind::TypeVariable, Some((address(param), part)));
        self.entitle(param.name(), param.start());
        self.define_internal(Sym::FORMAT, Uses::PARAM);
        self.define_internal(Sym::FORMAT, Uses::READ);
        if sees_class {
            self.see_class();
        }
        self.scope_mut().description = description;
        self.expr(value)?;
        self.leave();
        Ok(())
    }

    // ---- expressions ----

    fn exprs(&mut self, exprs: &'a [Expr]) -> Result {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    fn opt(&mut self, expr: Option<&'a Expr>) -> Result {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    fn keywords(&mut self, keywords: &'a [ast::Keyword]) -> Result {
        for keyword in keywords {
            if let Some(name) = &keyword.arg {
                self.check_debug(name, ExprContext::Store, keyword.range)?;
            }
        }
        keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))
    }

    fn expr(&mut self, expr: &'a Expr) -> Result {
        self.deeper()?;
        match expr {
            Expr::BoolOp(e) => self.exprs(&e.values)?,
            Expr::Named(e) => self.named(e)?,
            Expr::BinOp(e) => self.bin_op(e)?,
            Expr::UnaryOp(e) => self.expr(&e.operand)?,
            Expr::Lambda(e) => self.lambda(e)?,
            Expr::If(e) => {
                self.expr(&e.test)?;
                self.expr(&e.body)?;
                self.expr(&e.orelse)?;
            }
            Expr::Dict(e) => {
                for item in &e.items {
                    self.opt(item.key.as_ref())?;
                    self.expr(&item.value)?;
                }
            }
            Expr::Set(e) => self.exprs(&e.elts)?,
            Expr::ListComp(e) => {
                self.comprehension(expr, Comprehension::List, &e.generators, &[Some(&e.elt)])?;
            }
            Expr::SetComp(e) => {
                self.comprehension(expr, Comprehension::Set, &e.generators, &[Some(&e.elt)])?;
            }
            Expr::DictComp(e) => {
                let parts = [e.key.as_deref(), Some(&*e.value)];
                self.comprehension(expr, Comprehension::Dict, &e.generators, &parts)?;
            }
            Expr::Generator(e) => {
                self.comprehension(expr, Comprehension::Generator, &e.generators, &[Some(&e.elt)])?;
            }
            Expr::Await(e) => self.await_expr(e)?,
            Expr::Yield(e) => {
                self.check_annotation("yield expression", e.range)?;
                self.opt(e.value.as_deref())?;
                self.note_yield(e.range)?;
            }
            Expr::YieldFrom(e) => {
                self.check_annotation("yield expression", e.range)?;
                self.expr(&e.value)?;
                self.note_yield(e.range)?;
            }
            Expr::Compare(e) => {
                self.expr(&e.left)?;
                self.exprs(&e.comparators)?;
            }
            Expr::Call(e) => {
                self.expr(&e.func)?;
                self.exprs(&e.arguments.args)?;
                self.keywords(&e.arguments.keywords)?;
            }
            Expr::FString(e) => {
                for element in e.value.elements() {
                    self.interpolated(element)?;
                }
            }
            Expr::TString(e) => {
                for element in e.value.elements() {
                    self.interpolated(element)?;
                }
            }
            Expr::Attribute(e) => {
                self.check_debug(&e.attr, e.ctx, e.range)?;
                self.expr(&e.value)?;
            }
            Expr::Subscript(e) => {
                self.expr(&e.value)?;
                self.expr(&e.slice)?;
            }
            Expr::Starred(e) => self.expr(&e.value)?,
            Expr::Name(e) => self.name(e)?,
            Expr::List(e) => self.exprs(&e.elts)?,
            Expr::Tuple(e) => self.exprs(&e.elts)?,
            Expr::Slice(e) => {
                self.opt(e.lower.as_deref())?;
                self.opt(e.upper.as_deref())?;
                self.opt(e.step.as_deref())?;
            }
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_)
            | Expr::IpyEscapeCommand(_) => {}
        }
        self.depth -= 1;
        Ok(())
    }

    /// Chains of operators lean to the left and may be long: walked without recursion.
    fn bin_op(&mut self, expr: &'a ast::ExprBinOp) -> Result {
        let mut rights = vec![&*expr.right];
        let mut left = &*expr.left;
        while let Expr::BinOp(inner) = left {
            rights.push(&inner.right);
            left = &inner.left;
        }
        self.expr(left)?;
        rights.into_iter().rev().try_for_each(|right| self.expr(right))
    }

    fn name(&mut self, name: &'a ast::ExprName) -> Result {
        self.check_debug(&name.id, name.ctx, name.range)?;
        if name.ctx != ExprContext::Load {
            return self.define(&name.id, Uses::LOCAL, name.range);
        }
        if self.scope().in_unevaluated {
            return Ok(());
        }
        self.define(&name.id, Uses::READ, name.range)?;
        // A bare `super()` needs the class.
        if &*name.id == "super" && self.scope().is_function_like() {
            self.define_internal(Sym::DUNDER_CLASS, Uses::READ);
        }
        Ok(())
    }

    fn interpolated(&mut self, element: &'a InterpolatedStringElement) -> Result {
        let InterpolatedStringElement::Interpolation(element) = element else { return Ok(()) };
        self.expr(&element.expression)?;
        if let Some(spec) = &element.format_spec {
            self.deeper()?;
            spec.elements.iter().try_for_each(|element| self.interpolated(element))?;
            self.depth -= 1;
        }
        Ok(())
    }

    fn lambda(&mut self, lambda: &'a ast::ExprLambda) -> Result {
        if let Some(parameters) = &lambda.parameters {
            self.defaults(parameters)?;
        }
        self.enter(ScopeKind::Function, Some((address(lambda), Part::Body)));
        self.entitle("lambda", lambda.start());
        if let Some(parameters) = &lambda.parameters {
            self.parameters(parameters)?;
        }
        self.expr(&lambda.body)?;
        self.leave();
        Ok(())
    }

    fn named(&mut self, named: &'a ast::ExprNamed) -> Result {
        self.check_annotation("named expression", named.range)?;
        let name = match &*named.target {
            Expr::Name(name) => name,
            other => return self.expr(other),
        };
        if self.scope().comp_iter_depth > 0 {
            return Err(Fault::syntax(
                "assignment expression cannot be used in a comprehension iterable expression",
                named.range,
            ));
        }
        if self.scope().comprehension.is_some() {
            self.named_in_comprehension(name)?;
        }
        self.note_rebinding(name);
        self.expr(&named.value)?;
        self.expr(&named.target)
    }

    fn note_rebinding(&mut self, name: &'a ast::ExprName) {
        let target = self.scopes.mangled(self.current(), &name.id);
        for id in self.stack.iter().rev() {
            let scope = self.scopes.get_mut(*id);
            if !scope.rebinds.contains(&target) {
                scope.rebinds.push(target);
            }
            if scope.comprehension.is_none() {
                break;
            }
        }
    }

    /// `:=` in a comprehension binds in the scope around it (PEP 572).
    fn named_in_comprehension(&mut self, name: &'a ast::ExprName) -> Result {
        let target = self.scopes.mangled(self.current(), &name.id);
        for index in (0..self.stack.len()).rev() {
            let id = self.stack[index];
            let scope = self.scopes.get(id);
            if scope.comprehension.is_some() {
                let known = scope.symbols.uses(target);
                if known.any(Uses::COMP_ITER) && known.any(Uses::LOCAL.with(Uses::GLOBAL)) {
                    return Err(Fault::syntax(
                        format!("assignment expression cannot rebind comprehension iteration variable '{}'", &*name.id),
                        name.range,
                    ));
                }
                continue;
            }
            let what = match scope.kind {
                ScopeKind::Function => {
                    let global = scope.symbols.uses(target).any(Uses::GLOBAL);
                    let uses = if global { Uses::GLOBAL } else { Uses::NONLOCAL };
                    self.define(&name.id, uses, name.range)?;
                    self.scope_mut().directives.push((target, name.range));
                    return self.define_in(id, target, &name.id, Uses::LOCAL, name.range);
                }
                ScopeKind::Module => {
                    self.define(&name.id, Uses::GLOBAL, name.range)?;
                    self.scope_mut().directives.push((target, name.range));
                    return self.define_in(id, target, &name.id, Uses::GLOBAL, name.range);
                }
                ScopeKind::Class => "in a class body",
                ScopeKind::TypeParams => "within the definition of a generic",
                ScopeKind::TypeAlias => "in a type alias",
                ScopeKind::TypeVariable => "in a TypeVar bound",
                // A comprehension in an annotation binds around the annotation, as in CPython.
                ScopeKind::Annotation => continue,
            };
            return Err(Fault::syntax(
                format!("assignment expression within a comprehension cannot be used {what}"),
                name.range,
            ));
        }
        Ok(())
    }

    fn await_expr(&mut self, e: &'a ast::ExprAwait) -> Result {
        self.check_annotation("await expression", e.range)?;
        if !self.settings.top_level_await() || self.scope().kind != ScopeKind::Module {
            if !self.scope().is_function_like() {
                return Err(Fault::syntax("'await' outside function", e.range));
            }
            if !self.in_async_def() && self.scope().comprehension.is_none() {
                return Err(Fault::syntax("'await' outside async function", e.range));
            }
        }
        self.expr(&e.value)?;
        self.scope_mut().coroutine = true;
        Ok(())
    }

    fn in_async_def(&self) -> bool {
        self.scope().is_async
    }

    fn check_coroutine(&mut self, what: &str, range: TextRange) -> Result {
        if self.in_async_def() {
            return Ok(());
        }
        if self.scope().kind == ScopeKind::Module && self.settings.top_level_await() {
            self.scope_mut().coroutine = true;
            return Ok(());
        }
        Err(Fault::syntax(format!("'{what}' outside async function"), range))
    }

    /// Annotation scopes run when they like, so what suspends or binds is refused in them.
    fn check_annotation(&self, what: &str, range: TextRange) -> Result {
        let scope = self.scope();
        let place = match scope.kind {
            ScopeKind::Annotation => "an annotation",
            ScopeKind::TypeVariable => scope.description,
            ScopeKind::TypeAlias => "a type alias",
            ScopeKind::TypeParams => "the definition of a generic",
            _ => return Ok(()),
        };
        Err(Fault::syntax(format!("{what} cannot be used within {place}"), range))
    }

    fn note_yield(&mut self, range: TextRange) -> Result {
        let place = match self.scope().comprehension {
            None => {
                self.scope_mut().generator = true;
                return Ok(());
            }
            Some(Comprehension::List) => "list comprehension",
            Some(Comprehension::Set) => "set comprehension",
            Some(Comprehension::Dict) => "dict comprehension",
            Some(Comprehension::Generator) => "generator expression",
        };
        Err(Fault::syntax(format!("'yield' inside {place}"), range))
    }

    fn comprehension(
        &mut self,
        node: &'a Expr,
        kind: Comprehension,
        generators: &'a [ast::Comprehension],
        parts: &[Option<&'a Expr>],
    ) -> Result {
        let [first, rest @ ..] = generators else { return Ok(()) };
        self.comp_iter(&first.iter)?;
        self.enter(ScopeKind::Function, Some((address(node), Part::Body)));
        self.entitle(kind.title(), node.start());
        self.scope_mut().comprehension = Some(kind);
        self.define_internal(Sym::DOT_ZERO, Uses::PARAM);
        self.comp_target(first)?;
        self.exprs(&first.ifs)?;
        for generator in rest {
            self.comp_target(generator)?;
            self.comp_iter(&generator.iter)?;
            self.exprs(&generator.ifs)?;
        }
        // The value of a dict comprehension is walked before its key.
        parts.iter().rev().try_for_each(|part| self.opt(*part))?;
        let scope = self.scope_mut();
        scope.generator = kind == Comprehension::Generator;
        let spreads = scope.coroutine && kind != Comprehension::Generator;
        self.leave();
        if spreads {
            self.check_async_comprehension(node.range())?;
            self.scope_mut().coroutine = true;
        }
        Ok(())
    }

    fn check_async_comprehension(&self, range: TextRange) -> Result {
        let top_level = self.settings.top_level_await() && self.scope().kind == ScopeKind::Module;
        if self.in_async_def() || self.scope().comprehension.is_some() || top_level {
            return Ok(());
        }
        let message = "asynchronous comprehension outside of an asynchronous function";
        Err(Fault::syntax(message, range))
    }

    fn comp_iter(&mut self, iter: &'a Expr) -> Result {
        self.scope_mut().comp_iter_depth += 1;
        self.expr(iter)?;
        self.scope_mut().comp_iter_depth -= 1;
        Ok(())
    }

    fn comp_target(&mut self, generator: &'a ast::Comprehension) -> Result {
        if generator.is_async {
            self.scope_mut().coroutine = true;
        }
        self.scope_mut().comp_iter_target = true;
        self.expr(&generator.target)?;
        self.scope_mut().comp_iter_target = false;
        Ok(())
    }

    // ---- patterns ----

    fn pattern(&mut self, pattern: &'a Pattern) -> Result {
        self.deeper()?;
        match pattern {
            Pattern::MatchValue(pattern) => self.expr(&pattern.value)?,
            Pattern::MatchSingleton(_) => {}
            Pattern::MatchSequence(pattern) => {
                pattern.patterns.iter().try_for_each(|pattern| self.pattern(pattern))?;
            }
            Pattern::MatchMapping(pattern) => {
                self.exprs(&pattern.keys)?;
                pattern.patterns.iter().try_for_each(|pattern| self.pattern(pattern))?;
                if let Some(rest) = &pattern.rest {
                    self.define(rest, Uses::LOCAL, pattern.range)?;
                }
            }
            Pattern::MatchClass(pattern) => {
                self.expr(&pattern.cls)?;
                let arguments = &pattern.arguments;
                arguments.patterns.iter().try_for_each(|pattern| self.pattern(pattern))?;
                for keyword in &arguments.keywords {
                    self.check_debug(&keyword.attr, ExprContext::Store, keyword.pattern.range())?;
                }
                arguments.keywords.iter().try_for_each(|keyword| self.pattern(&keyword.pattern))?;
            }
            Pattern::MatchStar(pattern) => {
                if let Some(name) = &pattern.name {
                    self.define(name, Uses::LOCAL, pattern.range)?;
                }
            }
            Pattern::MatchAs(as_pattern) => {
                if let Some(inner) = &as_pattern.pattern {
                    self.pattern(inner)?;
                }
                if let Some(name) = &as_pattern.name {
                    self.define(name, Uses::LOCAL, as_pattern.range)?;
                }
            }
            Pattern::MatchOr(pattern) => {
                pattern.patterns.iter().try_for_each(|pattern| self.pattern(pattern))?;
            }
        }
        self.depth -= 1;
        Ok(())
    }
}

/// What tells nodes apart between the passes.
fn address<T>(node: &T) -> usize {
    std::ptr::from_ref(node) as usize
}

/// Whether there are defaults of positional and of keyword-only parameters.
pub(crate) fn has_defaults(parameters: &Parameters) -> (bool, bool) {
    let mut positional = parameters.posonlyargs.iter().chain(&parameters.args);
    (
        positional.any(|parameter| parameter.default.is_some()),
        parameters.kwonlyargs.iter().any(|parameter| parameter.default.is_some()),
    )
}
