"""An object that has survived collections gets a class that nothing else refers to."""

import gc


class A:
    def __init__(self, n):
        self.n = n


class Meta(type):
    pass


class M(metaclass=Meta):
    pass


objects = [A(i) for i in range(200)]
gc.collect()
for o in objects:
    o.__class__ = type("B", (A,), {"twice": lambda self: 2 * self.n})
M.__class__ = type("Meta2", (Meta,), {"__call__": lambda cls, v: [cls.__name__, v]})
gc.collect(0)
junk = [{str(i): [i]} for i in range(20_000)]
print(sum(o.twice() for o in objects), {type(o).__name__ for o in objects}, M(5))
for o in objects:
    o.__class__ = A
gc.collect()
print(len(A.__subclasses__()) < 9, sum(o.n for o in objects), M.__mro__)
