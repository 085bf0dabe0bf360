"""finally: return, break, continue and raise through it, overriding, nesting, order of effects."""
import warnings
warnings.simplefilter("ignore", SyntaxWarning)

log = []


def take():
    out = log[:]
    log.clear()
    return out


def ret():
    try:
        return "try"
    finally:
        log.append("finally")


assert ret() == "try" and take() == ["finally"]


def value_is_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


assert value_is_kept() == 1

OVERRIDE = '''
def override():
    try:
        return "try"
    finally:
        return "finally"

def swallow():
    try:
        1 / 0
    finally:
        return "swallowed"

def brk():
    for i in range(3):
        try:
            raise ValueError
        finally:
            break
    return i

def cont():
    out = []
    for i in range(4):
        try:
            if i == 1:
                return "never"
            out.append(i)
        finally:
            continue
    return out

def brk_return():
    while True:
        try:
            return "return"
        finally:
            break
    return "break won"
'''
ns = {}
exec(OVERRIDE, ns)
assert [ns[k]() for k in ("override", "swallow", "brk", "cont", "brk_return")] == \
    ["finally", "swallowed", 0, [0, 2, 3], "break won"]



def all_paths(how):
    for i in range(2):
        try:
            try:
                log.append("body")
                if how == "return":
                    return "returned"
                if how == "break":
                    break
                if how == "continue":
                    continue
                if how == "raise":
                    raise KeyError("k")
            except KeyError as e:
                log.append("except")
                if how == "raise":
                    raise ValueError("v") from e
            else:
                log.append("else")
            finally:
                log.append("inner finally")
        finally:
            log.append("outer finally")
    else:
        log.append("loop else")
    return "end"


assert all_paths("return") == "returned" and take() == ["body", "inner finally", "outer finally"]
assert all_paths("break") == "end" and take() == ["body", "inner finally", "outer finally"]
assert all_paths("continue") == "end"
assert take() == ["body", "inner finally", "outer finally"] * 2 + ["loop else"]
assert all_paths("") == "end"
assert take() == ["body", "else", "inner finally", "outer finally"] * 2 + ["loop else"]
try:
    all_paths("raise")
except ValueError as e:
    assert type(e.__cause__) is KeyError
assert take() == ["body", "except", "inner finally", "outer finally"]


def raise_in_finally():
    try:
        raise KeyError("first")
    finally:
        raise ValueError("second")


try:
    raise_in_finally()
except ValueError as e:
    assert type(e.__context__) is KeyError and e.__cause__ is None and not e.__suppress_context__


def deep(n):
    try:
        if n == 0:
            raise OSError("bottom")
        deep(n - 1)
    finally:
        log.append(n)


try:
    deep(100)
except OSError:
    pass
assert take() == list(range(101))


def nested_handlers():
    try:
        try:
            1 / 0
        finally:
            try:
                [][0]
            except IndexError:
                log.append("index")
    except ZeroDivisionError:
        log.append("zero")


nested_handlers()
assert take() == ["index", "zero"]


def with_loop():
    total = 0
    for i in range(2000):
        try:
            if i % 3 == 0:
                continue
            if i % 3 == 1:
                raise ValueError
            total += 1
        except ValueError:
            total += 10
        finally:
            total += 100
    return total


assert with_loop() == 200000 + 6670 + 666
def gen():
    try:
        yield 1
        yield 2
    finally:
        log.append("gen")
assert [x for x in gen()] == [1, 2] and take() == ["gen"]
print("finally", with_loop())
