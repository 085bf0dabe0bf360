# A variable that is an int in one round and a float in the next.
def total(values):
    result = 0
    for value in values:
        result = result + 1
        result = result + value
    return result


def run():
    values = [1, 2.5] * 500
    for _ in range(120):
        total(values)


run()
