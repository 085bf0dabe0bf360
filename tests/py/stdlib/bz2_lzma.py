"""bz2 and lzma: pieces, limits of the output, formats, filters, checks, files, damaged data; exact errors."""
import bz2
import io
import lzma
import pickle


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


DATA = b"".join(b"%d squared is %d\n" % (i, i * i) for i in range(2000))
for module in bz2, lzma:
    packed = module.compress(DATA)
    assert len(packed) < len(DATA) // 3 and module.decompress(packed) == DATA
    assert module.decompress(packed + packed) == DATA * 2 and module.decompress(module.compress(b"")) == b""
    c = module.BZ2Compressor() if module is bz2 else module.LZMACompressor()
    parts = [c.compress(DATA[i:i + 777]) for i in range(0, len(DATA), 777)] + [c.flush()]
    assert module.decompress(b"".join(parts)) == DATA
    t(c.flush)
    t(lambda: c.compress(b""))
    t(lambda: c.compress("text"))
    d = module.BZ2Decompressor() if module is bz2 else module.LZMADecompressor()
    assert not d.eof and d.needs_input and d.unused_data == b""
    out, given = b"", 0
    while not d.eof:
        if d.needs_input:
            piece, given = packed[given:given + 100], given + 100
        else:
            piece = b""
        got = d.decompress(piece, max_length=500)
        assert len(got) <= 500
        out += got
    assert out == DATA and not d.needs_input
    t(lambda: d.decompress(b"a"))
    t(lambda: setattr(d, "eof", 1))
    d = type(d)()
    assert d.decompress(packed + b"rest") == DATA and d.eof and d.unused_data == b"rest"
    t(lambda: module.decompress(packed[:-3]))
    t(lambda: module.decompress(b"no such format at all"))
    for value in c, d:
        t(lambda: pickle.dumps(value))
    file = io.BytesIO()
    with module.open(file, "wt", encoding="utf-8") as f:
        f.write("first\nsecond é\n")
    file.seek(0)
    with module.open(file, "rt", encoding="utf-8") as f:
        assert f.readlines() == ["first\n", "second é\n"]
    file.seek(0)
    with module.open(file) as f:
        assert f.seek(6) == 6 and f.read(6) == b"second" and f.seek(0) == 0 and f.peek()[:1] == b"f"

for level in 0, 10, "a":
    t(lambda: bz2.BZ2Compressor(level))
t(lambda: bz2.BZ2Decompressor(3))
OLD = bytes.fromhex("425a683931415926535949f688140000119180400026461880200022bfd526432100309d3a953ce3"
                    "ab62d48621f17724538509049f688140")
assert bz2.decompress(OLD) == b"made elsewhere " * 3

for kwargs in ({"format": 77}, {"preset": 99}, {"preset": 1, "filters": []}, {"format": lzma.FORMAT_RAW},
               {"filters": [{}]}, {"filters": [3]}, {"filters": [{"id": 99}]},
               {"filters": [{"id": lzma.FILTER_LZMA2, "foo": 1}]}, {"filters": [{"id": lzma.FILTER_LZMA2}] * 5},
               {"filters": [{"id": lzma.FILTER_DELTA, "dist": 0}]}, {"format": lzma.FORMAT_ALONE, "check": 1},
               {"check": 99}, {"filters": [{"id": lzma.FILTER_X86, "dist": 1}]},
               {"filters": [{"id": lzma.FILTER_DELTA, "foo": 1}]},
               {"format": lzma.FORMAT_ALONE, "filters": [{"id": lzma.FILTER_LZMA2}]}):
    t(lambda: lzma.LZMACompressor(**kwargs))
for kwargs in ({"format": 77}, {"format": lzma.FORMAT_RAW}, {"format": lzma.FORMAT_XZ, "filters": []},
               {"format": lzma.FORMAT_RAW, "memlimit": 4, "filters": []}):
    t(lambda: lzma.LZMADecompressor(**kwargs))
x = lzma.compress(DATA)
d = lzma.LZMADecompressor()
before = d.check
assert d.decompress(x) == DATA
print(before, d.check, lzma.is_check_supported(10), lzma.is_check_supported(99))
damaged = bytearray(x)
damaged[len(x) // 2] ^= 255
t(lambda: lzma.decompress(bytes(damaged)))
t(lambda: lzma.LZMADecompressor(memlimit=1000).decompress(x))
for check in lzma.CHECK_NONE, lzma.CHECK_CRC32, lzma.CHECK_CRC64, lzma.CHECK_SHA256:
    d = lzma.LZMADecompressor()
    assert d.decompress(lzma.compress(b"abc", check=check, preset=1)) == b"abc" and d.check == check
alone = lzma.compress(DATA, format=lzma.FORMAT_ALONE, preset=3 | lzma.PRESET_EXTREME)
d = lzma.LZMADecompressor()
assert d.decompress(alone) == DATA and d.check == lzma.CHECK_NONE
assert lzma.decompress(alone, format=lzma.FORMAT_ALONE) == DATA
t(lambda: lzma.decompress(alone, format=lzma.FORMAT_XZ))
CHAINS = ([{"id": lzma.FILTER_LZMA2, "preset": 4}],
          [{"id": lzma.FILTER_DELTA, "dist": 3}, {"id": lzma.FILTER_LZMA2, "dict_size": 1 << 16, "lc": 1, "lp": 2}],
          [{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_DELTA}, {"id": lzma.FILTER_LZMA2, "mode": lzma.MODE_FAST,
           "mf": lzma.MF_HC4, "nice_len": 20, "depth": 4}],
          [{"id": lzma.FILTER_LZMA1, "pb": 1}])
for chain in CHAINS:
    raw = lzma.compress(DATA, format=lzma.FORMAT_RAW, filters=chain)
    assert lzma.decompress(raw, format=lzma.FORMAT_RAW, filters=chain) == DATA
for spec in ({"id": lzma.FILTER_LZMA2}, {"id": lzma.FILTER_LZMA2, "dict_size": 12345}, {"id": lzma.FILTER_DELTA, "dist": 3},
             {"id": lzma.FILTER_LZMA1, "lc": 2, "pb": 1, "preset": 1}, {"id": lzma.FILTER_X86}):
    t(lambda: lzma._encode_filter_properties(spec))
for number, row in ((lzma.FILTER_LZMA2, b"\x16"), (lzma.FILTER_LZMA1, b"]\0\0\x80\0"), (lzma.FILTER_DELTA, b"\x02"),
                    (lzma.FILTER_X86, b""), (lzma.FILTER_DELTA, b"")):
    t(lambda: lzma._decode_filter_properties(number, row))
