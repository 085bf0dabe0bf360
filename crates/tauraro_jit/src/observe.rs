//! Making the snapshot that the compiler gets.

use crate::snapshot::{Cache, Callee, Constant, Facts, Guess, Seen, Snapshot};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tauraro_bytecode::{Instruction, Op, Pc};
use tauraro_core::{Value, Vm};
use tauraro_interp::machine::{self, CodeHere};
use tauraro_interp::tier::Site;

/// Functions that are looked at behind those that the code refers to.
const CALLEES_MAX: usize = 64;

/// What is known of the code that stands at a site. `failed`: where guesses have failed, and how often
/// at the entry.
pub(crate) fn snapshot(vm: &Vm, site: &Site<'_>, whole: bool, failed: (HashSet<(u32, Pc)>, u32)) -> Snapshot {
    let (avoid, doubts) = failed;
    let int = |v: &Value| v.is_small_int().then(|| v.small_unchecked());
    let running = site.running();
    let facts = Arc::new(facts(vm, running.code(), running.names_are_globals()));
    Snapshot {
        callees: callees(vm, &facts),
        facts,
        header: site.header(),
        whole,
        seen: site.registers().iter().map(|v| Seen::of(*v)).collect(),
        ints: if doubts == 0 { site.registers().iter().map(int).collect() } else { Vec::new() },
        doubts: doubts > 1,
        is_generator: running.is_generator(),
        avoid,
        range: vm.types.range.value().bits(),
    }
}

fn facts(vm: &Vm, here: CodeHere, names_are_globals: bool) -> Facts {
    let (globals, builtins) = here.namespaces();
    let code = here.compiled();
    let mut caches = HashMap::new();
    let mut at = Pc(0);
    while let Some(instruction) = Instruction::decode(&code.words, at) {
        at = instruction.next();
        if let Some(cached) = here.cached(&instruction) {
            caches.insert(instruction.at, cache(vm, cached, globals, builtins));
        }
    }
    let modules: HashSet<u64> = caches.values().filter_map(|cache| Some(cache.value?.dict)).collect();
    for cache in caches.values_mut() {
        if matches!(cache.op, Op::LoadAttrModule | Op::LoadMethodModule) {
            attribute(cache, &modules);
        }
    }
    Facts {
        id: here.id(),
        code,
        object: here.object().bits(),
        words: here.words() as u64,
        constants: here.constants().map(|v| Constant::of_bits(v.bits())).collect(),
        caches,
        namespaces: (globals.bits(), builtins.bits()),
        names_are_globals,
    }
}

/// The functions that code refers to, and those that these refer to, nearest first.
fn callees(vm: &Vm, facts: &Facts) -> HashMap<u64, Callee> {
    let mut found: HashMap<u64, Callee> = HashMap::new();
    let mut pending: Vec<u64> = named(facts).collect();
    while let Some(bits) = pending.pop() {
        if found.contains_key(&bits) || found.len() >= CALLEES_MAX {
            continue;
        }
        // SAFETY: the bits are those of a value that a name or a cache holds now.
        let Some(here) = CodeHere::of_function(unsafe { Value::from_bits(bits) }) else { continue };
        let facts = Arc::new(self::facts(vm, here, true));
        pending.splice(0..0, named(&facts));
        found.insert(bits, Callee { facts, exact_args: here.exact_args() });
    }
    found
}

/// What instructions of the code load that may be a function.
fn named(facts: &Facts) -> impl Iterator<Item = u64> + '_ {
    facts.caches.values().flat_map(|cache| {
        let method = matches!(cache.op, Op::LoadMethodClass | Op::LoadAttrClassValue).then_some(cache.words[1]);
        cache.value.map(|guess| guess.bits).into_iter().chain(method)
    })
}

fn guess(v: Value) -> Guess {
    Guess { seen: Seen::of(v), bits: v.bits(), dict: machine::module_dict(v).unwrap_or(0) }
}

fn cache(vm: &Vm, cached: machine::Cached, globals: Value, builtins: Value) -> Cache {
    let [first, second, _] = cached.words;
    let entry = |dict, word: u64| machine::entry_value(dict, word as u32, (word >> 32) as usize);
    let value = match cached.op {
        Op::LoadGlobalModule | Op::LoadNameModule => entry(globals, first),
        Op::LoadGlobalBuiltin | Op::LoadNameBuiltin => entry(builtins, second),
        _ => None,
    };
    let shape = match cached.op {
        Op::LoadAttrSlot
        | Op::LoadAttrClassValue
        | Op::LoadAttrProperty
        | Op::StoreAttrSlot
        | Op::StoreAttrAdd
        | Op::LoadMethodClass => machine::shape_of_version(vm, first),
        _ => None,
    };
    Cache { op: cached.op, words: cached.words, shape, value: value.map(guess), dict: 0 }
}

/// Finds the module whose attribute an instruction has cached, among those that names refer to.
fn attribute(cache: &mut Cache, modules: &HashSet<u64>) {
    for dict in modules.iter().filter(|dict| **dict != 0) {
        // SAFETY: the bits are those of a module's dict that a name refers to now.
        let held = unsafe { Value::from_bits(*dict) };
        if let Some(v) = machine::entry_value(held, cache.words[0] as u32, cache.words[1] as usize) {
            cache.dict = *dict;
            cache.value = Some(guess(v));
        }
    }
}
