# What runs between the passing of arguments and a call must not change the arguments.
import weakref


class Node:
    pass


log = []


def note(reference, a=1, b=2, c=3, d=4):
    log.append((a, b, c, d))


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        assert type(self) is Guard, type(self)
        assert kind is BufferError, kind
        assert isinstance(error, BufferError)
        return True

    def run(self, function, argument):
        with self:
            function(argument)


def garbage():
    keep = []
    for i in range(20):
        node = Node()
        node.me = node
        keep.append(weakref.ref(node, note))
    return keep


array = bytearray(b"abc")
view = memoryview(array)
references = []
for i in range(5):
    references.append(garbage())
    Guard().run(array.extend, b"x" * 100)
assert all(entry == (1, 2, 3, 4) for entry in log)
