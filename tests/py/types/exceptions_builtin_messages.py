"""Exact messages of common errors raised by the runtime itself, one table for many operations."""

x, s, l, d, t, n = 5, "abc", [1, 2], {"k": 1}, (1,), None


class C:
    def m(self, a): pass


c = C()
CODE = """x.foo
x.foo = 1
del x.foo
s.foo
n.foo
n.foo()
l.foo
c.foo
C.foo
len.foo
x()
s()
n()
l()
d()
c()
x[0]
n[0]
c[0]
x[0] = 1
s[0] = 'a'
t[0] = 1
n['a'] = 1
c['a'] = 1
del x[0]
del s[0]
del t[0]
del c[0]
l[5]
l['a']
l[1.5]
l[None]
l[5] = 1
del l[5]
s[9]
s['a']
t[9]
t['a']
d['zz']
d[[]]
del d['zz']
{[]: 1}
{[]}
{{}}
{1: {}}[{}]
x + s
s + x
l + t
t + l
x - s
s * s
l * l
x / 0
x // 0
x % 0
x / 0.0
1.5 // 0
1.5 % 0
0 ** -1
0.0 ** -1
x << -1
x >> -1
1 << 10 ** 30
x & 1.5
~1.5
-s
+l
~n
abs(s)
not c < 1
x < s
s >= n
l < t
d < d
1j < 2
x in 5
x in s
1 in n
for i in x: pass
for i in n: pass
for i in c: pass
[*x]
{**x}
{*x}
(lambda: 0)(*x)
(lambda: 0)(**x)
(lambda **k: 0)(**{1: 2})
a, b = x
a, b = t
a, b = l + [3]
a, b = s
a, *b = ()
a, (b, c2) = 1, 2
iter(x)
next(l)
next(iter([]))
len(x)
len(n)
int('x')
int('1', 50)
int([])
float('x')
float([])
complex('x')
chr(-1)
chr(10 ** 7)
ord('ab')
ord(x)
range('a')
range(1, 2, 0)
list(x)
tuple(n)
set(x)
dict(x)
dict([1])
dict([(1, 2, 3)])
bytes(s)
bytes([256])
bytes(-1)
str(b'a', 'nope')
s.encode('ascii').decode('nope')
'é'.encode('ascii')
b'\\xff'.decode()
s.join([1])
s.split('')
s.index('z')
l.index(9)
l.remove(9)
[].pop()
l.pop(9)
{}.popitem()
set().pop()
{1}.remove(2)
t.index(9)
sum(s)
sum([s])
max([])
min(x)
max(1, s)
sorted([1, s])
sorted(x)
reversed(x)
reversed({1})
round(s)
divmod(1, 0)
divmod(s, 1)
pow(2, -1, 4)
pow(2, 3, 0)
hash(l)
isinstance(1, 2)
issubclass(1, int)
getattr(x, 'y')
getattr(x, 1)
setattr(x, 'y', 1)
delattr(c, 'y')
open('/no/such')
__import__('nope_mod')
import nope_mod
from os import nope_name
eval('1 +')
exec('x = = 1')
compile('1', '', 'bad')
raise x
raise int
raise C
raise ValueError from 5
assert 0, 'msg'
undefined
del undefined
c.m()
c.m(1, 2)
c.m(b=1)
C.m()
C(1)
object(1)
int(1, 2, 3)
len()
len(1, 2)
len(obj=l)
print(sep=1)
print(foo=1)
''.format(1, 2) + '{}'.format()
'{a}'.format()
'{0.x}'.format(1)
'%d' % s
'%s %s' % 1
'%s' % (1, 2)
'%z' % 1
format(1, 'zz')
f'{1:zz}'
f'{s:d}'
with x: pass
with n as q: pass
type('X', (int, str), {})
type('X', (bool,), {})
class X(x): pass
class Y(len): pass
super().x
zip([1], [], strict=True).__next__()
memoryview(s)
memoryview(b'ab')[5]
slice(1, 2, 0).indices(5)
[1, 2][::0]
'abc'[::0]
int.from_bytes(b'a', 'mid')
(300).to_bytes(1)
(-1).to_bytes(1)
(1.5).hex(1)
float.fromhex('z')
1.5.as_integer_ratio(1)
float('nan').as_integer_ratio()
int(float('inf'))
int(float('nan'))
2.0 ** 10000
10 ** 400 * 1.0
1e308 * 10 ** 400
str(10 ** 5000)""".split("\n")
import re
for code in CODE:
    try:
        exec(code, dict(globals()))
        print(code, "-> no error")
    except BaseException as e:
        print(code, "->", type(e).__name__ + ":", re.sub(r" at 0x\w+|\(/[^)]*\)|\(unknown location\)", "", str(e)))
