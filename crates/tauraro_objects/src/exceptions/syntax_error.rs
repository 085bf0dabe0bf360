//! `SyntaxError`: where in the source the error is.

use super::base::{exc, keep_args, no_keywords};
use super::fields::{field, set};
use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::{PyResult, Str, Value, Vm};

const MSG: usize = 0;
const FILENAME: usize = 1;
const LINENO: usize = 2;

pub(super) static SPEC: TypeSpec = TypeSpec {
    getset: &[
        field!("msg" MSG, "The message."),
        field!("filename" FILENAME, "The file."),
        field!("lineno" LINENO, "The line, from 1."),
        field!("offset" 3, "The column, from 1."),
        field!("text" 4, "The line's text."),
        field!("end_lineno" 5, "The line of the end."),
        field!("end_offset" 6, "The column of the end."),
        field!("print_file_and_line" 7, "Not used any more."),
        field!("_metadata" 8, "For suggestions."),
    ],
    slots: |s| {
        s.init.set(Some(init));
        s.str.set(Some(shown));
    },
    ..TypeSpec::EMPTY
};

/// (msg, (filename, lineno, offset, text[, end_lineno, end_offset[, metadata]]))
fn init(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult<()> {
    no_keywords(vm, this, args)?;
    let e = exc(this);
    keep_args(vm, e, args)?;
    if let Some(msg) = args.plain().first() {
        set(vm, e, MSG, *msg)?;
    }
    let [_, place] = *args.plain() else { return Ok(()) };
    let parts = vm.new_list(&[])?;
    vm.for_each(place, |vm, v| parts.push(vm, v))?;
    let n = parts.items.len();
    if n < 4 {
        return Err(vm.type_error(format!("function takes at least 4 arguments ({n} given)")));
    }
    if n > 7 {
        return Err(vm.type_error(format!("function takes at most 7 arguments ({n} given)")));
    }
    // An earlier call may have left an end.
    for at in [FILENAME + 4, FILENAME + 5] {
        set(vm, e, at, Value::NONE)?;
    }
    for i in 0..n {
        let v = parts.items.get(i).unwrap_or(Value::NONE);
        // The seventh is metadata, which stands behind the field that is no longer used.
        set(vm, e, if i == 6 { 8 } else { FILENAME + i }, v)?;
    }
    if n == 5 {
        return Err(vm.type_error("end_offset must be provided when end_lineno is provided"));
    }
    Ok(())
}

/// The message with the file's base name and the line.
fn shown(vm: &mut Vm, v: Value) -> PyResult {
    let e = exc(v);
    let msg = vm.str(e.field(MSG))?.to_string_lossy();
    let file = e.field(FILENAME).cast::<Str>().map(|f| f.to_string_lossy());
    let file = file.as_deref().map(|f| f.rsplit('/').next().unwrap_or(f));
    let line = e.field(LINENO).as_i64().filter(|_| e.field(LINENO).is_small_int());
    let text = match (file, line) {
        (Some(file), Some(line)) => format!("{msg} ({file}, line {line})"),
        (Some(file), None) => format!("{msg} ({file})"),
        (None, Some(line)) => format!("{msg} (line {line})"),
        (None, None) => msg,
    };
    Ok(vm.new_str(&text)?.value())
}
