# Attributes of classes in hot code, and stores that add attributes to objects of several shapes: what a
# unit took for granted of a class, its metaclass or an object's shape may change under it.


class Direction:
    NONE = 0
    FORWARD = 1
    SCALE = 2.5

    @classmethod
    def weaker(cls, a, b):
        return (cls.__name__, min(a, b))

    @staticmethod
    def stronger(a, b):
        return max(a, b)

    def plain(self, n):
        return (self, n)


class Sub(Direction):
    pass


def constants(n, at):
    total = 0
    for i in range(n):
        total += Direction.FORWARD + Sub.FORWARD
        if i == at:
            Direction.FORWARD = 10
        if i == at + 3:
            Sub.FORWARD = 100
        if i == at + 6:
            del Sub.FORWARD
            Direction.FORWARD = 0.5
    Direction.FORWARD = 1
    return total


print(constants(50, 99), constants(9000, 8000), constants(20, 5), constants(6000, 2))


def methods(n, at):
    seen = []
    for i in range(n):
        got = (Direction.weaker(i, 3), Sub.weaker(2, i), Direction.stronger(i, 3), Sub.plain(i, i))
        if i == at:
            old = Direction.stronger
            Direction.stronger = staticmethod(lambda a, b: ("new", a, b))
            Direction.weaker = classmethod(lambda cls, a, b: ("newer", cls, a, b))
        if i in (0, at, at + 1, n - 1):
            seen.append(str(got))
    if at < n:
        del Direction.weaker
        Direction.weaker = classmethod(lambda cls, a, b: (cls.__name__, min(a, b)))
        Direction.stronger = old
    return seen


for line in methods(5000, 9999) + methods(6000, 5000) + methods(30, 4):
    print(line)


# A metaclass gets the name, or loses it; the class gets another class.
class Meta(type):
    pass


class Other(type):
    @property
    def VALUE(cls):
        return "of the other metaclass"


class Made(metaclass=Meta):
    VALUE = 7


def of_meta(n, at, change):
    found = {}
    for i in range(n):
        v = Made.VALUE
        found[v] = found.get(v, 0) + 1
        if i == at:
            change()
    return found


def add_property():
    Meta.VALUE = property(lambda cls: "of the metaclass")


def drop_property():
    del Meta.VALUE


def other_class():
    Made.__class__ = Other


def back():
    Made.__class__ = Meta


for change in (add_property, drop_property, other_class, back):
    print(of_meta(5000, 4500, change))
    print(of_meta(40, 20, lambda: None))


# The name stands for another class.
class A:
    LIMIT = 3

    def make(x):
        return x + 1


class B:
    LIMIT = 4

    def make(x):
        return x + 2


Current = A


def rebound(n, at):
    global Current
    Current = A
    total = 0
    for i in range(n):
        total += Current.LIMIT + Current.make(i)
        if i == at:
            Current = B
    return total


print(rebound(5000, 4000), rebound(100, 10), rebound(5000, 9999))


def of_argument(classes, n):
    total = 0
    for i in range(n):
        total += classes[i % len(classes)].LIMIT
    return total


print(of_argument([A], 4000), of_argument([A, B], 4000), of_argument([B, A, A], 500))


# Attributes that are added to objects of subclasses, in orders that differ.
class Base:
    default = "class"

    def __init__(self, strength):
        self.strength = strength
        self.mark = None


class One(Base):
    def __init__(self, s):
        Base.__init__(self, s)
        self.one = s


class Two(Base):
    def __init__(self, s):
        self.two = s
        super().__init__(s)


class Three(Base):
    def __init__(self, s):
        self.mark = s
        self.default = s
        Base.__init__(self, -s)


class Slotted(Base):
    __slots__ = ("strength", "extra")


class Careful(Base):
    def __setattr__(self, name, v):
        object.__setattr__(self, name, (name, v))


class Described(Base):
    @property
    def strength(self):
        return self.__dict__["kept"]

    @strength.setter
    def strength(self, v):
        self.__dict__["kept"] = [v]


def make_all(kinds, n):
    made = []
    for i in range(n):
        made.append(kinds[i % len(kinds)](i))
    last = made[-len(kinds):]
    return [sorted(vars(obj).items(), key=str) for obj in last], [obj.strength for obj in last]


print(make_all([One], 3000))
print(make_all([One, Two], 6000))
print(make_all([Three, One, Two], 6000))
print(make_all([Slotted, One, Two, Three], 4000))
print(make_all([Careful, One, Described], 4000))


def mark(objects, n):
    for i in range(n):
        obj = objects[i % len(objects)]
        obj.mark = i
        obj.default = i
        obj.fresh = i
        del obj.fresh
    return [(type(obj).__name__, sorted(vars(obj).items(), key=str)) for obj in objects]


print(mark([One(1), Two(2), Three(3)], 5000))
print(mark([One(1), Two(2), Three(3), Slotted(4), Described(5)], 5000))


# A data descriptor comes in the middle of it.
class Late:
    def __init__(self, n):
        self.n = n


class Later(Late):
    def __init__(self, n):
        self.first = n
        Late.__init__(self, n)


def late(n, at):
    made = []
    for i in range(n):
        made.append((Late, Later)[i & 1](i))
        if i == at:
            Late.n = property(lambda self: self.__dict__.get("n"), lambda self, v: self.__dict__.update(n=("set", v)))
    return [vars(obj) for obj in made[:2] + made[at - 1 : at + 5]]


print(late(6000, 5000))
