# Arithmetic that has seen floats meets everything else: the fast path tells floats from the rest
# only by its result, so what is a NaN, and what is no float at all, must go the general way.
import math

nan = math.nan
inf = math.inf


class F(float):
    def __add__(self, other):
        return ("F+", float(self), other)

    def __rmul__(self, other):
        return ("*F", other, float(self))


class Any:
    def __add__(self, other):
        return "any+"

    def __rsub__(self, other):
        return "-any"

    def __truediv__(self, other):
        return "any/"


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


def div(a, b):
    return a / b


def show(f, a, b):
    try:
        result = f(a, b)
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
    sign = math.copysign(1, result) if result.__class__ is float and result == result else ""
    return f"{result!r} {sign}"


others = [
    1, -3, 2**50, 2**50 - 1, -2**50, 2**70, 10**400, True, False, None, NotImplemented, ..., "text", b"b", [1], (2,),
    {}, 1j, F(2.5), Any(), nan, -nan, inf, -inf, 0.0, -0.0, 5e-324, 1e308, -1e308, len, int, 0,
]
for f in add, sub, mul, div:
    for other in others:
        for order in 0, 1:
            for _ in range(3):
                f(1.5, 2.5)
            pair = (1.5, other) if order else (other, 1.5)
            try:
                first = show(f, *pair)
            except Exception as e:
                first = repr(e)
            for _ in range(3):
                f(1.5, 2.5)
            if isinstance(other, Any):
                first = first.replace(hex(id(other)), "")
            print(f.__name__, order, first)

# Results that are no numbers, without an operand that is none.
for _ in range(4):
    assert math.isnan(sub(inf, inf)) and math.isnan(mul(inf, 0.0)) and math.isnan(div(inf, inf))
    assert math.isnan(add(nan, 1.0)) and math.isnan(add(1.0, nan))
    assert add(1.0, 2.0) == 3.0 and sub(inf, 1.0) == inf and div(1.0, inf) == 0.0
    for zero in 0.0, -0.0:
        try:
            div(1.0, zero)
        except ZeroDivisionError as e:
            assert str(e) == "division by zero", e
        else:
            assert False
    assert div(0.0, 2.0) == 0.0


# One place that sees both kinds in turn, and a mixture of them.
def turns(values):
    total = 0
    for v in values:
        total = total + v
        total = total * 2 - v / 4
    return total


print(turns([1, 2.5, 3, 4.5] * 5), turns([1.5] * 8 + [2] * 8 + [True] * 3))
print(turns([1.5, 10**30, 2.5]))


def in_place(x):
    for step in 1.5, 2.5, [1], 0.25:
        try:
            x += step
        except TypeError as e:
            print(e)
    return x


print(in_place(0.5), in_place(1))


def signs():
    z = -0.0
    out = []
    for _ in range(3):
        out.append((z + z, z - 0.0, z * 1.0, z / 3.0))
    return out


print(signs())
