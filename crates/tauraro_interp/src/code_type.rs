//! `code`: what code objects show of themselves. Making new ones is `code_new`'s business.

use crate::code::{CodeObject, ready};
use crate::code_new;
use crate::introspect::LASTI_STEP;
use std::hash::{DefaultHasher, Hash, Hasher};
use tauraro_bytecode::{Code, Const, Instruction, OpFlags, Pc, Position};
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef, List};
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

pub(crate) fn code(v: Value) -> Gc<CodeObject> {
    v.cast::<CodeObject>().expect("the attribute is that of code")
}

fn number(n: u32) -> PyResult {
    Ok(Value::small(i64::from(n)))
}

fn co_name(_: &mut Vm, v: Value) -> PyResult {
    Ok(code(v).name.get())
}

fn co_qualname(_: &mut Vm, v: Value) -> PyResult {
    Ok(code(v).qualname.get())
}

fn co_filename(_: &mut Vm, v: Value) -> PyResult {
    Ok(code(v).filename.get())
}

fn co_firstlineno(_: &mut Vm, v: Value) -> PyResult {
    number(code(v).code.first_line)
}

fn co_argcount(_: &mut Vm, v: Value) -> PyResult {
    number(code(v).code.arg_count)
}

fn co_posonlyargcount(_: &mut Vm, v: Value) -> PyResult {
    number(code(v).code.posonly_count)
}

fn co_kwonlyargcount(_: &mut Vm, v: Value) -> PyResult {
    number(code(v).code.kwonly_count)
}

fn co_flags(_: &mut Vm, v: Value) -> PyResult {
    number(code(v).code.flags.0)
}

fn co_stacksize(_: &mut Vm, v: Value) -> PyResult {
    number(code(v).code.n_registers)
}

fn texts<'a>(vm: &mut Vm, names: impl Iterator<Item = &'a str>) -> PyResult {
    let list = vm.new_list(&[])?;
    for name in names {
        let name = vm.intern(name).value();
        list.push(vm, name)?;
    }
    as_tuple(vm, list)
}

fn as_tuple(vm: &mut Vm, list: Gc<List>) -> PyResult {
    Ok(vm.new_tuple_filled(list.items.len(), |i| list.items.get(i).unwrap_or(Value::NONE))?.value())
}

fn co_nlocals(_: &mut Vm, v: Value) -> PyResult {
    Ok(Value::small(code(v).code.varnames().count() as i64))
}

pub(crate) fn co_varnames(vm: &mut Vm, v: Value) -> PyResult {
    texts(vm, Code::varnames(&code(v).code))
}

pub(crate) fn co_cellvars(vm: &mut Vm, v: Value) -> PyResult {
    texts(vm, Code::cellvars(&code(v).code))
}

pub(crate) fn co_freevars(vm: &mut Vm, v: Value) -> PyResult {
    texts(vm, Code::freevars(&code(v).code))
}

pub(crate) fn co_names(vm: &mut Vm, v: Value) -> PyResult {
    texts(vm, code(v).code.names.iter().map(|n| &**n))
}

pub(crate) fn co_consts(vm: &mut Vm, v: Value) -> PyResult {
    let code = code(v);
    ready(vm, code)?;
    for (i, c) in code.code.consts.iter().enumerate() {
        if c.as_code().is_some() {
            code.nested_code(vm, i)?;
        }
    }
    let n = code.code.consts.len();
    Ok(vm.new_tuple_filled(n, |i| code.consts().slots()[i].get())?.value())
}

/// The instructions: words of 64 bits, low byte first.
pub(crate) fn co_code(vm: &mut Vm, v: Value) -> PyResult {
    let bytes: Vec<u8> = code(v).code.words.iter().flat_map(|w| w.to_le_bytes()).collect();
    Ok(vm.new_bytes(&bytes)?.value())
}

pub(crate) fn co_linetable(vm: &mut Vm, v: Value) -> PyResult {
    Ok(vm.new_bytes(&code(v).code.positions.0)?.value())
}

/// The exception table: four words of 32 bits for each handler.
pub(crate) fn co_exceptiontable(vm: &mut Vm, v: Value) -> PyResult {
    let mut bytes = Vec::new();
    for h in &code(v).code.handlers {
        for word in [h.start.0, h.end.0, h.target.0, u32::from(h.exc.0)] {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
    }
    Ok(vm.new_bytes(&bytes)?.value())
}

/// The line table in the form that Python had before 3.10.
fn co_lnotab(vm: &mut Vm, v: Value) -> PyResult {
    crate::warn::warn(vm, vm.exc.deprecation_warning, "co_lnotab is deprecated, use co_lines instead.", None)?;
    let code = code(v);
    let (mut bytes, mut line, mut start) = (Vec::new(), code.code.first_line, 0);
    for run in code.code.positions.runs() {
        let Some(position) = run.position.filter(|p| p.line != line) else { continue };
        let mut distance = i64::from(run.start.0 - start) * LASTI_STEP;
        let mut delta = i64::from(position.line) - i64::from(line);
        while distance > 255 {
            bytes.extend_from_slice(&[255, 0]);
            distance -= 255;
        }
        while !(-128..=127).contains(&delta) {
            let step = delta.clamp(-128, 127);
            bytes.extend_from_slice(&[distance as u8, step as i8 as u8]);
            delta -= step;
            distance = 0;
        }
        bytes.extend_from_slice(&[distance as u8, delta as i8 as u8]);
        (line, start) = (position.line, run.start.0);
    }
    Ok(vm.new_bytes(&bytes)?.value())
}

/// An iterator over rows that are at hand.
fn iterate(vm: &mut Vm, rows: Gc<List>) -> PyResult {
    vm.iter(rows.value())
}

fn offset(word: u32) -> Value {
    Value::small(i64::from(word) * LASTI_STEP)
}

/// For each run of instructions of a line: the first offset, the one behind, the line.
#[pyfunction("code.co_lines($self, /)")]
fn co_lines(vm: &mut Vm, this: Gc<CodeObject>) -> PyResult {
    let rows = vm.new_list(&[])?;
    if !this.begins_with_enter() {
        // The entry of the code has no instruction here; it is on the first line.
        let entry = [Value::small(-LASTI_STEP), Value::small(0), Value::small(i64::from(this.code.first_line))];
        let entry = vm.new_tuple(&entry)?.value();
        rows.push(vm, entry)?;
    }
    let mut pending: Option<(u32, u32, Option<u32>)> = None;
    let add = |vm: &mut Vm, (start, end, line): (u32, u32, Option<u32>)| {
        let line = line.map_or(Value::NONE, |l| Value::small(i64::from(l)));
        let row = vm.new_tuple(&[offset(start), offset(end), line])?.value();
        rows.push(vm, row)
    };
    for run in this.code.positions.runs() {
        let line = run.position.map(|p| p.line);
        pending = match pending {
            Some((start, _, l)) if l == line => Some((start, run.end.0, line)),
            before => {
                if let Some(row) = before {
                    add(vm, row)?;
                }
                Some((run.start.0, run.end.0, line))
            }
        };
    }
    if let Some(row) = pending {
        add(vm, row)?;
    }
    iterate(vm, rows)
}

fn position_row(vm: &mut Vm, position: Option<Position>) -> PyResult {
    let number = |n: u32| Value::small(i64::from(n));
    let row = match position {
        None => [Value::NONE; 4],
        Some(Position { line, end_line, columns: None }) => [number(line), number(end_line), Value::NONE, Value::NONE],
        Some(Position { line, end_line, columns: Some((from, to)) }) => {
            [number(line), number(end_line), number(from), number(to)]
        }
    };
    Ok(vm.new_tuple(&row)?.value())
}

/// For each word of code: line, last line, column, last column.
#[pyfunction("code.co_positions($self, /)")]
fn co_positions(vm: &mut Vm, this: Gc<CodeObject>) -> PyResult {
    let rows = vm.new_list(&[])?;
    for run in this.code.positions.runs() {
        let row = position_row(vm, run.position)?;
        for _ in run.start.0..run.end.0 {
            rows.push(vm, row)?;
        }
    }
    iterate(vm, rows)
}

/// For each branch: its offset, where it goes on if it does not jump, where it jumps to.
#[pyfunction("code.co_branches($self, /)")]
fn co_branches(vm: &mut Vm, this: Gc<CodeObject>) -> PyResult {
    let rows = vm.new_list(&[])?;
    let mut at = Pc(0);
    while let Some(instruction) = Instruction::decode(&this.code.words, at) {
        if let Some(target) = branch_target(&instruction) {
            let row = [offset(at.0), offset(instruction.next().0), offset(target)];
            let row = vm.new_tuple(&row)?.value();
            rows.push(vm, row)?;
        }
        at = instruction.next();
    }
    iterate(vm, rows)
}

/// Where an instruction jumps to, if it may also go on behind itself.
pub(crate) fn branch_target(instruction: &Instruction) -> Option<u32> {
    if instruction.op.info().flags.has(OpFlags::ENDS) {
        return None;
    }
    u32::try_from(instruction.jump_target()?).ok()
}

/// The name of a local variable by its number.
#[pyfunction("code._varname_from_oparg($self, /, oparg)")]
fn varname_from_oparg(vm: &mut Vm, this: Gc<CodeObject>, oparg: i64) -> PyResult {
    match usize::try_from(oparg).ok().and_then(|i| this.code.locals.get(i)) {
        Some(local) => Ok(vm.intern(&local.name).value()),
        None => Err(vm.index_error("tuple index out of range")),
    }
}

fn repr_code(vm: &mut Vm, v: Value) -> PyResult {
    let c = code(v);
    let text = format!(
        "<code object {} at {:#x}, file \"{}\", line {}>",
        c.code.name,
        c.bits(),
        c.code.filename,
        c.code.first_line
    );
    Ok(vm.new_str(&text)?.value())
}

// ---- equality -------------------------------------------------------------------------------

/// Whether two constants are the same: of one type, with one value.
fn same_const(a: &Const, b: &Const) -> bool {
    let rows = |a: &[Const], b: &[Const]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_const(a, b));
    match (a, b) {
        (Const::None, Const::None) | (Const::Ellipsis, Const::Ellipsis) => true,
        (Const::Bool(a), Const::Bool(b)) => a == b,
        (Const::Int(a), Const::Int(b)) => a == b,
        (Const::BigInt(a), Const::BigInt(b)) => a == b,
        (Const::Float(a), Const::Float(b)) => a.to_bits() == b.to_bits(),
        (Const::Complex(a, b), Const::Complex(c, d)) => a.to_bits() == c.to_bits() && b.to_bits() == d.to_bits(),
        (Const::Str(a), Const::Str(b)) | (Const::Bytes(a), Const::Bytes(b)) => a == b,
        (Const::Tuple(a), Const::Tuple(b)) | (Const::FrozenSet(a), Const::FrozenSet(b)) => rows(a, b),
        (Const::Slice(a), Const::Slice(b)) => rows(&a[..], &b[..]),
        (Const::Code(a), Const::Code(b)) => same_code(a, b),
        _ => false,
    }
}

fn same_code(a: &Code, b: &Code) -> bool {
    a.name == b.name
        && (a.arg_count, a.posonly_count, a.kwonly_count) == (b.arg_count, b.posonly_count, b.kwonly_count)
        && (a.flags, a.first_line) == (b.flags, b.first_line)
        && a.words == b.words
        && a.names == b.names
        && a.locals == b.locals
        && a.handlers == b.handlers
        && a.positions == b.positions
        && a.consts.len() == b.consts.len()
        && a.consts.iter().zip(&b.consts).all(|(a, b)| same_const(a, b))
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (a.cast::<CodeObject>(), b.cast::<CodeObject>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let mut same = a == b || same_code(&a.code, &b.code);
    if same {
        ready(vm, a)?;
        ready(vm, b)?;
    }
    // Constants that `replace` has put in may be objects of which `Code` knows nothing.
    for i in 0..if same { a.code.consts.len() } else { 0 } {
        let (x, y) = (a.consts().slots()[i].get(), b.consts().slots()[i].get());
        if same && !x.is_unbound() && !y.is_unbound() && !x.is::<CodeObject>() && x != y {
            same = vm.type_of(x) == vm.type_of(y) && vm.eq(x, y)?;
        }
    }
    match op {
        CompareOp::Eq => Ok(Value::bool(same)),
        CompareOp::Ne => Ok(Value::bool(!same)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn hash(_: &mut Vm, v: Value) -> PyResult<i64> {
    let c = &code(v).code;
    let mut hasher = DefaultHasher::new();
    c.name.hash(&mut hasher);
    (c.arg_count, c.posonly_count, c.kwonly_count, c.flags.0, c.first_line).hash(&mut hasher);
    c.words.hash(&mut hasher);
    c.names.hash(&mut hasher);
    c.positions.0.hash(&mut hasher);
    for local in &c.locals {
        local.name.hash(&mut hasher);
    }
    // 61 bits, as all hashes have; -1 is none.
    Ok((hasher.finish() >> 3) as i64)
}

macro_rules! attributes {
    ($($name:ident $doc:literal),* $(,)?) => {
        &[$(GetSetDef { name: stringify!($name), doc: $doc, get: $name, set: None }),*]
    };
}

use co_code as _co_code_adaptive;

static CODE: TypeSpec = TypeSpec {
    doc: Some("Create a code object from its parts, as another code object shows them."),
    kind: Some(CodeObject::INFO),
    weakrefs: true,
    new: Some(code_new::new_slot),
    methods: defs![
        co_lines,
        co_positions,
        co_branches,
        varname_from_oparg,
        code_new::replace,
        code_new::dunder_replace
    ],
    getset: attributes![
        co_name "Name.",
        co_qualname "Qualified name.",
        co_filename "File.",
        co_firstlineno "First line.",
        co_argcount "Number of positional parameters.",
        co_posonlyargcount "Number of positional-only parameters.",
        co_kwonlyargcount "Number of keyword-only parameters.",
        co_flags "Properties.",
        co_stacksize "Number of registers.",
        co_nlocals "Number of local variables.",
        co_varnames "Local variables.",
        co_cellvars "Variables that closures share.",
        co_freevars "Variables of enclosing functions.",
        co_names "Other names.",
        co_consts "Constants.",
        co_code "Instructions.",
        _co_code_adaptive "Instructions.",
        co_linetable "Source positions, packed.",
        co_lnotab "Lines in an old form.",
        co_exceptiontable "Handlers of exceptions.",
    ],
    slots: |s| {
        s.repr.set(Some(repr_code));
        s.compare.set(Some(compare));
        s.hash.set(Some(hash));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.code, &CODE)
}
