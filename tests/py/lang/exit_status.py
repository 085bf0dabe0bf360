"""SystemExit: its code, where it may be raised, and the status of the process."""
import sys


def code_of(*args):
    try:
        sys.exit(*args)
    except SystemExit as e:
        return e.code, e.args


assert code_of() == (None, ())
assert code_of(3) == (3, (3,))
assert code_of("text") == ("text", ("text",))
assert code_of((1, 2)) == ((1, 2), (1, 2))
assert code_of((1,)) == (1, (1,))
assert code_of(None) == (None, ())
assert SystemExit(1, 2).code == (1, 2) and SystemExit().code is None
assert not issubclass(SystemExit, Exception)
try:
    exit(4)
except SystemExit as e:
    assert e.code == 4
assert repr(exit).startswith("Use exit()")
order = []
try:
    try:
        sys.exit(1)
    finally:
        order.append("finally")
except Exception:
    order.append("no")
except BaseException as e:
    order.append(type(e).__name__)
assert order == ["finally", "SystemExit"], order


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print("leaving by", kind.__name__, value.code)


print("before")
try:
    with Manager():
        raise SystemExit(2)
finally:
    print("at the end")
    sys.exit(41)
