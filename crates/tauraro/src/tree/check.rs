//! What a tree must be beyond having its fields: contexts, counts, places; with CPython's texts.

use super::import::{Part, Tree};
use tauraro_core::object::Bytes;
use tauraro_core::{Gc, List, PyResult, Raised, Str, Tuple, Value, Vm, kinds};
use tauraro_stdlib::_ast::grammar::Node;

/// Checks a whole tree.
pub(super) fn check(vm: &mut Vm, tree: &Tree, constants: Gc<List>) -> PyResult<()> {
    let mut check = Check { vm, constants };
    match tree.node {
        Node::Expression => check.load(&tree.parts[0]),
        Node::FunctionType => {
            check.exprs(&tree.parts[0], Node::Load)?;
            check.load(&tree.parts[1])
        }
        _ => check.stmts(&tree.parts[0]),
    }
}

struct Check<'a> {
    vm: &'a mut Vm,
    constants: Gc<List>,
}

impl Check<'_> {
    #[cold]
    fn refuse(&mut self, text: impl AsRef<str>) -> PyResult<()> {
        Err(self.vm.value_error(text))
    }

    #[cold]
    fn wrong(&mut self, text: &str) -> Raised {
        self.vm.type_error(text)
    }

    fn place(&mut self, tree: &Tree) -> PyResult<()> {
        let Some([line, column, end_line, end_column]) = tree.place else { return Ok(()) };
        if line > end_line {
            return self.refuse(format!("AST node line range ({line}, {end_line}) is not valid"));
        }
        if (line < 0 && end_line != line) || (column < 0 && column != end_column) {
            let text = format!(
                "AST node column range ({column}, {end_column}) for line range ({line}, {end_line}) is not valid"
            );
            return self.refuse(text);
        }
        if line == end_line && column > end_column {
            return self.refuse(format!("line {line}, column {column}-{end_column} is not a valid range"));
        }
        Ok(())
    }

    fn name(&mut self, name: Option<&str>) -> PyResult<()> {
        match name {
            Some(name @ ("None" | "True" | "False")) => {
                self.refuse(format!("identifier field can't represent '{name}' constant"))
            }
            _ => Ok(()),
        }
    }

    fn not_empty(&mut self, part: &Part, what: &str, owner: &Tree) -> PyResult<()> {
        let empty = part.trees().is_empty() && part.names().next().is_none();
        if empty { self.refuse(format!("empty {what} on {}", owner.node.name())) } else { Ok(()) }
    }

    fn body(&mut self, part: &Part, owner: &Tree) -> PyResult<()> {
        self.not_empty(part, "body", owner)?;
        self.stmts(part)
    }

    fn stmts(&mut self, part: &Part) -> PyResult<()> {
        for stmt in part.trees() {
            match stmt {
                Some(stmt) => self.stmt(stmt)?,
                None => return self.refuse("None disallowed in statement list"),
            }
        }
        Ok(())
    }

    fn exprs(&mut self, part: &Part, context: Node) -> PyResult<()> {
        for expr in part.trees() {
            match expr {
                Some(expr) => self.expr(expr, context)?,
                None => return self.refuse("None disallowed in expression list"),
            }
        }
        Ok(())
    }

    /// An expression that is read, if there is one.
    fn load(&mut self, part: &Part) -> PyResult<()> {
        part.tree().map_or(Ok(()), |tree| self.expr(tree, Node::Load))
    }

    fn store(&mut self, part: &Part) -> PyResult<()> {
        part.tree().map_or(Ok(()), |tree| self.expr(tree, Node::Store))
    }

    // ---- statements ----------------------------------------------------------------------------

    fn stmt(&mut self, s: &Tree) -> PyResult<()> {
        self.vm.check_native_stack()?;
        self.place(s)?;
        let p = &s.parts;
        match s.node {
            Node::FunctionDef | Node::AsyncFunctionDef => {
                self.body(&p[2], s)?;
                self.type_params(&p[6])?;
                self.arguments(&p[1])?;
                self.exprs(&p[3], Node::Load)?;
                self.load(&p[4])?;
                self.name(p[0].name())
            }
            Node::ClassDef => {
                self.body(&p[3], s)?;
                self.type_params(&p[5])?;
                self.exprs(&p[1], Node::Load)?;
                self.keywords(&p[2])?;
                self.exprs(&p[4], Node::Load)?;
                self.name(p[0].name())
            }
            Node::Return | Node::Expr => self.load(&p[0]),
            Node::Delete => {
                self.not_empty(&p[0], "targets", s)?;
                self.exprs(&p[0], Node::Del)
            }
            Node::Assign => {
                self.not_empty(&p[0], "targets", s)?;
                self.exprs(&p[0], Node::Store)?;
                self.load(&p[1])
            }
            Node::AugAssign => {
                self.store(&p[0])?;
                self.load(&p[2])
            }
            Node::AnnAssign => {
                if p[3].int() != 0 && p[0].tree().is_none_or(|t| t.node != Node::Name) {
                    return Err(self.wrong("AnnAssign with simple non-Name target"));
                }
                self.store(&p[0])?;
                self.load(&p[2])?;
                self.load(&p[1])
            }
            Node::TypeAlias => {
                if p[0].tree().is_none_or(|t| t.node != Node::Name) {
                    return Err(self.wrong("TypeAlias with non-Name name"));
                }
                self.store(&p[0])?;
                self.type_params(&p[1])?;
                self.load(&p[2])
            }
            Node::For | Node::AsyncFor => {
                self.store(&p[0])?;
                self.load(&p[1])?;
                self.body(&p[2], s)?;
                self.stmts(&p[3])
            }
            Node::While | Node::If => {
                self.load(&p[0])?;
                self.body(&p[1], s)?;
                self.stmts(&p[2])
            }
            Node::With | Node::AsyncWith => self.with(s),
            Node::Match => self.match_statement(s),
            Node::Raise => {
                if p[0].is_nothing() && !p[1].is_nothing() {
                    return self.refuse("Raise with cause but no exception");
                }
                self.load(&p[0])?;
                self.load(&p[1])
            }
            Node::Try | Node::TryStar => self.try_statement(s),
            Node::Assert => {
                self.load(&p[0])?;
                self.load(&p[1])
            }
            Node::Import => self.not_empty(&p[0], "names", s),
            Node::ImportFrom => {
                if p[2].int() < 0 {
                    return self.refuse("Negative ImportFrom level");
                }
                self.not_empty(&p[1], "names", s)
            }
            Node::Global | Node::Nonlocal => self.not_empty(&p[0], "names", s),
            _ => Ok(()),
        }
    }

    fn with(&mut self, s: &Tree) -> PyResult<()> {
        self.not_empty(&s.parts[0], "items", s)?;
        for item in s.parts[0].trees().iter().flatten() {
            self.load(&item.parts[0])?;
            self.store(&item.parts[1])?;
        }
        self.body(&s.parts[1], s)
    }

    fn try_statement(&mut self, s: &Tree) -> PyResult<()> {
        let [body, handlers, orelse, last] = &s.parts[..] else { return Ok(()) };
        let name = s.node.name();
        self.body(body, s)?;
        if handlers.trees().is_empty() && last.trees().is_empty() {
            return self.refuse(format!("{name} has neither except handlers nor finalbody"));
        }
        if handlers.trees().is_empty() && !orelse.trees().is_empty() {
            return self.refuse(format!("{name} has orelse but no except handlers"));
        }
        for handler in handlers.trees().iter().flatten() {
            self.place(handler)?;
            self.load(&handler.parts[0])?;
            self.body(&handler.parts[2], handler)?;
        }
        self.stmts(orelse)?;
        self.stmts(last)
    }

    fn match_statement(&mut self, s: &Tree) -> PyResult<()> {
        self.load(&s.parts[0])?;
        self.not_empty(&s.parts[1], "cases", s)?;
        for case in s.parts[1].trees().iter().flatten() {
            if let Some(pattern) = case.parts[0].tree() {
                self.pattern(pattern, false)?;
            }
            self.load(&case.parts[1])?;
            self.body(&case.parts[2], case)?;
        }
        Ok(())
    }

    // ---- parts of definitions and calls --------------------------------------------------------

    fn type_params(&mut self, part: &Part) -> PyResult<()> {
        for param in part.trees().iter().flatten() {
            self.place(param)?;
            self.name(param.parts[0].name())?;
            for part in &param.parts[1..] {
                self.load(part)?;
            }
        }
        Ok(())
    }

    fn arg(&mut self, arg: &Tree) -> PyResult<()> {
        self.place(arg)?;
        self.load(&arg.parts[1])
    }

    fn arguments(&mut self, part: &Part) -> PyResult<()> {
        let Some(tree) = part.tree() else { return Ok(()) };
        let [posonly, args, vararg, kwonly, kw_defaults, kwarg, defaults] = &tree.parts[..] else { return Ok(()) };
        for arg in posonly.trees().iter().chain(args.trees()).flatten() {
            self.arg(arg)?;
        }
        for arg in [vararg, kwarg].into_iter().filter_map(Part::tree) {
            self.load(&arg.parts[1])?;
        }
        for arg in kwonly.trees().iter().flatten() {
            self.arg(arg)?;
        }
        if defaults.trees().len() > posonly.trees().len() + args.trees().len() {
            return self.refuse("more positional defaults than args on arguments");
        }
        if kw_defaults.trees().len() != kwonly.trees().len() {
            return self.refuse("length of kwonlyargs is not the same as kw_defaults on arguments");
        }
        self.exprs(defaults, Node::Load)?;
        for default in kw_defaults.trees().iter().flatten() {
            self.expr(default, Node::Load)?;
        }
        Ok(())
    }

    fn keywords(&mut self, part: &Part) -> PyResult<()> {
        for keyword in part.trees().iter().flatten() {
            self.load(&keyword.parts[1])?;
        }
        Ok(())
    }

    fn comprehension(&mut self, generators: &Part, elements: &[&Part]) -> PyResult<()> {
        if generators.trees().is_empty() {
            return self.refuse("comprehension with no generators");
        }
        for generator in generators.trees().iter().flatten() {
            self.store(&generator.parts[0])?;
            self.load(&generator.parts[1])?;
            self.exprs(&generator.parts[2], Node::Load)?;
        }
        for element in elements {
            self.load(element)?;
        }
        Ok(())
    }

    // ---- expressions ---------------------------------------------------------------------------

    fn context(&mut self, e: &Tree, wanted: Node) -> PyResult<()> {
        let has = match e.node {
            Node::Attribute | Node::Subscript => e.parts[2].tree(),
            Node::Starred | Node::Name | Node::List | Node::Tuple => e.parts[1].tree(),
            _ if wanted != Node::Load => {
                let text = format!("expression which can't be assigned to in {} context", wanted.name());
                return self.refuse(text);
            }
            _ => return Ok(()),
        };
        match has.map(|tree| tree.node) {
            Some(has) if has != wanted => {
                let (wanted, has) = (wanted.name(), has.name());
                self.refuse(format!("expression must have {wanted} context but has {has} instead"))
            }
            _ => Ok(()),
        }
    }

    fn expr(&mut self, e: &Tree, context: Node) -> PyResult<()> {
        self.vm.check_native_stack()?;
        self.place(e)?;
        if e.node == Node::Name {
            self.name(e.parts[0].name())?;
        }
        self.context(e, context)?;
        let p = &e.parts;
        match e.node {
            Node::BoolOp => {
                if p[1].trees().len() < 2 {
                    return self.refuse("BoolOp with less than 2 values");
                }
                self.exprs(&p[1], Node::Load)
            }
            Node::NamedExpr => {
                if p[0].tree().is_none_or(|t| t.node != Node::Name) {
                    return Err(self.wrong("NamedExpr target must be a Name"));
                }
                self.load(&p[1])
            }
            Node::BinOp => {
                self.load(&p[0])?;
                self.load(&p[2])
            }
            Node::UnaryOp => self.load(&p[1]),
            Node::Lambda => {
                self.arguments(&p[0])?;
                self.load(&p[1])
            }
            Node::IfExp | Node::Slice => p.iter().try_for_each(|part| self.load(part)),
            Node::Dict => {
                if p[0].trees().len() != p[1].trees().len() {
                    return self.refuse("Dict doesn't have the same number of keys as values");
                }
                for key in p[0].trees().iter().flatten() {
                    self.expr(key, Node::Load)?;
                }
                self.exprs(&p[1], Node::Load)
            }
            Node::Set | Node::JoinedStr | Node::TemplateStr => self.exprs(&p[0], Node::Load),
            Node::ListComp | Node::SetComp | Node::GeneratorExp => self.comprehension(&p[1], &[&p[0]]),
            Node::DictComp => self.comprehension(&p[2], &[&p[0], &p[1]]),
            Node::Await | Node::Yield | Node::YieldFrom => self.load(&p[0]),
            Node::Compare => self.comparison(e),
            Node::Call => {
                self.load(&p[0])?;
                self.exprs(&p[1], Node::Load)?;
                self.keywords(&p[2])
            }
            Node::FormattedValue => {
                self.load(&p[0])?;
                self.load(&p[2])
            }
            Node::Interpolation => {
                self.constant(&p[1])?;
                self.load(&p[0])?;
                self.load(&p[3])
            }
            Node::Constant => self.constant(&p[0]),
            Node::Attribute => self.load(&p[0]),
            Node::Subscript => {
                self.load(&p[1])?;
                self.load(&p[0])
            }
            Node::Starred => p[0].tree().map_or(Ok(()), |t| self.expr(t, context)),
            Node::List | Node::Tuple => self.exprs(&p[0], context),
            _ => Ok(()),
        }
    }

    fn comparison(&mut self, e: &Tree) -> PyResult<()> {
        let [left, ops, right] = &e.parts[..] else { return Ok(()) };
        if right.trees().is_empty() {
            return self.refuse("Compare with no comparators");
        }
        if right.trees().len() != ops.trees().len() {
            return self.refuse("Compare has a different number of comparators and operands");
        }
        self.exprs(right, Node::Load)?;
        self.load(left)
    }

    fn constant_value(&self, part: &Part) -> Value {
        match part {
            Part::Constant(at) => self.constants.items.get(*at).unwrap_or(Value::NONE),
            _ => Value::NONE,
        }
    }

    fn constant(&mut self, part: &Part) -> PyResult<()> {
        let v = self.constant_value(part);
        self.constant_type(v)
    }

    fn constant_type(&mut self, v: Value) -> PyResult<()> {
        if v.is_none() || v == Value::ELLIPSIS {
            return Ok(());
        }
        let ty = self.vm.type_of(v);
        let t = &self.vm.types;
        if [t.int, t.float, t.complex, t.bool, t.str, t.bytes].contains(&ty) {
            return Ok(());
        }
        if ty == t.tuple
            && let Some(tuple) = v.cast::<Tuple>()
        {
            self.vm.check_native_stack()?;
            return tuple.items().iter().try_for_each(|item| self.constant_type(*item));
        }
        if ty == t.frozenset {
            return self.vm.for_each(v, |_, _| Ok(()));
        }
        let text = format!("got an invalid type in Constant: {}", ty.name_str());
        Err(self.wrong(&text))
    }

    // ---- patterns ------------------------------------------------------------------------------

    fn capture(&mut self, name: Option<&str>) -> PyResult<()> {
        match name {
            Some("_") => self.refuse("can't capture name '_' in patterns"),
            name => self.name(name),
        }
    }

    fn patterns(&mut self, part: &Part, stars: bool) -> PyResult<()> {
        part.trees().iter().flatten().try_for_each(|pattern| self.pattern(pattern, stars))
    }

    fn pattern(&mut self, pattern: &Tree, star: bool) -> PyResult<()> {
        self.vm.check_native_stack()?;
        self.place(pattern)?;
        let p = &pattern.parts;
        match pattern.node {
            Node::MatchValue => p[0].tree().map_or(Ok(()), |value| self.pattern_value(value)),
            Node::MatchSingleton => {
                let v = self.constant_value(&p[0]);
                if v.is_none() || v.is_bool() {
                    return Ok(());
                }
                self.refuse("MatchSingleton can only contain True, False and None")
            }
            Node::MatchSequence => self.patterns(&p[0], true),
            Node::MatchMapping => self.mapping_pattern(pattern),
            Node::MatchClass => self.class_pattern(pattern),
            Node::MatchStar => {
                if !star {
                    return self.refuse("can't use MatchStar here");
                }
                self.capture(p[0].name())
            }
            Node::MatchAs => {
                self.capture(p[1].name())?;
                match p[0].tree() {
                    None => Ok(()),
                    Some(_) if p[1].is_nothing() => {
                        self.refuse("MatchAs must specify a target name if a pattern is given")
                    }
                    Some(inner) => self.pattern(inner, false),
                }
            }
            Node::MatchOr => {
                if p[0].trees().len() < 2 {
                    return self.refuse("MatchOr requires at least 2 patterns");
                }
                self.patterns(&p[0], false)
            }
            _ => Ok(()),
        }
    }

    fn mapping_pattern(&mut self, pattern: &Tree) -> PyResult<()> {
        let [keys, patterns, rest] = &pattern.parts[..] else { return Ok(()) };
        if keys.trees().len() != patterns.trees().len() {
            return self.refuse("MatchMapping doesn't have the same number of keys as patterns");
        }
        self.capture(rest.name())?;
        for key in keys.trees().iter().flatten() {
            let singleton = key.node == Node::Constant && {
                let v = self.constant_value(&key.parts[0]);
                v.is_none() || v.is_bool()
            };
            if !singleton {
                self.pattern_value(key)?;
            }
        }
        self.patterns(patterns, false)
    }

    fn class_pattern(&mut self, pattern: &Tree) -> PyResult<()> {
        let [cls, patterns, names, keyword_patterns] = &pattern.parts[..] else { return Ok(()) };
        if names.names().count() != keyword_patterns.trees().len() {
            return self.refuse("MatchClass doesn't have the same number of keyword attributes as patterns");
        }
        self.load(cls)?;
        let mut inner = cls.tree();
        while let Some(tree) = inner {
            match tree.node {
                Node::Name => break,
                Node::Attribute => inner = tree.parts[0].tree(),
                _ => return self.refuse("MatchClass cls field can only contain Name or Attribute nodes."),
            }
        }
        for name in names.names() {
            self.name(Some(name))?;
        }
        self.patterns(patterns, false)?;
        self.patterns(keyword_patterns, false)
    }

    fn pattern_value(&mut self, value: &Tree) -> PyResult<()> {
        self.expr(value, Node::Load)?;
        let literals = "patterns may only match literals and attribute lookups";
        match value.node {
            Node::Constant => {
                let v = self.constant_value(&value.parts[0]);
                let number = v.as_int().is_some() && !v.is_bool() || v.is_float() || v.kind() == kinds::COMPLEX;
                if number || v.is::<Str>() || v.is::<Bytes>() {
                    return Ok(());
                }
                self.refuse("unexpected constant inside of a literal pattern")
            }
            Node::Attribute | Node::JoinedStr | Node::TemplateStr => Ok(()),
            Node::UnaryOp if self.is_number(value, false) => Ok(()),
            Node::BinOp if self.is_complex_sum(value) => Ok(()),
            _ => self.refuse(literals),
        }
    }

    /// A number, or its negative.
    fn is_number(&self, e: &Tree, imaginary: bool) -> bool {
        match e.node {
            Node::UnaryOp => {
                let minus = e.parts[0].tree().is_some_and(|op| op.node == Node::USub);
                minus
                    && !imaginary
                    && e.parts[1]
                        .tree()
                        .is_some_and(|inner| inner.node == Node::Constant && self.is_number(inner, false))
            }
            Node::Constant => {
                let v = self.constant_value(&e.parts[0]);
                let complex = v.kind() == kinds::COMPLEX;
                if imaginary { complex } else { complex || v.as_int().is_some() && !v.is_bool() || v.is_float() }
            }
            _ => false,
        }
    }

    fn is_complex_sum(&self, e: &Tree) -> bool {
        let [left, op, right] = &e.parts[..] else { return false };
        let sum = op.tree().is_some_and(|op| matches!(op.node, Node::Add | Node::Sub));
        sum && left.tree().is_some_and(|l| self.is_number(l, false) && !self.is_number(l, true))
            && right.tree().is_some_and(|r| self.is_number(r, true))
    }
}
