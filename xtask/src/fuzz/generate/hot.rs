//! Programs for the JIT: a function with a loop that calls others two or three levels deep, and something
//! that is not as before in the middle of it.
//!
//! Its loop has variables whose numbers pass the ends of 51 and 64 bits, and statements of every kind that
//! machine code knows. At one round of it a class, a function, a global or a variable is changed, another
//! type comes in, tracing begins, or a thread runs the same. The functions below raise, give something
//! else, look at the frames that called them, and change their variables.

use super::Gen;
use crate::rng::Rng;

/// What every program begins with. `clip` keeps numbers short; `frames` and `raised` say what a frame and a
/// traceback show.
const PRELUDE: &str = "\
import sys
def clip(v):
    if type(v) is int and not -2**80 < v < 2**80: return v % 1000003
    return v
def plain(names):
    return [(k, v) for k, v in sorted(names.items()) if type(v) in (int, float, bool)]
def frames(depth):
    found, frame = [], sys._getframe(1)
    while frame is not None and frame.f_code.co_filename == '<fuzz>' and len(found) < depth:
        code = frame.f_code
        found.append((code.co_name, frame.f_lineno, code.co_name != '<module>' and plain(frame.f_locals)))
        frame = frame.f_back
    return found
def raised(e):
    found, tb = [], e.__traceback__
    while tb is not None:
        found.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return type(e).__name__, str(e), found
events = []
def tracer(frame, event, arg):
    if len(events) < 60 and frame.f_code.co_name in ('f', 'H', 'H1', 'H2', 'm', 'p', 'clip'):
        events.append((frame.f_code.co_name, event, frame.f_lineno if event[0] != 'c' else 0))
    return tracer
def down(n, x):
    if n == 0: return x + len(frames(6))
    return down(n - 1, x + 1)
count, odd, same = 0, [1, 2, 3], None
";

/// Parameters of a function of two values, and calls of it.
const SIGNATURES: [(&str, &str); 8] = [
    ("x, y", "(X, Y)"),
    ("x, y=3", "(X)"),
    ("x, y=3", "(y=X, x=Y)"),
    ("x, *, y=2", "(X, y=Y)"),
    ("x, y=1, *rest", "(X, Y, i)"),
    ("x, y=1, **more", "(X, z=Y)"),
    ("x, /, y", "(*(X, Y))"),
    ("x, y", "(**{'x': X, 'y': Y})"),
];

/// What functions do before they return. `INNER` is a call of the next one.
const HELPER_LINES: [&str; 31] = [
    "z = C(x).m(2)",
    "z = D(x, z).p",
    "z = (C(x) + y).x",
    "z = len(C(x)) + C.make(y).x",
    "o = D(y)\no.x = x\nz = o.x\ndel o",
    "z = sum(k for k in counted(3))",
    "for z in counted(4): pass",
    "z = down(3, x)",
    "if type(x) is int and x % 17 == 9: sys.settrace(tracer)",
    "if type(x) is int and x % 17 == 11: sys.settrace(None)",
    "z = [INNER, (x, y)][0]",
    "del z\nz = x",
    "count += 1",
    "z = INNER",
    "z = INNER",
    "z = INNER",
    "z = x - y",
    "z = (x * 3 + y) % 1009",
    "if type(x) is int and x % 13 == 5: raise ValueError(x)",
    "if type(x) is int and x % 11 == 3: return 0.5",
    "if type(x) is int and x % 7 == 4: print(frames(5))",
    "if type(y) is int and y % 9 == 4: sys._getframe(1).f_locals['b'] = 2.5",
    "try: z = INNER\nexcept (TypeError, ZeroDivisionError, ValueError) as e: z = len(raised(e)[2])",
    "try: z = INNER\nfinally: z = -1",
    "z = sum([x, y, INNER])",
    "if x == y: return None",
    "for j in range(3): z = z + INNER if j else z",
    "z = (lambda: x + z)()",
    "z = locals().get('x')",
    "z = [x + k for k in (1, 2)][1]",
    "z += y // (x % 5)",
];

/// Statements of the loop. `CALL` is a call of the first function.
const STATEMENTS: [&str; 60] = [
    "a = a + b",
    "a = a - b",
    "a = a * b",
    "b = b * 3 + i",
    "a = a // 7",
    "a = a % 1000003",
    "a = a // (b % 6)",
    "c = a / (i - 11)",
    "a += 2**49",
    "a -= 2**62",
    "b = -b",
    "b = ~i & 0xFFFF",
    "a = (a * 31 + i) & 0xFFFFFFFFFFFFFFFF",
    "a = (a << 3) & 0x7FFFFFFFFFFFFFFF",
    "a = a ^ (i << (i % 70))",
    "a >>= 2",
    "c = a < b",
    "c = not a",
    "if a < b: a, b = b, a",
    "if a == b: c = 0",
    "if a > 1000: a = i\nelif a < -5: b = i\nelse: c = i",
    "c = a if i % 3 else b",
    "a = CALL",
    "b = CALL",
    "b = CALL",
    "c = CALL",
    "try: a = CALL\nexcept ValueError as e: c = len(str(e))",
    "try: a = CALL\nexcept Exception as e: print(raised(e))",
    "try: b = CALL\nfinally: c = i",
    "for j in range(i % 4): b = b + j",
    "j = 0\nwhile j < i % 5:\n    j += 1\n    if j == 3: continue\n    a = a + CALL if j == 2 else a",
    "o.x = a",
    "a = o.x",
    "b = o.p",
    "o.p = i",
    "c = o.m(i)",
    "a = a + o.m(2)",
    "o.x += 1",
    "o = C(i, a) if i % 5 == 2 else o",
    "o = [C(1), D(2), C(2.5, i)][i % 3]",
    "b = (o + i).x",
    "c = o[i]",
    "c = len(o)",
    "c = o == i",
    "if o: c = i",
    "c = C.make(i).x",
    "items[i % 3] = a",
    "b = items[i % 4 - 1]",
    "items.append(i)\nif len(items) > 6: items.pop(0)",
    "t = (a, i, b)\nc = t[i % 3]",
    "x, *y = i, a, b\nc = len(y)",
    "table[i % 5] = a",
    "c = table.get(i % 7, b)",
    "count += 1",
    "a = a + next(g, 0)",
    "c = sum(k for k in range(i % 6))",
    "c = [k * i for k in items if k != 2]\nc = len(c)",
    "f'{a} {b!r:>4}'",
    "b = abs(b)",
    "c = min(a, i) if type(a) is int else max(i, 3)",
];

/// The same function runs in a thread, which starts no other.
const THREAD: &str = "\
import threading
if threading.active_count() < 2: th = threading.Thread(target=f, args=(2, 1, 2)); th.start(); th.join()";

/// What comes once, in the middle.
const CHANGES: [&str; 44] = [
    "b = 2.5",
    "a = 2**50 - 3",
    "a = -2**50",
    "a = 2**63 - 2",
    "a = -2**63",
    "a = 2**64 + i",
    "b = -0.0",
    "b = float('nan')",
    "a = float('inf')",
    "b = True",
    "b = None",
    "a = 1j",
    "del c",
    "del b",
    "b = odd",
    "items = (7, 8, 9)",
    "items.clear()",
    "items[0] = 0.5",
    "items = items + [None, 2**63]",
    "C.m = lambda self, k: k * 0.5",
    "C.m = D.m",
    "C.p = 17",
    "C.x = property(lambda self: 4)",
    "del C.m",
    "o.__class__ = D",
    "o.m = lambda k: -k",
    "o.__dict__['x'] = 5",
    "del o.x",
    "C.__init__ = lambda self, x=0, y=0: setattr(self, 'x', 9)",
    "C.__add__ = lambda self, k: D(k)",
    "global H\nH = lambda *a, **k: 6",
    "global len\nlen = lambda v: 41",
    "global range\nrange = lambda *a: [5, 6]",
    "global abs\nabs = lambda v: 2.25",
    "H.__defaults__ = (8,)",
    "H.__code__ = (lambda x, y=2: x).__code__",
    "sys.settrace(tracer)",
    "sys._getframe().f_trace = tracer\nsys.settrace(tracer)",
    "sys.setprofile(tracer)",
    "print(plain(locals()))",
    "print(frames(3))",
    "g = (k * k for k in range(4))",
    "raise KeyError(i)",
    "sys._getframe().f_locals['a'] = 1.25",
];

const ARGUMENTS: [&str; 14] = [
    "1, 2",
    "0, 1",
    "3, -4",
    "2**50 - 40, 3",
    "-2**50 + 40, -3",
    "2**62, 5",
    "2**63 - 100, 7",
    "-2**63, 1",
    "2**70, -1",
    "1.5, 2",
    "7, 0.25",
    "-0.0, 0",
    "float('nan'), 1",
    "True, False",
];

/// One random program with a loop that gets hot.
pub(in super::super) fn hot_program(rng: &mut Rng) -> String {
    let mut g = Gen { rng, out: String::new(), indent: 0, vars: Vec::new(), names: 0 };
    g.lines(PRELUDE.trim_end());
    g.hot_classes();
    let call = g.hot_helpers();
    g.hot_generator();
    let in_module = g.rng.one_in(6);
    if in_module {
        g.line("n, a, b = 24, 1, 2");
        g.guarded_loop(|g| g.hot_loop(&call, true));
        g.line("sys.settrace(None); sys.setprofile(None)");
        g.line("print(events)");
    } else {
        g.hot_function(&call);
    }
    g.out
}

impl Gen<'_> {
    /// Lines with their own indentation.
    fn lines(&mut self, text: &str) {
        for line in text.split('\n') {
            self.line(line);
        }
    }

    fn guarded_loop(&mut self, body: impl FnOnce(&mut Self)) {
        self.block("try:", body);
        self.line("except Exception as e: print(raised(e))");
    }

    fn hot_classes(&mut self) {
        let head = self.rng.pick(&["", "", "    __slots__ = ('x', 'y', '__dict__')", "    y = 3"]);
        self.line("class C:");
        if !head.is_empty() {
            self.line(head);
        }
        let init = self.rng.pick(&[
            "self.x = x; self.y = y",
            "self.x = x // (x - 13); self.m(1)",
            "self.y = y; self.x = x; self.z = [x]",
            "self.x = x",
        ]);
        let method = self.rng.pick(&["self.x + k", "k * 2 if k % 3 else self.x", "self.n(k)", "k // (k - 13)"]);
        let getter = self.rng.pick(&["self.x", "self.x * 2", "len(frames(2)) + 1", "self.n(3)"]);
        self.indent += 1;
        self.lines(&format!("def __init__(self, x=0, y=1): {init}"));
        self.lines(&format!("def m(self, k): return {method}"));
        self.lines("def n(self, k=2):\n    if k == 17: raise ValueError('n')\n    return k + 1");
        self.lines(&format!("@property\ndef p(self): return {getter}"));
        self.lines("@p.setter\ndef p(self, v): self.x = v");
        self.lines("@classmethod\ndef make(cls, x): return cls(x)");
        self.lines("def __add__(self, k): return type(self)(self.x, k)\ndef __getitem__(self, k): return k");
        self.lines("def __len__(self): return 3");
        if self.rng.one_in(2) {
            self.lines("def __eq__(self, k): return self.x == k\n__hash__ = None");
        }
        self.indent -= 1;
        let more =
            self.rng.pick(&["def m(self, k): return super().m(k) - 1", "def n(self, k=2): return k - 0.5", "pass"]);
        self.lines(&format!("class D(C):\n    {more}"));
    }

    /// The functions that the loop calls, the innermost first; the call of the outermost.
    fn hot_helpers(&mut self) -> String {
        let mut inner = "(x + 1)".to_owned();
        let depth = 1 + self.rng.below(3);
        for level in (0..depth).rev() {
            let name = if level == 0 { "H".to_owned() } else { format!("H{level}") };
            let (signature, call) = SIGNATURES[self.rng.below(SIGNATURES.len())];
            self.line(&format!("def {name}({signature}):"));
            self.indent += 1;
            self.line("global count");
            self.line("z = i = 1");
            for _ in 0..1 + self.rng.below(4) {
                let line = self.rng.pick(&HELPER_LINES).replace("INNER", &inner);
                self.lines(&line);
            }
            let last = self.rng.pick(&["return z", "return z + x", "return x", "return z if x else y"]);
            self.line(last);
            self.indent -= 1;
            let (x, y) = if level == 0 { ("a", "b") } else { ("x", "z") };
            inner = format!("{name}{}", call.replace('X', x).replace('Y', y));
        }
        inner
    }

    fn hot_generator(&mut self) {
        let body = self.rng.pick(&["yield k", "got = yield k * 0.5 if k == 7 else k", "yield from range(k % 3)"]);
        let change = self.rng.pick(&["pass", "raise ValueError('g')", "return", "n = 2.5", "print(frames(2))"]);
        self.line("def counted(n):");
        self.indent += 1;
        self.lines(&format!("k = 0\nwhile k < n:\n    k += 1\n    if k == 9: {change}\n    {body}"));
        self.indent -= 1;
    }

    /// The loop. Its variables exist before, but in a module `n`, `a` and `b` too.
    fn hot_loop(&mut self, call: &str, in_module: bool) {
        self.line("c, o, items, table, g = 0, C(1), [1, 2, 3], {}, counted(50)");
        let header = self.rng.pick(&[
            "for i in range(n):",
            "for i in range(n):",
            "while i < n:",
            "for i, v in enumerate([3] * n):",
        ]);
        self.line("i = 0");
        self.line(header);
        self.indent += 1;
        if header.starts_with("while") {
            self.line("i += 1");
        }
        for _ in 0..1 + self.rng.below(2) {
            let at = 3 + self.rng.below(17);
            let change = self.rng.pick(&CHANGES);
            // In a function they are declared at its beginning.
            let change: Vec<&str> = change.split('\n').filter(|line| !line.starts_with("global ")).collect();
            self.line(&format!("if i == {at}:"));
            self.indent += 1;
            if !in_module && self.rng.one_in(5) {
                self.lines(THREAD);
            }
            self.lines(&change.join("\n"));
            self.indent -= 1;
        }
        for _ in 0..2 + self.rng.below(6) {
            let statement = self.rng.pick(&STATEMENTS).replace("CALL", call);
            self.lines(&statement);
        }
        let clip = self.rng.pick(&["a, b = clip(a), clip(b)", "a = clip(a); b = clip(b); c = clip(c)"]);
        self.line(clip);
        self.line("if i % 8 == 0: print(i, a, b, type(c) is int and c)");
        self.indent -= 1;
        self.line("print(i, a, b, items, sorted(table.items(), key=str), plain(vars(o)))");
    }

    fn hot_function(&mut self, call: &str) {
        self.line("def f(n, a, b):");
        self.indent += 1;
        self.line("global H, len, range, abs, count");
        if self.rng.one_in(3) {
            self.line("keep = lambda: (a, b)");
        }
        self.hot_loop(call, false);
        self.line("return a, b, type(c) is int and c");
        self.indent -= 1;
        for _ in 0..2 + self.rng.below(3) {
            let arguments = self.rng.pick(&ARGUMENTS);
            let rounds = 5 + self.rng.below(30);
            self.guarded_loop(|g| g.line(&format!("print(f({rounds}, {arguments}))")));
            self.line("sys.settrace(None); sys.setprofile(None)");
        }
        self.line("print(events, count)");
    }
}
