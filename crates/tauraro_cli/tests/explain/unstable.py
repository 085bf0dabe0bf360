# A variable that is an int in one round and a complex number in the next.
def total(values):
    last = 0
    for value in values:
        result = value
        last = result + 1
    return last


def run():
    values = [1, 2.5j] * 500
    for _ in range(120):
        total(values)


run()
