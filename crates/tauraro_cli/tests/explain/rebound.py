# A global function that is another one in each round.
def double(x):
    return 2 * x


def triple(x):
    return 3 * x


functions = [double, triple, abs, int, lambda x: x + 1, lambda x: x - 1]
scale = double


def total(n):
    global scale
    result = 0
    for i in range(n):
        scale = functions[i % 6]
        result += scale(i)
    return result


for _ in range(40):
    total(1000)
