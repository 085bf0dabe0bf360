"""Repeated entries are folded, in tracebacks and in stacks."""
import sys
import traceback

sys.stderr = sys.stdout


def down(n):
    if n == 0:
        raise ValueError("bottom")
    down(n - 1)


def even(n):
    if n == 0:
        1 / 0
    odd(n - 1)


def odd(n):
    even(n)


def two_lines(n):
    if n > 5:
        two_lines(n - 1)
    elif n > 0:
        two_lines(n - 1)
    else:
        raise KeyError


def forever():
    return forever()


for f, n in ((down, 1), (down, 2), (down, 3), (down, 4), (down, 50), (even, 3), (two_lines, 12)):
    print("#", f.__name__, n)
    try:
        f(n)
    except Exception as e:
        sys.excepthook(type(e), e, e.__traceback__)
        lines = traceback.format_exception(e)
        assert sum("Previous line repeated" in line for line in lines) == sum(
            "Previous line repeated" in line for line in traceback.format_tb(e.__traceback__))

try:
    forever()
except RecursionError as e:
    text = "".join(traceback.format_exception(e))
    head, _, tail = text.partition("  [Previous line repeated ")
    print(head, end="")
    assert tail.partition(" ")[0].isdigit() and int(tail.partition(" ")[0]) > 900
    print(tail.partition(" ")[2], end="")


def stack(n):
    if n:
        return stack(n - 1)
    return "".join(traceback.format_stack())


print(stack(10), end="")
