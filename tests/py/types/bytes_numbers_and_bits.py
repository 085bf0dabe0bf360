"""Byte-level programs: checksums, base64 and hex by hand, run lengths, bit packing, xor ciphers, endian swaps, varints."""

DATA = bytes((i * 31 + i // 7) % 256 for i in range(1000))
B64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def b64(data):
    out = bytearray()
    for i in range(0, len(data), 3):
        chunk = data[i:i + 3]
        n = int.from_bytes(chunk.ljust(3, b"\0"), "big")
        quad = bytes(B64[n >> s & 63] for s in (18, 12, 6, 0))
        out += quad[:len(chunk) + 1].ljust(4, b"=")
    return bytes(out)


def unb64(text):
    out = bytearray()
    for i in range(0, len(text), 4):
        quad = text[i:i + 4]
        n = 0
        for c in quad:
            n = n << 6 | (0 if c == 61 else B64.index(c))
        out += n.to_bytes(3, "big")[:3 - quad.count(b"=")]
    return bytes(out)


assert b64(b"") == b"" and b64(b"f") == b"Zg==" and b64(b"fo") == b"Zm8=" and b64(b"foobar") == b"Zm9vYmFy"
assert unb64(b64(DATA)) == DATA and len(b64(DATA)) == 1336


def adler(data):
    a, b = 1, 0
    for c in data:
        a = (a + c) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def crc_table():
    out = []
    for i in range(256):
        for _ in range(8):
            i = i >> 1 ^ 0xEDB88320 * (i & 1)
        out.append(i)
    return out


TABLE = crc_table()


def crc(data, c=0):
    c ^= 0xFFFFFFFF
    for b in data:
        c = c >> 8 ^ TABLE[(c ^ b) & 255]
    return c ^ 0xFFFFFFFF


assert adler(b"Wikipedia") == 0x11E60398 and crc(b"123456789") == 0xCBF43926
assert crc(DATA[500:], crc(DATA[:500])) == crc(DATA) == 904445921 and adler(DATA) == 1114566773


def rle(data):
    out, i = bytearray(), 0
    while i < len(data):
        j = i
        while j < len(data) and j - i < 255 and data[j] == data[i]:
            j += 1
        out += bytes((j - i, data[i]))
        i = j
    return bytes(out)


def unrle(data):
    return b"".join(bytes([data[i + 1]]) * data[i] for i in range(0, len(data), 2))


for s in (b"", b"a", b"aaab", b"x" * 600, DATA, bytes(300)):
    assert unrle(rle(s)) == s
assert rle(b"aaabb") == b"\x03a\x02b"


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def unvarint(data):
    n = shift = 0
    for i, c in enumerate(data):
        n |= (c & 127) << shift
        shift += 7
        if c < 128:
            return n, i + 1


for n in (0, 1, 127, 128, 300, 2 ** 31, 2 ** 50, 2 ** 63, 2 ** 64 - 1, 10 ** 30):
    assert unvarint(varint(n)) == (n, len(varint(n)))


def pack_bits(bits):
    n = 0
    for b in bits:
        n = n << 1 | b
    return n.to_bytes((len(bits) + 7) // 8, "big")


def unpack_bits(data, count):
    n = int.from_bytes(data, "big")
    return [n >> i & 1 for i in range(count - 1, -1, -1)]


bits = [(i * i >> 2) & 1 for i in range(500)]
assert unpack_bits(pack_bits(bits), 500) == bits and len(pack_bits(bits)) == 63


def xor(data, key):
    return bytes(a ^ b for a, b in zip(data, key * (len(data) // len(key) + 1)))


assert xor(xor(DATA, b"secret"), b"secret") == DATA and xor(b"aaa", b"a") == b"\0\0\0"


def swap32(data):
    return b"".join(data[i:i + 4][::-1] for i in range(0, len(data), 4))


assert swap32(swap32(DATA)) == DATA and swap32(b"\1\2\3\4") == b"\4\3\2\1"
assert int.from_bytes(swap32(DATA[:4]), "little") == int.from_bytes(DATA[:4], "big")
counts = [0] * 256
for c in DATA:
    counts[c] += 1
assert sum(counts) == 1000 and max(counts) == 6
hexed = "".join("%02x" % c for c in DATA)
assert hexed == DATA.hex() and bytes(int(hexed[i:i + 2], 16) for i in range(0, 2000, 2)) == DATA
h = 0xCBF29CE484222325
for c in DATA:
    h = (h ^ c) * 0x100000001B3 % 2 ** 64
assert h == 2645894715497961780
s = sorted(DATA)
buf = bytearray(DATA)
for i in range(len(buf) - 1, 0, -1):
    j = (i * 7919) % (i + 1)
    buf[i], buf[j] = buf[j], buf[i]
assert sorted(buf) == s and buf != DATA and bytes(sorted(set(DATA)))[:3] == bytes(sorted(set(DATA)))[0:3]
print("bytes programs", hex(crc(DATA)), h, b64(b"tauraro"))
