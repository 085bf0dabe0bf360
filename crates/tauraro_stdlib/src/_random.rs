//! `_random`: the generator behind `random.Random`.

use crate::kinds;
use std::cell::RefCell;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Int, Module, TypeFlags};
use tauraro_core::{PyResult, Tuple, Type, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::bigint::IntRef;
use tauraro_objects::mt19937::{MersenneTwister, STATE_LEN};
use tauraro_objects::raise::{int_object, int_ref};

/// `_random.Random`
pub(crate) struct Random {
    twister: RefCell<Box<MersenneTwister>>,
}

payload!(Random, kinds::RANDOM, "_random.Random", []);

/// A generator that nothing has seeded yet.
#[pyfunction("Random.__new__($type, *args, **kwargs)")]
fn new(vm: &mut Vm, cls: Gc<Type>, _args: &[Value], _kwargs: Option<Gc<tauraro_core::Dict>>) -> PyResult {
    let twister = RefCell::new(Box::new(MersenneTwister::from_words(&[0])));
    let this = vm.alloc_with_slots(cls.root_shape.get(), Random { twister }, cls.inline_slots.get().into());
    Ok(this.value())
}

/// Seeds the generator with the argument, or from the system's entropy.
fn init(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult<()> {
    if args.has_keywords() {
        return Err(vm.type_error("Random() takes no keyword arguments"));
    }
    if args.plain().len() > 1 {
        return Err(vm.type_error(format!("Random expected at most 1 argument, got {}", args.plain().len())));
    }
    let Some(this) = this.cast::<Random>() else { unreachable!("the slot is that of generators") };
    seed(vm, this, args.plain().first().copied())
}

/// Seeds the generator: with an int, with the hash of anything else, or from the system.
#[pyfunction("Random.seed($self, n=None, /)")]
fn seed(vm: &mut Vm, this: Gc<Random>, n: Option<Value>) -> PyResult<()> {
    let seeded = match n.and_then(Value::non_none) {
        None => {
            let mut key = [0_u32; STATE_LEN];
            // SAFETY: there is room for that many bytes.
            let got = unsafe { libc::getrandom(key.as_mut_ptr().cast(), size_of_val(&key), 0) };
            if got < size_of_val(&key) as isize {
                let e = crate::os_call::errno();
                return Err(crate::os_call::error(vm, e));
            }
            MersenneTwister::from_words(&key)
        }
        Some(v) => match v.as_int() {
            Some(Int::Small(i)) => MersenneTwister::from_int(IntRef::Small(i)),
            Some(big) => MersenneTwister::from_int(int_ref(big)),
            None => {
                let hash = vm.hash(v)? as u64;
                MersenneTwister::from_words(&if hash >> 32 == 0 {
                    vec![hash as u32]
                } else {
                    vec![hash as u32, (hash >> 32) as u32]
                })
            }
        },
    };
    **this.twister.borrow_mut() = seeded;
    Ok(())
}

/// A float in [0, 1).
#[pyfunction("Random.random($self, /)")]
fn random(_: &mut Vm, this: Gc<Random>) -> f64 {
    this.twister.borrow_mut().random()
}

/// An int of so many random bits.
#[pyfunction("Random.getrandbits($self, k, /)")]
fn getrandbits(vm: &mut Vm, this: Gc<Random>, k: i64) -> PyResult {
    let Ok(bits) = u64::try_from(k) else {
        return Err(vm.value_error("Cannot convert negative int"));
    };
    if !vm.may_allocate((bits / 8) as usize) {
        return Err(vm.memory_error());
    }
    let number = this.twister.borrow_mut().random_bits(bits);
    Ok(int_object(vm, number))
}

/// The generator's state: its words and the place among them.
#[pyfunction("Random.getstate($self, /)")]
fn getstate(vm: &mut Vm, this: Gc<Random>) -> PyResult {
    let (words, index) = {
        let twister = this.twister.borrow();
        let (words, index) = twister.state();
        (*words, index)
    };
    let at = |i: usize| Value::small(words.get(i).map_or(index as i64, |w| i64::from(*w)));
    Ok(vm.new_tuple_filled(STATE_LEN + 1, at)?.value())
}

/// Puts the generator into a state that `getstate` gave.
#[pyfunction("Random.setstate($self, state, /)")]
fn setstate(vm: &mut Vm, this: Gc<Random>, state: Value) -> PyResult<()> {
    let Some(row) = state.cast::<Tuple>() else { return Err(vm.type_error("state vector must be a tuple")) };
    if row.len() != STATE_LEN + 1 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut words = [0_u32; STATE_LEN];
    for (place, v) in words.iter_mut().zip(row.items()) {
        let Some(n) = v.as_int() else {
            let text = format!("an integer is required, not {}", vm.type_name(*v));
            return Err(vm.type_error(text));
        };
        *place = match n.to_i64() {
            Some(i) if i < 0 => return Err(vm.overflow_error("can't convert negative value to unsigned int")),
            Some(i) => i as u32,
            None => return Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
        };
    }
    let index = vm.index_i64(row.items()[STATE_LEN])?;
    match usize::try_from(index).ok().and_then(|i| MersenneTwister::from_state(words, i)) {
        Some(made) => {
            **this.twister.borrow_mut() = made;
            Ok(())
        }
        None => Err(vm.value_error("invalid state")),
    }
}

static RANDOM: TypeSpec = TypeSpec {
    name: "Random",
    module: "_random",
    doc: Some("The Mersenne Twister."),
    kind: Some(Random::INFO),
    flags: TypeFlags::BASE,
    new: Some(new::as_new),
    methods: defs![seed, random, getrandbits, getstate, setstate],
    slots: |s| s.init.set(Some(init)),
    ..TypeSpec::EMPTY
};

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module("_random", Some("The generator behind random.Random."), &[])?;
    let object = vm.types.object;
    let ty = vm.new_type(&RANDOM, object)?;
    module.add(vm, "Random", ty)?;
    Ok(module)
}
