"""time: broken-down times and texts."""
import os, time

os.environ["TZ"] = "EST+05EDT,M4.1.0,M10.5.0"
time.tzset()
print(time.tzname, time.timezone, time.altzone, time.daylight)
for t in (0, 1, 86399, 951782400, 1720000000, -1, 2**31, 1e9 + 0.75):
    g, l = time.gmtime(t), time.localtime(t)
    print(g, g.tm_zone, g.tm_gmtoff)
    print(l, l.tm_zone, l.tm_gmtoff, time.mktime(l) == int(t // 1))
    print(time.asctime(g), "|", time.ctime(t), "|", time.strftime("%Y-%m-%dT%H:%M:%S %j %U %w %a %b %d %p %I %Z %z %%", l))
print(time.strptime("2024-02-29 13:14:15", "%Y-%m-%d %H:%M:%S"))
print(time.strptime("30 Nov 00", "%d %b %y"))
print(time.strftime("é %Y \0 %m ☃", time.gmtime(0)).encode())
t = time.gmtime(0)
print(t[:6], t == tuple(t), t.tm_year, len(t), time.struct_time(range(9)), time.struct_time.n_fields)
for bad in (lambda: time.struct_time((1, 2)), lambda: time.strftime("%Y", (1,)), lambda: time.asctime((1900, 13, 1, 0, 0, 0, 0, 1, 0)),
            lambda: time.strftime("", (1900, 1, 32, 0, 0, 0, 0, 1, 0)), lambda: time.strftime("", (1900, 1, 1, 24, 0, 0, 0, 1, 0)),
            lambda: time.strftime("", (1900, 1, 1, 0, 60, 0, 0, 1, 0)), lambda: time.strftime("", (1900, 1, 1, 0, 0, 62, 0, 1, 0)),
            lambda: time.strftime("", (1900, 1, 1, 0, 0, 0, 0, 367, 0)), lambda: time.mktime(5), lambda: time.gmtime("a"),
            lambda: time.gmtime(float("nan")), lambda: time.gmtime(1e300), lambda: time.sleep(-1), lambda: time.sleep("a"),
            lambda: time.get_clock_info("x"), lambda: time.strptime("x", "%Y")):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
a = time.monotonic(); time.sleep(0.02); b = time.monotonic()
assert 0.02 <= b - a < 5
assert abs(time.time() - time.time_ns() / 1e9) < 1
assert isinstance(time.perf_counter_ns(), int) and time.process_time() >= 0 and time.thread_time_ns() >= 0
print(time.get_clock_info("monotonic"))
