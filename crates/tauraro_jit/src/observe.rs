//! Making the snapshot that the compiler gets.

use crate::snapshot::{Cache, Callee, Constant, Facts, Guess, Native, OperatorCall, Snapshot, SuperCall};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tauraro_bytecode::{BinaryFlags, Instruction, Op, Pc, Place, Role};
use tauraro_core::builtin::{Effects, Fast};
use tauraro_core::object::{Builtin, MethodDescriptor, Type};
use tauraro_core::{Gc, Value, Vm};
use tauraro_interp::machine::{self, Attribute, ClassAttribute, CodeHere, Operator};
use tauraro_interp::operators;
use tauraro_interp::record::{Called, Kind, Record, Records};
use tauraro_interp::tier::Site;

/// Functions that are looked at behind those that the code refers to.
const CALLEES_MAX: usize = 64;

/// What is known of the code that stands at a site. `failed`: where guesses have failed, and how often
/// at the entry.
pub(crate) fn snapshot(vm: &mut Vm, site: &Site<'_>, whole: bool, failed: (HashSet<(u32, Pc)>, u32)) -> Snapshot {
    let (avoid, doubts) = failed;
    let int = |v: &Value| v.is_small_int().then(|| v.small_unchecked());
    let running = site.running();
    let records = site.records(vm);
    let facts = Arc::new(facts(vm, running.code(), running.names_are_globals(), records.as_deref()));
    let callees = callees(vm, &facts, records.as_deref());
    Snapshot {
        natives: natives(vm, &facts, &callees),
        callees,
        facts,
        header: site.header(),
        whole,
        seen: site.registers().iter().map(|v| Kind::of(*v)).collect(),
        ints: if doubts == 0 { site.registers().iter().map(int).collect() } else { Vec::new() },
        doubts: doubts > 1,
        is_generator: running.is_generator(),
        avoid,
        range: vm.types.range.value().bits(),
        typed_rows: vm.typed_rows,
        super_: vm.types.super_.value().bits(),
    }
}

fn facts(vm: &mut Vm, here: CodeHere, names_are_globals: bool, records: Option<&Records>) -> Facts {
    let (globals, builtins) = here.namespaces();
    let code = here.compiled();
    let records = records.and_then(|records| records.of(here.id())).cloned();
    let (mut caches, mut attributes) = (HashMap::new(), HashMap::new());
    let (mut operators, mut inits, mut supers) = (HashMap::new(), HashMap::new(), HashMap::new());
    let mut at = Pc(0);
    while let Some(instruction) = Instruction::decode(&code.words, at) {
        at = instruction.next();
        if let Some(cached) = here.cached(&instruction) {
            caches.insert(instruction.at, cache(vm, cached, globals, builtins));
        }
        let record = records.as_ref().and_then(|records| records.at(instruction.at));
        if let Some(found) = record.and_then(|record| found_attributes(vm, here, &instruction, record)) {
            attributes.insert(instruction.at, found);
        }
        if let Some(record) = record {
            let found = super_call(vm, here, &instruction, record);
            supers.extend(found.map(|call| (instruction.at, call)));
            operators.extend(operator(vm, &instruction, record).map(|call| (instruction.at, call)));
            let classes = record.callees.iter().filter(|callee| callee.is == Called::Class);
            // SAFETY: the records keep the callees alive.
            let class = |bits| unsafe { Value::from_bits(bits) };
            inits.extend(classes.filter_map(|callee| Some((callee.bits, machine::init_of(vm, class(callee.bits))?))));
        }
    }
    let class_attributes = class_attributes(vm, here, &caches);
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
        attributes,
        class_attributes,
        supers,
        operators,
        inits,
        records,
        namespaces: (globals.bits(), builtins.bits()),
        names_are_globals,
    }
}

/// What the attribute instructions of the code have cached for classes that it names.
fn class_attributes(vm: &Vm, here: CodeHere, caches: &HashMap<Pc, Cache>) -> HashMap<Pc, ClassAttribute> {
    // SAFETY: the bits are those of values that names and caches hold now.
    let is_class = |bits: &u64| unsafe { Value::from_bits(*bits) }.is::<Type>();
    let mut classes: HashSet<u64> = caches.values().filter_map(|cache| Some(cache.value?.bits)).collect();
    classes.retain(is_class);
    let mut found = HashMap::new();
    let mut at = Pc(0);
    let code = here.compiled();
    while let Some(instruction) = Instruction::decode(&code.words, at) {
        at = instruction.next();
        if let Some(cached) = here.cached(&instruction) {
            found.extend(machine::class_attribute(vm, &cached, &classes).map(|what| (instruction.at, what)));
        }
    }
    found
}

/// What `super()` finds for a call, if that is the same method for all objects that were met.
fn super_call(vm: &mut Vm, here: CodeHere, i: &Instruction, record: &Record) -> Option<SuperCall> {
    if i.op.generic() != Op::LoadSuperMethod {
        return None;
    }
    let cached = here.cached(i)?;
    let class = machine::class_of_super(vm, cached.words[1])?;
    // `super`, the class, the object.
    let kinds = record.reads.get(2).filter(|kinds| !kinds.is_many())?;
    let operand = i.op.info().operands.iter().find(|operand| operand.role == Role::Name)?;
    let name = here.name(i.bits(operand));
    let mut method = None;
    let mut find = |kind| match kind {
        Kind::Shape(shape) => {
            let (version, found) = machine::super_method(vm, class, shape.0, name)?;
            (*method.get_or_insert(found) == found).then_some((shape.0, version))
        }
        _ => None,
    };
    let shapes: Vec<(u32, u32)> = kinds.iter().map(&mut find).collect::<Option<_>>()?;
    Some(SuperCall { class, shapes, method: method? })
}

/// What an operator or a subscript calls whose left operand was an object of a Python class each time.
fn operator(vm: &mut Vm, i: &Instruction, record: &Record) -> Option<OperatorCall> {
    if let Some((op, place)) = subscript(i.op.generic()) {
        let Kind::Shape(shape) = record.operand(i, place).only()? else { return None };
        let (version, function) = machine::operator(vm, op, shape.0, Kind::Other)?;
        return Some(OperatorCall { shape: (shape.0, version), right: Kind::Other, function });
    }
    let of_literal = |literal| if literal { Some(Kind::Int) } else { None };
    let (op, left, right, literal) = if let Some((binary, literal)) = operators::binary(i.op.generic()) {
        let flags = i.op.info().operands.iter().find(|operand| operand.place == Place::W);
        let flags = flags.map_or(0, |operand| i.bits(operand));
        if literal && flags & BinaryFlags::LITERAL_LEFT != 0 {
            return None;
        }
        let in_place = flags & BinaryFlags::INPLACE != 0;
        (Operator::Binary(binary, in_place), Place::B, Place::C, of_literal(literal))
    } else {
        let (compare, form) = operators::comparison(i.op.generic())?;
        let (left, right) = if form.gives { (Place::B, Place::C) } else { (Place::A, Place::B) };
        (Operator::Compare(compare), left, right, of_literal(form.literal))
    };
    let Kind::Shape(shape) = record.operand(i, left).only()? else { return None };
    let right = match literal {
        Some(kind) => kind,
        None => record.operand(i, right).only()?,
    };
    let (version, function) = machine::operator(vm, op, shape.0, right)?;
    Some(OperatorCall { shape: (shape.0, version), right, function })
}

/// What a subscript does, and where its container is.
fn subscript(op: Op) -> Option<(Operator, Place)> {
    match op {
        Op::Subscr | Op::SubscrImm => Some((Operator::Item, Place::B)),
        Op::StoreSubscr => Some((Operator::SetItem, Place::A)),
        _ => None,
    }
}

/// What an attribute instruction finds in the objects that it met, if all of that is known.
fn found_attributes(
    vm: &mut Vm,
    here: CodeHere,
    instruction: &Instruction,
    record: &Record,
) -> Option<Vec<(u32, u32, Attribute)>> {
    let place = match instruction.op.generic() {
        Op::LoadAttr | Op::LoadMethod => Place::B,
        Op::StoreAttr => Place::A,
        _ => return None,
    };
    let kinds = record.operand(instruction, place);
    if kinds.is_many() || kinds.is_empty() {
        return None;
    }
    let operand = instruction.op.info().operands.iter().find(|operand| operand.role == Role::Name)?;
    let name = here.name(instruction.bits(operand));
    let look = if place == Place::A { machine::stored } else { machine::attribute };
    let find = |kind| match kind {
        Kind::Shape(shape) => {
            let (version, found) = look(vm, shape.0, name)?;
            Some((shape.0, version, found))
        }
        _ => None,
    };
    kinds.iter().map(find).collect()
}

/// The functions that code refers to, and those that these refer to, nearest first.
fn callees(vm: &mut Vm, facts: &Facts, records: Option<&Records>) -> HashMap<u64, Callee> {
    let mut found: HashMap<u64, Callee> = HashMap::new();
    let mut pending = named(facts);
    while let Some(bits) = pending.pop() {
        if found.contains_key(&bits) || found.len() >= CALLEES_MAX {
            continue;
        }
        // SAFETY: the bits are those of a value that a name, a cache or the records hold now.
        let Some(here) = CodeHere::of_function(unsafe { Value::from_bits(bits) }) else { continue };
        let facts = Arc::new(self::facts(vm, here, true, records));
        pending.splice(0..0, named(&facts));
        // SAFETY: as above.
        let defaults = machine::defaults(unsafe { Value::from_bits(bits) });
        found.insert(bits, Callee { facts, exact_args: here.exact_args(), defaults });
    }
    found
}

/// What instructions of the code load or call that may be a function.
fn named(facts: &Facts) -> Vec<u64> {
    let mut all = Vec::new();
    for cache in facts.caches.values() {
        all.extend(cache.value.map(|guess| guess.bits));
        if matches!(cache.op, Op::LoadMethodClass | Op::LoadAttrClassValue) {
            all.push(cache.words[1]);
        }
    }
    for (_, _, found) in facts.attributes.values().flatten() {
        if let Attribute::Method(bits) | Attribute::Value(bits) | Attribute::Getter(bits) = found {
            all.push(*bits);
        }
    }
    all.extend(facts.class_attributes.values().map(|attribute| attribute.found));
    all.extend(facts.supers.values().map(|call| call.method));
    all.extend(facts.operators.values().map(|call| call.function));
    all.extend(facts.inits.values().map(|(_, init)| *init));
    for (_, record) in facts.records.iter().flat_map(|records| records.iter()) {
        all.extend(record.callees.iter().filter(|callee| callee.code_id().is_some()).map(|callee| callee.bits));
    }
    all
}

fn natives(vm: &mut Vm, facts: &Facts, callees: &HashMap<u64, Callee>) -> HashMap<u64, Native> {
    let builtin = |vm: &mut Vm, name: &str| {
        let name = vm.intern(name);
        vm.builtins.get_name(vm, name).filter(|v| v.is::<Builtin>())
    };
    let method = |vm: &mut Vm, ty: Gc<Type>, name: &str| {
        let name = vm.intern(name);
        vm.lookup(ty, name)
    };
    let codes = callees.values().map(|callee| &*callee.facts).chain([facts]);
    let mut found: HashMap<u64, Native> =
        codes.flat_map(named).filter_map(|bits| Some((bits, entries(bits)?))).collect();
    let special = [
        (builtin(vm, "len"), Native::Len),
        (builtin(vm, "abs"), Native::Abs),
        (builtin(vm, "isinstance"), Native::IsInstance),
        (builtin(vm, "min"), Native::Min),
        (builtin(vm, "max"), Native::Max),
        (method(vm, vm.types.list, "append"), Native::Append),
        (method(vm, vm.types.dict, "get"), Native::DictGet),
    ];
    found.extend(special.into_iter().filter_map(|(v, native)| Some((v?.bits(), native))));
    let types = &vm.types;
    let classes = [types.str, types.int, types.float, types.bool, types.list, types.tuple];
    found.extend(classes.map(|ty| (ty.value().bits(), Native::Class)));
    found
}

/// The entries of a native function or method.
fn entries(bits: u64) -> Option<Native> {
    // SAFETY: the bits are those of a value that a name, a cache or the records hold now.
    let v = unsafe { Value::from_bits(bits) };
    let (def, is_method) = match (v.cast::<Builtin>(), v.cast::<MethodDescriptor>()) {
        (Some(f), _) if f.receiver.get().is_unbound() => (f.def, false),
        (_, Some(method)) => (method.def, true),
        _ => return None,
    };
    let entries = match def.fast {
        Fast::F1(f) => [f as usize as u64, 0, 0],
        Fast::F2(f) => [0, f as usize as u64, 0],
        Fast::F3(f) => [0, 0, f as usize as u64],
        Fast::F0(_) | Fast::None => return None,
    };
    Some(Native::Entries(entries, is_method, def.effects == Effects::MayCall))
}

fn guess(v: Value) -> Guess {
    Guess { seen: Kind::of(v), bits: v.bits(), dict: machine::module_dict(v).unwrap_or(0) }
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
