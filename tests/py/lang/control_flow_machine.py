"""Loops with try, with, finally, break, continue and return nested in each other: every path against a model."""
import itertools

log = []


class CM:
    def __init__(self, name, swallow):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        log.append("+" + self.name)

    def __exit__(self, t, v, tb):
        log.append("-" + self.name + (t.__name__[0] if t else ""))
        return self.swallow and t is ValueError


def machine(actions, swallow):
    """One action for each round; the log tells what ran."""
    log.clear()
    for i, act in enumerate(actions):
        log.append(str(i))
        try:
            with CM("a", swallow):
                try:
                    with CM("b", False):
                        if act == "break":
                            break
                        if act == "continue":
                            continue
                        if act == "return":
                            return "returned"
                        if act == "value":
                            raise ValueError
                        if act == "key":
                            raise KeyError
                        log.append("ok")
                except KeyError:
                    log.append("K")
                    if i % 2:
                        continue
                else:
                    log.append("else")
                finally:
                    log.append("F")
            log.append("after")
        except ValueError:
            log.append("V")
        finally:
            log.append(";")
    else:
        log.append("loop else")
    return "end"


def model(actions, swallow):
    out = []
    for i, act in enumerate(actions):
        out += [str(i), "+a", "+b"]
        if act in ("break", "continue", "return"):
            out += ["-b", "F", "-a", ";"]
            if act == "break":
                return out, "end"
            if act == "return":
                return out, "returned"
        elif act == "value":
            out += ["-bV", "F", "-aV"] + (["after"] if swallow else ["V"]) + [";"]
        elif act == "key":
            out += ["-bK", "K", "F"] + (["-a", ";"] if i % 2 else ["-a", "after", ";"])
        else:
            out += ["ok", "-b", "else", "F", "-a", "after", ";"]
    return out + ["loop else"], "end"


n = 0
for length in range(4):
    for actions in itertools.product(("break", "continue", "return", "value", "key", "none"), repeat=length):
        for swallow in (True, False):
            r = machine(actions, swallow)
            assert (log, r) == model(actions, swallow), (actions, swallow, log)
            n += 1


def search(grid, want):
    """Leaving two loops by a flag, by return, by exception and by else-continue-break."""
    for y, row in enumerate(grid):
        for x, v in enumerate(row):
            if v == want:
                break
        else:
            continue
        break
    else:
        return None
    return x, y


grid = [[i * 10 + j for j in range(10)] for i in range(10)]
assert search(grid, 57) == (7, 5) and search(grid, 0) == (0, 0) and search(grid, 99) == (9, 9)
assert search(grid, 100) is None and search([], 1) is None


def generator_flow():
    for i in range(5):
        try:
            if i == 1:
                continue
            got = yield i
            if got == "break":
                break
        except ValueError:
            yield "caught"
        finally:
            log.append("g%d" % i)
    else:
        yield "else"


log.clear()
assert list(generator_flow()) == [0, 2, 3, 4, "else"] and log == ["g0", "g1", "g2", "g3", "g4"]
g = generator_flow()
log.clear()
assert next(g) == 0 and g.throw(ValueError) == "caught" and next(g) == 2 and next(g, g.send) is not None
log.clear()
try:
    g.send("break")
except StopIteration:
    pass
assert log[0].startswith("g")


def deep_breaks(n):
    count = 0
    while True:
        while True:
            while True:
                count += 1
                if count % 3 == 0:
                    break
                if count > n:
                    return count
            if count % 2 == 0:
                break
        if count % 5 == 0:
            continue
        count += 1


assert [deep_breaks(k) for k in (0, 10, 100, 1000)] == [1, 11, 101, 1001]
def while_else(n, stop):
    while n:
        n -= 1
        if n == stop:
            break
    else:
        return "exhausted"
    return n
assert while_else(5, 2) == 2 and while_else(5, 9) == "exhausted" and while_else(0, 0) == "exhausted"
print("flow", n, deep_breaks(50))
