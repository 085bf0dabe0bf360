"""A bytearray may change its length once the views of it are dead, whatever still holds stale words."""

import asyncio
import gc

b = bytearray(range(10))
b[:3] = bytes(memoryview(b)[1:4])
del b[:2]
print(list(b))


def head(data, n):
    """What a stream reader does: a copy of the first bytes through a view, which then go."""
    first = bytes(memoryview(data)[:n])
    del data[:n]
    return first


data = bytearray(b"0123456789" * 50)
out = [head(data, 7) for _ in range(60)]
print(len(data), b"".join(out)[:30], bytes(data[:5]))


def nested(data, depth):
    if depth:
        return nested(data, depth - 1)
    view = memoryview(data)
    return sum(view[::2]) + len(view.tobytes())


for depth in range(20):
    total = nested(data, depth)
    data.append(depth)
    data.extend(bytes(memoryview(data)[:3]))
    data += b"xy"
    data.pop()
    data.insert(0, 1)
    data.remove(1)
print(total, len(data))


def loop(data):
    n = 0
    for part in (memoryview(data)[i : i + 4] for i in range(0, 40, 4)):
        n += len(part)
    del part
    data.clear()
    return n


print(loop(data), data)

kept = bytearray(b"abc")
view = memoryview(kept)
for change in (lambda: kept.append(1), lambda: kept.clear(), lambda: kept.__delitem__(0), lambda: kept.extend(b"1")):
    try:
        change()
    except BufferError as e:
        print(e)
view.release()
kept.append(1)
print(kept)


async def read():
    reader = asyncio.StreamReader()
    reader.feed_data(b"line one\nline two\n" + b"x" * 300)
    reader.feed_eof()
    print(await reader.readline(), await reader.readuntil(b"\n"), await reader.read(5))
    print(await reader.readexactly(6), len(await reader.read(100)), len(await reader.read()))


asyncio.run(read())
gc.collect()
