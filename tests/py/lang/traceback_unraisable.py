"""Exceptions that nothing can catch: in __del__, in callbacks, in hooks, in closing generators."""
import gc
import sys
import threading
import weakref

seen = []


def hook(args):
    seen.append((args.exc_type.__name__, str(args.exc_value), args.exc_traceback is not None))


def of(kind):
    return {report for report in seen if report[0] == kind}


sys.unraisablehook = hook


class Fails:
    def __del__(self):
        raise ValueError("in del")


def make():
    Fails()


# When an object dies is the runtime's affair, so there are many of each kind.
for _ in range(50):
    make()
gc.collect()
assert of("ValueError") == {("ValueError", "in del", True)}, seen


class Plain:
    pass


def callback(ref):
    1 / 0


def with_callback():
    p = Plain()
    return weakref.ref(p, callback)


refs = [with_callback() for _ in range(50)]
gc.collect()
assert of("ZeroDivisionError") == {("ZeroDivisionError", "division by zero", True)}, seen


def generator():
    try:
        yield 1
    finally:
        raise KeyError("in finally")


def start():
    next(generator())


for _ in range(50):
    start()
gc.collect()
assert of("KeyError") == {("KeyError", "'in finally'", True)}, seen
sys.unraisablehook = sys.__unraisablehook__

# Threads report what nothing caught to their own hook.
reports = []
saved, threading.excepthook = threading.excepthook, lambda args: reports.append((args.exc_type, str(args.exc_value)))
thread = threading.Thread(target=lambda: [][1])
thread.start()
thread.join()
threading.excepthook = saved
assert reports == [(IndexError, "list index out of range")], reports

# A SystemExit in a thread ends that thread only.
thread = threading.Thread(target=lambda: sys.exit(5))
thread.start()
thread.join()
assert not thread.is_alive()

try:
    sys.unraisablehook(5)
except TypeError as e:
    print(e)
print("end")
