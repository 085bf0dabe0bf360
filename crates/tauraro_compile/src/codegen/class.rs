//! Class definitions and the start of modules and class bodies.

use tauraro_bytecode::{Code, Const, Reg};
use tauraro_syntax::ast::{self, Stmt};
use tauraro_syntax::{Ranged, TextRange};

use super::function::Extras;
use super::{Generator, Result};
use crate::names::Sym;
use crate::ranges;
use crate::scope::{self, Part};

/// Tab stops of docstrings.
const TAB_WIDTH: usize = 8;

impl<'a> Generator<'a> {
    pub(super) fn class_def(&mut self, def: &'a ast::StmtClassDef) -> Result {
        let decorated = self.decorators(&def.decorator_list)?;
        let range = ranges::definition(self.source, &def.decorator_list, def.range);
        let class = self.temp()?;
        self.at(range);
        if def.type_params.is_some() {
            self.generic_class(def, class, range)?;
        } else {
            self.plain_class(def, class, range, None)?;
        }
        let result = self.apply_decorators(&def.decorator_list, decorated, class);
        self.at(range);
        let name = self.mangled(&def.name);
        self.store(name, result);
        Ok(())
    }

    /// Compiles the body and calls `__build_class__`; `generic_base` is `Generic[...]`.
    pub(super) fn plain_class(
        &mut self,
        def: &'a ast::StmtClassDef,
        dst: Reg,
        range: TextRange,
        generic_base: Option<Reg>,
    ) -> Result {
        let first_line = self.first_line(&def.decorator_list, range);
        let (code, free) = self.class_body(def, first_line, range)?;
        let mark = self.mark();
        let base = self.temps(3)?;
        self.at(range);
        self.asm().load_build_class(base);
        self.make_function(code, &free, Extras::default(), base.plus(1), range)?;
        self.load_const(base.plus(2), Const::str(&def.name));
        let (args, keywords): (&'a [ast::Expr], &'a [ast::Keyword]) = match &def.arguments {
            Some(arguments) => (&arguments.args, &arguments.keywords),
            None => (&[], &[]),
        };
        self.class_call(base, args, keywords, generic_base, dst, range)?;
        self.release(mark);
        Ok(())
    }

    fn class_call(
        &mut self,
        base: Reg,
        args: &'a [ast::Expr],
        keywords: &'a [ast::Keyword],
        generic_base: Option<Reg>,
        dst: Reg,
        range: TextRange,
    ) -> Result {
        self.check_keyword_names(keywords)?;
        let unpacks =
            args.iter().any(ast::Expr::is_starred_expr) || keywords.iter().any(|keyword| keyword.arg.is_none());
        if unpacks {
            return self.class_call_ex(base, args, keywords, generic_base, dst, range);
        }
        for argument in args {
            let slot = self.temp()?;
            self.into(argument, slot)?;
        }
        if let Some(generic_base) = generic_base {
            let slot = self.temp()?;
            self.at(range);
            self.asm().mov(slot, generic_base);
        }
        for keyword in keywords {
            let slot = self.temp()?;
            self.into(&keyword.value, slot)?;
        }
        let count = self.mark() - u32::from(base.0) - 1;
        self.at(range);
        match self.keyword_names(keywords) {
            None => self.asm().call(dst, base, count),
            Some(names) => {
                let names = self.unit().const_id(names);
                self.asm().call_kw(dst, base, count, names);
            }
        }
        Ok(())
    }

    /// With stars: the function and the name go into the tuple too.
    fn class_call_ex(
        &mut self,
        base: Reg,
        args: &'a [ast::Expr],
        keywords: &'a [ast::Keyword],
        generic_base: Option<Reg>,
        dst: Reg,
        range: TextRange,
    ) -> Result {
        let list = self.temp()?;
        self.at(range);
        self.asm().build_list(list, base.plus(1), 2);
        for argument in args {
            let mark = self.mark();
            match argument {
                ast::Expr::Starred(starred) => {
                    let value = self.reg(&starred.value)?;
                    self.at(range);
                    self.asm().list_extend(list, value);
                }
                argument => {
                    let value = self.reg(argument)?;
                    self.at(range);
                    self.asm().list_append(list, value);
                }
            }
            self.release(mark);
        }
        if let Some(generic_base) = generic_base {
            self.asm().list_append(list, generic_base);
        }
        self.at(range);
        self.asm().list_to_tuple(base.plus(1), list);
        self.asm().clear_local(base.plus(2));
        if !keywords.is_empty() {
            self.keyword_dict(keywords, base, base.plus(2), range)?;
        }
        self.at(range);
        self.asm().call_ex(dst, base);
        Ok(())
    }

    fn class_body(
        &mut self,
        def: &'a ast::StmtClassDef,
        first_line: u32,
        range: TextRange,
    ) -> Result<(Code, Vec<Sym>)> {
        let scope = self.scopes.of_node(def, Part::Body);
        let qualname = self.qualname(&def.name);
        self.push_unit(scope, def.name.to_string(), qualname.clone(), first_line);
        self.unit().flags = self.settings.future;
        self.at(range);
        self.start_cells();
        let value = self.temp()?;
        self.load_named("__name__", value);
        self.store_named("__module__", value);
        self.load_const(value, Const::str(&qualname));
        self.store_named("__qualname__", value);
        self.load_const(value, Const::Int(first_line.into()));
        self.store_named("__firstlineno__", value);
        if def.type_params.is_some() {
            self.load(Sym::TYPE_PARAMS, value)?;
            self.store_named("__type_params__", value);
        }
        if let Some(cell) = self.own_cell(self.scope().needs_classdict, Sym::CLASSDICT) {
            self.asm().load_locals(value);
            self.asm().store_deref(cell, value);
        }
        if let Some(cell) = self.conditional_cell() {
            self.asm().build_set(value, value, 0);
            self.asm().store_deref(cell, value);
        }
        self.release(u32::from(value.0));
        self.setup_annotations(&def.body);
        let body = self.docstring(&def.body)?;
        self.body(body)?;
        self.class_end(def, range)?;
        self.pop_unit()
    }

    fn class_end(&mut self, def: &'a ast::StmtClassDef, range: TextRange) -> Result {
        self.at(range);
        self.class_annotate(&def.body, range)?;
        let value = self.temp()?;
        let mut attributes = std::mem::take(&mut self.unit().static_attributes);
        attributes.sort_by_key(|name| self.scopes.names.text(*name));
        let names = attributes.iter().map(|name| Const::str(self.scopes.names.text(*name)));
        let names = Const::Tuple(names.collect());
        self.at(range);
        self.load_const(value, names);
        self.store_named("__static_attributes__", value);
        if let Some(cell) = self.own_cell(self.scope().needs_classdict, Sym::CLASSDICT) {
            self.asm().mov(value, cell);
            self.store_named("__classdictcell__", value);
        }
        if let Some(cell) = self.own_cell(self.scope().needs_class_cell, Sym::DUNDER_CLASS) {
            self.asm().mov(value, cell);
            self.store_named("__classcell__", value);
            self.asm().return_value(value);
        } else {
            self.return_none();
        }
        self.release(u32::from(value.0));
        Ok(())
    }

    /// The cell of a name that the class itself provides.
    fn own_cell(&self, needed: bool, name: Sym) -> Option<Reg> {
        if needed { self.unit_ref().slot(name) } else { None }
    }

    pub(super) fn conditional_cell(&self) -> Option<Reg> {
        let needed = self.in_class() && self.scope().conditional_annotations;
        self.own_cell(needed && !self.settings.future_annotations(), Sym::CONDITIONAL_ANNOTATIONS)
    }

    fn load_named(&mut self, name: &str, dst: Reg) {
        let name = self.scopes.names.intern(name);
        let id = self.name_id(name);
        self.asm().load_name(dst, id);
    }

    pub(super) fn store_named(&mut self, name: &str, src: Reg) {
        let name = self.scopes.names.intern(name);
        let id = self.name_id(name);
        self.asm().store_name(src, id);
    }

    // ---- docstrings ----

    /// Stores the docstring of a module or class; the statements after it.
    pub(super) fn docstring(&mut self, body: &'a [Stmt]) -> Result<&'a [Stmt]> {
        let Some(docstring) = scope::docstring(body) else { return Ok(body) };
        if self.settings.keeps_docstrings()
            && let Some(text) = self.docstring_const(docstring)?
        {
            let mark = self.mark();
            let value = self.temp()?;
            self.at(docstring.range());
            self.load_const(value, text);
            self.store_named("__doc__", value);
            self.release(mark);
        }
        Ok(&body[1..])
    }

    /// The docstring without the indentation that its lines share.
    pub(super) fn docstring_const(&mut self, docstring: &'a ast::ExprStringLiteral) -> Result<Option<Const>> {
        let mut bytes = Vec::new();
        for part in &docstring.value {
            bytes.extend(self.decode(part.range, tauraro_syntax::literal::decode_str)?);
        }
        Ok(Some(Const::Str(clean_docstring(&bytes).into())))
    }
}

/// Expands tabs, strips the first line's indentation and what the others have in common.
fn clean_docstring(text: &[u8]) -> Vec<u8> {
    let text = expand_tabs(text);
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    let indent = |line: &[u8]| line.iter().take_while(|byte| **byte == b' ').count();
    let Some((first, rest)) = lines.split_first() else { return Vec::new() };
    let blank = |line: &&&[u8]| indent(line) < line.len();
    let margin = rest.iter().filter(blank).map(|line| indent(line)).min().unwrap_or(usize::MAX);
    let mut out = first[indent(first)..].to_vec();
    for line in rest {
        out.push(b'\n');
        out.extend_from_slice(&line[margin.min(indent(line))..]);
    }
    out
}

fn expand_tabs(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut column = 0;
    for byte in text {
        match byte {
            b'\t' => {
                let spaces = TAB_WIDTH - column % TAB_WIDTH;
                out.extend(std::iter::repeat_n(b' ', spaces));
                column += spaces;
                continue;
            }
            b'\n' | b'\r' => column = 0,
            // Columns count characters, not bytes.
            byte if byte & 0xc0 == 0x80 => {}
            _ => column += 1,
        }
        out.push(*byte);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::clean_docstring;

    #[test]
    fn docstrings_lose_their_margin() {
        let clean = |text: &str| String::from_utf8(clean_docstring(text.as_bytes())).unwrap();
        assert_eq!(clean("  a\n    b\n\tc\n\n   d  \n   "), "a\n b\n     c\n\nd  \n");
        assert_eq!(clean("\n    b\n     c\n"), "\nb\n c\n");
        assert_eq!(clean("a\n\n"), "a\n\n");
        assert_eq!(clean("   "), "");
        assert_eq!(clean("é\tx"), "é       x");
    }
}
