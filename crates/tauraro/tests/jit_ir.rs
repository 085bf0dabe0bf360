//! The IR that small loops become, in `jit_ir.txt`: what each register held, the source, the unit.
//! The units are reviewed, not edited: `UPDATE_IR=1 cargo test -p tauraro --features jit --test jit_ir`
//! writes them anew, and a change of one wants a reason.
#![cfg(feature = "jit")]

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use tauraro_bytecode::{Code, Const, Instruction, OpFlags, Pc};
use tauraro_compile::{Options, compile};
use tauraro_interp::record::Kind;
use tauraro_jit::build::build;
use tauraro_jit::passes;
use tauraro_jit::snapshot::{Constant, Facts, Snapshot};

/// The function that `source` defines.
fn function(source: &str) -> Arc<Code> {
    let compiled = compile(source, &Options::module("<test>")).unwrap();
    compiled.code.consts.iter().rev().find_map(|value| value.as_code()).unwrap().clone()
}

/// The header of the innermost loop that comes first.
fn header(code: &Code) -> Pc {
    let mut at = Pc(0);
    while let Some(instruction) = Instruction::decode(&code.words, at) {
        at = instruction.next();
        let target = instruction.jump_target().and_then(|target| u32::try_from(target).ok());
        if let Some(target) = target
            && target <= instruction.at.0
            && instruction.op.info().flags.has(OpFlags::SAFEPOINT)
        {
            return Pc(target);
        }
    }
    panic!("there is no loop");
}

fn unit(seen: &str, source: &str) -> String {
    let code = function(source);
    let ints = seen.split_whitespace().map(|word| word.parse().ok()).collect();
    let mut kinds: Vec<Kind> = seen
        .split_whitespace()
        .map(|word| match word {
            _ if word.parse::<i64>().is_ok() => Kind::Int,
            "int" => Kind::Int,
            "float" => Kind::Float,
            "bool" => Kind::Bool,
            "unbound" => Kind::Unbound,
            _ => Kind::Other,
        })
        .collect();
    kinds.resize(code.n_registers as usize, Kind::Int);
    let constants = code.consts.iter().map(|value| match value {
        Const::Int(i) => Constant::Int(*i),
        Const::Float(f) => Constant::Float(*f),
        Const::Bool(b) => Constant::Bool(*b),
        _ => Constant::Value(1),
    });
    let constants = constants.collect();
    let header = header(&code);
    let facts = Facts {
        id: 1,
        code,
        object: 0,
        words: 0,
        constants,
        caches: HashMap::new(),
        attributes: HashMap::new(),
        class_attributes: HashMap::new(),
        supers: HashMap::new(),
        operators: HashMap::new(),
        inits: HashMap::new(),
        records: None,
        namespaces: (0, 0),
        names_are_globals: true,
    };
    let snapshot = Snapshot {
        facts: Arc::new(facts),
        header,
        whole: false,
        seen: kinds,
        ints,
        doubts: false,
        is_generator: false,
        callees: HashMap::new(),
        avoid: HashSet::new(),
        range: 0,
        typed_rows: None,
        super_: 0,
        natives: HashMap::new(),
    };
    match build(&snapshot) {
        Ok(mut unit) => {
            passes::run(&mut unit);
            unit.to_string().trim_end().to_owned()
        }
        Err(refused) => format!("{refused:?}"),
    }
}

#[test]
fn units_are_as_reviewed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/jit_ir.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut fresh = String::new();
    let mut wrong = Vec::new();
    for section in text.split("=====\n").filter(|section| !section.trim().is_empty()) {
        let (source, expected) = section.split_once("-----\n").unwrap_or((section, ""));
        let (seen, program) = source.trim_start_matches("# ").split_once('\n').unwrap();
        let found = unit(seen, program);
        if found != expected.trim_end() {
            wrong.push(format!("{source}\nfound:\n{found}\n"));
        }
        let _ = write!(fresh, "=====\n{source}-----\n{found}\n");
    }
    if std::env::var_os("UPDATE_IR").is_some() {
        std::fs::write(&path, fresh).unwrap();
        return;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
