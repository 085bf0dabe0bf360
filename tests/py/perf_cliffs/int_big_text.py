"""Large ints to text and back, large powers and products: not quadratic where CPython is not."""
import sys

sys.set_int_max_str_digits(0)

digits = "1234567890" * 1000
for _ in range(40):
    number = int(digits)
    assert str(number) == digits
assert number % 9 == sum(map(int, digits)) % 9

power = 3**100_000
assert power.bit_length() == 158_497
text = str(power)
assert len(text) == 47_713 and text[:10] == "1334971414" and int(text) == power

a, b = 7**20_000, 11**20_000
product = 1
for _ in range(20):
    product = a * b
assert product == 77**20_000
assert product // b == a and product % a == 0 and divmod(product + 5, a) == (b, 5)

total = 0
for i in range(20_000):
    total += (1 << 200) + i
assert total == 20_000 * (1 << 200) + 19_999 * 10_000

hexed = f"{a:x}"
assert int(hexed, 16) == a and int(f"{a:b}", 2) == a
print(len(text), product.bit_length(), pow(3, a, 10**9 + 7))
