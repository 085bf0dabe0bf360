//! Statements of control: loops whose values change type, exceptions, generators, comprehensions,
//! closures, calls, `with`, `match`.

use super::{Gen, Type};

impl Gen<'_> {
    /// A loop that runs long enough for an op to specialise, and then sees another type or a
    /// value that no longer fits.
    pub(super) fn changing_loop(&mut self) {
        let (a, b) = (self.fresh("x"), self.fresh("y"));
        let start = self.int(0);
        let step = self.rng.pick(&["1", "3", "-7", "2**20", "2**45", "0.5", "True"]);
        let count = 20 + self.rng.below(60);
        let at = self.rng.below(count);
        let then = self.rng.pick(&["2.5", "2**49", "-2**50", "2**62", "10**30", "True", "'s'", "[1]", "-0.0"]);
        let op = self.rng.pick(&["+", "-", "*", "//", "%", "&", "|", "^", "+", "-", "/"]);
        let wrap = self.rng.pick(&["", "% 1000003", "& 0xFFFFFFFF", "% -977", "% 3.5"]);
        let compare = self.rng.pick(&["<", "<=", ">", ">=", "==", "!="]);
        let in_function = self.rng.one_in(2);
        let name = self.fresh("f");
        let body = |g: &mut Self| {
            g.line(&format!("{a}, {b}, hits = {start}, {step}, 0"));
            g.block(&format!("for i in range({count}):"), |g| {
                g.line(&format!("if i == {at}: {b} = {then}"));
                g.line(&format!("{a} = ({a} {op} {b}) {wrap}"));
                g.line(&format!("if {a} {compare} {b}: hits += 1"));
                g.line(&format!("if i % 16 == 0: print({a}, hits)"));
            });
            g.line(&format!("print({a}, {b}, hits)"));
        };
        if in_function {
            self.scope(&format!("def {name}():"), &[], body);
            self.guarded(|g| g.line(&format!("{name}()")));
        } else {
            self.guarded(body);
        }
    }

    pub(super) fn exceptions(&mut self) {
        let name = self.fresh("f");
        let raised = self.rng.pick(&[
            "ValueError('v')",
            "KeyError('k')",
            "1 / 0",
            "[][1]",
            "{}['x']",
            "None.x",
            "int('z')",
            "undefined_name",
            "'a' + 1",
            "StopIteration(3)",
            "ZeroDivisionError",
            "5",
        ]);
        let is_raise = raised.contains("Error") || raised.contains("Stop") || raised == "5";
        let trouble = if is_raise { format!("raise {raised}") } else { raised.to_owned() };
        let caught = self.rng.pick(&[
            "ValueError",
            "(KeyError, ValueError)",
            "ArithmeticError",
            "LookupError",
            "Exception",
            "TypeError",
            "AttributeError",
        ]);
        self.scope(&format!("def {name}(n):"), &[("n", Type::Int)], |g| {
            g.block("for i in range(3):", |g| g.try_statement(&trouble, caught));
            g.line("return 'end'");
        });
        self.block("for n in range(4):", |g| {
            g.block("try:", |g| g.line(&format!("print({name}(n))")));
            g.block("except BaseException as e:", |g| {
                g.line("print('out', repr(e), repr(e.__cause__), repr(e.__context__))");
            });
        });
        if self.rng.one_in(3) {
            self.exception_group();
        }
    }

    /// `try` with its clauses, inside the loop and the function of `exceptions`.
    fn try_statement(&mut self, trouble: &str, caught: &str) {
        let shape = self.rng.below(4);
        let again = self.rng.below(5);
        let leave = self.rng.pick(&["return n", "break", "continue", "pass", "print('left')"]);
        self.block("try:", |g| {
            g.line(&format!("if i == n: {trouble}"));
            g.line("print('no trouble', i)");
            if shape == 1 {
                g.line(leave);
            }
        });
        self.block(&format!("except {caught} as e:"), |g| {
            g.line("print('caught', type(e).__name__, e, e.__context__)");
            match again {
                0 => g.line("raise"),
                1 => g.line("raise RuntimeError('again') from e"),
                2 => g.line("raise TypeError('other')"),
                3 => g.line("return 'from except'"),
                _ => g.line(leave),
            }
        });
        if shape != 2 {
            self.block("else:", |g| g.line("print('else', i)"));
        }
        if shape != 3 {
            self.block("finally:", |g| g.line("print('finally', i)"));
        }
    }

    fn exception_group(&mut self) {
        let kinds = self.rng.pick(&["ValueError", "(TypeError, KeyError)", "OSError", "Exception"]);
        self.block("try:", |g| {
            g.block("try:", |g| {
                g.line(
                    "raise ExceptionGroup('g', [ValueError(1), TypeError('t'), ExceptionGroup('h', [KeyError(2)])])",
                );
            });
            g.line(&format!("except* {kinds} as e: print('part', repr(e))"));
        });
        self.line("except BaseException as e: print('rest', repr(e))");
    }

    pub(super) fn generator(&mut self) {
        let name = self.fresh("g");
        let top = 1 + self.rng.below(5);
        let inner = self.rng.pick(&["range(2)", "'ab'", "[]", "(x * x for x in range(3))"]);
        let shape = self.rng.below(4);
        self.scope(&format!("def {name}(n):"), &[("n", Type::Int)], |g| {
            g.block("try:", |g| {
                g.block("for i in range(n):", |g| {
                    g.line("got = yield i * i");
                    g.line("if got is not None: print('got', got)");
                    if shape == 1 {
                        g.line(&format!("yield from {inner}"));
                    }
                });
                if shape == 2 {
                    g.line("raise ValueError('inside')");
                }
            });
            if shape != 3 {
                g.line("except KeyError as e: yield ('thrown', str(e))");
            }
            g.line("finally: print('closing')");
            g.line("return n");
        });
        self.line(&format!("it = {name}({top})"));
        for _ in 0..2 + self.rng.below(5) {
            let call = match self.rng.below(8) {
                0..3 => "next(it)",
                3 => "it.send('hello')",
                4 => "it.throw(KeyError('k'))",
                5 => "it.close()",
                6 => "list(it)",
                _ => "next(it, 'done')",
            };
            self.block("try:", |g| g.line(&format!("print({call})")));
            self.line("except BaseException as exc: print(repr(exc))");
        }
        // When a suspended generator that nobody holds runs its `finally` is not fixed
        // (docs/divergences/when-objects-die.md), so none is left.
        self.block("try:", |g| g.line("it.close()"));
        self.line("except BaseException as exc: print(repr(exc))");
        if self.rng.one_in(3) {
            self.coroutine();
        }
    }

    /// A coroutine driven by hand: no event loop.
    fn coroutine(&mut self) {
        let value = self.int(1);
        self.block("class Wait:", |g| {
            g.block("def __await__(self):", |g| g.line("return (yield 'waiting')"));
        });
        self.block("async def numbers():", |g| {
            g.block("for i in range(3):", |g| {
                g.line("await Wait()");
                g.line("yield i");
            });
        });
        self.block("async def main():", |g| {
            g.line("got = [x async for x in numbers() if x != 1]");
            g.line(&format!("return got, await Wait(), {value}"));
        });
        self.line("co = main()");
        self.block("try:", |g| {
            g.block("for i in range(9):", |g| g.line("print(co.send(i if i else None))"));
        });
        self.line("except Exception as exc: print(repr(exc))");
    }

    pub(super) fn comprehension(&mut self) {
        let list = self.list(2);
        let other = self.list(1);
        let condition = self.rng.pick(&["x % 2", "x > 1", "x", "x is not None", "(y := x) != 2"]);
        let value = self.rng.pick(&["x", "(x, x * 2)", "str(x)", "[x] * 2", "lambda: x"]);
        let shape = match self.rng.below(6) {
            0 => format!("[{} for x in {list} if {condition}]", value.replace("lambda: x", "-x")),
            1 => format!("[(x, z) for x in {list} for z in {other} if x != z]"),
            2 => format!("{{x: [z for z in {other} if z < x] for x in {list}}}"),
            3 => format!("sorted({{x % 5 for x in {list}}})"),
            4 => format!("[f() for f in [(lambda: x) for x in {list}]]"),
            _ => format!("sum(x * z for x, z in zip({list}, {other}))"),
        };
        self.guarded(|g| g.print(&shape));
        let a = self.list(1);
        self.guarded(|g| {
            g.print(&format!(
                "(list(zip({a}, 'abc')), list(enumerate({a}, 1)), list(map(str, {a})), list(filter(None, {a})))"
            ));
        });
    }

    pub(super) fn closure(&mut self) {
        let name = self.fresh("make");
        let start = self.int(1);
        let step = self.rng.pick(&["1", "2**49", "0.5", "'x'", "n"]);
        self.line(&format!("start = {}", 1));
        self.guarded(|g| g.line(&format!("start = {start}")));
        self.scope(&format!("def {name}(n, step=2):"), &[], |g| {
            g.line("log = []");
            g.scope("def inc():", &[], |g| {
                g.line("nonlocal n");
                g.line("n += step");
                g.line("log.append(n)");
                g.line("return n");
            });
            g.block("def get():", |g| g.line("return n, len(log)"));
            g.line("return inc, get, [lambda k=k: (k, n) for k in range(2)]");
        });
        self.guarded(|g| {
            g.line(&format!("inc, get, more = {name}(start)"));
            g.line("print(inc(), inc(), get(), more[0](), more[1](7))");
            let step = if step == "n" { "start" } else { step };
            g.line(&format!("inc, get, more = {name}(start, {step})"));
            g.line("for i in range(20): inc()");
            g.line("print(get(), inc.__closure__ is not None, get.__name__)");
        });
    }

    /// Every kind of parameter, called in good and bad ways.
    pub(super) fn function(&mut self) {
        let name = self.fresh("f");
        let signature = self.rng.pick(&[
            "a, b=2",
            "a, /, b, *, c=3",
            "*args, **kwargs",
            "a, *rest, k=1",
            "a=1, b=[], /",
            "*, x, y=2",
            "a, b=2, *c, d, **e",
            "",
        ]);
        self.block(&format!("def {name}({signature}):"), |g| {
            g.line("return sorted(locals().items(), key=lambda p: p[0])")
        });
        for _ in 0..2 + self.rng.below(4) {
            let arguments = self.rng.pick(&[
                "",
                "1",
                "1, 2",
                "1, 2, 3",
                "a=1",
                "1, b=5",
                "1, c=4, b=2",
                "1, a=2",
                "*[1, 2]",
                "**{'x': 1}",
                "*(), x=3, **{'y': 4}",
                "1, d=4, z=5",
                "*'ab', d=1",
                "1, 2, k=9",
                "**{1: 2}",
                "*3",
                "**{'a': 1}, a=2",
                "x=1, x2=2",
            ]);
            self.guarded(|g| g.line(&format!("print({name}({arguments}))")));
        }
        let depth = 5 + self.rng.below(40);
        self.line("def down(n): return n if n <= 0 else down(n - 1) + n");
        self.guarded(|g| g.line(&format!("print(down({depth}))")));
        if self.rng.one_in(4) {
            self.guarded(|g| g.line("print(down(5000))"));
        }
    }

    pub(super) fn context_managers(&mut self) {
        let name = self.fresh("Manager");
        let swallow = self.rng.pick(&["True", "False", "None", "kind is ValueError"]);
        self.block(&format!("class {name}:"), |g| {
            g.line("def __init__(self, n): self.n = n");
            g.block("def __enter__(self):", |g| {
                g.line("print('enter', self.n)");
                g.line("return self.n");
            });
            g.block("def __exit__(self, kind, value, tb):", |g| {
                g.line("print('exit', self.n, kind and kind.__name__, value)");
                g.line(&format!("return {swallow}"));
            });
        });
        let body = self.rng.pick(&[
            "print(a, b)",
            "raise ValueError('w')",
            "raise KeyError('w')",
            "a.missing",
            "1 // 0",
            "pass",
        ]);
        self.guarded(|g| {
            g.block(&format!("with {name}(1) as a, {name}(2) as b:"), |g| g.line(body));
            g.line("print('after')");
        });
        self.guarded(|g| {
            g.block("for i in range(2):", |g| {
                let leave = g.rng.pick(&["continue", "break", "pass"]);
                g.block(&format!("with {name}(i):"), |g| g.line(leave));
            });
        });
    }

    pub(super) fn matching(&mut self) {
        let name = self.fresh("m");
        let patterns = [
            "0 | 1",
            "int(x) if x > 5",
            "-1",
            "'abc'",
            "str() as s",
            "[]",
            "[x]",
            "[x, *rest]",
            "(a, b, *_)",
            "{'k': v, **more}",
            "{}",
            "Point(x=0, y=yy)",
            "Point(a, b)",
            "None",
            "True",
            "float(f)",
            "[[x, y], z]",
            "bytes()",
            "{1: [x, *_]}",
        ];
        self.block("class Point:", |g| {
            g.line("__match_args__ = ('x', 'y')");
            g.line("def __init__(self, x, y): self.x, self.y = x, y");
        });
        let chosen: Vec<&str> = (0..4 + self.rng.below(5)).map(|_| self.rng.pick(&patterns)).collect();
        self.scope(&format!("def {name}(v):"), &[], |g| {
            g.block("match v:", |g| {
                for (at, pattern) in chosen.iter().enumerate() {
                    g.line(&format!(
                        "case {pattern}: return {at}, sorted((k, str(w)) for k, w in locals().items() if k != 'v')"
                    ));
                }
                g.line("case _: return 'none'");
            });
        });
        let subjects = "[0, 7, -1, True, 2.5, 'abc', '', [], [1], [1, 2, 3], (4, 5), {'k': 1, 'l': 2}, {}, Point(0, 3), Point(1, 2), None, [[1, 2], 3], b'x', {1: [2, 3]}]";
        self.block(&format!("for subject in {subjects}:"), |g| g.line(&format!("print({name}(subject))")));
    }
}
