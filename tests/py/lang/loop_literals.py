# Literals that loops use as operands: each has its type and value wherever it is used, and they
# are there however the loop is entered.
import sys


def kinds(n):
    out = []
    for i in range(n):
        out.append((i + 1.0, i + 1, i == 1, i * 100000, 1.5 - i, i + 1j, -0.0 * i, 0.0 * i))
        out.append("a" + "b" * i)
        out.append(b"x" + b"y")
    return out


print(kinds(2))


def nested(rows):
    total = 0.0
    count = 0
    while total < 1000.5:
        for row in rows:
            for x in row:
                total += x * 2.5 + 0.125
                if total > 123456789:
                    break
                count += 70000
        total = total * 1.25 - -3.5
    else:
        total += 0.75
    return total, count


print(nested([[1, 2.5], [3]]))


def more_than_fit(x):
    for _ in range(2):
        x = x + 0.1 + 0.2 + 0.3 + 0.4 + 0.5 + 0.6 + 0.7 + 0.8 + 0.9 + 1.1 + 1.2 + 1.3 + 1.4 + 1.5 + 1.6
        x = x + 2.1 + 2.2 + 2.3 + 2.4 + 2.5 + 2.6 + 2.7 + 2.8 + 2.9 + 3.1 + 3.2 + 3.3 + 3.4 + 3.5 + 3.6
    return x


print(more_than_fit(0.5))


def texts(words):
    found = {"one": 0, "two": 0, "rest": 0}
    for word in words:
        if word == "one":
            found["one"] += 1
        elif "two" == word:
            found["two"] += 1
        elif word != "none":
            found["rest"] += 1
    return found


print(texts(["one", "two", "one", "none", "four"]))


def comprehensions(n):
    first = [x * 0.5 for x in range(n) if x != 70000]
    second = {x: [y / 4.0 + 0.5 for y in range(x)] for x in range(n)}
    return first, second, list(x - 0.25 for x in range(n))


print(comprehensions(3))


def resumed():
    while True:
        got = yield 1.5
        try:
            if got * 2.25 > 1e3:
                return got + 0.5
            yield got * 2.25
        except ValueError:
            yield "caught" + "!"
        finally:
            got = 0.125 + 1e9


g = resumed()
print(next(g), g.send(2), g.throw(ValueError()), next(g), g.send(4))
try:
    next(g)
    g.send(1000)
except StopIteration as stop:
    print(stop.value)


def errors():
    for bad in ("text", None, [], 2):
        try:
            print(bad + 2.5)
        except TypeError as e:
            print(e)


errors()


def jumped(line_from, line_to):
    def tracer(frame, event, arg):
        if event == "line" and frame.f_lineno == first + line_from and not done:
            done.append(1)
            frame.f_lineno = first + line_to
        return tracer

    def target():
        x = 1
        y = 2
        while x < 100000.5:
            x = x * 1000.25
            y = y + 300000
            while y < 900000:
                y = y + 400000.5
        return x, y

    done = []
    first = target.__code__.co_firstlineno
    sys.settrace(tracer)
    try:
        return target()
    finally:
        sys.settrace(None)


print(jumped(3, 4), jumped(3, 5), jumped(3, 7), jumped(8, 5))
