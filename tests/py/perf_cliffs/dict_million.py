"""A dict grown to a million keys and emptied again, by key, by popitem, and from its front."""

table = {}
for i in range(1_000_000):
    table[i * 7] = i
assert len(table) == 1_000_000 and table[6_999_993] == 999_999
for i in range(0, 1_000_000, 2):
    del table[i * 7]
assert len(table) == 500_000 and next(iter(table)) == 7
total = sum(table.values())
while len(table) > 250_000:
    table.popitem()

# The oldest key again and again: finding it must not walk over what was deleted.
queue = dict.fromkeys(range(100_000))
for i in range(100_000, 110_000):
    del queue[next(iter(queue))]
    queue[i] = None
assert len(queue) == 100_000 and next(iter(queue)) == 10_000

names = {f"name{i}": i for i in range(200_000)}
found = sum(names[f"name{i}"] for i in range(0, 200_000, 3))
table.clear()
print(total, len(table), found)
