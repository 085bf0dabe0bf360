//! `Dict`: a mapping, and the namespace of modules, classes and instances. `Set`: its keys only.

use super::Str;
use super::set_table::SetTable;
use super::table::{HashTable, PLAIN_ABSENT, PLAIN_UNKNOWN};
use crate::heap::Gc;
use crate::kinds;
use crate::shape::ShapeId;
use crate::value::{PyResult, Raised, Value};
use crate::vm::Vm;

#[derive(Default)]
#[repr(C)]
pub struct Dict {
    pub table: HashTable,
}

crate::payload!(Dict, kinds::DICT, "dict", [table]);

/// The layout of `set` and `frozenset`.
#[derive(Default)]
#[repr(C)]
pub struct Set {
    pub table: SetTable,
    /// A frozenset's hash, once known.
    pub hash: std::cell::Cell<Option<i64>>,
}

crate::payload!(Set, kinds::SET, "set", [table]);

impl Gc<Dict> {
    #[inline(always)]
    pub fn len(self) -> usize {
        self.table.len()
    }

    #[inline(always)]
    pub fn is_empty(self) -> bool {
        self.table.is_empty()
    }

    /// `d.get(key)` without a default. Raises what hashing and comparing the key raise.
    #[inline]
    pub fn get(self, vm: &mut Vm, key: Value) -> PyResult<Option<Value>> {
        if let Some(hash) = vm.plain_hash(key) {
            match self.table.find_plain(key, hash) {
                PLAIN_ABSENT => return Ok(None),
                PLAIN_UNKNOWN => {}
                i => return Ok(Some(self.table.value_at(i))),
            }
        }
        self.get_general(vm, key)
    }

    fn get_general(self, vm: &mut Vm, key: Value) -> PyResult<Option<Value>> {
        let hash = vm.hash_key(key)?;
        let found = self.table.find(vm, key, hash)?;
        Ok(found.and_then(|i| self.table.entry(i)).map(|e| e.1))
    }

    /// `d[key] = value`.
    #[inline]
    pub fn set_item(self, vm: &mut Vm, key: Value, value: Value) -> PyResult<()> {
        if let Some(hash) = vm.plain_hash(key) {
            match self.table.find_plain(key, hash) {
                PLAIN_ABSENT => return self.table.push_new(vm, self.header(), key, hash, value),
                PLAIN_UNKNOWN => {}
                i => {
                    self.table.set_entry_value(i, value);
                    return Ok(());
                }
            }
        }
        self.set_general(vm, key, value)
    }

    fn set_general(self, vm: &mut Vm, key: Value, value: Value) -> PyResult<()> {
        let hash = vm.hash_key(key)?;
        self.table.insert(vm, self.header(), key, hash, value)?;
        Ok(())
    }

    /// Takes out a key; returns its value.
    pub fn remove(self, vm: &mut Vm, key: Value) -> PyResult<Option<Value>> {
        let hash = vm.hash_key(key)?;
        Ok(self.table.remove(vm, key, hash)?.map(|e| e.1))
    }

    /// The value of a name in a namespace.
    #[inline]
    pub fn get_name(self, vm: &Vm, name: Gc<Str>) -> Option<Value> {
        let i = self.table.find_name(vm, name)?;
        self.table.entry(i).map(|e| e.1)
    }

    /// Sets a name in a namespace.
    pub fn set_name(self, vm: &mut Vm, name: Gc<Str>, value: Value) -> PyResult<()> {
        match self.table.find_name(vm, name) {
            Some(i) => {
                self.table.set_entry_value(i, value);
                Ok(())
            }
            None => {
                let hash = name.hash(vm);
                self.table.push_new(vm, self.header(), name.value(), hash, value)
            }
        }
    }

    /// Takes a name out of a namespace; returns its value.
    pub fn remove_name(self, vm: &Vm, name: Gc<Str>) -> Option<Value> {
        let i = self.table.find_name(vm, name)?;
        let value = self.table.entry(i).map(|e| e.1);
        self.table.remove_at(i);
        value
    }

    /// `get_name` by text.
    pub fn get_str(self, vm: &mut Vm, name: &str) -> Option<Value> {
        let name = vm.intern(name);
        self.get_name(vm, name)
    }

    /// `set_name` by text.
    pub fn set_str(self, vm: &mut Vm, name: &str, value: Value) -> PyResult<()> {
        let name = vm.intern(name);
        self.set_name(vm, name, value)
    }

    /// The entries as they are met; inserting or removing while iterating is allowed and shows
    /// as it happens.
    pub fn iter(self) -> DictIter {
        DictIter { dict: self, at: 0 }
    }
}

impl Gc<Set> {
    #[inline(always)]
    pub fn len(self) -> usize {
        self.table.len()
    }

    #[inline(always)]
    pub fn is_empty(self) -> bool {
        self.table.is_empty()
    }

    /// `element in s`. Raises what hashing and comparing raise.
    pub fn contains(self, vm: &mut Vm, element: Value) -> PyResult<bool> {
        let hash = vm.hash_element(element)?;
        Ok(self.table.find(vm, element, hash)?.is_some())
    }

    /// `s.add(element)`; `false`: it was there already.
    #[inline]
    pub fn add(self, vm: &mut Vm, element: Value) -> PyResult<bool> {
        let hash = match element.as_small() {
            // As `hash` does, without a call.
            Some(i) if i != -1 => i,
            _ => vm.hash_element(element)?,
        };
        self.table.add(vm, self.header(), element, hash)
    }
}

/// Iterates (key, value). Holds the dict, not a copy.
pub struct DictIter {
    dict: Gc<Dict>,
    at: usize,
}

impl Iterator for DictIter {
    type Item = (Value, Value);

    fn next(&mut self) -> Option<(Value, Value)> {
        let (i, key, value) = self.dict.table.next_entry(self.at)?;
        self.at = i + 1;
        Some((key, value))
    }
}

impl Vm {
    /// A new empty dict.
    #[inline]
    pub fn new_dict(&mut self) -> Gc<Dict> {
        self.alloc(ShapeId::DICT, Dict::default())
    }

    /// A new empty dict with room for `n` entries.
    pub fn new_dict_with_capacity(&mut self, n: usize) -> PyResult<Gc<Dict>> {
        let table = HashTable::with_capacity(self, n)?;
        Ok(self.alloc(ShapeId::DICT, Dict { table }))
    }

    /// `hash(v)` of a key of a dict.
    #[inline(always)]
    pub fn hash_key(&mut self, v: Value) -> PyResult<i64> {
        self.hash(v).map_err(|_| self.explain_unhashable(v, "a dict key"))
    }

    /// `hash(v)` of an element of a set.
    #[inline(always)]
    pub fn hash_element(&mut self, v: Value) -> PyResult<i64> {
        self.hash(v).map_err(|_| self.explain_unhashable(v, "a set element"))
    }

    /// Says in a pending TypeError what the unhashable object was to be.
    #[cold]
    fn explain_unhashable(&mut self, v: Value, role: &str) -> Raised {
        let exc = self.take_exception();
        if self.type_of(exc) != self.exc.type_error {
            return self.raise_again(exc);
        }
        let cause = match self.str(exc) {
            Ok(text) => text.to_string_lossy(),
            Err(raised) => return raised,
        };
        let name = self.fully_qualified_name(self.type_of(v));
        let text = format!("cannot use '{name}' as {role} ({cause})");
        self.type_error(text)
    }

    /// A new empty set.
    #[inline]
    pub fn new_set(&mut self) -> Gc<Set> {
        self.alloc(ShapeId::SET, Set::default())
    }
}
