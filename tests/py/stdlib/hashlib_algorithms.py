"""hashlib: every algorithm that is always there, at lengths around its block, copies, BLAKE2's parameters, SHAKE's lengths, errors."""
import hashlib
import _md5
import _sha2


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


FIXED = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512",
         "blake2b", "blake2s"]
assert set(FIXED) | {"shake_128", "shake_256"} == hashlib.algorithms_guaranteed
assert hashlib.md5(b"").hexdigest() == "d41d8cd98f00b204e9800998ecf8427e"
assert hashlib.sha256(b"abc").hexdigest() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
data = bytes((i * 7 + 3) % 256 for i in range(1000))
for name in FIXED:
    h = hashlib.new(name)
    print(name, h.name, h.digest_size, h.block_size)
    joined = getattr(hashlib, name)()
    for n in (0, 1, 3, 55, 56, 63, 64, 65, 71, 72, 111, 112, 127, 128, 129, 135, 136, 137, 143, 144, 255, 256, 1000):
        joined.update(getattr(hashlib, name)(data[:n]).digest())
        parts = hashlib.new(name, data[:n // 3])
        parts.update(data[n // 3:n // 2])
        parts.update(bytearray(data[n // 2:n]))
        assert parts.digest() == hashlib.new(name, memoryview(data)[:n]).digest(), (name, n)
    print("   ", joined.hexdigest())
    c = joined.copy()
    c.update(b"more")
    assert c.digest() != joined.digest() and len(c.digest()) == c.digest_size
    assert joined.hexdigest() == joined.digest().hex() == joined.copy().hexdigest()
for name in ("shake_128", "shake_256"):
    h = getattr(hashlib, name)(b"data")
    print(name, h.digest_size, h.block_size, h.hexdigest(5), h.digest(0), h.digest(400)[-8:].hex())
    assert h.digest(400)[:20] == h.digest(20)

b = hashlib.blake2b
print(b(b"x", digest_size=10).hexdigest(), b(b"x", key=b"secret").hexdigest()[:20])
print(b(b"x", salt=b"salt", person=b"me").hexdigest()[:20], hashlib.blake2s(b"x", key=b"k" * 32).hexdigest())
print(b(b"x", fanout=2, depth=3, leaf_size=4096, node_offset=5, node_depth=1, inner_size=32, last_node=True).hexdigest())
print(hashlib.blake2s(data, digest_size=7, node_offset=2 ** 40, salt=b"12345678").hexdigest())
assert b.MAX_KEY_SIZE == b.MAX_DIGEST_SIZE == 64 and hashlib.blake2s.SALT_SIZE == hashlib.blake2s.PERSON_SIZE == 8
for kwargs in ({"digest_size": 65}, {"digest_size": 0}, {"key": b"k" * 65}, {"salt": b"s" * 17}, {"person": b"p" * 17},
               {"fanout": 256}, {"depth": 0}, {"leaf_size": -1}, {"leaf_size": 2 ** 32}, {"node_offset": 2 ** 64},
               {"node_depth": 256}, {"inner_size": 65}):
    try:
        b(**kwargs)
    except (ValueError, OverflowError) as e:
        print(type(e).__name__, e)
raises(TypeError, "Strings must be encoded before hashing", _md5.md5, "text")
raises(TypeError, "Strings must be encoded before hashing", _sha2.sha256().update, "text")
raises(TypeError, "object supporting the buffer API required", _md5.md5, 5)
raises(TypeError, "md5.update() takes exactly one argument (0 given)", _md5.md5().update)
raises(ValueError, "unsupported hash type nothing", hashlib.new, "nothing")
raises(TypeError, "cannot create '_md5.md5' instances", _md5.MD5Type)
assert _md5.md5(string=b"a").hexdigest() == _md5.md5(b"a").hexdigest()
assert "md5" in hashlib.algorithms_available and hashlib.new("sha1", b"a", usedforsecurity=False).name == "sha1"
print(len(FIXED))
