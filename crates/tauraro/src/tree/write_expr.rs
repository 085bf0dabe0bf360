//! Expressions and patterns as text.

use super::import::{Part, Tree};
use super::write::{Level, Writer, next_level, operator};
use tauraro_core::{PyResult, Str, Value};
use tauraro_stdlib::_ast::grammar::Node;

/// Where an expression stands as a part of another.
fn level_of(e: &Tree) -> Level {
    match e.node {
        Node::NamedExpr | Node::Yield | Node::YieldFrom | Node::Starred => Level::Any,
        Node::Lambda | Node::IfExp => Level::Test,
        Node::BoolOp | Node::BinOp | Node::UnaryOp => {
            let op = if e.node == Node::BinOp { &e.parts[1] } else { &e.parts[0] };
            op.tree().map_or(Level::Any, |op| operator(op.node).1)
        }
        Node::Compare => Level::Compare,
        Node::Await => Level::Await,
        _ => Level::Atom,
    }
}

impl Writer<'_> {
    pub(super) fn expr(&mut self, part: &Part, min: Level) -> PyResult<()> {
        match part.tree() {
            Some(e) => self.tree_expr(e, min),
            None => Ok(()),
        }
    }

    pub(super) fn exprs(&mut self, part: &Part, min: Level) -> PyResult<()> {
        for (i, e) in part.trees().iter().flatten().enumerate() {
            self.put(if i > 0 { ", " } else { "" });
            self.tree_expr(e, min)?;
        }
        Ok(())
    }

    pub(super) fn tree_expr(&mut self, e: &Tree, min: Level) -> PyResult<()> {
        self.vm.check_native_stack()?;
        // Where these may stand without brackets is told by many rules; with them they always may.
        let always = matches!(e.node, Node::NamedExpr | Node::Yield | Node::YieldFrom);
        let bracket = always || level_of(e) < min;
        self.put(if bracket { "(" } else { "" });
        let start = self.out.len();
        self.bare_expr(e, min)?;
        self.note(start, e);
        self.put(if bracket { ")" } else { "" });
        Ok(())
    }

    fn bare_expr(&mut self, e: &Tree, min: Level) -> PyResult<()> {
        let p = &e.parts;
        match e.node {
            Node::BoolOp => self.bool_op(p),
            Node::NamedExpr => {
                self.expr(&p[0], Level::Atom)?;
                self.put(" := ");
                self.expr(&p[1], Level::Test)
            }
            Node::BinOp => self.binary(p),
            Node::UnaryOp => {
                let (symbol, level) = p[0].tree().map_or(("", Level::Factor), |op| operator(op.node));
                self.put(symbol);
                self.expr(&p[1], level)
            }
            Node::Lambda => {
                self.put("lambda ");
                self.arguments(&p[0])?;
                self.put(": ");
                self.expr(&p[1], Level::Test)
            }
            Node::IfExp => {
                self.expr(&p[1], Level::Or)?;
                self.put(" if ");
                self.expr(&p[0], Level::Or)?;
                self.put(" else ");
                self.expr(&p[2], Level::Test)
            }
            Node::Dict => self.dict(p),
            Node::Set => self.set(p),
            Node::ListComp => self.comprehension("[", p, "]"),
            Node::SetComp => self.comprehension("{", p, "}"),
            Node::GeneratorExp => self.comprehension("(", p, ")"),
            Node::DictComp => {
                self.put("{");
                self.expr(&p[0], Level::Test)?;
                self.put(": ");
                self.expr(&p[1], Level::Test)?;
                self.generators(&p[2])?;
                self.put("}");
                Ok(())
            }
            Node::Await => {
                self.put("await ");
                self.expr(&p[0], Level::Atom)
            }
            Node::Yield => {
                self.put(if p[0].is_nothing() { "yield" } else { "yield " });
                self.expr(&p[0], Level::Test)
            }
            Node::YieldFrom => {
                self.put("yield from ");
                self.expr(&p[0], Level::Test)
            }
            Node::Compare => {
                self.expr(&p[0], Level::BitOr)?;
                for (op, right) in p[1].trees().iter().flatten().zip(p[2].trees().iter().flatten()) {
                    self.put(operator(op.node).0);
                    self.tree_expr(right, Level::BitOr)?;
                }
                Ok(())
            }
            Node::Call => {
                self.expr(&p[0], Level::Atom)?;
                self.put("(");
                self.call_arguments(&p[1], &p[2])?;
                self.put(")");
                Ok(())
            }
            Node::JoinedStr | Node::TemplateStr | Node::FormattedValue | Node::Interpolation => self.string(e),
            Node::Constant => {
                let v = self.value_of(&p[0]);
                self.constant(v, min);
                Ok(())
            }
            Node::Attribute => {
                let number = p[0].tree().is_some_and(|v| v.node == Node::Constant);
                self.put(if number { "(" } else { "" });
                self.expr(&p[0], Level::Atom)?;
                self.put(if number { ")." } else { "." });
                self.name(p[1].name().unwrap_or_default());
                Ok(())
            }
            Node::Subscript => {
                self.expr(&p[0], Level::Atom)?;
                self.put("[");
                self.subscript(&p[1])?;
                self.put("]");
                Ok(())
            }
            Node::Starred => {
                self.put("*");
                self.expr(&p[0], Level::BitOr)
            }
            Node::Name => {
                self.name(p[0].name().unwrap_or_default());
                Ok(())
            }
            Node::List => {
                self.put("[");
                self.exprs(&p[0], Level::Any)?;
                self.put("]");
                Ok(())
            }
            Node::Tuple => self.tuple(&p[0]),
            Node::Slice => self.slice(p),
            _ => Ok(()),
        }
    }

    fn bool_op(&mut self, p: &[Part]) -> PyResult<()> {
        let (symbol, level) = p[0].tree().map_or((" and ", Level::And), |op| operator(op.node));
        for (i, value) in p[1].trees().iter().flatten().enumerate() {
            self.put(if i > 0 { symbol } else { "" });
            self.tree_expr(value, next_level(level))?;
        }
        Ok(())
    }

    fn binary(&mut self, p: &[Part]) -> PyResult<()> {
        let (symbol, level) = p[1].tree().map_or(("+", Level::Arith), |op| operator(op.node));
        // Powers group to the right, the others to the left.
        let (left, right) =
            if level == Level::Power { (Level::Await, Level::Factor) } else { (level, next_level(level)) };
        self.expr(&p[0], left)?;
        self.put(" ");
        self.put(symbol);
        self.put(" ");
        self.expr(&p[2], right)
    }

    fn dict(&mut self, p: &[Part]) -> PyResult<()> {
        self.put("{");
        for (i, (key, value)) in p[0].trees().iter().zip(p[1].trees().iter().flatten()).enumerate() {
            self.put(if i > 0 { ", " } else { "" });
            match key {
                Some(key) => {
                    self.tree_expr(key, Level::Test)?;
                    self.put(": ");
                    self.tree_expr(value, Level::Test)?;
                }
                None => {
                    self.put("**");
                    self.tree_expr(value, Level::BitOr)?;
                }
            }
        }
        self.put("}");
        Ok(())
    }

    fn set(&mut self, p: &[Part]) -> PyResult<()> {
        if p[0].trees().is_empty() {
            self.put("{*()}");
            return Ok(());
        }
        self.put("{");
        self.exprs(&p[0], Level::Any)?;
        self.put("}");
        Ok(())
    }

    fn tuple(&mut self, elts: &Part) -> PyResult<()> {
        self.put("(");
        for e in elts.trees().iter().flatten() {
            self.tree_expr(e, Level::Any)?;
            self.put(",");
        }
        self.put(")");
        Ok(())
    }

    fn comprehension(&mut self, open: &str, p: &[Part], close: &str) -> PyResult<()> {
        self.put(open);
        self.expr(&p[0], Level::Any)?;
        self.generators(&p[1])?;
        self.put(close);
        Ok(())
    }

    fn generators(&mut self, part: &Part) -> PyResult<()> {
        for generator in part.trees().iter().flatten() {
            self.put(if generator.parts[3].int() != 0 { " async for " } else { " for " });
            self.expr(&generator.parts[0], Level::Await)?;
            self.put(" in ");
            self.expr(&generator.parts[1], Level::Or)?;
            for test in generator.parts[2].trees().iter().flatten() {
                self.put(" if ");
                self.tree_expr(test, Level::Or)?;
            }
        }
        Ok(())
    }

    pub(super) fn call_arguments(&mut self, args: &Part, keywords: &Part) -> PyResult<()> {
        self.exprs(args, Level::Any)?;
        let mut first = args.trees().is_empty();
        for keyword in keywords.trees().iter().flatten() {
            self.put(if first { "" } else { ", " });
            first = false;
            let start = self.out.len();
            match keyword.parts[0].name() {
                Some(name) => {
                    self.name(name);
                    self.put("=");
                    self.expr(&keyword.parts[1], Level::Test)?;
                }
                None => {
                    self.put("**");
                    self.expr(&keyword.parts[1], Level::Test)?;
                }
            }
            self.note(start, keyword);
        }
        Ok(())
    }

    /// What stands in the brackets of a subscript: slices only there.
    fn subscript(&mut self, part: &Part) -> PyResult<()> {
        let Some(e) = part.tree() else { return Ok(()) };
        let special = |e: &Tree| matches!(e.node, Node::Slice | Node::Starred);
        if e.node == Node::Tuple && e.parts[0].trees().iter().flatten().any(special) {
            let start = self.out.len();
            for item in e.parts[0].trees().iter().flatten() {
                self.tree_expr(item, Level::Any)?;
                self.put(",");
            }
            self.note(start, e);
            return Ok(());
        }
        self.tree_expr(e, if e.node == Node::Slice { Level::Any } else { Level::Test })
    }

    fn slice(&mut self, p: &[Part]) -> PyResult<()> {
        self.expr(&p[0], Level::Test)?;
        self.put(":");
        self.expr(&p[1], Level::Test)?;
        if !p[2].is_nothing() {
            self.put(":");
            self.expr(&p[2], Level::Test)?;
        }
        Ok(())
    }

    // ---- f-strings and t-strings ---------------------------------------------------------------

    /// A string with fields; a field on its own is a string of that field.
    fn string(&mut self, e: &Tree) -> PyResult<()> {
        let template = matches!(e.node, Node::TemplateStr | Node::Interpolation);
        self.put(if template { "t'" } else { "f'" });
        match e.node {
            Node::JoinedStr | Node::TemplateStr => self.string_parts(&e.parts[0])?,
            _ => self.field(e)?,
        }
        self.put("'");
        Ok(())
    }

    fn string_parts(&mut self, values: &Part) -> PyResult<()> {
        for value in values.trees().iter().flatten() {
            let start = self.out.len();
            match value.node {
                Node::Constant => {
                    if let Some(text) = self.value_of(&value.parts[0]).cast::<Str>() {
                        self.escaped(text);
                    }
                }
                Node::FormattedValue | Node::Interpolation => self.field(value)?,
                Node::JoinedStr => self.string_parts(&value.parts[0])?,
                _ => {
                    self.put("{");
                    self.tree_expr(value, Level::Atom)?;
                    self.put("}");
                }
            }
            self.note(start, value);
        }
        Ok(())
    }

    fn field(&mut self, e: &Tree) -> PyResult<()> {
        let (conversion, spec) = match e.node {
            Node::Interpolation => {
                let text = self.value_of(&e.parts[1]).cast::<Str>().map(|s| s.to_string_lossy());
                let start = self.out.len() as u32;
                self.texts.push((start, text.unwrap_or_default()));
                (&e.parts[2], &e.parts[3])
            }
            _ => (&e.parts[1], &e.parts[2]),
        };
        // Brackets keep whatever the expression holds apart from what may follow.
        self.put("{(");
        self.expr(&e.parts[0], Level::Any)?;
        self.put(")");
        match u8::try_from(conversion.int()) {
            Ok(c @ (b's' | b'r' | b'a')) => self.put(&format!("!{}", char::from(c))),
            Ok(c) => {
                let text = format!("Unrecognized conversion character {c}");
                return Err(self.vm.raise_text(self.vm.exc.system_error, &text));
            }
            Err(_) => {}
        }
        if let Some(spec) = spec.tree() {
            self.put(":");
            let start = self.out.len();
            match spec.node {
                Node::JoinedStr => self.string_parts(&spec.parts[0])?,
                _ => {
                    self.put("{(");
                    self.tree_expr(spec, Level::Any)?;
                    self.put(")}");
                }
            }
            self.note(start, spec);
        }
        self.put("}");
        Ok(())
    }

    // ---- patterns ------------------------------------------------------------------------------

    pub(super) fn pattern(&mut self, pattern: &Tree) -> PyResult<()> {
        self.vm.check_native_stack()?;
        let grouped =
            matches!(pattern.node, Node::MatchOr) || pattern.node == Node::MatchAs && !pattern.parts[0].is_nothing();
        self.put(if grouped { "(" } else { "" });
        let start = self.out.len();
        self.bare_pattern(pattern)?;
        self.note(start, pattern);
        self.put(if grouped { ")" } else { "" });
        Ok(())
    }

    fn patterns(&mut self, part: &Part) -> PyResult<()> {
        for (i, pattern) in part.trees().iter().flatten().enumerate() {
            self.put(if i > 0 { ", " } else { "" });
            self.pattern(pattern)?;
        }
        Ok(())
    }

    fn capture(&mut self, name: Option<&str>) {
        match name {
            Some(name) => self.name(name),
            None => self.put("_"),
        }
    }

    fn bare_pattern(&mut self, pattern: &Tree) -> PyResult<()> {
        let p = &pattern.parts;
        match pattern.node {
            Node::MatchValue => self.expr(&p[0], Level::Any),
            Node::MatchSingleton => {
                let v: Value = self.value_of(&p[0]);
                self.constant(v, Level::Atom);
                Ok(())
            }
            Node::MatchSequence => {
                self.put("[");
                self.patterns(&p[0])?;
                self.put("]");
                Ok(())
            }
            Node::MatchMapping => {
                self.put("{");
                for (key, value) in p[0].trees().iter().flatten().zip(p[1].trees().iter().flatten()) {
                    self.tree_expr(key, Level::Any)?;
                    self.put(": ");
                    self.pattern(value)?;
                    self.put(", ");
                }
                if let Some(rest) = p[2].name() {
                    self.put("**");
                    self.name(rest);
                }
                self.put("}");
                Ok(())
            }
            Node::MatchClass => {
                self.expr(&p[0], Level::Atom)?;
                self.put("(");
                for value in p[1].trees().iter().flatten() {
                    self.pattern(value)?;
                    self.put(", ");
                }
                let names: Vec<&str> = p[2].names().collect();
                for (name, value) in names.into_iter().zip(p[3].trees().iter().flatten()) {
                    self.name(name);
                    self.put("=");
                    self.pattern(value)?;
                    self.put(", ");
                }
                self.put(")");
                Ok(())
            }
            Node::MatchStar => {
                self.put("*");
                self.capture(p[0].name());
                Ok(())
            }
            Node::MatchAs => {
                if let Some(inner) = p[0].tree() {
                    self.pattern(inner)?;
                    self.put(" as ");
                }
                self.capture(p[1].name());
                Ok(())
            }
            Node::MatchOr => {
                for (i, alternative) in p[0].trees().iter().flatten().enumerate() {
                    self.put(if i > 0 { " | " } else { "" });
                    self.pattern(alternative)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
