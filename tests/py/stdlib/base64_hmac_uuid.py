"""base64 in all its alphabets, binascii, hmac over the hashes, uuid values and versions."""
import base64
import binascii
import hashlib
import hmac
import uuid


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


for data in (b"", b"a", b"ab", b"abc", bytes(range(256))[::37], b"\xff\xfe\xfd>?"):
    for name in ("b16", "b32", "b32hex", "b64", "b85", "a85", "standard_b64", "urlsafe_b64"):
        packed = getattr(base64, name + "encode")(data)
        assert getattr(base64, name + "decode")(packed) == data
        print(name, packed)
    assert base64.decodebytes(base64.encodebytes(data)) == data and binascii.unhexlify(binascii.hexlify(data)) == data
print(attempt(base64.b64decode, "abc"), attempt(base64.b64decode, "ab$c", validate=True), attempt(base64.b32decode, "a"), attempt(base64.b16decode, "0g"), base64.b64decode("YQ"  "=="), base64.b64encode(b"??>", altchars=b"-_"), base64.a85encode(b"\0" * 8, adobe=True))
print(binascii.crc32(b"hello"), binascii.crc_hqx(b"hello", 0), binascii.b2a_uu(b"hi"), attempt(binascii.unhexlify, "abc"), attempt(binascii.unhexlify, "zz"), binascii.hexlify(b"abcd", ":", 2))
for name in sorted(hashlib.algorithms_guaranteed - {"shake_128", "shake_256"}):
    h = hmac.new(b"key", b"message", name)
    h.update(b" more")
    assert hmac.compare_digest(h.digest(), hmac.digest(b"key", b"message more", name)) and h.copy().hexdigest() == h.hexdigest()
    print(name, h.name, h.digest_size, h.block_size, h.hexdigest()[:24])
print(hmac.new(b"k" * 200, b"", "md5").hexdigest(), hmac.compare_digest("a", "a"), hmac.compare_digest(b"a", b"b"), attempt(hmac.new, b"k", b"m"), attempt(hmac.compare_digest, "a", b"a"))
u = uuid.UUID("12345678-1234-5678-1234-567812345678")
print(u, repr(u), u.hex, u.int, u.fields, u.version, u.variant, u.urn, u.bytes_le.hex(), uuid.UUID(int=5), uuid.UUID(bytes=b"x" * 16), attempt(uuid.UUID, "x"), attempt(uuid.UUID))
print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "http://a"), uuid.uuid4().version, uuid.uuid4() != uuid.uuid4(), uuid.NAMESPACE_DNS < uuid.NAMESPACE_URL, hash(u) == hash(uuid.UUID(str(u))))
