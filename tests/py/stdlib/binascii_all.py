"""Every function of binascii."""
import binascii
from binascii import *
def t(f):
    try: print(ascii(f()))
    except BaseException as e: print(type(e).__name__, ascii(e))
for s in [b'', b'YWJj', b'YWJ', b'YWI=', b'YQ==', b'YQ=', b'YQ', b'Y', b'YW Jj\n', b'YW!!Jj', b'YQ==YQ==', b'=YQ==', b'Y=Q=', b'YWJj=', b'YWJj==', b'YQ===', b'a=b=c', '====', b'YQ==x', b'YQ\n==', 'YWJj', 'é', b'YWJjZA', b'\xff', b'A', b'AAAAA', b'YWI=\n', b'YWI==', b'AB==CD==', b'ab:(){:|:&};:==']:
    t(lambda: a2b_base64(s)); t(lambda: a2b_base64(s, strict_mode=True))
t(lambda: b2a_base64(b'abc')); t(lambda: b2a_base64(b'abcd', newline=False)); t(lambda: b2a_base64(b'')); t(lambda: b2a_base64('a')); t(lambda: b2a_base64(bytes(range(256))))
for s in [b'', b'6162', b'616', b'6g', '6162', 'é', b'AbcD', bytearray(b'61')]: t(lambda: unhexlify(s)); t(lambda: a2b_hex(s))
t(lambda: hexlify(b'abc')); t(lambda: hexlify(b'abcde','-',2)); t(lambda: hexlify(b'abcde',b':',-2)); t(lambda: b2a_hex(b'abc',sep='--')); t(lambda: hexlify('a')); t(lambda: hexlify(memoryview(b'xy'))); t(lambda: hexlify(b'abc', sep='é')); t(lambda:hexlify(b'abc', sep=5)); t(lambda:hexlify(b'abc', '')); t(lambda:hexlify(b'abc', ':', 0))
for s in [b'=41=4', b'a=\nb', b'a=\r\nb', b'=', b'==', b'=4', b'=zz', b'a_b', b'=3D=20\n', '=41', b'=4g', b'a=x', b'=\n=\n']: t(lambda: a2b_qp(s)); t(lambda: a2b_qp(s, header=True))
for s in [b'a=b', b'a b \n', b'a\t\n', b'x'*100, b'.', b'.\n', b'a\n.\nb', b'\xff\x00', b'a\r\nb', b'a_b c', b'\r', b' ', b'a '*60, b'\n', b'a=\r\n', b'.\n.x', b'\xc3\xa9'*30]:
    t(lambda: b2a_qp(s)); t(lambda: b2a_qp(s, quotetabs=True)); t(lambda: b2a_qp(s, istext=False)); t(lambda: b2a_qp(s, header=True))
for s in [b'', b'#86)C\n', b'#86)C', b'#86', b' \n', b'#86)C  \n', b'#86)C!\n', b'%86)C9\n', b'`\n', b'"86)C\n', b'\x7f', b'!~', b'#86)C   x\n']: t(lambda: a2b_uu(s))
for s in [b'', b'abc', b'a'*45, b'a'*46, b'ab', b'\0\0\0']: t(lambda: b2a_uu(s)); t(lambda: b2a_uu(s, backtick=True))
t(lambda: crc_hqx(b'hello', 0)); t(lambda: crc_hqx(b'hello', 0xffff)); t(lambda: crc_hqx(b'', 70000)); t(lambda: crc32(b'hello')); t(lambda: crc32(b'world', crc32(b'hello'))); t(lambda: crc32(b'', -1)); t(lambda: crc32(b'abc'*1000, 1<<40)); t(lambda: crc32('a')); t(lambda:crc32(1))
t(lambda: Error.__mro__); t(lambda: Incomplete.__mro__); t(lambda: Error.__module__); t(lambda: Incomplete.__module__)
t(lambda: a2b_base64(5)); t(lambda: unhexlify(5)); t(lambda: a2b_qp(5)); t(lambda: b2a_qp('a')); t(lambda: a2b_uu(5)); t(lambda: b2a_uu('a')); t(lambda: crc_hqx(b'a')); t(lambda: crc_hqx('a',0))
t(lambda: sorted(k for k in dir(binascii) if not k.startswith('__')))
