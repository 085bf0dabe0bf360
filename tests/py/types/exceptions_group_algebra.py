"""Exception groups: split and subgroup on trees, derive, notes, reprs after changes, except* order."""


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


def tree(n):
    return ExceptionGroup("t%d" % n, [ValueError(n), KeyError(n)] + ([tree(n - 1)] if n else []))


def shape(e):
    return (e.message, [shape(x) if isinstance(x, BaseExceptionGroup) else repr(x) for x in e.exceptions]) if e else None


t = tree(3)
t.add_note("note")
for cond in (ValueError, (KeyError, TypeError), lambda e: "1" in str(e) and not isinstance(e, ExceptionGroup), TypeError, ExceptionGroup):
    match, rest = t.split(cond)
    print(shape(match), shape(rest), sep="\n   ")
    assert shape(t.subgroup(cond)) == shape(match)
    assert match is None or match.__notes__ == ["note"]
print(attempt(t.split), attempt(t.split, 5), attempt(t.subgroup, (int,)), attempt(t.derive), repr(t.derive([OSError(1)])))


class Sub(ExceptionGroup):
    def __new__(cls, message, excs, code=1):
        self = super().__new__(cls, message, excs)
        self.code = code
        return self

    def derive(self, excs):
        return Sub(self.message, excs, self.code)


s = Sub("s", [ValueError(1), TypeError(2)], 9)
print(repr(s), s.split(ValueError)[0].code, type(s.subgroup(TypeError)).__name__, s.args[0])
items = [ValueError(1)]
g = ExceptionGroup("m", items)
items.append(5)
print(repr(g), repr(ExceptionGroup("m", (ValueError(1),))), str(g))
log = []
for e in (t, ExceptionGroup("x", [OSError(1)]), ValueError("plain")):
    try:
        try:
            raise e
        except* KeyError as k:
            log.append(("key", len(k.exceptions)))
        except* ValueError as v:
            log.append(("value", type(v).__name__, len(v.exceptions)))
    except ExceptionGroup as left:
        log.append(("left", str(left)))
print(log)
try:
    try:
        raise ExceptionGroup("both", [KeyError(1), ValueError(2)])
    except* KeyError:
        raise TypeError("new")
    except* ValueError:
        raise OSError("other")
except ExceptionGroup as e:
    print(shape(e), repr(e.exceptions[0].__context__))
