"""`NormalDist.inv_cdf` gives the same numbers to the last bit."""
import _statistics
import hashlib
import random
import statistics

assert statistics._normal_dist_inv_cdf is _statistics._normal_dist_inv_cdf
random.seed(5)
dist = statistics.NormalDist(1.5, 2.25)
digest = hashlib.md5()
for p in [random.random() for _ in range(3000)] + [1e-300, 1e-12, 0.075, 0.0750001, 0.5, 1 - 1e-9]:
    digest.update(repr(dist.inv_cdf(p)).encode())
print(digest.hexdigest())
for args in (0, 0, 1), (1, 0, 1), (0.5, 0, -1):
    try:
        _statistics._normal_dist_inv_cdf(*args)
    except ValueError as error:
        print(error)
