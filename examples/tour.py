"""A tour of the language, each part printed beside what it shows.

Run it with `cargo run --release -- examples/tour.py`; CPython 3.14 prints the same.
"""

import itertools
import json
import re
from collections import Counter, deque
from enum import Enum
from functools import lru_cache, reduce


def show(title):
    print(f"\n-- {title} ".ljust(72, "-"))


show("numbers do not overflow and do not round behind your back")
print(2**64 - 1, -7 // 2, -7 % 3, 7 / 2, 0.1 + 0.2, 1e16, -0.0)
print(reduce(int.__mul__, range(1, 31)), (3 + 4j) * 1j, abs(3 + 4j), (2.5).as_integer_ratio())
print(f"{355 / 113:.6f} {255:#x} {10**15:,} {0.000123:e} {True + True}")

show("text is Unicode")
word = "Straße – naïve – 日本語 – 😀"
print(len(word), word.upper(), word[::-1], sep=" | ")
print("spam, eggs,ham".split(","), "-".join("abc"), "%05.1f|%-6s|" % (3.14159, "left"))
print(word.encode("utf-8")[:12], "é".encode("latin-1"), b"\xff\x00".hex())

show("lists, tuples, dicts, sets")
squares = [n * n for n in range(10) if n % 2]
squares[1:3] = ["inserted", "here"]
first, *middle, last = squares
print(squares, first, middle, last)
ages = {"Ada": 36, "Grace": 45} | {"Linus": 21}
print({name: age for name, age in sorted(ages.items(), key=lambda item: item[1])})
print(sorted({3, 1, 2} ^ {2, 3, 4}), Counter("mississippi").most_common(2))
queue = deque([1, 2, 3], maxlen=3)
queue.append(4)
print(queue, list(itertools.pairwise("abcd")), reduce(lambda a, b: a * b, range(1, 7)))

show("functions: every kind of parameter, closures, decorators")


def greet(greeting, /, *names, punctuation="!", **extra):
    return greeting + " " + " and ".join(names) + punctuation + (str(extra) if extra else "")


def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


@lru_cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


step = counter()
print(greet("Hello", "Ada", "Grace", punctuation="?", mood="curious"))
print(step(), step(10), step(), fibonacci(90))

show("classes: operators, properties, enums, inheritance")


class Vector:
    __match_args__ = ("x", "y")

    def __init__(self, x, y=0.0):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Vector(x={self.x!r}, y={self.y!r})"

    def __lt__(self, other):
        return (self.x, self.y) < (other.x, other.y)

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    @property
    def length(self):
        return (self.x**2 + self.y**2) ** 0.5


class Colour(Enum):
    RED = 1
    GREEN = 2


class Animal:
    registry = []

    def __init_subclass__(cls, sound="...", **kwargs):
        super().__init_subclass__(**kwargs)
        cls.sound = sound
        Animal.registry.append(cls.__name__)

    def speak(self):
        return f"{type(self).__name__} says {self.sound}"


class Dog(Animal, sound="woof"):
    pass


class Puppy(Dog, sound="yip"):
    def speak(self):
        return super().speak() + "!"


print(Vector(3, 4) + Vector(1), Vector(3, 4).length, Vector(1, 2) @ Vector(3, 4), Vector(1) < Vector(2))
print(Colour.RED, Colour["GREEN"].value, Puppy().speak(), Animal.registry, [c.__name__ for c in Puppy.__mro__])

show("pattern matching")


def describe(thing):
    match thing:
        case 0 | 0.0:
            return "zero"
        case int() | float() as number if number < 0:
            return f"negative {number}"
        case [only]:
            return f"a list of {only!r}"
        case [first, *rest]:
            return f"{first!r}, then {len(rest)} more"
        case {"name": str(name), **others}:
            return f"{name} with {others}"
        case Vector(x=0, y=y):
            return f"on the y axis at {y}"
        case Colour.RED:
            return "red"
        case _:
            return "something else"


for thing in (0, -2.5, [1], "ab", [1, 2, 3], {"name": "Ada", "born": 1815}, Vector(0, 2), Colour.RED, None):
    print(f"{thing!s:40} {describe(thing)}")

show("generators and coroutines")


def primes():
    found = []
    for n in itertools.count(2):
        if all(n % p for p in found if p * p <= n):
            found.append(n)
            yield n


def averager():
    total = count = 0
    average = None
    while True:
        total += yield average
        count += 1
        average = total / count


average = averager()
next(average)
print(list(itertools.islice(primes(), 12)), [average.send(n) for n in (10, 20, 60)])


async def double(n):
    return n * 2


async def main():
    return [await double(n) for n in range(4)]


coroutine = main()
try:
    coroutine.send(None)
except StopIteration as stop:
    print(stop.value)

show("exceptions: chains, groups, context managers")


class Section:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, error, traceback):
        print("leave", self.name, "swallowing:" if kind is ZeroDivisionError else "", error)
        return kind is ZeroDivisionError


with Section("risky") as title:
    print(title, 1 // 0)
try:
    try:
        {}["key"]
    except KeyError as error:
        raise ValueError("bad configuration") from error
except ValueError as error:
    print(repr(error), "because of", repr(error.__cause__))
try:
    raise ExceptionGroup("several", [ValueError("a"), TypeError("b"), ValueError("c")])
except* ValueError as group:
    print("values:", [str(e) for e in group.exceptions])
except* TypeError as group:
    print("types:", [str(e) for e in group.exceptions])

show("the library")
print(json.dumps({"list": [1, 2.5, None, True], "text": "naïve"}, ensure_ascii=False))
print(json.loads('{"a": [1, {"b": "\\u00e9"}]}'), re.findall(r"(\w+)@(\w+)\.org", "ada@lovelace.org, grace@hopper.org"))
print(re.sub(r"(?P<year>\d{4})-(\d\d)", r"\2/\g<year>", "on 1815-12 and 1906-12"))
