"""`''.join` of a million parts from a list, a generator and a map; `bytes.join`; split again."""

parts = [str(i) for i in range(1_000_000)]
joined = "".join(parts)
assert len(joined) == 5_888_890
assert len(",".join(parts)) == 5_888_890 + 999_999
from_generator = "".join(str(i & 7) for i in range(500_000))
from_map = "-".join(map(str, range(200_000)))
wide = "é".join(parts[:200_000])
raw = b"".join([b"ab"] * 1_000_000)
again = ",".join(parts).split(",")
assert again == parts
print(joined[-12:], len(from_generator), len(from_map), len(wide), len(raw), from_map.count("-"))
