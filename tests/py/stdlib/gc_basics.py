import gc, weakref
class C:
    def __init__(self, n): self.n = n; self.me = self
    def __del__(self): log.append(self.n)
log = []
def apart(f):
    # In a native loop of its own, so that nothing of it stays on the running stack.
    def quiet(_): f()
    list(map(quiet, (0,)))
def make():
    for i in range(5): C(i)
apart(make)
assert gc.collect() > 0
print(sorted(log))
def make_weak():
    global r
    c = C(9); r = weakref.ref(c, lambda r: log.append('cb'))
apart(make_weak)
gc.collect()
print(sorted(map(str, log[-2:])), r())
# resurrection
class R:
    def __del__(self):
        global saved
        saved = self
apart(R); gc.collect()
print(type(saved).__name__, gc.is_finalized(saved))
del saved; gc.collect()
print('saved' in globals())
print(gc.isenabled()); gc.disable(); print(gc.isenabled()); gc.enable()
print(gc.get_threshold()); gc.set_threshold(700, 10, 5); print(gc.get_threshold()); gc.set_threshold(2000,10,10)
a = []; b = [a]; a.append(b)
print(any(x is a for x in gc.get_objects()), any(x is b for x in gc.get_referrers(a)), any(x is a for x in gc.get_referents(b)))
print(gc.is_tracked([]), gc.is_tracked(1), gc.is_tracked('a'), gc.is_tracked((1, 2)), gc.is_tracked(([],)))
phases = []; gc.disable()
gc.callbacks.append(lambda p, i: phases.append((p, sorted(i))))
gc.collect(1); gc.enable()
print(phases); gc.callbacks.clear()
print(gc.garbage, gc.get_freeze_count(), len(gc.get_stats()), sorted(gc.get_stats()[0]))
for bad in (-1, 3):
    try: gc.collect(bad)
    except ValueError as e: print(e)
def gen():
    try: yield 1
    finally: log.append('closed')
apart(lambda: next(gen())); gc.collect(); print(log[-1])
