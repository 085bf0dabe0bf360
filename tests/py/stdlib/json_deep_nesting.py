"""json: nesting beyond every limit is a RecursionError, both ways, and no crash."""
import json

for text in ("[" * 100000, '{"a":' * 100000):
    try:
        json.loads(text)
    except RecursionError:
        pass
    else:
        raise AssertionError(text[:5])

for make in (lambda inner: [inner], lambda inner: {"a": inner}):
    deep = make(0)
    for i in range(100000):
        deep = make(deep)
    try:
        json.dumps(deep)
    except RecursionError:
        pass
    else:
        raise AssertionError(type(deep))
    # Taken apart from outside, so that nobody has to recurse.
    while deep:
        (deep,) = deep.values() if isinstance(deep, dict) else deep
print("ok")
