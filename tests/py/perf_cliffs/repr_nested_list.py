"""The repr of deeply nested containers: within the limit it works, beyond it is a RecursionError."""
import sys

nested = []
for _ in range(100_000):
    nested = [nested]
try:
    repr(nested)
except RecursionError as error:
    print("RecursionError")

shallow = []
for i in range(300):
    shallow = [i, shallow, {"k": (i,)}]
for _ in range(300):
    text = repr(shallow)
wide = repr(list(range(200_000)))
ring = [1]
ring.append(ring)
print(len(text), len(wide), ring, text[:40], sys.getrecursionlimit())
