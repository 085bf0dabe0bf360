//! Hashes with CPython's values: numbers, tuples, frozensets, slices and addresses.
//!
//! Numbers hash by their value modulo the prime 2^61 - 1, whatever their type, so that equal
//! numbers hash alike (the language reference, "Hashing of numeric types"). No hash is -1.
//! The hash of text, which is keyed, is `tauraro_core`'s; here is how its key follows from
//! PYTHONHASHSEED.

use dashu_int::{IBig, Sign};

const MODULUS_BITS: u32 = 61;
const MODULUS: u64 = (1 << MODULUS_BITS) - 1;
/// The hash of positive infinity.
const INFINITY: i64 = 314_159;
/// What the imaginary part is multiplied by.
const IMAGINARY: u64 = 1_000_003;

/// -1 is no hash: it stands for an error in CPython's interfaces.
#[inline]
fn proper(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// `hash(int)` of a word.
#[inline]
pub fn hash_int(value: i64) -> i64 {
    let reduced = (value.unsigned_abs() % MODULUS) as i64;
    proper(if value < 0 { -reduced } else { reduced })
}

/// `hash(int)` of a big integer.
pub fn hash_big(value: &IBig) -> i64 {
    let (sign, words) = value.as_sign_words();
    // 2**64 is 8 modulo 2**61 - 1, so each step shifts by three bits.
    let reduce = |hash: u64, word: &u64| {
        let wide = (u128::from(hash) << 3) + u128::from(*word);
        (wide % u128::from(MODULUS)) as u64
    };
    let reduced = words.iter().rev().fold(0, reduce) as i64;
    proper(if sign == Sign::Negative { -reduced } else { reduced })
}

/// `hash(float)`; `None` for a NaN, which hashes as the object that it is.
pub fn hash_float(value: f64) -> Option<i64> {
    if value.is_nan() {
        return None;
    }
    if value.is_infinite() {
        return Some(if value > 0.0 { INFINITY } else { -INFINITY });
    }
    let bits = value.abs().to_bits();
    let biased = (bits >> 52) as i64;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
    // Multiplying by a power of two rotates the 61 bits.
    let turn = exponent.rem_euclid(i64::from(MODULUS_BITS)) as u32;
    let rotated = (mantissa << turn | mantissa >> (MODULUS_BITS - turn)) & MODULUS;
    let hash = if rotated == MODULUS { 0 } else { rotated as i64 };
    Some(proper(if value < 0.0 { -hash } else { hash }))
}

/// `hash(complex)` from the hashes of the parts.
pub fn combine_complex(real: i64, imaginary: i64) -> i64 {
    proper((real as u64).wrapping_add(IMAGINARY.wrapping_mul(imaginary as u64)) as i64)
}

/// `id`-based hashes: the low bits of an address say little, so they become the high ones.
pub fn hash_address(address: usize) -> i64 {
    proper((address as u64).rotate_right(4) as i64)
}

/// Combines the hashes of items in order, as xxHash does with its lanes.
#[derive(Clone, Copy, Debug)]
pub struct TupleHasher {
    accumulator: u64,
    len: u64,
}

const XX_PRIME_1: u64 = 11_400_714_785_074_694_791;
const XX_PRIME_2: u64 = 14_029_467_366_897_019_727;
const XX_PRIME_5: u64 = 2_870_177_450_012_600_261;
/// Stands for the -1 that no hash is.
const XX_INSTEAD: i64 = 1_546_275_796;

impl Default for TupleHasher {
    fn default() -> Self {
        Self { accumulator: XX_PRIME_5, len: 0 }
    }
}

impl TupleHasher {
    #[inline]
    pub fn add(&mut self, hash: i64) {
        let lane = (hash as u64).wrapping_mul(XX_PRIME_2);
        let mixed = self.accumulator.wrapping_add(lane).rotate_left(31);
        self.accumulator = mixed.wrapping_mul(XX_PRIME_1);
        self.len += 1;
    }

    /// The hash of a tuple of the items added.
    #[inline]
    pub fn finish(self) -> i64 {
        let length = self.len ^ (XX_PRIME_5 ^ 3_527_539);
        Self::instead(self.accumulator.wrapping_add(length))
    }

    /// The hash of a slice whose start, stop and step were added.
    pub fn finish_slice(self) -> i64 {
        Self::instead(self.accumulator)
    }

    fn instead(hash: u64) -> i64 {
        if hash as i64 == -1 { XX_INSTEAD } else { hash as i64 }
    }
}

/// Combines the hashes of a frozenset's items, in any order.
#[derive(Clone, Copy, Debug, Default)]
pub struct SetHasher {
    accumulator: u64,
    len: u64,
}

impl SetHasher {
    pub fn add(&mut self, hash: i64) {
        let hash = hash as u64;
        self.accumulator ^= ((hash ^ 89_869_747) ^ (hash << 16)).wrapping_mul(3_644_798_167);
        self.len += 1;
    }

    pub fn finish(self) -> i64 {
        let mut hash = self.accumulator ^ (self.len + 1).wrapping_mul(1_927_868_237);
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
        if hash as i64 == -1 { 590_923_713 } else { hash as i64 }
    }
}

/// The two halves of the key for text that PYTHONHASHSEED gives; seed 0 switches it off.
pub fn key_from_seed(seed: u32) -> (u64, u64) {
    if seed == 0 {
        return (0, 0);
    }
    let mut state = seed;
    let mut byte = || {
        state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
        (state >> 16) as u8
    };
    let mut word = || u64::from_le_bytes(std::array::from_fn(|_| byte()));
    (word(), word())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (value, hash) in [(0, 0), (-1, -2), (-2, -2), (1 << 61, 1), ((1 << 61) - 1, 0), (i64::MIN, -4)] {
            assert_eq!(hash_int(value), hash);
            assert_eq!(hash_big(&IBig::from(value)), hash);
        }
        assert_eq!(hash_big(&IBig::from(10).pow(50)), 619_332_571_178_673_746);
        assert_eq!(hash_float(1.5), Some(1_152_921_504_606_846_977));
        assert_eq!(hash_float(-1.0), Some(-2));
        assert_eq!(hash_float(f64::NEG_INFINITY), Some(-314_159));
        assert_eq!(hash_float(0.1), Some(230_584_300_921_369_408));
        assert_eq!(hash_float(5e-324), Some(16_777_216));
        assert_eq!(hash_float(f64::NAN), None);
        assert_eq!(combine_complex(1, 2), 2_000_007);
    }

    #[test]
    fn collections() {
        let tuple = |items: &[i64]| {
            let mut hasher = TupleHasher::default();
            items.iter().for_each(|item| hasher.add(hash_int(*item)));
            hasher
        };
        assert_eq!(tuple(&[]).finish(), 5_740_354_900_026_072_187);
        assert_eq!(tuple(&[1, 2, 3]).finish(), 529_344_067_295_497_451);
        assert_eq!(tuple(&[1, 2, 3]).finish_slice(), SLICE_1_2_3);
        let mut set = SetHasher::default();
        assert_eq!(set.finish(), 133_146_708_735_736);
        (1..=3).for_each(|item| set.add(item));
        assert_eq!(set.finish(), -272_375_401_224_217_160);
    }

    const SLICE_1_2_3: i64 = -2_340_833_382_717_974_474;

    #[test]
    fn keyed_text() {
        use tauraro_core::hash::HashKey;
        for (seed, text, hash) in KEYED {
            let (k0, k1) = key_from_seed(seed);
            assert_eq!(HashKey::new(k0, k1).hash_text(text.as_bytes(), text.is_ascii()), hash);
        }
    }

    const KEYED: [(u32, &str, i64); 24] = [
        (0, "", 0),
        (0, "abc", -4594863902769663758),
        (0, "hello world, this is long", 7650859633215404784),
        (0, "é", 6047309291227476195),
        (0, "€x", -483395623852268653),
        (0, "😀abc", 5931244574321749035),
        (1, "", 0),
        (1, "abc", -4667308735975688587),
        (1, "hello world, this is long", -4526064855385444927),
        (1, "é", 8133168473585362875),
        (1, "€x", -620210491401233264),
        (1, "😀abc", 371459078602662715),
        (42, "", 0),
        (42, "abc", 3869580338025362921),
        (42, "hello world, this is long", -1199649544206272706),
        (42, "é", 5653850369683463245),
        (42, "€x", 5570975265233553142),
        (42, "😀abc", 6258707712585808282),
        (4294967295, "", 0),
        (4294967295, "abc", -6122489556238538401),
        (4294967295, "hello world, this is long", -8845454792208099849),
        (4294967295, "é", -5741392403324874290),
        (4294967295, "€x", 4222019949844446361),
        (4294967295, "😀abc", -3963151533521542899),
    ];
}
