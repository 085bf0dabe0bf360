"""t-strings: Template and Interpolation objects, their attributes, concatenation, iteration, laziness of format."""
from string.templatelib import Template, Interpolation, convert


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

name, n = "world", 42
t = t"hello {name}!"
assert type(t) is Template and t.strings == ("hello ", "!") and t.values == ("world",)
assert len(t.interpolations) == 1
i = t.interpolations[0]
assert type(i) is Interpolation
assert (i.value, i.expression, i.conversion, i.format_spec) == ("world", "name", None, "")
t = t"{n!r:>{10}x}{name = }{n + 1}"
assert t.strings == ("", "name = ", "", "")
assert [x.expression for x in t.interpolations] == ['n', 'name ', 'n + 1']
assert [(x.conversion, x.format_spec) for x in t.interpolations] == [("r", ">10x"), ("r", ""), (None, "")]
assert t"".strings == ("",) and t"".values == () and t"plain {{}}".strings == ("plain {}",)
assert t"{n}".strings == ("", "")
parts = list(t"a{n}b{name}")
assert parts[0] == "a" and parts[2] == "b" and parts[1].value == 42 and parts[3].expression == "name"
assert len(parts) == 4 and len(list(t"{n}{n}")) == 2


def f(template):
    """What an f-string would do, done by hand."""
    out = []
    for part in template:
        if isinstance(part, str):
            out.append(part)
        else:
            out.append(format(convert(part.value, part.conversion), part.format_spec))
    return "".join(out)


assert f(t"x={n:05} {name!r} {name!s:>7} {3.14159:.2f} {n=}") == f"x={n:05} {name!r} {name!s:>7} {3.14159:.2f} {n=}" == "x=00042 'world'   world 3.14 n=42"
assert [convert("é", c) for c in (None, "s", "r", "a")] == ["é", "é", "'é'", "'\\xe9'"]
assert (t"a{n}" + t"b{name}c").strings == ("a", "b", "c") and (t"a{n}" t"b").strings == ("a", "b")
assert (t"x" + t"y").strings == ("xy",)
raises(TypeError, 'can only concatenate string.templatelib.Template (not "str") to string.templatelib.Template',
        lambda: t"a" + "b")
raises(TypeError, 'can only concatenate str (not "string.templatelib.Template") to str', lambda: "b" + t"a")
raises(TypeError, 'can only concatenate string.templatelib.Template (not "int") to string.templatelib.Template',
        lambda: t"a" + 5)
u = Template("a", Interpolation(1, "one", "s", ".2f"), "b", "c", Interpolation(2, "two"))
assert u.strings == ("a", "bc", "") and u.values == (1, 2) and u.interpolations[1].format_spec == ""
assert Template().strings == ("",) and Template("a", "b").strings == ("ab",)
v = Template(Interpolation(1), Interpolation(2))
assert v.strings == ("", "", "") and v.interpolations[0].expression == ""
raises(TypeError, "Template.__new__ *args need to be of type 'str' or 'Interpolation', got int", lambda: Template(5))
raises(TypeError, 'Template.__new__ only accepts *args arguments', Template, x=1)
raises(TypeError, "Interpolation() missing required argument 'value' (pos 1)", Interpolation)
raises(ValueError, "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'", Interpolation, 1, "x", "z")
raises(TypeError, "Interpolation() argument 'expression' must be str, not int", Interpolation, 1, 2)
raises(AttributeError, 'readonly attribute', setattr, u, "strings", ())
raises(AttributeError, 'readonly attribute', setattr, u.interpolations[0], "value", 3)
assert repr(Interpolation(1, "e", "r", "f")) == "Interpolation(1, 'e', 'r', 'f')"
assert repr(t"a{n}") == "Template(strings=('a', ''), interpolations=(Interpolation(42, 'n', None, ''),))"
assert t"a{n}" != t"a{n}" and u == u and isinstance(hash(u), int)
match t"k{n:x}":
    case Template(strings=("k", ""), interpolations=(Interpolation(42, "n", None, "x"),)):
        matched = True
assert matched and Interpolation.__match_args__ == ('value', 'expression', 'conversion', 'format_spec')
log = []


class V:
    def __format__(self, s):
        log.append("format")
        return "never"

    def __repr__(self):
        log.append("repr")
        return "V()"


tt = t"{V()!r:{log.append('spec') or 5}} {log.append('second')}"
assert log == ["spec", "second"] and tt.interpolations[0].format_spec == "5" and type(tt.values[0]) is V
assert rt"\n{n}".strings == ("\\n", "") and tR'\d{n}\{n}'.strings == ("\\d", "\\", "") and t"""
{
    n
}""".interpolations[0].expression == '\n    n\n'
assert t"{t"{n}"}".values[0].values == (42,) and t"{f"{n}!"}".values == ("42!",)
assert t"{ n  }".interpolations[0].expression == ' n  '


def html(template):
    out = []
    for part in template:
        if isinstance(part, str):
            out.append(part)
        else:
            out.append(str(part.value).replace("&", "&amp;").replace("<", "&lt;"))
    return "".join(out)


evil = "<script>&"
assert html(t"<b>{evil}</b>") == "<b>&lt;script>&amp;</b>"
assert "".join([f(t"{k:x}") for k in range(300)]) == "".join([f"{k:x}" for k in range(300)])
raises(TypeError, "type 'string.templatelib.Template' is not an acceptable base type", type, "Sub", (Template,), {})
print("tstrings", f(t"{n} {name!r}"), t"{n:>{5}}".interpolations[0].format_spec)
