# Subscripts of objects of Python classes: their methods are inlined, and give way when something is not as it was.
import sys
import traceback


class Grid:
    def __init__(self, width, items):
        self.width = width
        self.items = items

    def __getitem__(self, at):
        x, y = at
        return self.items[x + y * self.width]

    def __setitem__(self, at, v):
        x, y = at
        self.items[x + y * self.width] = v
        return "is not seen"


class Row:
    def __init__(self, items):
        self.items = items

    def __getitem__(self, at):
        return self.items[at]

    def __setitem__(self, at, v):
        if v is None:
            raise ValueError(f"none at {at}")
        self.items[at] = v


class Wide(Row):
    def __getitem__(self, at):
        return self.items[at] * 10


def relax(grid, rounds):
    for _ in range(rounds):
        for y in range(1, 4):
            for x in range(1, 4):
                grid[x, y] = (grid[x - 1, y] + grid[x + 1, y] + grid[x, y - 1] + grid[x, y + 1]) // 4
    return grid.items


print(relax(Grid(5, [i * i % 17 for i in range(25)]), 7))
print(relax(Grid(5, [float(i * i % 17) for i in range(25)]), 300))


def total(row, n):
    t = 0
    for i in range(n):
        t += row[i % 4] + row[2]
        row[i % 4] = i % 7
    return t


print(total(Row([1, 2, 3, 4]), 5000))
print(total(Wide([1, 2, 3, 4]), 300))
print(total([1, 2, 3, 4], 300))
print(total({0: 1, 1: 2, 2: 3, 3: 4}, 300))
print(total(Row([1.5, 2, 3, 1 << 70]), 5000))

# What raises shows both frames.
for row, n in ((Row([1, 2]), 50), (Row([1, 2, "3", 4]), 50)):
    try:
        total(row, n)
    except (IndexError, TypeError) as e:
        print(type(e).__name__, e, [(f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)])


def fill(row, n, last):
    for i in range(n):
        row[i % 3] = i if i < n - 1 else last
    return row.items


print(fill(Row([0, 0, 0]), 6000, 5))
try:
    fill(Row([0, 0, 0]), 6000, None)
except ValueError as e:
    print(e, [(f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)])


# The method is replaced in the middle of the loop, by the method itself or in between.
class Changes(Row):
    def __getitem__(self, at):
        if at == 3001:
            Changes.__getitem__ = lambda self, at: -1
            Changes.__setitem__ = lambda self, at, v: seen.append((at, v))
        return at


seen = []


def changed(row, n):
    t = 0
    for i in range(n):
        t += row[i]
        if i > n - 3:
            row[0] = t
    return t


c = Changes([0])
print(changed(c, 4000), seen, c.items)
c.__getitem__ = lambda at: 1000
print(changed(c, 10))
del Changes.__getitem__
print(changed(Changes(list(range(4000))), 4000))
del Row.__getitem__
try:
    changed(Row([1]), 3)
except TypeError as e:
    print(e)


# What it returns is taken as it is, and the frames below are to be seen.
class Odd:
    def __getitem__(self, at):
        if at == 4999:
            f = sys._getframe(1)
            return f.f_code.co_name, f.f_locals["i"], f.f_lineno - f.f_code.co_firstlineno
        return NotImplemented


def odd(o):
    for i in range(5000):
        v = o[i]
    return v, o[0]


print(odd(Odd()))


class Writes:
    def __setitem__(self, at, v):
        if at == 4000:
            sys._getframe(1).f_locals["total"] = -(10**9)


def written(w):
    total = 0
    for i in range(5000):
        w[i] = total
        total += 1
    return total


print(written(Writes()))


class Imm:
    def __init__(self, v):
        self.v = v

    def __getitem__(self, at):
        return self.v[at]


def first(rows, n):
    t = 0
    for i in range(n):
        row = rows[i % 2]
        t += row[0] + row[-1]
    return t


print(first([Imm((1, 2, 3)), Imm([4, 5])], 5000))
try:
    first([Imm((1, 2, 3)), Imm([])], 5000)
except IndexError as e:
    print(e)
