# A function that calls itself, and so is not inlined.
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def total(n):
    result = 0
    for i in range(n):
        result += depth(i & 7)
    return result


for _ in range(20):
    total(2000)
