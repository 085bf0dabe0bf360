"""__del__ through gc.collect, resurrection, references held by frames and exceptions, weakref callbacks, order within cycles."""
import gc
import weakref

log = []


class Tracked:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)


FEW = 4


class Chain:
    def __init__(self, depth):
        self.child = Chain(depth - 1) if depth else None


def settle(fn, *args):
    """Runs in a frame of its own, then collects until nothing more dies."""
    r = fn(*args)
    # Other objects made in the same ways: their words take the place of stale ones.
    (lambda: Chain(3) and None)()
    for _ in range(4):
        gc.collect()
    return r


def singly(make, n):
    """No container holds them all, which one stale word would keep alive."""
    for i in range(n):
        make(i)


settle(singly, Tracked, 100)
assert len(log) >= 100 - FEW and len(set(log)) == len(log)
log.clear()


def cycles():
    for i in range(50):
        a, b = Tracked("a%d" % i), Tracked("b%d" % i)
        a.other, b.other = b, a


settle(cycles)
assert len(log) >= 100 - 2 * FEW
log.clear()
keep = []


class Back(Tracked):
    def __del__(self):
        super().__del__()
        keep.append(self)


settle(singly, Back, 50)
assert len(log) >= len(keep) >= 50 - FEW and all(k.name in log for k in keep)
first = len(log)
keep.clear()
settle(lambda: None)
assert len(log) <= first + FEW
log.clear()


def in_exception():
    """Objects that only a handled traceback holds die once it is gone."""
    def raises(i):
        t = Tracked("t%d" % i)
        raise ValueError(i)
    for i in range(40):
        try:
            raises(i)
        except ValueError:
            pass


settle(in_exception)
assert len(log) >= 40 - FEW
log.clear()


def in_generators():
    def g(i):
        t = Tracked("g%d" % i)
        try:
            yield 1
            yield 2
        finally:
            log.append("closed")
    for i in range(40):
        next(g(i))


settle(in_generators)
assert log.count("closed") >= 40 - FEW
assert sum(isinstance(x, str) and x.startswith("g") for x in log) >= 40 - FEW
log.clear()


def containers():
    for i in range(30):
        d = {"t": Tracked("d%d" % i)}
        d["self"] = d
        l = [Tracked("l%d" % i)]
        l.append(l)
        t = (Tracked("t%d" % i), [])
        t[1].append(t)
        s = {Tracked("s%d" % i)}
        f = lambda: (f, d, s)


settle(containers)
assert len(log) >= 4 * (30 - FEW)
log.clear()
live = [Tracked("live%d" % i) for i in range(20)]
refs = [weakref.ref(x) for x in live]
settle(lambda: None)
assert all(r() is x for r, x in zip(refs, live)) and not any(str(n).startswith("live") for n in log)
del live[10:]
gc.collect()
settle(lambda: None)
assert all(r() is not None for r in refs[:10]) and sum(r() is None for r in refs[10:]) >= 10 - FEW


class Del2:
    made = 0

    def __del__(self):
        Del2.made += 1
        if Del2.made < 200:
            Del2()


settle(singly, lambda i: Del2(), 5)
for _ in range(300):
    gc.collect()
assert 1 <= Del2.made <= 204
order = []


class Parent:
    def __init__(self, chain, depth):
        self.place = chain, depth
        self.child = Parent(chain, depth - 1) if depth else None

    def __del__(self):
        order.append(self.place)


# A stale word keeps a whole chain alive.
settle(singly, lambda i: Parent(i, 60), 4 * FEW)
assert len(order) >= 61 * 3 * FEW and len(set(order)) == len(order)
print("lifecycle", FEW, all(r() is not None for r in refs[:10]))
log.clear()
