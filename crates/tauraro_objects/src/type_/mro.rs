//! The order of inheritance: C3 linearisation, and a metaclass's own `mro`.

use super::layout::solid_base;
use tauraro_core::{Gc, List, PyResult, Raised, Tuple, Type, Value, Vm};

/// The MRO of a class by C3, as a list. Raises TypeError where the bases contradict each other.
pub(super) fn linearise(vm: &mut Vm, ty: Gc<Type>) -> PyResult<Gc<List>> {
    let bases: Gc<Tuple> = ty.bases.get().cast().expect("a class has its bases before its MRO");
    let result = vm.new_list(&[ty.value()])?;
    if let [only] = bases.items()
        && let Some(base) = only.cast::<Type>()
    {
        for t in base.mro_types() {
            result.push(vm, t.value())?;
        }
        return Ok(result);
    }
    check_duplicates(vm, bases)?;
    // The rows to merge: the MRO of each base, then the bases; and how far each is used up.
    let rows = vm.new_list(&[])?;
    for base in bases.items() {
        let row = base.cast::<Type>().map_or(Value::NONE, |b| b.mro.get());
        rows.push(vm, row)?;
    }
    rows.push(vm, bases.value())?;
    let mut used = vec![0_usize; rows.items.len()];
    while let Some(next) = pick(rows, &used) {
        let Some(next) = next.bound() else { return Err(inconsistent(vm, rows, &used)) };
        result.push(vm, next)?;
        for (i, at) in used.iter_mut().enumerate() {
            if row(rows, i).get(*at) == Some(next) {
                *at += 1;
            }
        }
    }
    Ok(result)
}

fn row(rows: Gc<List>, i: usize) -> Gc<Tuple> {
    rows.items.get(i).and_then(Value::cast::<Tuple>).expect("the rows are tuples")
}

/// The next class: a head of a row that is in no tail. `None`: all rows are used up; UNBOUND:
/// there is none.
fn pick(rows: Gc<List>, used: &[usize]) -> Option<Value> {
    let mut left = false;
    for (i, at) in used.iter().enumerate() {
        let Some(candidate) = row(rows, i).get(*at) else { continue };
        left = true;
        let in_tail = |(j, at): (usize, &usize)| row(rows, j).items().iter().skip(at + 1).any(|v| *v == candidate);
        if !used.iter().enumerate().any(in_tail) {
            return Some(candidate);
        }
    }
    left.then_some(Value::UNBOUND)
}

fn check_duplicates(vm: &mut Vm, bases: Gc<Tuple>) -> PyResult<()> {
    let items = bases.items();
    for (i, b) in items.iter().enumerate() {
        if items[..i].contains(b) {
            let name = b.cast::<Type>().map_or_else(String::new, |t| t.name_str());
            return Err(vm.type_error(format!("duplicate base class {name}")));
        }
    }
    Ok(())
}

#[cold]
fn inconsistent(vm: &mut Vm, rows: Gc<List>, used: &[usize]) -> Raised {
    let mut heads: Vec<u64> = Vec::new();
    let mut names = Vec::new();
    for (i, at) in used.iter().enumerate() {
        if let Some(head) = row(rows, i).get(*at).and_then(Value::cast::<Type>)
            && !heads.contains(&head.bits())
        {
            heads.push(head.bits());
            names.push(head.short_name());
        }
    }
    let names = names.join(", ");
    vm.type_error(format!("Cannot create a consistent method resolution order (MRO) for bases {names}"))
}

/// Gives a class its MRO: by its metaclass's `mro` if that is not `type.mro`. If that method gave
/// the class another one meanwhile, by an assignment to its bases, that one stands: `false`.
pub(super) fn set_mro(vm: &mut Vm, ty: Gc<Type>) -> PyResult<bool> {
    let old = ty.mro.get();
    let meta = vm.type_of(ty.value());
    let name = vm.names.mro;
    let custom = meta != vm.types.type_ && {
        let own = vm.types.type_;
        vm.lookup(meta, name) != vm.lookup(own, name)
    };
    if !custom {
        let list = linearise(vm, ty)?;
        let mro = vm.list_to_tuple(list)?;
        ty.set(&ty.mro, mro.value());
        return Ok(true);
    }
    let given = vm.call_special(ty.value(), name, &[])?.unwrap_or(Value::NONE);
    let list = vm.new_list(&[])?;
    vm.for_each(given, |vm, v| list.push(vm, v))?;
    let mro = vm.list_to_tuple(list)?;
    let solid = solid_base(ty);
    for v in mro.items() {
        let Some(base) = v.cast::<Type>() else {
            let text = format!("mro() returned a non-class ('{}')", vm.type_name(*v));
            return Err(vm.type_error(text));
        };
        if base != ty && !solid.is_subtype(solid_base(base)) {
            return Err(vm.type_error(format!("mro() returned base with unsuitable layout ('{}')", base.name_str())));
        }
    }
    if ty.mro.get() != old {
        return Ok(false);
    }
    ty.set(&ty.mro, mro.value());
    Ok(true)
}
