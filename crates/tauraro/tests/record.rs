//! What the interpreter tells a compiler of hot code: when it asks, what it makes of the answers, and
//! what a recording says.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt::Write;
use std::sync::{Arc, Mutex};

use tauraro::{Config, Runtime};
use tauraro_bytecode::{Instruction, Op, Pc};
use tauraro_core::{Value, Vm};
use tauraro_interp::machine::Running;
use tauraro_interp::record::{Kind, Record, Records};
use tauraro_interp::tier::{self, Entered, Go, Next, Site, Tier};

thread_local! {
    /// What the compiler of a test has seen.
    static SEEN: RefCell<Seen> = RefCell::new(Seen::default());
}

#[derive(Default)]
struct Seen {
    /// Names of functions that were asked about, in order.
    functions: Vec<String>,
    /// Loops and functions that were recorded.
    asked: HashSet<(u32, Pc)>,
    /// The last copy of the records of each function, by name.
    records: Vec<(String, u32, Arc<Records>)>,
}

fn left(_: &mut Vm, _: Running, _: u64) -> Entered {
    unreachable!("there is no machine code")
}

/// A compiler that asks for a recording first, takes it, and gives up.
fn records_loop(vm: &mut Vm, site: Site<'_>) -> Next {
    let record = !take(vm, &site);
    Next { go: Go::Stay, back_edges: if record { 8 } else { u32::MAX }, record }
}

fn records_function(vm: &mut Vm, site: Site<'_>) -> Entered {
    if take(vm, &site) { Entered::Interpret } else { Entered::Record(3) }
}

/// Notes the records of a site. `false`: it is to be recorded first.
fn take(vm: &mut Vm, site: &Site<'_>) -> bool {
    if SEEN.with_borrow_mut(|seen| seen.asked.insert((site.code_id(), site.header()))) {
        return false;
    }
    let Some(records) = site.records(vm) else { return false };
    let name = site.code().qualname.to_string();
    if !name.contains("forgotten") {
        SEEN.with_borrow_mut(|seen| seen.records.push((name, site.code_id(), records)));
    }
    true
}

fn run(tier: Tier, source: &str) {
    SEEN.with_borrow_mut(|seen| *seen = Seen::default());
    let mut runtime = Runtime::new(&Config::default());
    tier::set(runtime.vm(), tier);
    if runtime.run_main(source.as_bytes(), "<test>").is_err() {
        let exc = runtime.vm().take_exception();
        panic!("{}", tauraro_interp::display::exception(runtime.vm(), exc));
    }
}

fn run_recording(source: &str) {
    let tier = Tier { hot_loop: records_loop, threshold: 20, hot_function: records_function, calls: 10, left };
    run(tier, source);
}

/// The records of a function of the last program.
fn records_of(name: &str) -> (u32, Arc<Records>) {
    SEEN.with_borrow(|seen| {
        let found = seen.records.iter().rev().find(|(known, ..)| known == name);
        let (_, id, records) = found.unwrap_or_else(|| panic!("{name} was not recorded"));
        (*id, records.clone())
    })
}

/// The instructions of a function with an op, and their records.
fn ops(records: &Records, id: u32, op: Op) -> Vec<(Instruction, Record)> {
    let code = records.of(id).expect("the code was recorded");
    let all = code.iter().map(|(at, record)| {
        let instruction = Instruction::decode(&code.code.words, at).expect("records are about instructions");
        (instruction, record.clone())
    });
    all.filter(|(instruction, _)| instruction.op == op).collect()
}

fn kinds(kinds: &tauraro_interp::record::Kinds) -> String {
    let mut text = String::new();
    for kind in kinds.iter() {
        let name = match kind {
            Kind::Shape(shape) if shape == tauraro_core::shape::ShapeId::STR => "str".to_owned(),
            Kind::Shape(shape) if shape == tauraro_core::shape::ShapeId::LIST => "list".to_owned(),
            Kind::Shape(_) => "cell".to_owned(),
            kind => format!("{kind:?}"),
        };
        write!(text, "{}{name}", if text.is_empty() { "" } else { " " }).expect("a string takes text");
    }
    if kinds.is_many() { text + " .." } else { text }
}

#[test]
fn kinds_of_operands_and_results() {
    run_recording(
        "def f(rows):\n    for x, y in rows:\n        z = x * y\n    return z\n\
         f([(1, 2), (2**60, 2), (1.5, 2), ('a', 2), ([], 1), (True, 2)] * 20)\n",
    );
    let (id, records) = records_of("f");
    let mul = ops(&records, id, Op::Mul);
    assert_eq!(mul.len(), 1);
    let record = &mul[0].1;
    assert_eq!(record.runs, 8);
    assert_eq!(record.reads.iter().map(kinds).collect::<Vec<_>>(), ["BigInt Float str list ..", "Int"]);
    assert!(record.result().is_many());
    assert!(mul[0].1.operand(&mul[0].0, tauraro_bytecode::Place::C).only() == Some(Kind::Int));
}

#[test]
fn jumps_and_what_they_take() {
    run_recording(
        "def f(n):\n    t = 0\n    for i in range(n):\n        if i & 1:\n            t += 1\n    return t\nf(100)\n",
    );
    let (id, records) = records_of("f");
    let jump = ops(&records, id, Op::JumpIfFalse);
    assert_eq!((jump[0].1.runs, jump[0].1.taken), (8, 4));
    let step = ops(&records, id, Op::ForRange);
    assert_eq!((step[0].1.runs, step[0].1.taken), (8, 8));
    assert_eq!(kinds(&step[0].1.result()), "Int");
}

#[test]
fn callees_and_their_records() {
    run_recording(
        "class A:\n    def __init__(self, k): self.k = k\n    def m(self): return self.k\n    \
         @property\n    def p(self): return self.k + 1.5\n    def __add__(self, other): return self.m()\n\
         def g(x): return x\n\
         def f(n):\n    for i in range(n):\n        a = A(i)\n        b = g(a.p)\n        c = len('x')\n        \
         d = a + a\n        e = a.m()\n        h = a.m; h()\n        sorted([2, 1], key=g)\n    return b\nf(100)\n",
    );
    let (id, records) = records_of("f");
    let calls = ops(&records, id, Op::Call);
    let entered = |record: &Record| {
        let name = |code| records.of(code).map_or_else(String::new, |known| known.code.qualname.to_string());
        let names = record.entered.iter().filter_map(|callee| callee.code_id()).map(name);
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(entered(&calls[0].1), "A.__init__");
    assert!(matches!(calls[0].1.callees.only().unwrap().is, tauraro_interp::record::Called::Class));
    assert_eq!(kinds(&calls[0].1.result()), "cell");
    assert_eq!(entered(&calls[1].1), "g");
    assert_eq!(kinds(&calls[1].1.result()), "Float");
    assert!(matches!(calls[2].1.callees.only().unwrap().is, tauraro_interp::record::Called::Native(_)));
    assert_eq!(entered(&calls[3].1), "A.m");
    let method = calls[3].1.callees.only().unwrap();
    assert!(matches!(method.is, tauraro_interp::record::Called::Method(_)));
    assert_eq!(entered(&ops(&records, id, Op::LoadAttr)[0].1), "A.p");
    assert_eq!(entered(&ops(&records, id, Op::Add)[0].1), "A.__add__");
    assert_eq!(entered(&ops(&records, id, Op::CallMethod)[0].1), "A.m");
    assert_eq!(entered(&ops(&records, id, Op::CallKw)[0].1), "g");
    // What was called was recorded too.
    let g = calls[1].1.callees.only().and_then(tauraro_interp::record::Callee::code_id).unwrap();
    let g = records.of(g).unwrap();
    assert_eq!(g.iter().filter(|(_, record)| record.runs >= 16).count(), 1, "{g:?}");
}

#[test]
fn functions_are_recorded_for_some_calls() {
    run_recording("def f(x): return x + 1\nfor i in [1] * 9 + [2, 2.5, 3, 4.5]: f(i)\n");
    let (id, records) = records_of("f");
    let add = &ops(&records, id, Op::AddImm)[0].1;
    assert_eq!(add.runs, 3);
    assert_eq!(kinds(&add.reads[0]), "Int Float");
    assert_eq!(kinds(&add.result()), "Int Float");
}

#[test]
fn a_recording_ends_with_its_budget() {
    run_recording(
        "def f():\n    for i in range(30):\n        for j in range(1000):\n            pass\n    return i\n\
         def g():\n    i = 0\n    while True:\n        i += 1\n        if i > 100: break\nf(); g()\n",
    );
    // The inner loop of `f` asks first; `g` can be recorded after it.
    let (id, records) = records_of("g");
    assert_eq!(ops(&records, id, Op::Loop)[0].1.taken, 8);
}

#[test]
fn exceptions_generators_and_recursion() {
    run_recording(
        "def bad(x): raise ValueError(x)\n\
         def gen(n):\n    for i in range(n):\n        yield i * 1.0\n\
         def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\n\
         def f(n):\n    t = 0\n    for x in gen(n):\n        try:\n            bad(x)\n        except ValueError as e:\n            \
         t += x\n        t += fib(3)\n    return t\nassert f(100) == 4950.0 + 200\n",
    );
    let (id, records) = records_of("f");
    let add = ops(&records, id, Op::Add);
    assert_eq!(kinds(&add[0].1.result()), "Float");
    assert_eq!(kinds(&add[1].1.reads[1]), "Int");
    let step = &ops(&records, id, Op::ForNext)[0].1;
    assert_eq!(kinds(&step.result()), "Float");
    assert_eq!(step.entered.iter().count(), 1);
    let bad = &ops(&records, id, Op::Call)[0];
    assert!(bad.1.result().is_empty(), "a call that raises has no result");
}

#[test]
fn a_recording_keeps_no_function_alive() {
    // Code of its own for each, so that each is recorded. Words that are left on the native stack may
    // hold a few.
    run_recording(
        "import gc, weakref\n\
         text = ('def forgotten():\\n    def forgotten(): return 1\\n    for i in range(100): forgotten()\\n'\n\
         '    return weakref.ref(forgotten)\\n')\n\
         def make():\n    space = {'weakref': weakref}\n    exec(text, space)\n    return space['forgotten']()\n\
         def main():\n    refs = [make() for _ in range(20)]\n    gc.collect()\n    \
         return sum(r() is None for r in refs)\n\
         dead = main()\nassert dead >= 15, dead\n",
    );
}

#[test]
fn tracing_ends_a_recording() {
    run_recording(
        "import sys\nevents = []\ndef tr(frame, event, arg):\n    events.append(event)\n    return tr\n\
         def g(): return 1\n\
         def f(n):\n    for i in range(n):\n        if i == 22: sys.settrace(tr)\n        g()\n        \
         if i == 24: sys.settrace(None)\nf(60)\nassert events == ['call', 'line', 'return'] * 3, events\n",
    );
}

// ---- answers ----------------------------------------------------------------------------------

fn no_loop(_: &mut Vm, _: Site<'_>) -> Next {
    Next { go: Go::Stay, back_edges: u32::MAX, record: false }
}

/// A compiler that knows what some functions do.
fn knows(vm: &mut Vm, site: Site<'_>) -> Entered {
    let name = site.code().qualname.to_string();
    SEEN.with_borrow_mut(|seen| seen.functions.push(name.clone()));
    match &*name {
        "answer" => Entered::Returned(Value::small(42)),
        "fails" => {
            vm.value_error("compiled");
            Entered::Raised
        }
        "second" => {
            site.running().set_pc(Pc(site.header().0 + 1));
            Entered::GoOn
        }
        "patient" => Entered::InterpretAndAskAgain(3),
        _ => Entered::Interpret,
    }
}

#[test]
fn a_function_may_be_answered_for() {
    let tier = Tier { hot_loop: no_loop, threshold: 1000, hot_function: knows, calls: 2, left };
    run(
        tier,
        "def answer(): return 1\n\
         def fails(): return 1\n\
         def second(x):\n    x = 7\n    return x\n\
         def patient(): return 1\n\
         def other(): return 1\n\
         class A:\n    __init__ = answer2 = lambda self: None\n\
         assert [answer() for _ in range(4)] == [1, 42, 42, 42]\n\
         assert list(map(lambda _: answer(), range(2))) == [42, 42]\n\
         assert fails() == 1\n\
         for _ in range(2):\n    try: fails()\n    except ValueError as e:\n        \
         assert str(e) == 'compiled' and e.__traceback__.tb_next.tb_frame.f_code.co_name == 'fails'\n    \
         else: assert 0\n\
         assert [second(i) for i in range(3)] == [7, 1, 2]\n\
         assert [patient() for _ in range(9)] == [1] * 9\n\
         assert [other() for _ in range(9)] == [1] * 9\n",
    );
    let functions = SEEN.with_borrow(|seen| seen.functions.clone());
    let count = |name| functions.iter().filter(|known| *known == name).count();
    assert_eq!([count("answer"), count("fails"), count("second")], [5, 2, 2]);
    assert_eq!((count("patient"), count("other")), (3, 1), "asked at calls 2, 5 and 8, and at 2");
}

/// A compiler that knows how loops end.
fn ends_loops(vm: &mut Vm, site: Site<'_>) -> Next {
    let go = match &*site.code().qualname {
        "answer" => Go::Returned(Value::small(42)),
        "fails" => {
            vm.value_error("compiled");
            Go::Raised
        }
        _ => Go::Stay,
    };
    Next { go, back_edges: 5, record: false }
}

#[test]
fn a_loop_may_be_answered_for() {
    let tier = Tier { hot_loop: ends_loops, threshold: 5, hot_function: |_, _| Entered::Interpret, calls: 2, left };
    run(
        tier,
        "def answer():\n    while True: pass\n\
         def fails():\n    i = 0\n    try:\n        while i < 1000: i += 1\n    except ValueError: return i\n\
         assert answer() == 42\nassert answer() == 42\nassert 0 < fails() < 1000\n\
         class A:\n    def __init__(self):\n        for i in range(9): pass\nA()\n",
    );
}

/// What the compiler of the test with threads has seen: it is asked in all of them.
static SHARED: Mutex<Vec<(u32, Option<Arc<Records>>)>> = Mutex::new(Vec::new());

fn shared_loop(vm: &mut Vm, site: Site<'_>) -> Next {
    let records = site.records(vm);
    let enough = records.as_ref().is_some_and(|all| all.of(site.code_id()).is_some());
    SHARED.lock().unwrap().push((site.code_id(), records));
    Next { go: Go::Stay, back_edges: if enough { u32::MAX } else { 8 }, record: !enough }
}

#[test]
fn threads_share_counts_and_records() {
    let tier = Tier { hot_loop: shared_loop, threshold: 20, hot_function: |_, _| Entered::Interpret, calls: 5, left };
    run(
        tier,
        "import threading, time\n\
         def g(x): return x + 1\n\
         def f(n, k):\n    t = 0\n    for i in range(n):\n        t = g(t) * k / k\n        \
         if i % 50 == 0: time.sleep(0)\n    return t\n\
         results = []\n\
         def work(k): results.append((k, f(300, k)))\n\
         threads = [threading.Thread(target=work, args=(k,)) for k in (1, 2.0, True, 4)]\n\
         for t in threads: t.start()\n\
         for t in threads: t.join()\n\
         assert sorted(results) == [(1, 300.0), (1, 300.0), (2.0, 300.0), (4, 300.0)], results\n\
         f(300, 1)\n",
    );
    let seen = SHARED.lock().unwrap();
    let mut recorded =
        seen.iter().filter_map(|(id, all)| all.as_ref()?.of(*id).filter(|code| &*code.code.qualname == "f"));
    let step = recorded.next_back().expect("the loop was recorded").iter().map(|(_, record)| record.taken).max();
    assert!(step >= Some(8), "{step:?}");
}
