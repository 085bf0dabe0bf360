//! The walk over the tree that emits code.
//!
//! Code is made in one pass with these conventions:
//!
//! - `value` compiles an expression to wherever it is cheapest: a constant that is not loaded
//!   yet, the register of a local, a new temporary. `reg` loads it; `into` puts it into a
//!   given register, and writes that register only as its last action if it is a local.
//! - Temporaries are a stack above the named registers. `mark` and `release` bracket their
//!   use; a call's callable and arguments are always on top of it.
//! - Literals that a loop uses as operands are loaded before it, see `hoist`.
//! - A local used as an operand is not copied, so where a later operand may rebind it (`:=`)
//!   `protect` copies it.
//! - Every statement starts and ends with the same temporaries in use.

mod annotations;
mod assign;
mod call;
mod class;
mod comprehension;
mod cond;
mod display;
mod expr;
mod function;
mod hoist;
mod imports;
mod loops;
mod names;
mod pattern;
mod stmt;
pub(crate) mod strings;
mod suspend;
mod tries;
mod type_params;
mod unit;
mod unwind;
mod warn;

use std::sync::Arc;

use tauraro_bytecode::{Assembler, Code, CodeFlags, Const, NameId, Position, Reg};
use tauraro_syntax::ast::{Mod, Stmt};
use tauraro_syntax::{LineIndex, Mode, TextRange, Warning};

use crate::error::Fault;
use crate::names::Sym;
use crate::options::Settings;
use crate::scope::{Scope, ScopeId, ScopeKind, Scopes};
use unit::{Block, Frame, REGISTERS_MAX, Unit};

type Result<T = ()> = std::result::Result<T, Fault>;

/// Deepest nesting of loops, `try` and `with` in one code object, as in CPython.
const BLOCKS_MAX: usize = 21;

/// An expression's value: where it is, or what it is.
#[derive(Clone, Debug)]
enum Val {
    Reg(Reg),
    Const(Const),
}

struct Generator<'a> {
    source: &'a str,
    lines: LineIndex,
    scopes: Scopes,
    settings: Settings,
    units: Vec<Unit<'a>>,
    warnings: Vec<Warning>,
    depth: u32,
    /// A finally body is compiled more than once; warnings are given the first time only.
    repeating: u32,
    /// Whether a pattern that matches everything may stand here.
    allow_irrefutable: bool,
}

/// Makes the code of a program.
pub(crate) fn generate(
    module: &Mod,
    source: &str,
    scopes: Scopes,
    settings: Settings,
) -> Result<(Arc<Code>, Vec<Warning>)> {
    let mut generator = Generator {
        source,
        lines: LineIndex::new(source),
        scopes,
        settings,
        units: Vec::new(),
        warnings: Vec::new(),
        depth: 0,
        repeating: 0,
        allow_irrefutable: true,
    };
    let code = generator.module(module)?;
    Ok((Arc::new(code), generator.warnings))
}

impl<'a> Generator<'a> {
    fn module(&mut self, module: &'a Mod) -> Result<Code> {
        self.push_unit(Scopes::MODULE, "<module>".to_owned(), "<module>".to_owned(), 1);
        let suspends = self.scope().coroutine;
        self.unit().flags = self.module_flags(suspends);
        if suspends {
            self.asm().return_generator();
        }
        match module {
            Mod::Module(module) => {
                self.module_start(&module.body)?;
                let body = match self.settings.options.mode {
                    Mode::Interactive => &module.body[..],
                    _ => self.docstring(&module.body)?,
                };
                self.body(body)?;
                self.return_none();
            }
            Mod::Expression(expression) => {
                let value = self.reg(&expression.body)?;
                self.asm().return_value(value);
            }
        }
        Ok(self.pop_unit()?.0)
    }

    fn module_flags(&self, suspends: bool) -> CodeFlags {
        let mut flags = self.settings.future;
        if suspends {
            flags.insert(CodeFlags::COROUTINE);
        }
        flags
    }

    fn body(&mut self, body: &'a [Stmt]) -> Result {
        body.iter().try_for_each(|statement| self.stmt(statement))
    }

    fn return_none(&mut self) {
        let none = self.unit().const_id(Const::None);
        self.asm().return_const(none);
    }

    // ---- units ----

    fn push_unit(&mut self, scope: ScopeId, name: String, qualname: String, first_line: u32) {
        let unit = Unit::new(&self.scopes, scope, name, qualname, first_line);
        self.units.push(unit);
    }

    /// Finishes the innermost unit: its code and its free variables.
    fn pop_unit(&mut self) -> Result<(Code, Vec<Sym>)> {
        let unit = self.units.pop().expect("units are pushed and popped in pairs");
        let free = unit.free.clone();
        let code = unit.finish(&self.scopes, &self.settings.options.filename);
        code.map(|code| (code, free)).map_err(|_| Fault::syntax("code object too large", TextRange::default()))
    }

    fn unit(&mut self) -> &mut Unit<'a> {
        self.units.last_mut().expect("code is made inside of a unit")
    }

    fn unit_ref(&self) -> &Unit<'a> {
        self.units.last().expect("code is made inside of a unit")
    }

    fn asm(&mut self) -> &mut Assembler {
        &mut self.unit().asm
    }

    fn scope(&self) -> &Scope {
        self.scopes.get(self.unit_ref().scope)
    }

    /// `qualname` of a definition in the current unit.
    fn qualname(&mut self, name: &str) -> String {
        let mut index = self.units.len() - 1;
        // The scope of type parameters is no place of its own.
        while index > 0 && self.scopes.get(self.units[index].scope).kind == ScopeKind::TypeParams {
            index -= 1;
        }
        let mangled = self.scopes.names.intern(name);
        let parent = &self.units[index];
        let scope = self.scopes.get(parent.scope);
        let storage = scope.symbols.get(mangled).map(|symbol| symbol.storage);
        let is_global = storage == Some(crate::scope::Storage::GlobalExplicit);
        if scope.kind == ScopeKind::Module || is_global {
            return name.to_owned();
        }
        match scope.kind {
            ScopeKind::Class => format!("{}.{name}", parent.qualname),
            _ => format!("{}.<locals>.{name}", parent.qualname),
        }
    }

    // ---- positions ----

    /// Sets the position of the instructions that follow.
    fn at(&mut self, range: TextRange) {
        let position = match &self.settings.options.places {
            Some(places) => places.position(range),
            None => {
                let (line, start) = self.lines.line_and_byte_col(range.start().to_usize());
                let (end_line, end) = self.lines.line_and_byte_col(range.end().to_usize());
                Position { line, end_line, columns: Some((start, end)) }
            }
        };
        self.asm().set_position(Some(position));
    }

    /// The instructions that follow have no place in the source.
    fn nowhere(&mut self) {
        self.asm().set_position(None);
    }

    fn line(&self, range: TextRange) -> u32 {
        match &self.settings.options.places {
            Some(places) => places.position(range).line,
            None => self.lines.line(range.start().to_usize()),
        }
    }

    // ---- temporaries ----

    fn temp(&mut self) -> Result<Reg> {
        self.temps(1)
    }

    /// The first of `count` consecutive new temporaries.
    fn temps(&mut self, count: u32) -> Result<Reg> {
        let unit = self.unit();
        let first = unit.next_temp;
        let next = first.saturating_add(count);
        if !unit.reserve(next) {
            let message = format!("too many variables or nested expressions (more than {REGISTERS_MAX} registers)");
            let line = self.asm().position().map_or(1, |position| position.line);
            let at = self.lines.start_of(line) as u32;
            return Err(Fault::syntax(message, TextRange::empty(at.into())));
        }
        self.unit().next_temp = next;
        Ok(Reg(first as u16))
    }

    fn mark(&self) -> u32 {
        self.unit_ref().next_temp
    }

    fn release(&mut self, mark: u32) {
        self.unit().next_temp = mark;
    }

    // ---- small helpers ----

    fn deeper(&mut self) -> Result {
        self.depth += 1;
        if self.depth > self.settings.depth_max { Err(Fault::recursion()) } else { Ok(()) }
    }

    fn load_const(&mut self, dst: Reg, value: Const) {
        if let Const::Int(value) = value
            && let Ok(value) = i32::try_from(value)
        {
            self.asm().load_int(dst, value);
            return;
        }
        let id = self.unit().const_id(value);
        self.asm().load_const(dst, id);
    }

    fn name_id(&mut self, name: Sym) -> NameId {
        self.unit().name_id(name)
    }

    fn mangled(&mut self, name: &str) -> Sym {
        let scope = self.unit_ref().scope;
        self.scopes.mangled(scope, name)
    }

    fn push_block(&mut self, block: Block<'a>, range: TextRange) -> Result {
        if self.unit().blocks.len() >= BLOCKS_MAX {
            return Err(Fault::syntax("too many statically nested blocks", range));
        }
        let outer = self.asm().region();
        self.unit().blocks.push(Frame { block, outer });
        Ok(())
    }

    /// Leaves the innermost block: its handler region ends here.
    fn pop_block(&mut self) {
        let frame = self.unit().blocks.pop().expect("blocks are pushed and popped in pairs");
        self.asm().set_region(frame.outer);
    }
}
