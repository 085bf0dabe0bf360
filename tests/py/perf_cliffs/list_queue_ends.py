"""Lists used at their ends and in the middle; deques as queues; slices that replace large parts."""
from collections import deque

stack = []
for i in range(1_000_000):
    stack.append(i)
    if i % 3 == 0:
        stack.pop()
queue = deque()
for i in range(500_000):
    queue.append(i)
    if i % 2:
        queue.popleft()
front = []
for i in range(20_000):
    front.insert(0, i)
while len(front) > 10_000:
    front.pop(0)
sliced = list(range(100_000))
for i in range(200):
    sliced[1000:2000] = sliced[3000:4500]
    del sliced[500:1000]
extended = []
for i in range(100_000):
    extended += (i, i + 1)
rotating = deque(range(1000))
for i in range(100_000):
    rotating.rotate(1)
print(len(stack), len(queue), front[0], front[-1], len(sliced), len(extended), rotating[0])
