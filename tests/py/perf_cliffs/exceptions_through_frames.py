"""30 000 exceptions raised through 100 frames each, caught at the top; and a million cheap ones."""


class Problem(Exception):
    pass


def down(n):
    if n == 0:
        raise Problem("bottom")
    return down(n - 1) + 1


caught = 0
for _ in range(30_000):
    try:
        down(100)
    except Problem:
        caught += 1
assert caught == 30_000

missing = 0
table = {}
for i in range(300_000):
    try:
        table[i]
    except KeyError:
        missing += 1

cleaned = 0


def with_finally(n):
    global cleaned
    try:
        if n == 0:
            raise ValueError(n)
        with_finally(n - 1)
    finally:
        cleaned += 1


for _ in range(1000):
    try:
        with_finally(50)
    except ValueError as error:
        depth = 0
        tb = error.__traceback__
        while tb is not None:
            depth += 1
            tb = tb.tb_next
        assert depth == 52
print(caught, missing, cleaned)
