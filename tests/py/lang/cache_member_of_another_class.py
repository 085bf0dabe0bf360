# The descriptor of a slot is of its class: another class may have it as an attribute, and then it refuses
# that class's objects every time, whatever was cached.


class D:
    __slots__ = ('a', 'b')


class E(D):
    __slots__ = ('c',)


class C:
    __slots__ = ('z', 'y')


C.x = D.a
WRONG = "descriptor 'a' for 'D' objects doesn't apply to a 'C' object"


def load(obj):
    return obj.x


def store(obj, v):
    obj.x = v


def delete(obj):
    del obj.x


def call(obj):
    return obj.x()


def refused(function, *args):
    try:
        function(*args)
    except TypeError as error:
        assert str(error) == WRONG, error
        return 1
    return 0


def one_by_one(n):
    c = C()
    c.z, c.y = len, 'y'
    count = 0
    for _ in range(n):
        count += refused(load, c) + refused(store, c, 1) + refused(delete, c) + refused(call, c)
    assert (c.z, c.y) == (len, 'y')
    return count


def in_place(n):
    c = C()
    c.z, c.y = 'z', 'y'
    count = 0
    for i in range(n):
        try:
            c.x = i
        except TypeError:
            count += 1
        try:
            c.x
        except TypeError:
            count += 1
        try:
            del c.x
        except TypeError:
            count += 1
    assert (c.z, c.y) == ('z', 'y')
    return count


for n in (1, 2, 5, 5000):
    assert one_by_one(n) == 4 * n
    assert in_place(n) == 3 * n


# Those of its own class and of classes below it take it, under any name.
D.other = D.a
E.third = D.b


def sums(objects, n):
    total = 0
    for i in range(n):
        for obj in objects:
            obj.a = i
            obj.other += 1
            obj.b = 1
            total += obj.other + obj.b
    return total


def thirds(n):
    e = E()
    total = 0
    for i in range(n):
        e.third = i
        total += e.b + e.third
    return total


for n in (1, 2, 5, 5000):
    assert sums([D(), E()], n) == 2 * sum(i + 2 for i in range(n))
    assert thirds(n) == 2 * sum(range(n))


# The same instruction meets both.
def mixed(n):
    good, bad = E(), C()
    good.a = 7
    bad.z = 8
    found = []
    for i in range(n):
        try:
            found.append((good if i % 3 else bad).x)
        except TypeError:
            found.append(None)
    return found


E.x = D.a
assert mixed(3000) == [7 if i % 3 else None for i in range(3000)]
print('ok')
