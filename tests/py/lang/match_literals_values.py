"""match: literal, signed, complex, string, None/True/False and dotted value patterns; order; wildcard."""
import enum


def lit(x):
    match x:
        case 0:
            return "zero"
        case -1:
            return "minus one"
        case 1.5:
            return "float"
        case 2 + 3j:
            return "complex+"
        case -2 - 3j:
            return "complex-"
        case "text":
            return "str"
        case b"bytes":
            return "bytes"
        case None:
            return "None"
        case True:
            return "True"
        case False:
            return "False"
        case "con" "cat":
            return "joined"
        case 0x7FFFFFFFFFFFFFFFFFFF:
            return "big"
        case _:
            return "other"


assert [lit(v) for v in (0, 0.0, False, -1, -1.0, 1.5, 2 + 3j, -2 - 3j, "text", b"bytes", None, True, 1,
        "concat", 2 ** 79 - 1, [], "Text", b"text")] == [
    'zero', 'zero', 'zero', 'minus one', 'minus one', 'float', 'complex+', 'complex-', 'str',
    'bytes', 'None', 'True', 'other', 'joined', 'big', 'other', 'other', 'other',
]


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class NS:
    A = 10
    B = [1, 2]

    class Inner:
        C = "deep"


def dotted(x):
    match x:
        case Color.RED:
            return "red"
        case NS.A:
            return "A"
        case NS.B:
            return "B"
        case NS.Inner.C:
            return "C"
        case name:
            return ("bound", name)


assert dotted(Color.BLUE) == ("bound", Color.BLUE)
assert [dotted(v) for v in (Color.RED, 10, 10.0, [1, 2], (1, 2), "deep", 1)] == ['red', 'A', 'A', 'B',
        ('bound', (1, 2)), 'C', ('bound', 1)]
NS.A = "changed"
assert dotted("changed") == "A" and dotted(10) == ("bound", 10)
del NS.A
try:
    dotted(3)
except AttributeError as e:
    assert str(e) == "type object 'NS' has no attribute 'A'"


class Eq:
    def __init__(self, r):
        self.r = r
        self.log = []

    def __eq__(self, o):
        self.log.append(o)
        return self.r


e = Eq(False)
assert lit(e) == "other" and e.log == [0, -1, 1.5, 2 + 3j, -2 - 3j, "text", b"bytes", "concat", 2 ** 79 - 1]
assert lit(Eq(True)) == "zero" and lit(Eq("truthy")) == "zero"


class BadEq:
    def __eq__(self, o):
        raise ValueError("eq")


try:
    lit(BadEq())
except ValueError as err:
    assert str(err) == "eq"


def no_match(x):
    match x:
        case 1:
            return "one"
    return "fell through"


assert no_match(2) == "fell through" and no_match(True) == "one"


def subject_once():
    log = []
    def s():
        log.append("subject")
        return 5
    match s():
        case 1 | 2 | 3:
            pass
        case 4:
            pass
        case n if n > 4:
            log.append(n)
    return log


assert subject_once() == ["subject", 5]
match = case = _ = type = 1
match = case + 0
match match:
    case case:
        assert case == 1
match -match:
    case -1:
        neg = True
match (match, case):
    case 1, 1:
        pair = True
match *[1], 2:
    case 1, 2:
        star = True
assert neg and pair and star and match + 1 == 2
counts = {}
for i in range(3000):
    r = lit((0, -1, "text", None, True, i)[i % 6])
    counts[r] = counts.get(r, 0) + 1
assert counts == {"zero": 500, "minus one": 500, "str": 500, "None": 500, "True": 500, "other": 500}
print("literals", counts)
