"""int subclasses: result types of operators, constructors, pickling shapes, hashing, use as index, key and flag."""


class Money(int):
    def __new__(cls, v, cur="EUR"):
        self = super().__new__(cls, v)
        self.cur = cur
        return self

    def __add__(self, o):
        return Money(int(self) + int(o), self.cur)

    __radd__ = __add__

    def __repr__(self):
        return "%d %s" % (self, self.cur)


class Plain(int):
    pass


m = Money(5)
assert repr(m + 1) == "6 EUR" and repr(1 + m) == "6 EUR" and type(m - 1) is int and type(m * 2) is int
assert type(-m) is int and type(+m) is int and type(abs(Money(-1))) is int and type(~m) is int
assert type(m // 1) is int and type(m & 7) is int and type(m << 1) is int and type(m ** 2) is int
assert type(divmod(m, 2)[0]) is int and type(round(m)) is int and type(int(m)) is int and type(m.real) is int
assert type(m.conjugate()) is int and type(m.numerator) is int
assert sum([Money(1), Money(2)]) == 3 and repr(sum([Money(1), Money(2)])) == "3 EUR" and m == 5
assert m.cur == "EUR" and hash(m) == 5 and {5: "v"}[m] == "v" and [0] * m == [0] * 5 and "abcdef"[m] == "f"
assert range(m) == range(5) and f"{m:03d}" == "005" and f"{m}" == "5 EUR" and "%d" % m == "5"
assert str(m) == "5 EUR" and bytes(m) == b"\0" * 5 and list(range(10))[m:] == [5, 6, 7, 8, 9]
p = Plain("0x1f", 16)
assert p == 31 and type(p) is Plain and type(Plain(2 ** 80)) is Plain and Plain(2 ** 80) == 2 ** 80
assert Plain(2 ** 80) + 1 == 2 ** 80 + 1 and Plain(7.9) == 7 and Plain() == 0 and Plain(True) == 1
assert type(Plain.from_bytes(b"\1\2")) is Plain and Plain(3).to_bytes(2) == b"\0\3"
assert Plain(5).__class__ is Plain
assert Plain(3) is not Plain(3) and Plain(3) == Plain(3) and Plain(2) < Plain(3) < 4 and max(Plain(1), 2) == 2
assert sorted([Plain(3), 1, Plain(2)]) == [1, 2, 3] and bool(Plain(0)) is False and not Plain(0)
p.attr = "x"
assert p.__dict__ == {"attr": "x"} and p.__reduce_ex__(2)[0].__name__ == "__newobj__"
assert p.__getnewargs__() == (31,)
import copy
q = copy.copy(p)
assert q == 31 and type(q) is Plain and q.attr == "x" and copy.deepcopy(p).attr == "x"
total = 0
for i in range(1000):
    total += Plain(i) * 2 - Plain(1) if i % 2 else Money(i)
assert total == sum(i * 2 - 1 if i % 2 else i for i in range(1000))
class Bool2(int):
    def __bool__(self): return self > 10
assert not Bool2(5) and Bool2(11) and [x for x in map(Bool2, (1, 20)) if x] == [20]
assert (Bool2(5) or "other") == "other"
print("subclass", m + 2, total, p)
