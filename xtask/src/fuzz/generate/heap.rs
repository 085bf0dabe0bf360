//! Statements that make garbage: structures that grow, lose parts and are checked at the end, so
//! that a collection which frees or corrupts something that is still in use shows.
//!
//! Nothing here prints whether something has died: when that happens is the collector's affair.

use super::Gen;

impl Gen<'_> {
    /// A ring, a tree or a table of objects under churn, then a sum over what must have survived.
    pub(super) fn heap_churn(&mut self) {
        let count = 10 + self.rng.below(120);
        let keep = 1 + self.rng.below(9);
        let collect = self.rng.pick(&["pass", "gc.collect()", "gc.collect(0)"]);
        let name = self.fresh("Node");
        self.line("import gc");
        self.block(&format!("class {name}:"), |g| {
            let slots =
                g.rng.pick(&["pass", "x = 1", "__slots__ = ('a', 'b', '__dict__')", "__slots__ = ('a', 'b', 'c')"]);
            g.line(slots);
            g.block("def __init__(self, a, b):", |g| g.line("self.a, self.b, self.c = a, b, [a, (b,), {a: 1}]"));
        });
        self.line("kept, last = [], None");
        self.block(&format!("for i in range({count}):"), |g| {
            g.line(&format!("last = {name}(i, last)"));
            let grow = g.rng.pick(&[
                "last.c.append(last)",
                "last.c += [str(i) * 3, float(i), 2**60 + i]",
                "last.c[2]['k%d' % i] = bytearray(i)",
                "last.a = {i: last, 'x': [last]}",
                "last.b = (last.b, lambda: last, i)",
            ]);
            g.line(grow);
            g.line(&format!("if i % {keep} == 0: kept.append(last)"));
            let drop = g.rng.pick(&["last = None", "last.b = None", "kept = kept[-5:]", "del kept[:-7]", "pass"]);
            g.line(&format!("if i % 7 == 3 and last is not None: {drop}"));
            g.line(&format!("if i % 25 == 0: {collect}"));
        });
        self.line("print(len(kept), [repr(n.c[1:2])[:12] for n in kept if n.c[0] == n.c[0]][-3:])");
        self.line(
            "print([(type(n.a).__name__, type(n.b).__name__, len(n.c), sorted(map(str, n.c[2]))) for n in kept][-4:])",
        );
    }

    /// Weak references, whose targets stay as long as something holds them.
    pub(super) fn weak_references(&mut self) {
        let count = 2 + self.rng.below(20);
        self.line("import weakref, gc");
        self.line("class Held: pass");
        self.line(&format!("held = [Held() for _ in range({count})]"));
        self.line("for i, h in enumerate(held): h.i = i");
        let made = self.rng.pick(&[
            "[weakref.ref(h) for h in held]",
            "[weakref.ref(h, lambda r: None) for h in held]",
            "[weakref.proxy(h) and weakref.ref(h) for h in held]",
        ]);
        self.line(&format!("refs = {made}"));
        let step = 2 + self.rng.below(3);
        self.line(&format!("del held[::{step}]"));
        self.line("junk = [[n] * 3 for n in range(50)]; gc.collect()");
        self.line("print([h.i for h in held], all(any(r() is h for r in refs) for h in held))");
        self.line("table = weakref.WeakValueDictionary((h.i, h) for h in held)");
        self.line("print(sorted(table) == [h.i for h in held], all(table[h.i] is h for h in held))");
    }
}
