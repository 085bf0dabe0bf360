"""Texts as keys: equality over kinds of storage, hashing, order, surrogates, huge ones, format maps."""
import sys


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


words = ["", "a", "\xe9", "\u20ac", "\U0001f600", "\ud800", "a\xe9\u20ac\U0001f600", "a" * 100, "\xe9" * 100, "\U0001f600" * 100]
table = {w: i for i, w in enumerate(words)}
for w in words:
    copy = "".join(list(w))
    assert table[copy] == table[w] and hash(copy) == hash(w) and copy == w and copy in set(words)
    assert sys.intern(copy) == w and (w + "x")[:-1] == w and w.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass") == w
    assert w * 3 == w + w + w and (w + "sep" + w).split("sep") == [w, w] and w.replace("zz", "") == w
print(sorted(words, key=len)[:3], [len(w) for w in words], max(words) == "\U0001f600" * 100, min(words) == "")
print([w.isascii() for w in words[:6]], [ascii(w[:2]) for w in words], ascii(repr("\ud800\n\x7f\xad")))
for i in (0, 1, -1, 2, 3, -4, 4, 5):
    print(i, ascii(attempt(lambda: words[6][i])), ascii(words[6][i:]), ascii(words[6][:i]), ascii(words[6][::i] if i else ""))
big = ("abc\xe9" * 25000) + "\u20ac"
assert big.index("\u20ac") == 100000 and big[99999] == "\xe9" and big.count("\xe9") == 25000 and big[::-1][0] == "\u20ac" and big.rfind("c\xe9a") == 99994
print(attempt("a".encode, "ascii", "x"), attempt("\u20ac".encode, "ascii"), attempt("\ud800".encode), "\u20acx".encode("ascii", "backslashreplace"), "\u20acx".encode("latin-1", "xmlcharrefreplace"), "\u20acx".encode("ascii", "namereplace"), attempt(b"\xff".decode), b"\xffa".decode("utf-8", "replace") == "\ufffda", ascii(b"\xffa".decode("utf-8", "surrogateescape")))
print("%s|%5s|%-5s|%.2s|%r|%a" % ("\xe9", "\xe9", "\xe9", "\xe9ab", "\xe9", "\xe9"), "{:>4}|{:^5}|{:.1}|{!r}|{!a}".format("\u20ac", "\u20ac", "\u20acb", "\u20ac", "\u20ac"))
print("A\xdf\u0130\ufb01".lower() == "a\xdfi\u0307\ufb01", "a\xdf\ufb01".upper(), "\u03a3\u03a3".lower(), "\u01c6".title() == "\u01c5", "stra\xdfe".casefold(), "\u0149x".swapcase())
