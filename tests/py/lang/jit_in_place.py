# `+=` and `*=` where strs and numbers were met and a list comes later: the list is changed.


def added(n, last):
    kept = [0]
    for i in range(n):
        a = kept if i == n - 1 else "s"
        b = last if i == n - 1 else "t"
        a += b
    return kept, a is kept


def repeated(n):
    kept = [1, 2]
    for i in range(n):
        a = kept if i == n - 1 else 2**60
        a *= 2
    return kept, a is kept


for n in (10, 3000, 5000):
    print(added(n, [5]), added(n, (6, 7)), repeated(n))
