//! Calls. The callable and the arguments are put where the callee's window will begin.

use tauraro_bytecode::{Const, Reg};
use tauraro_syntax::ast::{self, Expr, ExprCall, Keyword};
use tauraro_syntax::{Ranged, TextRange};

use super::unit::Place;
use super::{Generator, Result};
use crate::error::Fault;
use crate::names::Sym;

/// Calls with more arguments build a tuple, so that windows stay small.
const DIRECT_ARGUMENTS_MAX: usize = 250;

impl<'a> Generator<'a> {
    pub(super) fn call(&mut self, e: &'a ExprCall, dst: Reg) -> Result {
        self.check_call(e);
        self.check_keyword_names(&e.arguments.keywords)?;
        if needs_unpacking(&e.arguments) {
            return self.call_ex(e, dst);
        }
        if let Expr::Attribute(attribute) = &*e.func {
            return self.call_method(e, attribute, dst);
        }
        let base = self.temp()?;
        self.into(&e.func, base)?;
        let count = self.arguments(e)?;
        let range = e.range();
        self.at(range);
        match self.keyword_names(&e.arguments.keywords) {
            None => self.asm().call(dst, base, count),
            Some(names) => {
                let names = self.unit().const_id(names);
                self.asm().call_kw(dst, base, count, names);
            }
        }
        Ok(())
    }

    fn call_method(&mut self, e: &'a ExprCall, attribute: &'a ast::ExprAttribute, dst: Reg) -> Result {
        let base = self.temps(2)?;
        if !self.super_attribute(attribute, base, true)? {
            let obj = self.method_receiver(attribute, base)?;
            let name = self.mangled(&attribute.attr);
            let id = self.name_id(name);
            self.at(self.method_range(attribute, attribute.range));
            if id.0 <= u32::from(u16::MAX) {
                self.asm().load_method(base, obj, id);
            } else {
                self.asm().load_attr_wide(base, obj, id);
                self.asm().clear_local(base.plus(1));
            }
        }
        let count = self.arguments(e)?;
        self.at(self.method_range(attribute, e.range()));
        match self.keyword_names(&e.arguments.keywords) {
            None => self.asm().call_method(dst, base, count),
            Some(names) => {
                let names = self.unit().const_id(names);
                self.asm().call_method_kw(dst, base, count, names);
            }
        }
        Ok(())
    }

    /// The object of a method call: a local as it is, anything else where the method will be.
    fn method_receiver(&mut self, attribute: &'a ast::ExprAttribute, base: Reg) -> Result<Reg> {
        if let Expr::Name(name) = &*attribute.value
            && let Some(register) = self.local(name)
        {
            return Ok(register);
        }
        self.into(&attribute.value, base)?;
        Ok(base)
    }

    /// An attribute over several lines is placed at its last part, where the name stands.
    pub(super) fn attribute_range(&self, attribute: &ast::ExprAttribute) -> TextRange {
        self.method_range(attribute, attribute.range)
    }

    /// A method call over several lines, likewise.
    fn method_range(&self, attribute: &ast::ExprAttribute, range: TextRange) -> TextRange {
        let line = |at: TextRange| self.lines.line(at.start().to_usize());
        let end_line = self.lines.line(attribute.range.end().to_usize());
        if line(attribute.range) == end_line || self.settings.options.places.is_some() {
            return range;
        }
        TextRange::new(attribute.attr.range.start(), range.end())
    }

    /// Puts positional and keyword values into the registers after the callable.
    fn arguments(&mut self, e: &'a ExprCall) -> Result<u32> {
        for argument in &e.arguments.args {
            let slot = self.temp()?;
            self.into(argument, slot)?;
        }
        for keyword in &e.arguments.keywords {
            let slot = self.temp()?;
            self.into(&keyword.value, slot)?;
        }
        Ok((e.arguments.args.len() + e.arguments.keywords.len()) as u32)
    }

    /// The constant with the names of the keywords, if there are any.
    pub(super) fn keyword_names(&self, keywords: &[Keyword]) -> Option<Const> {
        let name = |keyword: &Keyword| {
            let name = keyword.arg.as_ref().map_or("", |name| name.as_str());
            Const::str(name)
        };
        (!keywords.is_empty()).then(|| Const::Tuple(keywords.iter().map(name).collect()))
    }

    pub(super) fn check_keyword_names(&mut self, keywords: &[Keyword]) -> Result {
        for (index, keyword) in keywords.iter().enumerate() {
            let Some(name) = &keyword.arg else { continue };
            let earlier = keywords[..index].iter().filter_map(|keyword| keyword.arg.as_ref());
            if earlier.into_iter().any(|earlier| earlier.id == name.id) {
                let message = format!("keyword argument repeated: {}", name.as_str());
                return Err(Fault::syntax(message, keyword.range));
            }
        }
        Ok(())
    }

    // ---- *args and **kwargs ----

    fn call_ex(&mut self, e: &'a ExprCall, dst: Reg) -> Result {
        let base = self.temps(3)?;
        self.into(&e.func, base)?;
        self.positional_tuple(&e.arguments.args, base.plus(1), e.range())?;
        if e.arguments.keywords.is_empty() {
            self.asm().clear_local(base.plus(2));
        } else {
            self.keyword_dict(&e.arguments.keywords, base, base.plus(2), e.range())?;
        }
        self.at(e.range());
        self.asm().call_ex(dst, base);
        Ok(())
    }

    /// The positional arguments as one iterable in `dst`.
    pub(super) fn positional_tuple(&mut self, args: &'a [Expr], dst: Reg, range: TextRange) -> Result {
        match args {
            [] => {
                self.at(range);
                self.load_const(dst, Const::Tuple(Box::new([])));
            }
            [Expr::Starred(only)] => self.into(&only.value, dst)?,
            _ => {
                self.build_list(args, dst, range)?;
                self.at(range);
                self.asm().list_to_tuple(dst, dst);
            }
        }
        Ok(())
    }

    /// The keyword arguments as a dict in `dst`; `callable` is named in errors.
    pub(super) fn keyword_dict(
        &mut self,
        keywords: &'a [Keyword],
        callable: Reg,
        dst: Reg,
        range: TextRange,
    ) -> Result {
        let mut started = false;
        let mut rest = keywords;
        while let Some(first) = rest.first() {
            let mark = self.mark();
            if first.arg.is_none() {
                if !started {
                    self.at(range);
                    self.asm().build_map(dst, dst, 0);
                    started = true;
                }
                let value = self.reg(&first.value)?;
                self.at(range);
                self.asm().dict_merge(dst, value, callable);
                rest = &rest[1..];
            } else {
                let run = rest.iter().take_while(|keyword| keyword.arg.is_some()).count();
                let run = run.min(DIRECT_ARGUMENTS_MAX);
                let pairs = self.keyword_pairs(&rest[..run], range)?;
                self.at(range);
                if started {
                    let part = self.temp()?;
                    self.asm().build_map(part, pairs, run as u32);
                    self.asm().dict_merge(dst, part, callable);
                } else {
                    self.asm().build_map(dst, pairs, run as u32);
                    started = true;
                }
                rest = &rest[run..];
            }
            self.release(mark);
        }
        Ok(())
    }

    fn keyword_pairs(&mut self, keywords: &'a [Keyword], range: TextRange) -> Result<Reg> {
        let base = self.temps(2 * keywords.len() as u32)?;
        for (index, keyword) in keywords.iter().enumerate() {
            let slot = base.plus(2 * index as u16);
            self.at(range);
            let name = keyword.arg.as_ref().map_or("", |name| name.as_str());
            self.load_const(slot, Const::str(name));
            self.into(&keyword.value, slot.plus(1))?;
        }
        Ok(base)
    }

    // ---- super() ----

    /// `super().name`, `super(C, x).name` where `super` is not bound by the program: emits the
    /// lookup without a super object. False if this is something else.
    pub(super) fn super_attribute(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        dst: Reg,
        method: bool,
    ) -> Result<bool> {
        let Some((call, explicit)) = self.super_call(attribute) else { return Ok(false) };
        let mark = self.mark();
        let base = self.temps(3)?;
        self.into(&call.func, base)?;
        if let [class, object] = &*call.arguments.args {
            self.into(class, base.plus(1))?;
            self.into(object, base.plus(2))?;
        } else {
            self.at(call.range());
            self.load(Sym::DUNDER_CLASS, base.plus(1))?;
            self.load_first_argument(base.plus(2))?;
        }
        let name = self.mangled(&attribute.attr);
        let id = self.name_id(name);
        self.at(self.method_range(attribute, attribute.range));
        if method {
            self.asm().load_super_method(dst, base, id, explicit);
        } else {
            self.asm().load_super_attr(dst, base, id, explicit);
        }
        self.release(mark);
        Ok(true)
    }

    /// The call of `super` that the attribute is taken of, if it has the plain form.
    fn super_call(&mut self, attribute: &'a ast::ExprAttribute) -> Option<(&'a ExprCall, u32)> {
        let call = attribute.value.as_call_expr()?;
        let name = call.func.as_name_expr()?;
        let arguments = &call.arguments;
        let plain = arguments.keywords.is_empty() && !arguments.args.iter().any(Expr::is_starred_expr);
        if &*name.id != "super" || !plain {
            return None;
        }
        if self.place(Sym::SUPER) != Place::Global || !self.unit_ref().overlays.is_empty() {
            return None;
        }
        match arguments.args.len() {
            0 => {
                let has_class = self.unit_ref().slot(Sym::DUNDER_CLASS).is_some();
                let has_argument = self.unit_ref().arg_count > 0 && self.scope().comprehension.is_none();
                (has_class && has_argument).then_some((call, 0))
            }
            2 => Some((call, 1)),
            _ => None,
        }
    }

    /// The first parameter's value, wherever it lives; it may have been deleted.
    fn load_first_argument(&mut self, dst: Reg) -> Result {
        let first = self.scope().symbols.iter().next().map(|(name, _)| name);
        match first {
            Some(name) => self.load(name, dst),
            None => Ok(()),
        }
    }

    /// Name of a range loop's callable, if its call can be specialised: `range` with one to
    /// three plain arguments where the program does not bind the name locally.
    pub(super) fn range_call(&mut self, iter: &'a Expr) -> Option<&'a ExprCall> {
        let call = iter.as_call_expr()?;
        let name = call.func.as_name_expr()?;
        let arguments = &call.arguments;
        let plain = arguments.keywords.is_empty() && !arguments.args.iter().any(Expr::is_starred_expr);
        if &*name.id != "range" || !plain || !(1..=3).contains(&arguments.args.len()) {
            return None;
        }
        matches!(self.place(Sym::RANGE), Place::Global | Place::Name).then_some(call)
    }
}

fn needs_unpacking(arguments: &ast::Arguments) -> bool {
    arguments.args.iter().any(Expr::is_starred_expr)
        || arguments.keywords.iter().any(|keyword| keyword.arg.is_none())
        || arguments.args.len() + arguments.keywords.len() > DIRECT_ARGUMENTS_MAX
}
