//! `_heapq`: lists kept as binary heaps, least or greatest item first.

use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::value::Raised;
use tauraro_core::{List, PyResult, Value, Vm, defs, pyfunction};
use tauraro_objects::list::item_less;

/// Which item comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Min,
    Max,
}

impl Order {
    /// Whether `a` belongs before `b`.
    #[inline(always)]
    fn before(self, vm: &mut Vm, a: Value, b: Value) -> PyResult<bool> {
        if self == Order::Min { item_less(vm, a, b) } else { item_less(vm, b, a) }
    }
}

#[cold]
fn changed(vm: &mut Vm) -> Raised {
    vm.runtime_error("list changed size during iteration")
}

/// The item at `i`; the length was checked after the last comparison.
#[inline(always)]
fn at(heap: Gc<List>, i: usize) -> Value {
    heap.items.slots()[i].get()
}

/// Moves the item at `pos` up to its place below `start`.
fn sift_up(vm: &mut Vm, heap: Gc<List>, order: Order, start: usize, mut pos: usize) -> PyResult<()> {
    let len = heap.items.len();
    if pos >= len {
        return Err(vm.index_error("index out of range"));
    }
    while pos > start {
        let parent = (pos - 1) / 2;
        let (item, above) = (at(heap, pos), at(heap, parent));
        let before = order.before(vm, item, above)?;
        if heap.items.len() != len {
            return Err(changed(vm));
        }
        if !before {
            break;
        }
        // Read again, as the comparison may have replaced them.
        let (item, above) = (at(heap, pos), at(heap, parent));
        heap.items.set(pos, above);
        heap.items.set(parent, item);
        pos = parent;
    }
    Ok(())
}

/// Moves the item at `pos` down: to a leaf along the lesser children, then up to its place.
/// Most items that come from the end belong near the leaves, so this compares less.
fn sift_down(vm: &mut Vm, heap: Gc<List>, order: Order, mut pos: usize) -> PyResult<()> {
    let (len, start) = (heap.items.len(), pos);
    if pos >= len {
        return Err(vm.index_error("index out of range"));
    }
    while 2 * pos + 1 < len {
        let mut child = 2 * pos + 1;
        if child + 1 < len {
            let (left, right) = (at(heap, child), at(heap, child + 1));
            let left_first = order.before(vm, left, right)?;
            if heap.items.len() != len {
                return Err(changed(vm));
            }
            child += usize::from(!left_first);
        }
        let (item, below) = (at(heap, pos), at(heap, child));
        heap.items.set(pos, below);
        heap.items.set(child, item);
        pos = child;
    }
    sift_up(vm, heap, order, start, pos)
}

fn push(vm: &mut Vm, heap: Gc<List>, order: Order, item: Value) -> PyResult<()> {
    heap.push(vm, item)?;
    let last = heap.items.len() - 1;
    sift_up(vm, heap, order, 0, last)
}

fn pop(vm: &mut Vm, heap: Gc<List>, order: Order) -> PyResult {
    let Some(last) = heap.items.pop() else { return Err(vm.index_error("index out of range")) };
    if heap.items.is_empty() {
        return Ok(last);
    }
    let first = at(heap, 0);
    heap.items.set(0, last);
    sift_down(vm, heap, order, 0)?;
    Ok(first)
}

fn replace(vm: &mut Vm, heap: Gc<List>, order: Order, item: Value) -> PyResult {
    if heap.items.is_empty() {
        return Err(vm.index_error("index out of range"));
    }
    let first = at(heap, 0);
    heap.items.set(0, item);
    sift_down(vm, heap, order, 0)?;
    Ok(first)
}

fn push_pop(vm: &mut Vm, heap: Gc<List>, order: Order, item: Value) -> PyResult {
    if heap.items.is_empty() {
        return Ok(item);
    }
    let first = at(heap, 0);
    if !order.before(vm, first, item)? {
        return Ok(item);
    }
    if heap.items.is_empty() {
        return Err(vm.index_error("index out of range"));
    }
    replace(vm, heap, order, item)
}

fn make(vm: &mut Vm, heap: Gc<List>, order: Order) -> PyResult<()> {
    for pos in (0..heap.items.len() / 2).rev() {
        sift_down(vm, heap, order, pos)?;
    }
    Ok(())
}

/// Pushes an item onto a heap.
#[pyfunction("heappush(heap, item, /)")]
fn heappush(vm: &mut Vm, heap: Gc<List>, item: Value) -> PyResult<()> {
    push(vm, heap, Order::Min, item)
}

/// Pushes an item onto a heap, then pops the least one; faster than both one after the other.
#[pyfunction("heappushpop(heap, item, /)")]
fn heappushpop(vm: &mut Vm, heap: Gc<List>, item: Value) -> PyResult {
    push_pop(vm, heap, Order::Min, item)
}

/// Pops the least item of a heap.
#[pyfunction("heappop(heap, /)")]
fn heappop(vm: &mut Vm, heap: Gc<List>) -> PyResult {
    pop(vm, heap, Order::Min)
}

/// Pops the least item of a heap, then pushes an item; the result may be greater than the item.
#[pyfunction("heapreplace(heap, item, /)")]
fn heapreplace(vm: &mut Vm, heap: Gc<List>, item: Value) -> PyResult {
    replace(vm, heap, Order::Min, item)
}

/// Turns a list into a heap, in place and in linear time.
#[pyfunction("heapify(heap, /)")]
fn heapify(vm: &mut Vm, heap: Gc<List>) -> PyResult<()> {
    make(vm, heap, Order::Min)
}

/// Pushes an item onto a max-heap.
#[pyfunction("heappush_max(heap, item, /)")]
fn heappush_max(vm: &mut Vm, heap: Gc<List>, item: Value) -> PyResult<()> {
    push(vm, heap, Order::Max, item)
}

/// Pushes an item onto a max-heap, then pops the greatest one.
#[pyfunction("heappushpop_max(heap, item, /)")]
fn heappushpop_max(vm: &mut Vm, heap: Gc<List>, item: Value) -> PyResult {
    push_pop(vm, heap, Order::Max, item)
}

/// Pops the greatest item of a max-heap.
#[pyfunction("heappop_max(heap, /)")]
fn heappop_max(vm: &mut Vm, heap: Gc<List>) -> PyResult {
    pop(vm, heap, Order::Max)
}

/// Pops the greatest item of a max-heap, then pushes an item.
#[pyfunction("heapreplace_max(heap, item, /)")]
fn heapreplace_max(vm: &mut Vm, heap: Gc<List>, item: Value) -> PyResult {
    replace(vm, heap, Order::Max, item)
}

/// Turns a list into a max-heap, in place and in linear time.
#[pyfunction("heapify_max(heap, /)")]
fn heapify_max(vm: &mut Vm, heap: Gc<List>) -> PyResult<()> {
    make(vm, heap, Order::Max)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![
        heappush,
        heappushpop,
        heappop,
        heapreplace,
        heapify,
        heappush_max,
        heappushpop_max,
        heappop_max,
        heapreplace_max,
        heapify_max,
    ];
    let module = vm.new_module("_heapq", Some("Heap queue algorithm (a.k.a. priority queue)."), functions)?;
    let about = vm.new_str("Heaps are lists for which a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for all k.")?;
    module.add(vm, "__about__", about)?;
    Ok(module)
}
