"""zlib: round trips at every level and wrapping, in pieces, with limits and dictionaries, checksums, errors."""
import zlib


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


text = b"the quick brown fox jumps over the lazy dog. " * 50 + bytes(range(256)) * 4
for level in range(-1, 10):
    for wbits in (15, 9, -15, -9, 31, 25):
        packed = zlib.compress(text, level, wbits)
        assert zlib.decompress(packed, wbits) == text, (level, wbits)
        if wbits > 0:
            assert zlib.decompress(packed, 47) == text
        if level > 0:
            assert len(packed) < len(text) // 2
packed = zlib.compress(text)
assert zlib.decompress(packed + b"rest") == text and zlib.decompress(packed, 0) == text
assert packed[:1] == b"\x78" and zlib.compress(b"", wbits=31)[:2] == b"\x1f\x8b"
assert zlib.decompress(bytearray(packed)) == zlib.decompress(memoryview(packed)) == text

c = zlib.compressobj(6)
pieces = [c.compress(text[i:i + 100]) for i in range(0, len(text), 100)] + [c.flush()]
assert zlib.decompress(b"".join(pieces)) == text
raises(zlib.error, "Error -2 while compressing data: inconsistent stream state", c.compress, b"a")
raises(zlib.error, "Error -2 while flushing: inconsistent stream state", c.flush)
assert c.flush(zlib.Z_NO_FLUSH) == b""
c = zlib.compressobj(wbits=-15)
part = c.compress(b"first") + c.flush(zlib.Z_SYNC_FLUSH)
d = zlib.decompressobj(-15)
assert d.decompress(part) == b"first" and not d.eof
part = c.compress(b"second") + c.flush(zlib.Z_FULL_FLUSH) + c.flush()
assert d.decompress(part) == b"second" and d.eof

d = zlib.decompressobj()
out = b""
for i in range(0, len(packed), 7):
    out += d.decompress(packed[i:i + 7])
assert out == text and d.eof and d.unused_data == d.unconsumed_tail == b"" and d.flush() == b""
d = zlib.decompressobj()
assert d.decompress(packed + b"tail") == text and d.unused_data == b"tail"
assert d.decompress(b"more") == b"" and d.unused_data == b"tailmore"
d = zlib.decompressobj()
out = d.decompress(packed, 10)
assert out == text[:10] and d.unconsumed_tail and not d.eof
while d.unconsumed_tail:
    out += d.decompress(d.unconsumed_tail, 1000)
out += d.flush()
assert out == text and d.eof
d = zlib._ZlibDecompressor()
out = d.decompress(packed, max_length=5)
assert out == text[:5] and not d.needs_input and not d.eof
while not d.eof:
    out += d.decompress(b"", max_length=500)
assert out == text and d.unused_data == b""
raises(EOFError, "End of stream already reached", d.decompress, b"")

c = zlib.compressobj(zdict=b"the quick brown fox")
small = c.compress(b"the quick brown fox") + c.flush()
assert len(small) < len(zlib.compress(b"the quick brown fox"))
assert zlib.decompressobj(zdict=b"the quick brown fox").decompress(small) == b"the quick brown fox"
raises(zlib.error, "Error 2 while decompressing data", zlib.decompress, small)
raises(zlib.error, "Error -3 while setting zdict: invalid input data", zlib.decompressobj(zdict=b"other").decompress, small)

assert zlib.crc32(b"a") == 3904355907 and zlib.crc32(b"a", 5) == 2564639436 and zlib.crc32(b"") == 0
assert zlib.adler32(b"a") == 6422626 and zlib.adler32(b"a", 7) == 6815848 and zlib.adler32(b"") == 1
assert zlib.crc32(text[100:], zlib.crc32(text[:100])) == zlib.crc32(text)
assert zlib.adler32(b"\xff" * 100000) == zlib.adler32(b"\xff" * 50000, zlib.adler32(b"\xff" * 50000))
print(zlib.crc32(text), zlib.adler32(text), zlib.crc32(b"x", -1), zlib.crc32(b"x", 2 ** 70 + 3))

short = "Error -5 while decompressing data: incomplete or truncated stream"
raises(zlib.error, short, zlib.decompress, b"")
raises(zlib.error, short, zlib.decompress, packed[:-3])
raises(zlib.error, "Error -3 while decompressing data: incorrect header check", zlib.decompress, b"abc")
raises(zlib.error, "Error -3 while decompressing data: incorrect data check", zlib.decompress, packed[:-1] + b"\x00")
raises(zlib.error, "Bad compression level", zlib.compress, b"a", 10)
raises(zlib.error, "Bad compression level", zlib.compress, b"a", wbits=5)
raises(ValueError, "Invalid initialization option", zlib.compressobj, 10)
raises(ValueError, "Invalid initialization option", zlib.compressobj, 9, 7)
raises(ValueError, "Invalid initialization option", zlib.decompressobj, 99)
raises(ValueError, "max_length must be non-negative", zlib.decompressobj().decompress, packed, -1)
raises(ValueError, "length must be greater than zero", zlib.decompressobj().flush, 0)
raises(ValueError, "bufsize must be non-negative", zlib.decompress, packed, bufsize=-1)
raises(TypeError, "a bytes-like object is required, not 'str'", zlib.compress, "a")
raises(TypeError, "zdict argument must support the buffer protocol", zlib.decompressobj, zdict=5)
raises(TypeError, "cannot create 'zlib.Compress' instances", type(zlib.compressobj()))
assert zlib.error.__module__ == "zlib" and zlib.error.__bases__ == (Exception,) and zlib.MAX_WBITS == 15
