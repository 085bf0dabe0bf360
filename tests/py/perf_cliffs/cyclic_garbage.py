"""A storm of cyclic garbage, some of it with `__del__`: memory stays bounded, and each is finalised
at most once. When that happens is not asked."""
import gc

finalised = 0


class Node:
    def __init__(self, value):
        self.value = value
        self.other = None
        self.payload = [value] * 20


class Noisy(Node):
    def __del__(self):
        global finalised
        finalised += 1


kept = []
for i in range(300_000):
    a, b = Node(i), Node(i + 1)
    a.other, b.other = b, a
    if i % 30_000 == 0:
        kept.append(a)
made = 0
for i in range(50_000):
    a, b = Noisy(i), Noisy(i)
    a.other, b.other = b, a
    made += 2
# A large ring that closes on itself.
first = last = Node(0)
for i in range(200_000):
    last.other = Node(i)
    last = last.other
last.other = first
del a, b, first, last
gc.collect()
assert finalised <= made and finalised > made * 9 // 10
assert [k.other.other is k and k.payload[19] == k.value for k in kept] == [True] * 10
print(made, len(kept), sum(k.value for k in kept))
