//! A tree as source text, with a note where each node was written.
//!
//! Compiling a tree that a program made goes by way of text, so that there is one front end:
//! the text is never shown, and the notes give every instruction the place that the node says.
//! Brackets stand wherever a node binds less tightly than its surroundings need. Names that are
//! no identifiers get a stand-in, which is exchanged in the finished code.

use super::import::{Part, Tree};
use tauraro_compile::Note;
use tauraro_core::object::{Bytes, Str};
use tauraro_core::{Gc, List, Tuple, Value, Vm};
use tauraro_stdlib::_ast::grammar::Node;

/// How tightly something binds; the order is that of the grammar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Level {
    /// Also a named expression, a starred one or a yield.
    Any,
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

pub(super) struct Writer<'a> {
    pub(super) vm: &'a mut Vm,
    pub(super) constants: Gc<List>,
    pub(super) out: String,
    pub(super) notes: Vec<Note>,
    /// Texts of interpolations, by where their field begins.
    pub(super) texts: Vec<(u32, String)>,
    /// Names that stand-ins stand for.
    pub(super) names: Vec<String>,
    pub(super) indent: usize,
}

/// The identifier for the n-th name that is none. No program is likely to have it.
pub(super) fn stand_in(n: usize) -> String {
    format!("ꓸtauraro{n}ꓸ")
}

impl Writer<'_> {
    pub(super) fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes a node and notes its place.
    pub(super) fn noted(&mut self, tree: &Tree, write: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        write(self);
        self.note(start, tree);
    }

    pub(super) fn note(&mut self, start: usize, tree: &Tree) {
        if let Some(place) = tree.place {
            let place = place.map(|n| u32::try_from(n).unwrap_or(0));
            self.notes.push(Note { start: start as u32, end: self.out.len() as u32, place });
        }
    }

    pub(super) fn name(&mut self, name: &str) {
        if is_plain_name(name) {
            self.put(name);
            return;
        }
        let at = match self.names.iter().position(|known| known == name) {
            Some(at) => at,
            None => {
                self.names.push(name.to_owned());
                self.names.len() - 1
            }
        };
        self.put(&stand_in(at));
    }

    pub(super) fn separated<T>(&mut self, items: impl IntoIterator<Item = T>, mut one: impl FnMut(&mut Self, T)) {
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                self.put(", ");
            }
            one(self, item);
        }
    }

    pub(super) fn value_of(&self, part: &Part) -> Value {
        match part {
            Part::Constant(at) => self.constants.items.get(*at).unwrap_or(Value::NONE),
            _ => Value::NONE,
        }
    }

    // ---- constants -----------------------------------------------------------------------------

    pub(super) fn constant(&mut self, v: Value, min: Level) {
        if let Some(s) = v.cast::<Str>() {
            self.put("'");
            self.escaped(s);
            self.put("'");
        } else if let Some(b) = v.cast::<Bytes>() {
            let text: String = b.as_bytes().iter().map(|byte| format!("\\x{byte:02x}")).collect();
            self.put(&format!("b'{text}'"));
        } else if let Some(tuple) = v.cast::<Tuple>() {
            self.put("(");
            for item in tuple.items() {
                self.constant(*item, Level::Test);
                self.put(",");
            }
            self.put(")");
        } else if let Some((re, im)) = tauraro_objects::complex::as_complex(v) {
            self.complex(re, im, min);
        } else if let Some(f) = v.as_float() {
            self.signed(&float_text(f), min);
        } else if v.as_bool().is_none() && v.as_int().is_some() {
            let text = match v.as_int() {
                Some(i) => int_text(&i.to_ibig().to_string()),
                None => String::new(),
            };
            self.signed(&text, min);
        } else if v == Value::ELLIPSIS {
            self.put("...");
        } else if self.vm.type_of(v) == self.vm.types.frozenset {
            self.frozenset(v);
        } else {
            self.put(match v {
                Value::TRUE => "True",
                Value::FALSE => "False",
                _ => "None",
            });
        }
    }

    /// A number that may begin with a sign.
    fn signed(&mut self, text: &str, min: Level) {
        let bracket = text.starts_with('-') && min > Level::Factor || text.contains(['(', ' ']);
        self.put(if bracket { "(" } else { "" });
        self.put(text);
        self.put(if bracket { ")" } else { "" });
    }

    fn complex(&mut self, re: f64, im: f64, min: Level) {
        let imaginary = format!("{}j", float_text(im.abs()));
        let sign = if im.is_sign_negative() { '-' } else { '+' };
        if re == 0.0 && re.is_sign_positive() && sign == '+' {
            self.put(&imaginary);
            return;
        }
        let bracket = min > Level::Arith;
        self.put(if bracket { "(" } else { "" });
        self.put(&format!("{}{sign}{imaginary}", float_text(re)));
        self.put(if bracket { ")" } else { "" });
    }

    fn frozenset(&mut self, v: Value) {
        let list = self.vm.new_list(&[]);
        let Ok(list) = list else { return };
        let collected = self.vm.for_each(v, |vm, item| list.push(vm, item));
        if collected.is_err() {
            self.vm.take_exception();
        }
        self.put("frozenset((");
        for i in 0..list.items.len() {
            self.constant(list.items.get(i).unwrap_or(Value::NONE), Level::Test);
            self.put(",");
        }
        self.put("))");
    }

    /// The characters of a text, all but plain ones as escapes: it may stand anywhere, in
    /// f-strings too.
    pub(super) fn escaped(&mut self, s: Gc<Str>) {
        for point in s.as_wtf8().code_points() {
            match point.to_u32() {
                c @ 0x20..=0x7e if !b"'\"\\{}".contains(&(c as u8)) => self.out.push(char::from(c as u8)),
                c @ 0..=0xff => self.put(&format!("\\x{c:02x}")),
                c @ 0..=0xffff => self.put(&format!("\\u{c:04x}")),
                c => self.put(&format!("\\U{c:08x}")),
            }
        }
    }
}

fn int_text(decimal: &str) -> String {
    decimal.to_owned()
}

fn float_text(f: f64) -> String {
    if f.is_nan() {
        return "(1e999-1e999)".to_owned();
    }
    if f.is_infinite() {
        return if f > 0.0 { "1e999".to_owned() } else { "-1e999".to_owned() };
    }
    // Rust's shortest text reads back as the same number; the exponent makes it a float.
    format!("{f:e}")
}

/// Whether a name can be written as it is.
fn is_plain_name(name: &str) -> bool {
    use tauraro_objects::text::unicode::{is_identifier_continue, is_identifier_start};
    const KEYWORDS: [&str; 35] = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ];
    let mut chars = name.chars().map(u32::from);
    name.is_ascii()
        && chars.next().is_some_and(is_identifier_start)
        && chars.all(is_identifier_continue)
        && !KEYWORDS.contains(&name)
}

/// The symbol of an operator and how tightly it binds.
pub(super) fn operator(node: Node) -> (&'static str, Level) {
    match node {
        Node::Add => ("+", Level::Arith),
        Node::Sub => ("-", Level::Arith),
        Node::Mult => ("*", Level::Term),
        Node::MatMult => ("@", Level::Term),
        Node::Div => ("/", Level::Term),
        Node::Mod => ("%", Level::Term),
        Node::FloorDiv => ("//", Level::Term),
        Node::LShift => ("<<", Level::Shift),
        Node::RShift => (">>", Level::Shift),
        Node::BitOr => ("|", Level::BitOr),
        Node::BitXor => ("^", Level::BitXor),
        Node::BitAnd => ("&", Level::BitAnd),
        Node::Pow => ("**", Level::Power),
        Node::Eq => (" == ", Level::Compare),
        Node::NotEq => (" != ", Level::Compare),
        Node::Lt => (" < ", Level::Compare),
        Node::LtE => (" <= ", Level::Compare),
        Node::Gt => (" > ", Level::Compare),
        Node::GtE => (" >= ", Level::Compare),
        Node::Is => (" is ", Level::Compare),
        Node::IsNot => (" is not ", Level::Compare),
        Node::In => (" in ", Level::Compare),
        Node::NotIn => (" not in ", Level::Compare),
        Node::Invert => ("~", Level::Factor),
        Node::UAdd => ("+", Level::Factor),
        Node::USub => ("-", Level::Factor),
        Node::Not => ("not ", Level::Not),
        Node::And => (" and ", Level::And),
        _ => (" or ", Level::Or),
    }
}

/// What is written must not be seen as part of the literal before it.
pub(super) fn next_level(level: Level) -> Level {
    match level {
        Level::Any => Level::Test,
        Level::Test => Level::Or,
        Level::Or => Level::And,
        Level::And => Level::Not,
        Level::Not => Level::Compare,
        Level::Compare => Level::BitOr,
        Level::BitOr => Level::BitXor,
        Level::BitXor => Level::BitAnd,
        Level::BitAnd => Level::Shift,
        Level::Shift => Level::Arith,
        Level::Arith => Level::Term,
        Level::Term => Level::Factor,
        Level::Factor => Level::Power,
        Level::Power => Level::Await,
        Level::Await | Level::Atom => Level::Atom,
    }
}
