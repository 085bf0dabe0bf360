"""Every kind of parameter together: positional-only, normal, *args, keyword-only, **kwargs."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def full(a, b, /, c, d=4, *args, e, f=6, **kw):
    return a, b, c, d, args, e, f, kw


assert full(1, 2, 3, e=5) == (1, 2, 3, 4, (), 5, 6, {})
assert full(1, 2, c=3, e=5, f=7) == (1, 2, 3, 4, (), 5, 7, {})
assert full(1, 2, 3, 4, 5, 6, e=0, g=1) == (1, 2, 3, 4, (5, 6), 0, 6, {"g": 1})
assert full(1, 2, 3, e=5, a=10, b=20) == (1, 2, 3, 4, (), 5, 6, {"a": 10, "b": 20})
assert full(*range(5), **{"e": 1, "z z": 2, "": 3}) == (0, 1, 2, 3, (4,), 1, 6, {"z z": 2, "": 3})
raises(TypeError, "full() missing 3 required positional arguments: 'a', 'b', and 'c'", full)
raises(TypeError, "full() missing 2 required positional arguments: 'b' and 'c'", full, 1, e=1)
raises(TypeError, "full() missing 1 required keyword-only argument: 'e'", full, 1, 2, 3)
raises(TypeError, "full() got multiple values for argument 'c'", full, 1, 2, 3, c=4, e=1)
raises(TypeError, "full() got multiple values for argument 'd'", full, 1, 2, 3, 4, 5, d=4, e=1)


def posonly(a, b=2, /):
    return a, b


raises(TypeError, "posonly() got some positional-only arguments passed as keyword arguments: 'a'", posonly, a=1)
raises(TypeError, "posonly() got some positional-only arguments passed as keyword arguments: 'b'", posonly, 1, b=1)
raises(TypeError, "posonly() got some positional-only arguments passed as keyword arguments: 'a, b'", posonly, a=1, b=2)
raises(TypeError, 'posonly() takes from 1 to 2 positional arguments but 3 were given', posonly, 1, 2, 3)
raises(TypeError, "posonly() missing 1 required positional argument: 'a'", posonly)


def plain(a, b):
    return a - b


raises(TypeError, "plain() missing 2 required positional arguments: 'a' and 'b'", plain)
raises(TypeError, "plain() missing 1 required positional argument: 'b'", plain, 1)
raises(TypeError, 'plain() takes 2 positional arguments but 3 were given', plain, 1, 2, 3)
raises(TypeError, "plain() got multiple values for argument 'a'", plain, 1, a=2)
raises(TypeError, "plain() got an unexpected keyword argument 'c'", plain, 1, 2, c=3)
raises(TypeError, "plain() got an unexpected keyword argument 'bb'. Did you mean 'b'?", plain, 1, bb=3)
raises(TypeError, "plain() missing 1 required positional argument: 'a'", plain, b=3)
assert plain(b=1, a=5) == 4 and plain(*[7], **{"b": 2}) == 5


def none():
    return "none"


raises(TypeError, 'none() takes 0 positional arguments but 1 was given', none, 1)
raises(TypeError, "none() got an unexpected keyword argument 'x'", none, x=1)


def kwonly(*, x, y, z=3):
    return x, y, z


raises(TypeError, 'kwonly() takes 0 positional arguments but 1 was given', kwonly, 1)
raises(TypeError, "kwonly() missing 2 required keyword-only arguments: 'x' and 'y'", kwonly)
raises(TypeError, "kwonly() missing 1 required keyword-only argument: 'x'", kwonly, y=1)
raises(TypeError, 'kwonly() takes 0 positional arguments but 1 positional argument (and 2 keyword-only arguments) were given',
        kwonly, 1, x=1, y=2)
raises(TypeError, "kwonly() got an unexpected keyword argument 'w'", kwonly, x=1, y=2, w=3)


def three(a, b, c, d):
    pass


raises(TypeError, "three() missing 4 required positional arguments: 'a', 'b', 'c', and 'd'", three)
raises(TypeError, "three() missing 3 required positional arguments: 'b', 'c', and 'd'", three, 1)
raises(TypeError, "three() missing 2 required positional arguments: 'c' and 'd'", three, 1, 2)


def mixed(a, b=1, *, k):
    pass


raises(TypeError, 'mixed() takes from 1 to 2 positional arguments but 3 were given', mixed, 1, 2, 3)
raises(TypeError, 'mixed() takes from 1 to 2 positional arguments but 3 positional arguments (and 1 keyword-only argument) were given',
        mixed, 1, 2, 3, k=1)
raises(TypeError, 'mixed() takes from 1 to 2 positional arguments but 4 positional arguments (and 1 keyword-only argument) were given',
        mixed, 1, 2, 3, 4, k=1, **{})


class C:
    def m(self, x):
        return x

    @classmethod
    def cm(cls, x):
        return x

    @staticmethod
    def sm(x):
        return x


raises(TypeError, "C.m() missing 1 required positional argument: 'x'", C().m)
raises(TypeError, "C.m() missing 1 required positional argument: 'x'", C.m, 1)
raises(TypeError, 'C.cm() takes 2 positional arguments but 3 were given', C().cm, 1, 2)
raises(TypeError, "C.sm() missing 1 required positional argument: 'x'", C.sm)
raises(TypeError, "<lambda>() missing 1 required positional argument: 'x'", lambda x: x)
args, kw = (1, 2), {"k": 3}
def capture(*args, **kw):
    args += (9,)
    kw["new"] = 1
    return args, kw
assert capture(*args, **kw) == ((1, 2, 9), {"k": 3, "new": 1}) and kw == {"k": 3} and args == (1, 2)
print("parameters", full(1, 2, 3, 4, 5, e=6, q=7))
