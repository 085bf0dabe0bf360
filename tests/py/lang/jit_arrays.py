# Items of array.array in compiled code: floats are loaded and stored raw, and what is not as it was leaves.
import math
import struct
from array import array


def total(row, n):
    t = 0.0
    for i in range(n):
        t += row[i % 5] * 2
        row[i % 5] = t / (i + 1)
    return t


def show(f, *args):
    try:
        print(f(*args))
    except (IndexError, TypeError, OverflowError, ValueError) as e:
        print(type(e).__name__, e)


show(total, array("d", [1, 2.5, -0.0, 4, 5e300]), 6000)
show(total, array("f", [1, 2.5, -0.0, 4, 5]), 300)
show(total, array("d", [1, 2]), 50)
show(total, array("i", [1, 2, 3, 4, 5]), 50)
show(total, [1, 2.5, 3, 4, 5], 300)


class Sub(array):
    def __getitem__(self, at):
        return 1.0


show(total, Sub("d", [1, 2, 3, 4, 5]), 300)


def store(row, n, last):
    for i in range(n):
        row[i % 3] = float(i)
        row[-1] = i
    row[0] = last
    return row


show(store, array("d", [0.0] * 3), 6000, 5)
show(store, array("d", [0.0] * 3), 6000, True)
show(store, array("d", [0.0] * 3), 6000, "x")
show(store, array("d", [0.0] * 3), 6000, 1 << 2000)
show(store, array("d", [0.0] * 3), 10, 2**53 + 1)


# The items move while the loop runs, and other objects write them.
def grows(row, n):
    t = 0.0
    for i in range(n):
        t += row[i]
        if i % 3 == 0:
            row.append(t)
    return t, len(row)


show(grows, array("d", [1.0] * 10), 15)
show(grows, array("d", [1.0] * 4000), 5000)
show(grows, array("d", [1.0] * 10), 5000)


def viewed(row, n):
    view = memoryview(row)
    t = 0.0
    for i in range(n):
        view[1] = i + 0.5
        t += row[1]
        row[1] = -1.0
        t += view[1]
    return t


show(viewed, array("d", [1.0] * 4), 6000)


def shrinks(row, n):
    t = 0.0
    for i in range(n):
        t += row[2]
        if i == n - 2:
            del row[1:]
    return t


show(shrinks, array("d", [1.0] * 4), 6000)
show(shrinks, array("d"), 6000)


# NaNs keep their bits, zeros their sign.
def copies(to, of, n):
    for i in range(n):
        to[i % 4] = of[i % 4]
    return to


nans = struct.pack("<4Q", 0x7FF8000000000001, 0xFFF8000000000000, 0x8000000000000000, 0x7FF0000000000000)
of = array("d", nans)
to = copies(array("d", [0.0] * 4), of, 6000)
print(struct.unpack("<4Q", to.tobytes())[2:], [math.isnan(x) for x in to], math.copysign(1, to[2]))


def ints(row, n):
    t = 0
    for i in range(n):
        t += row[i % 3] + row[-1]
    return t


for code in "bBhHiIlLqQ":
    show(ints, array(code, [1, 2, 100]), 5000)
show(ints, array("q", [1, 2, -(1 << 63)]), 5000)
show(ints, array("Q", [1, 2, (1 << 64) - 1]), 5000)
show(ints, array("Q", [1, 2]), 5000)
show(ints, array("Q"), 5000)


def changes(rows, n):
    t = 0
    for i in range(n):
        t += rows[i // 4000][1]
    return t


show(changes, [array("d", [1, 2]), array("i", [1, 2]), array("f", [1, 2.5])], 12000)
show(changes, [array("i", [1, 2]), array("d", [1, 2.5]), [0, 1 << 80]], 12000)
