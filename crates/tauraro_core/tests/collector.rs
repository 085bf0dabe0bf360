//! The collector: what is reachable stays, what is not goes, in both generations and in zeal.

use tauraro_core::hash::HashKey;
use tauraro_core::{Gc, List, Value, Vm};

fn vm() -> Box<Vm> {
    Vm::new(HashKey::new(0, 0), 1 << 20)
}

/// A chain of `n` lists, each holding the next and its number.
#[inline(never)]
fn chain(vm: &mut Vm, n: i64) -> Gc<List> {
    let mut head = vm.new_list(&[]).expect("fits");
    for i in 0..n {
        head = vm.new_list(&[head.value(), Value::small(i)]).expect("fits");
    }
    head
}

fn check_chain(head: Gc<List>, n: i64) {
    let mut at = head;
    for i in (0..n).rev() {
        assert_eq!(at.items.get(1), Some(Value::small(i)));
        at = at.items.get(0).and_then(Value::cast::<List>).expect("the next list");
    }
    assert!(at.items.is_empty());
}

#[test]
fn garbage_is_reused() {
    let mut vm = vm();
    let kept = chain(&mut vm, 1000);
    for _ in 0..300 {
        chain(&mut vm, 10_000);
    }
    check_chain(kept, 1000);
    // 300 chains of 10 000 lists of about 80 bytes are 240 MB; one generation of them is not.
    assert!(vm.heap_bytes() < 64 << 20, "{} bytes are held", vm.heap_bytes());
}

#[test]
fn old_objects_keep_what_they_are_given() {
    let mut vm = vm();
    let old = vm.new_list(&[]).expect("fits");
    let dict = vm.new_dict();
    vm.collect(false);
    vm.collect(true);
    for i in 0..2000 {
        let young = vm.new_list(&[Value::small(i)]).expect("fits");
        old.push(&mut vm, young.value()).expect("fits");
        dict.set_item(&mut vm, Value::small(i), young.value()).expect("no error");
        if i % 100 == 0 {
            vm.collect(i % 300 == 0);
        }
    }
    vm.collect(false);
    for i in 0..2000 {
        let young = old.items.get(i as usize).and_then(Value::cast::<List>).expect("a list");
        assert_eq!(young.items.get(0), Some(Value::small(i)));
        assert_eq!(dict.get(&mut vm, Value::small(i)), Ok(Some(young.value())));
    }
}

#[test]
fn a_collection_at_every_allocation_loses_nothing() {
    let mut vm = vm();
    vm.set_gc_zeal(1);
    let head = chain(&mut vm, 200);
    let text = "x".repeat(20_000);
    let mut joined = vm.new_str("").expect("fits");
    for _ in 0..20 {
        let part = vm.new_str(&text[..777]).expect("fits");
        joined = vm.concat_str(joined, part).expect("fits");
    }
    vm.set_gc_zeal(0);
    check_chain(head, 200);
    assert_eq!(joined.byte_len(), 777 * 20);
    assert!(joined.as_bytes().iter().all(|b| *b == b'x'));
}

#[test]
fn large_cells_come_and_go() {
    let mut vm = vm();
    let kept = vm.new_str(&"k".repeat(3 << 20)).expect("fits");
    for i in 0..200 {
        let n = 20_000 + i * 500;
        let row: Vec<_> = (0..n).map(Value::small).collect();
        let list = vm.new_list(&row).expect("fits");
        assert_eq!(list.items.last(), Some(Value::small(n - 1)));
    }
    vm.collect(true);
    assert!(kept.as_bytes().iter().all(|b| *b == b'k'));
    assert!(vm.heap_bytes() < 32 << 20, "{} bytes are held", vm.heap_bytes());
}

#[inline(never)]
fn dead_target(vm: &mut Vm) -> Gc<tauraro_core::weak::WeakRef> {
    let set = vm.new_set();
    vm.types.set.weakrefs.set(true);
    let cls = vm.types.weakref;
    let reference = vm.new_weakref(cls, set.value(), None).expect("sets can be referenced");
    assert_eq!(reference.get(), Some(set.value()));
    reference
}

/// Overwrites the native stack that a call before it used.
#[inline(never)]
fn scrub() -> usize {
    let junk = [1_usize; 4096];
    std::hint::black_box(&junk).iter().sum()
}

#[test]
fn weak_references_do_not_keep_alive() {
    let mut vm = vm();
    let alive = vm.new_set();
    let cls = vm.types.weakref;
    let references: Vec<u64> = (0..32).map(|_| dead_target(&mut vm).bits()).collect();
    let list = vm.new_list(&[]).expect("fits");
    for bits in &references {
        // SAFETY: nothing has been collected since the references were made.
        let v = unsafe { Value::from_bits(*bits) };
        list.push(&mut vm, v).expect("fits");
    }
    let kept = vm.new_weakref(cls, alive.value(), None).expect("sets can be referenced");
    scrub();
    vm.collect(true);
    let dead = list
        .items
        .slots()
        .iter()
        .filter(|s| s.get().cast::<tauraro_core::weak::WeakRef>().is_some_and(|r| r.get().is_none()));
    // A stale word on the native stack may keep a few alive, never all of them.
    assert!(dead.count() >= 24);
    assert_eq!(kept.get(), Some(alive.value()));
}

#[test]
fn a_request_beyond_the_cap_raises_memory_error() {
    let mut vm = vm();
    vm.set_heap_bytes_max(64 << 20);
    assert!(vm.new_str(&"x".repeat(100 << 20)).is_err());
    let exc = vm.take_exception();
    assert_eq!(vm.type_of(exc), vm.exc.memory_error);
    assert!(vm.new_str("small").is_ok());
}
