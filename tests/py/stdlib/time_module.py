"""time: clocks, struct_time, conversion, strftime and strptime, sleep, time zones fixed to UTC; exact errors."""
import time


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

a, b = time.monotonic(), time.monotonic()
assert b >= a and time.perf_counter() > 0 and time.process_time() > 0 and time.time() > 1.6e9
assert isinstance(time.time_ns(), int) and time.monotonic_ns() > 0 and time.perf_counter_ns() > 0
assert time.process_time_ns() > 0 and time.thread_time() >= 0
start = time.perf_counter()
assert time.sleep(0.002) is None and time.perf_counter() - start >= 0.002 and time.sleep(0) is None
for clock in ("time", "monotonic", "perf_counter", "process_time"):
    info = time.get_clock_info(clock)
    assert info.resolution > 0 and info.monotonic is (clock != "time") and isinstance(info.adjustable, bool)
    assert info.implementation
g = time.gmtime(0)
assert tuple(g) == (1970, 1, 1, 0, 0, 0, 3, 1, 0) and g.tm_year == 1970 and g.tm_zone in ("UTC", "GMT")
assert g.tm_gmtoff == 0
assert repr(g) == "time.struct_time(tm_year=1970, tm_mon=1, tm_mday=1, tm_hour=0, tm_min=0, tm_sec=0, tm_wday=3, tm_yday=1, tm_isdst=0)"
assert tuple(time.gmtime(1710079506.9))[:6] == (2024, 3, 10, 14, 5, 6)
assert tuple(time.gmtime(-1))[:6] == (1969, 12, 31, 23, 59, 59)
s = time.struct_time((2024, 3, 10, 14, 5, 6, 6, 70, 0))
assert len(s) == 9 and s[0] == s.tm_year == 2024 and s[:3] == (2024, 3, 10)
assert s == time.struct_time(tuple(s)) and s.tm_zone is None and s.n_fields == 11
assert time.struct_time(range(9)).tm_isdst == 8
assert time.asctime(s) == "Sun Mar 10 14:05:06 2024" and time.asctime(g) == "Thu Jan  1 00:00:00 1970"
assert time.strftime("%Y-%m-%d %H:%M:%S %j %a %A %b %B %p %I %y %w %U %W %% %e|%D|%T|%R",
        s) == '2024-03-10 14:05:06 070 Sun Sunday Mar March PM 02 24 0 10 10 % 10|03/10/24|14:05:06|14:05'
assert time.strftime("é%d", s) == "é10" and time.strftime("", s) == ""
assert time.strptime("2024-03-10 14:05:06", "%Y-%m-%d %H:%M:%S") == s[:8] + (-1,)
assert time.strptime("10 Mar 24", "%d %b %y").tm_year == 2024 and time.strptime("Sunday", "%A").tm_wday == 6
assert time.strptime("070 2024", "%j %Y")[:3] == (2024, 3, 10)
assert time.strptime("12:30 AM", "%I:%M %p").tm_hour == 0
assert time.strptime("1 1 1969", "%d %m %Y").tm_year == 1969
if time.tzname[0] == "UTC":
    assert time.mktime(s[:8] + (0,)) == 1710079506.0 and time.localtime(0)[:6] == (1970, 1, 1, 0, 0, 0)
    assert time.timezone == 0 and time.ctime(0) == "Thu Jan  1 00:00:00 1970"
raises(TypeError, 'time.struct_time() takes an at least 9-sequence (2-sequence given)', time.struct_time, (1, 2))
raises(TypeError, 'constructor requires a sequence', time.struct_time, 5)
raises(TypeError, 'strftime() argument 1 must be str, not int', time.strftime, 5)
raises(TypeError, 'strftime(): illegal time tuple argument', time.strftime, "%Y", (1, 2))
raises(ValueError, 'month out of range', time.strftime, "%Y", (2024, 13, 1, 0, 0, 0, 0, 1, 0))
raises(ValueError, 'hour out of range', time.strftime, "%Y", (2024, 1, 1, 25, 0, 0, 0, 1, 0))
raises(ValueError, "time data 'x' does not match format '%Y'", time.strptime, "x", "%Y")
raises(ValueError, 'unconverted data remains: x', time.strptime, "2024x", "%Y")
raises(ValueError, "'Q' is a bad directive in format '%Q'", time.strptime, "2024", "%Q")
raises(ValueError, 'day 30 must be in range 1..29 for month 2 in year 2024', time.strptime, "30 Feb 2024", "%d %b %Y")
raises(ValueError, 'sleep length must be non-negative', time.sleep, -1)
raises(TypeError, "'str' object cannot be interpreted as an integer or float", time.sleep, "a")
raises(TypeError, "'str' object cannot be interpreted as an integer", time.gmtime, "a")
raises(OverflowError, 'timestamp out of range for platform time_t', time.gmtime, 1e20)
raises(ValueError, 'Invalid value NaN (not a number)', time.gmtime, float("nan"))
raises(TypeError, 'Tuple or struct_time argument required', time.mktime, 5)
raises(AttributeError, 'readonly attribute', setattr, s, "tm_year", 1)
raises(ValueError, 'unknown clock', time.get_clock_info, "nope")
total = 0
for i in range(600):
    t = time.gmtime(i * 7919 * 3607)
    total += t.tm_yday + t.tm_wday + int(time.strftime("%M%S", t))
assert total == 1915154
print("time", total, time.asctime(g))
