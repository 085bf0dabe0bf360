//! The entries of a traceback: where each is, its source, and repetitions folded.

use super::excerpt::{Columns, excerpt};
use super::source::Sources;
use super::text::shown;
use super::theme::Theme;
use super::{line_of, sys_attribute};
use crate::introspect::Traceback;
use std::rc::Rc;
use tauraro_bytecode::Pc;
use tauraro_core::heap::Gc;
use tauraro_core::object::Str;
use tauraro_core::{Value, Vm};

/// An entry is shown this often in a row; further repetitions are counted.
const SHOWN_REPETITIONS: usize = 3;

/// How much of a traceback is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Limit {
    None,
    /// From this entry on.
    From(usize),
}

/// What `sys.tracebacklimit` asks for a traceback of `length` entries. A limit beyond the length
/// counts from the end, as CPython's does.
fn limit(vm: &mut Vm, length: usize) -> Limit {
    let Some(wanted) = sys_attribute(vm, "tracebacklimit") else { return Limit::None };
    let Some(wanted) = wanted.as_i64() else { return Limit::None };
    let from = length as i64 - wanted.max(0);
    if from >= 0 { Limit::From(from as usize) } else { Limit::From((length as i64 + from).max(0) as usize) }
}

/// An entry as two entries are compared.
#[derive(PartialEq, Eq, Clone)]
struct Place {
    file: Rc<str>,
    line: u32,
    function: Rc<str>,
}

/// The text of a traceback's entries, without a heading; empty if there are none to show.
pub(super) fn stack(vm: &mut Vm, traceback: Value, sources: &mut Sources, theme: &Theme) -> String {
    let length = entries(traceback).count();
    let skipped = match limit(vm, length) {
        Limit::None => 0,
        Limit::From(at) => at,
    };
    let mut out = String::new();
    let mut last: Option<Place> = None;
    let mut repeated = 0;
    for tb in entries(traceback).skip(skipped) {
        let (place, position) = place_of(tb);
        if last.as_ref() != Some(&place) {
            out.push_str(&folded(repeated));
            last = Some(place.clone());
            repeated = 0;
        }
        repeated += 1;
        if repeated <= SHOWN_REPETITIONS {
            out.push_str(&entry(vm, tb, &place, position, sources, theme));
        }
    }
    out.push_str(&folded(repeated));
    out
}

/// A traceback's entries, from the outermost call on.
pub(super) fn entries(traceback: Value) -> impl Iterator<Item = Gc<Traceback>> {
    std::iter::successors(traceback.cast::<Traceback>(), |tb| tb.next.get().cast::<Traceback>())
}

fn folded(times: usize) -> String {
    match times.saturating_sub(SHOWN_REPETITIONS) {
        0 => String::new(),
        1 => "  [Previous line repeated 1 more time]\n".to_owned(),
        n => format!("  [Previous line repeated {n} more times]\n"),
    }
}

/// Last line and columns of an entry, if it has columns.
type Extent = Option<(u32, Columns)>;

fn place_of(tb: Gc<Traceback>) -> (Place, Extent) {
    let code = tb.frame.code;
    let name = |v: Value| v.cast::<Str>().map_or_else(|| "?".into(), |s| Rc::from(shown(s)));
    let at = u32::try_from(tb.last.get()).ok();
    let position = at.and_then(|at| code.code.positions.lookup(Pc(at)));
    let line = position.map_or_else(|| line_of(tb), |p| p.line);
    let extent = position.and_then(|p| Some((p.end_line, p.columns?)));
    (Place { file: name(code.filename.get()), line, function: name(code.name.get()) }, extent)
}

fn entry(
    vm: &mut Vm,
    tb: Gc<Traceback>,
    place: &Place,
    extent: Extent,
    sources: &mut Sources,
    theme: &Theme,
) -> String {
    let Place { file, line, function } = place;
    // Each text typed at the prompt has a name of its own.
    let file = if file.starts_with("<stdin-") && file.ends_with('>') { "<stdin>" } else { file };
    let Theme { filename, line: number, frame, reset, .. } = theme;
    let mut out =
        format!("  File {filename}\"{file}\"{reset}, line {number}{line}{reset}, in {frame}{function}{reset}\n");
    let lines = (*line, extent.map_or(*line, |(end, _)| end));
    if let Some(lines) = sources.lines(vm, tb.frame.code, tb.frame.globals, lines) {
        out.push_str(&excerpt(vm, lines, extent.map(|(_, columns)| columns), theme));
    }
    out
}
