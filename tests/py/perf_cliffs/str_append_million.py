"""A million `s += x`, on a local, a global and an attribute: linear, and not a copy each time."""


def local(n):
    s = ""
    for i in range(n):
        s += "x" if i % 3 else "yz"
    return s


class Holder:
    text = ""


result = local(1_000_000)
assert len(result) == 1_333_334 and result.startswith("yzxxyz") and result.count("yz") == 333_334

whole = ""
for i in range(40_000):
    whole += "ab"
assert len(whole) == 80_000

# Two strings that share a beginning must not see each other's ends.
base = "q" * 1000
left = base
right = base
for i in range(20_000):
    left += "l"
    right += "r"
assert left == "q" * 1000 + "l" * 20_000 and right == "q" * 1000 + "r" * 20_000 and base == "q" * 1000

# Not ASCII.
wide = ""
for i in range(40_000):
    wide += "é日"
assert len(wide) == 80_000 and wide[39_999] == "日"
print(len(result), len(whole), len(left), hash(wide) == hash("é日" * 40_000))
