//! Classes: operators written in Python, inheritance, descriptors, slots, the attribute hooks.

use super::Gen;

/// A dunder method, its parameters and some bodies.
const DUNDERS: [(&str, &str, &[&str]); 26] = [
    ("__add__", "self, o", &["return ('add', self.v, o)", "return NotImplemented", "return self"]),
    ("__radd__", "self, o", &["return ('radd', o)", "return NotImplemented"]),
    ("__iadd__", "self, o", &["self.v += 1; return self", "return 5"]),
    ("__mul__", "self, o", &["return ('mul', o)", "return NotImplemented"]),
    ("__lt__", "self, o", &["return self.v < getattr(o, 'v', o)", "return NotImplemented"]),
    ("__eq__", "self, o", &["return self.v == getattr(o, 'v', o)", "return NotImplemented", "return []"]),
    ("__hash__", "self", &["return 7", "return hash(self.v)", "return 'no'"]),
    ("__bool__", "self", &["return self.v == 1", "return 1"]),
    ("__len__", "self", &["return self.v", "return -1", "return 2**70", "return 'x'"]),
    ("__getitem__", "self, i", &["return (i, self.v)", "raise IndexError(i)", "return [10, 20, 30][i]"]),
    ("__setitem__", "self, i, x", &["print('set', i, x)"]),
    ("__delitem__", "self, i", &["print('del', i)"]),
    ("__contains__", "self, x", &["return x == self.v", "return 'yes'"]),
    ("__iter__", "self", &["return iter([1, 2, self.v])", "yield from 'xy'", "return 5"]),
    ("__call__", "self, *a, **k", &["return (a, sorted(k))"]),
    ("__repr__", "self", &["return 'R%s' % self.v", "return 5"]),
    ("__str__", "self", &["return 'S'", "return None"]),
    ("__format__", "self, spec", &["return 'F' + spec"]),
    ("__index__", "self", &["return 2", "return 1.5"]),
    ("__int__", "self", &["return 3", "return '3'"]),
    ("__float__", "self", &["return 0.5", "return 1"]),
    ("__neg__", "self", &["return ('neg', self.v)"]),
    ("__getattr__", "self, name", &["return 'attr ' + name", "raise AttributeError(name)"]),
    ("__setattr__", "self, name, value", &["object.__setattr__(self, name, value)"]),
    ("__rsub__", "self, o", &["return ('rsub', o)"]),
    ("__pow__", "self, o, m=None", &["return ('pow', o, m)"]),
];

const USES: [&str; 34] = [
    "a + b",
    "a + 1",
    "1 + a",
    "'s' + a",
    "a * 2",
    "a < b",
    "a > b",
    "a <= b",
    "a == b",
    "a != b",
    "a == 1",
    "hash(a) == hash(b)",
    "bool(a)",
    "len(a)",
    "a[1]",
    "a[0:2]",
    "1 in a",
    "list(a)",
    "[*a]",
    "a(1, k=2)",
    "str(a)[:1]",
    "f'{a:>5}'[:1]",
    "[1, 2, 3, 4][a]",
    "int(a)",
    "float(a)",
    "-a",
    "a.missing",
    "5 - a",
    "a ** 2",
    "pow(a, 2, 3)",
    "sorted([b, a]) is not None",
    "{a: 1}[a]",
    "a.v",
    "range(a)",
];

impl Gen<'_> {
    pub(super) fn class_with_dunders(&mut self) {
        let name = self.fresh("C");
        self.block(&format!("class {name}:"), |g| {
            g.line("def __init__(self, v): self.v = v");
            for _ in 0..2 + g.rng.below(7) {
                let (dunder, params, bodies) = DUNDERS[g.rng.below(DUNDERS.len())];
                let body = g.rng.pick(bodies);
                g.line(&format!("def {dunder}({params}): {body}"));
            }
        });
        self.line(&format!("a, b = {name}(1), {name}(2)"));
        for _ in 0..4 + self.rng.below(8) {
            let text = self.rng.pick(&USES);
            // The default repr has an address, and the driver writes that away.
            self.guarded(|g| g.line(&format!("print({text})")));
        }
        if self.rng.one_in(2) {
            self.guarded(|g| {
                g.line("a += 1");
                g.line("print(type(a).__name__)");
                g.line("a[1] = 2");
                g.line("del a[0]");
            });
        }
    }

    /// Inheritance, `super`, properties, class attributes that change under an inline cache.
    pub(super) fn class_family(&mut self) {
        let (base, child) = (self.fresh("Base"), self.fresh("Child"));
        let slots = self.rng.pick(&["", "__slots__ = ('x', 'y')", "__slots__ = ['x']"]);
        self.block(&format!("class {base}:"), |g| {
            if !slots.is_empty() {
                g.line(slots);
            }
            g.line("def __init__(self, x): self.x = x");
            g.line("def m(self): return ('base', self.x)");
            g.line("@property");
            g.line("def p(self): return self.x + 1");
            g.line("@p.setter");
            g.line("def p(self, value): self.x = value * 2");
            g.line("@classmethod");
            g.line("def c(cls): return cls.__name__");
            g.line("@staticmethod");
            g.line("def s(n=3): return n");
        });
        let overrides = self.rng.below(4);
        self.block(&format!("class {child}({base}):"), |g| match overrides {
            0 => g.line("pass"),
            1 => g.line("def m(self): return ('child', super().m())"),
            2 => g.line("p = 5"),
            _ => g.line("def __getattribute__(self, name): return object.__getattribute__(self, name)"),
        });
        self.line(&format!("objects = [{base}(1), {child}(2), {base}('s'), {child}(2.5)]"));
        let change = self.rng.pick(&[
            "Base.m = lambda self: 'patched'",
            "Child.x = 7",
            "del Child.m",
            "objects[0].m = lambda: 'own'",
            "objects[1].__class__ = Base",
            "Base.extra = property(lambda self: 'extra')",
            "Child.__len__ = lambda self: 4",
            "objects[1].y = 1",
            "del objects[1].x",
        ]);
        let change = change.replace("Base", &base).replace("Child", &child);
        let at = self.rng.below(12);
        self.block("for i in range(12):", |g| {
            g.line("o = objects[i % 4]");
            g.block(&format!("if i == {at}:"), |g| g.guarded(|g| g.line(&change)));
            g.guarded(|g| g.line("print(i, o.x, o.m(), o.c(), o.s(i))"));
            g.guarded(|g| g.line("print(o.p); o.p = 3; print(o.p)"));
            g.guarded(|g| g.line("print(o.extra, len(o))"));
        });
        self.line(&format!(
            "print([k.__name__ for k in {child}.__mro__], issubclass({child}, {base}), isinstance(objects[0], {child}))"
        ));
    }
}
