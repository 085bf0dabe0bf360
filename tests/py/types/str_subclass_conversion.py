"""str() of everything, __str__ rules, str subclasses with attributes and overridden methods, construction errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert str() == "" and str(5) == "5" and str(None) == "None" and str("a") == "a" and str(1.5) == "1.5"
assert str([1, "a"]) == "[1, 'a']" and str(object="x") == "x" and str(b"a") == "b'a'"
assert str(b"\xe9", "latin-1") == "é" and str(bytearray(b"x"), encoding="ascii") == "x"
assert str(b"\xff", errors="replace") == "\ufffd"
assert str(int) == "<class 'int'>" and str(ValueError("a")) == "a" and str(ValueError()) == ""
assert str(ValueError("a", 1)) == "('a', 1)" and str(range(3)) == "range(0, 3)" and str(...) == "Ellipsis"
assert str(True) == "True"


class R:
    def __repr__(self):
        return "repr used"


class Both(R):
    def __str__(self):
        return "str used"


class Sub(str):
    pass


class ReturnsSub:
    def __str__(self):
        return Sub("sub")


class Bad:
    def __str__(self):
        return 5


class Bytes:
    def __str__(self):
        return b"x"


class Raises:
    def __str__(self):
        raise KeyError("inside")


assert str(R()) == "repr used" and str(Both()) == "str used" and repr(Both()) == "repr used"
assert type(str(ReturnsSub())) is Sub and f"{ReturnsSub()}" == "sub" and "%s" % ReturnsSub() == "sub"
assert str([Both()]) == "[repr used]"
raises(TypeError, '__str__ returned non-string (type int)', str, Bad())
raises(TypeError, '__str__ returned non-string (type bytes)', str, Bytes())
raises(KeyError, "'inside'", str, Raises())
raises(KeyError, "'inside'", lambda: f"{Raises()}")
raises(TypeError, 'str expected at most 3 arguments, got 4', str, 1, 2, 3, 4)
raises(TypeError, 'decoding to str: need a bytes-like object, int found', str, 1, "utf-8")
raises(TypeError, 'decoding str is not supported', str, "a", errors="strict")
raises(TypeError, "str() argument 'encoding' must be str, not int", str, b"a", 5)
raises(TypeError, "str() got an unexpected keyword argument 'foo'", str, foo=1)
raises(TypeError, 'unbound method str.upper() needs an argument', str.upper)
raises(TypeError, "descriptor 'upper' for 'str' objects doesn't apply to a 'int' object", str.upper, 5)
raises(TypeError, 'str.upper() takes no arguments (1 given)', "a".upper, 5)
raises(AttributeError, "'str' object has no attribute 'foo'", lambda: "a".foo)
raises(AttributeError, "'str' object has no attribute 'foo' and no __dict__ for setting new attributes", setattr, "a", "foo", 1)
raises(TypeError, "cannot set 'foo' attribute of immutable type 'str'", setattr, str, "foo", 1)


class Tagged(str):
    count = 0

    def __new__(cls, text, tag=None):
        self = super().__new__(cls, text)
        self.tag = tag
        Tagged.count += 1
        return self

    def upper(self):
        return Tagged(super().upper(), self.tag)

    def __getitem__(self, k):
        return "<" + super().__getitem__(k) + ">"

    def __iter__(self):
        return iter(["custom"])

    def __len__(self):
        return 3

    def __contains__(self, x):
        return x == "magic"

    def __mul__(self, n):
        return "mul"


t = Tagged("hello", "T")
assert t == "hello" and t.tag == "T" and t.upper() == "HELLO" and t.upper().tag == "T" and t[0] == "<h>"
assert t[1:3] == "<el>" and list(t) == ["custom"] and len(t) == 3 and "magic" in t and "h" not in t
assert t * 2 == "mul" and 2 * t == "hellohello"
assert t.lower() == "hello" and type(t.lower()) is str and t.replace("l", "L") == "heLLo"
assert t.split("l") == ["he", "", "o"] and "".join(["x", t]) == "xhello" and t + "!" == "hello!"
assert "!" + t == "!hello" and t.find("l") == 2 and t.encode() == b"hello" and str.__len__(t) == 5
assert isinstance(t, str) and type(t) is Tagged and {t: 1}["hello"] == 1 and t.__dict__ == {"tag": "T"}
assert str(t) == "hello" and type(str(t)) is str and repr(t) == "'hello'" and f"{t:>7}" == "  hello"
assert "%s" % t == "hello" and int(Tagged("42")) == 42 and float(Tagged("1.5")) == 1.5
assert eval(Tagged("1 + 1")) == 2 and getattr(5, Tagged("real")) == 5 and {"a": 1}[Tagged("a")] == 1
assert dict(**{Tagged("k"): 1}) == {"k": 1} and (lambda **kw: kw)(**{Tagged("z"): 2}) == {"z": 2}
for i in range(300):
    Tagged(str(i))
assert Tagged.count >= 303
print("str()", t.upper(), str(Both()), Tagged("x").tag)
