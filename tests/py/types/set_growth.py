"""Sets and frozensets keep every element through each growth of their tables."""


def check(count):
    numbers = list(range(count))
    for made in (set(numbers), frozenset(numbers), {*numbers}, set(frozenset(numbers)), frozenset(set(numbers))):
        assert len(made) == count, (type(made), count, len(made))
        assert sorted(made) == numbers, (type(made), count)
        assert all(n in made for n in numbers), (type(made), count)
        assert count not in made
    grown = set()
    for n in numbers:
        grown.add(n)
        assert len(grown) == n + 1
    assert grown == frozenset(numbers)
    copied = grown.copy()
    while grown:
        grown.discard(len(grown) - 1)
    assert not grown and len(copied) == count


for count in [*range(70), 127, 128, 129, 1000, 4097]:
    check(count)

constants = {1, 2, 3, 4, 5}
print(constants, len(constants), 3 in constants, {1, 2, 3, 4, 8} == frozenset([8, 4, 3, 2, 1]))
print({1, 2, 3, 4, 5, 6, 7, 8, 9} & {2, 4, 60, 8, 10, 12}, "x" in {"x", "y", "z", "u", "v", "w"})
