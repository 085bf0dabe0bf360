"""Tracing: no line for the making of cells, the end of a native call at its line, the end of a frame that raises."""
import sys


def makes_cells(x):
    z = 1
    f = lambda: x + z
    return f()


events = []


def tracer(frame, event, arg):
    events.append((frame.f_code.co_name, event, frame.f_lineno))
    return tracer


sys.settrace(tracer)
makes_cells(2)
sys.settrace(None)
print(events)


def calls(n):
    for i in range(n):
        len([])
        abs(
            i)


events.clear()
sys.setprofile(tracer)
calls(2)
sys.setprofile(None)
print(events)


def raises(n):
    for i in range(n):
        if i == 1:
            sys._getframe().f_trace = tracer
            sys.settrace(tracer)
        1 / (i - 2)


events.clear()
try:
    raises(4)
except ZeroDivisionError:
    sys.settrace(None)
print(events)
