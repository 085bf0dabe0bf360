//! Exceptions as text: what is shown of an exception that nothing has caught, as the library's
//! `traceback` module has it, but without Python code, so that it works in any state.
//!
//! An exception may lead to others, by its cause, its context and the members of a group. `tree`
//! finds them, each once; this module puts their texts in order and draws the frames of groups;
//! the others make the texts of one exception.

mod ending;
mod excerpt;
mod hints;
mod source;
mod stack;
mod text;
mod theme;
mod tree;

use crate::introspect::Traceback;
use source::Sources;
use tauraro_core::heap::Gc;
use tauraro_core::object::{Exception, Module};
use tauraro_core::{PyResult, Value, Vm};
use theme::Theme;
use tree::{Node, Tree};

pub use source::{Anchors, Keyword, Misspelt, SourceTools, Statement, each_registered, register, set_tools};

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
/// Members of a group that are shown.
const GROUP_WIDTH_MAX: usize = 15;
/// Groups in groups that are shown.
const GROUP_DEPTH_MAX: usize = 10;

/// The text of an exception with its traceback, without colours. Never raises.
pub fn exception(vm: &mut Vm, exc: Value) -> String {
    show(vm, exc, &theme::PLAIN)
}

/// The text of an exception with its traceback, as `file` (a Python stream) should show it.
/// Never raises.
pub fn exception_for(vm: &mut Vm, exc: Value, file: Value) -> String {
    let coloured = theme::wants_colour(vm, file);
    show(vm, exc, if coloured { &theme::COLOURED } else { &theme::PLAIN })
}

fn show(vm: &mut Vm, exc: Value, theme: &'static Theme) -> String {
    let Ok(tree) = Tree::of(vm, exc) else {
        // No memory for finding out what belongs to it.
        vm.take_exception();
        let traceback = exc.cast::<Exception>().map_or(Value::NONE, |e| e.traceback.get());
        return ending::ending(vm, exc, traceback, theme);
    };
    let mut printer = Printer { tree, theme, sources: Sources::default(), depth: 0, open: false, out: String::new() };
    printer.chain(vm, 0);
    printer.out
}

/// `str(exc)`, or that it failed.
pub fn text(vm: &mut Vm, exc: Value) -> String {
    ending::text_of(vm, exc)
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

/// The result; `None` for an exception, which is dropped.
fn quiet<T>(vm: &mut Vm, result: PyResult<T>) -> Option<T> {
    match result {
        Ok(v) => Some(v),
        Err(_) => {
            vm.take_exception();
            None
        }
    }
}

/// An attribute, if it is there and getting it raises nothing.
fn quiet_attribute(vm: &mut Vm, obj: Value, name: &str) -> Option<Value> {
    let name = vm.intern(name);
    let found = vm.getattr_opt(obj, name);
    quiet(vm, found).flatten()
}

/// An attribute of the module `sys`.
fn sys_attribute(vm: &mut Vm, name: &str) -> Option<Value> {
    let sys = vm.modules.get_name(vm, vm.names.sys)?.cast::<Module>()?;
    sys.namespace().get_str(vm, name)
}

/// Writes the texts of a tree's exceptions.
struct Printer {
    tree: Tree,
    theme: &'static Theme,
    sources: Sources,
    /// Groups around what is being written.
    depth: usize,
    /// The last member of a group is being written: a line must close its frame.
    open: bool,
    out: String,
}

impl Printer {
    fn margin(&self) -> String {
        "  ".repeat(self.depth)
    }

    /// Writes lines inside of the frames of the groups around them.
    fn put_with(&mut self, text: &str, mark: char) {
        let prefix = if self.depth == 0 { String::new() } else { format!("{}{mark} ", self.margin()) };
        self.out.push_str(&text::indent(text, &prefix));
    }

    fn put(&mut self, text: &str) {
        self.put_with(text, '|');
    }

    /// An exception behind those that led to it.
    fn chain(&mut self, vm: &mut Vm, last: usize) {
        let mut chain = vec![(last, "")];
        let mut at = last;
        loop {
            let node = &self.tree.nodes[at];
            let (next, joint) = match (node.cause, node.context) {
                (Some(cause), _) => (cause, CAUSE),
                (None, Some(context)) => (context, CONTEXT),
                (None, None) => break,
            };
            // What comes after `next` in the text begins with the sentence about it.
            if let Some((_, sentence)) = chain.last_mut() {
                *sentence = joint;
            }
            chain.push((next, ""));
            at = next;
        }
        for (at, joint) in chain.into_iter().rev() {
            if !joint.is_empty() {
                self.put(joint);
            }
            self.single(vm, at);
        }
    }

    /// One exception without those that led to it.
    fn single(&mut self, vm: &mut Vm, at: usize) {
        let Node { members, .. } = &self.tree.nodes[at];
        match members.clone() {
            None => {
                self.entries(vm, at, "Traceback (most recent call last):\n", '|');
                self.ending(vm, at);
            }
            Some(_) if self.depth > GROUP_DEPTH_MAX => {
                self.put(&format!("... (max_group_depth is {GROUP_DEPTH_MAX})\n"));
            }
            Some(members) => self.group(vm, at, &members),
        }
    }

    fn entries(&mut self, vm: &mut Vm, at: usize, heading: &str, mark: char) {
        let traceback = self.tree.traceback(at);
        let entries = stack::stack(vm, traceback, &mut self.sources, self.theme);
        if !entries.is_empty() {
            self.put_with(heading, mark);
            self.put(&entries);
        }
    }

    fn ending(&mut self, vm: &mut Vm, at: usize) {
        let (exc, traceback) = (self.tree.exception(at), self.tree.traceback(at));
        let text = ending::ending(vm, exc, traceback, self.theme);
        self.put(&text);
    }

    /// A group with its members in a frame each.
    fn group(&mut self, vm: &mut Vm, at: usize, members: &[usize]) {
        let outermost = self.depth == 0;
        if outermost {
            self.depth += 1;
        }
        let mark = if outermost { '+' } else { '|' };
        self.entries(vm, at, "Exception Group Traceback (most recent call last):\n", mark);
        self.ending(vm, at);
        let frames = members.len().min(GROUP_WIDTH_MAX + 1);
        self.open = false;
        for i in 0..frames {
            let is_last = i + 1 == frames;
            if is_last {
                self.open = true;
            }
            let hidden = i == GROUP_WIDTH_MAX;
            let title = if hidden { "...".to_owned() } else { (i + 1).to_string() };
            let corner = if i == 0 { "+-" } else { "  " };
            self.out.push_str(&format!("{}{corner}+---------------- {title} ----------------\n", self.margin()));
            self.depth += 1;
            if hidden {
                let more = members.len() - GROUP_WIDTH_MAX;
                self.put(&format!("and {more} more exception{}\n", if more > 1 { "s" } else { "" }));
            } else {
                self.chain(vm, members[i]);
            }
            if is_last && self.open {
                self.out.push_str(&format!("{}+------------------------------------\n", self.margin()));
                self.open = false;
            }
            self.depth -= 1;
        }
        if outermost {
            self.depth = 0;
        }
    }
}
