"""sys.settrace, sys.setprofile and sys.monitoring: events of calls, lines, returns, exceptions, generators; removal."""
import sys


def traced(fn, *args):
    log = []
    base = fn.__code__.co_firstlineno

    def tracer(frame, event, arg):
        if frame.f_code.co_filename != __file__ or frame.f_code.co_name == "traced":
            return None
        log.append((frame.f_code.co_name, event, frame.f_lineno - base,
                type(arg).__name__ if event == "exception" else arg if event == "return"
                and isinstance(arg, (int, str)) else None))
        return tracer
    sys.settrace(tracer)
    try:
        fn(*args)
    except ZeroDivisionError:
        pass
    finally:
        sys.settrace(None)
    return log


def simple(n):
    x = n + 1
    if x > 1:
        x *= 2
    return x


def loops():
    t = 0
    for i in range(2):
        t += i
    return t


def raises():
    try:
        1 / 0
    except ZeroDivisionError:
        return "caught"
    finally:
        pass


def calls():
    a = simple(1)
    return [simple(v) for v in (0,)][0] + a


def gen():
    yield 1
    yield 2


def uses_gen():
    for v in gen():
        pass


def escapes():
    raises_out()


def raises_out():
    1 / 0


for fn, args in ((simple, (1,)), (simple, (-1,)), (loops, ()), (raises, ()), (calls, ()), (uses_gen, ()), (escapes, ())):
    print(fn.__name__, traced(fn, *args))
assert sys.gettrace() is None
events = []


def profiler(frame, event, arg):
    name = arg.__name__ if event.startswith("c_") else frame.f_code.co_name
    if name not in ("setprofile",):
        events.append((event, name))


sys.setprofile(profiler)
simple(3)
len([1])
sorted([2, 1], key=abs)
sys.setprofile(None)
assert events == [
    ('call', 'simple'), ('return', 'simple'), ('c_call', 'len'), ('c_return', 'len'),
    ('c_call', 'sorted'), ('c_return', 'sorted'),
] and sys.getprofile() is None


def line_jump():
    x = []
    x.append(1)
    x.append(2)
    x.append(3)
    return x


def jumper(frame, event, arg):
    if frame.f_code is line_jump.__code__ and event == "line" and frame.f_lineno == line_jump.__code__.co_firstlineno + 3:
        frame.f_lineno = frame.f_lineno + 1
    return jumper


sys.settrace(jumper)
jumped = line_jump()
sys.settrace(None)
assert jumped == [1, 3] and line_jump() == [1, 2, 3]
M = sys.monitoring
M.use_tool_id(3, "test")
assert M.get_tool(3) == "test"
seen = []
M.register_callback(3, M.events.PY_START, lambda code, off: seen.append(("start", code.co_name)))
M.register_callback(3, M.events.PY_RETURN, lambda code, off, v: seen.append(("return", code.co_name, v)))
M.register_callback(3, M.events.LINE, lambda code, line: seen.append(("line", line - simple.__code__.co_firstlineno)))
M.set_local_events(3, simple.__code__, M.events.PY_START | M.events.PY_RETURN | M.events.LINE)
simple(1)
loops()
M.set_local_events(3, simple.__code__, 0)
simple(1)
assert seen == [("start", "simple"), ("line", 1), ("line", 2), ("line", 3), ("line", 4), ("return", "simple", 4)]
count = 0


def on_jump(code, src, dst):
    global count
    count += 1


M.register_callback(3, M.events.JUMP, on_jump)
M.set_events(3, M.events.JUMP)
for i in range(50):
    pass
M.set_events(3, 0)
once = []
M.register_callback(3, M.events.PY_START, lambda code, off: (once.append(code.co_name), M.DISABLE)[1])
M.set_events(3, M.events.PY_START)
for _ in range(10):
    simple(1)
M.set_events(3, 0)
assert once.count("simple") == 1 and count >= 40
M.free_tool_id(3)
assert M.get_tool(3) is None
for bad in (lambda: M.use_tool_id(9, "x"), lambda: M.set_events(3, 1), lambda: M.register_callback(3, 3, None)):
    try:
        bad()
    except ValueError as e:
        print(e)
hot = 0
for i in range(600):
    if i == 300:
        sys.settrace(lambda f, e, a: None)
    hot += simple(i)
sys.settrace(None)
assert hot == sum((i + 1) * (2 if i + 1 > 1 else 1) for i in range(600))
print("tracing", hot, jumped)
