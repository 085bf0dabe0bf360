"""Tracing tells of no line for the making of cells, and of a native call's end at the line of the call."""
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
