//! `_tokenize`: the tokens of a source that comes line by line, for the library's `tokenize`.
//!
//! [`reader`] keeps the lines, [`lexer`] finds tokens in them; here is the Python iterator. This
//! is not the parser's tokenizer: it shows comments and blank lines and takes characters that no
//! program may have.

mod lexer;
mod numbers;
mod reader;
mod strings;

use crate::kinds;
use lexer::Lexer;
use std::cell::{Cell, RefCell};
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Bytes, Module, TypeFlags};
use tauraro_core::{PyResult, Raised, Str, Type, Value, Vm, payload, pyfunction};

/// Kinds of tokens, numbered as in the library's `token`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
enum Kind {
    EndMarker = 0,
    Name = 1,
    Number = 2,
    String = 3,
    Newline = 4,
    Indent = 5,
    Dedent = 6,
    Op = 55,
    FStringStart = 59,
    FStringMiddle = 60,
    FStringEnd = 61,
    TStringStart = 62,
    TStringMiddle = 63,
    TStringEnd = 64,
    Comment = 65,
    Nl = 66,
}

/// A token: its text is `start..end` of all lines read so far.
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

/// Which exception a wrong source raises.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ErrorKind {
    Syntax,
    Indentation,
    Tab,
}

/// Why there is no further token.
enum Stop {
    /// An exception is pending.
    Raised,
    /// A wrong source: text, and the offset of the place (none: the end of the line; the
    /// exception has no end then).
    Error { kind: ErrorKind, text: String, at: Option<usize> },
    /// The source ends within a statement.
    UnexpectedEnd,
}

impl From<Raised> for Stop {
    fn from(_: Raised) -> Stop {
        Stop::Raised
    }
}

struct TokenizerIter {
    readline: Slot,
    /// A str, or None for a source of text.
    encoding: Slot,
    extra_tokens: bool,
    lexer: RefCell<Lexer>,
    done: Cell<bool>,
}

payload!(TokenizerIter, kinds::TOKENIZER_ITER, "_tokenize.TokenizerIter", [readline, encoding]);

#[pyfunction("tokenizeriter.__new__($type, readline, /, *, encoding=None, extra_tokens)")]
fn new(vm: &mut Vm, cls: Gc<Type>, readline: Value, encoding: Option<Value>, extra_tokens: bool) -> PyResult {
    let payload = TokenizerIter {
        readline: Slot::new(readline),
        encoding: Slot::new(encoding.unwrap_or(Value::NONE)),
        extra_tokens,
        lexer: RefCell::new(Lexer::new(extra_tokens)),
        done: Cell::new(false),
    };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into()).value())
}

/// The next line of the source as text; `None` at its end.
fn read_line(vm: &mut Vm, this: Gc<TokenizerIter>) -> PyResult<Option<String>> {
    let line = match vm.call_args(this.readline.get(), Args::NONE) {
        Ok(line) => line,
        Err(raised) => {
            return match vm.catch(vm.exc.stop_iteration) {
                Some(_) => Ok(None),
                None => Err(raised),
            };
        }
    };
    let encoding = this.encoding.get();
    let text = if encoding.is_none() {
        let Some(text) = line.cast::<Str>() else {
            return Err(vm.type_error("readline() returned a non-string object"));
        };
        text
    } else {
        if line.cast::<Bytes>().is_none() {
            return Err(vm.type_error("readline() returned a non-bytes object"));
        }
        let strict = vm.new_str("replace")?.value();
        let decoded = vm.call_method(line, "decode", &[encoding, strict])?;
        decoded.cast::<Str>().ok_or_else(|| vm.type_error("decoder should return a string result"))?
    };
    Ok(if text.is_empty() { None } else { Some(text.to_string_lossy()) })
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this = v.cast::<TokenizerIter>().expect("slots of TokenizerIter get them");
    if this.done.get() {
        return Ok(None);
    }
    // Reading lines runs Python code, which may come back here.
    let Ok(mut lexer) = this.lexer.try_borrow_mut() else {
        return Err(vm.value_error("generator already executing"));
    };
    let mut more = |lexer: &mut Lexer| -> Result<bool, Stop> {
        match read_line(vm, this)? {
            Some(line) => {
                lexer.source.push_line(&line);
                Ok(true)
            }
            None => Ok(false),
        }
    };
    match lexer.next(&mut more) {
        Ok(token) => {
            if token.kind == Kind::EndMarker {
                this.done.set(true);
            }
            describe(vm, &lexer, &token, this.extra_tokens).map(Some)
        }
        Err(stop) => {
            this.done.set(true);
            Err(raise(vm, &lexer, stop))
        }
    }
}

/// The tuple that stands for a token: type, text, start, end, lines.
fn describe(vm: &mut Vm, lexer: &Lexer, token: &Token, extra: bool) -> PyResult {
    let source = &lexer.source;
    let text = lexer.text_of(token);
    let kind = if extra { token.kind as u8 } else { lexer::exact_kind(token.kind, text) };
    let text = vm.new_str(text)?.value();
    let (start, end) = lexer.place_of(token);
    let mut places = [Value::NONE; 2];
    for (place, (line, column)) in places.iter_mut().zip([start, end]) {
        let (line, column) = (vm.new_int(line as i64), vm.new_int(column));
        *place = vm.new_tuple(&[line, column])?.value();
    }
    let last = end.0.min(source.line_count());
    let lines = if token.kind == Kind::EndMarker && start.0 > source.line_count() || start.0 > last {
        ""
    } else {
        source.lines(start.0, last)
    };
    let lines = vm.new_str(lines)?.value();
    vm.new_tuple(&[Value::small(i64::from(kind)), text, places[0], places[1], lines]).map(Gc::value)
}

/// Raises the exception for what stopped the lexer.
fn raise(vm: &mut Vm, lexer: &Lexer, stop: Stop) -> Raised {
    match exception(vm, lexer, stop) {
        Ok(Some(exc)) => vm.raise(exc),
        Ok(None) => Raised,
        Err(raised) => raised,
    }
}

fn exception(vm: &mut Vm, lexer: &Lexer, stop: Stop) -> PyResult<Option<Value>> {
    let (kind, text, at) = match stop {
        Stop::Raised => return Ok(None),
        Stop::UnexpectedEnd => {
            let text = vm.new_str("unexpected EOF in multi-line statement")?.value();
            return vm.call(vm.exc.syntax_error.value(), &[text]).map(Some);
        }
        Stop::Error { kind, text, at } => (kind, text, at),
    };
    let class = match kind {
        ErrorKind::Syntax => vm.exc.syntax_error,
        ErrorKind::Indentation => vm.exc.indentation_error,
        ErrorKind::Tab => vm.exc.tab_error,
    };
    let source = &lexer.source;
    let (line, column, end_line) = match at {
        Some(at) => {
            let (line, column) = source.place(at);
            let line_value = vm.new_int(line as i64);
            (line, vm.new_int(column + 1), line_value)
        }
        None => {
            let line = source.line_count();
            let length = source.whole_line_length(line);
            (line, vm.new_int(length as i64), Value::NONE)
        }
    };
    let shown = vm.new_str(source.lines(line, line).trim_end_matches(['\n', '\r']))?.value();
    let message = vm.new_str(&text)?.value();
    let file = vm.new_str("<string>")?.value();
    let line = vm.new_int(line as i64);
    let end = if end_line.is_none() { Value::NONE } else { column };
    let place = vm.new_tuple(&[file, line, column, shown, end_line, end])?.value();
    vm.call(class.value(), &[message, place]).map(Some)
}

static SPEC: TypeSpec = TypeSpec {
    name: "TokenizerIter",
    module: "_tokenize",
    kind: Some(TokenizerIter::INFO),
    flags: TypeFlags::BASE,
    new: Some(new::as_new),
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let object = vm.types.object;
    let ty = vm.new_type(&SPEC, object)?;
    let module = vm.new_module("_tokenize", None, &[])?;
    module.add(vm, "TokenizerIter", ty)?;
    Ok(module)
}
