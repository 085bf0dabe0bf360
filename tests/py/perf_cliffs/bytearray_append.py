"""`b += x` and `append` on a bytearray: amortised growth, and cheap removal at the front."""

data = bytearray()
for i in range(1_000_000):
    data += b"xy"
assert len(data) == 2_000_000 and data[-2:] == b"xy"

single = bytearray()
for i in range(500_000):
    single.append(i & 0xFF)
assert single[255] == 255 and single[256] == 0

queue = bytearray(b"0123456789" * 10_000)
taken = 0
while len(queue) > 10:
    taken += queue[0]
    del queue[:7]
print(len(data), sum(single), taken, len(queue))
