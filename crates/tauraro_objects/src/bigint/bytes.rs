//! `int.to_bytes` and `int.from_bytes`.

use dashu_int::{IBig, UBig};

use super::arithmetic::{bit_length, magnitude};
use super::{IntRef, IntValue};
use crate::fault::Fault;

/// `value.to_bytes(length, byteorder, signed=signed)`
pub fn to_bytes(value: IntRef<'_>, length: usize, big_endian: bool, signed: bool) -> Result<Vec<u8>, Fault> {
    let negative = value.is_negative();
    if negative && !signed {
        return Err(Fault::overflow("can't convert negative int to unsigned"));
    }
    let mut magnitude_bytes = magnitude(value).to_le_bytes();
    // In two's complement -2**n needs no more bits than 2**n - 1.
    let power_of_two = negative && super::bit_count(value) == 1;
    let bits = bit_length(value) + usize::from(signed) - usize::from(power_of_two);
    if bits > length.saturating_mul(8) && !(value.is_zero()) {
        return Err(Fault::overflow("int too big to convert"));
    }
    let kept = magnitude_bytes.len().min(length);
    let mut out = vec![0; length];
    if negative {
        let mut carry = true;
        for byte in &mut magnitude_bytes {
            let (negated, overflow) = (!*byte).overflowing_add(u8::from(carry));
            *byte = negated;
            carry = overflow;
        }
        out.fill(0xff);
    }
    out[..kept].copy_from_slice(&magnitude_bytes[..kept]);
    if big_endian {
        out.reverse();
    }
    Ok(out)
}

/// `int.from_bytes(bytes, byteorder, signed=signed)`
pub fn from_bytes(bytes: &[u8], big_endian: bool, signed: bool) -> IntValue {
    let top = if big_endian { bytes.first() } else { bytes.last() };
    let negative = signed && top.is_some_and(|byte| byte & 0x80 != 0);
    if bytes.len() < 8 || bytes.len() == 8 && signed {
        let mut word = if negative { [0xff; 8] } else { [0; 8] };
        word[..bytes.len()].copy_from_slice(bytes);
        if big_endian {
            word[..bytes.len()].reverse();
        }
        return IntValue::Small(i64::from_le_bytes(word));
    }
    let unsigned = if big_endian { UBig::from_be_bytes(bytes) } else { UBig::from_le_bytes(bytes) };
    let value = IBig::from(unsigned);
    if negative {
        return IntValue::from(value - (IBig::ONE << (bytes.len() * 8)));
    }
    IntValue::from(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_each_length() {
        let to = |value: i64, length, signed| to_bytes(IntRef::Small(value), length, true, signed);
        assert_eq!(to(255, 1, false).unwrap(), [255]);
        assert_eq!(to(-128, 1, true).unwrap(), [128]);
        assert_eq!(to(127, 1, true).unwrap(), [127]);
        assert_eq!(to(-1, 3, true).unwrap(), [255; 3]);
        assert_eq!(to(0, 0, false).unwrap(), [0; 0]);
        assert_eq!(to(0, 0, true).unwrap(), [0; 0]);
        assert_eq!(to(1, 2, true).unwrap(), [0, 1]);
        for (value, length, signed) in [(256, 1, false), (-129, 1, true), (128, 1, true), (1, 0, false), (-1, 0, true)]
        {
            assert_eq!(to(value, length, signed).unwrap_err().text, "int too big to convert");
        }
        assert_eq!(to(-1, 1, false).unwrap_err().text, "can't convert negative int to unsigned");
    }

    #[test]
    fn round_trips() {
        for text in [
            "0",
            "-1",
            "255",
            "-256",
            "65536",
            "-9223372036854775808",
            "18446744073709551616",
            "-340282366920938463463374607431768211456",
            "170141183460469231731687303715884105727",
        ] {
            let value = IntValue::from(text.parse::<IBig>().unwrap());
            for length in [17, 20] {
                for big_endian in [true, false] {
                    let bytes = to_bytes(value.borrow(), length, big_endian, true).unwrap();
                    assert_eq!(from_bytes(&bytes, big_endian, true), value);
                }
            }
        }
        assert_eq!(from_bytes(&[0xff; 8], true, false), IntValue::from(IBig::from(u64::MAX)));
        assert_eq!(from_bytes(&[0x80, 0], true, true), IntValue::Small(-32768));
        assert_eq!(from_bytes(&[], true, true), IntValue::Small(0));
    }
}
