//! `_sre`: the native part of `re`. The library's `re/_parser.py` and `re/_compiler.py` turn a
//! pattern into code words; `compile` makes a `re.Pattern` of them, which matches with the
//! engine of this folder (see docs/internals/re.md).
//!
//! Patterns with `re.LOCALE` use the tables of the "C" locale.

mod engine;
mod match_object;
mod pattern;
mod scanner;
mod source;
mod substitute;
#[cfg(test)]
mod tests;

use engine::Program;
use pattern::Pattern;
use source::Source;
use std::cell::Cell;
use substitute::template;
use tauraro_core::heap::{Gc, Slot, Trace, Tracer};
use tauraro_core::object::{Dict, List, Module, Tuple};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Type, Value, Vm, defs, pyfunction};

/// The module's types, and what it keeps of the library.
#[derive(Clone, Copy)]
struct Types {
    pattern: Gc<Type>,
    match_object: Gc<Type>,
    scanner: Gc<Type>,
    template: Gc<Type>,
    /// `re._compile_template`, once it was needed.
    compile_template: Option<Value>,
}

impl Extension for Types {
    fn trace(&self, tracer: &mut Tracer) {
        self.pattern.trace(tracer);
        self.match_object.trace(tracer);
        self.scanner.trace(tracer);
        self.template.trace(tracer);
        self.compile_template.trace(tracer);
    }
}

fn types(vm: &Vm) -> Types {
    *vm.extension::<Types>()
}

/// The setter of attributes that only the native part sets.
fn read_only(vm: &mut Vm, _: Value, _: Option<Value>) -> PyResult<()> {
    Err(vm.raise_text(vm.exc.attribute_error, "readonly attribute"))
}

/// A 32-bit signed number, as C's int. Raises OverflowError.
fn c_int(vm: &mut Vm, number: i64) -> PyResult<i32> {
    match i32::try_from(number) {
        Ok(number) => Ok(number),
        Err(_) => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

/// Makes a pattern object of the code words that the library's compiler emits.
#[pyfunction("compile(pattern, flags, code, groups, groupindex, indexgroup)")]
fn compile(
    vm: &mut Vm,
    pattern: Value,
    flags: i64,
    code: Gc<List>,
    groups: i64,
    groupindex: Gc<Dict>,
    indexgroup: Gc<Tuple>,
) -> PyResult<Gc<Pattern>> {
    let flags = i64::from(c_int(vm, flags)?);
    let mut codes = Vec::with_capacity(code.items.len());
    for slot in code.items.slots() {
        codes.push(code_word(vm, slot.get())?);
    }
    let is_bytes = match pattern.non_none() {
        None => None,
        Some(pattern) => {
            let source = Source::open(vm, pattern)?;
            let is_text = source.is_text();
            source.close(vm);
            Some(!is_text)
        }
    };
    let program = u32::try_from(groups).ok().and_then(|groups| Program::new(&codes, groups).ok());
    let Some(program) = program else { return Err(vm.runtime_error("invalid SRE code")) };
    let payload = Pattern {
        pattern: Slot::new(pattern),
        groupindex,
        indexgroup,
        match_type: types(vm).match_object,
        flags,
        is_bytes,
        codes: codes.into(),
        program,
        scratch: Cell::new(None),
    };
    Ok(pattern::new(vm, payload))
}

fn code_word(vm: &mut Vm, word: Value) -> PyResult<u32> {
    let Some(number) = word.as_int() else { return Err(vm.type_error("an integer is required")) };
    if number.is_negative() {
        return Err(vm.overflow_error("can't convert negative value to unsigned int"));
    }
    match number.to_i64().and_then(|number| u32::try_from(number).ok()) {
        Some(word) => Ok(word),
        None => Err(vm.overflow_error("regular expression code size limit exceeded")),
    }
}

/// Bytes in one code word.
#[pyfunction("getcodesize()", pure)]
fn getcodesize(vm: &mut Vm) -> i64 {
    let _ = vm;
    i64::from(engine::CODESIZE)
}

/// A function of a character; numbers that are none stay as they are.
fn of_character<T>(vm: &mut Vm, character: i64, f: impl Fn(u32) -> T, otherwise: impl Fn(i64) -> T) -> PyResult<T> {
    let number = i64::from(c_int(vm, character)?);
    Ok(u32::try_from(number).map_or_else(|_| otherwise(number), f))
}

/// Whether the character is a cased ASCII letter.
#[pyfunction("ascii_iscased(character, /)", leaf)]
fn ascii_iscased(vm: &mut Vm, character: i64) -> PyResult<bool> {
    of_character(vm, character, engine::ascii_iscased, |_| false)
}

/// Whether the character has another case.
#[pyfunction("unicode_iscased(character, /)", leaf)]
fn unicode_iscased(vm: &mut Vm, character: i64) -> PyResult<bool> {
    of_character(vm, character, engine::unicode_iscased, |_| false)
}

/// The lower case of an ASCII letter.
#[pyfunction("ascii_tolower(character, /)", leaf)]
fn ascii_tolower(vm: &mut Vm, character: i64) -> PyResult<i64> {
    of_character(vm, character, |ch| i64::from(engine::ascii_tolower(ch)), |number| number)
}

/// The lower case of a character.
#[pyfunction("unicode_tolower(character, /)", leaf)]
fn unicode_tolower(vm: &mut Vm, character: i64) -> PyResult<i64> {
    of_character(vm, character, |ch| i64::from(engine::unicode_tolower(ch)), |number| number)
}

/// Makes the module.
pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let object = vm.types.object;
    let types = Types {
        pattern: vm.new_type(&pattern::SPEC, object)?,
        match_object: vm.new_type(&match_object::SPEC, object)?,
        scanner: vm.new_type(&scanner::SPEC, object)?,
        template: vm.new_type(&substitute::SPEC, object)?,
        compile_template: None,
    };
    vm.set_extension(types);
    let functions =
        defs![compile, template, getcodesize, ascii_iscased, unicode_iscased, ascii_tolower, unicode_tolower];
    let module = vm.new_module("_sre", None, functions)?;
    let numbers = [
        ("MAGIC", engine::MAGIC),
        ("CODESIZE", engine::CODESIZE),
        ("MAXREPEAT", engine::MAXREPEAT),
        ("MAXGROUPS", engine::MAXGROUPS),
    ];
    for (name, number) in numbers {
        let number = vm.new_int(i64::from(number));
        module.add(vm, name, number)?;
    }
    Ok(module)
}
