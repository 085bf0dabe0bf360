//! Making code objects from parts: `types.CodeType(...)` and `code.replace(...)`.
//!
//! The parts may be anything, so what comes out is verified before it can run: the interpreter
//! does not check operands.

use crate::code::{CodeObject, new_code, ready};
use crate::code_type;
use dashu_int::Sign;
use std::sync::Arc;
use tauraro_bytecode::{BigInt, Code, CodeFlags, Const, Handler, Local, LocalKind, Pc, Positions, Reg};
use tauraro_core::call::Args;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Bytes, Dict, Int, Str, Tuple, Type};
use tauraro_core::{PyResult, Raised, Value, Vm, pyfunction};

/// Arguments of `code()` in their order: name of the attribute, and what it has to be.
const PARTS: [(&str, Part); 18] = [
    ("co_argcount", Part::Number),
    ("co_posonlyargcount", Part::Number),
    ("co_kwonlyargcount", Part::Number),
    ("co_nlocals", Part::Number),
    ("co_stacksize", Part::Number),
    ("co_flags", Part::Number),
    ("co_code", Part::Bytes),
    ("co_consts", Part::Tuple),
    ("co_names", Part::Tuple),
    ("co_varnames", Part::Tuple),
    ("co_filename", Part::Str),
    ("co_name", Part::Str),
    ("co_qualname", Part::Str),
    ("co_firstlineno", Part::Number),
    ("co_linetable", Part::Bytes),
    ("co_exceptiontable", Part::Bytes),
    ("co_freevars", Part::Tuple),
    ("co_cellvars", Part::Tuple),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Number,
    Bytes,
    Tuple,
    Str,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Part::Number => "int",
            Part::Bytes => "bytes",
            Part::Tuple => "tuple",
            Part::Str => "str",
        }
    }

    fn accepts(self, v: Value) -> bool {
        match self {
            Part::Number => true,
            Part::Bytes => v.is::<Bytes>(),
            Part::Tuple => v.is::<Tuple>(),
            Part::Str => v.is::<Str>(),
        }
    }
}

/// The parts that were given; a part that was not is that of `base`, or nothing.
struct Parts {
    given: [Option<Value>; 18],
    base: Option<Gc<CodeObject>>,
}

impl Parts {
    fn number(&self, vm: &mut Vm, at: usize, old: impl Fn(&Code) -> u32) -> PyResult<u32> {
        let Some(v) = self.given[at] else { return Ok(self.base.map_or(0, |b| old(&b.code))) };
        let n = vm.index_i64(v)?;
        if let Ok(n) = u32::try_from(n) {
            return Ok(n);
        }
        let name = PARTS[at].0;
        let text = match self.base {
            Some(_) => format!("{name} must be a positive integer"),
            None => format!("code: {} must not be negative", name.trim_start_matches("co_")),
        };
        Err(vm.value_error(text))
    }

    fn text(&self, at: usize, old: impl Fn(&Code) -> &str) -> String {
        match self.given[at].and_then(Value::cast::<Str>) {
            Some(s) => s.to_string_lossy(),
            None => self.base.map_or_else(String::new, |b| old(&b.code).to_owned()),
        }
    }

    fn bytes(&self, at: usize) -> Option<Vec<u8>> {
        self.given[at].and_then(Value::cast::<Bytes>).map(|b| b.as_bytes().to_vec())
    }

    fn names(&self, vm: &mut Vm, at: usize, old: impl Fn(&Code) -> Vec<Box<str>>) -> PyResult<Vec<Box<str>>> {
        let Some(tuple) = self.given[at].and_then(Value::cast::<Tuple>) else {
            return Ok(self.base.map_or_else(Vec::new, |b| old(&b.code)));
        };
        let mut names = Vec::new();
        for item in tuple.items() {
            match item.cast::<Str>() {
                Some(name) => names.push(name.to_string_lossy().into()),
                None => {
                    return Err(vm.raise_text(vm.exc.system_error, "non-string found in code slot"));
                }
            }
        }
        Ok(names)
    }
}

#[cold]
fn malformed(vm: &mut Vm, what: &str) -> Raised {
    vm.value_error(format!("code: {what} is malformed"))
}

fn words(vm: &mut Vm, parts: &Parts) -> PyResult<Vec<u64>> {
    match parts.bytes(6) {
        None => Ok(parts.base.map_or_else(Vec::new, |b| b.code.words.clone())),
        Some(bytes) if bytes.len().is_multiple_of(8) => {
            let word = |chunk: &[u8]| chunk.iter().rev().fold(0_u64, |w, b| w << 8 | u64::from(*b));
            Ok(bytes.chunks_exact(8).map(word).collect())
        }
        Some(_) => Err(malformed(vm, "co_code")),
    }
}

fn handlers(vm: &mut Vm, parts: &Parts) -> PyResult<Vec<Handler>> {
    let Some(bytes) = parts.bytes(15) else {
        return Ok(parts.base.map_or_else(Vec::new, |b| b.code.handlers.clone()));
    };
    if !bytes.len().is_multiple_of(16) {
        return Err(malformed(vm, "co_exceptiontable"));
    }
    let word = |chunk: &[u8], i: usize| chunk[i * 4..][..4].iter().rev().fold(0_u32, |w, b| w << 8 | u32::from(*b));
    let handler = |c: &[u8]| Handler {
        start: Pc(word(c, 0)),
        end: Pc(word(c, 1)),
        target: Pc(word(c, 2)),
        exc: Reg(word(c, 3) as u16),
    };
    Ok(bytes.chunks_exact(16).map(handler).collect())
}

/// The named registers. As long as the numbers of variables of each kind stay, so do the
/// registers that have no name in Python.
fn locals(vm: &mut Vm, parts: &Parts) -> PyResult<Vec<Local>> {
    let owned = |names: &mut dyn Iterator<Item = &str>| names.map(Box::from).collect::<Vec<Box<str>>>();
    let varnames = parts.names(vm, 9, |c| owned(&mut c.varnames()))?;
    let freevars = parts.names(vm, 16, |c| owned(&mut c.freevars()))?;
    let cellvars = parts.names(vm, 17, |c| owned(&mut c.cellvars()))?;
    if let Some(base) = parts.base {
        let base = &base.code;
        let counts = (base.varnames().count(), base.freevars().count(), base.cellvars().count());
        if counts == (varnames.len(), freevars.len(), cellvars.len()) {
            let mut locals = base.locals.clone();
            for (kind, names) in
                [(LocalKind::CELL, &cellvars), (LocalKind::FREE, &freevars), (LocalKind::LOCAL, &varnames)]
            {
                for (local, name) in locals.iter_mut().filter(|l| l.kind.has(kind)).zip(names) {
                    local.name = name.clone();
                }
            }
            return Ok(locals);
        }
    }
    let mut locals: Vec<Local> = Vec::new();
    for name in &varnames {
        let cell = if cellvars.contains(name) { LocalKind::CELL } else { LocalKind::default() };
        locals.push(Local { name: name.clone(), kind: LocalKind::LOCAL.with(cell) });
    }
    for name in cellvars.iter().filter(|n| !varnames.contains(n)) {
        locals.push(Local { name: name.clone(), kind: LocalKind::CELL });
    }
    locals.extend(freevars.into_iter().map(|name| Local { name, kind: LocalKind::FREE }));
    Ok(locals)
}

/// A constant as plain data; `None` where there is no such form.
fn as_const(vm: &Vm, v: Value) -> Option<Const> {
    if let Some(b) = v.as_bool() {
        return Some(Const::Bool(b));
    }
    if v.is_none() {
        return Some(Const::None);
    }
    if v == Value::ELLIPSIS {
        return Some(Const::Ellipsis);
    }
    if let Some(f) = v.as_float() {
        return Some(Const::Float(f));
    }
    if let Some(code) = v.cast::<CodeObject>() {
        return Some(Const::Code(code.code.clone()));
    }
    let ty = vm.type_of(v);
    if ty == vm.types.int {
        return match v.as_int()? {
            Int::Small(i) => Some(Const::Int(i)),
            Int::Big(big) => {
                let (sign, magnitude) = big.clone().into_parts();
                let magnitude = magnitude.to_le_bytes();
                Some(Const::BigInt(BigInt { negative: sign == Sign::Negative, magnitude }))
            }
        };
    }
    if ty == vm.types.str {
        return v.cast::<Str>().map(|s| Const::Str(s.as_bytes().into()));
    }
    if ty == vm.types.bytes {
        return v.cast::<Bytes>().map(|b| Const::Bytes(b.as_bytes().into()));
    }
    if ty == vm.types.tuple {
        let items = v.cast::<Tuple>()?;
        // Code stands at the top level of constants only.
        let plain = |v: &Value| if v.is::<CodeObject>() { None } else { as_const(vm, *v) };
        return items.items().iter().map(plain).collect::<Option<Vec<_>>>().map(|v| Const::Tuple(v.into()));
    }
    None
}

/// The constants: as plain data, and the objects where they were given.
fn consts(vm: &mut Vm, parts: &Parts) -> (Vec<Const>, Option<Gc<Tuple>>) {
    let Some(given) = parts.given[7].and_then(Value::cast::<Tuple>) else {
        return (parts.base.map_or_else(Vec::new, |b| b.code.consts.clone()), None);
    };
    let data = given.items().iter().enumerate().map(|(i, v)| {
        let old = parts.base.and_then(|b| {
            let same = b.consts().slots().get(i).is_some_and(|s| s.get() == *v);
            if same { b.code.consts.get(i).cloned() } else { None }
        });
        old.or_else(|| as_const(vm, *v)).unwrap_or(Const::None)
    });
    (data.collect(), Some(given))
}

fn build(vm: &mut Vm, parts: &Parts) -> PyResult<Gc<CodeObject>> {
    let arg_count = parts.number(vm, 0, |c| c.arg_count)?;
    let posonly_count = parts.number(vm, 1, |c| c.posonly_count)?;
    let kwonly_count = parts.number(vm, 2, |c| c.kwonly_count)?;
    let n_registers = parts.number(vm, 4, |c| c.n_registers)?;
    let flags = CodeFlags(parts.number(vm, 5, |c| c.flags.0)?);
    let first_line = parts.number(vm, 13, |c| c.first_line)?;
    let locals = locals(vm, parts)?;
    let n_varnames = locals.iter().filter(|l| l.kind.has(LocalKind::LOCAL)).count() as u32;
    if parts.number(vm, 3, |_| n_varnames)? != n_varnames {
        return Err(vm.value_error("code: co_nlocals != len(co_varnames)"));
    }
    if posonly_count > arg_count {
        return Err(vm.value_error("code: co_posonlyargcount is too large"));
    }
    let (data, objects) = consts(vm, parts);
    let code = Code {
        name: parts.text(11, |c| &c.name).into(),
        qualname: parts.text(12, |c| &c.qualname).into(),
        filename: parts.text(10, |c| &c.filename).into(),
        first_line,
        arg_count,
        posonly_count,
        kwonly_count,
        flags,
        locals,
        names: parts.names(vm, 8, |c| c.names.clone())?,
        consts: data,
        words: words(vm, parts)?,
        n_registers,
        handlers: handlers(vm, parts)?,
        positions: parts.bytes(14).map_or_else(
            || parts.base.map_or_else(Positions::default, |b| b.code.positions.clone()),
            |bytes| Positions(bytes.into()),
        ),
    };
    if code.n_parameters() > n_varnames {
        return Err(vm.value_error("code: co_varnames is too small"));
    }
    if code.n_registers > 1 << 16 || tauraro_bytecode::verify(&code).is_err() {
        return Err(malformed(vm, "co_code"));
    }
    let made = new_code(vm, &Arc::new(code))?;
    if let Some(objects) = objects {
        for (slot, v) in made.consts().slots().iter().zip(objects.items()) {
            slot.set(made.consts().header(), *v);
        }
    }
    Ok(made)
}

fn check(vm: &mut Vm, function: &str, at: usize, shown: &str, v: Value) -> PyResult<()> {
    let part = PARTS[at].1;
    if part.accepts(v) {
        return Ok(());
    }
    let text = format!("{function}() argument {shown} must be {}, not {}", part.name(), vm.type_name(v));
    Err(vm.type_error(text))
}

/// `code(argcount, posonlyargcount, ...)`, by position only.
pub(crate) fn new_slot(vm: &mut Vm, _: Gc<Type>, args: Args<'_>) -> PyResult {
    let given = args.plain();
    if args.has_keywords() {
        return Err(vm.type_error("code() takes no keyword arguments"));
    }
    if given.len() < 16 || given.len() > 18 {
        let (bound, n) = if given.len() < 16 { ("at least", 16) } else { ("at most", 18) };
        return Err(vm.type_error(format!("code expected {bound} {n} arguments, got {}", given.len())));
    }
    let mut parts = Parts { given: [None; 18], base: None };
    for (i, v) in given.iter().enumerate() {
        check(vm, "code", i, &(i + 1).to_string(), *v)?;
        parts.given[i] = Some(*v);
    }
    build(vm, &parts).map(Gc::value)
}

fn replaced(vm: &mut Vm, this: Gc<CodeObject>, changes: Option<Gc<Dict>>) -> PyResult {
    ready(vm, this)?;
    let mut parts = Parts { given: [None; 18], base: Some(this) };
    for (key, v) in changes.into_iter().flat_map(Gc::<Dict>::iter) {
        let name = key.cast::<Str>().map_or_else(String::new, |s| s.to_string_lossy());
        let Some(at) = PARTS.iter().position(|p| p.0 == name) else {
            return Err(vm.type_error(format!("replace() got an unexpected keyword argument '{name}'")));
        };
        check(vm, "replace", at, &format!("'{name}'"), v)?;
        parts.given[at] = Some(v);
    }
    if parts.given[7].is_none() {
        // Objects that an earlier `replace` has put in are kept.
        parts.given[7] = Some(code_type::co_consts(vm, this.value())?);
    }
    build(vm, &parts).map(Gc::value)
}

/// A copy with some attributes changed.
#[pyfunction("code.replace($self, /, **changes)")]
pub(crate) fn replace(vm: &mut Vm, this: Gc<CodeObject>, changes: Option<Gc<Dict>>) -> PyResult {
    replaced(vm, this, changes)
}

/// The same as replace().
#[pyfunction("code.__replace__($self, /, **changes)")]
pub(crate) fn dunder_replace(vm: &mut Vm, this: Gc<CodeObject>, changes: Option<Gc<Dict>>) -> PyResult {
    replaced(vm, this, changes)
}
