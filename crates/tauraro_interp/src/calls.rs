//! Call instructions: from registers to a callee of any kind.
//!
//! A call of a Python function pushes its frame and lets the loop go on with it; everything else
//! gives its result at once.

use crate::code::NOT_EXACT;
use crate::frame::{self, Frame, Return, check_room};
use crate::function::{Function, Window, bind_arguments};
use crate::run;
use crate::slow::Next;
use tauraro_bytecode::Op;
use tauraro_core::builtin::Fast;
use tauraro_core::call::Args;
use tauraro_core::heap::Gc;
use tauraro_core::object::{BoundMethod, Builtin, Dict, MethodDescriptor, Tuple, Type};
use tauraro_core::{PyResult, Value, Vm};

/// Words of the calling instruction that `word` begins, to go on behind it.
#[inline(always)]
pub(crate) fn words_of_call(word: u64) -> usize {
    if word as u16 == Op::CallEx as u16 { 1 } else { 3 }
}

/// Puts a frame for `f` above `below`, with registers from `regs` on, the first `bound` of which
/// are set.
///
/// # Safety
/// `below` is the current frame or null, with `place` free above it; `regs` is inside of the
/// value stack with the room checked here.
#[inline(always)]
unsafe fn push(
    vm: &mut Vm,
    f: Gc<Function>,
    place: *mut Frame,
    regs: *mut Value,
    bound: usize,
    link: (Return, u16, Value),
) -> PyResult<()> {
    let code = f.code_object();
    let n = code.n_registers as usize;
    vm.safepoint()?;
    check_room(vm, regs, n, place)?;
    // SAFETY: by the contract.
    unsafe {
        for i in bound..n {
            *regs.add(i) = Value::UNBOUND;
        }
        place.write(Frame {
            pc: code.start(),
            regs,
            code,
            stack_top: regs.add(n),
            globals: f.globals,
            builtins: f.builtins,
            namespace: Value::UNBOUND,
            function: Some(f),
            generator: None,
            object: None,
            handled: vm.handled,
            extra: link.2,
            below: frame::current(vm),
            dst: link.1,
            returns: link.0,
        });
    }
    vm.thread.frame = place.cast();
    Ok(())
}

/// Pushes a frame for `f` with any arguments. On an error nothing is pushed.
pub(crate) fn push_bound(vm: &mut Vm, f: Gc<Function>, args: Args<'_>, link: (Return, u16, Value)) -> PyResult<()> {
    let (regs, place) = frame::top(vm);
    let below = vm.thread.frame;
    let n = f.code_object().n_registers as usize;
    // SAFETY: `top` gives the free ends of both stacks.
    unsafe { push(vm, f, place, regs, 0, link)? };
    // SAFETY: the window was just checked to have room for `n` registers.
    let mut window = Window { regs: unsafe { std::slice::from_raw_parts_mut(regs, n) } };
    let bound = bind_arguments(vm, f, args, &mut window);
    if bound.is_err() {
        vm.thread.frame = below;
    }
    bound
}

/// The `call` slot of functions: runs one for native code.
pub(crate) fn call_function(vm: &mut Vm, callee: Value, args: Args<'_>) -> PyResult {
    let Some(f) = callee.cast::<Function>() else { unreachable!("the slot is that of functions") };
    push_bound(vm, f, args, (Return::Native, 0, Value::UNBOUND))?;
    let pushed = frame::current(vm);
    run::run_frame(vm, pushed)
}

/// Calls with `n` arguments that stand from `args` on at the top of the frame's window.
///
/// # Safety
/// `frame` is current and `args .. args+n` are inside of its window.
#[inline(always)]
pub(crate) unsafe fn call(
    vm: &mut Vm,
    frame: *mut Frame,
    callee: Value,
    args: *mut Value,
    n: usize,
    dst: usize,
) -> PyResult<Next> {
    if let Some(f) = callee.cast::<Function>() {
        // SAFETY: passed on.
        return unsafe { call_python(vm, frame, f, args, n, (Return::Register, dst as u16, Value::UNBOUND)) };
    }
    // SAFETY: by the contract.
    let values = unsafe { std::slice::from_raw_parts(args, n) };
    call_native(vm, callee, values, dst)
}

/// # Safety
/// As for `call`.
#[inline(always)]
unsafe fn call_python(
    vm: &mut Vm,
    frame: *mut Frame,
    f: Gc<Function>,
    args: *mut Value,
    n: usize,
    link: (Return, u16, Value),
) -> PyResult<Next> {
    let code = f.code_object();
    // SAFETY: by the contract.
    unsafe {
        if code.exact_args as usize == n && code.exact_args != NOT_EXACT && (*frame).generator.is_none() {
            // The arguments become the first registers where they stand.
            push(vm, f, frame.add(1), args, n, link)?;
        } else {
            push_bound(vm, f, Args::positional(std::slice::from_raw_parts(args, n)), link)?;
        }
    }
    Ok(Next::Frame)
}

fn call_native(vm: &mut Vm, callee: Value, args: &[Value], dst: usize) -> PyResult<Next> {
    if let Some(builtin) = callee.cast::<Builtin>() {
        let receiver = builtin.receiver.get().bound();
        return call_builtin(vm, builtin.def, receiver, args).map(Next::Value);
    }
    if let Some(descriptor) = callee.cast::<MethodDescriptor>()
        && callee.header().is_some_and(|h| h.shape() == tauraro_core::shape::ShapeId::METHOD_DESCRIPTOR)
        && let Some(this) = args.first()
        && vm.is_instance(*this, descriptor.owner)
    {
        return call_builtin(vm, descriptor.def, None, args).map(Next::Value);
    }
    if let Some(method) = callee.cast::<BoundMethod>()
        && let Some(f) = method.func.get().cast::<Function>()
    {
        let args = Args::positional(args).with_receiver(method.receiver.get());
        push_bound(vm, f, args, (Return::Register, dst as u16, Value::UNBOUND))?;
        return Ok(Next::Frame);
    }
    if let Some(ty) = callee.cast::<Type>() {
        return call_class(vm, ty, callee, Args::positional(args), dst);
    }
    vm.call(callee, args).map(Next::Value)
}

/// Calls a native function by its entry for that many arguments.
#[inline]
fn call_builtin(vm: &mut Vm, def: &'static tauraro_core::FnDef, receiver: Option<Value>, args: &[Value]) -> PyResult {
    match (def.fast, receiver, args) {
        (Fast::F0(f), None, []) => f(vm),
        (Fast::F1(f), Some(x), []) | (Fast::F1(f), None, &[x]) => f(vm, x),
        (Fast::F2(f), Some(x), &[y]) | (Fast::F2(f), None, &[x, y]) => f(vm, x, y),
        (Fast::F3(f), Some(x), &[y, z]) | (Fast::F3(f), None, &[x, y, z]) => f(vm, x, y, z),
        _ => (def.call)(vm, Args { receiver, values: args, names: None }),
    }
}

/// Calls a class. Where it is a plain one whose `__init__` is a Python function, that gets a
/// frame in the running loop.
fn call_class(vm: &mut Vm, ty: Gc<Type>, callee: Value, args: Args<'_>, dst: usize) -> PyResult<Next> {
    if vm.type_of(callee) == vm.types.type_
        && crate::bridge::makes_plain_instances(vm, ty)
        && let Some(init) = vm.lookup(ty, vm.names.init)
        && let Some(f) = init.cast::<Function>()
    {
        let instance = crate::bridge::new_plain_instance(vm, ty);
        push_bound(vm, f, args.with_receiver(instance), (Return::Instance, dst as u16, instance))?;
        return Ok(Next::Frame);
    }
    vm.call_args(callee, args).map(Next::Value)
}

/// Raises the error for an `__init__` that returned something.
#[cold]
pub(crate) fn init_returned(vm: &mut Vm, v: Value) -> PyResult<()> {
    let text = format!("__init__() should return None, not '{}'", vm.type_name(v));
    Err(vm.type_error(text))
}

/// Runs a Python getter of a property.
pub(crate) fn call_getter(vm: &mut Vm, _: *mut Frame, getter: Value, obj: Value, dst: usize) -> PyResult<Next> {
    let Some(f) = getter.cast::<Function>() else {
        return vm.call(getter, &[obj]).map(Next::Value);
    };
    push_bound(vm, f, Args::positional(&[obj]), (Return::Register, dst as u16, Value::UNBOUND))?;
    Ok(Next::Frame)
}

/// Calls with keywords: `n` values from `args` on, the last ones named by the tuple `names`.
///
/// # Safety
/// As for `call`.
pub(crate) unsafe fn call_kw(
    vm: &mut Vm,
    _frame: *mut Frame,
    callee: Value,
    args: *mut Value,
    n: usize,
    names: Value,
    dst: usize,
) -> PyResult<Next> {
    // SAFETY: by the contract.
    let values = unsafe { std::slice::from_raw_parts(args, n) };
    let args = Args { receiver: None, values, names: names.cast::<Tuple>() };
    call_any(vm, callee, args, dst)
}

fn call_any(vm: &mut Vm, callee: Value, args: Args<'_>, dst: usize) -> PyResult<Next> {
    if let Some(f) = callee.cast::<Function>() {
        push_bound(vm, f, args, (Return::Register, dst as u16, Value::UNBOUND))?;
        return Ok(Next::Frame);
    }
    if let Some(method) = callee.cast::<BoundMethod>()
        && let Some(f) = method.func.get().cast::<Function>()
    {
        let args = args.with_receiver(method.receiver.get());
        push_bound(vm, f, args, (Return::Register, dst as u16, Value::UNBOUND))?;
        return Ok(Next::Frame);
    }
    if let Some(ty) = callee.cast::<Type>() {
        return call_class(vm, ty, callee, args, dst);
    }
    vm.call_args(callee, args).map(Next::Value)
}

/// `callee(*star, **mapping)`.
pub(crate) fn call_ex(
    vm: &mut Vm,
    _frame: *mut Frame,
    callee: Value,
    star: Value,
    mapping: Value,
    dst: usize,
) -> PyResult<Next> {
    let positional = match star.cast::<Tuple>() {
        Some(t) if t.shape() == tauraro_core::shape::ShapeId::TUPLE => t,
        _ => star_tuple(vm, callee, star)?,
    };
    let Some(keywords) = mapping.cast::<Dict>().filter(|d| !d.is_empty()) else {
        return call_any(vm, callee, Args::positional(positional.items()), dst);
    };
    let n = positional.len();
    let all = vm.new_list(positional.items())?;
    let names = vm.new_list(&[])?;
    for (key, v) in keywords.iter() {
        if !key.is::<tauraro_core::Str>() {
            return Err(vm.type_error("keywords must be strings"));
        }
        names.push(vm, key)?;
        all.push(vm, v)?;
    }
    let values = vm.new_tuple_filled(all.items.len(), |i| all.items.get(i).unwrap_or(Value::NONE))?;
    let names = vm.new_tuple_filled(values.len() - n, |i| names.items.get(i).unwrap_or(Value::NONE))?;
    call_any(vm, callee, Args { receiver: None, values: values.items(), names: Some(names) }, dst)
}

fn star_tuple(vm: &mut Vm, callee: Value, star: Value) -> PyResult<Gc<Tuple>> {
    let ty = vm.type_of(star);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        let what = describe_callable(vm, callee)?;
        let text = format!("{what} argument after * must be an iterable, not {}", ty.name_str());
        return Err(vm.type_error(text));
    }
    let list = vm.new_list(&[])?;
    vm.for_each(star, |vm, v| list.push(vm, v))?;
    vm.new_tuple_filled(list.items.len(), |i| list.items.get(i).unwrap_or(Value::NONE))
}

/// How messages about star arguments name the callable: `module.qualname()`, or its `str`.
pub(crate) fn describe_callable(vm: &mut Vm, callee: Value) -> PyResult<String> {
    let Some(qualname) = vm.getattr_opt(callee, vm.names.qualname)? else {
        return Ok(vm.str(callee)?.to_string_lossy());
    };
    let qualname = vm.str(qualname)?.to_string_lossy();
    let module = vm.getattr_opt(callee, vm.names.module)?;
    match module.and_then(Value::cast::<tauraro_core::Str>).map(|m| m.to_string_lossy()) {
        Some(m) if m != "builtins" => Ok(format!("{m}.{qualname}()")),
        _ => Ok(format!("{qualname}()")),
    }
}

/// Runs a code object as a module or class body in the given namespaces.
pub fn run_code(
    vm: &mut Vm,
    code: Gc<crate::code::CodeObject>,
    globals: Gc<Dict>,
    namespace: Value,
    function: Option<Gc<Function>>,
) -> PyResult {
    vm.check_native_stack()?;
    let builtins = function.map_or_else(|| crate::function::builtins_of(vm, globals), |f| f.builtins);
    let (regs, place) = frame::top(vm);
    let n = code.n_registers as usize;
    check_room(vm, regs, n, place)?;
    // SAFETY: `top` gives the free ends of both stacks, and the room was checked.
    unsafe {
        for i in 0..n {
            *regs.add(i) = Value::UNBOUND;
        }
        place.write(Frame {
            pc: code.start(),
            regs,
            code,
            stack_top: regs.add(n),
            globals,
            builtins,
            namespace,
            function,
            generator: None,
            object: None,
            handled: vm.handled,
            extra: Value::UNBOUND,
            below: frame::current(vm),
            dst: 0,
            returns: Return::Native,
        });
    }
    run::run_frame(vm, place)
}
