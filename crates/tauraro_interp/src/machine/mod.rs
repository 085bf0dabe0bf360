//! What machine code and its compiler know of frames and of the code that runs in them.

use crate::code::CodeObject;
use crate::frame::{Frame, InterpState, Return};
use crate::function::Function;
use crate::record::Kind;
use crate::tier::Entered;
use std::mem::offset_of;
use std::sync::Arc;
use tauraro_bytecode::{Code, Instruction, Op, Pc, Reg};
use tauraro_core::object::{CompareOp, Module, Str, Type};
use tauraro_core::ops::BinaryOp;
use tauraro_core::shape::ShapeId;
use tauraro_core::{Dict, Gc, PyResult, Raised, Value, Vm, kinds};

mod attributes;

pub use crate::exceptions::{catch, raise_at as raise};
pub use crate::frame::Frame as MachineFrame;
pub use crate::step::{Family, execute, executes};
pub use attributes::{Attribute, ClassAttribute, attribute, class_attribute, stored};

/// Where the parts of a frame stand in it, in bytes.
pub mod frame {
    use super::Frame;
    use std::mem::offset_of;

    /// The instruction.
    pub const PC: usize = offset_of!(Frame, pc);
    /// The address of register 0.
    pub const REGS: usize = offset_of!(Frame, regs);
    /// The code object.
    pub const CODE: usize = offset_of!(Frame, code);
    /// The first free register above the window.
    pub const STACK_TOP: usize = offset_of!(Frame, stack_top);
    /// The dict of globals.
    pub const GLOBALS: usize = offset_of!(Frame, globals);
    /// The dict of builtins.
    pub const BUILTINS: usize = offset_of!(Frame, builtins);
    /// The namespace of a class body.
    pub const NAMESPACE: usize = offset_of!(Frame, namespace);
    /// The function.
    pub const FUNCTION: usize = offset_of!(Frame, function);
    /// The generator, 0 for none.
    pub const GENERATOR: usize = offset_of!(Frame, generator);
    /// The frame object, 0 for none.
    pub const OBJECT: usize = offset_of!(Frame, object);
    /// The exception that was being handled.
    pub const HANDLED: usize = offset_of!(Frame, handled);
    /// An instance that is being made.
    pub const EXTRA: usize = offset_of!(Frame, extra);
    /// The frame below.
    pub const BELOW: usize = offset_of!(Frame, below);
    /// The register that gets the result and, 16 bits behind it, how it is returned; then 32 bits that
    /// say whether a variable was written from outside.
    pub const RETURNS: usize = offset_of!(Frame, dst);
    /// Those 32 bits.
    pub const CHANGED: usize = offset_of!(Frame, changed);
    /// Bytes of a frame.
    pub const BYTES: usize = size_of::<Frame>();
}

/// What a frame has at `frame::RETURNS` whose result machine code takes.
pub const RETURNS_NATIVELY: u64 = (Return::Native as u64) << 16;

/// The same of a call whose result goes to register `dst` of the frame below.
#[must_use]
pub fn returns_to(dst: Reg) -> u64 {
    u64::from(dst.0) | (Return::Register as u64) << 16
}

/// The same of a method that an operator or comparison has called.
#[must_use]
pub fn returns_to_operator() -> u64 {
    (Return::Operator as u64) << 16
}

/// The same of the `__init__` of an instance, which goes there.
#[must_use]
pub fn returns_instance_to(dst: Reg) -> u64 {
    u64::from(dst.0) | (Return::Instance as u64) << 16
}

const _: () = assert!(offset_of!(Frame, returns) == frame::RETURNS + 2 && frame::CHANGED == frame::RETURNS + 4);

/// Where a function has its tuple of cells.
pub const FUNCTION_CLOSURE: usize = tauraro_core::layout::PAYLOAD + offset_of!(Function, closure);
/// Where a function has its tuple of defaults, 0 if it has none.
pub const FUNCTION_DEFAULTS: usize = tauraro_core::layout::PAYLOAD + offset_of!(Function, defaults);

/// Where a function has its code object.
pub const FUNCTION_CODE: usize = tauraro_core::layout::PAYLOAD + offset_of!(Function, code);
/// Where a function has the dict of its globals.
pub const FUNCTION_GLOBALS: usize = tauraro_core::layout::PAYLOAD + offset_of!(Function, globals);
/// Where a function has the dict of its builtins.
pub const FUNCTION_BUILTINS: usize = tauraro_core::layout::PAYLOAD + offset_of!(Function, builtins);

/// Where a code object has the address of its machine code.
pub const CODE_MACHINE: usize = tauraro_core::layout::PAYLOAD + offset_of!(CodeObject, machine);

/// What the interpreter has found out at an instruction: its adaptive variant and cache words.
#[derive(Clone, Copy, Debug)]
pub struct Cached {
    /// The variant.
    pub op: Op,
    /// The words behind the instruction word, as far as it has them.
    pub words: [u64; 3],
}

/// The running code of a frame, for a compiler.
#[derive(Clone, Copy)]
pub struct Running {
    frame: *mut Frame,
}

impl Running {
    /// # Safety
    /// The frame is active as long as this is used.
    pub unsafe fn new(frame: *mut Frame) -> Running {
        Running { frame }
    }

    fn frame(&self) -> &Frame {
        // SAFETY: by the contract of `new`.
        unsafe { &*self.frame }
    }

    /// The frame.
    #[must_use]
    pub fn pointer(&self) -> *mut Frame {
        self.frame
    }

    /// The code that runs in it.
    #[must_use]
    pub fn code(&self) -> CodeHere {
        let frame = self.frame();
        CodeHere { code: frame.code, globals: frame.globals, builtins: frame.builtins }
    }

    /// Whether the names of the code are its globals: it is no class body.
    #[must_use]
    pub fn names_are_globals(&self) -> bool {
        let frame = self.frame();
        frame.namespace.is_unbound() || frame.namespace == frame.globals.value()
    }

    /// Whether the frame is a generator's.
    #[must_use]
    pub fn is_generator(&self) -> bool {
        self.frame().generator.is_some()
    }

    /// What was written from outside is in the window, and machine code has left the frame.
    pub fn has_left(&self) {
        // SAFETY: the frame is active.
        unsafe { (*self.frame).changed = 0 };
    }

    /// Pushes the frame of a function that this one calls, in whose machine code it was inlined. Its registers
    /// are unbound, and it stands at its beginning.
    ///
    /// # Panics
    /// The values are not those of a function.
    pub fn push(&self, vm: &mut Vm, call: &InlinedCall) -> Running {
        let code = call.code.cast::<CodeObject>().expect("a function was inlined with its code");
        let (globals, builtins) = (call.globals.cast(), call.builtins.cast());
        // SAFETY: the frame is active; the unit has made sure at its entry that there is room for the
        // frames and windows of all that it inlines.
        unsafe {
            (*self.frame).pc = (*self.frame).code.start().add(call.pc.0 as usize);
            let place = self.frame.add(1);
            let n = code.n_registers();
            for i in 0..n {
                *call.window.add(i) = Value::UNBOUND;
            }
            place.write(Frame {
                pc: code.first(),
                regs: call.window,
                code,
                stack_top: call.window.add(n),
                globals: globals.expect("globals are a dict"),
                builtins: builtins.expect("builtins are a dict"),
                namespace: Value::UNBOUND,
                function: call.function.cast(),
                generator: None,
                object: None,
                handled: vm.handled,
                extra: call.instance,
                below: self.frame,
                dst: call.returns as u16,
                returns: match call.returns >> 16 {
                    returns if returns == Return::Instance as u64 => Return::Instance,
                    returns if returns == Return::Operator as u64 => Return::Operator,
                    _ => Return::Register,
                },
                changed: 0,
            });
            vm.thread.frame = place.cast();
            Running { frame: place }
        }
    }

    /// The address of register number `at` of its window.
    #[must_use]
    pub fn register(&self, at: usize) -> *mut Value {
        self.frame().regs.wrapping_add(at)
    }

    /// The running frame of a thread.
    #[must_use]
    pub fn current(vm: &Vm) -> Running {
        Running { frame: crate::frame::current(vm) }
    }

    /// Lets the frame go on at an instruction.
    pub fn set_pc(&self, at: Pc) {
        // SAFETY: the frame is active, and `at` an instruction of its code.
        unsafe { (*self.frame).pc = (*self.frame).code.start().add(at.0 as usize) };
    }

    /// Writes a register of this frame or, counted on, of those above it.
    ///
    /// # Panics
    /// There is no such register.
    pub fn set_register(&self, vm: &Vm, register: Reg, v: Value) {
        let place = self.register(usize::from(register.0));
        // SAFETY: the current frame is active.
        let end = unsafe { (*crate::frame::current(vm)).stack_top };
        assert!(place < end || self.is_generator(), "the register is in a window");
        // SAFETY: the register is inside of a window, and no borrow of it outlives a method.
        unsafe { *place = v };
    }
}

/// The number of the code of the current frame, its instruction, and the kinds of what that reads.
#[must_use]
pub fn at_work(vm: &Vm) -> Option<(u32, Pc, Vec<Kind>)> {
    // SAFETY: the current frame is active, its `pc` an instruction of its code that reads registers it has.
    unsafe {
        let frame = vm.thread.frame.cast::<Frame>().as_ref()?;
        let at = Pc(frame.code.index_of(frame.pc));
        let mut kinds = Vec::new();
        let instruction = Instruction::decode(&frame.code.code.get().words, at)?;
        instruction.each_read(|register| kinds.push(Kind::of(*frame.regs.add(register as usize))));
        Some((frame.code.id, at, kinds))
    }
}

/// What is known of a code object: its number, what the compiler made, and where its instructions stand.
#[must_use]
pub fn code_object(v: Value) -> Option<(u32, Arc<Code>, *const u64)> {
    let code = v.cast::<CodeObject>()?;
    Some((code.id, code.code.get().clone(), code.start()))
}

/// A call of a function that machine code has inlined.
#[derive(Clone, Copy, Debug)]
pub struct InlinedCall {
    /// The calling instruction.
    pub pc: Pc,
    /// The callee's window.
    pub window: *mut Value,
    /// What its frame has at `frame::RETURNS`.
    pub returns: u64,
    /// The function.
    pub function: Value,
    /// Its code object.
    pub code: Value,
    /// The dict of its globals.
    pub globals: Value,
    /// The dict of its builtins.
    pub builtins: Value,
    /// The instance that it initialises, or UNBOUND.
    pub instance: Value,
}

/// Results of machine code that are less are numbers of exits.
pub const EXITS_END: u64 = 4096;
/// Machine code is not entered when less of the native stack is left, in bytes.
pub const STACK_MIN: usize = 256 << 10;

/// `(vm, frame) -> result`: the value that the frame has ended with, or the number of an exit.
pub type Entry = unsafe extern "sysv64" fn(*mut Vm, *mut Frame) -> u64;

/// How machine code has ended.
#[derive(Clone, Copy, Debug)]
pub enum Ran {
    /// The frame has ended with a value; it is still the current one.
    Returned(Value),
    /// By an exit.
    Left(u64),
}

/// Runs machine code on a frame.
///
/// # Safety
/// It was made for the frame's code and stays as long as it runs; the frame is the current one.
pub unsafe fn run_at(vm: &mut Vm, frame: *mut Frame, address: usize) -> Ran {
    // SAFETY: by the contract; what is no number of an exit is the bits of a value.
    unsafe {
        let entry = std::mem::transmute::<usize, Entry>(address);
        let left = entry(vm, frame);
        if left < EXITS_END { Ran::Left(left) } else { Ran::Returned(Value::from_bits(left)) }
    }
}

/// Runs a frame that begins, if its function has machine code.
///
/// # Safety
/// The frame is the current one.
#[inline(always)]
pub(crate) unsafe fn run(vm: &mut Vm, frame: *mut Frame) -> Option<Ran> {
    // SAFETY: by the contract.
    unsafe {
        let code = (*frame).code;
        let address = code.machine.get();
        let goes = address != 0 && !vm.thread.tracing && vm.native_stack_left() > STACK_MIN;
        goes.then(|| run_at(vm, frame, address))
    }
}

/// Puts a frame right whose machine code was left by an exit.
#[cold]
pub(crate) fn leave(vm: &mut Vm, frame: *mut Frame, exit: u64) -> Entered {
    let tier = vm.extension::<InterpState>().tier.expect("there is machine code");
    // SAFETY: the caller's frame is the current one.
    let running = unsafe { Running::new(frame) };
    (tier.left)(vm, running, exit)
}

/// Brings a frame to its end whose machine code was left by an exit.
///
/// # Errors
/// What it raises.
///
/// # Safety
/// The frame is the current one.
pub unsafe fn finish(vm: &mut Vm, frame: *mut Frame, exit: u64) -> PyResult {
    // What was inlined has a frame of its own now.
    if matches!(leave(vm, frame, exit), Entered::Raised) && !crate::exceptions::unwind(vm, frame, true) {
        return Err(Raised);
    }
    crate::run::run(vm, frame)
}

/// Code with the namespaces in which it runs.
#[derive(Clone, Copy)]
pub struct CodeHere {
    code: Gc<CodeObject>,
    globals: Gc<Dict>,
    builtins: Gc<Dict>,
}

impl CodeHere {
    /// That of a Python function that has run before.
    #[must_use]
    pub fn of_function(v: Value) -> Option<CodeHere> {
        let f = v.cast::<Function>()?;
        let code = f.code_object();
        code.is_ready().then_some(CodeHere { code, globals: f.globals, builtins: f.builtins })
    }

    /// The code object.
    #[must_use]
    pub fn object(&self) -> Gc<CodeObject> {
        self.code
    }

    /// A number that no other code object of the isolate ever has.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.code.id
    }

    /// What the compiler made of the source.
    #[must_use]
    pub fn compiled(&self) -> Arc<Code> {
        self.code.code.get().clone()
    }

    /// Its name with this number.
    #[must_use]
    pub fn name(&self, at: u32) -> Value {
        self.code.name_at(at as usize).value()
    }

    /// The constants.
    pub fn constants(&self) -> impl Iterator<Item = Value> + '_ {
        let consts = self.code.consts();
        (0..consts.cap()).map(move |at| consts.slots()[at].get())
    }

    /// The address of the first instruction word, which stays as long as the code object lives.
    #[must_use]
    pub fn words(&self) -> *const u64 {
        self.code.start()
    }

    /// How many positional arguments it takes without binding, if it does.
    #[must_use]
    pub fn exact_args(&self) -> Option<usize> {
        let n = self.code.exact_args();
        (n != crate::code::NOT_EXACT).then_some(n as usize)
    }

    /// The dicts that global names are looked up in.
    #[must_use]
    pub fn namespaces(&self) -> (Value, Value) {
        (self.globals.value(), self.builtins.value())
    }

    /// What the interpreter knows at an instruction, if it has changed it to a variant.
    #[must_use]
    pub fn cached(&self, at: &Instruction) -> Option<Cached> {
        // SAFETY: the instruction is one of the code's, with all its words.
        unsafe {
            let pc = self.code.start().add(at.at.0 as usize);
            let op = Op::of_word(*pc).filter(|op| *op != op.generic())?;
            let mut words = [0; 3];
            for (i, word) in words.iter_mut().enumerate().take(op.words() as usize - 1) {
                *word = *pc.add(1 + i);
            }
            Some(Cached { op, words })
        }
    }

    /// Makes calls from machine code go to the machine code at an address; 0: to the interpreter.
    pub fn set_machine(&self, address: usize) {
        self.code.machine.set(address);
    }
}

/// The tuple of a function's defaults and its items, as bits.
#[must_use]
pub fn defaults(function: Value) -> (u64, Vec<u64>) {
    let defaults = function.cast::<Function>().and_then(|f| f.defaults.get());
    defaults.map_or((0, Vec::new()), |row| (row.bits(), row.items().iter().map(|v| v.bits()).collect()))
}

/// The dict of a module that an earlier value of a name was: both as bits.
#[must_use]
pub fn module_dict(v: Value) -> Option<u64> {
    Some(v.cast::<Module>()?.dict.get()?.value().bits())
}

/// The value of an entry of a dict whose keys are those of a version.
#[must_use]
pub fn entry_value(dict: Value, version: u32, at: usize) -> Option<Value> {
    let dict = dict.cast::<Dict>()?;
    (dict.table.known_keys_version() == version).then(|| dict.table.value_at(at))
}

/// The class, as bits, behind which `super()` looks for a method of objects of the shapes with these numbers:
/// the one that a `LoadSuperMethod` has cached together with the version of one of these shapes.
#[must_use]
pub fn class_of_super(vm: &Vm, versions: u64) -> Option<u64> {
    let shape = vm.shapes.of_version(versions as u32)?;
    let version = (versions >> 32) as u32;
    let start = vm.shapes.hot(shape).class?;
    let class = start.mro_types().find(|class| class.version.get() == version)?;
    (version != 0).then(|| class.value().bits())
}

/// What `super(class, obj)` finds for a call under a name, if `obj` is of a shape, as long as that has the
/// version: a method, as bits.
pub fn super_method(vm: &mut Vm, class: u64, shape: u32, name: Value) -> Option<(u32, u64)> {
    // SAFETY: `class_of_super` has found the class, and it is among the bases of one that is alive.
    let class = unsafe { Value::from_bits(class) }.cast::<Type>()?;
    let (hot, name) = (*vm.shapes.hot(ShapeId(shape)), name.cast::<Str>()?);
    let start = hot.class?;
    if hot.version == 0 || start.instance_kind.get() == kinds::TYPE || !start.is_subtype(class) {
        return None;
    }
    let method = tauraro_objects::super_::find_method(vm, class, start, name)?;
    Some((hot.version, method.bits()))
}

/// The shape whose version a cache word holds.
#[must_use]
pub fn shape_of_version(vm: &Vm, word: u64) -> Option<u32> {
    vm.shapes.of_version(word as u32).map(|shape| shape.0)
}

/// The version of a class, whose instances are made by no more than allocating them and calling its Python
/// `__init__`, and that function as bits.
pub fn init_of(vm: &mut Vm, class: Value) -> Option<(u32, u64)> {
    let ty = class.cast::<Type>()?;
    let init = crate::calls::plain_init(vm, ty)?;
    let version = ty.version.get();
    (version != 0).then_some((version, init.bits()))
}

/// An operator, a comparison or a subscript.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// An operator, and whether it is one in place.
    Binary(BinaryOp, bool),
    /// A comparison.
    Compare(CompareOp),
    /// `left[right]`.
    Item,
    /// `left[right] = v`.
    SetItem,
}

/// The function, as bits, that an operator calls first if its left operand is of a shape, as long as that has
/// the version, and the right one of a kind that has no say.
pub fn operator(vm: &mut Vm, operator: Operator, shape: u32, right: Kind) -> Option<(u32, u64)> {
    let ty = vm.shapes.hot(ShapeId(shape)).class?;
    let knows_nothing = match right {
        Kind::Int | Kind::BigInt | Kind::Float | Kind::Bool | Kind::None => true,
        Kind::Shape(right) => vm.shapes.hot(right).class == Some(ty),
        Kind::Unbound | Kind::Other => false,
    };
    let name = match operator {
        Operator::Binary(op, in_place) => {
            let (name, own) = crate::operators::methods_of(vm, op)?;
            if in_place && vm.lookup(ty, own).is_some() {
                return None;
            }
            name
        }
        Operator::Compare(op) => crate::operators::method_of_comparison(vm, op),
        Operator::Item => vm.names.getitem,
        Operator::SetItem => vm.names.setitem,
    };
    let is_first = knows_nothing || matches!(operator, Operator::Item | Operator::SetItem);
    match attribute(vm, shape, name.value())? {
        (version, Attribute::Method(bits)) if is_first => Some((version, bits)),
        _ => None,
    }
}
