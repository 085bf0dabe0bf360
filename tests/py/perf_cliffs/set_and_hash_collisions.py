"""Sets and dicts whose keys hash badly: multiples of a large power of two, floats, tuples, negatives."""

step = 1 << 20
multiples = {i * step for i in range(200_000)}
assert len(multiples) == 200_000 and 7 * step in multiples and 7 * step + 1 not in multiples
floats = {i * 0.5: i for i in range(200_000)}
assert floats[100] == 200 and floats[99_999.5] == 199_999
grid = {(x, y): x * y for x in range(400) for y in range(400)}
assert grid[399, 399] == 399 * 399
negative = {-i for i in range(200_000)}
mixed = {str(i) for i in range(100_000)} | {i for i in range(100_000)} | {float(i) for i in range(100_000)}
overlap = multiples & {i * step for i in range(0, 400_000, 2)}
print(len(multiples), len(floats), sum(grid.values()), len(negative), len(mixed), len(overlap), len(multiples - overlap))
