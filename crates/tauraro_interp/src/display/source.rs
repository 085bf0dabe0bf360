//! Where tracebacks find source lines: files, what loaders give, and code that was compiled from
//! typed text.

use super::text;
use crate::code::CodeObject;
use crate::display::{quiet, quiet_attribute, sys_attribute};
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use tauraro_bytecode::{Code, Const};
use tauraro_core::heap::{Gc, Tracer};
use tauraro_core::object::{Dict, List, Module, Str, Tuple};
use tauraro_core::vm::Extension;
use tauraro_core::{Value, Vm};

/// What tracebacks ask the compiler; installed by the facade, as the runtime has no compiler.
#[derive(Clone, Copy)]
pub struct SourceTools {
    /// The text of a source file's bytes, `None` if it has no valid encoding.
    pub decode: fn(&[u8]) -> Option<String>,
    /// The place of an operator or of brackets in an expression.
    pub anchors: fn(&str) -> Option<Anchors>,
    /// The first statement of a text.
    pub statement: fn(&str) -> Statement,
    /// The keyword that was probably meant in a text that does not parse.
    pub keyword: fn(&Misspelt<'_>) -> Option<Keyword>,
}

/// The part of an expression that is pointed at: from `left` up to `right`, both line (from 0)
/// and character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Anchors {
    pub left: (usize, usize),
    pub right: (usize, usize),
}

/// What matters of a statement for carets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Statement {
    /// The text does not parse.
    Invalid,
    /// There is none.
    Empty,
    /// `return f(...)` or `x = f(...)`: first and last line (from 1), first and last byte column
    /// of the call.
    Call(usize, usize, usize, usize),
    /// Any other.
    Other,
}

/// A syntax error without a message of its own.
pub struct Misspelt<'a> {
    /// Line and column up to which the text was read.
    pub read: (usize, usize),
    /// Line of the error.
    pub line: usize,
    /// The whole source.
    pub source: &'a str,
    /// The source was read again from its file: only names in the error's line count.
    pub from_file: bool,
}

/// A keyword to suggest, and the name that stands in its place.
pub struct Keyword {
    pub suggestion: &'static str,
    /// The line's text.
    pub text: String,
    pub line: usize,
    /// Columns from 1.
    pub columns: (usize, usize),
}

/// Sources that are in no file, by the code that was compiled from them.
#[derive(Default)]
struct Registered {
    sources: Vec<(Arc<Code>, Rc<[String]>)>,
    tools: Option<SourceTools>,
}

impl Extension for Registered {
    fn trace(&self, _: &mut Tracer) {}
}

fn registered(vm: &mut Vm) -> &mut Registered {
    if vm.try_extension::<Registered>().is_none() {
        vm.set_extension(Registered::default());
    }
    vm.extension_mut()
}

/// Gives tracebacks the compiler.
pub fn set_tools(vm: &mut Vm, tools: SourceTools) {
    registered(vm).tools = Some(tools);
}

pub(super) fn tools(vm: &Vm) -> Option<SourceTools> {
    vm.try_extension::<Registered>()?.tools
}

/// Remembers the text that code of `-c` or of the prompt was compiled from.
pub fn register(vm: &mut Vm, code: Gc<CodeObject>, source: &str) {
    let lines: Rc<[String]> = split(source).into();
    registered(vm).sources.push((Arc::clone(&code.code), lines));
}

/// Calls `f` with every registered code and its source's lines.
pub fn each_registered(vm: &Vm, mut f: impl FnMut(&Arc<Code>, &[String])) {
    if let Some(registered) = vm.try_extension::<Registered>() {
        for (code, lines) in &registered.sources {
            f(code, lines);
        }
    }
}

/// Whether `inner` is `outer` or nested in it.
fn contains(outer: &Arc<Code>, inner: &Arc<Code>) -> bool {
    Arc::ptr_eq(outer, inner)
        || outer.consts.iter().any(|c| matches!(c, Const::Code(nested) if contains(nested, inner)))
}

fn split(source: &str) -> Vec<String> {
    let source = source.replace("\r\n", "\n").replace('\r', "\n");
    source.split_terminator('\n').map(str::to_owned).collect()
}

/// Source lines, each file read once.
#[derive(Default)]
pub(super) struct Sources {
    files: HashMap<String, Option<Rc<[String]>>>,
}

impl Sources {
    /// The lines from `first` to `last` (both included) without the white space at their ends;
    /// missing ones are empty. `None`: there is no source.
    pub(super) fn lines(
        &mut self,
        vm: &mut Vm,
        code: Gc<CodeObject>,
        globals: Gc<Dict>,
        (first, last): (u32, u32),
    ) -> Option<Vec<String>> {
        let filename = code.filename.get().cast::<Str>().map_or_else(String::new, text::shown);
        let all = match self.files.get(&filename) {
            Some(known) => known.clone(),
            None => {
                let lines: Option<Rc<[String]>> = file_lines(vm, &filename, globals).map(Into::into);
                self.files.insert(filename.clone(), lines.clone());
                lines
            }
        };
        let all = match all {
            None if filename.starts_with('<') => registered_lines(vm, &code.code),
            all => all,
        }?;
        let line = |n: u32| (n as usize).checked_sub(1).and_then(|i| all.get(i));
        let end = |s: Option<&String>| s.map_or_else(String::new, |s| s.trim_end_matches(text::is_space).to_owned());
        Some((first..=last.max(first)).map(|n| end(line(n))).collect())
    }
}

fn registered_lines(vm: &Vm, code: &Arc<Code>) -> Option<Rc<[String]>> {
    let sources = &vm.try_extension::<Registered>()?.sources;
    sources.iter().rev().find(|(outer, _)| contains(outer, code)).map(|(_, lines)| lines.clone())
}

/// The lines of the file that code says it is from.
fn file_lines(vm: &mut Vm, filename: &str, globals: Gc<Dict>) -> Option<Vec<String>> {
    if let Some(lines) = put_into_cache(vm, filename) {
        return Some(lines);
    }
    if filename.is_empty() || filename.starts_with('<') && filename.ends_with('>') {
        return None;
    }
    if let Some(lines) = read(vm, Path::new(filename)) {
        return Some(lines);
    }
    if let Some(lines) = match promised_lines(vm, filename) {
        Some(lines) => Some(lines),
        None => loader_lines(vm, globals),
    } {
        return Some(lines);
    }
    if filename.starts_with('/') {
        return None;
    }
    let path = sys_attribute(vm, "path")?.cast::<List>()?;
    for slot in path.items.slots() {
        let Some(folder) = slot.get().cast::<Str>() else { continue };
        if let Some(lines) = read(vm, &Path::new(&folder.to_string_lossy()).join(filename)) {
            return Some(lines);
        }
    }
    None
}

/// The entry of a file in `linecache.cache`.
fn cached(vm: &mut Vm, filename: &str) -> Option<Gc<Tuple>> {
    let name = vm.intern("linecache");
    let module = vm.modules.get_name(vm, name)?.cast::<Module>()?;
    let cache = module.namespace().get_str(vm, "cache")?.cast::<Dict>()?;
    cache.get_str(vm, filename)?.cast::<Tuple>()
}

/// What a function gives that `linecache.lazycache` keeps until the source is wanted.
fn promised_lines(vm: &mut Vm, filename: &str) -> Option<Vec<String>> {
    let entry = cached(vm, filename)?;
    let [function] = *entry.items() else { return None };
    let source = vm.call(function, &[]);
    let source = quiet(vm, source)?.cast::<Str>()?;
    Some(split(&text::shown(source)))
}

/// Lines that a program has put into `linecache.cache` for a file that does not exist.
fn put_into_cache(vm: &mut Vm, filename: &str) -> Option<Vec<String>> {
    let entry = cached(vm, filename)?;
    let [_, modified, lines, _] = *entry.items() else { return None };
    if !modified.is_none() {
        // It was read from a file, which may have changed since.
        return None;
    }
    let lines = lines.cast::<List>()?;
    Some(lines.items.slots().iter().filter_map(|s| s.get().cast::<Str>()).map(text::shown).collect())
}

fn read(vm: &Vm, path: &Path) -> Option<Vec<String>> {
    if !path.is_file() {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    let text = (tools(vm)?.decode)(&bytes)?;
    Some(split(&text))
}

/// What the loader of the code's module says the source is.
fn loader_lines(vm: &mut Vm, globals: Gc<Dict>) -> Option<Vec<String>> {
    let spec = globals.get_name(vm, vm.names.spec).and_then(Value::non_none);
    let name = spec.and_then(|s| quiet_attribute(vm, s, "name")).and_then(Value::non_none);
    let name = name.or_else(|| globals.get_name(vm, vm.names.name))?;
    let loader = spec.and_then(|s| quiet_attribute(vm, s, "loader")).and_then(Value::non_none);
    let loader = loader.or_else(|| globals.get_name(vm, vm.names.loader))?;
    let get_source = quiet_attribute(vm, loader, "get_source")?;
    let source = vm.call(get_source, &[name]);
    let source = quiet(vm, source)?.cast::<Str>()?;
    Some(split(&text::shown(source)))
}
