"""One statement of every kind: what the fuzzer's damaged sources are made from."""


x = y = 1 + 2 * 3 ** -4 // 5 % 6 @ z if a else not b


def plain(a, b=2, /, c=3, *args, d, e=5, **kwargs) -> int:
    "A docstring."
    global counter
    counter += 1
    return a, b, *args


async def later(n: int, /, *, key: str = 'k') -> "str":
    async with open_it(n) as f, lock:
        async for line in f:
            await handle(line)
    return [x async for x in f if await ok(x)]


class Shape[T: int, *Ts, **P](Base, metaclass=Meta, flag=True):
    """Doc."""
    __slots__ = ('a', 'b')
    name: str = 'n'

    @property
    def area(self): return self.__private

    @area.setter
    def area(self, value):
        super().area = value


for i, (j, *rest) in enumerate(pairs):
    if i % 2:
        continue
    elif j is not None:
        break
    else:
        pass
else:
    print('end')


while (n := next(it, None)) is not None and n not in seen:
    seen |= {n}


try:
    risky()
except (ValueError, TypeError) as error:
    raise RuntimeError(f'{error!r:>10}') from error
except OSError:
    raise
else:
    done = True
finally:
    del a, b[0], c.d


try:
    many()
except* ValueError as group:
    print(group.exceptions)
except* (KeyError, OSError):
    pass


with open('f') as f, (yield) as g:
    pass


with (
    one() as a,
    two() as (b, c),
):
    f(a)(b)[c].d


match command.split():
    case ['go', ('north' | 'south') as way]:
        move(way)
    case {'x': 0, **rest} if rest:
        pass
    case Point(x=-1.5, y=2j) | [1, *_]:
        pass
    case 'a' 'b' | None | True | mod.CONST:
        pass
    case _:
        raise ValueError


lambda: (yield)


f = lambda a, *b, c=1, **d: {**d, 'a': a, **{}}


numbers = [0xFF, 0o17, 0b101, 1_000, 1e10, 1.5j, .5, 5., 0e0, 1e-400]


text = 'a' "b" '''c
d''' r'\d' b'\x00'[0:1].decode() u'é' '\N{BULLET}\u1234\U0001F600\101'


s = f'{x} {x!r} {x:>{w}.{p}} {{}} {f"{y}"} {x=} {d["k"]:%Y} {lambda_: 3}'


t = t'hello {name!s:^10} and {1 + 1 = }'


a[1:2, ::3, ...] = b[-1] = c.d.e = [*x, *y]


a += 1; b -= 2; c **= 3; d //= 4; e @= 5; f >>= 6; g |= 7


x: int
y: list[int] = [1]
(z): 'forward' = 3
a.b: int = 4


type Pair[A, B = int] = tuple[A, B]


import os, sys as system
from . import here
from ..up.over import (a as b, c,)
from mod import *


assert x > 1, 'message'


def gen():
    a = yield
    b = yield 1, 2
    yield from (i for i in range(3) if i for j in 'ab')
    return b


def outer():
    n = 0
    def inner():
        nonlocal n
        n += 1
        return [n for n in range(n)]
    return inner


{k: v for k, v in zip(a, b) if k if v}
{x for x in y}
(i async for i in aiter())
[[j for j in i] for i in k]


print(*args, sep='', **kw, end=(yield))


if a < b <= c == d != e is not f in g not in h: pass


@decorator
@other.deco(1)[2]
def decorated(): ...


x = (
    1,
    # a comment
    2,   \
    3,
)


if True:
	tabbed = 1
	if False:
	    mixed = 2


return_value = a if b else c if d else e or f and not g


del (a), [b, c], (d, [e])


def f(a, *, b): return a; x = 1
class C: x = 1; y: int = 2


raise


__debug__ = not (a := 5)


try: pass
finally: pass


nonlocal_ = global_ = match = case = type = _ = soft = 1
match(soft)
type(match)[case]


def deep():
    for a in b:
        while c:
            if d:
                try:
                    with e:
                        return 1
                finally:
                    continue


from __future__ import annotations


async def g(): return [await x for x in y], {await k: v async for k, v in z}


x = 1 if 2 else\
 3


print(f'''{
    a
    + b!r
}''', rf'\{x}', f'{x!a:{"<"}10}')
