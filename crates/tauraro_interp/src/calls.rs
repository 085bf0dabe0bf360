//! Call instructions: from registers to a callee of any kind.
//!
//! A call of a Python function pushes its frame and lets the loop go on with it; everything else
//! gives its result at once.

use crate::code::{CodeObject, NOT_EXACT, ready};
use crate::frame::{self, Frame, Return, check_room};
use crate::function::{Function, Window, bind_arguments, fill_missing};
use crate::names::become_op;
use crate::slow::Next;
use tauraro_bytecode::{CodeFlags, Op};
use tauraro_core::builtin::Fast;
use tauraro_core::call::Args;
use tauraro_core::heap::Gc;
use tauraro_core::object::{BoundMethod, Builtin, Dict, MethodDescriptor, Tuple, Type, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::value::SMALL_MAX;
use tauraro_core::{PyResult, Value, Vm, kinds};

/// Words of the calling instruction that `word` begins, to go on behind it.
#[inline(always)]
pub(crate) fn words_of_call(word: u64) -> usize {
    if word as u16 == Op::CallEx as u16 { 1 } else { 3 }
}

/// Where a result goes: how, to which register, and the instance of `Return::Instance`.
pub(crate) type LinkBack = (Return, u16, Value);

/// Puts a frame for `f`, whose code is `code`, at `place` above the current frame, with registers
/// from `regs` on, the first `bound` of which are set.
///
/// # Safety
/// `place` is free above the current frame; `regs` is inside of the value stack; the room is
/// checked here.
#[inline(always)]
pub(crate) unsafe fn push(
    vm: &mut Vm,
    f: Gc<Function>,
    code: Gc<CodeObject>,
    place: *mut Frame,
    regs: *mut Value,
    bound: usize,
    link: LinkBack,
) -> PyResult<()> {
    debug_assert!(code.is_ready(), "only ready code has its number of arguments");
    let n = code.n_registers();
    if vm.poll.load(std::sync::atomic::Ordering::Relaxed) != 0 {
        // SAFETY: the first `bound` registers are set.
        unsafe { safepoint_with(vm, regs, bound)? };
    }
    check_room(vm, regs, n, place)?;
    // SAFETY: by the contract.
    unsafe {
        for i in bound..n {
            *regs.add(i) = Value::UNBOUND;
        }
        place.write(Frame {
            pc: code.entry(),
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
            changed: 0,
        });
    }
    vm.thread.frame = place.cast();
    Ok(())
}

/// A safepoint between the passing of arguments and the call. Arguments that stand above the
/// current window are put aside: what a safepoint runs begins its windows there.
///
/// # Safety
/// The `n` registers from `regs` on are set.
#[cold]
#[inline(never)]
unsafe fn safepoint_with(vm: &mut Vm, regs: *mut Value, n: usize) -> PyResult<()> {
    if regs < frame::top(vm).0 {
        return vm.safepoint();
    }
    // SAFETY: by the contract.
    let aside = vm.new_tuple(unsafe { std::slice::from_raw_parts(regs, n) })?;
    vm.safepoint()?;
    // SAFETY: the registers were those of no window, and are again.
    unsafe { std::ptr::copy_nonoverlapping(aside.items().as_ptr(), regs, n) };
    Ok(())
}

/// Pushes a frame for `f` with any arguments. On an error nothing is pushed.
pub(crate) fn push_bound(vm: &mut Vm, f: Gc<Function>, args: Args<'_>, link: LinkBack) -> PyResult<()> {
    let code = f.code_object();
    ready(vm, code)?;
    let (regs, place) = frame::top(vm);
    let below = vm.thread.frame;
    let n = code.n_registers();
    // SAFETY: `top` gives the free ends of both stacks.
    unsafe { push(vm, f, code, place, regs, 0, link)? };
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
    let code = f.code_object();
    let (n, given) = (args.values.len(), args.positional_count());
    if args.names.is_none() && takes_exactly(f, given).is_some() {
        if let (Some(receiver), []) = (args.receiver, args.values)
            // SAFETY: code that takes so many arguments exactly is ready.
            && let Some(made) = unsafe { crate::generator::at_once(vm, f, code, &[receiver]) }
        {
            return made;
        }
        let (regs, place) = frame::top(vm);
        check_room(vm, regs, code.n_registers(), place)?;
        // SAFETY: `top` gives the free ends of both stacks; the window has a register for each
        // argument, and the room was checked.
        unsafe {
            if let Some(receiver) = args.receiver {
                *regs = receiver;
            }
            std::ptr::copy(args.values.as_ptr(), regs.add(given - n), n);
            push(vm, f, code, place, regs, given, (Return::Native, 0, Value::UNBOUND))?;
        }
    } else {
        push_bound(vm, f, args, (Return::Native, 0, Value::UNBOUND))?;
    }
    let pushed = frame::current(vm);
    crate::enter::run_frame(vm, pushed)
}

/// The code of a function that takes just `n` positional arguments, without any binding.
#[inline(always)]
pub(crate) fn takes_exactly(f: Gc<Function>, n: usize) -> Option<Gc<CodeObject>> {
    let code = f.code_object();
    if code.exact_args() as usize == n { Some(code) } else { None }
}

/// Calls `*callee` with `n` arguments from `args` on, all at the top of the frame's window. The
/// callee's register, which stands before the arguments, may be overwritten.
///
/// # Safety
/// `pc` is the instruction being executed, and the registers are inside of the current window.
pub(crate) unsafe fn call(vm: &mut Vm, pc: *mut u64, callee: *mut Value, args: *mut Value, n: usize) -> PyResult<Next> {
    let frame = frame::current(vm);
    // SAFETY: by the contract.
    unsafe {
        let dst = crate::operands::a(*pc);
        let f = *callee;
        if let Some(f) = f.cast::<Function>() {
            if let Some(code) = takes_exactly(f, n)
                && let Some(made) = crate::generator::at_once(vm, f, code, std::slice::from_raw_parts(args, n))
            {
                return made.map(Next::Value);
            }
            return call_python(vm, frame, f, args, n, (Return::Register, dst as u16, Value::UNBOUND));
        }
        if let Some(builtin) = f.cast::<Builtin>() {
            remember_builtin(vm, pc, builtin, n);
            let values = std::slice::from_raw_parts(args, n);
            return call_builtin(vm, builtin.def, builtin.receiver.get().bound(), values).map(Next::Value);
        }
        if let Some(descriptor) = f.cast::<MethodDescriptor>()
            && descriptor.shape() == ShapeId::METHOD_DESCRIPTOR
            && n > 0
            && vm.is_instance(*args, descriptor.owner)
        {
            remember_method(vm, pc, descriptor, *args, n);
            return call_builtin(vm, descriptor.def, None, std::slice::from_raw_parts(args, n)).map(Next::Value);
        }
        if let Some(method) = f.cast::<BoundMethod>()
            && let Some(f) = method.func.get().cast::<Function>()
        {
            // The receiver takes the place in front of the arguments.
            let first = args.sub(1);
            *first = method.receiver.get();
            return call_python(vm, frame, f, first, n + 1, (Return::Register, dst as u16, Value::UNBOUND));
        }
        let values = std::slice::from_raw_parts(args, n);
        if let Some(ty) = f.cast::<Type>() {
            if let [v] = *values
                && let Some(made) = call_type_of_one(vm, ty, v)
            {
                remember_type_of_one(vm, pc, ty);
                return made.map(Next::Value);
            }
            if args.sub(1) == callee {
                remember_class(vm, pc, ty);
            }
            return call_class(vm, ty, f, Args::positional(values), dst);
        }
        vm.call(f, values).map(Next::Value)
    }
}

/// Pushes a frame for a Python function with `n` positional arguments from `args` on.
///
/// # Safety
/// `frame` is current and `args .. args+n` are inside of its window, with nothing behind them
/// that is still needed.
#[inline(always)]
pub(crate) unsafe fn call_python(
    vm: &mut Vm,
    frame: *mut Frame,
    f: Gc<Function>,
    args: *mut Value,
    n: usize,
    link: LinkBack,
) -> PyResult<Next> {
    let code = f.code_object();
    let exact = code.exact_args() as usize;
    let defaults = f.defaults.get();
    let known = defaults.map_or(0, |d| d.len());
    // SAFETY: by the contract; a generator's window is not at the stack's top, so there the
    // arguments are copied to where that is.
    unsafe {
        if code.exact_args() == NOT_EXACT || n > exact || exact - n > known {
            push_bound(vm, f, Args::positional(std::slice::from_raw_parts(args, n)), link)?;
            return Ok(Next::Frame);
        }
        let mut regs = args;
        if (*frame).generator.is_some() {
            regs = (*frame).stack_top;
            check_room(vm, regs, code.n_registers(), frame.add(1))?;
            std::ptr::copy_nonoverlapping(args, regs, n);
        }
        push(vm, f, code, frame.add(1), regs, n, link)?;
        if let Some(defaults) = defaults {
            let items = defaults.items();
            for i in n..exact {
                *regs.add(i) = items[items.len() - (exact - i)];
            }
        }
    }
    Ok(Next::Frame)
}

/// Notes in a `Call` the native function that it calls and its entry for `n` arguments.
fn remember_builtin(vm: &Vm, pc: *mut u64, builtin: Gc<Builtin>, n: usize) {
    if !builtin.receiver.get().is_unbound() {
        return;
    }
    let (op, entry) = match (builtin.def.fast, n) {
        (Fast::F1(f), 1) => (Op::CallBuiltin1, f as usize),
        (Fast::F2(f), 2) => (Op::CallBuiltin2, f as usize),
        _ => return,
    };
    // SAFETY: `pc` is the instruction being executed; a `Call` has two cache words.
    unsafe {
        if matches!(Op::of_word(*pc).map(Op::generic), Some(Op::Call)) {
            *pc.add(1) = std::ptr::from_ref(builtin.def) as u64;
            *pc.add(2) = entry as u64;
            become_op(vm, pc, op);
        }
    }
}

/// Whether the callee is the native function in the cache of `remember_builtin`. The records of
/// native functions are static, so their addresses say which one it is.
#[inline(always)]
pub(crate) fn is_cached_builtin(callee: Value, def: u64) -> bool {
    callee.cast::<Builtin>().is_some_and(|b| std::ptr::from_ref(b.def) as u64 == def && b.receiver.get().is_unbound())
}

/// Bits of an entry's address in a cache word; the shape of the receiver stands above them.
const ENTRY_BITS: u32 = 48;

/// Notes in a `CallMethod` the method of a builtin type that it calls for receivers of a builtin
/// shape, with its entry.
fn remember_method(vm: &Vm, pc: *mut u64, method: Gc<MethodDescriptor>, this: Value, n: usize) {
    // The methods of types that cannot change are never freed.
    let lasting = method.owner.has(TypeFlags::IMMUTABLE) && !method.owner.has(TypeFlags::HEAP);
    let shape = this.header().map_or(0, |h| u64::from(h.shape().0));
    if !lasting || shape == 0 || shape >= u64::from(kinds::BUILTIN_MAX) {
        return;
    }
    let (op, entry) = match (method.def.fast, n) {
        (Fast::F1(f), 1) => (Op::CallMethodBuiltin1, f as usize),
        (Fast::F2(f), 2) => (Op::CallMethodBuiltin2, f as usize),
        (Fast::F3(f), 3) => (Op::CallMethodBuiltin3, f as usize),
        _ => (Op::CallMethodBuiltinN, method.def.call as usize),
    };
    // SAFETY: `pc` is the instruction being executed; a `CallMethod` has two cache words.
    unsafe {
        if matches!(Op::of_word(*pc).map(Op::generic), Some(Op::CallMethod)) && entry >> ENTRY_BITS == 0 {
            *pc.add(1) = method.bits();
            *pc.add(2) = entry as u64 | shape << ENTRY_BITS;
            become_op(vm, pc, op);
        }
    }
}

/// Whether the pair of registers holds the method and a receiver of the shape in the cache of
/// `remember_method`: then the receiver is an instance of the method's owner.
///
/// # Safety
/// `base` is the first of the pair.
#[inline(always)]
pub(crate) unsafe fn is_cached_method(base: *mut Value, method: u64, entry: u64) -> bool {
    // SAFETY: by the contract.
    let (callee, this) = unsafe { (*base, *base.add(1)) };
    callee.bits() == method && this.header().is_some_and(|h| u64::from(h.shape().0) == entry >> ENTRY_BITS)
}

macro_rules! natives {
    ($($name:ident ($($i:literal)*) $ty:ty;)*) => {
        $(
            /// Calls the entry in a cache word with the values behind `base`.
            ///
            /// # Safety
            /// The word was made from a function of that type, and the registers are in the window.
            #[inline(always)]
            pub(crate) unsafe fn $name(vm: &mut Vm, base: *mut Value, entry: u64) -> PyResult {
                let address = (entry & ((1 << ENTRY_BITS) - 1)) as usize;
                // SAFETY: by the contract.
                unsafe {
                    let f = std::mem::transmute::<usize, $ty>(address);
                    f(vm $(, *base.add($i))*)
                }
            }
        )*
    };
}

natives! {
    native1 (1) fn(&mut Vm, Value) -> PyResult;
    native2 (1 2) fn(&mut Vm, Value, Value) -> PyResult;
    native3 (1 2 3) fn(&mut Vm, Value, Value, Value) -> PyResult;
}

/// The same with the entry that binds `n` arguments itself.
///
/// # Safety
/// As for the others.
#[inline(always)]
pub(crate) unsafe fn native_n(vm: &mut Vm, base: *mut Value, n: usize, entry: u64) -> PyResult {
    let address = (entry & ((1 << ENTRY_BITS) - 1)) as usize;
    // SAFETY: by the contract.
    unsafe {
        let f = std::mem::transmute::<usize, fn(&mut Vm, Args<'_>) -> PyResult>(address);
        f(vm, Args::positional(std::slice::from_raw_parts(base.add(1), n)))
    }
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
    if let Some(f) = plain_init(vm, ty) {
        let instance = crate::bridge::new_plain_instance(vm, ty);
        push_bound(vm, f, args.with_receiver(instance), (Return::Instance, dst as u16, instance))?;
        return Ok(Next::Frame);
    }
    if let [v] = *args.plain()
        && !args.has_keywords()
        && let Some(made) = call_type_of_one(vm, ty, v)
    {
        return made.map(Next::Value);
    }
    vm.call_args(callee, args).map(Next::Value)
}

/// Notes in a `Call` that it calls this type with one value.
#[cold]
fn remember_type_of_one(vm: &Vm, pc: *mut u64, ty: Gc<Type>) {
    // SAFETY: `pc` is the instruction being executed; a `Call` has two cache words.
    unsafe {
        if matches!(Op::of_word(*pc).map(Op::generic), Some(Op::Call)) {
            *pc.add(1) = ty.bits();
            become_op(vm, pc, Op::CallType1);
        }
    }
}

/// The type in a cache of `remember_type_of_one`, if `callee` is it. Types of `call_type_of_one` are
/// never freed.
#[inline(always)]
pub(crate) fn cached_type(callee: Value, cache: u64) -> Option<Gc<Type>> {
    if callee.bits() == cache { callee.cast::<Type>() } else { None }
}

/// `str(v)`, `int(v)`, `float(v)`, `bool(v)` and `type(v)` where nothing but the value is asked.
#[inline]
pub(crate) fn call_type_of_one(vm: &mut Vm, ty: Gc<Type>, v: Value) -> Option<PyResult> {
    let types = &vm.types;
    if ty == types.str {
        if let Some(i) = v.as_small() {
            return Some(tauraro_objects::int::small_text(vm, i).map(Gc::value));
        }
        return Some(vm.str(v).map(Gc::value));
    }
    if ty == types.type_ {
        return Some(Ok(vm.type_of(v).value()));
    }
    if ty == types.int && (v.is_small_int() || v.is_bool()) {
        return Some(Ok(v.as_bool().map_or(v, |b| Value::small(i64::from(b)))));
    }
    if ty == types.int
        && let Some(s) = v.cast::<tauraro_core::Str>()
        && s.shape() == ShapeId::STR
        && (1..=15).contains(&s.byte_len())
        && s.as_bytes().iter().all(u8::is_ascii_digit)
    {
        let number = s.as_bytes().iter().fold(0, |n, b| n * 10 + i64::from(b - b'0'));
        return Some(Ok(Value::small(number)));
    }
    if ty == types.int && v.is_float() {
        let f = v.float_unchecked().trunc();
        return if f.abs() < SMALL_MAX as f64 { Some(Ok(Value::small(f as i64))) } else { None };
    }
    if ty == types.float && (v.is_float() || v.is_small_int()) {
        return Some(Ok(v.as_small().map_or(v, |i| Value::float(i as f64))));
    }
    if ty == types.bool {
        return Some(vm.truth(v).map(Value::bool));
    }
    None
}

/// The `__init__` of a class whose call does no more than allocate an instance and call that.
pub(crate) fn plain_init(vm: &mut Vm, ty: Gc<Type>) -> Option<Gc<Function>> {
    if ty.shape() != ShapeId::TYPE || !crate::bridge::makes_plain_instances(vm, ty) {
        return None;
    }
    vm.lookup(ty, vm.names.init)?.cast::<Function>()
}

/// Notes in a `Call` that it calls this class with its Python `__init__`.
fn remember_class(vm: &mut Vm, pc: *mut u64, ty: Gc<Type>) {
    // SAFETY: `pc` is the instruction being executed.
    let op = unsafe { Op::of_word(*pc) };
    if !matches!(op, Some(Op::Call | Op::CallClass)) {
        return;
    }
    if let Some(init) = plain_init(vm, ty)
        && ty.version.get() != 0
    {
        // SAFETY: a `Call` has two cache words.
        unsafe {
            *pc.add(1) = u64::from(ty.version.get());
            *pc.add(2) = init.bits();
        }
        become_op(vm, pc, Op::CallClass);
    }
}

/// The `__init__` in a cache of `remember_class`, if `callee` still is that class in that state.
#[inline(always)]
pub(crate) fn cached_init(callee: Value, version: u64, init: u64) -> Option<Gc<Function>> {
    let ty = callee.cast::<Type>()?;
    // The metaclass is not part of the version, nor is whether the class is abstract.
    let same = u64::from(ty.version.get()) == version && ty.shape() == ShapeId::TYPE;
    if !same || ty.has(TypeFlags::ABSTRACT) {
        return None;
    }
    // SAFETY: the class's dict keeps the function alive as long as the version is that one.
    Some(unsafe { Gc::from_bits(init) })
}

/// Replaces the class in a register by a new instance of it.
///
/// # Safety
/// The register holds a class that `cached_init` accepts.
#[inline(always)]
pub(crate) unsafe fn make_instance(vm: &mut Vm, place: *mut Value) {
    // SAFETY: by the contract.
    unsafe {
        if let Some(ty) = (*place).cast::<Type>() {
            *place = crate::bridge::new_plain_instance(vm, ty);
        }
    }
}

/// Raises the error for an `__init__` that returned something.
#[cold]
pub(crate) fn init_returned(vm: &mut Vm, v: Value) -> PyResult<()> {
    let text = format!("__init__() should return None, not '{}'", vm.type_name(v));
    Err(vm.type_error(text))
}

/// Runs a Python getter of a property.
pub(crate) fn call_getter(vm: &mut Vm, getter: Value, obj: Value, dst: usize) -> PyResult<Next> {
    let Some(f) = getter.cast::<Function>() else {
        return vm.call(getter, &[obj]).map(Next::Value);
    };
    push_values(vm, f, &[obj], (Return::Register, dst as u16, Value::UNBOUND))?;
    Ok(Next::Frame)
}

/// Pushes a frame for a Python function with values that stand in no window.
#[inline]
pub(crate) fn push_values(vm: &mut Vm, f: Gc<Function>, values: &[Value], link: LinkBack) -> PyResult<()> {
    let Some(code) = takes_exactly(f, values.len()) else {
        return push_bound(vm, f, Args::positional(values), link);
    };
    let (regs, place) = frame::top(vm);
    check_room(vm, regs, code.n_registers(), place)?;
    // SAFETY: `top` gives the free ends of both stacks, and the room was checked.
    unsafe {
        std::ptr::copy(values.as_ptr(), regs, values.len());
        push(vm, f, code, place, regs, values.len(), link)
    }
}

/// Calls with keywords: `n` values from `args` on, the last ones named by the tuple that the
/// instruction has as a constant.
///
/// # Safety
/// As for `call`.
pub(crate) unsafe fn call_kw(
    vm: &mut Vm,
    pc: *mut u64,
    callee: Value,
    args: *mut Value,
    n: usize,
    dst: usize,
) -> PyResult<Next> {
    let frame = frame::current(vm);
    // SAFETY: by the contract; the operand word names the constant.
    unsafe {
        let names = (*frame).constant(*pc.add(1) as u32 as usize).cast::<Tuple>();
        if let (Some(f), Some(names)) = (callee.cast::<Function>(), names) {
            remember_keywords(vm, pc, f, n, names);
        }
        let values = std::slice::from_raw_parts(args, n);
        call_any(vm, callee, Args { receiver: None, values, names }, dst)
    }
}

/// Keywords that a cache word has room for; its last byte is the number of positional arguments.
const MAPPED_MAX: usize = 7;

/// Notes in a call with keywords which parameter each of them is, for functions that take no
/// others: `x` of the operand word is the code's number, the cache word has a byte each.
fn remember_keywords(vm: &mut Vm, pc: *mut u64, f: Gc<Function>, n: usize, names: Gc<Tuple>) {
    let object = f.code_object();
    let code = &object.code;
    let (n_names, n_args) = (names.len(), code.arg_count as usize);
    let end = n_args + code.kwonly_count as usize;
    let others = code.flags.has(CodeFlags::VARARGS) || code.flags.has(CodeFlags::VARKEYWORDS);
    if others || n_names > MAPPED_MAX || n - n_names > n_args || end > 250 || object.id == 0 {
        return;
    }
    if !object.is_ready() {
        return;
    }
    let locals = object.locals();
    let mut map = ((n - n_names) as u64) << 56;
    let mut used = [false; 256];
    for (i, name) in names.items().iter().enumerate() {
        let locals = &locals.items()[..end];
        let Some(at) = locals.iter().position(|l| l == name) else { return };
        if at < code.posonly_count as usize || at < n - n_names || used[at] {
            return;
        }
        used[at] = true;
        map |= (at as u64) << (8 * i);
    }
    // SAFETY: `pc` is the instruction being executed, with an operand word and a cache word.
    unsafe {
        *pc.add(1) = *pc.add(1) & 0xFFFF_FFFF | u64::from(object.id) << 32;
        *pc.add(2) = map;
        let op = if *pc as u16 == Op::CallKw as u16 || *pc as u16 == Op::CallKwPy as u16 {
            Op::CallKwPy
        } else {
            Op::CallMethodKwPy
        };
        become_op(vm, pc, op);
    }
}

/// The function, if its code is the one that the operand word of a call with keywords names.
#[inline(always)]
pub(crate) fn cached_keywords(callee: Value, operands: u64) -> Option<Gc<Function>> {
    let f = callee.cast::<Function>()?;
    let id = f.code_object().id;
    if id != 0 && u64::from(id) == operands >> 32 { Some(f) } else { None }
}

/// Pushes a frame for a function with `n` arguments from `args` on, those behind the positional
/// ones as `map` says.
///
/// # Safety
/// As for `call`; `map` was made by `remember_keywords` for the function's code.
pub(crate) unsafe fn call_mapped(
    vm: &mut Vm,
    frame: *mut Frame,
    f: Gc<Function>,
    args: *mut Value,
    n: usize,
    (map, dst): (u64, usize),
) -> PyResult<()> {
    let code = f.code_object();
    let n_positional = (map >> 56) as usize;
    let n_names = n - n_positional;
    let mut named = [Value::UNBOUND; MAPPED_MAX];
    // SAFETY: by the contract; a generator's window is not at the stack's top.
    unsafe {
        std::ptr::copy_nonoverlapping(args.add(n_positional), named.as_mut_ptr(), n_names);
        let mut regs = args;
        if (*frame).generator.is_some() {
            regs = (*frame).stack_top;
            check_room(vm, regs, code.n_registers(), frame.add(1))?;
            std::ptr::copy_nonoverlapping(args, regs, n_positional);
        }
        push(vm, f, code, frame.add(1), regs, n_positional, (Return::Register, dst as u16, Value::UNBOUND))?;
        for (i, v) in named[..n_names].iter().enumerate() {
            *regs.add((map >> (8 * i)) as u8 as usize) = *v;
        }
        let window = std::slice::from_raw_parts_mut(regs, code.n_registers());
        let filled = fill_missing(vm, f, code, window, n_positional);
        if filled.is_err() {
            vm.thread.frame = frame.cast();
        }
        filled
    }
}

/// Whether a method call with keywords has as many positional arguments as its cache says: that
/// depends on whether there is a receiver. `n` counts the named ones too.
#[inline(always)]
pub(crate) fn same_count(frame: &Frame, operands: u64, n: usize, map: u64) -> bool {
    let names = frame.constant(operands as u32 as usize).cast::<Tuple>().map_or(0, |t| t.len());
    n - names == (map >> 56) as usize
}

fn call_any(vm: &mut Vm, callee: Value, args: Args<'_>, dst: usize) -> PyResult<Next> {
    if let Some(f) = callee.cast::<Function>() {
        let link = (Return::Register, dst as u16, Value::UNBOUND);
        match args {
            Args { receiver: None, names: None, values } => push_values(vm, f, values, link)?,
            _ => push_bound(vm, f, args, link)?,
        }
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
pub(crate) fn call_ex(vm: &mut Vm, callee: Value, star: Value, mapping: Value, dst: usize) -> PyResult<Next> {
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
    tauraro_objects::iterable::tuple_from_iterable(vm, star)
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
    ready(vm, code)?;
    let (regs, place) = frame::top(vm);
    let n = code.n_registers();
    check_room(vm, regs, n, place)?;
    // SAFETY: `top` gives the free ends of both stacks, and the room was checked.
    unsafe {
        for i in 0..n {
            *regs.add(i) = Value::UNBOUND;
        }
        place.write(Frame {
            pc: code.first(),
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
            changed: 0,
        });
    }
    crate::enter::run_frame(vm, place)
}
