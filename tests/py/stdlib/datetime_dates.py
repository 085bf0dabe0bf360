"""datetime.date and timedelta: construction, arithmetic, comparison, formats, calendars, extremes; exact errors."""
from datetime import date, timedelta, MINYEAR, MAXYEAR
import datetime


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

d = date(2024, 2, 29)
assert (d.year, d.month, d.day) == (2024, 2, 29) and repr(d) == "datetime.date(2024, 2, 29)"
assert str(d) == "2024-02-29" == d.isoformat() and d.weekday() == 3 and d.isoweekday() == 4
assert d.isocalendar() == (2024, 9, 4)
assert repr(d.isocalendar()) == "datetime.IsoCalendarDate(year=2024, week=9, weekday=4)"
assert d.toordinal() == 738945 and date.fromordinal(738945) == d and d.ctime() == "Thu Feb 29 00:00:00 2024"
assert d.timetuple().tm_yday == 60 and d.replace(year=2023, day=1) == date(2023, 2, 1)
assert hash(d) == hash(date(2024, 2, 29))
assert d + timedelta(1) == date(2024, 3, 1) and d - timedelta(days=60) == date(2023, 12, 31)
assert d - date(2023, 2, 28) == timedelta(366) and date(2024, 1, 1) < d < date(2025, 1, 1)
assert d == date(2024, 2, 29) and d != "2024-02-29" and timedelta(1) + d == date(2024, 3, 1)
assert date.min == date(1, 1, 1) and date.max == date(9999, 12, 31) and date.resolution == timedelta(1)
assert (MINYEAR, MAXYEAR) == (1, 9999)
assert d.strftime("%Y/%m/%d %j %a %A %b %B %U %W %w %u %y %G-%V %% %H") == '2024/02/29 060 Thu Thursday Feb February 08 09 4 4 24 2024-09 % 00'
assert f"{d:%d.%m.%Y}" == "29.02.2024" and format(d, "") == "2024-02-29"
assert date.fromisoformat("20240229") == d == date.fromisoformat("2024-W09-4") == date.fromisoformat("2024W094") == date.fromisocalendar(2024,
        9, 4) == date.strptime("29 Feb 2024", "%d %b %Y")
raises(ValueError, 'day 29 must be in range 1..28 for month 2 in year 2023', date, 2023, 2, 29)
raises(ValueError, 'month must be in 1..12, not 13', date, 2023, 13, 1)
raises(ValueError, 'year must be in 1..9999, not 0', date, 0, 1, 1)
raises(ValueError, 'year must be in 1..9999, not 10000', date, 10000, 1, 1)
raises(TypeError, "function missing required argument 'day' (pos 3)", date, 2023, 1)
raises(TypeError, "'str' object cannot be interpreted as an integer", date, "2023", 1, 1)
raises(OverflowError, 'date value out of range', lambda: date.max + timedelta(1))
raises(OverflowError, 'date value out of range', lambda: date.min - timedelta(1))
raises(TypeError, "unsupported operand type(s) for +: 'datetime.date' and 'int'", lambda: d + 1)
raises(TypeError, "unsupported operand type(s) for +: 'datetime.date' and 'datetime.date'", lambda: d + d)
raises(TypeError, "'<' not supported between instances of 'datetime.date' and 'int'", lambda: d < 5)
raises(ValueError, "Invalid isoformat string: '2024-2-9'", date.fromisoformat, "2024-2-9")
raises(ValueError, "Invalid isoformat string: 'x'", date.fromisoformat, "x")
raises(TypeError, 'fromisoformat: argument must be str', date.fromisoformat, 5)
raises(ValueError, 'ordinal must be >= 1', date.fromordinal, 0)
raises(ValueError, 'Invalid week: 53', date.fromisocalendar, 2023, 53, 1)
raises(AttributeError, "attribute 'year' of 'datetime.date' objects is not writable", setattr, d, "year", 1)
for o in range(1, 3652060, 9973):
    x = date.fromordinal(o)
    assert x.toordinal() == o and date.fromisoformat(str(x)) == x
    assert date.fromisocalendar(*x.isocalendar()) == x
    assert (x + timedelta(1)).weekday() == (x.weekday() + 1) % 7
assert sum(1 for y in range(1900, 2100) if (date(y, 12, 31) - date(y, 1, 1)).days == 365) == 49

t = timedelta(days=1, hours=-1, minutes=30, seconds=5, milliseconds=7, microseconds=8, weeks=1)
assert (t.days, t.seconds, t.microseconds) == (7, 84605, 7008)
assert repr(t) == "datetime.timedelta(days=7, seconds=84605, microseconds=7008)"
assert str(t) == "7 days, 23:30:05.007008" and t.total_seconds() == 689405.007008
assert repr(timedelta(0)) == "datetime.timedelta(0)" and str(timedelta(-1, 5)) == "-1 day, 0:00:05"
assert str(timedelta(1)) == "1 day, 0:00:00" and str(timedelta(seconds=3.5)) == "0:00:03.500000"
assert repr(timedelta(microseconds=-1)) == "datetime.timedelta(days=-1, seconds=86399, microseconds=999999)"
assert timedelta(1) * 2.5 == timedelta(2, 43200) and 3 * timedelta(1) == timedelta(3)
assert timedelta(5) / 2 == timedelta(2, 43200) and timedelta(5) / timedelta(2) == 2.5
assert timedelta(5) // timedelta(2) == 2 and timedelta(7) // 2 == timedelta(3, 43200)
assert timedelta(5) % timedelta(2) == timedelta(1) and divmod(timedelta(5), timedelta(2)) == (2, timedelta(1))
assert -timedelta(1, 5) == timedelta(-2, 86395) and abs(timedelta(-1)) == timedelta(1) and +t == t
assert not timedelta(0) and timedelta(1) > timedelta(0, 86399) and timedelta(-7) // 2 == timedelta(-4, 43200)
assert timedelta(-1) % timedelta(hours=7) == timedelta(hours=4)
assert timedelta(microseconds=0.5) == timedelta(0)
assert timedelta(microseconds=1.5) == timedelta(microseconds=2)
assert timedelta(days=0.1) == timedelta(seconds=8640) and hash(timedelta(1)) == hash(timedelta(hours=24))
assert timedelta.max.days == 999999999 and timedelta.min == timedelta(-999999999)
assert timedelta.resolution == timedelta(microseconds=1)
assert timedelta(3) / 7 == timedelta(seconds=37028, microseconds=571429)
raises(OverflowError, 'days=1000000000; must have magnitude <= 999999999', timedelta, 10 ** 9)
raises(OverflowError, 'days=1000000000; must have magnitude <= 999999999', lambda: timedelta.max + timedelta(1))
raises(ZeroDivisionError, 'division by zero', lambda: t / 0)
raises(ZeroDivisionError, 'division by zero', lambda: t // timedelta(0))
raises(TypeError, "unsupported operand type(s) for *: 'datetime.timedelta' and 'datetime.timedelta'", lambda: t * t)
raises(TypeError, "unsupported operand type(s) for +: 'datetime.timedelta' and 'int'", lambda: t + 1)
raises(TypeError, 'unsupported type for timedelta days component: str', timedelta, "a")
raises(TypeError, "'<' not supported between instances of 'datetime.timedelta' and 'int'", lambda: t < 1)
class D2(date):
    def quarter(self): return (self.month + 2) // 3
assert D2(2024, 5, 1).quarter() == 2 and type(D2(2024, 5, 1) + timedelta(1)) is D2
assert D2.fromisoformat("2024-01-01").quarter() == 1 and datetime.date.today() >= date(2024, 1, 1)
fridays = [x for x in (date(2024, 1, 1) + timedelta(i) for i in range(366)) if x.weekday() == 4 and x.day == 13]
print("dates", [str(f) for f in fridays], t * 3, d.isocalendar()[1])
