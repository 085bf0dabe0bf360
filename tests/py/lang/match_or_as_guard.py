"""match: or, as, guards, captures, nesting of blocks, flow out of cases, and the compile-time errors."""


def f(x):
    match x:
        case 1 | 2 | 3 as small:
            return ("small", small)
        case [("a" | "b") as letter, (int() | float()) as num]:
            return (letter, num)
        case (x, y) | [x, _, y] if x < y:
            return ("ascending", x, y)
        case (x, y) if (s := x + y) > 100:
            return ("sum", s)
        case {"k": (1 | 2) as v} | [v]:
            return ("v", v)
        case str(s) as whole if s == whole and s:
            return ("str", whole)
        case other:
            return ("other", other)


assert [f(v) for v in (2, ["a", 1], ("b", 2.5), ["c", "d"],
 (5, 3), (90, 20), [1, 0, 5], [5, 0, 1], {"k": 2}, {"k": 3}, [9], "s", "", None)] == [
     ('small', 2), ('a', 1), ('b', 2.5), ('ascending', 'c', 'd'), ('other', (5, 3)), ('sum', 110),
     ('ascending', 1, 5), ('other', [5, 0, 1]), ('v', 2), ('other', {'k': 3}), ('v', 9), ('str', 's'),
     ('other', ''), ('other', None),
 ]

log = []


def guard(name, r):
    log.append(name)
    return r


def order(x):
    match x:
        case 5 if guard("a", False):
            return 1
        case n if guard("b", n > 10):
            return 2
        case 5 if guard("c", True):
            return 3
        case _ if guard("d", []):
            return 4
    return 0


assert order(5) == 3 and log == ["a", "b", "c"]
log.clear()
assert order(6) == 0 and log == ["b", "d"] and order(11) == 2


def raising_guard(x):
    match x:
        case n if 1 // n:
            return n
        case _:
            return "zero"


assert raising_guard(1) == 1 and raising_guard(2) == "zero"
try:
    raising_guard(0)
except ZeroDivisionError as e:
    assert str(e) == 'division by zero'


def flow(items):
    out = []
    for it in items:
        match it:
            case "skip":
                continue
            case "stop":
                break
            case ["try", v]:
                try:
                    out.append(10 // v)
                except ZeroDivisionError:
                    match v:
                        case 0:
                            out.append("zero inside")
                finally:
                    out.append("fin")
            case ("ret", v):
                return out, v
            case _:
                out.append(it)
    else:
        out.append("else")
    return out


assert flow([1, "skip", 2, "stop", 3]) == [1, 2] and flow(["skip"]) == ["else"]
assert flow([["try", 5], ["try", 0], ("ret", 7), 8]) == ([2, "fin", "zero inside", "fin"], 7)


def gen(xs):
    for x in xs:
        match x:
            case int(): yield x
            case [*inner]: yield from gen(inner)
            case _: yield str(x)


assert list(gen([1, [2, [3, None]], "s"])) == [1, 2, 3, "None", "s"]


def closure(x):
    match x:
        case [a, *b]:
            return lambda: (a, b)


assert closure([1, 2, 3])() == (1, [2, 3])


class Scope:
    match [1, 2]:
        case [attr, _]:
            pass


assert Scope.attr == 1


def glob(x):
    global captured
    match x:
        case {"g": captured}:
            pass


glob({"g": 9})
assert captured == 9
texts = []
for body in ("case x: pass\n case 1: pass", "case _: pass\n case 1: pass", "case x | 1: pass",
        "case (x) | (y, 1): pass", "case [a, a]: pass", "case [*a, *b]: pass", "case C(a=1, a=2): pass",
             "case 1 as 1: pass", "case _ as x: pass", "case x as _: pass", "case C(a=1, 2): pass",
                     "case 1 + 2: pass", "case f'x': pass", "case -x: pass", "case a.b(): pass", "case {**a, **b}: pass",
             "case 1j + 1: pass", "case [x, (y, *x)]: pass", "case 1 | x if x: pass"):
    try:
        compile("match v:\n " + body, "<s>", "exec")
    except SyntaxError as e:
        texts.append(e.msg)
    else:
        texts.append("ok")
assert texts == [
    "name capture 'x' makes remaining patterns unreachable",
    'wildcard makes remaining patterns unreachable',
    "name capture 'x' makes remaining patterns unreachable",
    "name capture 'x' makes remaining patterns unreachable",
    "multiple assignments to name 'a' in pattern", 'multiple starred names in sequence pattern',
    'attribute name repeated in class pattern: a', 'cannot use literal as pattern target', 'ok',
    "cannot use '_' as a target", 'positional patterns follow keyword patterns',
    'imaginary number required in complex literal',
    'patterns may only match literals and attribute lookups', 'invalid syntax', 'ok',
    'invalid syntax', 'real number required in complex literal',
    "multiple assignments to name 'x' in pattern", 'alternative patterns bind different names',
]
counts = [0] * 4
for i in range(2000):
    match i % 16, i % 9:
        case (0 | 4 | 8 | 12, r) if r % 2:
            counts[0] += 1
        case (q, 0) | (0, q) if q > 8:
            counts[1] += 1
        case (q, r) as t if q == r and t == (r, q):
            counts[2] += 1
        case _:
            counts[3] += 1
assert counts == [222, 98, 126, 1554]
print("or/as/guards", counts, texts[0])
