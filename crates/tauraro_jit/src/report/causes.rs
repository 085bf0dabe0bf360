//! Why an instruction is slow, in words, and what would help.
//!
//! Everything said here was seen: what the recordings hold of the instruction, and what it read when
//! machine code was left there.

use super::collector::Decline;
use crate::build::Refused;
use crate::ir::{Apart, Why};
use crate::snapshot::Facts;
use std::collections::HashMap;
use std::sync::Arc;
use tauraro_bytecode::{Code, CodeFlags, Instruction, Op, Pc, Role};
use tauraro_core::Vm;
use tauraro_interp::operators;
use tauraro_interp::record::{Called, Callees, Kind, Kinds, Record};

/// A cause, and a hint if there is one.
pub(super) type Cause = (String, Option<String>);

/// What is known where causes are looked for.
pub(super) struct Known<'a> {
    pub(super) vm: &'a Vm,
    pub(super) facts: &'a Facts,
    pub(super) at: Pc,
    /// What is known of all code, by its number.
    pub(super) all: &'a HashMap<u32, Arc<Facts>>,
    /// What the instruction read when machine code was left there.
    pub(super) left: Option<&'a [Kinds]>,
}

impl Known<'_> {
    fn code(&self) -> &Code {
        &self.facts.code
    }

    fn instruction(&self) -> Option<Instruction> {
        Instruction::decode(&self.code().words, self.at)
    }

    fn record(&self) -> Option<&Record> {
        self.facts.records.as_ref()?.at(self.at)
    }

    /// What was seen of each register that the instruction reads, with its name.
    fn operands(&self, i: &Instruction) -> Vec<(Option<String>, Kinds)> {
        let recorded = self.record().map(|record| &record.reads[..]).unwrap_or_default();
        let mut operands = Vec::new();
        i.each_read(|register| {
            let at = operands.len();
            let mut kinds = recorded.get(at).copied().unwrap_or_default();
            if let Some(more) = self.left.and_then(|left| left.get(at)) {
                kinds.merge(more);
            }
            let name = self.code().locals.get(register as usize).map(|local| local.name.to_string());
            operands.push((name, kinds));
        });
        operands
    }

    fn kind(&self, kind: Kind) -> String {
        match kind {
            Kind::Int => "int".to_owned(),
            Kind::BigInt => "int of more than 51 bits".to_owned(),
            Kind::Float => "float".to_owned(),
            Kind::Bool => "bool".to_owned(),
            Kind::None => "None".to_owned(),
            Kind::Unbound => "nothing".to_owned(),
            Kind::Other => "a singleton".to_owned(),
            Kind::Shape(shape) => {
                let class = self.vm.shapes.class(shape);
                class.map_or_else(|| "an object".to_owned(), |class| class.name_str())
            }
        }
    }

    fn kinds(&self, kinds: &Kinds) -> String {
        let mut names: Vec<String> = Vec::new();
        for name in kinds.iter().map(|kind| self.kind(kind)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if kinds.is_many() {
            names.push("more".to_owned());
        }
        listed(&names)
    }

    /// An operand that was of several kinds.
    fn unstable(&self, i: &Instruction) -> Option<Cause> {
        let varies = |kinds: &Kinds| kinds.is_many() || kinds.iter().nth(1).is_some();
        let (name, kinds) = self.operands(i).into_iter().find(|(_, kinds)| varies(kinds))?;
        let only_ints = !kinds.is_many() && kinds.iter().all(|kind| matches!(kind, Kind::Int | Kind::BigInt));
        if only_ints {
            return Some(big_ints(OBJECTS));
        }
        let what = name.as_ref().map_or_else(|| "a value here".to_owned(), |name| format!("`{name}`"));
        let subject = name.map_or_else(|| "the value".to_owned(), |name| format!("`{name}`"));
        let has = |wanted: Kind| kinds.iter().any(|kind| kind == wanted);
        let hint = if has(Kind::Int) && has(Kind::Float) {
            format!("keep {subject} of one type: begin with 0.0 instead of 0, or convert once, before the loop")
        } else {
            format!("keep {subject} of one type in the loop, or give each type a loop of its own")
        };
        Some((format!("{what} is not always of one type: {}", self.kinds(&kinds)), Some(hint)))
    }

    /// Why the interpreter executes an instruction for machine code. `None`: it was never seen to run.
    pub(super) fn step(&self) -> Option<Cause> {
        let i = self.instruction()?;
        let record = self.record().filter(|record| record.runs > 0)?;
        let op = i.op.generic();
        if op.is_call() || op == Op::CallEx {
            return Some(self.call(&i, record));
        }
        if matches!(op, Op::LoadAttr | Op::LoadMethod | Op::StoreAttr) {
            return Some(self.attribute(&i));
        }
        if let Some(cause) = self.general() {
            return Some(cause);
        }
        let is_operator = is_operator(op);
        let read: Vec<String> = self.operands(&i).iter().map(|(_, kinds)| self.kinds(kinds)).collect();
        if is_operator || matches!(op, Op::Subscr | Op::SubscrImm | Op::StoreSubscr | Op::Contains | Op::ForNext) {
            let of = listed(&read);
            return Some((format!("{} of {of} is not compiled: the interpreter does it", what(op)), None));
        }
        let hint = matches!(op, Op::ImportName | Op::ImportFrom).then(|| "import before the loop".to_owned());
        Some((format!("{} is not compiled: the interpreter does it", what(op)), hint))
    }

    /// Why an operator on numbers is not done on raw ones. `None`: it is no such one.
    pub(super) fn general(&self) -> Option<Cause> {
        let i = self.instruction().filter(|i| is_operator(i.op.generic()))?;
        let record = self.record().filter(|record| record.runs > 0)?;
        let big = |kinds: &Kinds| kinds.iter().any(|kind| kind == Kind::BigInt);
        if record.results.iter().any(big) || self.operands(&i).iter().any(|(_, kinds)| big(kinds)) {
            return Some(big_ints(OBJECTS));
        }
        self.unstable(&i)
    }

    fn call(&self, i: &Instruction, record: &Record) -> Cause {
        let callees = &record.callees;
        let n = callees.iter().count();
        if callees.is_many() || n > 1 {
            if let Some(cause) = self.rebound(i) {
                return cause;
            }
            let count = if callees.is_many() { format!("more than {n}") } else { n.to_string() };
            let hint =
                "group the data so that each loop calls one of them, or test for the commonest and call it by name";
            return (format!("{count} different callees: {}", self.callees(callees)), Some(hint.to_owned()));
        }
        match callees.only().map(|callee| callee.is) {
            Some(Called::Native(_)) => ("a native function, which is called by the interpreter's way".to_owned(), None),
            Some(Called::Class) => ("an object is made by calling its class".to_owned(), None),
            Some(Called::Method(_)) => ("a bound method is called".to_owned(), None),
            Some(Called::Function(code)) => {
                let by_keyword = matches!(i.op.generic(), Op::CallKw | Op::CallMethodKw | Op::CallEx);
                if by_keyword {
                    let hint = "pass the arguments by position";
                    return ("the call binds keywords or unpacks arguments".to_owned(), Some(hint.to_owned()));
                }
                (self.callee(code, callees.only().is_some_and(|callee| callee.varies)), None)
            }
            None => ("the callee is an object with `__call__`".to_owned(), None),
        }
    }

    /// What there is about a callee that was always of the same code.
    fn callee(&self, code: u32, varies: bool) -> String {
        let Some(facts) = self.all.get(&code) else { return "a Python function that was not hot itself".to_owned() };
        let (name, flags) = (&facts.code.qualname, facts.code.flags);
        let later = [CodeFlags::GENERATOR, CodeFlags::COROUTINE, CodeFlags::ASYNC_GENERATOR];
        if later.into_iter().any(|flag| flags.has(flag)) {
            return format!("`{name}` is a generator or a coroutine");
        }
        if flags.has(CodeFlags::VARARGS) || flags.has(CodeFlags::VARKEYWORDS) {
            return format!("`{name}` takes `*args` or `**kwargs`");
        }
        if varies {
            return format!("`{name}` is made anew as another function object");
        }
        format!("`{name}` is called, which machine code does not know beforehand here")
    }

    /// Why a call is not inlined.
    pub(super) fn apart(&self, callee: u32, why: Apart) -> Cause {
        let facts = self.all.get(&callee);
        let name = facts.map_or_else(|| "the callee".to_owned(), |facts| format!("`{}`", facts.code.qualname));
        let text = match why {
            Apart::Large => format!("{name} is too large"),
            Apart::Full => format!("so much is inlined already that {name} is not"),
            Apart::Deep => format!("{name} is called too deep in other inlined functions"),
            Apart::Recursion => format!("{name} calls itself"),
            Apart::Generator => "nothing is inlined in generators".to_owned(),
            Apart::Unknown => format!("{name} was not seen to run, or does what has to be in a frame of its own"),
        };
        let hint = "split it: what is rare in a function of its own, so that the rest is small enough to be inlined";
        (text, (why == Apart::Large).then(|| hint.to_owned()))
    }

    fn callees(&self, callees: &Callees) -> String {
        let name = |called: Called| match called {
            Called::Function(code) | Called::Method(code) => {
                let facts = self.all.get(&code);
                facts.map_or_else(|| "a Python function".to_owned(), |facts| format!("`{}`", facts.code.qualname))
            }
            Called::Native(_) => "a native function".to_owned(),
            Called::Class => "a class".to_owned(),
        };
        let mut names: Vec<String> = Vec::new();
        for callee in callees.iter().map(|callee| name(callee.is)) {
            if !names.contains(&callee) {
                names.push(callee);
            }
        }
        if callees.is_many() {
            names.push("more".to_owned());
        }
        listed(&names)
    }

    fn attribute(&self, i: &Instruction) -> Cause {
        let name = self.name(i).unwrap_or_default();
        // The object is what a load reads alone, and what a store reads first.
        let Some((_, kinds)) = self.operands(i).into_iter().next() else {
            return (format!("`.{name}` is not compiled"), None);
        };
        let n = kinds.iter().count();
        if kinds.is_many() || n > 1 {
            let count = if kinds.is_many() { format!("more than {n}") } else { n.to_string() };
            let text = format!("`.{name}` of objects of {count} kinds: {}", self.kinds(&kinds));
            return (text, Some("sort or group the objects by class, so that a loop meets few of them".to_owned()));
        }
        let of = self.kinds(&kinds);
        (format!("`.{name}` of {of} is more than a slot or a plain value of its class"), None)
    }

    /// Why machine code was left at an instruction.
    pub(super) fn exit(&self, why: Why) -> Cause {
        let instruction = self.instruction();
        let i = instruction.as_ref();
        let plain = |text: &str| (text.to_owned(), None);
        match why {
            Why::Type => i
                .and_then(|i| self.unstable(i))
                .unwrap_or_else(|| plain("a value was of another type than it had been before")),
            Why::Overflow => big_ints("an int has grown beyond 64 bits"),
            Why::Global => i.and_then(|i| self.rebound(i)).unwrap_or_else(|| {
                let hint = "bind it once, before the loop, or pass it as an argument";
                ("a global name or a callee was not what it had been".to_owned(), Some(hint.to_owned()))
            }),
            Why::Shape => i.filter(|i| self.name(i).is_some()).map_or_else(
                || plain("an object was of another class or had other attributes than before"),
                |i| self.attribute(i),
            ),
            Why::Unsupported => {
                let op = i.map_or("this", |i| what(i.op.generic()));
                (format!("{op} is not compiled: the interpreter goes on from here"), None)
            }
            Why::Raised => plain("an exception was raised: the interpreter looks for its handler"),
            Why::Zero => plain("a division by zero"),
            Why::Shift => plain("a shift by a negative number, or one that loses bits"),
            Why::Index => plain("an index outside of its row"),
            Why::Unbound => plain("a variable or an attribute had no value"),
            Why::Deep => plain("little of the native stack was left"),
            Why::Done => plain("the loop was over"),
            Why::Poll => plain("something waited: a signal, another thread, a collection"),
            Why::Traced => plain("tracing was switched on"),
        }
    }

    /// The name that an instruction has.
    fn name(&self, i: &Instruction) -> Option<&str> {
        name_of(self.code(), i)
    }

    /// The global whose value an instruction loads or calls, if code that was hot assigns to it.
    fn rebound(&self, i: &Instruction) -> Option<Cause> {
        let is_load = |op: Op| matches!(op.generic(), Op::LoadGlobal | Op::LoadName);
        let name = if is_load(i.op) { self.name(i)?.to_owned() } else { self.global_in(i)? };
        let mut lines = Vec::new();
        let same_module = self.all.values().filter(|facts| facts.namespaces.0 == self.facts.namespaces.0);
        for code in same_module.map(|facts| &facts.code) {
            let mut at = Pc(0);
            while let Some(instruction) = Instruction::decode(&code.words, at) {
                at = instruction.next();
                let stores = matches!(instruction.op.generic(), Op::StoreGlobal | Op::StoreName);
                let is_named = || name_of(code, &instruction) == Some(name.as_str());
                // What a module assigns once, as a `def` does, is not rebound.
                let again = || code.flags.has(CodeFlags::OPTIMIZED) || is_in_loop(code, instruction.at);
                if stores && is_named() && again() {
                    lines.extend(code.positions.lookup(instruction.at).map(|position| position.line));
                }
            }
        }
        lines.sort_unstable();
        lines.dedup();
        let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
        let place = match &lines[..] {
            [] => return None,
            [line] => format!("line {line}"),
            lines => format!("lines {}", listed(lines)),
        };
        let hint = format!("keep `{name}` in a local variable, or pass what varies as an argument");
        Some((format!("the global `{name}` is rebound while the loop runs, on {place}"), Some(hint)))
    }

    /// The global that the first register was loaded from which an instruction reads.
    fn global_in(&self, i: &Instruction) -> Option<String> {
        let mut first = None;
        i.each_read(|register| _ = first.get_or_insert(register));
        let (mut at, mut found) = (Pc(0), None);
        while at < i.at
            && let Some(before) = Instruction::decode(&self.code().words, at)
        {
            at = before.next();
            let mut writes = false;
            before.each_changed(|register| writes |= Some(register) == first);
            if writes {
                let loads = matches!(before.op.generic(), Op::LoadGlobal | Op::LoadName);
                found = if loads { self.name(&before).map(str::to_owned) } else { None };
            }
        }
        found
    }
}

/// Whether an instruction is between one that jumps back and where that goes.
fn is_in_loop(code: &Code, place: Pc) -> bool {
    let mut at = Pc(0);
    while let Some(instruction) = Instruction::decode(&code.words, at) {
        at = instruction.next();
        let target = instruction.jump_target();
        if instruction.at > place && target.is_some_and(|target| target <= i64::from(place.0)) {
            return true;
        }
    }
    false
}

fn name_of<'a>(code: &'a Code, i: &Instruction) -> Option<&'a str> {
    let operand = i.op.info().operands.iter().find(|operand| operand.role == Role::Name)?;
    Some(code.names.get(i.bits(operand) as usize)?)
}

fn is_operator(op: Op) -> bool {
    operators::binary(op).is_some() || operators::comparison(op).is_some()
}

/// Machine code has ints of 64 bits, and those that it gives away or gets are words up to 51.
fn big_ints(text: &str) -> Cause {
    let hint = "take a remainder or a mask earlier, so that ints stay small, or use floats if they will do";
    (text.to_owned(), Some(hint.to_owned()))
}

const OBJECTS: &str = "ints of more than 51 bits, which are objects";

/// What was refused, in words.
pub(super) fn declined(why: Decline) -> Cause {
    let text = match why {
        Decline::Build(Refused::Large) => "the code is too large",
        Decline::Build(Refused::Shape) => "the loop is entered at several places",
        Decline::Build(Refused::Unsupported) => "most of its instructions are not compiled",
        Decline::Code => "there is no machine code for it here, or no memory for it",
    };
    let hint =
        (why == Decline::Build(Refused::Large)).then(|| "move inner loops into functions of their own".to_owned());
    (text.to_owned(), hint)
}

/// What an op is called in the language.
fn what(op: Op) -> &'static str {
    match op {
        Op::ImportName | Op::ImportFrom => "an import",
        Op::Subscr | Op::SubscrImm => "an item",
        Op::StoreSubscr => "storing an item",
        Op::DeleteSubscr => "deleting an item",
        Op::Contains | Op::NotContains => "`in`",
        Op::ForNext => "a step of an iterator",
        Op::GetIter => "making an iterator",
        Op::BuildString | Op::FormatSimple | Op::FormatSpec => "formatting text",
        Op::BuildMap => "making a dict",
        Op::BuildList => "making a list",
        Op::BuildTuple => "making a tuple",
        Op::Raise | Op::RaiseFrom | Op::RaiseAgain | Op::Reraise => "raising an exception",
        Op::Yield | Op::YieldFrom | Op::Send => "`yield`",
        Op::GetYieldFromIter => "`yield from`",
        Op::JumpIfNoExcMatch | Op::PushExcInfo | Op::PopExcept => "an `except` clause",
        Op::LoadSuperAttr | Op::LoadSuperMethod => "`super()`",
        Op::LoadSpecial => "`with`",
        Op::LoadGlobal | Op::LoadName => "a global name",
        Op::StoreGlobal | Op::StoreName => "assigning to a global name",
        Op::Unpack | Op::UnpackTwo => "unpacking",
        _ => match (operators::binary(op), operators::comparison(op)) {
            (Some((binary, _)), _) => binary_name(binary.symbol()),
            (_, Some(_)) => "a comparison",
            _ => op.info().name,
        },
    }
}

fn binary_name(symbol: &'static str) -> &'static str {
    match symbol {
        "** or pow()" => "`**`",
        "+" => "`+`",
        "-" => "`-`",
        "*" => "`*`",
        "/" => "`/`",
        "//" => "`//`",
        "%" => "`%`",
        "@" => "`@`",
        "<<" => "`<<`",
        ">>" => "`>>`",
        "&" => "`&`",
        "|" => "`|`",
        _ => "`^`",
    }
}

/// `a, b and c`.
fn listed(names: &[String]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}
