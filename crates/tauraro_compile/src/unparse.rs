//! Expressions as source text, in CPython's canonical form: what annotations are under
//! `from __future__ import annotations`.

use std::fmt::Write;

use tauraro_bytecode::Const;
use tauraro_syntax::ast::{
    self, BoolOp, CmpOp, ConversionFlag, Expr, InterpolatedStringElement, Number, Operator, Parameters, UnaryOp,
};
use tauraro_syntax::literal;

/// How tightly an operator binds; parentheses are written where the context binds tighter.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Level {
    Tuple,
    /// `:=` is never without parentheses.
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arith,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Level {
    /// The next tighter level.
    fn next(self) -> Level {
        const ORDER: [Level; 16] = [
            Level::Tuple,
            Level::Test,
            Level::Or,
            Level::And,
            Level::Not,
            Level::Compare,
            Level::BitOr,
            Level::BitXor,
            Level::BitAnd,
            Level::Shift,
            Level::Arith,
            Level::Term,
            Level::Factor,
            Level::Power,
            Level::Await,
            Level::Atom,
        ];
        ORDER.get(self as usize + 1).copied().unwrap_or(Level::Atom)
    }
}

/// The text of an expression.
pub(crate) fn unparse(expr: &Expr, source: &str) -> String {
    let mut writer = Writer { out: String::new(), source };
    writer.expr(expr, Level::Test);
    writer.out
}

struct Writer<'a> {
    out: String,
    source: &'a str,
}

impl Writer<'_> {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes something of a level, in parentheses if the context binds tighter.
    fn level(&mut self, own: Level, context: Level, write: impl FnOnce(&mut Self)) {
        let parens = context > own;
        if parens {
            self.out.push('(');
        }
        write(self);
        if parens {
            self.out.push(')');
        }
    }

    fn list(&mut self, exprs: &[Expr]) {
        for (index, expr) in exprs.iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.expr(expr, Level::Test);
        }
    }

    fn expr(&mut self, expr: &Expr, context: Level) {
        match expr {
            Expr::BoolOp(e) => self.bool_op(e, context),
            Expr::BinOp(e) => self.bin_op(e, context),
            Expr::UnaryOp(e) => self.unary(e, context),
            Expr::Lambda(e) => self.level(Level::Test, context, |w| {
                w.push("lambda");
                if let Some(parameters) = &e.parameters
                    && !parameters.is_empty()
                {
                    w.push(" ");
                    w.parameters(parameters);
                }
                w.push(": ");
                w.expr(&e.body, Level::Test);
            }),
            Expr::If(e) => self.level(Level::Test, context, |w| {
                w.expr(&e.body, Level::Or);
                w.push(" if ");
                w.expr(&e.test, Level::Or);
                w.push(" else ");
                w.expr(&e.orelse, Level::Test);
            }),
            Expr::Dict(e) => self.dict(e),
            Expr::Set(e) => {
                self.push("{");
                self.list(&e.elts);
                self.push("}");
            }
            Expr::ListComp(e) => self.comprehension("[", None, &e.elt, &e.generators, "]"),
            Expr::SetComp(e) => self.comprehension("{", None, &e.elt, &e.generators, "}"),
            Expr::DictComp(e) => self.comprehension("{", e.key.as_deref(), &e.value, &e.generators, "}"),
            Expr::Generator(e) => self.comprehension("(", None, &e.elt, &e.generators, ")"),
            Expr::Await(e) => self.level(Level::Await, context, |w| {
                w.push("await ");
                w.expr(&e.value, Level::Atom);
            }),
            Expr::Yield(e) => {
                self.push("(yield");
                if let Some(value) = &e.value {
                    self.push(" ");
                    self.expr(value, Level::Tuple);
                }
                self.push(")");
            }
            Expr::YieldFrom(e) => {
                self.push("(yield from ");
                self.expr(&e.value, Level::Test);
                self.push(")");
            }
            Expr::Compare(e) => self.compare(e, context),
            Expr::Call(e) => self.call(e),
            Expr::FString(_) | Expr::TString(_) => self.interpolated(expr),
            Expr::StringLiteral(_) | Expr::BytesLiteral(_) => self.string(expr),
            Expr::NumberLiteral(e) => self.number(e),
            Expr::BooleanLiteral(e) => self.push(if e.value { "True" } else { "False" }),
            Expr::NoneLiteral(_) => self.push("None"),
            Expr::EllipsisLiteral(_) => self.push("..."),
            Expr::Attribute(e) => {
                self.expr(&e.value, Level::Atom);
                // `1 .real`: the dot must not become part of the number.
                if matches!(&*e.value, Expr::NumberLiteral(n) if n.value.is_int()) {
                    self.push(" ");
                }
                self.push(".");
                self.push(&e.attr);
            }
            Expr::Subscript(e) => {
                self.expr(&e.value, Level::Atom);
                self.push("[");
                self.expr(&e.slice, Level::Tuple);
                self.push("]");
            }
            Expr::Starred(e) => {
                self.push("*");
                self.expr(&e.value, Level::BitOr);
            }
            Expr::Name(e) => self.push(&e.id),
            Expr::List(e) => {
                self.push("[");
                self.list(&e.elts);
                self.push("]");
            }
            Expr::Tuple(e) => self.tuple(e, context),
            Expr::Slice(e) => self.slice(e),
            Expr::Named(e) => {
                self.push("(");
                self.expr(&e.target, Level::Atom);
                self.push(" := ");
                self.expr(&e.value, Level::Atom);
                self.push(")");
            }
            Expr::IpyEscapeCommand(_) => {}
        }
    }

    fn bool_op(&mut self, e: &ast::ExprBoolOp, context: Level) {
        let (text, own) = match e.op {
            BoolOp::And => (" and ", Level::And),
            BoolOp::Or => (" or ", Level::Or),
        };
        self.level(own, context, |w| {
            for (index, value) in e.values.iter().enumerate() {
                if index > 0 {
                    w.push(text);
                }
                w.expr(value, own.next());
            }
        });
    }

    fn bin_op(&mut self, e: &ast::ExprBinOp, context: Level) {
        let own = match e.op {
            Operator::Add | Operator::Sub => Level::Arith,
            Operator::Mult | Operator::MatMult | Operator::Div | Operator::Mod | Operator::FloorDiv => Level::Term,
            Operator::LShift | Operator::RShift => Level::Shift,
            Operator::BitOr => Level::BitOr,
            Operator::BitXor => Level::BitXor,
            Operator::BitAnd => Level::BitAnd,
            Operator::Pow => Level::Power,
        };
        let right_associative = e.op == Operator::Pow;
        self.level(own, context, |w| {
            w.expr(&e.left, if right_associative { own.next() } else { own });
            let _ = write!(w.out, " {} ", e.op.as_str());
            w.expr(&e.right, if right_associative { own } else { own.next() });
        });
    }

    fn unary(&mut self, e: &ast::ExprUnaryOp, context: Level) {
        let (text, own) = match e.op {
            UnaryOp::Invert => ("~", Level::Factor),
            UnaryOp::Not => ("not ", Level::Not),
            UnaryOp::UAdd => ("+", Level::Factor),
            UnaryOp::USub => ("-", Level::Factor),
        };
        self.level(own, context, |w| {
            w.push(text);
            w.expr(&e.operand, own);
        });
    }

    fn compare(&mut self, e: &ast::ExprCompare, context: Level) {
        self.level(Level::Compare, context, |w| {
            w.expr(&e.left, Level::Compare.next());
            for (op, right) in e.ops.iter().zip(&e.comparators) {
                let text = match op {
                    CmpOp::NotIn => "not in",
                    CmpOp::IsNot => "is not",
                    op => op.as_str(),
                };
                let _ = write!(w.out, " {text} ");
                w.expr(right, Level::Compare.next());
            }
        });
    }

    fn dict(&mut self, e: &ast::ExprDict) {
        self.push("{");
        for (index, item) in e.items.iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            match &item.key {
                Some(key) => {
                    self.expr(key, Level::Test);
                    self.push(": ");
                    self.expr(&item.value, Level::Test);
                }
                None => {
                    self.push("**");
                    self.expr(&item.value, Level::BitOr);
                }
            }
        }
        self.push("}");
    }

    fn tuple(&mut self, e: &ast::ExprTuple, context: Level) {
        if e.elts.is_empty() {
            self.push("()");
            return;
        }
        self.level(Level::Tuple, context, |w| {
            w.list(&e.elts);
            if e.elts.len() == 1 {
                w.push(",");
            }
        });
    }

    fn slice(&mut self, e: &ast::ExprSlice) {
        if let Some(lower) = &e.lower {
            self.expr(lower, Level::Test);
        }
        self.push(":");
        if let Some(upper) = &e.upper {
            self.expr(upper, Level::Test);
        }
        if let Some(step) = &e.step {
            self.push(":");
            self.expr(step, Level::Test);
        }
    }

    fn comprehension(
        &mut self,
        open: &str,
        key: Option<&Expr>,
        value: &Expr,
        generators: &[ast::Comprehension],
        close: &str,
    ) {
        self.push(open);
        if let Some(key) = key {
            self.expr(key, Level::Test);
            self.push(": ");
        }
        self.expr(value, Level::Test);
        for generator in generators {
            self.push(if generator.is_async { " async for " } else { " for " });
            self.expr(&generator.target, Level::Tuple);
            self.push(" in ");
            self.expr(&generator.iter, Level::Or);
            for condition in &generator.ifs {
                self.push(" if ");
                self.expr(condition, Level::Or);
            }
        }
        self.push(close);
    }

    fn call(&mut self, e: &ast::ExprCall) {
        self.expr(&e.func, Level::Atom);
        let arguments = &e.arguments;
        if let ([Expr::Generator(_)], []) = (&*arguments.args, &arguments.keywords[..]) {
            self.expr(&arguments.args[0], Level::Test);
            return;
        }
        self.push("(");
        self.list(&arguments.args);
        for (index, keyword) in arguments.keywords.iter().enumerate() {
            if index > 0 || !arguments.args.is_empty() {
                self.push(", ");
            }
            match &keyword.arg {
                Some(name) => {
                    self.push(name);
                    self.push("=");
                }
                None => self.push("**"),
            }
            self.expr(&keyword.value, Level::Test);
        }
        self.push(")");
    }

    fn parameters(&mut self, parameters: &Parameters) {
        let mut first = true;
        let mut comma = |w: &mut Self| {
            if !first {
                w.push(", ");
            }
            first = false;
        };
        let with_default = |w: &mut Self, parameter: &ast::ParameterWithDefault| {
            w.push(&parameter.parameter.name);
            if let Some(default) = &parameter.default {
                w.push("=");
                w.expr(default, Level::Test);
            }
        };
        for parameter in &parameters.posonlyargs {
            comma(self);
            with_default(self, parameter);
        }
        if !parameters.posonlyargs.is_empty() {
            comma(self);
            self.push("/");
        }
        for parameter in &parameters.args {
            comma(self);
            with_default(self, parameter);
        }
        if parameters.vararg.is_some() || !parameters.kwonlyargs.is_empty() {
            comma(self);
            self.push("*");
            if let Some(parameter) = &parameters.vararg {
                self.push(&parameter.name);
            }
        }
        for parameter in &parameters.kwonlyargs {
            comma(self);
            with_default(self, parameter);
        }
        if let Some(parameter) = &parameters.kwarg {
            comma(self);
            self.push("**");
            self.push(&parameter.name);
        }
    }

    fn number(&mut self, e: &ast::ExprNumberLiteral) {
        match &e.value {
            Number::Int(value) => match value.as_i64() {
                Some(value) => {
                    let _ = write!(self.out, "{value}");
                }
                None => {
                    let text = &self.source[e.range.start().to_usize()..e.range.end().to_usize()];
                    let text = crate::fold::parse_int(text).map(|value| repr(&value));
                    self.push(&text.unwrap_or_default());
                }
            },
            Number::Float(value) => self.push(&float_text(*value)),
            Number::Complex { imag, .. } => {
                let text = float_text(*imag);
                self.push(text.strip_suffix(".0").unwrap_or(&text));
                self.push("j");
            }
        }
    }

    fn string(&mut self, expr: &Expr) {
        let mut bytes = Vec::new();
        let mut decode = |range: tauraro_syntax::TextRange, is_bytes: bool| {
            let token = &self.source[range.start().to_usize()..range.end().to_usize()];
            let decoded = if is_bytes { literal::decode_bytes(token) } else { literal::decode_str(token) };
            bytes.extend(decoded.unwrap_or_default());
        };
        match expr {
            Expr::StringLiteral(e) => {
                e.value.iter().for_each(|part| decode(part.range, false));
                let unicode = e.value.iter().next().is_some_and(|part| part.flags.prefix().is_unicode());
                if unicode {
                    self.push("u");
                }
                self.push(&repr(&Const::Str(bytes.into())));
            }
            Expr::BytesLiteral(e) => {
                e.value.iter().for_each(|part| decode(part.range, true));
                self.push(&repr(&Const::Bytes(bytes.into())));
            }
            _ => {}
        }
    }

    /// An f-string or t-string: the pieces are written into one body, which is then quoted.
    fn interpolated(&mut self, expr: &Expr) {
        let mut body = String::new();
        let prefix = match expr {
            Expr::FString(e) => {
                for part in e.value.as_slice() {
                    match part {
                        ast::FStringPart::Literal(text) => body.push_str(&escape_braces(&text.value)),
                        ast::FStringPart::FString(string) => self.elements(&string.elements, &mut body),
                    }
                }
                "f"
            }
            Expr::TString(e) => {
                e.value.elements().for_each(|element| self.element(element, &mut body));
                "t"
            }
            _ => return,
        };
        self.push(prefix);
        self.push(&repr(&Const::str(&body)));
    }

    fn elements(&self, elements: &[InterpolatedStringElement], body: &mut String) {
        elements.iter().for_each(|element| self.element(element, body));
    }

    fn element(&self, element: &InterpolatedStringElement, body: &mut String) {
        let value = match element {
            InterpolatedStringElement::Literal(text) => {
                body.push_str(&escape_braces(&text.value));
                return;
            }
            InterpolatedStringElement::Interpolation(value) => value,
        };
        if let Some(debug) = &value.debug_text {
            body.push_str(&escape_braces(debug.as_str()));
        }
        let mut writer = Writer { out: String::new(), source: self.source };
        writer.expr(&value.expression, Level::Test.next());
        body.push('{');
        // `{{` would be a brace of the text.
        if writer.out.starts_with('{') {
            body.push(' ');
        }
        body.push_str(&writer.out);
        match value.conversion {
            ConversionFlag::Str => body.push_str("!s"),
            ConversionFlag::Repr => body.push_str("!r"),
            ConversionFlag::Ascii => body.push_str("!a"),
            ConversionFlag::None if value.debug_text.is_some() && value.format_spec.is_none() => {
                body.push_str("!r");
            }
            ConversionFlag::None => {}
        }
        if let Some(spec) = &value.format_spec {
            body.push(':');
            self.elements(&spec.elements, body);
        }
        body.push('}');
    }
}

fn escape_braces(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// `repr` of a float constant.
fn float_text(value: f64) -> String {
    if value.is_infinite() {
        // No literal gives it; this overflows to it.
        return "1e309".to_owned();
    }
    let text = format!("{value:?}");
    match text.split_once('e') {
        Some((digits, exponent)) => {
            let digits = digits.strip_suffix(".0").unwrap_or(digits);
            let (sign, number) = match exponent.strip_prefix('-') {
                Some(number) => ('-', number),
                None => ('+', exponent),
            };
            format!("{digits}e{sign}{number:0>2}")
        }
        None => text,
    }
}

/// `repr` of a constant, for error texts and annotations.
pub(crate) fn repr(value: &Const) -> String {
    match value {
        Const::None => "None".to_owned(),
        Const::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
        Const::Ellipsis => "Ellipsis".to_owned(),
        Const::Int(value) => value.to_string(),
        Const::BigInt(value) => {
            let magnitude = dashu_int::UBig::from_le_bytes(&value.magnitude);
            format!("{}{magnitude}", if value.negative { "-" } else { "" })
        }
        Const::Float(value) => float_text(*value),
        Const::Complex(real, imag) => {
            let short = |value: f64| {
                let text = float_text(value);
                text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
            };
            if *real == 0.0 && real.is_sign_positive() {
                format!("{}j", short(*imag))
            } else {
                let sign = if imag.is_sign_negative() { "" } else { "+" };
                format!("({}{sign}{}j)", short(*real), short(*imag))
            }
        }
        Const::Str(bytes) => str_repr(bytes),
        Const::Bytes(bytes) => bytes_repr(bytes),
        Const::Tuple(items) => {
            let items: Vec<String> = items.iter().map(repr).collect();
            let comma = if items.len() == 1 { "," } else { "" };
            format!("({}{comma})", items.join(", "))
        }
        Const::FrozenSet(_) | Const::Slice(_) | Const::Code(_) => String::new(),
    }
}

fn quote_for(bytes: &[u8]) -> char {
    if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' }
}

fn str_repr(bytes: &[u8]) -> String {
    let quote = quote_for(bytes);
    let mut out = String::from(quote);
    for point in crate::fold::code_points(bytes) {
        match std::str::from_utf8(point).ok().and_then(|text| text.chars().next()) {
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(c) if c == quote => {
                out.push('\\');
                out.push(c);
            }
            Some(c) if (c as u32) < 0x20 || c as u32 == 0x7f => {
                let _ = write!(out, "\\x{:02x}", c as u32);
            }
            Some(c) => out.push(c),
            None => {
                // A lone surrogate: three bytes.
                let code = point
                    .iter()
                    .skip(1)
                    .fold(u32::from(point[0] & 0xf), |code, byte| code << 6 | u32::from(byte & 0x3f));
                let _ = write!(out, "\\u{code:04x}");
            }
        }
    }
    out.push(quote);
    out
}

fn bytes_repr(bytes: &[u8]) -> String {
    let quote = quote_for(bytes);
    let mut out = format!("b{quote}");
    for byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            byte if char::from(*byte) == quote => {
                out.push('\\');
                out.push(quote);
            }
            0x20..0x7f => out.push(char::from(*byte)),
            byte => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push(quote);
    out
}
