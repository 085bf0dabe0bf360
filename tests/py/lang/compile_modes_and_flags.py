"""What `compile` does besides making modules: optimised trees, signatures, await at the top."""
import ast
import asyncio
import types

tree = ast.parse("x = 1 if __debug__ else 2\ndel __debug_", optimize=1)
assert ast.dump(tree.body[0].value.test) == "Constant(value=False)"
assert (tree.body[0].value.test.lineno, tree.body[0].value.test.col_offset) == (1, 9)
assert isinstance(ast.parse("__debug__").body[0].value, ast.Name)
assert compile("__debug__", "f", "eval", flags=ast.PyCF_OPTIMIZED_AST, optimize=0).body.value is True
raw = ast.parse("__debug__", mode="eval")
made = compile(raw, "f", "eval", flags=ast.PyCF_OPTIMIZED_AST, optimize=2)
assert made.body.value is False and isinstance(raw.body, ast.Name)
tree = ast.parse('"""doc"""\ndef f():\n    "doc"\nclass C:\n    "doc"\n    x: int\n', optimize=2)
print(ast.dump(tree))

print(ast.dump(ast.parse("(int, *str, **Any) -> float", mode="func_type")))
print(ast.dump(ast.parse("() -> List[int] ", mode="func_type")))
node = ast.parse("(int, a.b) -> c", mode="func_type").argtypes[1]
print(node.lineno, node.col_offset, node.end_col_offset)
for bad in " (int) -> int", "(int)", "int -> int", "(int, x=1) -> int", "(int) -> ":
    try:
        ast.parse(bad, mode="func_type")
        print("parsed", bad)
    except SyntaxError as error:
        print(error.msg)

FLAG = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


async def double(x):
    await asyncio.sleep(0)
    return 2 * x


async def count(n):
    for i in range(n):
        yield i


async def main():
    for source in "a = await double(4)", "a = [x async for x in count(3)]", "async for a in count(5): pass":
        code = compile(source, "f", "exec", flags=FLAG)
        names = {"double": double, "count": count}
        await eval(code, names)
        print(names["a"])
        inner = {}
        await eval(code, {"double": double, "count": count}, inner)
        print(inner)
        names = {"double": double, "count": count}
        await types.FunctionType(code, names)()
        print(names["a"])


asyncio.run(main())

# A module's code as a function: its names are the globals.
names = {}
types.FunctionType(compile("a = 1\nb = a + 1\ndel a", "f", "exec"), names)()
assert names["b"] == 2 and "a" not in names
