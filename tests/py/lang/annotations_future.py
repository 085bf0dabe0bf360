"""from __future__ import annotations: annotations as strings, normalised text, scopes; other __future__ features."""
from __future__ import annotations
import __future__


def f(a: int, b: list[ int ] = None, *c: 'quoted', d: x+y*2, e: (1, 2), g: {**a, 'b': [i for i in c]},
        h: lambda q, *r: q[1:2, ...], **k: f"{a!r:>{w}}") -> not x if y else z: pass


assert f.__annotations__ == {
    'a': 'int', 'b': 'list[int]', 'c': "'quoted'", 'd': 'x + y * 2', 'e': '(1, 2)',
    'g': "{**a, 'b': [i for i in c]}", 'h': 'lambda q, *r: q[1:2, ...]', 'k': "f'{a!r:>{w}}'",
    'return': 'not x if y else z',
}


class C:
    v: undefined_thing[0] = 1
    w: "str"
    x: -1 ** 2
    y: (a , 5)

    z: await_.b(c, *d, e=f, **g)
    aa: a<b<=c is not d not in e
    bb: ~a @ b // c | d ^ e & f << g
    cc: a and b or not c
    dd: (yield_, )
    ee: x[a:b:c, ::, 1:]
    ff: {1, 2} if {} else ()
    gg: b"bytes" + u"uni" + r"r\d" + """tri
ple"""
    hh: 1e10 + 0x1F + 1_000 + 1j + 1.50
    ii: (x for x in y if z)
    jj: lambda: 0
    kk: lambda a, /, b=1, *, c, **d: (a, b)
    ll: ...
    mm: a.b.c[d](e)
    nn: (a + b) * c - (d - (e - f))
    oo: (a, b)[0]
    pp: {a: b, **c}
    qq: (-a) ** -b
    rr: not (a == b)
    ss: "it's" + 'say "x"'
    tt: f"{x=} {y!s} {z:{w}.2f} {{}}"


assert C.__annotations__ == {
    'v': 'undefined_thing[0]', 'w': "'str'", 'x': '-1 ** 2', 'y': '(a, 5)',
    'z': 'await_.b(c, *d, e=f, **g)', 'aa': 'a < b <= c is not d not in e',
    'bb': '~a @ b // c | d ^ e & f << g', 'cc': 'a and b or not c', 'dd': '(yield_,)',
    'ee': 'x[a:b:c, :, 1:]', 'ff': '{1, 2} if {} else ()',
    'gg': "b'bytes' + u'uni' + 'r\\\\d' + 'tri\\nple'", 'hh': '10000000000.0 + 31 + 1000 + 1j + 1.5',
    'ii': '(x for x in y if z)', 'jj': 'lambda: 0', 'kk': 'lambda a, /, b=1, *, c, **d: (a, b)',
    'll': '...', 'mm': 'a.b.c[d](e)', 'nn': '(a + b) * c - (d - (e - f))', 'oo': '(a, b)[0]',
    'pp': '{a: b, **c}', 'qq': '(-a) ** (-b)', 'rr': 'not a == b', 'ss': '"it\'s" + \'say "x"\'',
    'tt': "f'x={x!r} {y!s} {z:{w}.2f} {{}}'",
}
local_log = []


def outer():
    def inner(a: local_log.append("never")): pass
    v: local_log.append("never") = 1
    return inner.__annotations__


assert outer() == {"a": "local_log.append('never')"} and local_log == []
mod: int = 1
assert __annotations__ == {"mod": "int"}
assert eval(C.__annotations__["ll"]) is ... and eval(C.__annotations__["hh"]) == 1e10 + 31 + 1000 + 1j + 1.5
assert annotations.getOptionalRelease()[:3] == (3, 7, 0) and annotations.compiler_flag == 0x1000000
assert "annotations" in __future__.all_feature_names
assert f.__code__.co_flags & annotations.compiler_flag
code = compile("def g(a: x.y): pass", "<s>", "exec", dont_inherit=True)
ns = {}
exec(code, ns)
try:
    ns["g"].__annotations__
except NameError as e:
    assert str(e) == "name 'x' is not defined"
exec(compile("def g(a: x.y): pass", "<s>", "exec"), ns)
assert ns["g"].__annotations__ == {"a": "x.y"}
exec(compile("def g(a: x . z): pass", "<s>", "exec", flags=annotations.compiler_flag, dont_inherit=True), ns)
assert ns["g"].__annotations__ == {"a": "x.z"}
texts = []
for src in ("from __future__ import nope", "x = 1\nfrom __future__ import division",
        "from __future__ import braces", "'doc'\nfrom __future__ import division",
        "from __future__ import barry_as_FLUFL\n1 <> 2", "from __future__ import *",
        "def f():\n from __future__ import division",
            "'doc'\n'not doc'\nfrom __future__ import division",
                    "from __future__ import (division, generators)", "from __future__ import division as d\nd"):
    try:
        compile(src, "<s>", "exec")
    except SyntaxError as e:
        texts.append((e.msg, e.lineno, e.offset))
    else:
        texts.append("ok")
assert texts == [
    ('future feature nope is not defined', 1, 24),
    ('from __future__ imports must occur at the beginning of the file', 2, 1),
    ('not a chance', 1, 24), 'ok', 'ok', ('future feature * is not defined', 1, 24),
    ('from __future__ imports must occur at the beginning of the file', 2, 2),
    ('from __future__ imports must occur at the beginning of the file', 3, 1), 'ok', 'ok',
]
print("future", f.__annotations__["return"], len(C.__annotations__))
