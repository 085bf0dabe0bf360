//! `_queue`: `SimpleQueue`, a queue without a limit whose methods may be called anywhere, in
//! finalizers and signal handlers too.

use crate::_thread::waiters::{Waiters, seconds};
use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Trace, Tracer, ValueVec};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Module, TypeFlags};
use tauraro_core::vm::Extension;
use tauraro_core::{Args, PyResult, Raised, Type, Value, Vm, defs, payload, pyfunction};

/// `_queue.SimpleQueue`
struct SimpleQueue {
    items: ValueVec,
    /// Items before this place have been taken.
    first: Cell<usize>,
    waiters: Waiters,
}

payload!(SimpleQueue, kinds::SIMPLE_QUEUE, "SimpleQueue", [items]);

struct Empty(Gc<Type>);

impl Extension for Empty {
    fn trace(&self, tracer: &mut Tracer) {
        self.0.trace(tracer);
    }
}

/// Taken places are given back when there are so many, and most places are taken.
const COMPACT_FROM: usize = 32;

impl SimpleQueue {
    fn len(&self) -> usize {
        self.items.len() - self.first.get()
    }

    fn take(&self) -> Option<Value> {
        let at = self.first.get();
        let v = self.items.get(at)?;
        self.items.set(at, Value::NONE);
        self.first.set(at + 1);
        if at + 1 == self.items.len() {
            self.items.truncate(0);
            self.first.set(0);
        } else if at >= COMPACT_FROM && at >= self.items.len() / 2 {
            self.items.remove_stepped(0, 1, at + 1);
            self.first.set(0);
        }
        Some(v)
    }
}

fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    if args.positional_count() + args.keyword_count() > 0 {
        return Err(vm.type_error("SimpleQueue() takes no arguments"));
    }
    let payload = SimpleQueue { items: ValueVec::new(), first: Cell::new(0), waiters: Waiters::default() };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, usize::from(cls.inline_slots.get())).value())
}

/// Adds an item; never blocks.
#[pyfunction("SimpleQueue.put($self, item, block=True, timeout=None)")]
fn put(vm: &mut Vm, this: Gc<SimpleQueue>, item: Value, _block: Option<bool>, _timeout: Option<Value>) -> PyResult<()> {
    put_nowait(vm, this, item)
}

/// Adds an item.
#[pyfunction("SimpleQueue.put_nowait($self, item)")]
fn put_nowait(vm: &mut Vm, this: Gc<SimpleQueue>, item: Value) -> PyResult<()> {
    this.items.push(vm, this.header(), item)?;
    this.waiters.wake_first();
    Ok(())
}

/// Takes the first item; waits for one if `block`, at most `timeout` seconds. Raises Empty.
#[pyfunction("SimpleQueue.get($self, block=True, timeout=None)")]
fn get(vm: &mut Vm, this: Gc<SimpleQueue>, block: Option<bool>, timeout: Option<Value>) -> PyResult {
    let timeout = match timeout.and_then(Value::non_none) {
        _ if block == Some(false) => Some(0.0),
        None => None,
        Some(v) => Some(seconds(vm, v)?),
    };
    if timeout.is_some_and(|t| t < 0.0) {
        return Err(vm.value_error("'timeout' must be a non-negative number"));
    }
    let mut taken = Value::NONE;
    let found = this.waiters.wait(vm, timeout, |_| match this.take() {
        Some(v) => {
            taken = v;
            true
        }
        None => false,
    })?;
    if found { Ok(taken) } else { Err(empty(vm)) }
}

fn empty(vm: &mut Vm) -> Raised {
    let ty = vm.extension::<Empty>().0;
    let exc = vm.new_exception(ty, &[]);
    vm.raise(exc.value())
}

/// Takes the first item. Raises Empty.
#[pyfunction("SimpleQueue.get_nowait($self)")]
fn get_nowait(vm: &mut Vm, this: Gc<SimpleQueue>) -> PyResult {
    get(vm, this, Some(false), None)
}

/// Whether there is no item.
#[pyfunction("SimpleQueue.empty($self)")]
fn is_empty(_: &mut Vm, this: Gc<SimpleQueue>) -> bool {
    this.len() == 0
}

/// How many items there are.
#[pyfunction("SimpleQueue.qsize($self)")]
fn qsize(_: &mut Vm, this: Gc<SimpleQueue>) -> usize {
    this.len()
}

/// `SimpleQueue[T]` for annotations.
#[pyfunction("SimpleQueue.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    tauraro_objects::iterable::generic_alias(vm, cls, object)
}

static SIMPLE_QUEUE: TypeSpec = TypeSpec {
    name: "SimpleQueue",
    module: "_queue",
    doc: Some("A simple queue without a limit."),
    kind: Some(SimpleQueue::INFO),
    flags: TypeFlags::BASE,
    weakrefs: true,
    new: Some(new),
    methods: defs![put, put_nowait, get, get_nowait, is_empty, qsize, class_getitem],
    ..TypeSpec::EMPTY
};

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module("_queue", Some("A queue for threads."), &[])?;
    let object = vm.types.object;
    let queue = vm.new_type(&SIMPLE_QUEUE, object)?;
    module.add(vm, "SimpleQueue", queue)?;
    let error = crate::_struct::new_exception_class(vm, "_queue", "Empty")?;
    vm.set_extension(Empty(error));
    module.add(vm, "Empty", error)?;
    Ok(module)
}
