//! Warnings about code that is valid but hardly meant.

use tauraro_syntax::ast::{self, CmpOp, ExceptHandler, Expr, ExprCall, ExprCompare, Number, Stmt};
use tauraro_syntax::{Ranged, TextRange, Warning};

use super::Generator;

impl<'a> Generator<'a> {
    fn warn(&mut self, message: String, range: TextRange) {
        if self.repeating > 0 {
            return;
        }
        let bytes = range.start().to_usize()..range.end().to_usize();
        let mut warning = Warning::syntax_with(message, self.source, &self.lines, bytes);
        if let Some(places) = &self.settings.options.places {
            let place = places.position(range);
            (warning.lineno, warning.end_lineno) = (place.line, place.end_line);
            (warning.offset, warning.end_offset) = place.columns.map_or((0, 0), |(from, to)| (from + 1, to + 1));
        }
        self.warnings.push(warning);
    }

    /// `x is 1`
    pub(super) fn check_compare(&mut self, e: &ExprCompare) {
        let mut left = &*e.left;
        for (op, right) in e.ops.iter().zip(&e.comparators) {
            if matches!(op, CmpOp::Is | CmpOp::IsNot)
                && let Some(kind) = identity_literal(left).or_else(|| identity_literal(right))
            {
                let (written, meant) = if *op == CmpOp::Is { ("is", "==") } else { ("is not", "!=") };
                let message = format!("\"{written}\" with '{kind}' literal. Did you mean \"{meant}\"?");
                self.warn(message, e.range);
                return;
            }
            left = right;
        }
    }

    /// `[1] (2)`
    pub(super) fn check_call(&mut self, e: &ExprCall) {
        if e.func.is_lambda_expr() {
            return;
        }
        if let Some(kind) = inferred_type(&e.func) {
            let message = format!("'{kind}' object is not callable; perhaps you missed a comma?");
            self.warn(message, e.func.range());
        }
    }

    /// `[1] [2, 3]`
    pub(super) fn check_subscript(&mut self, e: &ast::ExprSubscript) {
        let Some(kind) = inferred_type(&e.value) else { return };
        match kind {
            "dict" => {}
            "str" | "bytes" | "list" | "tuple" => {
                let Some(index) = inferred_type(&e.slice) else { return };
                if index != "int" && index != "bool" {
                    let message = format!(
                        "{kind} indices must be integers or slices, not {index}; \
                         perhaps you missed a comma?"
                    );
                    self.warn(message, e.value.range());
                }
            }
            _ => {
                let message = format!("'{kind}' object is not subscriptable; perhaps you missed a comma?");
                self.warn(message, e.value.range());
            }
        }
    }

    /// `assert (x, "message")`
    pub(super) fn check_assert(&mut self, stmt: &ast::StmtAssert) {
        if let Expr::Tuple(tuple) = &*stmt.test
            && !tuple.elts.is_empty()
        {
            let message = "assertion is always true, perhaps remove parentheses?".to_owned();
            self.warn(message, stmt.range);
        }
    }

    /// Jumps that leave a `finally` and so drop the exception (PEP 765).
    pub(super) fn warn_finally(&mut self, body: &[Stmt]) {
        for statement in body {
            let word = match statement {
                Stmt::Return(_) => "return",
                Stmt::Break(_) => "break",
                Stmt::Continue(_) => "continue",
                Stmt::If(stmt) => {
                    self.warn_finally(&stmt.body);
                    stmt.elif_else_clauses.iter().for_each(|clause| self.warn_finally(&clause.body));
                    continue;
                }
                Stmt::With(stmt) => {
                    self.warn_finally(&stmt.body);
                    continue;
                }
                Stmt::For(stmt) => {
                    self.warn_finally(&stmt.orelse);
                    continue;
                }
                Stmt::While(stmt) => {
                    self.warn_finally(&stmt.orelse);
                    continue;
                }
                Stmt::Match(stmt) => {
                    stmt.cases.iter().for_each(|case| self.warn_finally(&case.body));
                    continue;
                }
                Stmt::Try(stmt) => {
                    // The inner `finally` speaks for itself.
                    self.warn_finally(&stmt.body);
                    for handler in &stmt.handlers {
                        let ExceptHandler::ExceptHandler(handler) = handler;
                        self.warn_finally(&handler.body);
                    }
                    self.warn_finally(&stmt.orelse);
                    continue;
                }
                _ => continue,
            };
            self.warn(format!("'{word}' in a 'finally' block"), statement.range());
        }
    }
}

/// The type of a literal whose identity means nothing.
fn identity_literal(expr: &Expr) -> Option<&'static str> {
    match expr {
        Expr::NumberLiteral(_) | Expr::StringLiteral(_) | Expr::BytesLiteral(_) => inferred_type(expr),
        Expr::Tuple(e) if e.elts.iter().all(is_constant) => Some("tuple"),
        _ => None,
    }
}

fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::Tuple(e) => e.elts.iter().all(is_constant),
        Expr::UnaryOp(e) => is_constant(&e.operand),
        expr => expr.is_literal_expr(),
    }
}

/// The type that the value surely has.
fn inferred_type(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::Tuple(_) => "tuple",
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::Generator(_) => "generator",
        Expr::Lambda(_) => "function",
        Expr::FString(_) | Expr::StringLiteral(_) => "str",
        Expr::TString(_) => "string.templatelib.Template",
        Expr::BytesLiteral(_) => "bytes",
        Expr::NumberLiteral(e) => match e.value {
            Number::Int(_) => "int",
            Number::Float(_) => "float",
            Number::Complex { .. } => "complex",
        },
        Expr::BooleanLiteral(_) => "bool",
        Expr::NoneLiteral(_) => "NoneType",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Name(name) if &*name.id == "__debug__" => "bool",
        _ => return None,
    })
}
