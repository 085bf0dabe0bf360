"""Dates against a day counting model, ISO weeks, month ends, adding months, durations, sorting, formatting loops."""
from datetime import date, datetime, timedelta, timezone


def leap(y):
    return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)


DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def ordinal(y, m, d):
    return (y - 1) * 365 + (y - 1) // 4 - (y - 1) // 100 + (y - 1) // 400 + sum(DAYS[:m - 1]) + (m > 2 and leap(y)) + d


n = 0
for y in (1, 4, 100, 400, 1582, 1899, 1900, 1970, 1999, 2000, 2023, 2024, 2100, 9999):
    for m in range(1, 13):
        last = DAYS[m - 1] + (m == 2 and leap(y))
        for d in (1, 15, last):
            x = date(y, m, d)
            o = ordinal(y, m, d)
            assert x.toordinal() == o and date.fromordinal(o) == x and x.weekday() == (o - 1) % 7
            assert x.isoweekday() == (o - 1) % 7 + 1 and x.timetuple().tm_yday == o - ordinal(y, 1, 1) + 1
            assert x.isoformat() == "%04d-%02d-%02d" % (y, m, d) and (x - date(1, 1, 1)).days == o - 1
            iy, iw, iwd = x.isocalendar()
            thursday = o - (o - 1) % 7 + 3
            assert iwd == x.isoweekday()
            assert (date.fromordinal(min(thursday, date.max.toordinal())).year == iy or y == 9999)
            n += 1
        try:
            date(y, m, last + 1)
        except ValueError:
            pass
        else:
            raise AssertionError


def add_months(d, k):
    m = d.month - 1 + k
    y, m = d.year + m // 12, m % 12 + 1
    return date(y, m, min(d.day, DAYS[m - 1] + (m == 2 and leap(y))))


assert [str(add_months(date(2024, 1, 31), k)) for k in (1, 2, 13, -2, -11, 24)] == ["2024-02-29", "2024-03-31",
        "2025-02-28", "2023-11-30", "2023-02-28", "2026-01-31"]
start = datetime(1999, 12, 31, 23, 59, 59, 999999)
assert str(start + timedelta(microseconds=1)) == "2000-01-01 00:00:00"
assert str(start - timedelta(days=365, hours=5, microseconds=-1)) == "1998-12-31 19:00:00"
total = timedelta()
for i in range(500):
    t = start + timedelta(days=i * 37, seconds=i * 4099, microseconds=i)
    assert t - start == timedelta(days=i * 37, seconds=i * 4099, microseconds=i)
    assert datetime.fromisoformat(t.isoformat()) == t
    assert datetime.strptime(t.strftime("%Y %j %H:%M:%S.%f"), "%Y %j %H:%M:%S.%f") == t
    assert datetime.combine(t.date(), t.time()) == t and t.replace(microsecond=0) <= t
    total += t - t.replace(hour=0, minute=0, second=0, microsecond=0)
assert str(total) == '249 days, 9:44:10.124250'
zones = [timezone(timedelta(minutes=m)) for m in (-720, -330, 0, 60, 345, 840)]
base = datetime(2024, 2, 28, 23, 30, tzinfo=timezone.utc)
locals_ = [base.astimezone(z) for z in zones]
assert len(set(locals_)) == 1 and [str(t) for t in locals_] == [
    '2024-02-28 11:30:00-12:00', '2024-02-28 18:00:00-05:30', '2024-02-28 23:30:00+00:00',
    '2024-02-29 00:30:00+01:00', '2024-02-29 05:15:00+05:45', '2024-02-29 13:30:00+14:00',
] and max(locals_) - min(locals_) == timedelta(0) and [t.date().isoformat() for t in locals_] == [
    '2024-02-28', '2024-02-28', '2024-02-28', '2024-02-29', '2024-02-29', '2024-02-29',
]
days = sorted(date(2000 + i * 7 % 30, 1 + i * 5 % 12, 1 + i * 11 % 28) for i in range(200))
assert all(a <= b for a, b in zip(days, days[1:])) and min(days) == days[0]
assert len({d.isocalendar()[:2] for d in days}) == 170
tds = [timedelta(seconds=s) for s in (-90061, -1, 0, 1, 59, 3661, 86399, 86400, 10 ** 8)]
assert [str(t) for t in tds] == [
    '-2 days, 22:58:59', '-1 day, 23:59:59', '0:00:00', '0:00:01', '0:00:59', '1:01:01', '23:59:59',
    '1 day, 0:00:00', '1157 days, 9:46:40',
]
assert sum(tds, timedelta()) == timedelta(seconds=sum((-90061, -1, 0, 1, 59, 3661, 86399, 86400, 10 ** 8)))
assert sorted(tds) == tds and [t.total_seconds() // 60 for t in tds][0] == -1502.0
print("calendar", n, total, locals_[4])
