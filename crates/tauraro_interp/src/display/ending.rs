//! The last lines of an exception: its type and text, where a syntax error is, its notes.

use super::hints::hint;
use super::source::{Keyword, Misspelt, tools};
use super::text::{is_space, shown};
use super::theme::Theme;
use super::{quiet, quiet_attribute};
use tauraro_core::heap::Gc;
use tauraro_core::object::{List, Str, Tuple, Type};
use tauraro_core::{PyResult, Value, Vm};

/// Everything behind the traceback's entries.
pub(super) fn ending(vm: &mut Vm, exc: Value, traceback: Value, theme: &Theme) -> String {
    let mut out = if vm.is_instance(exc, vm.exc.syntax_error) {
        syntax_error(vm, exc, theme)
    } else {
        let text = text_of(vm, exc) + &hint(vm, exc, traceback);
        let (Theme { kind, message, reset, .. }, name) = (theme, type_name(vm, exc));
        if text.is_empty() {
            format!("{kind}{name}{reset}\n")
        } else {
            format!("{kind}{name}{reset}: {message}{text}{reset}\n")
        }
    };
    notes(vm, exc, &mut out);
    out
}

/// `module.Type` as tracebacks show it.
pub(super) fn type_name(vm: &mut Vm, exc: Value) -> String {
    let ty = vm.type_of(exc).value();
    let text = |v: Option<Value>| v.and_then(Value::cast::<Str>).map(shown);
    let name = text(quiet_attribute(vm, ty, "__qualname__"));
    let name = name.unwrap_or_else(|| ty.cast::<Type>().map_or_else(String::new, |t| t.name_str()));
    match text(quiet_attribute(vm, ty, "__module__")).as_deref() {
        Some("__main__" | "builtins") => name,
        Some(module) => format!("{module}.{name}"),
        None => format!("<unknown>.{name}"),
    }
}

/// `str(exc)`, whatever that does.
pub(super) fn text_of(vm: &mut Vm, exc: Value) -> String {
    let text = vm.str(exc);
    safe(vm, text, "exception str()")
}

fn safe(vm: &mut Vm, text: PyResult<Gc<Str>>, what: &str) -> String {
    quiet(vm, text).map_or_else(|| format!("<{what} failed>"), shown)
}

fn notes(vm: &mut Vm, exc: Value, out: &mut String) {
    let name = vm.names.notes;
    let notes = match vm.getattr_opt(exc, name) {
        Ok(None) => return,
        Ok(Some(notes)) => notes,
        Err(_) => {
            let error = vm.take_exception();
            let error = vm.repr(error);
            let error = safe(vm, error, "__notes__ repr()");
            out.push_str(&format!("Ignored error getting __notes__: {error}\n"));
            return;
        }
    };
    if notes.is_none() {
        return;
    }
    if !is_sequence(vm, notes) {
        let text = vm.repr(notes);
        out.push_str(&safe(vm, text, "__notes__ repr()"));
        out.push('\n');
        return;
    }
    let all = vm.for_each(notes, |vm, note| {
        let text = vm.str(note);
        out.push_str(&safe(vm, text, "note str()"));
        out.push('\n');
        Ok(())
    });
    quiet(vm, all);
}

/// Whether something is a sequence, but not text. What else than lists and tuples is one, only
/// `collections.abc` knows.
fn is_sequence(vm: &mut Vm, v: Value) -> bool {
    if v.is::<List>() || v.is::<Tuple>() {
        return true;
    }
    let ty = vm.type_of(v);
    if ty.is_subtype(vm.types.str) || ty.is_subtype(vm.types.bytes) {
        return false;
    }
    let module = vm.intern("collections.abc");
    let Some(module) = vm.modules.get_name(vm, module) else { return false };
    let Some(sequence) = quiet_attribute(vm, module, "Sequence") else { return false };
    let Some(check) = vm.builtins.get_str(vm, "isinstance") else { return false };
    let answer = vm.call(check, &[v, sequence]);
    quiet(vm, answer) == Some(Value::TRUE)
}

// ---- syntax errors ---------------------------------------------------------------------------

/// The attributes of a syntax error that are shown.
struct Error {
    filename: Option<String>,
    /// Shown as it is, whatever it is.
    line: Option<String>,
    end_line: Option<String>,
    text: Option<String>,
    offset: Option<i64>,
    has_offset: bool,
    end_offset: Option<i64>,
    msg: String,
}

impl Error {
    fn new(vm: &mut Vm, exc: Value) -> Error {
        let mut field = |name: &str| quiet_attribute(vm, exc, name).and_then(Value::non_none);
        let (filename, text, msg) = (field("filename"), field("text"), field("msg"));
        let (line, end_line) = (field("lineno"), field("end_lineno"));
        let (offset, end_offset) = (field("offset"), field("end_offset"));
        let mut as_shown = |v: Option<Value>| {
            let text = vm.str(v?);
            quiet(vm, text).map(shown)
        };
        Error {
            filename: as_shown(filename),
            line: as_shown(line),
            end_line: as_shown(end_line),
            text: text.and_then(Value::cast::<Str>).map(shown),
            offset: offset.and_then(|v| v.as_i64()),
            has_offset: offset.is_some(),
            end_offset: end_offset.and_then(|v| v.as_i64()),
            msg: as_shown(msg).filter(|m| !m.is_empty()).unwrap_or_else(|| "<no detail available>".to_owned()),
        }
    }

    /// Points at the misspelt keyword instead.
    fn correct(&mut self, keyword: Keyword) {
        self.msg = format!("invalid syntax. Did you mean '{}'?", keyword.suggestion);
        self.text = Some(keyword.text);
        self.line = Some(keyword.line.to_string());
        self.end_line = Some(keyword.line.to_string());
        self.offset = Some(keyword.columns.0 as i64);
        self.end_offset = Some(keyword.columns.1 as i64);
    }

    /// The line of the error and its carets.
    fn excerpt(&self, text: &str, theme: &Theme) -> String {
        let whole = text.trim_end_matches('\n');
        let line = whole.trim_start_matches([' ', '\n', '\x0c']);
        let length = |s: &str| s.chars().count() as i64;
        let blank = length(whole) - length(line);
        let Some(mut offset) = self.offset else {
            return if self.has_offset { String::new() } else { format!("    {line}\n") };
        };
        let mut end = match self.end_offset {
            _ if self.line != self.end_line => length(whole) + 1,
            Some(end) if end != 0 => end,
            _ => offset,
        };
        let beyond = length(whole) + 1;
        if !text.is_empty() && offset > length(text) {
            offset = beyond;
        }
        if !text.is_empty() && end > length(text) {
            end = beyond;
        }
        if offset >= end || end < 0 {
            end = offset + 1;
        }
        let (from, to) = (offset - 1 - blank, end - 1 - blank);
        if from < 0 {
            return format!("    {line}\n");
        }
        marked(line, from as usize, to as usize, theme)
    }
}

/// A line with carets from one character up to another.
fn marked(line: &str, from: usize, to: usize, theme: &Theme) -> String {
    let characters: Vec<char> = line.chars().collect();
    let part = |from: usize, to: usize| -> String {
        characters[from.min(characters.len())..to.min(characters.len()).max(from.min(characters.len()))]
            .iter()
            .collect()
    };
    // White space other than blanks keeps the carets aligned.
    let lead: String = part(0, from).chars().map(|c| if is_space(c) { c } else { ' ' }).collect();
    let carets = "^".repeat(to - from);
    let Theme { highlight, reset, .. } = theme;
    let (before, at, behind) = (part(0, from), part(from, to), part(to, characters.len()));
    format!("    {before}{highlight}{at}{reset}{behind}\n    {lead}{highlight}{carets}{reset}\n")
}

fn syntax_error(vm: &mut Vm, exc: Value, theme: &Theme) -> String {
    let mut error = Error::new(vm, exc);
    if error.text.is_some()
        && let Some(keyword) = misspelt_keyword(vm, exc, &error)
    {
        error.correct(keyword);
    }
    let Theme { kind, message, filename, line: number, reset, .. } = theme;
    let mut out = String::new();
    let mut suffix = String::new();
    if let Some(line) = &error.line {
        let file = error.filename.as_deref().filter(|f| !f.is_empty()).unwrap_or("<string>");
        out = format!("  File {filename}\"{file}\"{reset}, line {number}{line}{reset}\n");
    } else if let Some(file) = &error.filename {
        suffix = format!(" ({file})");
    }
    if let Some(text) = &error.text {
        out.push_str(&error.excerpt(text, theme));
    }
    let name = type_name(vm, exc);
    out.push_str(&format!("{kind}{name}{reset}: {message}{}{reset}{suffix}\n", error.msg));
    out
}

/// Looks for a misspelt keyword if the parser had nothing better to say.
fn misspelt_keyword(vm: &mut Vm, exc: Value, error: &Error) -> Option<Keyword> {
    if error.msg != "invalid syntax" && !error.msg.contains("Perhaps you forgot a comma") {
        return None;
    }
    let metadata = quiet_attribute(vm, exc, "_metadata")?.cast::<Tuple>()?;
    let [line, column, source] = *metadata.items() else { return None };
    let read = (usize::try_from(line.as_i64()?).ok()?, usize::try_from(column.as_i64()?).ok()?);
    let tools = tools(vm)?;
    let given = source.cast::<Str>().map(shown);
    let file = match (&given, &error.filename) {
        (None, Some(name)) => std::fs::read(name).ok().and_then(|bytes| (tools.decode)(&bytes)),
        _ => None,
    };
    let from_file = file.is_some();
    // A source that cannot be read again is only known by the line of the error.
    let (read, line) = match (&given, from_file, &error.filename) {
        (None, false, Some(_)) => ((0, 0), 1),
        _ => (read, error.line.as_deref().and_then(|l| l.parse().ok()).unwrap_or(0)),
    };
    let source = given.or(file).or_else(|| error.text.clone())?;
    (tools.keyword)(&Misspelt { read, line, source: &source, from_file })
}
