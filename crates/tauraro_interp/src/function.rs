//! `function`: Python functions, and how arguments of any form reach their registers.

use crate::code::CodeObject;
use tauraro_bytecode::CodeFlags;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, Link, Slot};
use tauraro_core::object::{Dict, Str, Tuple};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Raised, Value, Vm, kinds};

pub struct Function {
    pub code: Link<CodeObject>,
    pub globals: Gc<Dict>,
    pub builtins: Gc<Dict>,
    pub name: Slot,
    pub qualname: Slot,
    /// `__doc__`; UNBOUND: it is the first constant.
    pub(crate) doc: Slot,
    pub module: Slot,
    /// `__defaults__`
    pub defaults: Link<Tuple>,
    /// `__kwdefaults__`
    pub kwdefaults: Link<Dict>,
    /// `__closure__`, a tuple of cells.
    pub closure: Link<Tuple>,
    /// `__annotations__` once made, else None.
    pub annotations: Slot,
    /// `__annotate__` or None.
    pub annotate: Slot,
    /// `__type_params__`, a tuple.
    pub type_params: Slot,
}

tauraro_core::payload!(
    Function,
    kinds::FUNCTION,
    "function",
    [
        code,
        globals,
        builtins,
        name,
        qualname,
        doc,
        module,
        defaults,
        kwdefaults,
        closure,
        annotations,
        annotate,
        type_params
    ]
);

/// A new function of `code` in `globals`.
pub fn new_function(vm: &mut Vm, code: Gc<CodeObject>, globals: Gc<Dict>) -> PyResult<Gc<Function>> {
    let builtins = builtins_of(vm, globals);
    let has_doc = code.code.outline().flags.has(CodeFlags::HAS_DOCSTRING);
    let module = globals.get_name(vm, vm.names.name).unwrap_or(Value::NONE);
    let empty = vm.new_tuple(&[])?.value();
    let payload = Function {
        code: Link::new(Some(code)),
        globals,
        builtins,
        name: Slot::new(code.name.get()),
        qualname: Slot::new(code.qualname.get()),
        doc: Slot::new(if has_doc { Value::UNBOUND } else { Value::NONE }),
        module: Slot::new(module),
        defaults: Link::new(None),
        kwdefaults: Link::new(None),
        closure: Link::new(None),
        annotations: Slot::new(Value::NONE),
        annotate: Slot::new(Value::NONE),
        type_params: Slot::new(empty),
    };
    let slots = usize::from(vm.types.function.inline_slots.get());
    Ok(vm.alloc_with_slots(ShapeId::FUNCTION, payload, slots))
}

/// The builtins that code with these globals sees: `__builtins__` (a module or a dict).
pub(crate) fn builtins_of(vm: &Vm, globals: Gc<Dict>) -> Gc<Dict> {
    let own = globals.get_name(vm, vm.names.builtins);
    let own = own.map(|b| b.cast::<tauraro_core::object::Module>().map_or(b, |m| m.namespace().value()));
    own.and_then(Value::cast::<Dict>).unwrap_or(vm.builtins)
}

impl Function {
    #[inline(always)]
    pub fn code_object(&self) -> Gc<CodeObject> {
        self.code.get().expect("a function has its code from its creation on")
    }

    fn qualname_text(&self) -> String {
        self.qualname.get().cast::<Str>().map_or_else(String::new, |s| s.to_string_lossy())
    }
}

/// From so many keywords on, the dict for `**kwargs` is made as large as they need at once.
const KEYWORDS_FEW: usize = 5;

/// Registers of a window while arguments are bound to it.
pub(crate) struct Window<'a> {
    pub(crate) regs: &'a mut [Value],
}

/// Binds arguments to the parameters' registers, which are all UNBOUND at first. Raises
/// TypeError with CPython's texts.
pub(crate) fn bind_arguments(vm: &mut Vm, f: Gc<Function>, args: Args<'_>, window: &mut Window<'_>) -> PyResult<()> {
    let object = f.code_object();
    let code = &object.code;
    let regs = &mut *window.regs;
    let (n_args, n_kwonly) = (code.arg_count as usize, code.kwonly_count as usize);
    let varargs = code.flags.has(CodeFlags::VARARGS);
    let given = args.positional_count();
    for (i, reg) in regs.iter_mut().enumerate().take(given.min(n_args)) {
        *reg = args.get(i).unwrap_or(Value::UNBOUND);
    }
    let mut at = n_args + n_kwonly;
    if varargs {
        let rest = given.saturating_sub(n_args);
        let plain = args.plain();
        regs[at] = match args.receiver {
            // There is no parameter before `*args` that takes the receiver.
            Some(_) if rest > plain.len() => vm.join_receiver(Args { names: None, values: plain, ..args })?.value(),
            _ => vm.new_tuple(&plain[plain.len() - rest..])?.value(),
        };
        at += 1;
    }
    let mut kwargs = None;
    if code.flags.has(CodeFlags::VARKEYWORDS) {
        let dict = match args.keyword_count() {
            0..KEYWORDS_FEW => vm.new_dict(),
            many => vm.new_dict_with_capacity(many)?,
        };
        regs[at] = dict.value();
        kwargs = Some(dict);
    }
    for (name, value) in args.keywords() {
        if !bind_keyword(vm, f, object, regs, kwargs, name, value)? {
            return Err(keyword_error(vm, f, object, args, name));
        }
    }
    if given > n_args && !varargs {
        return Err(too_many(vm, f, object, regs, given));
    }
    if given < n_args {
        fill_defaults(vm, f, object, regs, given)?;
    }
    if n_kwonly > 0 {
        fill_kwdefaults(vm, f, object, regs)?;
    }
    Ok(())
}

/// Fills the parameters that got no argument from their defaults; `given` were positional.
#[inline]
pub(crate) fn fill_missing(
    vm: &mut Vm,
    f: Gc<Function>,
    object: Gc<CodeObject>,
    regs: &mut [Value],
    given: usize,
) -> PyResult<()> {
    if given < object.code.arg_count as usize {
        fill_defaults(vm, f, object, regs, given)?;
    }
    if object.code.kwonly_count > 0 {
        fill_kwdefaults(vm, f, object, regs)?;
    }
    Ok(())
}

/// Whether there was a place for the keyword.
fn bind_keyword(
    vm: &mut Vm,
    f: Gc<Function>,
    object: Gc<CodeObject>,
    regs: &mut [Value],
    kwargs: Option<Gc<Dict>>,
    name: Gc<Str>,
    value: Value,
) -> PyResult<bool> {
    let code = &object.code;
    let names = object.locals();
    let names = names.items();
    let posonly = code.posonly_count as usize;
    let end = (code.arg_count + code.kwonly_count) as usize;
    let same = |v: &Value| v.cast::<Str>().is_some_and(|n| n.same_text(name));
    if let Some(i) = names[posonly..end].iter().position(same) {
        if !regs[posonly + i].is_unbound() {
            let text = format!("{}() got multiple values for argument '{}'", f.qualname_text(), name.to_string_lossy());
            return Err(vm.type_error(text));
        }
        regs[posonly + i] = value;
        return Ok(true);
    }
    match kwargs {
        Some(dict) => dict.set_item(vm, name.value(), value).map(|()| true),
        None => Ok(false),
    }
}

/// The error for a keyword that fits no parameter: positional-only ones among all keywords are
/// named first.
#[cold]
fn keyword_error(vm: &mut Vm, f: Gc<Function>, object: Gc<CodeObject>, args: Args<'_>, name: Gc<Str>) -> Raised {
    let code = &object.code;
    let names = object.locals();
    let posonly = &names.items()[..code.posonly_count as usize];
    let same = |name: Gc<Str>| posonly.iter().any(|p| p.cast::<Str>().is_some_and(|p| p.same_text(name)));
    let wrong: Vec<String> =
        args.keywords().filter(|(name, _)| same(*name)).map(|(name, _)| name.to_string_lossy()).collect();
    if !wrong.is_empty() {
        let (function, wrong) = (f.qualname_text(), wrong.join(", "));
        let text = format!("{function}() got some positional-only arguments passed as keyword arguments: '{wrong}'");
        return vm.type_error(text);
    }
    let end = (code.arg_count + code.kwonly_count) as usize;
    let known: Vec<&str> = code.locals[code.posonly_count as usize..end].iter().map(|l| &*l.name).collect();
    let name = name.to_string_lossy();
    let hint = match tauraro_core::suggest::closest(&name, &known) {
        Some(best) => format!(". Did you mean '{best}'?"),
        None => String::new(),
    };
    vm.type_error(format!("{}() got an unexpected keyword argument '{name}'{hint}", f.qualname_text()))
}

fn fill_defaults(
    vm: &mut Vm,
    f: Gc<Function>,
    object: Gc<CodeObject>,
    regs: &mut [Value],
    given: usize,
) -> PyResult<()> {
    let n_args = object.code.arg_count as usize;
    let defaults = f.defaults.get();
    let n_defaults = defaults.map_or(0, |d| d.len());
    let first_default = n_args.saturating_sub(n_defaults);
    let missing = (given..first_default).filter(|i| regs[*i].is_unbound()).count();
    if missing > 0 {
        let unbound = |i: &usize| regs[*i].is_unbound();
        let names: Vec<String> =
            (0..first_default).filter(unbound).map(|i| object.code.locals[i].name.to_string()).collect();
        return Err(missing_arguments(vm, f, &names, "positional"));
    }
    if let Some(defaults) = defaults {
        let skip = n_defaults.saturating_sub(n_args);
        let from = given.max(first_default);
        for (i, reg) in regs[..n_args].iter_mut().enumerate().skip(from) {
            if reg.is_unbound() {
                *reg = defaults.get(skip + i - first_default).unwrap_or(Value::UNBOUND);
            }
        }
    }
    Ok(())
}

fn fill_kwdefaults(vm: &mut Vm, f: Gc<Function>, object: Gc<CodeObject>, regs: &mut [Value]) -> PyResult<()> {
    let code = &object.code;
    let (from, to) = (code.arg_count as usize, (code.arg_count + code.kwonly_count) as usize);
    let mut missing = Vec::new();
    for (i, reg) in regs[..to].iter_mut().enumerate().skip(from) {
        if !reg.is_unbound() {
            continue;
        }
        let default = match f.kwdefaults.get() {
            Some(d) => d.get(vm, object.locals().items()[i])?,
            None => None,
        };
        match default {
            Some(v) => *reg = v,
            None => missing.push(code.locals[i].name.to_string()),
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(missing_arguments(vm, f, &missing, "keyword-only")) }
}

#[cold]
fn missing_arguments(vm: &mut Vm, f: Gc<Function>, names: &[String], kind: &str) -> Raised {
    let quoted: Vec<String> = names.iter().map(|n| format!("'{n}'")).collect();
    let list = match quoted.as_slice() {
        [one] => one.clone(),
        [a, b] => format!("{a} and {b}"),
        [most @ .., last] => format!("{}, and {last}", most.join(", ")),
        [] => String::new(),
    };
    let plural = if names.len() == 1 { "" } else { "s" };
    let text = format!("{}() missing {} required {kind} argument{plural}: {list}", f.qualname_text(), names.len());
    vm.type_error(text)
}

#[cold]
fn too_many(vm: &mut Vm, f: Gc<Function>, object: Gc<CodeObject>, regs: &[Value], given: usize) -> Raised {
    let code = &object.code;
    let n_args = code.arg_count as usize;
    let defaults = f.defaults.get().map_or(0, |d| d.len());
    let kwonly = &regs[n_args..n_args + code.kwonly_count as usize];
    let kwonly_given = kwonly.iter().filter(|v| !v.is_unbound()).count();
    let (takes, plural) = match defaults {
        0 => (n_args.to_string(), n_args != 1),
        d => (format!("from {} to {n_args}", n_args - d.min(n_args)), true),
    };
    let extra = match kwonly_given {
        0 => String::new(),
        n => format!(
            " positional argument{} (and {n} keyword-only argument{})",
            if given == 1 { "" } else { "s" },
            if n == 1 { "" } else { "s" }
        ),
    };
    let text = format!(
        "{}() takes {takes} positional argument{} but {given}{extra} {} given",
        f.qualname_text(),
        if plural { "s" } else { "" },
        if given == 1 && kwonly_given == 0 { "was" } else { "were" }
    );
    vm.type_error(text)
}
