"""calendar tables, colorsys, statistics, fractions and decimal on the same numbers; zip files in memory, gzip."""
import calendar
import colorsys
import gzip
import io
import statistics
import zipfile


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


print(calendar.month(2024, 2), calendar.isleap(1900), calendar.leapdays(1900, 2001), calendar.monthrange(2023, 2), calendar.weekday(2000, 1, 1), calendar.monthcalendar(2024, 9))
print(calendar.TextCalendar(6).formatmonth(2021, 5), list(calendar.Calendar().itermonthdays2(2022, 2))[:3], calendar.timegm((2001, 9, 9, 1, 46, 40)), attempt(calendar.monthrange, 2020, 13), calendar.day_name[0], calendar.month_abbr[12])
for rgb in ((0, 0, 0), (1, 1, 1), (1, 0, 0), (0.2, 0.4, 0.6)):
    for name in ("hsv", "hls", "yiq"):
        there = getattr(colorsys, "rgb_to_" + name)(*rgb)
        back = getattr(colorsys, name + "_to_rgb")(*there)
        assert all(abs(a - b) < 1e-9 for a, b in zip(rgb, back)), (rgb, name)
        print(name, ["%.6f" % (x + 0.0) for x in there])
data = [2.5, 3.25, 5.5, 11.25, 11.75, 1, 1]
for name in ("mean", "fmean", "geometric_mean", "harmonic_mean", "median", "median_low", "median_high", "mode", "multimode", "pstdev", "pvariance", "stdev", "variance", "quantiles"):
    r = getattr(statistics, name)(data)
    print(name, r if isinstance(r, list) and len(r) < 3 and name != "quantiles" else [round(x, 9) for x in r] if isinstance(r, list) else round(r, 9))
print(attempt(statistics.mean, []), attempt(statistics.stdev, [1]), statistics.correlation([1, 2, 3], [2, 4, 6.5]).__round__(9), statistics.linear_regression([1, 2, 3], [2, 4, 6]))
n = statistics.NormalDist(100, 15)
print(round(n.cdf(115), 9), round(n.pdf(100), 9), round(n.inv_cdf(0.9), 6), n + 5, n * 2, round(n.overlap(statistics.NormalDist(110, 15)), 9), round(n.zscore(130), 3))
f = io.BytesIO()
with zipfile.ZipFile(f, "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("a.txt", "hello " * 100)
    z.writestr(zipfile.ZipInfo("d/b.bin", (2020, 1, 2, 3, 4, 6)), bytes(range(256)))
with zipfile.ZipFile(f) as z:
    print(z.namelist(), z.testzip(), z.read("a.txt")[:11], z.getinfo("d/b.bin").date_time, z.getinfo("a.txt").compress_size < 100, z.open("d/b.bin").read(5), attempt(z.read, "zz"))
packed = gzip.compress(b"data " * 1000, mtime=5)
print(len(packed) < 100, gzip.decompress(packed + gzip.compress(b"more", mtime=5))[-6:], packed[:4], attempt(gzip.decompress, b"notgzip"), attempt(gzip.decompress, packed[:20]))
with gzip.open(io.BytesIO(packed), "rt") as t:
    print(t.readline()[:9], len(t.read()))
