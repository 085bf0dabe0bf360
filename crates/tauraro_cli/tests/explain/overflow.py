# Ints that outgrow the machine's.
def mix(n):
    state = 1
    for i in range(n):
        low = i & 255
        state = state * 6364136223846793005 + low
        state = state % 1000000000000000000000000000057
    return state


for _ in range(40):
    mix(1000)
