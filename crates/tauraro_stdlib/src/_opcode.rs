//! `_opcode`: facts about the instructions that the library's `opcode` lists.
//!
//! Those are the instructions of the reference implementation, which tools know by name and
//! number; Tauraro's own are described in `docs/internals/ops.md` and shown by `tauraro dis`.

use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::vm::{CompileRequest, CompileSource};
use tauraro_core::{List, PyResult, Value, Vm, defs, pyfunction};

/// Ranges of instruction numbers, both ends included.
type Ranges = &'static [(u16, u16)];

const VALID: Ranges = &[(0, 120), (128, 211), (234, 266)];
const HAS_ARG: Ranges = &[
    (44, 120),
    (128, 128),
    (143, 153),
    (155, 195),
    (197, 197),
    (200, 200),
    (209, 211),
    (237, 237),
    (239, 239),
    (241, 245),
    (247, 251),
    (253, 253),
    (255, 255),
    (257, 261),
    (263, 266),
];
const HAS_CONST: Ranges = &[(82, 82), (190, 191)];
const HAS_NAME: Ranges = &[
    (61, 61),
    (64, 65),
    (72, 73),
    (80, 80),
    (91, 93),
    (96, 96),
    (110, 110),
    (115, 116),
    (179, 179),
    (189, 189),
    (194, 195),
    (200, 200),
    (249, 249),
];
const HAS_JUMP: Ranges =
    &[(68, 68), (70, 70), (75, 77), (100, 103), (106, 106), (172, 176), (237, 237), (248, 248), (257, 260)];
const HAS_FREE: Ranges = &[(62, 62), (90, 90), (97, 97), (111, 111)];
const HAS_LOCAL: Ranges = &[(3, 3), (63, 63), (83, 89), (112, 114), (261, 261), (266, 266)];
const HAS_EXC: Ranges = &[(263, 265)];

/// How an instruction changes the depth of the stack, by its argument.
#[derive(Clone, Copy)]
enum Effect {
    Fixed(i64),
    /// (start, step): `start + step * argument`
    Linear(i64, i64),
    /// (start, step): the argument's lowest bit counts.
    Bit(i64, i64),
    /// Where it jumps; elsewhere nothing.
    Jump(i64),
}

const EFFECTS: &[(Effect, Ranges)] = &[
    (Effect::Fixed(-4), &[(37, 37)]),
    (Effect::Fixed(-3), &[(4, 4), (38, 38), (252, 252)]),
    (Effect::Fixed(-2), &[(1, 1), (8, 8), (68, 68), (98, 99), (110, 110), (114, 114), (248, 248)]),
    (
        Effect::Fixed(-1),
        &[
            (2, 2),
            (7, 7),
            (9, 11),
            (13, 13),
            (20, 20),
            (29, 31),
            (44, 44),
            (54, 54),
            (56, 57),
            (61, 61),
            (66, 67),
            (73, 74),
            (78, 79),
            (100, 103),
            (105, 105),
            (107, 109),
            (111, 112),
            (115, 116),
            (234, 236),
            (241, 244),
            (266, 266),
        ],
    ),
    (
        Effect::Fixed(0),
        &[
            (0, 0),
            (5, 6),
            (12, 12),
            (14, 14),
            (16, 17),
            (19, 19),
            (23, 23),
            (27, 28),
            (35, 36),
            (39, 42),
            (53, 53),
            (58, 58),
            (60, 60),
            (62, 65),
            (69, 69),
            (71, 71),
            (75, 77),
            (90, 91),
            (97, 97),
            (106, 106),
            (113, 113),
            (117, 117),
            (120, 120),
            (128, 128),
            (238, 240),
            (245, 247),
            (253, 260),
            (262, 262),
        ],
    ),
    (
        Effect::Fixed(1),
        &[
            (15, 15),
            (18, 18),
            (21, 22),
            (24, 26),
            (32, 34),
            (43, 43),
            (59, 59),
            (70, 70),
            (72, 72),
            (81, 86),
            (88, 88),
            (93, 95),
            (237, 237),
            (261, 261),
        ],
    ),
    (Effect::Fixed(2), &[(87, 87), (89, 89)]),
    (Effect::Bit(-1, -1), &[(45, 45)]),
    (Effect::Linear(1, -1), &[(46, 46), (48, 51)]),
    (Effect::Linear(1, -2), &[(47, 47)]),
    (Effect::Linear(-1, -1), &[(52, 52), (250, 250)]),
    (Effect::Linear(-2, -1), &[(55, 55), (251, 251)]),
    (Effect::Bit(0, 1), &[(80, 80)]),
    (Effect::Bit(1, 1), &[(92, 92)]),
    (Effect::Bit(-2, 1), &[(96, 96), (249, 249)]),
    (Effect::Linear(0, -1), &[(104, 104)]),
    (Effect::Linear(0, 1), &[(118, 118)]),
    (Effect::Linear(-1, 1), &[(119, 119)]),
    (Effect::Jump(2), &[(263, 263)]),
    (Effect::Jump(1), &[(264, 265)]),
];

fn within(opcode: i64, ranges: Ranges) -> bool {
    ranges.iter().any(|(low, high)| (i64::from(*low)..=i64::from(*high)).contains(&opcode))
}

/// How an instruction changes the depth of the stack; with jump, only if it jumps or only if not.
#[pyfunction("stack_effect(opcode, oparg=None, /, *, jump=None)")]
fn stack_effect(vm: &mut Vm, opcode: i64, oparg: Option<Value>, jump: Option<Value>) -> PyResult<i64> {
    let jump = match jump.unwrap_or(Value::NONE) {
        Value::NONE => None,
        Value::TRUE => Some(true),
        Value::FALSE => Some(false),
        _ => return Err(vm.value_error("stack_effect: jump must be False, True or None")),
    };
    let arg = match oparg.and_then(Value::non_none) {
        Some(v) => vm.index_i64(v)?,
        None => 0,
    };
    let Some((effect, _)) = EFFECTS.iter().find(|(_, ranges)| within(opcode, ranges)) else {
        return Err(vm.value_error("invalid opcode or oparg"));
    };
    Ok(match *effect {
        Effect::Fixed(n) => n,
        Effect::Linear(start, step) => start + step * arg,
        Effect::Bit(start, step) => start + step * (arg & 1),
        Effect::Jump(_) if jump == Some(false) => 0,
        Effect::Jump(n) => n,
    })
}

/// Whether there is an instruction of this number.
#[pyfunction("is_valid(opcode)")]
fn is_valid(_: &mut Vm, opcode: i64) -> bool {
    within(opcode, VALID)
}

/// Whether the instruction uses its argument.
#[pyfunction("has_arg(opcode)")]
fn has_arg(_: &mut Vm, opcode: i64) -> bool {
    within(opcode, HAS_ARG)
}

/// Whether the argument is the number of a constant.
#[pyfunction("has_const(opcode)")]
fn has_const(_: &mut Vm, opcode: i64) -> bool {
    within(opcode, HAS_CONST)
}

/// Whether the argument is the number of a name.
#[pyfunction("has_name(opcode)")]
fn has_name(_: &mut Vm, opcode: i64) -> bool {
    within(opcode, HAS_NAME)
}

/// Whether the instruction may jump.
#[pyfunction("has_jump(opcode)")]
fn has_jump(_: &mut Vm, opcode: i64) -> bool {
    within(opcode, HAS_JUMP)
}

/// Whether the argument is the number of a cell or free variable.
#[pyfunction("has_free(opcode)")]
fn has_free(_: &mut Vm, opcode: i64) -> bool {
    within(opcode, HAS_FREE)
}

/// Whether the argument is the number of a local variable.
#[pyfunction("has_local(opcode)")]
fn has_local(_: &mut Vm, opcode: i64) -> bool {
    within(opcode, HAS_LOCAL)
}

/// Whether the instruction begins a block that handles exceptions.
#[pyfunction("has_exc(opcode)")]
fn has_exc(_: &mut Vm, opcode: i64) -> bool {
    within(opcode, HAS_EXC)
}

/// Binary operators: the plain ones, then those of assignments.
const OPERATORS: [(&str, &str); 13] = [
    ("ADD", "+"),
    ("AND", "&"),
    ("FLOOR_DIVIDE", "//"),
    ("LSHIFT", "<<"),
    ("MATRIX_MULTIPLY", "@"),
    ("MULTIPLY", "*"),
    ("REMAINDER", "%"),
    ("OR", "|"),
    ("POWER", "**"),
    ("RSHIFT", ">>"),
    ("SUBTRACT", "-"),
    ("TRUE_DIVIDE", "/"),
    ("XOR", "^"),
];

/// Names and symbols of the binary operators.
#[pyfunction("get_nb_ops()")]
fn get_nb_ops(vm: &mut Vm) -> PyResult<Gc<List>> {
    let list = vm.new_list(&[])?;
    let plain = OPERATORS.iter().map(|(name, symbol)| (format!("NB_{name}"), (*symbol).to_owned()));
    let inplace = OPERATORS.iter().map(|(name, symbol)| (format!("NB_INPLACE_{name}"), format!("{symbol}=")));
    for (name, symbol) in plain.chain(inplace).chain([("NB_SUBSCR".to_owned(), "[]".to_owned())]) {
        let pair = [vm.new_str(&name)?.value(), vm.new_str(&symbol)?.value()];
        let pair = vm.new_tuple(&pair)?.value();
        list.push(vm, pair)?;
    }
    Ok(list)
}

fn names(vm: &mut Vm, names: &[&str]) -> PyResult<Gc<List>> {
    let list = vm.new_list(&[])?;
    for name in names {
        let name = vm.new_str(name)?.value();
        list.push(vm, name)?;
    }
    Ok(list)
}

/// Names of the intrinsic functions of one argument.
#[pyfunction("get_intrinsic1_descs()")]
fn get_intrinsic1_descs(vm: &mut Vm) -> PyResult<Gc<List>> {
    let all = [
        "INTRINSIC_1_INVALID",
        "INTRINSIC_PRINT",
        "INTRINSIC_IMPORT_STAR",
        "INTRINSIC_STOPITERATION_ERROR",
        "INTRINSIC_ASYNC_GEN_WRAP",
        "INTRINSIC_UNARY_POSITIVE",
        "INTRINSIC_LIST_TO_TUPLE",
        "INTRINSIC_TYPEVAR",
        "INTRINSIC_PARAMSPEC",
        "INTRINSIC_TYPEVARTUPLE",
        "INTRINSIC_SUBSCRIPT_GENERIC",
        "INTRINSIC_TYPEALIAS",
    ];
    names(vm, &all)
}

/// Names of the intrinsic functions of two arguments.
#[pyfunction("get_intrinsic2_descs()")]
fn get_intrinsic2_descs(vm: &mut Vm) -> PyResult<Gc<List>> {
    let all = [
        "INTRINSIC_2_INVALID",
        "INTRINSIC_PREP_RERAISE_STAR",
        "INTRINSIC_TYPEVAR_WITH_BOUND",
        "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
        "INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
        "INTRINSIC_SET_TYPEPARAM_DEFAULT",
    ];
    names(vm, &all)
}

/// Names of the methods that an instruction looks up specially.
#[pyfunction("get_special_method_names()")]
fn get_special_method_names(vm: &mut Vm) -> PyResult<Gc<List>> {
    names(vm, &["__enter__", "__exit__", "__aenter__", "__aexit__"])
}

/// Statistics of specialisation: none are kept.
#[pyfunction("get_specialization_stats()")]
fn get_specialization_stats(_: &mut Vm) -> Value {
    Value::NONE
}

/// The executor at an offset of a code object: there are none.
#[pyfunction("get_executor(code, offset)")]
fn get_executor(_: &mut Vm, _code: Value, _offset: i64) -> Value {
    Value::NONE
}

/// Tauraro's own instructions of a code object: (offset, name, argument, operands, position, whether
/// it is jumped to) tuples.
#[pyfunction("_instructions(code, /)")]
fn instructions(vm: &mut Vm, code: Value) -> PyResult<Gc<List>> {
    let Some(code) = code.cast::<tauraro_interp::CodeObject>() else {
        return Err(vm.type_error(format!("expected a code object, got {}", vm.type_name(code))));
    };
    let rows = tauraro_bytecode::rows(&code.code);
    let targets: std::collections::HashSet<i64> = rows.iter().filter_map(|row| row.target).collect();
    let list = vm.new_list(&[])?;
    for row in &rows {
        let name = vm.intern(row.name).value();
        let operands = vm.new_str(&row.operands)?.value();
        let position = match row.position {
            Some(p) => {
                let (from, to) = p.columns.map_or((Value::NONE, Value::NONE), |(from, to)| {
                    (Value::small(i64::from(from)), Value::small(i64::from(to)))
                });
                let lines = [p.line, p.end_line].map(|n| Value::small(i64::from(n)));
                vm.new_tuple(&[lines[0], lines[1], from, to])?.value()
            }
            None => Value::NONE,
        };
        let target = row.target.map_or(Value::NONE, Value::small);
        let is_target = Value::bool(targets.contains(&i64::from(row.at)));
        let at = Value::small(i64::from(row.at));
        let tuple = vm.new_tuple(&[at, name, target, operands, position, is_target])?.value();
        list.push(vm, tuple)?;
    }
    Ok(list)
}

/// Makes the library's `dis` show Tauraro's own instructions; called once it is loaded.
#[pyfunction("_adapt_dis(module, /)")]
fn adapt_dis(vm: &mut Vm, module: Gc<Module>) -> PyResult<()> {
    let request = CompileRequest {
        source: CompileSource::Text(include_str!("dis_own.py")),
        filename: "<frozen dis>",
        mode: "exec",
        flags: 0,
        optimize: vm.optimize,
    };
    let code = (vm.hooks.compile)(vm, &request)?;
    let Some(code) = code.cast::<tauraro_interp::CodeObject>() else { return Ok(()) };
    let globals = module.namespace();
    let doc = globals.get_name(vm, vm.names.doc);
    tauraro_interp::run_code(vm, code, globals, globals.value(), None)?;
    // The text has a documentation of its own, which is not the module's.
    if let Some(doc) = doc {
        globals.set_name(vm, vm.names.doc, doc)?;
    }
    Ok(())
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let functions = defs![
        stack_effect,
        is_valid,
        has_arg,
        has_const,
        has_name,
        has_jump,
        has_free,
        has_local,
        has_exc,
        get_nb_ops,
        get_intrinsic1_descs,
        get_intrinsic2_descs,
        get_special_method_names,
        get_specialization_stats,
        get_executor,
        instructions,
        adapt_dis
    ];
    let module = vm.new_module("_opcode", Some("Opcode support module."), functions)?;
    module.add(vm, "ENABLE_SPECIALIZATION", 1)?;
    module.add(vm, "ENABLE_SPECIALIZATION_FT", 1)?;
    Ok(module)
}
