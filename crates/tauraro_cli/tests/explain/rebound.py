# A global function that is another one in each round.
def double(x):
    return 2 * x


def triple(x):
    return 3 * x


scale = double


def total(n):
    global scale
    result = 0
    for i in range(n):
        if i % 2:
            scale = triple
        else:
            scale = double
        result += scale(i)
    return result


for _ in range(40):
    total(1000)
