"""bytes and bytearray searching, counting, replacing, splitting and translating against simple models; both types alike."""

SAMPLES = [b"", b"a", b"aaaa", b"abcabc", b"\x00\xff\x00\xff", b"mississippi", bytes(range(256)), b"xyx" * 20,
        b"ab" * 50 + b"c"]
SUBS = [b"", b"a", b"aa", b"bc", b"\xff", b"ss", b"xyxx", b"c", b"zzz", b"\x00\xff\x00"]
n = 0
for s in SAMPLES:
    for sub in SUBS:
        hits = [i for i in range(len(s) - len(sub) + 1) if s[i:i + len(sub)] == sub]
        disjoint, last = 0, -len(sub) or -1
        for h in hits:
            if h >= last + max(1, len(sub)):
                disjoint, last = disjoint + 1, h
        for T in (bytes, bytearray):
            t = T(s)
            assert t.find(sub) == (hits[0] if hits else -1) and t.rfind(sub) == (hits[-1] if hits
                    else -1) and t.count(sub) == disjoint and (sub in t) == bool(hits), (s, sub)
            if sub:
                parts = t.split(sub)
                assert sub.join(parts) == s and len(parts) == disjoint + 1
                assert all(type(p) is T for p in parts) and sub.join(t.rsplit(sub)) == s
                assert t.replace(sub, b"<>") == b"<>".join(parts) and t.replace(sub, b"") == b"".join(parts)
                assert b"".join(t.partition(sub)) == s == b"".join(t.rpartition(sub))
            assert t.startswith(sub) == (s[:len(sub)] == sub)
            assert t.endswith(sub) == (sub == b"" or s[-len(sub):] == sub)
            n += 1
            if len(sub) == 1:
                assert t.find(sub[0]) == t.find(sub) and t.count(sub[0]) == disjoint
                assert (sub[0] in t) == bool(hits)
table = bytes((i * 7 + 3) % 256 for i in range(256))
back = bytes(sorted(range(256), key=lambda i: table[i]))
for s in SAMPLES:
    for T in (bytes, bytearray):
        assert T(s).translate(table) == bytes(table[c] for c in s)
        assert T(s).translate(table).translate(back) == s
        assert T(s).translate(None, b"aeiou") == bytes(c for c in s if c not in b"aeiou")
        assert T(s).translate(table, b"a\xff") == bytes(table[c] for c in s if c not in b"a\xff")
        assert T(s).upper().lower() == bytes(c + 32 if 65 <= c <= 90 else c
                for c in s) if not any(97 <= c <= 122 for c in s) else T(s).upper() == bytes(c - 32
                if 97 <= c <= 122 else c for c in s)
        assert T(s).hex() == "".join("%02x" % c for c in s) and T.fromhex(T(s).hex()) == s
        assert T(s)[::-1] == bytes(reversed(s)) and list(T(s)) == [c for c in s] and T(s) * 3 == s + s + s
        assert T(s).strip(b"a") == s.lstrip(b"a").rstrip(b"a")
        assert len(T(s).ljust(300, b".")) == max(300, len(s))
        for w in (0, 1, 5, 40):
            assert len(T(s).center(w, b"-")) == max(w,
                    len(s)) and T(s).zfill(w).lstrip(b"0") == s.lstrip(b"0") or s[:1] in b"+-"
long = b"a" * 5000 + b"b" + b"a" * 5000
assert long.find(b"b") == 5000 and long.rfind(b"ab") == 4999 and long.count(b"aa") == 5000
assert long.split(b"b")[1] == b"a" * 5000 and long.find(b"a" * 100 + b"b") == 4900
assert long.index(98, 4000, 6000) == 5000
print("bytes model", n)
