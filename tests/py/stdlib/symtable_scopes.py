"""`symtable` shows the scopes of a program."""
import symtable

SOURCE = """
import os, sys as system
count = 42
class Mine:
    __priv = 3
    def a_method(p1, p2): pass
    def b(self): return super().x + __class__.y
def spam(a, b, *var, **kw):
    global bar
    bar = 47
    x = 23
    def internal(): return x
    def other():
        nonlocal x
        x = 3
    return internal
def gen():
    yield [y for y in range(4)], (z for z in q), lambda w: w
def generic[T: (int, str) = int](x: T = 5) -> T: return x
type Alias[K] = list[K]
class G[T](Base): pass
"""


def show(table, depth=0):
    print("  " * depth, table.get_type(), table.get_name(), table.get_lineno(), table.is_nested())
    for symbol in sorted(table.get_symbols(), key=lambda s: s.get_name()):
        names = [n for n in dir(symbol) if n.startswith("is_") and getattr(symbol, n)()]
        print("  " * depth, " ", symbol.get_name(), *names)
    if isinstance(table, symtable.Function):
        print("  " * depth, table.get_parameters(), sorted(table.get_locals()), sorted(table.get_frees()))
    for child in table.get_children():
        show(child, depth + 1)


show(symtable.symtable(SOURCE, "f", "exec"))
show(symtable.symtable("[x for x in y]", "f", "eval"))
print(repr(symtable.symtable("x = 1", "f", "exec")))
for bad in ("def f(): yield from await", "def f(a, a): pass", "nonlocal x"):
    try:
        symtable.symtable(bad, "f", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno)
