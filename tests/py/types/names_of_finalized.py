"""Interned texts and weak references that only objects with finalizers led to, when those go."""

import gc
import sys
import weakref


class Thing:
    pass


class Final:
    def __init__(self, i):
        self.names = [sys.intern(f"only_here_{i}_{j}") for j in range(40)]
        self.thing = Thing()
        self.me = self

    def __del__(self):
        done.append(len(self.names))


done = []
for turn in range(6):
    objects = [Final(i) for i in range(50)]
    refs = [weakref.ref(o.thing) for o in objects]
    gc.collect()
    del objects
    # Collections of both kinds come by themselves.
    kept = []
    for i in range(60):
        kept.append([[str(k)] for k in range(3_000)])
        if i % 20 == 19:
            kept.clear()
        again = [sys.intern(f"only_here_{i % 50}_{j}") for j in range(40)]
        assert again == [f"only_here_{i % 50}_{j}" for j in range(40)], again
        assert all(r() is None or type(r()) is Thing for r in refs)
    names = [sys.intern(f"only_here_{i}_{j}") for i in range(50) for j in range(40)]
    junk = [f"junk {i}" for i in range(30_000)]
    assert names == [f"only_here_{i}_{j}" for i in range(50) for j in range(40)]
    assert all(r() is None or type(r()) is Thing for r in refs)
gc.collect()
print(set(done), len(done) > 200)
