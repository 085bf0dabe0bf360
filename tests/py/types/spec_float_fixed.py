"""Fixed notation of floats, where integers are enough to find the digits and where not."""

import sys

values = [
    0.5, 1.5, 2.5, 0.125, 0.375, 1e-5, 1.005, 2.675, 1e15, 1e16, 123456789.987654321, 0.1, 1 / 3, 2 / 3,
    9.995, 9.5, 99.5, 999999.5, 0.05, 0.005, 0.0005, 4.5, 5.5, 2**52 + 0.5, 2.0**53, 2.0**60, 1e22, 1e23, 1e100,
    5e-324, 2.2250738585072014e-308, sys.float_info.max, 1e-20, 1e-30, 0.0, 7.0, 1024.0, 2**-30, 2**-66 * 3, 2**-70,
]
for v in values:
    for x in (v, -v):
        print(f"{x:.0f} {x:.1f} {x:.2f} {x:.3f} {x:.6f}"[:120], f"{x:.10f} {x:.17f} {x:.22f} {x:.23f}"[-110:])
print("%.2f %.0f %5.1f|%-8.3f|%+.1f %#.0f" % (0.125, 0.5, 2.25, 1.0005, 3.05, 2.0))
print(f"{float('nan'):.2f} {float('inf'):.1f} {-float('inf'):.0f} {12345.678:,.2f} {-0.0:.1f} {-0.004:.2f}")
print(round(2.675, 2), round(0.125, 2), round(-1.5), f"{1e-7:.6f}", f"{0.9999999:.3f}", f"{0.99951:.3f}")

total = 0
x = 0.000123
for i in range(2000):
    x = x * 1.0173 % 1e6 + 1e-7
    total = (total * 31 + sum(map(ord, f"{x:.{i % 12}f}"))) % 1000003
print(total)
