"""Binary operator dispatch: reflected methods, subclass priority, NotImplemented, None, exact TypeErrors for each operator."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

OPS = [("+", "add"), ("-", "sub"), ("*", "mul"), ("/", "truediv"), ("//", "floordiv"), ("%", "mod"),
        ("**", "pow"), ("@", "matmul"), ("<<", "lshift"), (">>", "rshift"), ("&", "and"), ("|", "or"), ("^", "xor")]
CMP = [("<", "lt", "gt"), ("<=", "le", "ge"), (">", "gt", "lt"), (">=", "ge", "le"), ("==", "eq", "eq"), ("!=", "ne", "ne")]
fns = {op: eval("lambda a, b: a %s b" % op) for op, *_ in OPS + CMP}
log = []


def make(name, result, base=(), refl=True, fwd=True):
    ns = {}
    for op, n in OPS:
        if fwd:
            ns["__%s__" % n] = lambda self, o, n=n: (log.append(name + "." + n), result)[1]
        if refl:
            ns["__r%s__" % n] = lambda self, o, n=n: (log.append(name + ".r" + n), result)[1]
    for op, n, r in CMP:
        ns["__%s__" % n] = lambda self, o, n=n: (log.append(name + "." + n), result)[1]
    ns["__hash__"] = lambda self: 1
    return type(name, base or (object,), ns)


Yes, No = make("Yes", "yes"), make("No", NotImplemented)
SubYes = make("SubYes", "sub", (No,))
SubPlain = type("SubPlain", (Yes,), {})
for op, n in OPS:
    f = fns[op]
    log.clear()
    assert f(Yes(), No()) == "yes" and log == ["Yes." + n]
    log.clear()
    assert f(No(), Yes()) == "yes" and log == ["No." + n, "Yes.r" + n]
    log.clear()
    assert f(No(), SubYes()) == "sub" and log == ["SubYes.r" + n]
    log.clear()
    assert f(Yes(), SubPlain()) == "yes" and log == ["Yes." + n]
    log.clear()
    raises(TypeError, "unsupported operand type(s) for %s: 'No' and 'No'" % (op if op != "**"
            else "** or pow()"), f, No(), No())
    assert log == ["No." + n]
    log.clear()
    raises(TypeError, "unsupported operand type(s) for %s: 'No' and 'int'" % (op if op != "**" else "** or pow()"), f, No(), 1)
    raises(TypeError, "unsupported operand type(s) for %s: 'int' and 'No'" % (op if op != "**" else "** or pow()"), f, 1, No())
    assert log == ["No." + n, "No.r" + n] and f(1, Yes()) == "yes" == f(Yes(), 1) == f(None, Yes())
for op, n, r in CMP:
    f = fns[op]
    log.clear()
    assert f(Yes(), No()) == "yes" and f(No(), Yes()) == "yes" and log == ["Yes." + n, "No." + n, "Yes." + r]
    log.clear()
    assert f(No(), SubYes()) == "sub" and log == ["SubYes." + r]
    log.clear()
    if n in ("eq", "ne"):
        a, b = No(), No()
        assert f(a, b) is (n == "ne") and f(a, a) is (n == "eq") and f(a, 1) is (n == "ne")
        assert log[:2] == ["No." + n, "No." + r]
    else:
        raises(TypeError, "'%s' not supported between instances of 'No' and 'No'" % op, f, No(), No())
        assert log == ["No." + n, "No." + r]
        raises(TypeError, "'%s' not supported between instances of 'int' and 'str'" % op, f, 1, "a")


class NoneOps:
    __add__ = None
    __radd__ = None
    __eq__ = None
    __lt__ = None


raises(TypeError, "'NoneType' object is not callable", lambda: NoneOps() + 1)
raises(TypeError, "'NoneType' object is not callable", lambda: 1 + NoneOps())
raises(TypeError, "'NoneType' object is not callable", lambda: NoneOps() == 1)
raises(TypeError, "'NoneType' object is not callable", lambda: NoneOps() < 1)
raises(TypeError, "unhashable type: 'NoneOps'", hash, NoneOps())


class EqOnly:
    def __eq__(self, o):
        return "eq"


assert (EqOnly() != 1) is False and (EqOnly() == 1) == "eq"
raises(TypeError, "unhashable type: 'EqOnly'", hash, EqOnly())
EqOnly.__eq__ = lambda s, o: NotImplemented
assert (EqOnly() != 1) is True
raises(TypeError, 'NotImplemented should not be used in a boolean context', bool, NotImplemented)
raises(TypeError, "bad operand type for unary -: 'Yes'", lambda: -Yes())
raises(TypeError, "bad operand type for unary ~: 'Yes'", lambda: ~Yes())
raises(TypeError, "bad operand type for unary +: 'NoneType'", lambda: +None)
raises(TypeError, "bad operand type for abs(): 'str'", abs, "a")
raises(TypeError, "unsupported operand type(s) for divmod(): 'No' and 'int'", divmod, No(), 1)
raises(TypeError, "unsupported operand type(s) for ** or pow(): 'No' and 'int'", pow, No(), 1)
raises(TypeError, 'can only concatenate str (not "int") to str', pow, 2, No(), 3)
raises(TypeError, "unsupported operand type(s) for >>: 'builtin_function_or_method' and 'int'", lambda: print >> 5)
raises(TypeError, 'can only concatenate list (not "tuple") to list', lambda: [] + ())
raises(TypeError, 'can only concatenate tuple (not "list") to tuple', lambda: () + [])
raises(TypeError, "can't multiply sequence by non-int of type 'str'", lambda: "a" * "b")
raises(TypeError, "unsupported operand type(s) for +: 'dict' and 'dict'", lambda: {} + {})
raises(TypeError, "unsupported operand type(s) for +: 'set' and 'set'", lambda: {1} + {2})
raises(TypeError, "'<' not supported between instances of 'list' and 'tuple'", lambda: [] < ())
raises(TypeError, "'<' not supported between instances of 'type' and 'type'", lambda: int < str)
raises(TypeError, "'<' not supported between instances of 'complex' and 'complex'", lambda: 1j < 2j)


class Pow:
    def __pow__(self, e, m=None):
        return ("pow", e, m)

    def __rpow__(self, b, m=None):
        return ("rpow", b, m)


assert Pow() ** 2 == ("pow", 2, None) and pow(Pow(), 2, 3) == ("pow", 2, 3)
assert 2 ** Pow() == ("rpow", 2, None) and pow(2, Pow(), 5) == ("rpow", 2, 5)
hits = 0
for i in range(500):
    hits += (No() == i) + (i != No()) + (fns["+"](i, Yes()) == "yes")
assert hits == 1000
print("operators", hits, log[:3])
