"""datetime: construction, arithmetic, formatting, parsing, time zones, comparisons, errors."""
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo


def raises(kind, text, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except kind as error:
        assert text is None or str(error) == text, (str(error), text)
    else:
        raise AssertionError(f"{call} did not raise")


d = date(2024, 2, 29)
assert repr(d) == "datetime.date(2024, 2, 29)" and str(d) == "2024-02-29" and d.weekday() == 3 and d.isoweekday() == 4 and d.isocalendar() == (2024, 9, 4) and d.toordinal() == 738945 and date.fromordinal(738945) == d
assert d + timedelta(days=1) == date(2024, 3, 1) and date(2025, 1, 1) - d == timedelta(307) and d.replace(year=2028) == date(2028, 2, 29) and d.timetuple().tm_yday == 60 and d.ctime() == "Thu Feb 29 00:00:00 2024"
assert date.fromisoformat("20240229") == d == date.fromisoformat("2024-W09-4") and date.min == date(1, 1, 1) and date.max.year == MAXYEAR and d.strftime("%d/%m/%y %a %b %j %%") == "29/02/24 Thu Feb 060 %" and f"{d:%Y}" == "2024"
raises(ValueError, "day 30 must be in range 1..29 for month 2 in year 2024", date, 2024, 2, 30)
raises(ValueError, "month must be in 1..12, not 13", date, 2024, 13, 1)
raises(ValueError, "year must be in 1..9999, not 0", date, 0, 1, 1)
raises(OverflowError, "date value out of range", lambda: date.max + timedelta(1))
raises(ValueError, "Invalid isoformat string: '2024-1-1'", date.fromisoformat, "2024-1-1")

t = timedelta(days=-1, hours=5, minutes=3, seconds=2.5, milliseconds=1)
assert repr(t) == "datetime.timedelta(days=-1, seconds=18182, microseconds=501000)" and str(t) == "-1 day, 5:03:02.501000" and t.total_seconds() == -68217.499 and abs(t) == timedelta(seconds=68217.499) and str(timedelta(2, 3)) == "2 days, 0:00:03"
assert timedelta(hours=1) * 2.5 == timedelta(minutes=150) and timedelta(1) / timedelta(hours=1) == 24.0 and timedelta(1) // 7 == timedelta(microseconds=12342857142) and timedelta(hours=7) % timedelta(hours=3) == timedelta(hours=1) and -timedelta(1) < timedelta(0) and not timedelta(0)
assert divmod(timedelta(hours=7), timedelta(hours=3)) == (2, timedelta(hours=1)) and timedelta(weeks=1) == timedelta(7) and hash(timedelta(1)) == hash(timedelta(hours=24)) and timedelta.resolution == timedelta(microseconds=1)

dt = datetime(2024, 3, 10, 14, 5, 6, 789)
assert str(dt) == "2024-03-10 14:05:06.000789" and repr(dt) == "datetime.datetime(2024, 3, 10, 14, 5, 6, 789)" and dt.isoformat("T", "milliseconds") == "2024-03-10T14:05:06.000" and dt.date() == date(2024, 3, 10) and dt.time() == time(14, 5, 6, 789)
assert datetime.strptime("10 Mar 2024 02:05 PM", "%d %b %Y %I:%M %p") == datetime(2024, 3, 10, 14, 5) and dt.strftime("%H:%M:%S.%f %p") == "14:05:06.000789 PM" and datetime.combine(d, time(1, 2)) == datetime(2024, 2, 29, 1, 2)
assert datetime.fromisoformat("2024-03-10T14:05:06Z") == datetime(2024, 3, 10, 14, 5, 6, tzinfo=UTC) and datetime.fromisoformat("2024-03-10 14:05+02:30").utcoffset() == timedelta(hours=2, minutes=30) and datetime.fromtimestamp(0, UTC) == datetime(1970, 1, 1, tzinfo=UTC)
assert datetime(2024, 1, 1, tzinfo=UTC).timestamp() == 1704067200.0 and dt.replace(hour=0) < dt and (dt - datetime(2024, 3, 9)).days == 1 and datetime.fromtimestamp(1e9, UTC).isoformat() == "2001-09-09T01:46:40+00:00"
raises(ValueError, "time data 'x' does not match format '%Y'", datetime.strptime, "x", "%Y")
raises(ValueError, "unconverted data remains: z", datetime.strptime, "2024z", "%Y")
raises(ValueError, "hour must be in 0..23, not 24", datetime, 2024, 1, 1, 24)
raises(TypeError, "can't compare offset-naive and offset-aware datetimes", lambda: dt < datetime.now(UTC))
raises(TypeError, "can't subtract offset-naive and offset-aware datetimes", lambda: dt - datetime.now(UTC))

east = timezone(timedelta(hours=5, minutes=30), "IST")
west = timezone(-timedelta(hours=3))
a = datetime(2024, 1, 1, 12, tzinfo=east)
assert a.astimezone(UTC) == datetime(2024, 1, 1, 6, 30, tzinfo=UTC) and str(a) == "2024-01-01 12:00:00+05:30" and a.tzname() == "IST" and west.tzname(None) == "UTC-03:00" and repr(west) == "datetime.timezone(datetime.timedelta(days=-1, seconds=75600))" and a == a.astimezone(west) and hash(a) == hash(a.astimezone(west))
raises(ValueError, None, timezone, timedelta(hours=24))


class Zone(tzinfo):
    def utcoffset(self, when):
        return timedelta(hours=1 + (when is not None and 3 < when.month < 11))

    def dst(self, when):
        return self.utcoffset(when) - timedelta(hours=1)

    def tzname(self, when):
        return "SUM" if self.dst(when) else "WIN"


z = Zone()
assert datetime(2024, 7, 1, tzinfo=z).strftime("%z %Z") == "+0200 SUM" and datetime(2024, 1, 1, tzinfo=UTC).astimezone(z).hour == 1 and datetime(2024, 7, 1, tzinfo=UTC).astimezone(z).hour == 2
c = time(10, 30, fold=1)
assert repr(c) == "datetime.time(10, 30, fold=1)" and c.isoformat() == "10:30:00" and time.fromisoformat("10:30:15.5") == time(10, 30, 15, 500000) and bool(time(0)) and time(10) < time(11) and time(1, tzinfo=UTC).isoformat() == "01:00:00+00:00"
days = [date(2024, 1, 31) + timedelta(days=30 * i) for i in range(4)]
print("datetime", *days, datetime(2000, 1, 1) + timedelta(microseconds=-1), timedelta.max, max(days))
