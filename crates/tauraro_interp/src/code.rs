//! `CodeObject`: the runtime form of a code object. Shares the compiler's immutable `Code` and
//! adds what the interpreter needs beside it: constants and names as values, and a copy of the
//! instructions that it may rewrite.
//!
//! Of stored code only the outline is made at first. `ready` makes the rest before the code runs
//! for the first time: until then `exact_args` is `NOT_EXACT`, so that no call can go the short
//! ways, which do not ask.

use dashu_int::{IBig, Sign, UBig};
use rustpython_wtf8::Wtf8;
use std::cell::{Cell, OnceCell, UnsafeCell};
use std::sync::Arc;
use tauraro_bytecode::{Code, CodeFlags, Const, LazyCode, Op};
use tauraro_core::heap::{Gc, Link, Slot};
use tauraro_core::object::{Str, Tuple};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, kinds};

pub struct CodeObject {
    /// What the compiler made.
    pub code: LazyCode,
    /// Constants; nested code is UNBOUND until first used (`nested_code`). This and the two below
    /// are `None` until the code is ready.
    consts: Link<ConstTable>,
    /// Names, all interned.
    names: Link<Tuple>,
    /// Names of the registers, all interned.
    locals: Link<Tuple>,
    /// `co_name`, `co_qualname`, `co_filename` as strings.
    pub name: Slot,
    pub qualname: Slot,
    pub filename: Slot,
    /// The instructions. Only the interpreter of the owning isolate writes them.
    words: OnceCell<Box<[UnsafeCell<u64>]>>,
    /// The line of each word, 0 for none; made when first asked for.
    lines: OnceCell<Box<[u32]>>,
    /// Where calls begin: the first instruction, or the one behind an `Enter` that is given up.
    entry: Cell<*mut u64>,
    n_registers: Cell<u32>,
    /// Tells this code object from all others for inline caches; 0: from none.
    pub(crate) id: u32,
    /// Number of positional arguments that need no binding code; `NOT_EXACT` if there are
    /// keyword-only parameters, `*args` or `**kwargs`, or if the code is not ready.
    exact_args: Cell<u32>,
    /// The address of machine code for the whole function, 0 if there is none. See `machine`.
    pub(crate) machine: Cell<usize>,
}

tauraro_core::payload!(CodeObject, kinds::CODE, "code", [consts, names, locals, name, qualname, filename]);

/// `CodeObject::exact_args` of code whose arguments always need binding.
pub(crate) const NOT_EXACT: u32 = u32::MAX;

/// A row of constants. Unlike a tuple its items may still be filled in.
pub type ConstTable = tauraro_core::heap::Storage;

impl CodeObject {
    /// Address of the first instruction; null if the code is not ready.
    #[inline(always)]
    pub(crate) fn start(&self) -> *mut u64 {
        self.words.get().map_or(std::ptr::null_mut(), |words| words.as_ptr().cast_mut().cast())
    }

    /// Where a call of code that is ready begins.
    #[inline(always)]
    pub(crate) fn entry(&self) -> *mut u64 {
        self.entry.get()
    }

    /// The first instruction that does something, of code that is ready.
    pub(crate) fn first(&self) -> *mut u64 {
        self.start().wrapping_add(usize::from(self.begins_with_enter()))
    }

    /// Whether the first instruction is an `Enter`, which no tool sees.
    #[inline]
    pub(crate) fn begins_with_enter(&self) -> bool {
        self.code.words.first().is_some_and(|word| *word as u16 == Op::Enter as u16)
    }

    /// Calls no longer count.
    pub(crate) fn enter_is_given_up(&self) {
        self.entry.set(self.first());
    }

    /// A constant.
    ///
    /// # Safety
    /// The code is ready and has that many constants.
    #[inline(always)]
    pub(crate) unsafe fn constant(&self, at: usize) -> Value {
        debug_assert!(at < self.consts().cap());
        // SAFETY: by the contract.
        unsafe { *self.consts.get().unwrap_unchecked().tail::<Value>().add(at) }
    }

    /// The constants of code that is ready.
    #[inline(always)]
    pub(crate) fn consts(&self) -> Gc<ConstTable> {
        self.consts.get().expect(READY)
    }

    /// The names of code that is ready.
    #[inline(always)]
    pub(crate) fn names(&self) -> Gc<Tuple> {
        self.names.get().expect(READY)
    }

    /// The names of the registers of code that is ready.
    #[inline(always)]
    pub(crate) fn locals(&self) -> Gc<Tuple> {
        self.locals.get().expect(READY)
    }

    /// Size of the window of code that is ready.
    #[inline(always)]
    pub(crate) fn n_registers(&self) -> usize {
        self.n_registers.get() as usize
    }

    /// See the field.
    #[inline(always)]
    pub(crate) fn exact_args(&self) -> u32 {
        self.exact_args.get()
    }

    /// Word index of an address inside of the instructions.
    #[inline(always)]
    pub(crate) fn index_of(&self, pc: *const u64) -> u32 {
        ((pc as usize - self.start() as usize) / 8) as u32
    }

    /// Whether a flag of `co_flags` is set.
    #[inline(always)]
    pub fn has(&self, flag: CodeFlags) -> bool {
        self.code.flags.has(flag)
    }
}

impl CodeObject {
    /// The name of a register.
    pub(crate) fn local_name(&self, register: usize) -> Gc<Str> {
        let name = self.locals().get(register).and_then(Value::cast::<Str>);
        name.expect("the compiler names every register that an error can mention")
    }

    /// The line of the instruction at a word, 0 if it has none.
    pub(crate) fn line_at(&self, at: u32) -> u32 {
        let lines = self.lines.get_or_init(|| {
            let mut lines = vec![0; self.code.words.len()];
            for run in self.code.positions.runs() {
                let (start, end) = (run.start.0 as usize, (run.end.0 as usize).min(lines.len()));
                lines[start.min(end)..end].fill(run.position.map_or(0, |p| p.line));
            }
            lines.into()
        });
        lines.get(at as usize).copied().unwrap_or(0)
    }

    /// The code object of a constant that is nested code.
    pub fn nested_code(&self, vm: &mut Vm, at: usize) -> PyResult<Gc<CodeObject>> {
        let consts = self.consts();
        let slot = &consts.slots()[at];
        if let Some(made) = slot.get().cast::<CodeObject>() {
            return Ok(made);
        }
        let Const::Code(nested) = &self.code.consts[at] else {
            unreachable!("the verifier checks that the operand is a code constant")
        };
        let made = if nested.is_read() { new_code(vm, nested)? } else { outline(vm, nested) };
        slot.set(consts.header(), made.value());
        Ok(made)
    }
}

impl CodeObject {
    /// Whether `ready` was called.
    pub(crate) fn is_ready(&self) -> bool {
        self.words.get().is_some()
    }
}

/// Makes what running the code needs, if it is not there yet. Raises MemoryError.
#[inline]
pub fn ready(vm: &mut Vm, code: Gc<CodeObject>) -> PyResult<()> {
    if code.is_ready() { Ok(()) } else { make_ready(vm, code) }
}

#[cold]
fn make_ready(vm: &mut Vm, object: Gc<CodeObject>) -> PyResult<()> {
    let code = object.code.get();
    let consts = ConstTable::alloc(vm, code.consts.len())?;
    object.link(&object.consts, Some(consts));
    for (i, c) in code.consts.iter().enumerate() {
        if !matches!(c, Const::Code(_)) {
            let v = constant(vm, c)?;
            consts.slots()[i].set(consts.header(), v);
        }
    }
    let names = intern_all(vm, code.names.iter().map(|n| &**n), code.names.len())?;
    object.link(&object.names, Some(names));
    let locals = intern_all(vm, code.locals.iter().map(|l| &*l.name), code.locals.len())?;
    object.link(&object.locals, Some(locals));
    object.n_registers.set(code.n_registers);
    let plain =
        code.kwonly_count == 0 && !code.flags.has(CodeFlags::VARARGS) && !code.flags.has(CodeFlags::VARKEYWORDS);
    object.exact_args.set(if plain { code.arg_count } else { NOT_EXACT });
    // The instructions come last: they tell that all else is there.
    let (words, calls_count) = crate::tier::with_counts(vm, code);
    let start = object.words.get_or_init(|| words).as_ptr().cast_mut();
    object.entry.set(start.cast());
    if !calls_count {
        object.enter_is_given_up();
    }
    Ok(())
}

/// What `expect` says of the parts of code that runs.
const READY: &str = "code is made ready before it runs";

/// The runtime form of `code`, ready to run. Raises MemoryError.
pub fn new_code(vm: &mut Vm, code: &Arc<Code>) -> PyResult<Gc<CodeObject>> {
    let made = outline(vm, &code.clone().into());
    ready(vm, made)?;
    Ok(made)
}

/// Gives code another `co_filename`, and so the code within it.
pub fn set_filename(vm: &mut Vm, code: Gc<CodeObject>, filename: Value) -> PyResult<()> {
    ready(vm, code)?;
    code.set(&code.filename, filename);
    for i in 0..code.code.consts.len() {
        if code.code.consts[i].as_code().is_some() {
            let inner = code.nested_code(vm, i)?;
            set_filename(vm, inner, filename)?;
        }
    }
    Ok(())
}

/// The runtime form of code that need not have been read.
fn outline(vm: &mut Vm, code: &LazyCode) -> Gc<CodeObject> {
    let outline = code.outline();
    let name = vm.intern(outline.name).value();
    let qualname = vm.intern(outline.qualname).value();
    let filename = vm.intern(outline.filename).value();
    let payload = CodeObject {
        code: code.clone(),
        consts: Link::new(None),
        names: Link::new(None),
        locals: Link::new(None),
        name: Slot::new(name),
        qualname: Slot::new(qualname),
        filename: Slot::new(filename),
        words: OnceCell::new(),
        lines: OnceCell::new(),
        entry: Cell::new(std::ptr::null_mut()),
        n_registers: Cell::new(0),
        id: vm.unique_number(),
        exact_args: Cell::new(NOT_EXACT),
        machine: Cell::new(0),
    };
    vm.alloc(ShapeId::CODE, payload)
}

fn intern_all<'a>(vm: &mut Vm, names: impl Iterator<Item = &'a str>, len: usize) -> PyResult<Gc<Tuple>> {
    let list = vm.new_list(&[])?;
    for name in names {
        let name = vm.intern(name).value();
        list.push(vm, name)?;
    }
    vm.new_tuple_filled(len, |i| list.items.get(i).unwrap_or(Value::NONE))
}

/// Strings that look like names are interned, so that they compare by address.
fn looks_like_name(text: &[u8]) -> bool {
    text.len() <= 64 && text.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_')
}

/// A constant as a value.
fn constant(vm: &mut Vm, c: &Const) -> PyResult {
    Ok(match c {
        Const::None => Value::NONE,
        Const::Bool(b) => Value::bool(*b),
        Const::Ellipsis => Value::ELLIPSIS,
        Const::Int(i) => vm.new_int(*i),
        Const::BigInt(b) => {
            let magnitude = UBig::from_le_bytes(&b.magnitude);
            let sign = if b.negative { Sign::Negative } else { Sign::Positive };
            vm.new_ibig(IBig::from_parts(sign, magnitude))
        }
        Const::Float(f) => Value::float(*f),
        Const::Complex(re, im) => {
            let complex = vm.types.complex.value();
            vm.call(complex, &[Value::float(*re), Value::float(*im)])?
        }
        Const::Str(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) if looks_like_name(bytes) => vm.intern(text).value(),
            // SAFETY: the compiler makes text constants of WTF-8.
            _ => vm.new_str_wtf8(unsafe { Wtf8::from_bytes_unchecked(bytes) })?.value(),
        },
        Const::Bytes(bytes) => vm.new_bytes(bytes)?.value(),
        Const::Tuple(items) => {
            let list = constants(vm, items)?;
            vm.new_tuple_filled(items.len(), |i| list.items.get(i).unwrap_or(Value::NONE))?.value()
        }
        Const::FrozenSet(items) => {
            let list = constants(vm, items)?;
            let frozenset = vm.types.frozenset.value();
            vm.call(frozenset, &[list.value()])?
        }
        Const::Slice(parts) => {
            let list = constants(vm, &parts[..])?;
            let slice = vm.types.slice.value();
            let at = |i| list.items.get(i).unwrap_or(Value::NONE);
            vm.call(slice, &[at(0), at(1), at(2)])?
        }
        Const::Code(_) => unreachable!("code stands at the top level of constants only"),
    })
}

fn constants(vm: &mut Vm, items: &[Const]) -> PyResult<Gc<tauraro_core::List>> {
    let list = vm.new_list(&[])?;
    for item in items {
        let v = constant(vm, item)?;
        list.push(vm, v)?;
    }
    Ok(list)
}
