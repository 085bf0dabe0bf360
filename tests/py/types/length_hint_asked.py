"""Which constructors ask an iterable how long it is, and what a wrong answer does."""


class Countless:
    def __init__(self, answer):
        self.answer = answer
        self.asked = 0

    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i

    def __len__(self):
        self.asked += 1
        return self.answer


askers = [list, bytes, lambda o: [].extend(o), lambda o: [*o], lambda o: (*o,)]
others = [tuple, set, frozenset, bytearray, lambda o: {*o}]
for f in askers:
    o = Countless(2)
    f(o)
    assert o.asked == 1, f
    for answer, error in ((2**70, OverflowError), (-1, ValueError), (2**62, MemoryError)):
        try:
            f(Countless(answer))
        except error:
            pass
        else:
            raise AssertionError((f, answer))
for f in others:
    o = Countless(2**70)
    assert len(f(o)) == 4
    assert o.asked == 0, f
print("ok")
