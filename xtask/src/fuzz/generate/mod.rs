//! Generating Python programs: typed expressions with nasty operands (`expr`), and statements of
//! every kind around them (`data`, `control`, `classes`).
//!
//! A program must end soon and stay small, whatever the dice say: shifts, powers and repetitions
//! have bounded right sides, loops have literal bounds. It prints what it computes; an exception
//! is caught and printed, or ends it and is printed by the driver. Nothing printed may depend on
//! an address, a hash seed or the clock.

mod classes;
mod control;
mod data;
mod expr;
mod heap;
mod hot;

use crate::rng::Rng;
pub(super) use expr::Type;
pub(super) use hot::hot_program;

/// Statements of one program, the nested ones not counted.
const STATEMENTS_MAX: usize = 6;

/// A program under construction.
pub(super) struct Gen<'r> {
    rng: &'r mut Rng,
    out: String,
    indent: usize,
    /// Variables that exist here, with their types.
    vars: Vec<(String, Type)>,
    names: usize,
}

/// One random program.
pub(super) fn program(rng: &mut Rng) -> String {
    let mut g = Gen { rng, out: String::new(), indent: 0, vars: Vec::new(), names: 0 };
    for _ in 0..1 + g.rng.below(3) {
        g.assign();
    }
    for _ in 0..1 + g.rng.below(STATEMENTS_MAX) {
        g.statement();
    }
    g.out
}

impl Gen<'_> {
    fn line(&mut self, text: &str) {
        for _ in 0..self.indent {
            self.out.push_str("    ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// A compound statement: its header, and a body one level deeper in which new variables are
    /// forgotten at the end (the body may not have run).
    fn block(&mut self, header: &str, body: impl FnOnce(&mut Self)) {
        self.line(header);
        self.indent += 1;
        let known = self.vars.len();
        body(self);
        self.vars.truncate(known);
        self.indent -= 1;
    }

    /// A function's or class's body: variables from outside are read only where they are listed.
    fn scope(&mut self, header: &str, params: &[(&str, Type)], body: impl FnOnce(&mut Self)) {
        let outer = std::mem::take(&mut self.vars);
        self.vars = params.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
        self.block(header, body);
        self.vars = outer;
    }

    fn fresh(&mut self, stem: &str) -> String {
        self.names += 1;
        format!("{stem}{}", self.names)
    }

    /// `name = expression`, the name new or an old one whose type then changes.
    fn assign(&mut self) {
        let kind = self.any_type();
        let value = self.expr(kind, 2);
        // Only at the top is an assignment sure to be seen by what follows.
        let reuse = self.indent == 0 && !self.vars.is_empty() && self.rng.one_in(4);
        let name = if reuse {
            let at = self.rng.below(self.vars.len());
            self.vars.remove(at).0
        } else {
            self.fresh("v")
        };
        self.line(&format!("{name} = None"));
        self.guarded(|g| g.line(&format!("{name} = {value}")));
        let default = kind.default_literal();
        self.line(&format!("if {name} is None: {name} = {default}"));
        self.vars.push((name, kind));
    }

    /// Runs the body's statements under an `except` that prints what came.
    fn guarded(&mut self, body: impl FnOnce(&mut Self)) {
        self.block("try:", body);
        self.line("except Exception as exc: print(type(exc).__name__, exc)");
    }

    fn print(&mut self, expression: &str) {
        self.line(&format!("print(repr({expression}))"));
    }

    fn statement(&mut self) {
        match self.rng.below(26) {
            0 | 1 => self.print_some(Type::Int),
            2 => self.print_some(Type::Float),
            3 => self.print_some(Type::Str),
            4 => self.print_some(Type::Bool),
            5 => self.assign(),
            6 | 7 => self.changing_loop(),
            8 => self.list_calls(),
            9 => self.dict_calls(),
            10 => self.str_calls(),
            11 => self.bytes_calls(),
            12 => self.set_calls(),
            13 => self.format_specs(),
            14 => self.exceptions(),
            15 => self.generator(),
            16 => self.comprehension(),
            17 => self.closure(),
            18 => self.function(),
            19 => self.class_with_dunders(),
            20 => self.class_family(),
            21 => self.context_managers(),
            22 => self.matching(),
            23 => self.heap_churn(),
            24 => self.weak_references(),
            _ => self.unpacking(),
        }
    }

    /// A few expressions of one type, each printed on its own.
    fn print_some(&mut self, kind: Type) {
        for _ in 0..1 + self.rng.below(4) {
            let value = self.expr(kind, 4);
            self.guarded(|g| g.print(&value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::program;
    use crate::rng::Rng;

    #[test]
    fn programs_are_of_many_kinds() {
        let mut rng = Rng::new(1);
        let all: String = (0..300).map(|_| program(&mut rng)).collect();
        for word in [
            "yield",
            "class ",
            "match ",
            "nonlocal ",
            "except ValueError",
            "finally:",
            "with ",
            "lambda",
            "def __add__",
            "1125899906842624",
            "e308",
            "for x in",
            "sorted(",
            "async def",
        ] {
            assert!(all.contains(word), "{word} never comes up");
        }
    }

    #[test]
    fn brackets_balance() {
        let mut rng = Rng::new(2);
        for _ in 0..200 {
            let text = program(&mut rng);
            // String literals of the generator hold pairs of brackets only.
            for (open, close) in [('(', ')'), ('[', ']')] {
                let count = |c| text.chars().filter(|x| *x == c).count();
                assert_eq!(count(open), count(close), "{text}");
            }
        }
    }
}
