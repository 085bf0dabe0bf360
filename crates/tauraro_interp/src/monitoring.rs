//! `sys.monitoring` (PEP 669): tools that are called with chosen events of chosen code.
//!
//! The events come from `trace`; here is who wants to hear of them. Nothing is kept in the code
//! objects: which events a tool wants locally, and where it wants no more, stands in tables by
//! the address of the code, which the tables keep alive.

use crate::code::CodeObject;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use tauraro_core::heap::{Gc, Slot, Trace, Tracer};
use tauraro_core::object::{Instance, Module, Str};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Value, Vm, pyfunction};

/// Number of tools that a program can have.
const TOOLS: usize = 6;
/// Number of events, `BRANCH` included.
const EVENTS: usize = 19;

/// An event; its bit in a set is `1 << event`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Event {
    PyStart,
    PyResume,
    PyReturn,
    PyYield,
    Call,
    Line,
    Instruction,
    Jump,
    BranchLeft,
    BranchRight,
    #[expect(dead_code, reason = "ends of iteration are not raised here, so nothing reports them")]
    StopIteration,
    Raise,
    ExceptionHandled,
    PyUnwind,
    PyThrow,
    Reraise,
    CReturn,
    CRaise,
    Branch,
}

const NAMES: [&str; EVENTS] = [
    "PY_START",
    "PY_RESUME",
    "PY_RETURN",
    "PY_YIELD",
    "CALL",
    "LINE",
    "INSTRUCTION",
    "JUMP",
    "BRANCH_LEFT",
    "BRANCH_RIGHT",
    "STOP_ITERATION",
    "RAISE",
    "EXCEPTION_HANDLED",
    "PY_UNWIND",
    "PY_THROW",
    "RERAISE",
    "C_RETURN",
    "C_RAISE",
    "BRANCH",
];

const fn bit(event: Event) -> u32 {
    1 << event as u32
}

/// Events that happen at an instruction: those a tool can switch off there.
const LOCAL: u32 = 0x7FF;
const NATIVE: u32 = bit(Event::CReturn) | bit(Event::CRaise);
const BRANCHES: u32 = bit(Event::BranchLeft) | bit(Event::BranchRight);

struct Tool {
    /// `None`: not in use.
    name: Slot,
    events: Cell<u32>,
    callbacks: [Slot; EVENTS],
}

/// The tools and what they want.
pub(crate) struct Monitoring {
    tools: [Tool; TOOLS],
    /// Events of single code objects, by address and tool.
    local: RefCell<HashMap<(u64, usize), u32>>,
    /// Where a tool wants an event no more: code, word, tool, event.
    disabled: RefCell<HashSet<(u64, u32, usize, u8)>>,
    /// The code objects in the tables above.
    codes: Slot,
    disable: Slot,
    missing: Slot,
}

impl Extension for Monitoring {
    fn trace(&self, tracer: &mut Tracer) {
        for tool in &self.tools {
            tool.name.trace(tracer);
            tool.callbacks.iter().for_each(|c| c.trace(tracer));
        }
        self.codes.trace(tracer);
        self.disable.trace(tracer);
        self.missing.trace(tracer);
    }
}

impl Monitoring {
    /// Whether any tool wants any event.
    pub(crate) fn is_on(&self) -> bool {
        self.tools.iter().any(|t| t.events.get() != 0) || !self.local.borrow().is_empty()
    }

    /// `sys.monitoring.MISSING`
    pub(crate) fn missing(&self) -> Value {
        self.missing.get()
    }

    fn wants(&self, tool: usize, code: Gc<CodeObject>, at: u32, event: Event) -> bool {
        // Native calls are reported to those that hear of calls.
        let asked = if bit(event) & NATIVE != 0 { Event::Call } else { event };
        let local = self.local.borrow().get(&(code.bits(), tool)).copied().unwrap_or(0);
        let wanted = (self.tools[tool].events.get() | local) & bit(asked) != 0;
        let disabled = self.disabled.borrow();
        wanted && (disabled.is_empty() || !disabled.contains(&(code.bits(), at, tool, event as u8)))
    }
}

/// Tells the tools of an event.
pub(crate) fn fire(vm: &mut Vm, code: Gc<CodeObject>, at: u32, event: Event, args: &[Value]) -> PyResult<()> {
    let monitoring = vm.extension::<Monitoring>();
    if !monitoring.is_on() {
        return Ok(());
    }
    for tool in 0..TOOLS {
        let monitoring = vm.extension::<Monitoring>();
        let callback = monitoring.tools[tool].callbacks[event as usize].get();
        if callback.is_none() || !monitoring.wants(tool, code, at, event) {
            continue;
        }
        let pending = vm.is_raised().then(|| vm.take_exception());
        let result = crate::trace::untraced(vm, |vm| vm.call(callback, args))?;
        if let Some(exc) = pending {
            vm.raise_again(exc);
        }
        if result != vm.extension::<Monitoring>().disable.get() {
            continue;
        }
        if bit(event) & (LOCAL | NATIVE) == 0 {
            vm.extension::<Monitoring>().tools[tool].callbacks[event as usize].set_unbarriered(Value::NONE);
            let text = format!("Cannot disable {} events. Callback removed.", NAMES[event as usize]);
            return Err(vm.value_error(text));
        }
        keep(vm, code)?;
        vm.extension::<Monitoring>().disabled.borrow_mut().insert((code.bits(), at, tool, event as u8));
    }
    Ok(())
}

/// Keeps a code object alive for the tables.
fn keep(vm: &mut Vm, code: Gc<CodeObject>) -> PyResult<()> {
    let codes = vm.extension::<Monitoring>().codes.get();
    match codes.cast::<tauraro_core::object::Dict>() {
        Some(dict) => {
            let key = vm.new_uint(code.bits());
            dict.set_item(vm, key, code.value())
        }
        None => Ok(()),
    }
}

// ---- functions ----------------------------------------------------------------------------------

fn tool_index(vm: &mut Vm, tool: i64) -> PyResult<usize> {
    match usize::try_from(tool) {
        Ok(i) if i < TOOLS => Ok(i),
        _ => Err(vm.value_error(format!("invalid tool {tool} (must be between 0 and 5)"))),
    }
}

fn used_tool(vm: &mut Vm, tool: i64) -> PyResult<usize> {
    let i = tool_index(vm, tool)?;
    if vm.extension::<Monitoring>().tools[i].name.get().is_none() {
        return Err(vm.value_error(format!("tool {tool} is not in use")));
    }
    Ok(i)
}

/// Takes a tool into use under a name.
#[pyfunction("use_tool_id(tool_id, name, /)")]
fn use_tool_id(vm: &mut Vm, tool_id: i64, name: Value) -> PyResult<()> {
    let i = tool_index(vm, tool_id)?;
    if !name.is::<Str>() {
        return Err(vm.value_error("tool name must be a str"));
    }
    let tool = &vm.extension::<Monitoring>().tools[i];
    if !tool.name.get().is_none() {
        return Err(vm.value_error(format!("tool {tool_id} is already in use")));
    }
    tool.name.set_unbarriered(name);
    Ok(())
}

fn clear(vm: &mut Vm, i: usize) {
    let monitoring = vm.extension::<Monitoring>();
    monitoring.tools[i].events.set(0);
    monitoring.tools[i].callbacks.iter().for_each(|c| c.set_unbarriered(Value::NONE));
    monitoring.local.borrow_mut().retain(|(_, tool), _| *tool != i);
    monitoring.disabled.borrow_mut().retain(|(_, _, tool, _)| *tool != i);
    crate::trace::update(vm);
}

/// Forgets a tool's events and callbacks.
#[pyfunction("clear_tool_id(tool_id, /)")]
fn clear_tool_id(vm: &mut Vm, tool_id: i64) -> PyResult<()> {
    let i = tool_index(vm, tool_id)?;
    if !vm.extension::<Monitoring>().tools[i].name.get().is_none() {
        clear(vm, i);
    }
    Ok(())
}

/// Gives a tool back.
#[pyfunction("free_tool_id(tool_id, /)")]
fn free_tool_id(vm: &mut Vm, tool_id: i64) -> PyResult<()> {
    let i = tool_index(vm, tool_id)?;
    clear(vm, i);
    vm.extension::<Monitoring>().tools[i].name.set_unbarriered(Value::NONE);
    Ok(())
}

/// The name of a tool, None if it is not in use.
#[pyfunction("get_tool(tool_id, /)")]
fn get_tool(vm: &mut Vm, tool_id: i64) -> PyResult {
    let i = tool_index(vm, tool_id)?;
    Ok(vm.extension::<Monitoring>().tools[i].name.get())
}

/// Sets what is called with an event; gives what was called before.
#[pyfunction("register_callback(tool_id, event, func, /)")]
fn register_callback(vm: &mut Vm, tool_id: i64, event: i64, func: Value) -> PyResult {
    let i = tool_index(vm, tool_id)?;
    if event <= 0 || event & (event - 1) != 0 {
        return Err(vm.value_error("The callback can only be set for one event at a time"));
    }
    let at = event.trailing_zeros() as usize;
    if at >= EVENTS {
        return Err(vm.value_error(format!("invalid event {event}")));
    }
    let callbacks = &vm.extension::<Monitoring>().tools[i].callbacks;
    let old = callbacks[at].get();
    callbacks[at].set_unbarriered(func);
    if at == Event::Branch as usize {
        for event in [Event::BranchLeft, Event::BranchRight] {
            callbacks[event as usize].set_unbarriered(func);
        }
    }
    Ok(old)
}

/// A set of events as the program gives it, made canonical.
fn event_set(vm: &mut Vm, events: i64, allowed: u32, what: &str) -> PyResult<u32> {
    let Some(set) = u32::try_from(events).ok().filter(|s| *s < 1 << EVENTS) else {
        return Err(vm.value_error(format!("invalid {what}event set 0x{:x}", events as u32)));
    };
    if set & NATIVE != 0 && set & (NATIVE | bit(Event::Call)) != NATIVE | bit(Event::Call) {
        return Err(vm.value_error("cannot set C_RETURN or C_RAISE events independently"));
    }
    let set = set & !NATIVE;
    let set = if set & bit(Event::Branch) != 0 { set & !bit(Event::Branch) | BRANCHES } else { set };
    if set & !allowed != 0 {
        return Err(vm.value_error(format!("invalid {what}event set 0x{events:x}")));
    }
    Ok(set)
}

/// Sets the events that a tool hears of in all code.
#[pyfunction("set_events(tool_id, event_set, /)")]
fn set_events(vm: &mut Vm, tool_id: i64, event_set: i64) -> PyResult<()> {
    tool_index(vm, tool_id)?;
    let set = self::event_set(vm, event_set, u32::MAX, "")?;
    let i = used_tool(vm, tool_id)?;
    vm.extension::<Monitoring>().tools[i].events.set(set);
    crate::trace::update(vm);
    Ok(())
}

/// The events that a tool hears of in all code.
#[pyfunction("get_events(tool_id, /)")]
fn get_events(vm: &mut Vm, tool_id: i64) -> PyResult<i64> {
    let i = tool_index(vm, tool_id)?;
    Ok(i64::from(vm.extension::<Monitoring>().tools[i].events.get()))
}

fn code_argument(vm: &mut Vm, code: Value) -> PyResult<Gc<CodeObject>> {
    match code.cast::<CodeObject>() {
        Some(code) => Ok(code),
        None => Err(vm.type_error("code must be a code object")),
    }
}

/// Sets the events that a tool hears of in one code object.
#[pyfunction("set_local_events(tool_id, code, event_set, /)")]
fn set_local_events(vm: &mut Vm, tool_id: i64, code: Value, event_set: i64) -> PyResult<()> {
    let code = code_argument(vm, code)?;
    tool_index(vm, tool_id)?;
    let set = self::event_set(vm, event_set, LOCAL, "local ")?;
    let i = used_tool(vm, tool_id)?;
    keep(vm, code)?;
    let mut local = vm.extension::<Monitoring>().local.borrow_mut();
    if set == 0 {
        local.remove(&(code.bits(), i));
    } else {
        local.insert((code.bits(), i), set);
    }
    drop(local);
    crate::trace::update(vm);
    Ok(())
}

/// The events that a tool hears of in one code object.
#[pyfunction("get_local_events(tool_id, code, /)")]
fn get_local_events(vm: &mut Vm, tool_id: i64, code: Value) -> PyResult<i64> {
    let code = code_argument(vm, code)?;
    let i = tool_index(vm, tool_id)?;
    Ok(i64::from(vm.extension::<Monitoring>().local.borrow().get(&(code.bits(), i)).copied().unwrap_or(0)))
}

/// Makes events be reported again that callbacks have switched off.
#[pyfunction("restart_events()")]
fn restart_events(vm: &mut Vm) {
    vm.extension::<Monitoring>().disabled.borrow_mut().clear();
}

/// The tools that hear of each event, as a dict of sets of bits.
#[pyfunction("_all_events()")]
fn all_events(vm: &mut Vm) -> PyResult {
    let dict = vm.new_dict();
    for (i, name) in NAMES.iter().enumerate() {
        let tools = &vm.extension::<Monitoring>().tools;
        let set: i64 = (0..TOOLS).map(|t| i64::from(tools[t].events.get() >> i & 1) << t).sum();
        if set != 0 {
            dict.set_str(vm, name, Value::small(set))?;
        }
    }
    Ok(dict.value())
}

const FUNCTIONS: [&tauraro_core::FnDef; 11] = [
    &use_tool_id::DEF,
    &clear_tool_id::DEF,
    &free_tool_id::DEF,
    &get_tool::DEF,
    &register_callback::DEF,
    &set_events::DEF,
    &get_events::DEF,
    &set_local_events::DEF,
    &get_local_events::DEF,
    &restart_events::DEF,
    &all_events::DEF,
];

/// A fresh object that is nothing but itself.
fn token(vm: &mut Vm) -> Value {
    let shape = vm.types.object.root_shape.get();
    vm.alloc(shape, Instance).value()
}

/// The module `sys.monitoring`.
pub fn new_module(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module("sys.monitoring", None, &[])?;
    let name = vm.intern("sys.monitoring").value();
    for def in FUNCTIONS {
        let f = vm.new_builtin(def, Value::UNBOUND, None);
        f.set(&f.module, name);
        module.add(vm, def.sig.name, f)?;
    }
    let (disable, missing) = {
        let state = vm.extension::<Monitoring>();
        (state.disable.get(), state.missing.get())
    };
    module.add(vm, "DISABLE", disable)?;
    module.add(vm, "MISSING", missing)?;
    for (name, id) in [("DEBUGGER_ID", 0), ("COVERAGE_ID", 1), ("PROFILER_ID", 2), ("OPTIMIZER_ID", 5)] {
        module.add(vm, name, Value::small(id))?;
    }
    let namespace = vm.types.simple_namespace.value();
    let events = vm.call(namespace, &[])?;
    for (i, name) in NAMES.iter().enumerate() {
        let name = vm.intern(name);
        vm.setattr(events, name, Some(Value::small(1 << i)))?;
    }
    let name = vm.intern("NO_EVENTS");
    vm.setattr(events, name, Some(Value::small(0)))?;
    module.add(vm, "events", events)?;
    Ok(module)
}

pub(crate) fn init(vm: &mut Vm) {
    let none = || Slot::new(Value::NONE);
    let tool = |_| Tool { name: none(), events: Cell::new(0), callbacks: std::array::from_fn(|_| none()) };
    let codes = vm.new_dict().value();
    let (disable, missing) = (token(vm), token(vm));
    vm.set_extension(Monitoring {
        tools: std::array::from_fn(tool),
        local: RefCell::default(),
        disabled: RefCell::default(),
        codes: Slot::new(codes),
        disable: Slot::new(disable),
        missing: Slot::new(missing),
    });
}
