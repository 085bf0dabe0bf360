//! Type parameters and `type` statements (PEP 695, PEP 696).
//!
//! A generic definition is wrapped in a function that makes the type parameters, so that they
//! are visible to bounds, annotations, bases and bodies, and is called at once. Bounds,
//! constraints, defaults and alias values are functions, evaluated when asked for.

use tauraro_bytecode::{Const, Reg, TypeParamKind};
use tauraro_syntax::ast::{self, Expr, TypeParam, TypeParams};
use tauraro_syntax::{Ranged, TextRange};

use super::function::Extras;
use super::{Generator, Result};
use crate::error::Fault;
use crate::names::Sym;
use crate::scope::{Part, ScopeId};

impl<'a> Generator<'a> {
    /// A generic function in `dst`. Its defaults are evaluated outside, as arguments.
    pub(super) fn generic_function(&mut self, def: &'a ast::StmtFunctionDef, dst: Reg, range: TextRange) -> Result {
        let base = self.temp()?;
        let (defaults, kwdefaults) = self.defaults(&def.parameters, range)?;
        let count = u32::from(defaults.is_some()) + u32::from(kwdefaults.is_some());
        let scope = self.scopes.of_node(def, Part::TypeParams);
        self.start_type_params(scope, &def.name, range);
        self.unit().arg_count = count;
        let params = self.type_params(def.type_params.as_deref())?;
        let extras = Extras {
            defaults: self.unit_ref().slot(Sym::DEFAULTS),
            kwdefaults: self.unit_ref().slot(Sym::KWDEFAULTS),
            annotate: self.function_annotations(def, range)?,
        };
        let function = self.temp()?;
        self.plain_function(def, extras, function, range)?;
        self.set_type_params(function, params);
        self.asm().return_value(function);
        self.call_type_params(base, count, dst, range)
    }

    pub(super) fn generic_class(&mut self, def: &'a ast::StmtClassDef, dst: Reg, range: TextRange) -> Result {
        let base = self.temp()?;
        let scope = self.scopes.of_node(def, Part::TypeParams);
        self.start_type_params(scope, &def.name, range);
        let params = self.type_params(def.type_params.as_deref())?;
        self.store(Sym::TYPE_PARAMS, params);
        let generic = self.unit_ref().slot(Sym::GENERIC_BASE).expect("generic classes have a base");
        let value = self.temp()?;
        self.at(range);
        self.load(Sym::TYPE_PARAMS, value)?;
        self.asm().subscript_generic(generic, value);
        let class = self.temp()?;
        self.plain_class(def, class, range, Some(generic))?;
        self.asm().return_value(class);
        self.call_type_params(base, 0, dst, range)
    }

    pub(super) fn type_alias(&mut self, alias: &'a ast::StmtTypeAlias) -> Result {
        let Expr::Name(name) = &*alias.name else {
            return Err(Fault::syntax("invalid syntax", alias.name.range()));
        };
        let dst = self.temp()?;
        if alias.type_params.is_some() {
            let base = self.temp()?;
            let scope = self.scopes.of_node(alias, Part::TypeParams);
            self.start_type_params(scope, &name.id, alias.range);
            let params = self.type_params(alias.type_params.as_deref())?;
            let value = self.temp()?;
            self.alias_value(alias, name, Some(params), value)?;
            self.asm().return_value(value);
            self.call_type_params(base, 0, dst, alias.range)?;
        } else {
            self.alias_value(alias, name, None, dst)?;
        }
        let sym = self.mangled(&name.id);
        self.at(alias.range);
        self.store(sym, dst);
        Ok(())
    }

    fn alias_value(
        &mut self,
        alias: &'a ast::StmtTypeAlias,
        name: &'a ast::ExprName,
        params: Option<Reg>,
        dst: Reg,
    ) -> Result {
        let base = self.temps(3)?;
        self.at(alias.range);
        self.load_const(base, Const::str(&name.id));
        match params {
            Some(params) => self.asm().mov(base.plus(1), params),
            None => self.load_const(base.plus(1), Const::None),
        }
        let scope = self.scopes.of_node(alias, Part::Body);
        self.lazy_value(scope, &name.id, &alias.value, base.plus(2), alias.range)?;
        self.at(alias.range);
        self.asm().make_type_alias(dst, base);
        Ok(())
    }

    fn start_type_params(&mut self, scope: ScopeId, name: &str, range: TextRange) {
        let line = self.line(range);
        let name = format!("<generic parameters of {name}>");
        self.start_function(scope, &name, line, None, range);
    }

    /// Finishes the wrapping function and calls it; its arguments follow `base`.
    fn call_type_params(&mut self, base: Reg, count: u32, dst: Reg, range: TextRange) -> Result {
        let (code, free) = self.pop_unit()?;
        self.at(range);
        self.make_function(code, &free, Extras::default(), base, range)?;
        self.asm().call(dst, base, count);
        Ok(())
    }

    /// A tuple of the type parameters, each bound to its name.
    fn type_params(&mut self, params: Option<&'a TypeParams>) -> Result<Reg> {
        let params: &'a [TypeParam] = params.map_or(&[], |params| &params.type_params);
        let tuple = self.temp()?;
        let mark = self.mark();
        let base = self.temps(params.len() as u32)?;
        let mut seen_default = false;
        for (index, param) in params.iter().enumerate() {
            seen_default |= param.default().is_some();
            if seen_default && param.default().is_none() {
                let message =
                    format!("non-default type parameter '{}' follows default type parameter", param.name().as_str());
                return Err(Fault::syntax(message, param.range()));
            }
            self.type_param(param, base.plus(index as u16))?;
        }
        if let Some(last) = params.last() {
            self.at(last.range());
        }
        self.asm().build_tuple(tuple, base, params.len() as u32);
        self.release(mark);
        Ok(tuple)
    }

    fn type_param(&mut self, param: &'a TypeParam, dst: Reg) -> Result {
        let mark = self.mark();
        let name = param.name().as_str();
        let (kind, bound) = match param {
            TypeParam::TypeVar(var) => match var.bound.as_deref() {
                None => (TypeParamKind::TypeVar, None),
                Some(bound @ Expr::Tuple(_)) => (TypeParamKind::TypeVarWithConstraints, Some(bound)),
                Some(bound) => (TypeParamKind::TypeVarWithBound, Some(bound)),
            },
            TypeParam::TypeVarTuple(_) => (TypeParamKind::TypeVarTuple, None),
            TypeParam::ParamSpec(_) => (TypeParamKind::ParamSpec, None),
        };
        let text = self.temp()?;
        self.at(param.range());
        self.load_const(text, Const::str(name));
        let evaluate = match bound {
            Some(bound) => {
                let evaluate = self.temp()?;
                let scope = self.scopes.of_node(param, Part::Bound);
                self.lazy_value(scope, name, bound, evaluate, bound.range())?;
                evaluate
            }
            None => text,
        };
        self.at(param.range());
        self.asm().make_type_param(dst, text, evaluate, kind.imm());
        if let Some(default) = param.default() {
            let evaluate = self.temp()?;
            let scope = self.scopes.of_node(param, Part::Default);
            self.lazy_value(scope, name, default, evaluate, default.range())?;
            self.at(param.range());
            self.asm().set_type_param_default(dst, evaluate);
        }
        let sym = self.mangled(name);
        self.store(sym, dst);
        self.release(mark);
        Ok(())
    }

    /// A function in `dst` that evaluates `value` when called with a format (1 by default).
    fn lazy_value(&mut self, scope: ScopeId, name: &str, value: &'a Expr, dst: Reg, range: TextRange) -> Result {
        let mark = self.mark();
        let defaults = self.temp()?;
        self.load_const(defaults, Const::Tuple(Box::new([Const::Int(1)])));
        let line = self.line(range);
        self.start_function(scope, name, line, None, range);
        self.check_format()?;
        let result = match value {
            // The default of a TypeVarTuple: `*Ts = *tuple[int]`.
            Expr::Starred(starred) => {
                let result = self.temp()?;
                let source = self.reg(&starred.value)?;
                self.at(value.range());
                self.asm().unpack(result, 1, source);
                result
            }
            value => self.reg(value)?,
        };
        self.at(range);
        self.asm().return_value(result);
        let (code, free) = self.pop_unit()?;
        self.at(range);
        let extras = Extras { defaults: Some(defaults), ..Extras::default() };
        self.make_function(code, &free, extras, dst, range)?;
        self.release(mark);
        Ok(())
    }
}
