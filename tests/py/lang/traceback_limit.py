"""sys.tracebacklimit, and the limits of the traceback module."""
import sys
import traceback

sys.stderr = sys.stdout


def one():
    1 / 0


def two():
    one()


def three():
    two()


for limit in (None, 0, 1, 2, 3, 4, 5, 6, -1, -2, True):
    print("#", limit)
    if limit is not None:
        sys.tracebacklimit = limit
    try:
        three()
    except ZeroDivisionError as e:
        sys.excepthook(type(e), e, e.__traceback__)
        print(len(traceback.extract_tb(e.__traceback__)), len(traceback.format_exception(e)))
del sys.tracebacklimit
try:
    three()
except ZeroDivisionError as e:
    for limit in (None, 0, 1, 2, -1, -2, 100, -100):
        print(limit, [s.name for s in traceback.extract_tb(e.__traceback__, limit)])
        print(traceback.format_exc(limit), end="")
