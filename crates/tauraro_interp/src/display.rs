//! Exceptions as text, when nothing has caught them.

use crate::introspect::Traceback;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Exception, Str};
use tauraro_core::{Value, Vm};

/// The text of an exception with its traceback. Never raises.
pub fn exception(vm: &mut Vm, exc: Value) -> String {
    let mut text = String::new();
    if let Some(e) = exc.cast::<Exception>() {
        let mut entry = e.traceback.get();
        if !entry.is_none() {
            text.push_str("Traceback (most recent call last):\n");
        }
        while let Some(tb) = entry.cast::<Traceback>() {
            text.push_str(&entry_text(tb));
            entry = tb.next.get();
        }
    }
    text.push_str(&last_line(vm, exc));
    text.push('\n');
    text
}

/// The line of a traceback entry.
pub(crate) fn line_of(tb: Gc<Traceback>) -> u32 {
    if tb.line.get() != 0 {
        return tb.line.get();
    }
    let at = u32::try_from(tb.last.get()).unwrap_or(0);
    let position = tb.frame.code.code.positions.lookup(tauraro_bytecode::Pc(at));
    position.map_or(tb.frame.code.code.first_line, |p| p.line)
}

fn entry_text(tb: Gc<Traceback>) -> String {
    let code = tb.frame.code;
    let name = |v: Value| v.cast::<Str>().map_or_else(String::new, |s| s.to_string_lossy());
    let (file, function) = (name(code.filename.get()), name(code.qualname.get()));
    format!("  File \"{file}\", line {}, in {function}\n", line_of(tb))
}

/// `module.Type: text`
fn last_line(vm: &mut Vm, exc: Value) -> String {
    let ty = vm.type_of(exc);
    let name = crate::attrs::fully_qualified(vm, ty);
    let text = match vm.str(exc) {
        Ok(s) => s.to_string_lossy(),
        Err(_) => {
            vm.take_exception();
            "<exception str() failed>".to_owned()
        }
    };
    if text.is_empty() { name } else { format!("{name}: {text}") }
}
