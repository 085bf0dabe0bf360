"""enum, dataclasses and contextlib in small uses: flags, auto, order, fields, replace, stacks, suppress."""
import contextlib
import dataclasses as dc
import enum


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


class C(enum.Enum):
    R = 1
    G = enum.auto()
    ALIAS = 1

    @property
    def low(self):
        return self.name.lower()


class F(enum.Flag):
    A = enum.auto()
    B = enum.auto()
    AB = A | B


class I(enum.IntEnum):
    X = 5


class S(enum.StrEnum):
    ONE = enum.auto()


print(list(C), C.R, repr(C.G), C(1), C["G"], C.ALIAS is C.R, C.G.low, attempt(C, 9), attempt(lambda: C["Z"]), len(C), C.R in C, 1 in C, C.__members__, F.A | F.B, F(3), ~F.A, F.A & F.B, F.AB.name, list(F.AB), I.X + 1, f"{I.X}", S.ONE, str(S.ONE), attempt(lambda: C.R < C.G), attempt(setattr, C, "R", 1), attempt(lambda: type("D", (C,), {})))


@dc.dataclass(order=True)
class P:
    x: int
    y: list = dc.field(default_factory=list, compare=False)
    z: int = dc.field(default=5, repr=False, kw_only=True)
    k: dc.KW_ONLY = None

    def __post_init__(self):
        self.y.append(self.x)


@dc.dataclass(frozen=True, slots=True)
class Z:
    a: int
    b: str = "b"


p = P(1)
print(p, p == P(1, [9]), P(1) < P(2), dc.asdict(p), dc.astuple(p), dc.replace(p, x=3), [f.name for f in dc.fields(P)], attempt(P), attempt(P, 1, [], 5), Z(1), hash(Z(1)) == hash(Z(1)), attempt(setattr, Z(1), "a", 2), dc.is_dataclass(Z), Z.__slots__, dc.make_dataclass("M", ["q"])(1), Z.__match_args__)
log = []


@contextlib.contextmanager
def cm(n):
    log.append(("in", n))
    try:
        yield n
    except ValueError as e:
        log.append(("caught", str(e)))
    finally:
        log.append(("out", n))


with cm(1) as a, cm(2) as b:
    raise ValueError("v")
with contextlib.ExitStack() as st:
    st.enter_context(cm("s"))
    st.callback(log.append, "callback")
    st.push(lambda *e: log.append(e[0]) or True)
    raise KeyError("k")
with contextlib.suppress(KeyError, ZeroDivisionError):
    1 / 0
with contextlib.closing(type("X", (), {"close": lambda s: log.append("closed")})()) as x:
    pass
print(log, attempt(lambda: cm(1).__exit__(None, None, None)), contextlib.nullcontext(5).__enter__())
deco = cm("deco")(lambda: "ran")
print(deco(), log[-2:])
