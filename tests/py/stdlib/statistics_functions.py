"""statistics: averages, spread, quantiles, regression, NormalDist; exact fractions and decimals; errors."""
import statistics as st
from fractions import Fraction as F
from decimal import Decimal as D


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert st.mean([1, 2, 3, 4]) == 2.5 and st.mean([F(1, 2), F(1, 3)]) == F(5, 12)
assert st.mean([D("0.1"), D("0.3")]) == D("0.2") and st.mean([True, False]) == 0.5
assert st.mean([1e308, 1e308]) == 1e308 and type(st.mean([1, 3])) is int and st.fmean([1, 2, 3]) == 2.0
assert st.fmean([1, 2], [3, 1]) == 1.25
assert abs(st.geometric_mean([1, 10, 100]) - 10) < 1e-9 and st.harmonic_mean([40, 60]) == 48.0
assert st.harmonic_mean([1, 0]) == 0 and st.harmonic_mean([40, 60], weights=[5, 30]) == 56.0
assert st.median([3, 1, 2]) == 2 and st.median([1, 2, 3, 4]) == 2.5 and st.median_low([1, 2, 3, 4]) == 2
assert st.median_high([1, 2, 3, 4]) == 3 and st.median_grouped([1, 2, 2, 3, 4, 4, 4, 5]) == 3.5
assert st.mode([1, 2, 2, 3]) == 2 and st.mode("abb") == "b" and st.multimode("aabb") == ["a", "b"]
assert st.multimode([]) == [] and st.mode([1, 1, 2, 2]) == 1
data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
assert st.variance(data) == 1.3720238095238095 and st.pvariance(data) == 1.1760204081632653
assert abs(st.stdev(data) ** 2 - st.variance(data)) < 1e-12
assert st.variance([1, 2, 3]) == 1 and st.pvariance([1, 2, 3, 4], mu=2.5) == 1.25
assert st.variance([F(1), F(2), F(4)]) == F(7, 3) and st.pstdev([1, 1]) == 0.0
assert st.stdev([1, 3]) == 1.4142135623730951 and st.variance([D(1), D(3)]) == 2
assert st.quantiles(range(1, 10), n=4) == [2.5, 5.0, 7.5] and st.quantiles([1, 2], n=2) == [1.5]
assert st.quantiles(range(11), n=10, method="inclusive") == [1, 2, 3, 4, 5, 6, 7, 8, 9]
assert st.covariance([1, 2, 3], [1, 2, 3]) == 1.0 and st.correlation([1, 2, 3], [3, 2, 1]) == -1.0
assert st.correlation([1, 2, 3], [1, 4, 9], method="ranked") == 1.0
lr = st.linear_regression([1, 2, 3], [3, 5, 7])
assert lr.slope == 2.0 and lr.intercept == 1.0 and repr(lr) == "LinearRegression(slope=2.0, intercept=1.0)"
assert st.linear_regression([1, 2], [2, 4], proportional=True).slope == 2.0
n = st.NormalDist(100, 15)
assert n.mean == 100 and n.stdev == 15 and n.variance == 225 and n.median == 100 == n.mode
assert n.cdf(100) == 0.5 and abs(n.inv_cdf(0.975) - 129.39945976810081) < 1e-9
assert abs(n.pdf(100) - 0.026596152026762184) < 1e-12 and repr(n) == "NormalDist(mu=100.0, sigma=15.0)"
assert n + 5 == st.NormalDist(105, 15) and n * 2 == st.NormalDist(200, 30) and -n == st.NormalDist(-100, 15)
assert n + st.NormalDist(0, 20) == st.NormalDist(100, 25) and n.zscore(130) == 2.0
assert abs(n.overlap(st.NormalDist(130, 15)) - 0.31731050786291415) < 1e-9
assert st.NormalDist.from_samples([1, 2, 3]) == st.NormalDist(2, 1) and n.quantiles(2) == [100.0]
assert hash(n) == hash(st.NormalDist(100, 15))
E = st.StatisticsError
raises(E, 'mean requires at least one data point', st.mean, [])
raises(E, 'fmean requires at least one data point', st.fmean, [])
raises(E, 'no median for empty data', st.median, [])
raises(E, 'no mode for empty data', st.mode, [])
raises(E, 'variance requires at least two data points', st.variance, [1])
raises(E, 'pvariance requires at least one data point', st.pvariance, [])
raises(E, 'Must have a non-empty dataset', st.geometric_mean, [])
raises(E, "('No negative inputs allowed', -1)", st.geometric_mean, [-1])
raises(E, 'harmonic mean does not support negative values', st.harmonic_mean, [-1])
raises(E, 'must have at least one data point', st.quantiles, [])
raises(E, 'n must be at least 1', st.quantiles, [1, 2], n=0)
raises(ValueError, "Unknown method: 'x'", st.quantiles, [1, 2], method="x")
raises(E, 'correlation requires that both inputs have same number of data points', st.correlation, [1, 2], [1])
raises(E, 'at least one of the inputs is constant', st.correlation, [1, 1], [1, 2])
raises(E, 'linear regression requires at least two data points', st.linear_regression, [1], [1])
raises(E, 'sigma must be non-negative', st.NormalDist, 0, -1)
raises(E, 'p must be in the range 0.0 < p < 1.0', n.inv_cdf, 1.5)
raises(E, 'data and weights must be the same length', st.fmean, [1, 2], [1])
raises(TypeError, "can't convert type 'str' to numerator/denominator", st.mean, ["a"])
raises(TypeError, "'int' object is not iterable", st.mean, 5)
xs = [i * 7919 % 1009 / 7 for i in range(300)]
assert round(st.fmean(xs), 9) == 72.147142857 and round(st.stdev(xs), 9) == 41.791326415
assert st.median(xs) == 72.42857142857142 and st.kde([1, 2, 3], h=1.0)(2) > 0.2
print("statistics", round(st.fmean(xs), 6), round(st.pstdev(xs), 6), lr)
