"""Tracebacks with colours, when the environment asks for them."""
import io
import os
import sys


def shown(exc, **environment):
    for name in ("PYTHON_COLORS", "NO_COLOR", "FORCE_COLOR", "TERM"):
        os.environ.pop(name, None)
    os.environ.update(environment)
    old, sys.stderr = sys.stderr, io.StringIO()
    try:
        sys.excepthook(type(exc), exc, exc.__traceback__)
        return sys.stderr.getvalue()
    finally:
        sys.stderr = old


def fails(x):
    return (1 +
            x / 0 +
            2)


def outer():
    try:
        {"日本": 1}["本"]
    except KeyError as e:
        e.add_note("a note")
        raise ExceptionGroup("eg", [ValueError("x\ny"), e]) from e


errors = []
for f in (lambda: fails(1), outer, lambda: compile("x = (1,\n  $", "<text>", "exec"), lambda: undefined.name):
    try:
        f()
    except Exception as e:
        errors.append(e)
errors.append(KeyError())
for e in errors:
    print(ascii(shown(e, PYTHON_COLORS="1")).replace("\\n", "\n"))
settings = [
    {}, {"PYTHON_COLORS": "0"}, {"PYTHON_COLORS": "1"}, {"PYTHON_COLORS": "yes"}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1"},
    {"NO_COLOR": "1", "FORCE_COLOR": "1"}, {"PYTHON_COLORS": "1", "NO_COLOR": "1"}, {"TERM": "dumb"},
    {"TERM": "dumb", "FORCE_COLOR": "1"}, {"PYTHON_COLORS": "0", "FORCE_COLOR": "1"}, {"NO_COLOR": "", "FORCE_COLOR": "1"},
]
for setting in settings:
    print(setting, "\x1b" in shown(ValueError(1), **setting))
