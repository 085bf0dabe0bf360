//! Statements as text.

use super::import::{Part, Tree};
use super::write::{Level, Writer, operator};
use tauraro_core::PyResult;
use tauraro_stdlib::_ast::grammar::Node;

impl Writer<'_> {
    fn line(&mut self) {
        if !self.out.is_empty() {
            self.put("\n");
        }
        let indent = " ".repeat(self.indent);
        self.put(&indent);
    }

    pub(super) fn stmts(&mut self, part: &Part) -> PyResult<()> {
        for stmt in part.trees().iter().flatten() {
            self.line();
            self.stmt(stmt)?;
        }
        Ok(())
    }

    /// A colon and an indented body.
    fn block(&mut self, part: &Part) -> PyResult<()> {
        self.put(":");
        self.indent += 1;
        self.stmts(part)?;
        self.indent -= 1;
        Ok(())
    }

    fn else_block(&mut self, word: &str, part: &Part) -> PyResult<()> {
        if part.trees().is_empty() {
            return Ok(());
        }
        self.line();
        self.put(word);
        self.block(part)
    }

    fn stmt(&mut self, s: &Tree) -> PyResult<()> {
        self.vm.check_native_stack()?;
        match s.node {
            Node::FunctionDef | Node::AsyncFunctionDef | Node::ClassDef => return self.definition(s),
            _ => {}
        }
        let start = self.out.len();
        self.bare_stmt(s)?;
        self.note(start, s);
        Ok(())
    }

    fn bare_stmt(&mut self, s: &Tree) -> PyResult<()> {
        let p = &s.parts;
        match s.node {
            Node::Return => {
                self.put("return ");
                self.expr(&p[0], Level::Any)
            }
            Node::Delete => {
                self.put("del ");
                self.exprs(&p[0], Level::Any)
            }
            Node::Assign => {
                for target in p[0].trees().iter().flatten() {
                    self.tree_expr(target, Level::Any)?;
                    self.put(" = ");
                }
                self.expr(&p[1], Level::Any)
            }
            Node::TypeAlias => {
                self.put("type ");
                self.expr(&p[0], Level::Atom)?;
                self.type_params(&p[1])?;
                self.put(" = ");
                self.expr(&p[2], Level::Test)
            }
            Node::AugAssign => {
                self.expr(&p[0], Level::Any)?;
                let symbol = p[1].tree().map_or("+", |op| operator(op.node).0);
                self.put(&format!(" {symbol}= "));
                self.expr(&p[2], Level::Any)
            }
            Node::AnnAssign => {
                let bracket = p[3].int() == 0 && p[0].tree().is_some_and(|t| t.node == Node::Name);
                self.put(if bracket { "(" } else { "" });
                self.expr(&p[0], Level::Any)?;
                self.put(if bracket { "): " } else { ": " });
                self.expr(&p[1], Level::Test)?;
                if !p[2].is_nothing() {
                    self.put(" = ");
                    self.expr(&p[2], Level::Any)?;
                }
                Ok(())
            }
            Node::For | Node::AsyncFor => {
                self.put(if s.node == Node::AsyncFor { "async for " } else { "for " });
                self.expr(&p[0], Level::Await)?;
                self.put(" in ");
                self.expr(&p[1], Level::Test)?;
                self.block(&p[2])?;
                self.else_block("else", &p[3])
            }
            Node::While => {
                self.put("while ");
                self.expr(&p[0], Level::Test)?;
                self.block(&p[1])?;
                self.else_block("else", &p[2])
            }
            Node::If => self.if_statement(p),
            Node::With | Node::AsyncWith => self.with(s),
            Node::Match => {
                self.put("match ");
                self.expr(&p[0], Level::Atom)?;
                self.put(":");
                self.indent += 1;
                for case in p[1].trees().iter().flatten() {
                    self.case(case)?;
                }
                self.indent -= 1;
                Ok(())
            }
            Node::Raise => {
                self.put("raise ");
                self.expr(&p[0], Level::Test)?;
                if !p[1].is_nothing() {
                    self.put(" from ");
                    self.expr(&p[1], Level::Test)?;
                }
                Ok(())
            }
            Node::Try | Node::TryStar => self.try_statement(s),
            Node::Assert => {
                self.put("assert ");
                self.expr(&p[0], Level::Test)?;
                if !p[1].is_nothing() {
                    self.put(", ");
                    self.expr(&p[1], Level::Test)?;
                }
                Ok(())
            }
            Node::Import => {
                self.put("import ");
                self.aliases(&p[0]);
                Ok(())
            }
            Node::ImportFrom => {
                self.put("from ");
                let level = p[2].int().max(0);
                let dots = ".".repeat(usize::try_from(level).unwrap_or(0));
                self.put(&dots);
                match p[0].name() {
                    Some(module) => self.dotted(module),
                    None if level == 0 => self.name(""),
                    None => {}
                }
                self.put(" import ");
                self.aliases(&p[1]);
                Ok(())
            }
            Node::Global | Node::Nonlocal => {
                self.put(if s.node == Node::Global { "global " } else { "nonlocal " });
                self.separated(p[0].names(), |w, name| w.name(name));
                Ok(())
            }
            Node::Expr => self.expr(&p[0], Level::Any),
            Node::Break => {
                self.put("break");
                Ok(())
            }
            Node::Continue => {
                self.put("continue");
                Ok(())
            }
            _ => {
                self.put("pass");
                Ok(())
            }
        }
    }

    fn if_statement(&mut self, p: &[Part]) -> PyResult<()> {
        self.put("if ");
        self.expr(&p[0], Level::Any)?;
        self.block(&p[1])?;
        match p[2].trees() {
            [Some(nested)] if nested.node == Node::If => {
                self.line();
                // The place of a nested statement begins at its own word.
                self.put("el");
                self.stmt(nested)
            }
            _ => self.else_block("else", &p[2]),
        }
    }

    fn with(&mut self, s: &Tree) -> PyResult<()> {
        self.put(if s.node == Node::AsyncWith { "async with " } else { "with " });
        for (i, item) in s.parts[0].trees().iter().flatten().enumerate() {
            self.put(if i > 0 { ", " } else { "" });
            // A tuple must not be taken for several items.
            let tuple = item.parts[0].tree().is_some_and(|e| matches!(e.node, Node::Tuple | Node::GeneratorExp));
            self.put(if tuple { "(" } else { "" });
            self.expr(&item.parts[0], Level::Test)?;
            self.put(if tuple { ")" } else { "" });
            if !item.parts[1].is_nothing() {
                self.put(" as ");
                self.expr(&item.parts[1], Level::Await)?;
            }
        }
        self.block(&s.parts[1])
    }

    fn case(&mut self, case: &Tree) -> PyResult<()> {
        self.line();
        self.put("case ");
        if let Some(pattern) = case.parts[0].tree() {
            self.pattern(pattern)?;
        }
        if !case.parts[1].is_nothing() {
            self.put(" if ");
            self.expr(&case.parts[1], Level::Any)?;
        }
        self.block(&case.parts[2])
    }

    fn try_statement(&mut self, s: &Tree) -> PyResult<()> {
        self.put("try");
        self.block(&s.parts[0])?;
        for handler in s.parts[1].trees().iter().flatten() {
            self.line();
            let start = self.out.len();
            self.put(if s.node == Node::TryStar { "except* " } else { "except " });
            self.expr(&handler.parts[0], Level::Test)?;
            if let Some(name) = handler.parts[1].name() {
                self.put(" as ");
                self.name(name);
            }
            self.block(&handler.parts[2])?;
            self.note(start, handler);
        }
        self.else_block("else", &s.parts[2])?;
        self.else_block("finally", &s.parts[3])
    }

    fn dotted(&mut self, name: &str) {
        for (i, part) in name.split('.').enumerate() {
            self.put(if i > 0 { "." } else { "" });
            if !part.is_empty() {
                self.name(part);
            }
        }
    }

    fn aliases(&mut self, part: &Part) {
        for (i, alias) in part.trees().iter().flatten().enumerate() {
            self.put(if i > 0 { ", " } else { "" });
            self.noted(alias, |w| {
                match alias.parts[0].name() {
                    Some("*") => w.put("*"),
                    name => w.dotted(name.unwrap_or_default()),
                }
                if let Some(name) = alias.parts[1].name() {
                    w.put(" as ");
                    w.name(name);
                }
            });
        }
    }

    // ---- definitions ---------------------------------------------------------------------------

    fn definition(&mut self, s: &Tree) -> PyResult<()> {
        let decorators = if s.node == Node::ClassDef { &s.parts[4] } else { &s.parts[3] };
        let whole = self.out.len();
        for decorator in decorators.trees().iter().flatten() {
            self.put("@");
            self.tree_expr(decorator, Level::Test)?;
            self.line();
        }
        let start = self.out.len();
        let p = &s.parts;
        if s.node == Node::ClassDef {
            self.put("class ");
            self.name(p[0].name().unwrap_or_default());
            self.type_params(&p[5])?;
            self.put("(");
            self.call_arguments(&p[1], &p[2])?;
            self.put(")");
            self.block(&p[3])?;
        } else {
            self.put(if s.node == Node::AsyncFunctionDef { "async def " } else { "def " });
            self.name(p[0].name().unwrap_or_default());
            self.type_params(&p[6])?;
            self.put("(");
            self.arguments(&p[1])?;
            self.put(")");
            if !p[4].is_nothing() {
                self.put(" -> ");
                self.expr(&p[4], Level::Test)?;
            }
            self.block(&p[2])?;
        }
        self.note(start, s);
        if let Some(first) = decorators.trees().iter().flatten().next() {
            // Decorated code begins at the line of its first decorator.
            self.note(whole, first);
        }
        Ok(())
    }

    fn type_params(&mut self, part: &Part) -> PyResult<()> {
        if part.trees().is_empty() {
            return Ok(());
        }
        self.put("[");
        for (i, param) in part.trees().iter().flatten().enumerate() {
            self.put(if i > 0 { ", " } else { "" });
            let start = self.out.len();
            self.put(match param.node {
                Node::TypeVarTuple => "*",
                Node::ParamSpec => "**",
                _ => "",
            });
            self.name(param.parts[0].name().unwrap_or_default());
            if param.node == Node::TypeVar && !param.parts[1].is_nothing() {
                self.put(": ");
                self.expr(&param.parts[1], Level::Test)?;
            }
            let default = param.parts.last().filter(|d| !d.is_nothing());
            if let Some(default) = default {
                self.put(" = ");
                self.expr(default, Level::Any)?;
            }
            self.note(start, param);
        }
        self.put("]");
        Ok(())
    }

    fn arg(&mut self, arg: &Tree) -> PyResult<()> {
        let start = self.out.len();
        self.name(arg.parts[0].name().unwrap_or_default());
        if !arg.parts[1].is_nothing() {
            self.put(": ");
            // `*args: *Ts` is the one place where a star may begin an annotation.
            self.expr(&arg.parts[1], Level::Any)?;
        }
        self.note(start, arg);
        Ok(())
    }

    pub(super) fn arguments(&mut self, part: &Part) -> PyResult<()> {
        let Some(tree) = part.tree() else { return Ok(()) };
        let [posonly, args, vararg, kwonly, kw_defaults, kwarg, defaults] = &tree.parts[..] else { return Ok(()) };
        let plain: Vec<&Tree> = posonly.trees().iter().chain(args.trees()).flatten().collect();
        let defaults: Vec<&Tree> = defaults.trees().iter().flatten().collect();
        let mut first = true;
        let mut comma = |w: &mut Self| {
            w.put(if first { "" } else { ", " });
            first = false;
        };
        for (i, arg) in plain.iter().enumerate() {
            comma(self);
            self.arg(arg)?;
            if let Some(default) = (i + defaults.len()).checked_sub(plain.len()).and_then(|at| defaults.get(at)) {
                self.put("=");
                self.tree_expr(default, Level::Test)?;
            }
            if i + 1 == posonly.trees().len() {
                self.put(", /");
            }
        }
        if vararg.tree().is_some() || !kwonly.trees().is_empty() {
            comma(self);
            self.put("*");
            if let Some(arg) = vararg.tree() {
                self.arg(arg)?;
            }
        }
        for (arg, default) in kwonly.trees().iter().flatten().zip(kw_defaults.trees()) {
            comma(self);
            self.arg(arg)?;
            if let Some(default) = default {
                self.put("=");
                self.tree_expr(default, Level::Test)?;
            }
        }
        if let Some(arg) = kwarg.tree() {
            comma(self);
            self.put("**");
            self.arg(arg)?;
        }
        Ok(())
    }
}
