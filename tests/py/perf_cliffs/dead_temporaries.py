"""What only a finished expression held is freed by `gc.collect()`; what an unfinished one holds is not."""
import gc
import weakref


class Thing:
    pass


def freed_in_function():
    x = Thing()
    ref = weakref.ref(x)
    row = [x, 1]
    pair = (row, {"key": x})
    (lambda a, *rest: a)(row, *pair)
    del x, row, pair
    gc.collect()
    return ref() is None


assert freed_in_function()
x = Thing()
ref = weakref.ref(x)
row = [x]
assert [x][0] is x and f"{x}{row}"
del x, row
gc.collect()
assert ref() is None


def collect(value):
    gc.collect()
    return value


# Operands, callees, iterators, managers and saved values outlive a collection in the middle.
refs = []


def thing(name):
    made = Thing()
    made.name = name
    refs.append(weakref.ref(made))
    return made


class Manager:
    def __enter__(self):
        return collect(thing("entered"))

    def __exit__(self, *args):
        self.left = collect(len(args))


def unfinished():
    total = [thing("a").name, collect(1), thing("b").name, *[thing("c").name, collect(2)]]
    for t in [thing("d"), collect(thing("e")), thing("f")]:
        collect(None)
        total.append(t.name)
    pairs = {thing("g").name: collect(thing("h")).name, collect("k"): thing("i").name}
    with Manager() as entered, collect(Manager()):
        total.append(collect(entered).name)
    try:
        try:
            raise ValueError(thing("raised"))
        finally:
            collect(None)
    except ValueError as error:
        collect(None)
        total.append(error.args[0].name)
    total += [t.name for t in (thing("l"), thing("m")) if collect(True) for _ in range(collect(2))]
    return total, pairs, (thing("n"), collect(thing("o")))[1].name, thing("p").name + collect("q") + thing("r").name


def generator():
    held = [thing("held"), (yield collect(thing("yielded")).name)]
    for t in thing("s"), thing("t"):
        yield collect(t).name
    yield held[0].name


total, pairs, last, text = unfinished()
steps = generator()
print(total, pairs, last, text, [collect(step) for step in steps])
del steps
gc.collect()
# A word on a native stack may keep a few alive.
assert sum(ref() is None for ref in refs) >= len(refs) - 3
