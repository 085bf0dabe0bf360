//! `Vm`: one isolated Python runtime. Everything that a program can change hangs off it, so
//! that several can live in one process.

use crate::hash::HashKey;
use crate::heap::{Gc, HasKindInfo, Heap, Payload, Trace, Tracer};
use crate::kinds::Types;
use crate::object::{Dict, ExcTypes, Interned, Str, Tuple, Type};
use crate::shape::{ShapeId, Shapes};
use crate::threads::{IsolateLock, Parked, Waker};
use crate::value::{PyResult, Raised, Value};
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

macro_rules! names {
    ($($field:ident $text:literal),* $(,)?) => {
        /// Interned strings that the runtime itself asks for.
        #[derive(Clone, Copy)]
        pub struct Names {
            /// `''`
            pub empty: Gc<Str>,
            /// The strings of one ASCII character.
            pub ascii: [Gc<Str>; 128],
            $( pub $field: Gc<Str>, )*
        }

        impl Names {
            pub(crate) fn create(mut intern: impl FnMut(&str) -> Gc<Str>) -> Names {
                let empty = intern("");
                let mut ascii = [empty; 128];
                for (i, place) in ascii.iter_mut().enumerate() {
                    *place = intern(char::from(i as u8).encode_utf8(&mut [0; 4]));
                }
                Names { empty, ascii, $( $field: intern($text), )* }
            }
        }

        impl Trace for Names {
            fn trace(&self, tracer: &mut Tracer) {
                self.empty.trace(tracer);
                for s in &self.ascii {
                    s.trace(tracer);
                }
                $( self.$field.trace(tracer); )*
            }
        }
    };
}

names! {
    abs "__abs__", add "__add__", aenter "__aenter__", aexit "__aexit__", aiter "__aiter__", and "__and__",
    anext "__anext__", annotations "__annotations__", annotate "__annotate__", r#await "__await__", bases "__bases__",
    bool "__bool__", builtins "__builtins__", bytes "__bytes__", call "__call__", class "__class__",
    class_getitem "__class_getitem__", classcell "__classcell__", complex "__complex__", contains "__contains__",
    del "__del__", delattr "__delattr__", delete "__delete__", delitem "__delitem__", dict "__dict__",
    dir "__dir__", divmod "__divmod__", doc "__doc__", enter "__enter__", eq "__eq__", exit "__exit__",
    file "__file__", float "__float__", floordiv "__floordiv__", format "__format__", fspath "__fspath__", ge "__ge__",
    get "__get__", getattr "__getattr__", getattribute "__getattribute__", getitem "__getitem__", gt "__gt__",
    hash "__hash__", import "__import__", index "__index__", init "__init__", init_subclass "__init_subclass__",
    instancecheck "__instancecheck__", int "__int__", invert "__invert__", iter "__iter__", le "__le__",
    len "__len__", length_hint "__length_hint__", loader "__loader__", lt "__lt__", main "__main__",
    match_args "__match_args__", missing "__missing__", module "__module__", mro "mro", mro_entries "__mro_entries__",
    name "__name__", ne "__ne__", neg "__neg__", new "__new__", next "__next__", objclass "__objclass__",
    orig_class "__orig_class__", package "__package__", parameters "__parameters__", path "__path__", pos "__pos__",
    pow "__pow__", prepare "__prepare__", qualname "__qualname__", reduce "__reduce__", reduce_ex "__reduce_ex__",
    repr "__repr__", reversed "__reversed__", round "__round__", self_ "__self__", set "__set__",
    set_name "__set_name__", setattr "__setattr__", setitem "__setitem__", signature "__signature__",
    slots "__slots__", spec "__spec__", str "__str__", subclasscheck "__subclasscheck__",
    subclasshook "__subclasshook__", text_signature "__text_signature__", trunc "__trunc__",
    type_params "__type_params__", weakref "__weakref__", weakref_offset "__weakrefoffset__", wrapped "__wrapped__",
    func "__func__", abstractmethods "__abstractmethods__", isabstractmethod "__isabstractmethod__",
    notes "__notes__", keys "keys", items "items", append "append", send "send", throw "throw", close "close",
    write "write", flush "flush", stdout "stdout", stderr "stderr", stdin "stdin",
    sub "__sub__", mul "__mul__", matmul "__matmul__", truediv "__truediv__", r#mod "__mod__", lshift "__lshift__",
    rshift "__rshift__", or "__or__", xor "__xor__", radd "__radd__", rsub "__rsub__", rmul "__rmul__",
    rmatmul "__rmatmul__", rtruediv "__rtruediv__", rfloordiv "__rfloordiv__", rmod "__rmod__", rpow "__rpow__",
    rlshift "__rlshift__", rrshift "__rrshift__", rand "__rand__", ror "__ror__", rxor "__rxor__",
    rdivmod "__rdivmod__", iadd "__iadd__", isub "__isub__", imul "__imul__", imatmul "__imatmul__",
    itruediv "__itruediv__", ifloordiv "__ifloordiv__", imod "__imod__", ipow "__ipow__", ilshift "__ilshift__",
    irshift "__irshift__", iand "__iand__", ior "__ior__", ixor "__ixor__", thisclass "__thisclass__",
    self_class "__self_class__", mro_attr "__mro__", classdictcell "__classdictcell__",
    static_attributes "__static_attributes__", firstlineno "__firstlineno__", annotate_func "__annotate_func__",
    annotations_cache "__annotations_cache__", getstate "__getstate__", setstate "__setstate__",
    getnewargs "__getnewargs__", getnewargs_ex "__getnewargs_ex__", slotnames "__slotnames__", newobj "__newobj__",
    newobj_ex "__newobj_ex__", buffer "__buffer__", release_buffer "__release_buffer__", origin "__origin__",
    args_attr "__args__", typing_subst "__typing_subst__", typing_prepare_subst "__typing_prepare_subst__",
    typing_unpacked_tuple_args "__typing_unpacked_tuple_args__",
    typing_is_unpacked_typevartuple "__typing_is_unpacked_typevartuple__", unpacked "__unpacked__",
    bound "__bound__", constraints "__constraints__", default_attr "__default__", ceil "__ceil__",
    floor "__floor__", sizeof "__sizeof__", deepcopy "__deepcopy__", copy "__copy__", initializing "_initializing",
    cached "__cached__", all "__all__", orig_bases "__orig_bases__", r#final "__final__", kwdefaults "__kwdefaults__",
    defaults "__defaults__", code "__code__", closure "__closure__", globals "__globals__",
    traceback "__traceback__", cause "__cause__", context "__context__", suppress_context "__suppress_context__",
    value "value", args "args", metaclass "metaclass", sys "sys", fileno "fileno",
}

/// Native state of a crate or module that belongs to a `Vm`. References in it are roots; it
/// keeps them in `Cell`s or plain fields and reports them in `trace`.
pub trait Extension: Any {
    fn trace(&self, tracer: &mut Tracer);
}

/// Bits of the poll word: what the next safepoint has to look at.
pub mod poll {
    pub const SIGNAL: u32 = 1;
    pub const GC: u32 = 2;
    pub const FINALIZERS: u32 = 4;
    pub const MEMORY: u32 = 8;
    pub const DEADLINE: u32 = 16;
    pub const LOCK: u32 = 32;
    pub const TRACE: u32 = 64;
    /// A collection has run that `gc.callbacks` are to be told of.
    pub const PENDING_CALL: u32 = 128;
}

/// Functions of upper layers that lower ones need; set by the crate that has them.
pub struct Hooks {
    /// Handles the poll word at a safepoint.
    pub poll: fn(&mut Vm) -> PyResult<()>,
    /// Runs the Python handlers of signals that have come.
    pub signals: fn(&mut Vm) -> PyResult<()>,
    /// Tells the program of a collection that has run by itself (`gc.callbacks`).
    pub after_collection: fn(&mut Vm),
    /// Lets go what should not keep objects alive for good. It neither allocates nor runs code.
    pub before_full_collection: fn(&mut Vm),
    /// Adds what the interpreter roots: windows, frames.
    pub trace_roots: fn(&Vm, &mut Tracer),
    /// Compiles source text to a code object. Raises SyntaxError and its like.
    pub compile: fn(&mut Vm, &CompileRequest<'_>) -> PyResult,
    /// The scopes of a source text, as entries of `_symtable`.
    pub symtable: fn(&mut Vm, &CompileRequest<'_>) -> PyResult,
    /// Writes ASCII text to a file, if that is a native text stream that takes it as it is.
    /// `false`: it is not, and nothing was written.
    pub write_ascii: fn(&mut Vm, Value, &[u8]) -> PyResult<bool>,
    /// Reports an exception that nothing can catch: (exception, what happened, where).
    pub unraisable: fn(&mut Vm, Value, &str, Value),
    /// Puts the dunder methods that a native type's slots stand for into its dict. Done when
    /// one is first asked for, as most types of a program are never asked.
    pub complete_type: fn(&mut Vm, Gc<Type>) -> PyResult<()>,
    /// The globals of the running Python frame, if there is one.
    pub globals: fn(&Vm) -> Option<Gc<Dict>>,
    /// What `super()` without arguments means in the running Python frame: the class that its
    /// function was defined in and the first argument.
    pub super_arguments: fn(&mut Vm) -> PyResult<(Value, Value)>,
}

/// What `compile()` is asked for.
pub struct CompileRequest<'a> {
    /// Text that is known to be UTF-8, or bytes whose encoding is still to be found out.
    pub source: CompileSource<'a>,
    pub filename: &'a str,
    /// `exec`, `eval` or `single`.
    pub mode: &'a str,
    /// `PyCF_*` and `CO_FUTURE_*` bits.
    pub flags: u32,
    /// `-O` level.
    pub optimize: u8,
}

#[derive(Clone, Copy)]
pub enum CompileSource<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
    /// The bytes of the file that `filename` names: errors in them have a line.
    File(&'a [u8]),
    /// A syntax tree.
    Tree(Value),
}

fn no_compiler(vm: &mut Vm, _: &CompileRequest<'_>) -> PyResult {
    Err(vm.runtime_error("this runtime has no compiler"))
}

/// What belongs to one thread. The interpreter owns the memory of frames and windows.
pub struct ThreadState {
    /// Number of the thread in the isolate; 0: the main one.
    pub serial: u64,
    /// `threading.get_ident()`
    pub ident: u64,
    /// Ends a wait of the thread.
    pub waker: Arc<Waker>,
    /// What a new thread is to run; nothing in others.
    pub root: Value,
    /// The place of the first frame.
    pub first_frame: *mut (),
    /// How many frames the thread's area has room for.
    pub frame_room: usize,
    /// The place of the first window.
    pub first_value: *mut Value,
    /// The running frame (`tauraro_interp::frame::Frame`), null outside of Python code.
    pub frame: *mut (),
    /// `sys.getrecursionlimit()`
    pub recursion_limit: usize,
    /// No window may reach this address.
    pub values_end: *mut Value,
    /// No frame may stand at or behind this address: the end of the reserved area, or the place
    /// that `recursion_limit` frames reach.
    pub frames_end: *mut (),
    /// The current `contextvars.Context`, None before there is one.
    pub context: Value,
    /// Instructions are never rewritten (mode `interp-nospec`).
    pub no_specialisation: bool,
    /// Something wants to hear of what the program does: the tracing loop is to run.
    pub tracing: bool,
    /// It is only that the types of values are recorded for the compiler of hot code.
    pub recording: bool,
    /// How many frames `cr_origin` of a coroutine names; 0: there is none.
    pub origin_depth: usize,
    /// A loop has ended only to give way to the other one.
    pub switching: bool,
    /// What `sys.settrace` was given, or None.
    pub trace_function: Value,
    /// What `sys.setprofile` was given, or None.
    pub profile_function: Value,
    /// A function that traces is running: what it does is not traced.
    pub inside_tracer: bool,
}

impl ThreadState {
    /// The state of no thread.
    pub fn unused() -> ThreadState {
        ThreadState {
            serial: u64::MAX,
            ident: 0,
            waker: Arc::new(Waker::default()),
            root: Value::NONE,
            first_frame: std::ptr::null_mut(),
            frame_room: 0,
            first_value: std::ptr::null_mut(),
            frame: std::ptr::null_mut(),
            recursion_limit: 1000,
            values_end: std::ptr::null_mut(),
            frames_end: std::ptr::null_mut(),
            context: Value::NONE,
            no_specialisation: false,
            tracing: false,
            recording: false,
            origin_depth: 0,
            switching: false,
            trace_function: Value::NONE,
            profile_function: Value::NONE,
            inside_tracer: false,
        }
    }
}

impl Trace for ThreadState {
    fn trace(&self, tracer: &mut Tracer) {
        self.root.trace(tracer);
        self.context.trace(tracer);
        self.trace_function.trace(tracer);
        self.profile_function.trace(tracer);
    }
}

/// One isolated Python runtime.
pub struct Vm {
    pub(crate) heap: Box<Heap>,
    pub(crate) finalizers: crate::weak::Finalizers,
    /// First address behind the running thread's native stack.
    pub(crate) stack_base: usize,
    /// The isolate's other threads.
    pub(crate) parked: Vec<Parked>,
    pub(crate) lock: Arc<IsolateLock>,
    pub(crate) last_serial: u64,
    /// Signals have come that the main thread has to handle when it runs again.
    pub(crate) signals_wait: bool,
    /// Every type object that is alive. Weak: the collector takes dead ones out.
    pub(crate) all_types: Vec<Gc<Type>>,
    pub shapes: Shapes,
    pub types: Types,
    pub exc: ExcTypes,
    pub names: Names,
    pub(crate) interned: Interned,
    pub(crate) empty_tuple: Option<Gc<Tuple>>,
    /// Key of the text hash.
    pub hash_key: HashKey,
    pub(crate) exception: Option<Value>,
    /// Exceptions that are being handled, innermost first: `sys.exception()` is its value.
    pub handled: Value,
    /// `builtins.__dict__`
    pub builtins: Gc<Dict>,
    /// `sys.modules`
    pub modules: Gc<Dict>,
    /// Native stack addresses below this raise RecursionError.
    pub(crate) native_limit: usize,
    /// Not zero: the next safepoint has work, see `poll`. Shared with signal handlers.
    pub poll: Arc<AtomicU32>,
    pub hooks: Hooks,
    pub thread: ThreadState,
    /// `-O` level: what `compile` uses unless it is told otherwise.
    pub optimize: u8,
    /// How `array.array` objects lie in memory, once there may be some.
    pub typed_rows: Option<TypedRows>,
    pub(crate) next_keys_version: u32,
    pub(crate) next_type_version: u32,
    pub(crate) method_cache: crate::attr::MethodCache,
    /// Where `build_text` puts text together.
    pub(crate) text_buffer: rustpython_wtf8::Wtf8Buf,
    extensions: HashMap<TypeId, Box<dyn Extension>, foldhash::fast::FixedState>,
    roots: Vec<Value>,
}

/// Where machine code finds the items of objects of a type whose items are no Python objects.
#[derive(Clone, Copy, Debug)]
pub struct TypedRows {
    /// The shape of exact objects of the type.
    pub shape: ShapeId,
    /// Where in the payload the reference to the bytearray of the items is.
    pub bytes: usize,
    /// Where in the payload the word is that tells the type of the items.
    pub code: usize,
    /// That word where they are floats of 64 bits.
    pub doubles: usize,
    /// The item of such an object at a place, whatever its type; None where it has none.
    pub item: fn(&mut Vm, Value, usize) -> Option<Value>,
}

/// A root that was registered with `Vm::add_root`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RootId(usize);

/// Native stack that is left for running Python code of slots and for raising, in bytes.
const STACK_RESERVE: usize = 256 << 10;

impl Vm {
    /// A runtime with the bare built-in types, on a native stack of which `stack_bytes` are
    /// left below this call.
    pub fn new(hash_key: HashKey, stack_bytes: usize) -> Box<Vm> {
        crate::bootstrap::boot(hash_key, stack_bytes)
    }

    pub(crate) fn assemble(
        heap: Box<Heap>,
        shapes: Shapes,
        types: Types,
        exc: ExcTypes,
        names: Names,
        dicts: (Gc<Dict>, Gc<Dict>),
        hash_key: HashKey,
    ) -> Vm {
        Vm {
            heap,
            finalizers: crate::weak::Finalizers::default(),
            stack_base: 0,
            all_types: Vec::new(),
            shapes,
            types,
            exc,
            names,
            interned: Interned::default(),
            empty_tuple: None,
            hash_key,
            exception: None,
            handled: Value::NONE,
            builtins: dicts.0,
            modules: dicts.1,
            native_limit: 0,
            poll: Arc::new(AtomicU32::new(0)),
            typed_rows: None,
            hooks: Hooks {
                poll: crate::safepoint::run,
                signals: |_| Ok(()),
                after_collection: |_| (),
                before_full_collection: |_| (),
                trace_roots: |_, _| (),
                compile: no_compiler,
                symtable: no_compiler,
                write_ascii: |_, _, _| Ok(false),
                unraisable: |_, _, _, _| (),
                complete_type: |_, _| Ok(()),
                globals: |_| None,
                super_arguments: |vm| Err(vm.runtime_error("super(): no current frame")),
            },
            optimize: 0,
            thread: ThreadState { serial: 0, ident: current_thread_ident(), ..ThreadState::unused() },
            parked: Vec::new(),
            lock: Arc::new(IsolateLock::new_held()),
            last_serial: 0,
            signals_wait: false,
            next_keys_version: 1,
            next_type_version: 1,
            method_cache: crate::attr::MethodCache::default(),
            text_buffer: rustpython_wtf8::Wtf8Buf::new(),
            extensions: HashMap::default(),
            roots: Vec::new(),
        }
    }

    /// `sys.getswitchinterval()`
    pub fn switch_interval(&self) -> std::time::Duration {
        self.lock.interval()
    }

    /// `sys.setswitchinterval()`
    pub fn set_switch_interval(&self, interval: std::time::Duration) {
        self.lock.set_interval(interval);
    }

    /// Makes a payload's kind known to the collector; done when its type is made.
    pub fn register<T: Payload>(&mut self) {
        self.heap.register(T::INFO);
    }

    // ---- native stack --------------------------------------------------------------------

    /// Declares that the running thread's native stack may grow to `bytes` below the present
    /// frame.
    pub fn set_native_stack(&mut self, bytes: usize) {
        self.stack_base = native_stack_end();
        self.native_limit = approximate_stack_pointer().saturating_sub(bytes.saturating_sub(STACK_RESERVE));
    }

    /// Raises RecursionError when little of the native stack is left.
    #[inline(always)]
    pub fn check_native_stack(&mut self) -> PyResult<()> {
        if approximate_stack_pointer() < self.native_limit { Err(self.native_overflow()) } else { Ok(()) }
    }

    /// Bytes of the native stack that are left before `check_native_stack` raises.
    #[must_use]
    pub fn native_stack_left(&self) -> usize {
        approximate_stack_pointer().saturating_sub(self.native_limit)
    }

    #[cold]
    fn native_overflow(&mut self) -> Raised {
        // Building the exception needs some stack too.
        let limit = std::mem::replace(&mut self.native_limit, 0);
        let raised = self.raise_text(self.exc.recursion_error, "maximum recursion depth exceeded");
        self.native_limit = limit;
        raised
    }

    // ---- state of crates and modules -----------------------------------------------------

    /// Installs an extension; replaces one of the same type.
    pub fn set_extension<T: Extension>(&mut self, extension: T) {
        self.extensions.insert(TypeId::of::<T>(), Box::new(extension));
    }

    /// The extension of that type.
    ///
    /// # Panics
    /// If it was not installed: the crate that asks installs it in its `init`.
    pub fn extension<T: Extension>(&self) -> &T {
        self.try_extension().expect("the extension is installed by its crate's init")
    }

    pub fn try_extension<T: Extension>(&self) -> Option<&T> {
        let found: &dyn Any = self.extensions.get(&TypeId::of::<T>())?.as_ref();
        found.downcast_ref()
    }

    pub fn extension_mut<T: Extension>(&mut self) -> &mut T {
        let found = self.extensions.get_mut(&TypeId::of::<T>()).expect("the extension is installed");
        let found: &mut dyn Any = found.as_mut();
        found.downcast_mut().expect("extensions are keyed by their type")
    }

    /// Keeps a value alive until `remove_root`.
    pub fn add_root(&mut self, v: Value) -> RootId {
        let free = self.roots.iter().position(|r| r.is_unbound());
        let at = free.unwrap_or(self.roots.len());
        if at == self.roots.len() {
            self.roots.push(v);
        } else {
            self.roots[at] = v;
        }
        RootId(at)
    }

    pub fn root(&self, id: RootId) -> Value {
        self.roots[id.0]
    }

    pub fn set_root(&mut self, id: RootId, v: Value) {
        self.roots[id.0] = v;
    }

    pub fn remove_root(&mut self, id: RootId) {
        self.roots[id.0] = Value::UNBOUND;
    }

    /// Reports every root but the native stack.
    pub(crate) fn trace_roots(&self, tracer: &mut Tracer) {
        for t in self.types.all() {
            t.trace(tracer);
        }
        for (_, t) in self.exc.all() {
            t.trace(tracer);
        }
        self.names.trace(tracer);
        self.finalizers.trace(tracer);
        self.empty_tuple.trace(tracer);
        self.exception.trace(tracer);
        self.handled.trace(tracer);
        self.thread.trace(tracer);
        for thread in &self.parked {
            thread.trace(tracer);
        }
        self.builtins.trace(tracer);
        self.modules.trace(tracer);
        self.method_cache.trace(tracer);
        for r in &self.roots {
            r.trace(tracer);
        }
        for e in self.extensions.values() {
            e.trace(tracer);
        }
        (self.hooks.trace_roots)(self, tracer);
    }

    /// A number that was not given out before, for caches; 0 once there are none left.
    pub fn unique_number(&mut self) -> u32 {
        self.take_keys_version()
    }

    pub(crate) fn take_keys_version(&mut self) -> u32 {
        let v = self.next_keys_version;
        // 0 means "no version": after 2^32 changes nothing matches, which is slow but right.
        self.next_keys_version = if v == 0 { 0 } else { v.wrapping_add(1) };
        v
    }
}

/// An address in the present native frame.
#[inline(always)]
pub fn approximate_stack_pointer() -> usize {
    let here = 0_u8;
    std::hint::black_box(&raw const here) as usize
}

/// The system's name for the calling thread.
pub fn current_thread_ident() -> u64 {
    // SAFETY: asks for a number of the calling thread.
    unsafe { libc::pthread_self() as u64 }
}

/// First address behind the running thread's native stack.
fn native_stack_end() -> usize {
    #[cfg(target_os = "linux")]
    // SAFETY: queries the calling thread's own attributes into a local and frees them.
    unsafe {
        let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
        if libc::pthread_getattr_np(libc::pthread_self(), &raw mut attributes) == 0 {
            let (mut low, mut size) = (std::ptr::null_mut(), 0);
            let known = libc::pthread_attr_getstack(&raw const attributes, &raw mut low, &raw mut size) == 0;
            libc::pthread_attr_destroy(&raw mut attributes);
            if known {
                return low as usize + size;
            }
        }
    }
    #[cfg(target_os = "macos")]
    // SAFETY: queries the calling thread's own stack.
    unsafe {
        return libc::pthread_get_stackaddr_np(libc::pthread_self()) as usize;
    }
    #[cfg(not(target_os = "macos"))]
    approximate_stack_pointer()
}
