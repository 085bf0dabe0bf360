# Hot loops over sets, views, `enumerate` and `zip`, some of which change while they are walked through.


def total(rows, n):
    s = 0
    for k in range(n):
        for x in rows[k % len(rows)]:
            s += x
    return s


def pairs(rows, n):
    s = 0
    for k in range(n):
        for a, b in rows(k):
            s += a * b
    return s


for rows in ([{1, 2, 3}], [frozenset((5, 6))], [{1: 2, 3: 4}.values()], [{1: 2, 3: 4}.keys()], [set()], [{1}, (2,), [3]]):
    print(total(rows, 4000))
print(pairs(lambda k: enumerate([k, 2, 3]), 3000), pairs(lambda k: zip((k, 2), (3, 4)), 3000))
print(pairs(lambda k: {k: 1, 2: 3}.items(), 3000))


def changed(make, change, n, at):
    log = []
    for k in range(n):
        row = make()
        seen = 0
        try:
            for x in row:
                seen += 1
                if k == at and seen == 2:
                    change(row)
        except RuntimeError as e:
            log.append((k, seen, str(e)))
        if k == at:
            log.append((k, seen))
    return log, seen


print(changed(lambda: {1, 2, 3}, lambda s: s.add(99), 4000, 3900))
print(changed(lambda: {1, 2, 3}, lambda s: s.clear(), 4000, 3900))
print(changed(lambda: {1, 2, 3}, lambda s: (s.discard(2), s.add(7)), 4000, 3900)[0][0][0])
print(changed(lambda: dict.fromkeys("abc"), lambda d: d.update(z=1), 4000, 3900))


def resumed(n):
    s = {1, 2, 3, 4}
    log = []
    for k in range(n):
        it = iter(s)
        next(it)
        left = 0
        for x in it:
            left += 1
            if k == n - 1 and left == 1:
                s.add(50)
                try:
                    for x in it:
                        left += 1
                except RuntimeError as e:
                    log.append(str(e))
                try:
                    next(it)
                except RuntimeError as e:
                    log.append(str(e))
                break
    return left, log


print(resumed(3500))


class Odd(set):
    def __iter__(self):
        yield from sorted(set.__iter__(self), reverse=True)


def firsts(rows, n):
    out = []
    for k in range(n):
        for x in rows[k % len(rows)] if k > n - 4 else rows[0]:
            out.append(x)
            break
    return out[-4:]


print(firsts([{1}, Odd((5, 9, 7)), frozenset((4,)), {6: 1}], 4000))
