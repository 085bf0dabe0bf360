"""gc: collection of cycles with __del__, resurrection, thresholds, tracking, callbacks, referrers; exact errors."""
import gc
import weakref


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert gc.isenabled() and gc.disable() is None and not gc.isenabled() and gc.enable() is None
assert gc.isenabled() and isinstance(gc.collect(), int) and isinstance(gc.get_count(), tuple)
assert len(gc.get_threshold()) == 3 and len(gc.get_stats()) == 3 and gc.get_debug() == 0
old = gc.get_threshold()
gc.set_threshold(500, 5, 5)
assert gc.get_threshold()[0] == 500
gc.set_threshold(*old)
deleted = []


class Node:
    def __init__(self, k):
        self.k = k
        self.other = None

    def __del__(self):
        deleted.append(self.k)


def collected(make):
    make()
    for _ in range(3):
        gc.collect()


def cycles():
    for i in range(100):
        a, b = Node(i), Node(i + 1000)
        a.other, b.other = b, a
        a.me = a


collected(cycles)
assert len(deleted) >= 192 and len(set(deleted)) == len(deleted)
deleted.clear()
saved = []


class Phoenix:
    def __del__(self):
        saved.append(self)


def phoenix():
    for _ in range(50):
        p = Phoenix()
        p.me = p


collected(phoenix)
first = len(saved)
assert first >= 46 and all(type(s) is Phoenix and s.me is s for s in saved)
saved.clear()
collected(lambda: None)
assert len(saved) <= 4


class Raises:
    def __del__(self):
        deleted.append("raises")
        raise ValueError("in __del__")


import sys
caught = []
hook, sys.unraisablehook = sys.unraisablehook, lambda u: caught.append((type(u.exc_value).__name__, str(u.exc_value)))


def raising():
    for _ in range(20):
        Raises()


collected(raising)
sys.unraisablehook = hook
assert len(caught) >= 16 and set(caught) == {("ValueError", "in __del__")}
assert deleted.count("raises") == len(caught)
assert gc.is_tracked([]) and gc.is_tracked({}) and not gc.is_tracked(5) and not gc.is_tracked("a")
assert not gc.is_tracked(1.5) and not gc.is_tracked(None) and gc.is_tracked(Node(0))
assert gc.is_tracked(lambda: 0) and gc.is_tracked(Node)
target = ["the target"]
holder = {"k": target}
assert any(r is holder for r in gc.get_referrers(target))
assert any(r is target for r in gc.get_referents(holder)) and gc.get_referents(5) == []
assert isinstance(gc.get_objects(), list) and any(o is holder for o in gc.get_objects())
calls = []


def cb(phase, info):
    calls.append((phase, sorted(info)))


gc.callbacks.append(cb)
gc.collect()
gc.callbacks.remove(cb)
assert calls[0][0] == "start" and calls[-1][0] == "stop" and "collected" in calls[0][1]
assert "generation" in calls[0][1]
raises(ValueError, 'invalid generation', gc.collect, 5)
raises(ValueError, 'invalid generation', gc.collect, -1)
raises(TypeError, "'str' object cannot be interpreted as an integer", gc.collect, "a")
raises(TypeError, 'gc.set_threshold requires 1 to 3 arguments', gc.set_threshold)
raises(TypeError, "'str' object cannot be interpreted as an integer", gc.set_debug, "a")
assert isinstance(gc.freeze(), type(None)) and gc.unfreeze() is None and isinstance(gc.get_freeze_count(),
        int) and gc.garbage == [] or isinstance(gc.garbage, list)
assert isinstance(gc.is_finalized(target), bool) and gc.collect(0) >= 0 and gc.collect(1) >= 0
assert gc.collect(generation=2) >= 0


def churn():
    """Many short lived cycles of lists, dicts, closures and generators with live data between them."""
    keep = {}
    for i in range(3000):
        l = [i]
        l.append(l)
        d = {"l": l}
        d["d"] = d

        def f():
            return f, d
        g = (x for x in [f, d])
        d["g"] = g
        if i % 100 == 0:
            keep[i] = (l, d, f)
    for i, (l, d, f) in keep.items():
        assert l[0] == i and l[1] is l and d["l"] is l and f()[1] is d and next(d["g"]) is f
    return len(keep)


assert churn() == 30
refs = []


def with_weak():
    for i in range(100):
        n = Node("w%d" % i)
        n.self = n
        refs.append(weakref.ref(n))


collected(with_weak)
assert sum(r() is None for r in refs) >= 96
print("gc", churn(), calls[0][0], sorted(set(caught)))
