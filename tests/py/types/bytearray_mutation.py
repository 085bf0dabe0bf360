"""bytearray: item and slice assignment, append, extend, insert, pop, remove, resize, += aliasing, locked buffers, errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

b = bytearray(b"hello")
b[0] = 72
b[-1:] = b"O!"
assert b == b"HellO!" and b.append(65) is None and b == b"HellO!A"
b.extend(b"xy")
b.extend([1, 2])
b.extend(i for i in (3,))
b.extend(bytearray(b"z"))
b += b"end"
b += memoryview(b"!")
assert b == b"HellO!Axy\x01\x02\x03zend!"
assert b.pop() == 33 and b.pop(0) == 72 and b.pop(-2) == 110 and b.remove(101) is None
b.insert(0, 88)
b.insert(-1, 89)
b.insert(99, 90)
assert b == bytearray(b'XllO!Axy\x01\x02\x03zeYdZ')
b.reverse()
c = b.copy()
assert c == b and c is not b
del b[0], b[-1], b[2:5]
assert b == bytearray(b'dY\x02\x01yxA!Oll')
b[2:4] = b"LONGER REPLACEMENT"
b[::3] = bytes(len(b[::3]))
b[1:1] = [7, 8]
b[:0] = b
assert b == bytearray(b'\x00\x07\x08YL\x00NG\x00R \x00EP\x00AC\x00ME\x00Ty\x00A!\x00ll\x00\x07\x08YL\x00NG\x00R \x00EP\x00AC\x00ME\x00Ty\x00A!\x00ll')
b *= 2
assert len(b) == 116 and b.clear() is None and b == b"" and len(b) == 0
b[:] = "text".encode()
alias = b
alias += b"!"
assert b is alias and b == b"text!" and bytearray(b"ab") * 3 == b"ababab" and bytearray(3) == b"\0\0\0"
assert bytearray("é", "latin-1") == b"\xe9" and repr(b) == "bytearray(b'text!')" and str(b) == repr(b)
assert bytearray() == b""
b[1:3] = b[::-1]
b.extend(b)
assert b == bytearray(b't!txett!t!txett!')
raises(IndexError, 'bytearray index out of range', lambda: b[100])
raises(IndexError, 'bytearray index out of range', lambda: exec("b[100] = 1", {"b": b}))
raises(ValueError, 'byte must be in range(0, 256)', lambda: exec("b[0] = 256", {"b": b}))
raises(ValueError, 'byte must be in range(0, 256)', lambda: exec("b[0] = -1", {"b": b}))
raises(TypeError, "'bytes' object cannot be interpreted as an integer", lambda: exec("b[0] = b'a'", {"b": b}))
raises(TypeError, "'float' object cannot be interpreted as an integer", lambda: exec("b[0] = 1.5", {"b": b}))
raises(TypeError, 'bytearray indices must be integers or slices, not str', lambda: exec("b['a'] = 1", {"b": b}))
raises(TypeError, 'can assign only bytes, buffers, or iterables of ints in range(0, 256)',
        lambda: exec("b[0:1] = 'a'", {"b": b}))
raises(TypeError, 'can assign only bytes, buffers, or iterables of ints in range(0, 256)', lambda: exec("b[0:1] = 5", {"b": b}))
raises(ValueError, 'byte must be in range(0, 256)', lambda: exec("b[0:1] = [300]", {"b": b}))
raises(ValueError, 'attempt to assign bytes of size 1 to extended slice of size 8', lambda: exec("b[::2] = b'a'", {"b": b}))
raises(TypeError, "can't concat str to bytearray", lambda: exec("b += 'a'", {"b": b}))
raises(TypeError, "can't concat list to bytearray", lambda: exec("b += [1]", {"b": b}))
raises(ValueError, 'byte must be in range(0, 256)', b.append, 256)
raises(TypeError, "'str' object cannot be interpreted as an integer", b.append, "a")
raises(TypeError, "expected iterable of integers; got: 'str'", b.extend, "ab")
raises(TypeError, "can't extend bytearray with int", b.extend, 5)
raises(ValueError, 'byte must be in range(0, 256)', b.extend, [1, 300])
raises(ValueError, 'value not found in bytearray', b.remove, 250)
raises(IndexError, 'pop from empty bytearray', bytearray().pop)
raises(IndexError, 'pop index out of range', b.pop, 1000)
raises(TypeError, "unhashable type: 'bytearray'", hash, b)
raises(TypeError, 'insert expected 2 arguments, got 1', b.insert, 0)
m = memoryview(b)
for change in (lambda: b.append(1), lambda: b.extend(b"x"), lambda: b.pop(), lambda: b.clear(),
        lambda: b.__delitem__(0), lambda: b.__iadd__(b"x"), lambda: b.__setitem__(slice(0, 1), b"xy"),
        lambda: b.insert(0, 1), lambda: b.remove(b[0]), lambda: b.__imul__(2)):
    raises(BufferError, 'Existing exports of data: object cannot be re-sized', change)
m[0] = 1
b[1] = 2
b[2:4] = b"zz"
b.reverse()
assert m.tobytes() == b and b.__len__() == len(m)
m.release()
b.append(1)
b2 = bytearray(b"resize me")
b2.resize(3)
assert b2 == b"res"
b2.resize(5)
assert b2 == b"res\0\0"
raises(ValueError, 'Can only resize to positive sizes, got -1', b2.resize, -1)


class Evil:
    def __init__(self, t):
        self.t = t

    def __index__(self):
        self.t.clear()
        return 65


t = bytearray(b"abc")
raises(IndexError, 'bytearray index out of range', lambda: t.__setitem__(0, Evil(t)))
t = bytearray(b"abc")
t.append(Evil(t))
assert t == b"A"
buf = bytearray()
for i in range(3000):
    buf.append(i % 256)
    if i % 3 == 0:
        buf += bytes([i % 7])
    if i % 500 == 499:
        del buf[:200]
assert (len(buf), sum(buf)) == (2800, 271410)
front = bytearray(b"0123456789" * 20)
taken = bytearray()
while front:
    taken += front[:3]
    del front[:3]
assert taken == b"0123456789" * 20
print("bytearray", len(buf), sum(buf), t)
