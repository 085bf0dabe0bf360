"""An attribute that an instance of a subclass has is found before the class's, also where the
instances of the base differ in length."""


def check(base):
    class Sub(base):
        kept = None
        other = 1

        def set_and_get(self):
            before = self.kept
            self.kept = 5
            return before, self.kept, self.other

        def method(self):
            return "class"

        def shadowed(self):
            before = self.method()
            self.method = lambda: "instance"
            return before, self.method()

    one = Sub()
    assert one.set_and_get() == (None, 5, 1), base
    assert one.set_and_get() == (5, 5, 1), base
    for _ in range(50):
        two = Sub()
        assert two.set_and_get() == (None, 5, 1), base
        assert two.shadowed() == ("class", "instance"), base
        assert two.set_and_get() == (5, 5, 1), base
        del two.kept
        assert two.kept is None and two.set_and_get() == (None, 5, 1), base


for base in (tuple, str, bytes, list, int, float, dict, set, frozenset, bytearray, Exception, object):
    check(base)
