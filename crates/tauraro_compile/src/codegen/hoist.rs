//! Literals of loops: loaded once before the loop, not at every use.
//!
//! An operand of an instruction is a register or a 16-bit int, so a literal that is neither
//! needs a `LoadConst`. In a loop that is an instruction of every iteration; so the literals that
//! a loop uses as operands get temporaries which live as long as the loop, and are loaded in
//! front of it. Which these are is guessed by a walk over the loop before it is compiled: a guess
//! too many costs one load, one too few nothing.

use tauraro_bytecode::{Const, Reg};
use tauraro_syntax::ast::visitor::{Visitor, walk_expr, walk_stmt};
use tauraro_syntax::ast::{Expr, Number, Stmt, UnaryOp};

use super::{Generator, Result, Val};
use crate::fold;

/// Literals of one loop that get a register: every one makes the window larger.
const LITERALS_MAX: usize = 16;
/// Expressions that are nested deeper are not looked into; the walk is recursive.
const DEPTH_MAX: u32 = 64;

/// The literals that are loaded while an outermost loop runs, by `fold::key`.
pub(super) type LoopLiterals = Vec<(Vec<u8>, Reg)>;

/// Whether a loop is the outermost one, whose literals were loaded.
#[derive(Clone, Copy)]
pub(super) struct Outermost(bool);

impl<'a> Generator<'a> {
    /// At the beginning of a loop: loads the literals of an outermost one. `walk` shows the loop.
    pub(super) fn begin_loop(&mut self, walk: impl FnOnce(&mut Literals<'a>)) -> Result<Outermost> {
        if self.unit().loop_literals.is_some() {
            return Ok(Outermost(false));
        }
        let mut literals = Literals::default();
        walk(&mut literals);
        // What the inner loops use comes first.
        literals.found.sort_by_key(|(loops, _)| std::cmp::Reverse(*loops));
        let mut loaded = LoopLiterals::new();
        for (_, expr) in literals.found {
            if loaded.len() == LITERALS_MAX {
                break;
            }
            let Some(value) = self.constant(expr, 0)? else { continue };
            let Some(key) = fold::key(&value).filter(|_| !is_immediate(&value)) else { continue };
            if loaded.iter().all(|(known, _)| *known != key) {
                let register = self.temp()?;
                self.load_const(register, value);
                loaded.push((key, register));
            }
        }
        self.unit().loop_literals = Some(loaded);
        Ok(Outermost(true))
    }

    /// At the end of a loop: the registers are free again.
    pub(super) fn end_loop(&mut self, outermost: Outermost) {
        if outermost.0 {
            self.unit().loop_literals = None;
        }
    }

    /// A register to read an operand from, for an instruction that only reads it.
    pub(super) fn operand(&mut self, value: Val) -> Result<Reg> {
        if let Val::Const(literal) = &value
            && let Some(loaded) = &self.unit_ref().loop_literals
            && !loaded.is_empty()
            && let Some(key) = fold::key(literal)
            && let Some((_, register)) = loaded.iter().find(|(known, _)| *known == key)
        {
            return Ok(*register);
        }
        self.loaded(value)
    }
}

/// Whether instructions have the literal in themselves.
fn is_immediate(value: &Const) -> bool {
    matches!(value, Const::Int(value) if i16::try_from(*value).is_ok())
}

/// Collects what looks like a literal operand, with the number of loops around it.
#[derive(Default)]
pub(super) struct Literals<'a> {
    found: Vec<(u32, &'a Expr)>,
    loops: u32,
    depth: u32,
}

impl<'a> Literals<'a> {
    fn operand(&mut self, expr: &'a Expr) {
        let is_literal = match expr {
            Expr::NumberLiteral(e) => {
                !matches!(&e.value, Number::Int(value) if value.as_i64().is_some_and(|i| i16::try_from(i).is_ok()))
            }
            Expr::UnaryOp(e) => e.op == UnaryOp::USub && e.operand.is_number_literal_expr(),
            Expr::StringLiteral(_) | Expr::BytesLiteral(_) => true,
            _ => false,
        };
        if is_literal {
            self.found.push((self.loops, expr));
        }
    }

    fn in_loop(&mut self, walk: impl FnOnce(&mut Self)) {
        self.loops += 1;
        walk(self);
        self.loops -= 1;
    }
}

impl<'a> Visitor<'a> for Literals<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            // Code of its own.
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            Stmt::For(_) | Stmt::While(_) => self.in_loop(|this| walk_stmt(this, stmt)),
            Stmt::AugAssign(e) => {
                self.operand(&e.value);
                walk_stmt(self, stmt);
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.depth == DEPTH_MAX {
            return;
        }
        self.depth += 1;
        match expr {
            Expr::Lambda(_) | Expr::Generator(_) => {}
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) => self.in_loop(|this| walk_expr(this, expr)),
            Expr::BinOp(e) => {
                self.operand(&e.left);
                self.operand(&e.right);
                walk_expr(self, expr);
            }
            Expr::Compare(e) => {
                self.operand(&e.left);
                e.comparators.iter().for_each(|right| self.operand(right));
                walk_expr(self, expr);
            }
            Expr::Subscript(e) => {
                self.operand(&e.slice);
                walk_expr(self, expr);
            }
            _ => walk_expr(self, expr),
        }
        self.depth -= 1;
    }
}
