# An import in the innermost loop.
def distances(n):
    result = 0.0
    for i in range(n):
        x = i * 0.5
        y = i * 0.25
        z = x * y + x - y
        from math import sqrt
        result = result + z
    return result


for _ in range(20):
    distances(2000)
