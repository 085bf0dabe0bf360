"""Trees of every statement and expression, with positions."""
import _ast

SOURCE = r'''
def f(a, b: int = 1, /, *args: str, c, d=2, **kw) -> int: pass
@dec
# c
@(dec2)

async def g(): await x
class A(B, metaclass=C): pass
@d
class A: x: int = 1; (y): int
f(x for x in y); f((x for x in y)); f(a, *b, c=1, **d)
'a' 'b' u'c'; u'c' 'a'; b'x' b'y'
f'a{x}b' 'c' f'{y!r:>{w}}z'
f'{x=}'; f'{x = }'; f'{x=!r}'; f'{x=:>5}'
f'a{{b}}c{x}{{'; f'{{'; f''; '' f'{x}' ''
t'a{x}b{y + 1!r:{w}}'
x[a:b, c]; x[*a]; x[1:2]; (a).b; (a)+b; ((a))
if a: pass
elif b: pass
elif c: pass
else: pass
match x:
    case (1): pass
    case [a, *_, b]: pass
    case {'k': v, **rest}: pass
    case A(x, y=1): pass
    case (1 | 2) as c: pass
    case -1+2j: pass
    case a, b: pass
    case None: pass
    case (1): pass
    case (a, b): pass
def h[T: int = str, *Ts, **P](): pass
type X[T] = list[T]
try: pass
except* A as e: pass
with (a as b, c): pass
with (a): pass
from . import x as y, z
from .. a import *
import a.b.c as d
x = 1_000; y = 0xFFFFFFFFFFFFFFFFFFFFFFFF; z = 1e5; w = 5j
lambda: 0; lambda x, *y: x
é = 'üñ'; é.ü(a)
x = (
    1
)
assert a, b
global q

{a: b, **c}; {a, b}; {k: v for k in v}
not a; a < b < c is not d not in e
return_ = x if y else z
f"{x:{'a'}b}" f"""{
x
  !r:
  a}"""
rf'\d{x:\d}'
for x, in y: pass
else: pass
while 1: break
x: int
a @= b
raise X from Y
f'{a["b"]}' "x"
"""
multi""" f"""x
{y}
"""
x = yield_ = (yield_)
print(*a, sep='')
(a := 1)
f'{(lambda x: 1)}{ {1} }'
f"\N{DIGIT ONE}{x}\x41"
try: pass
finally: pass
'''


def d(n, out):
    if isinstance(n, _ast.AST):
        out.append(type(n).__name__)
        out.append('(')
        for f in n._fields:
            out.append(f + '=')
            d(getattr(n, f), out)
            out.append(',')
        if n._attributes:
            out.append('@%s:%s-%s:%s' % (n.lineno, n.col_offset, n.end_lineno, n.end_col_offset))
        out.append(')')
    elif isinstance(n, list):
        out.append('[')
        for x in n: d(x, out); out.append(',')
        out.append(']')
    else: out.append(repr(n))


for s in compile(SOURCE, "<source>", "exec", _ast.PyCF_ONLY_AST).body:
    o = []
    d(s, o)
    print("".join(o))
