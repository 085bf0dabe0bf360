"""Notes of exceptions in tracebacks: many lines, odd values, odd containers."""
import sys

sys.stderr = sys.stdout


class BadText:
    def __str__(self):
        raise ValueError

    def __repr__(self):
        return "<bad text>"


class BadRepr:
    def __repr__(self):
        raise ValueError


class BadNotes(Exception):
    @property
    def __notes__(self):
        raise TypeError("no notes")


def with_notes(notes, exc=None):
    exc = exc or ValueError("text")
    exc.__notes__ = notes
    sys.excepthook(type(exc), exc, None)


e = ValueError("first")
e.add_note("one")
e.add_note("two\nlines")
e.add_note("")
sys.excepthook(type(e), e, None)
try:
    e.add_note(5)
except TypeError as error:
    print(error)
with_notes([])
with_notes(["a", "\n", "b\n"])
with_notes(("in", "a tuple"))
with_notes([1, None, BadText()])
with_notes("a text")
with_notes(b"bytes")
with_notes(5)
with_notes(None)
with_notes({"a": 1})
with_notes(BadText())
with_notes(BadRepr())
e = BadNotes("x")
sys.excepthook(type(e), e, None)
with_notes(["of a syntax error"], SyntaxError("msg", ("f.py", 1, 2, "some text", 1, 4)))
with_notes(["of an empty one"], KeyError())
group = ExceptionGroup("group", [ValueError(1)])
group.exceptions[0].add_note("of a member\nwith lines")
with_notes(["of a group\nwith lines"], group)
