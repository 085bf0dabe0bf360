"""`while` with `else`, `break`, `continue`, nested and with conditions of every truthiness."""


def find(limit, target):
    i = 0
    log = []
    while i < limit:
        i += 1
        if i % 2:
            continue
        log.append(i)
        if i == target:
            break
    else:
        log.append("else")
    return log


assert find(6, 4) == [2, 4]
assert find(6, 5) == [2, 4, 6, "else"]
assert find(0, 1) == ["else"]
assert find(1, 1) == ["else"]


def nested():
    out = []
    i = 0
    while i < 3:
        j = 0
        while j < 3:
            if j == i:
                break
            out.append((i, j))
            j += 1
        else:
            out.append("never")
        i += 1
    else:
        out.append("outer else")
    return out


assert nested() == [(1, 0), (2, 0), (2, 1), "outer else"]


def break_in_else():
    out = []
    while True:
        while False:
            out.append("x")
        else:
            out.append("inner else breaks outer")
            break
    else:
        out.append("not reached")
    return out


assert break_in_else() == ["inner else breaks outer"]


class Countdown:
    """Its truth value falls from true to false as it is asked."""

    def __init__(self, n):
        self.n = n
        self.asked = 0

    def __bool__(self):
        self.asked += 1
        self.n -= 1
        return self.n >= 0


c = Countdown(5)
rounds = 0
while c:
    rounds += 1
assert (rounds, c.asked, c.n) == (5, 6, -1)

items = [1, 2, 3]
popped = []
while items:
    popped.append(items.pop())
assert popped == [3, 2, 1]

s = "abc"
n = 0
while s:
    s = s[1:]
    n += 1
assert n == 3

x = 1.0
halvings = 0
while x:
    x /= 2
    halvings += 1
assert halvings == 1075

k = 0
while not k > 10 and k != 7:
    k += 1
assert k == 7
k = 0
while (k := k + 3) < 20 or k == 21:
    pass
assert k == 24


def returns_from_loop():
    while 1:
        try:
            return "try"
        finally:
            k = 0
            while k < 3:
                k += 1
            else:
                pass


assert returns_from_loop() == "try"
print("while", rounds, n, halvings, k)
