//! Bringing up a `Vm`: types need names, names are strings, and strings need their type.
//!
//! The knot is untied by numbers: cells carry shape numbers, and the root shape of each built-in
//! type has a fixed one. So strings and dicts are allocated before their types exist.

use crate::hash::HashKey;
use crate::heap::{Gc, Heap, Storage};
use crate::kinds::Types;
use crate::object::{
    BigInt, BoundMethod, Builtin, Bytes, CellVar, Dict, ExcTypes, Exception, Float, GetSet, Instance, List, Member,
    MethodDescriptor, Module, SequenceIterator, Set, SetCells, StaticMethod, Str, StrBuf, StrIndex, TableCells, Tuple,
    Type, TypeFlags,
};
use crate::shape::Shapes;
use crate::value::PyResult;
use crate::vm::{Names, Vm};

/// Makes a runtime whose types are bare: a name, bases, an MRO and a layout.
pub(crate) fn boot(hash_key: HashKey, stack_bytes: usize) -> Box<Vm> {
    let mut vm = unborn(hash_key);
    vm.set_native_stack(stack_bytes);
    register_kinds(&mut vm);
    vm.names = Names::create(|text| vm.intern(text));
    vm.builtins = vm.new_dict();
    vm.modules = vm.new_dict();
    make_types(&mut vm).expect("a fresh heap has room for the built-in types");
    let empty = vm.new_tuple(&[]).expect("a fresh heap has room for the empty tuple");
    vm.empty_tuple = Some(empty);
    vm
}

/// A runtime whose references to types, names and dicts lead nowhere yet.
fn unborn(hash_key: HashKey) -> Box<Vm> {
    let types = Types::create(|_, _| Gc::dangling());
    let exc = ExcTypes::create(Gc::dangling(), |_, _| Gc::dangling());
    let names = Names::create(|_| Gc::dangling());
    let dicts = (Gc::dangling(), Gc::dangling());
    let (heap, shapes) = (Heap::new(), Shapes::new());
    Box::new(Vm::assemble(heap, shapes, types, exc, names, dicts, hash_key))
}

fn register_kinds(vm: &mut Vm) {
    vm.register::<Storage>();
    vm.register::<StrBuf>();
    vm.register::<StrIndex>();
    vm.register::<TableCells>();
    vm.register::<SetCells>();
    vm.register::<Instance>();
    vm.register::<Type>();
    vm.register::<Str>();
    vm.register::<Tuple>();
    vm.register::<List>();
    vm.register::<Dict>();
    vm.register::<Bytes>();
    vm.register::<Set>();
    vm.register::<BigInt>();
    vm.register::<Float>();
    vm.register::<Exception>();
    vm.register::<Builtin>();
    vm.register::<MethodDescriptor>();
    vm.register::<GetSet>();
    vm.register::<Member>();
    vm.register::<BoundMethod>();
    vm.register::<Module>();
    vm.register::<CellVar>();
    vm.register::<StaticMethod>();
    vm.register::<crate::weak::WeakRef>();
    vm.register::<crate::weak::WeakProxy>();
    vm.register::<SequenceIterator>();
}

fn make_types(vm: &mut Vm) -> PyResult<()> {
    let mut failed = Ok(());
    let types =
        Types::create(|line, base| match vm.bare_type(line.name, line.kind, base, line.flags, Some(line.shape)) {
            Ok(ty) => {
                ty.module.set(Some(line.module));
                ty
            }
            Err(raised) => {
                failed = Err(raised);
                Gc::dangling()
            }
        });
    failed?;
    vm.types = types;
    let base = types.base_exception;
    // Their instances have a `__dict__`; said before the first instance and subclass is made.
    for ty in [base, types.function, types.staticmethod, types.classmethod, types.simple_namespace] {
        give_dict(ty);
    }
    let exc = ExcTypes::create(base, |name, base| {
        let flags = TypeFlags::IMMUTABLE.with(TypeFlags::BASE).with(TypeFlags::EXC_SUBCLASS);
        let made = vm.bare_type(name, crate::kinds::EXCEPTION, Some(base), flags, None);
        made.expect("a fresh heap has room for the exception types")
    });
    vm.exc = exc;
    Ok(())
}

fn give_dict(ty: Gc<Type>) {
    ty.dict_slot.set(Some(0));
    ty.fixed_slots.set(1);
    ty.inline_slots.set(3);
    ty.weakrefs.set(true);
}

impl<T: crate::heap::Payload> Gc<T> {
    /// A reference that leads nowhere, to be overwritten before anything follows it.
    fn dangling() -> Gc<T> {
        // SAFETY: never followed: `boot` replaces all of them before any use.
        unsafe { Gc::from_bits(8) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    fn vm() -> Box<Vm> {
        Vm::new(HashKey::new(0, 0), 1 << 20)
    }

    #[test]
    fn types_know_their_ancestry() {
        let vm = vm();
        assert!(vm.types.bool.is_subtype(vm.types.int));
        assert!(vm.exc.unicode_decode_error.is_subtype(vm.exc.value_error));
        assert!(!vm.types.int.is_subtype(vm.types.bool));
        assert_eq!(vm.type_of(vm.types.int.value()), vm.types.type_);
        assert_eq!(vm.type_of(Value::small(3)).name_str(), "int");
    }

    #[test]
    fn dicts_keep_order_through_growth_and_deletion() {
        let mut vm = vm();
        let d = vm.new_dict();
        for i in 0..1000 {
            d.set_item(&mut vm, Value::small(i), Value::small(i * i)).expect("no error");
        }
        for i in (0..1000).step_by(2) {
            assert!(d.remove(&mut vm, Value::small(i)).expect("no error").is_some());
        }
        assert_eq!(d.len(), 500);
        let keys: Vec<i64> = d.iter().filter_map(|(k, _)| k.as_small()).collect();
        assert_eq!(keys, (0..1000).filter(|i| i % 2 == 1).collect::<Vec<_>>());
        assert_eq!(d.get(&mut vm, Value::small(501)), Ok(Some(Value::small(251_001))));
        assert_eq!(d.get(&mut vm, Value::small(500)), Ok(None));
    }

    #[test]
    fn a_table_has_at_least_the_room_that_was_asked_for() {
        let mut vm = vm();
        for n in 0..200 {
            let d = vm.new_dict();
            d.table.reserve(&mut vm, d.header(), n).expect("fits");
            for i in 0..n {
                d.set_item(&mut vm, Value::small(i as i64), Value::NONE).expect("no error");
            }
            let copy = d.table.copy(&mut vm).expect("fits");
            assert_eq!((copy.len(), copy.used()), (n, n));
            assert_eq!((0..copy.used()).filter(|i| copy.entry(*i).is_some()).count(), n);
        }
    }

    #[test]
    fn appending_to_a_string_shares_its_buffer() {
        let mut vm = vm();
        let mut s = vm.new_str("").expect("fits");
        let x = vm.new_str("xyz").expect("fits");
        for _ in 0..1000 {
            s = vm.concat_str(s, x).expect("fits");
        }
        assert_eq!(s.byte_len(), 3000);
        assert!(s.as_bytes().chunks(3).all(|c| c == b"xyz"));
        let a = vm.concat_str(s, x).expect("fits");
        let b = vm.new_str("123").expect("fits");
        let b = vm.concat_str(s, b).expect("fits");
        assert!(a.as_bytes().ends_with(b"xyz") && b.as_bytes().ends_with(b"123"));
    }

    #[test]
    fn characters_of_wide_text_are_found_by_index() {
        let mut vm = vm();
        let text: String = (0..1000).map(|i| if i % 3 == 0 { 'a' } else { '\u{1F600}' }).collect();
        let s = vm.new_str(&text).expect("fits");
        assert_eq!(s.char_len(&mut vm), 1000);
        for (i, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(s.byte_offset(&mut vm, i), at);
            assert_eq!(s.char_index(&mut vm, at), i);
        }
        assert_eq!(s.byte_offset(&mut vm, 1000), text.len());
    }

    #[test]
    fn rows_splice_in_place() {
        let mut vm = vm();
        let list = vm.new_list(&(0..10).map(Value::small).collect::<Vec<_>>()).expect("fits");
        list.items.splice(&mut vm, list.header(), 2, 5, &[Value::small(77)]).expect("fits");
        list.items.insert(&mut vm, list.header(), 0, Value::small(-1)).expect("fits");
        let now: Vec<i64> = list.items.slots().iter().filter_map(|s| s.get().as_small()).collect();
        assert_eq!(now, [-1, 0, 1, 77, 5, 6, 7, 8, 9]);
    }

    #[test]
    fn a_dict_serves_as_a_stack_and_as_a_queue() {
        let mut vm = vm();
        let d = vm.new_dict();
        for i in 0..100 {
            d.set_item(&mut vm, Value::small(i), Value::NONE).expect("no error");
        }
        for i in 100..10_000 {
            d.set_item(&mut vm, Value::small(i * 977), Value::NONE).expect("no error");
            assert_eq!(d.table.pop_last(), Some((Value::small(i * 977), Value::NONE)));
            assert_eq!(d.get(&mut vm, Value::small(-5)), Ok(None));
        }
        for i in 100..10_000 {
            d.set_item(&mut vm, Value::small(i), Value::NONE).expect("no error");
            assert!(d.remove(&mut vm, Value::small(i - 100)).expect("no error").is_some());
        }
        assert_eq!(d.iter().next().map(|e| e.0), Some(Value::small(9900)));
        assert_eq!(d.len(), 100);
    }

    #[test]
    fn entries_are_put_before_all_others() {
        let mut vm = vm();
        let d = vm.new_dict();
        for i in 0..300 {
            let key = Value::small(i);
            if i % 3 == 0 {
                d.set_item(&mut vm, key, Value::NONE).expect("no error");
            } else {
                d.table.push_front_new(&mut vm, d.header(), key, i, Value::NONE).expect("no error");
            }
        }
        for i in [299, 0, 1, 297] {
            assert!(d.remove(&mut vm, Value::small(i)).expect("no error").is_some());
        }
        let keys: Vec<i64> = d.iter().filter_map(|(k, _)| k.as_small()).collect();
        let back = (2..299).rev().filter(|i| i % 3 != 0);
        assert_eq!(keys, back.chain((3..297).filter(|i| i % 3 == 0)).collect::<Vec<_>>());
        assert!((2..297).all(|i| d.get(&mut vm, Value::small(i)) == Ok(Some(Value::NONE))));
    }

    #[test]
    fn rows_repeat_and_lose_every_third() {
        let mut vm = vm();
        let list = vm.new_list(&[1, 2, 3].map(Value::small)).expect("fits");
        list.items.repeat(&mut vm, list.header(), 4).expect("fits");
        list.items.extend_slots(&mut vm, list.header(), list.items.slots()).expect("fits");
        list.items.remove_stepped(0, 3, 8);
        let now: Vec<i64> = list.items.slots().iter().filter_map(|s| s.get().as_small()).collect();
        assert_eq!(now, [2, 3].repeat(8));
        list.items.reverse();
        assert_eq!(list.items.get(0), Some(Value::small(3)));
    }
}
