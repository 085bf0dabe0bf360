//! `Dialect`: the characters and rules of a format.

use super::{State, registered};
use crate::kinds;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, TypeFlags};
use tauraro_core::{PyResult, Str, Type, Value, Vm, payload, pyfunction};

/// When fields are quoted, and what the lack of quotes means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    Minimal,
    All,
    NonNumeric,
    Never,
    Strings,
    NotNull,
}

const QUOTING: [Quoting; 6] =
    [Quoting::Minimal, Quoting::All, Quoting::NonNumeric, Quoting::Never, Quoting::Strings, Quoting::NotNull];

/// Characters are code points.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub(super) delimiter: u32,
    pub(super) quote: Option<u32>,
    pub(super) escape: Option<u32>,
    pub(super) quoting: Quoting,
    pub(super) double_quote: bool,
    pub(super) skip_space: bool,
    pub(super) strict: bool,
}

pub(crate) struct Dialect {
    pub(super) rules: Rules,
    /// A str.
    pub(super) line_terminator: Slot,
}

payload!(Dialect, kinds::CSV_DIALECT, "_csv.Dialect", [line_terminator]);

fn this(v: Value) -> Gc<Dialect> {
    v.cast().expect("slots of Dialect get them")
}

const NAMES: [&str; 8] =
    ["delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"];

/// A dialect made of another (its name, an object with its attributes, or nothing) and keywords.
pub(super) fn make(vm: &mut Vm, base: Option<Value>, args: Args<'_>) -> PyResult<Gc<Dialect>> {
    let mut base = base.and_then(Value::non_none);
    let mut given = [None; NAMES.len()];
    for (name, v) in args.keywords() {
        let text = name.to_string_lossy();
        match NAMES.iter().position(|known| *known == text) {
            Some(i) => given[i] = Some(v),
            None if text == "dialect" => base = v.non_none(),
            None => {
                let text = format!("this function got an unexpected keyword argument '{text}'");
                return Err(vm.type_error(text));
            }
        }
    }
    if let Some(name) = base.filter(|b| b.is::<Str>()) {
        base = Some(registered(vm, name)?);
    }
    if let Some(base) = base {
        if let Some(dialect) = base.cast::<Dialect>()
            && given.iter().all(Option::is_none)
        {
            return Ok(dialect);
        }
        for (place, name) in given.iter_mut().zip(NAMES) {
            if place.is_none() {
                let name = vm.intern(name);
                *place = vm.getattr_opt(base, name)?;
            }
        }
    }
    build(vm, given)
}

/// A parameter of one character.
fn character(vm: &mut Vm, v: Option<Value>, name: &str, default: Option<u32>, none: bool) -> PyResult<Option<u32>> {
    let Some(v) = v else { return Ok(default) };
    if none && v.is_none() {
        return Ok(None);
    }
    let or_none = if none { " or None" } else { "" };
    let Some(text) = v.cast::<Str>() else {
        let text = format!("\"{name}\" must be a unicode character{or_none}, not {}", vm.type_name(v));
        return Err(vm.type_error(text));
    };
    let mut points = text.as_wtf8().code_points();
    match (points.next(), points.next()) {
        (Some(point), None) => Ok(Some(point.to_u32())),
        _ => {
            let len = text.char_len(vm);
            let text = format!("\"{name}\" must be a unicode character{or_none}, not a string of length {len}");
            Err(vm.type_error(text))
        }
    }
}

fn flag(vm: &mut Vm, v: Option<Value>, default: bool) -> PyResult<bool> {
    v.map_or(Ok(default), |v| vm.truth(v))
}

fn build(vm: &mut Vm, given: [Option<Value>; 8]) -> PyResult<Gc<Dialect>> {
    let [delimiter, double_quote, escape, terminator, quote, quoting, skip_space, strict] = given;
    let delimiter = character(vm, delimiter, "delimiter", Some(u32::from(',')), false)?.unwrap_or(0);
    let double_quote = flag(vm, double_quote, true)?;
    let escape = character(vm, escape, "escapechar", None, true)?;
    let terminator = match terminator {
        None => vm.new_str("\r\n")?,
        Some(v) => match v.cast::<Str>() {
            Some(s) => s,
            None => {
                let text = format!("\"lineterminator\" must be a string, not {}", name_of(vm, v));
                return Err(vm.type_error(text));
            }
        },
    };
    let no_quotes = quote.is_some_and(Value::is_none);
    let quote = character(vm, quote, "quotechar", Some(u32::from('"')), true)?;
    let quoting = match quoting {
        None if no_quotes => Quoting::Never,
        None => Quoting::Minimal,
        Some(v) if v.as_int().is_none() => {
            let text = format!("\"quoting\" must be an integer, not {}", name_of(vm, v));
            return Err(vm.type_error(text));
        }
        Some(v) => match v.as_i64().and_then(|i| usize::try_from(i).ok()).and_then(|i| QUOTING.get(i)) {
            Some(quoting) => *quoting,
            None => return Err(vm.type_error("bad \"quoting\" value")),
        },
    };
    let skip_space = flag(vm, skip_space, false)?;
    let strict = flag(vm, strict, false)?;
    if quoting != Quoting::Never && quote.is_none() {
        return Err(vm.type_error("quotechar must be set if quoting enabled"));
    }
    let rules = Rules { delimiter, quote, escape, quoting, double_quote, skip_space, strict };
    check(vm, &rules, terminator)?;
    let shape = vm.extension::<State>().dialect.root_shape.get();
    Ok(vm.alloc(shape, Dialect { rules, line_terminator: Slot::new(terminator.value()) }))
}

fn name_of(vm: &Vm, v: Value) -> String {
    vm.type_name(v)
}

/// No character may mean two things.
fn check(vm: &mut Vm, rules: &Rules, terminator: Gc<Str>) -> PyResult<()> {
    let marks = [("delimiter", Some(rules.delimiter)), ("escapechar", rules.escape), ("quotechar", rules.quote)];
    for (name, c) in marks {
        let Some(c) = c else { continue };
        let space = c == u32::from(' ') && rules.skip_space && name != "delimiter";
        if c == u32::from('\r') || c == u32::from('\n') || space {
            return Err(vm.value_error(format!("bad {name} value")));
        }
        if terminator.as_wtf8().code_points().any(|t| t.to_u32() == c) {
            return Err(vm.value_error(format!("bad {name} or lineterminator value")));
        }
    }
    for (i, j) in [(0, 1), (0, 2), (1, 2)] {
        if marks[i].1.is_some() && marks[i].1 == marks[j].1 {
            return Err(vm.value_error(format!("bad {} or {} value", marks[i].0, marks[j].0)));
        }
    }
    Ok(())
}

fn new(vm: &mut Vm, _: Gc<Type>, args: Args<'_>) -> PyResult {
    let base = match args.plain() {
        [] => None,
        [base, ..] => Some(*base),
    };
    make(vm, base, args).map(Gc::value)
}

/// Dialects cannot be pickled.
#[pyfunction("Dialect.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Value) -> PyResult {
    let name = vm.type_of(this).short_name();
    Err(vm.type_error(format!("cannot pickle '{name}' instances")))
}

/// Dialects cannot be pickled.
#[pyfunction("Dialect.__reduce_ex__($self, protocol, /)")]
fn reduce_ex(vm: &mut Vm, this: Value, _protocol: Value) -> PyResult {
    reduce(vm, this)
}

fn shown(vm: &mut Vm, c: Option<u32>) -> PyResult {
    match c.and_then(rustpython_wtf8::CodePoint::from_u32) {
        None => Ok(Value::NONE),
        Some(point) => {
            let mut text = rustpython_wtf8::Wtf8Buf::new();
            text.push(point);
            vm.new_str_wtf8(&text).map(Gc::value)
        }
    }
}

macro_rules! attribute {
    ($name:literal, $get:expr) => {
        GetSetDef { name: $name, doc: "", get: $get, set: None }
    };
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Dialect",
    module: "_csv",
    doc: Some("The characters and rules of a format."),
    kind: Some(Dialect::INFO),
    flags: TypeFlags::BASE,
    new: Some(new),
    methods: tauraro_core::defs![reduce, reduce_ex],
    getset: &[
        attribute!("delimiter", |vm, v| shown(vm, Some(this(v).rules.delimiter))),
        attribute!("doublequote", |_, v| Ok(Value::bool(this(v).rules.double_quote))),
        attribute!("escapechar", |vm, v| shown(vm, this(v).rules.escape)),
        attribute!("lineterminator", |_, v| Ok(this(v).line_terminator.get())),
        attribute!("quotechar", |vm, v| shown(vm, this(v).rules.quote)),
        attribute!("quoting", |_, v| Ok(Value::from(this(v).rules.quoting as i32))),
        attribute!("skipinitialspace", |_, v| Ok(Value::bool(this(v).rules.skip_space))),
        attribute!("strict", |_, v| Ok(Value::bool(this(v).rules.strict))),
    ],
    ..TypeSpec::EMPTY
};
