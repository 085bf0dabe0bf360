"""datetime.datetime, time, timezone, tzinfo: arithmetic, folding, formats, parsing, comparison of aware and naive; errors."""
from datetime import datetime, date, time, timedelta, timezone, tzinfo, UTC


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

t = datetime(2024, 3, 10, 14, 5, 6, 789)
assert repr(t) == "datetime.datetime(2024, 3, 10, 14, 5, 6, 789)" and str(t) == "2024-03-10 14:05:06.000789"
assert t.isoformat() == "2024-03-10T14:05:06.000789" and t.isoformat(" ", "minutes") == "2024-03-10 14:05"
assert t.isoformat(timespec="milliseconds") == "2024-03-10T14:05:06.000" and t.date() == date(2024, 3, 10)
assert t.time() == time(14, 5, 6, 789) and t.replace(hour=0, microsecond=0) == datetime(2024, 3, 10, 0, 5, 6)
assert datetime.combine(date(2024, 1, 1), time(5)) == datetime(2024, 1, 1, 5) and t.weekday() == 6
assert t.ctime() == "Sun Mar 10 14:05:06 2024"
assert repr(datetime(2024, 1, 1)) == "datetime.datetime(2024, 1, 1, 0, 0)"
assert t + timedelta(hours=10) == datetime(2024, 3, 11, 0, 5, 6, 789)
assert t - timedelta(microseconds=790) == datetime(2024, 3, 10, 14, 5, 5, 999999)
assert t - datetime(2024, 3, 9) == timedelta(1, 50706, 789) and t > datetime(2024, 1, 1)
assert t != date(2024, 3, 10) and datetime.min.year == 1
assert datetime.max == datetime(9999, 12, 31, 23, 59, 59, 999999)
u = datetime(2024, 3, 10, 14, tzinfo=UTC)
e = timezone(timedelta(hours=-5), "EST")
v = u.astimezone(e)
assert v.hour == 9 and v == u and hash(v) == hash(u) and v.utcoffset() == timedelta(hours=-5)
assert v.tzname() == "EST" and v.dst() is None and str(v) == "2024-03-10 09:00:00-05:00"
assert u.timestamp() == 1710079200.0 and datetime.fromtimestamp(1710079200, UTC) == u
assert datetime.fromtimestamp(0.5, UTC).microsecond == 500000
assert datetime.fromtimestamp(-1, UTC) == datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)
assert repr(u) == "datetime.datetime(2024, 3, 10, 14, 0, tzinfo=datetime.timezone.utc)"
assert v - u == timedelta(0)
assert repr(UTC) == "datetime.timezone.utc" and str(UTC) == "UTC"
assert str(timezone(timedelta(hours=5, minutes=30))) == "UTC+05:30"
assert repr(e) == "datetime.timezone(datetime.timedelta(days=-1, seconds=68400), 'EST')"
assert timezone(timedelta(0)) == UTC and timezone(timedelta(seconds=-30)).tzname(None) == "UTC-00:00:30"
assert u.utctimetuple().tm_hour == 14
for text, want in (("2024-03-10T14:05:06.000789", t), ("2024-03-10 14:05:06,000789", t),
        ("20240310T140506", t.replace(microsecond=0)), ("2024-03-10T14Z", u), ("2024-03-10T09:00:00-05:00", u),
        ("2024-W10-7T14+00", u), ("2024-03-10", datetime(2024, 3, 10)),
        ("2024-03-10T24:00", datetime(2024, 3, 11)), ("2024-03-10T14:00:00.1234567Z", u.replace(microsecond=123456))):
    assert datetime.fromisoformat(text) == want, text
assert datetime.strptime("10/Mar/2024:14:05:06 +0530", "%d/%b/%Y:%H:%M:%S %z").utcoffset() == timedelta(hours=5, minutes=30)
assert datetime.strptime("3:5 PM", "%I:%M %p") == datetime(1900, 1, 1, 15, 5)
assert datetime.strptime("2024 070", "%Y %j") == datetime(2024, 3, 10)
assert datetime.strptime("1.5", "%S.%f").microsecond == 500000
assert datetime.strptime("2024-W10-7", "%G-W%V-%u") == datetime(2024, 3, 10)
assert t.strftime("%H:%M:%S.%f %I%p %z%Z|") == "14:05:06.000789 02PM |"
assert v.strftime("%z %:z %Z") == "-0500 -05:00 EST" and f"{t:%Y}" == "2024" and u.strftime("%s")[:0] == ""
assert t.strftime("é%%%d") == "é%10"
m = time(1, 2, 3, 4)
assert repr(m) == "datetime.time(1, 2, 3, 4)" and str(m) == "01:02:03.000004" and str(time(5)) == "05:00:00"
assert repr(time(5)) == "datetime.time(5, 0)" and m < time(2) and m.replace(minute=59) == time(1, 59, 3, 4)
assert time.fromisoformat("T04:23:01+04:00").utcoffset() == timedelta(hours=4) and time.min == time(0)
assert time.max == time(23, 59, 59, 999999) and bool(time(0)) and m.isoformat("seconds") == "01:02:03"
assert m.strftime("%H-%M") == "01-02" and time(1, tzinfo=UTC) == time(3, tzinfo=timezone(timedelta(hours=2)))
assert time(1, fold=1).fold == 1 and time.fromisoformat("1234") == time(12, 34)


class Dst(tzinfo):
    """One hour ahead from April to October; a fold at the end."""

    def utcoffset(self, dt):
        return timedelta(hours=1) + self.dst(dt)

    def dst(self, dt):
        return timedelta(hours=1) if dt and (4, 1) <= (dt.month, dt.day) <= (10,
                27) and not (dt.month == 10 and dt.day == 27 and (dt.hour >= 3 or dt.hour == 2 and dt.fold)) else timedelta(0)

    def tzname(self, dt):
        return "DST" if self.dst(dt) else "STD"


z = Dst()
s, w = datetime(2024, 7, 1, 12, tzinfo=z), datetime(2024, 1, 1, 12, tzinfo=z)
assert s.utcoffset() == timedelta(hours=2) and w.utcoffset() == timedelta(hours=1) and s.tzname() == "DST"
assert s.astimezone(UTC).hour == 10 and s.dst() == timedelta(hours=1) and s.timetuple().tm_isdst == 1
assert w.timetuple().tm_isdst == 0 and (s - w) == timedelta(182)
f0, f1 = datetime(2024, 10, 27, 2, 30, tzinfo=z), datetime(2024, 10, 27, 2, 30, tzinfo=z, fold=1)
assert f0.utcoffset() != f1.utcoffset() and f1.timestamp() - f0.timestamp() == 3600 and f0 == f1
assert repr(f1).endswith("fold=1, tzinfo=" + repr(z) + ")")
assert datetime(2024, 10, 27, 0, 30, tzinfo=UTC).astimezone(z).hour == 2
raises(TypeError, "can't compare offset-naive and offset-aware datetimes", lambda: t < u)
raises(TypeError, "can't subtract offset-naive and offset-aware datetimes", lambda: t - u)
raises(TypeError, "'<' not supported between instances of 'datetime.datetime' and 'datetime.date'",
        lambda: t < date(2024, 1, 1))
raises(ValueError, 'hour must be in 0..23, not 24', datetime, 2024, 1, 1, 24)
raises(ValueError, 'minute must be in 0..59, not 60', datetime, 2024, 1, 1, 0, 60)
raises(ValueError, 'microsecond must be in 0..999999, not 1000000', time, 0, 0, 0, 10 ** 6)
raises(ValueError, 'fold must be either 0 or 1, not 2', datetime, 2024, 1, 1, fold=2)
raises(TypeError, "tzinfo argument must be None or of a tzinfo subclass, not type 'int'", datetime, 2024, 1, 1, tzinfo=5)
raises(TypeError, "function missing required argument 'month' (pos 2)", datetime, 2024)
raises(ValueError, 'hour must be in 0..23, not 25', datetime.fromisoformat, "2024-01-01T25:00")
raises(ValueError, "time data 'x' does not match format '%Y'", datetime.strptime, "x", "%Y")
raises(ValueError, 'unconverted data remains:  1', datetime.strptime, "2024 1", "%Y")
raises(ValueError, "'Q' is a bad directive in format '%Q'", datetime.strptime, "2024", "%Q")
raises(OverflowError, 'date value out of range', lambda: datetime.max + timedelta(microseconds=1))
raises(ValueError, 'offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not datetime.timedelta(days=1)',
        timezone, timedelta(hours=24))
raises(TypeError, 'timezone() argument 1 must be datetime.timedelta, not int', timezone, 5)
raises(ValueError, 'Unknown timespec value', t.isoformat, " ", "bad")
raises(NotImplementedError, 'a tzinfo subclass must implement utcoffset()',
        lambda: datetime(2024, 1, 1, tzinfo=tzinfo()).utcoffset())
raises(TypeError, 'combine() argument 1 must be datetime.date, not int', datetime.combine, 1, 2)
assert t != u and not t == u and datetime.now(UTC) - datetime.now(UTC) < timedelta(1)
class Sub(datetime):
    pass
assert type(Sub(2024, 1, 1) + timedelta(1)) is Sub and type(Sub.now()) is Sub
assert type(Sub.fromisoformat("2024-01-01")) is Sub and Sub(2024, 1, 1).isoformat() == "2024-01-01T00:00:00"
total = timedelta()
x = datetime(2000, 2, 28, 23, 59, 59, tzinfo=e)
for i in range(800):
    y = x + timedelta(days=i * 3, seconds=i * 7919)
    total += y.astimezone(z) - x + timedelta(minutes=y.astimezone(UTC).minute)
    assert datetime.fromisoformat(y.isoformat()) == y and datetime.fromtimestamp(y.timestamp(), UTC) == y
assert str(total) == '988109 days, 15:33:20'
print("datetimes", total, v, f1.astimezone(UTC))
