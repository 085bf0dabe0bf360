//! The Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), seeded and read as CPython's
//! `_random.Random`, so that a seed gives the same sequence.

use dashu_int::{IBig, UBig};

use crate::bigint::{IntRef, IntValue};

/// Words of state.
pub const STATE_LEN: usize = 624;
const SHIFT: usize = 397;

/// A generator.
#[derive(Clone)]
pub struct MersenneTwister {
    state: [u32; STATE_LEN],
    /// The next word to hand out; `STATE_LEN` when all are used up.
    index: usize,
}

impl MersenneTwister {
    /// Seeded with one word, as the reference does.
    fn from_word(seed: u32) -> Self {
        let mut state = [seed; STATE_LEN];
        for i in 1..STATE_LEN {
            let before = state[i - 1];
            state[i] = 1_812_433_253_u32.wrapping_mul(before ^ before >> 30).wrapping_add(i as u32);
        }
        Self { state, index: STATE_LEN }
    }

    /// Seeded with a row of words, which is not empty.
    pub fn from_words(key: &[u32]) -> Self {
        let mut twister = Self::from_word(19_650_218);
        let state = &mut twister.state;
        let mixed = |before: u32, factor: u32| (before ^ before >> 30).wrapping_mul(factor);
        let mut i = 1;
        for step in 0..STATE_LEN.max(key.len()) {
            let j = step % key.len();
            state[i] = (state[i] ^ mixed(state[i - 1], 1_664_525)).wrapping_add(key[j]).wrapping_add(j as u32);
            i += 1;
            if i == STATE_LEN {
                state[0] = state[STATE_LEN - 1];
                i = 1;
            }
        }
        for _ in 1..STATE_LEN {
            state[i] = (state[i] ^ mixed(state[i - 1], 1_566_083_941)).wrapping_sub(i as u32);
            i += 1;
            if i == STATE_LEN {
                state[0] = state[STATE_LEN - 1];
                i = 1;
            }
        }
        state[0] = 0x8000_0000;
        twister
    }

    /// Seeded with the magnitude of an integer.
    pub fn from_int(seed: IntRef<'_>) -> Self {
        let words: Vec<u64> = match seed {
            IntRef::Small(small) => vec![small.unsigned_abs()],
            IntRef::Big(big) => big.as_sign_words().1.to_vec(),
        };
        let mut key: Vec<u32> = words.iter().flat_map(|word| [*word as u32, (word >> 32) as u32]).collect();
        while key.len() > 1 && key.last() == Some(&0) {
            key.pop();
        }
        if key.is_empty() {
            key.push(0);
        }
        Self::from_words(&key)
    }

    /// `getstate`: the words, and the index of the next one.
    pub fn state(&self) -> (&[u32; STATE_LEN], usize) {
        (&self.state, self.index)
    }

    /// `setstate`; `None` if the index is beyond the words.
    pub fn from_state(state: [u32; STATE_LEN], index: usize) -> Option<Self> {
        (index <= STATE_LEN).then_some(Self { state, index })
    }

    fn refill(&mut self) {
        let state = &mut self.state;
        for i in 0..STATE_LEN {
            let joined = state[i] & 0x8000_0000 | state[(i + 1) % STATE_LEN] & 0x7fff_ffff;
            let twisted = joined >> 1 ^ if joined & 1 == 1 { 0x9908_b0df } else { 0 };
            state[i] = state[(i + SHIFT) % STATE_LEN] ^ twisted;
        }
        self.index = 0;
    }

    /// The next 32 bits.
    #[inline]
    pub fn next_u32(&mut self) -> u32 {
        if self.index >= STATE_LEN {
            self.refill();
        }
        let mut word = self.state[self.index];
        self.index += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9d2c_5680;
        word ^= word << 15 & 0xefc6_0000;
        word ^ word >> 18
    }

    /// `random()`: a float in [0, 1) of 53 random bits.
    #[inline]
    pub fn random(&mut self) -> f64 {
        let high = f64::from(self.next_u32() >> 5);
        let low = f64::from(self.next_u32() >> 6);
        (high * 67_108_864.0 + low) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// `getrandbits(count)` for at most 64 bits.
    #[inline]
    pub fn random_bits_word(&mut self, count: u32) -> u64 {
        match count {
            0 => 0,
            1..=32 => u64::from(self.next_u32() >> (32 - count)),
            _ => {
                let low = u64::from(self.next_u32());
                low | u64::from(self.next_u32() >> (64 - count.min(64))) << 32
            }
        }
    }

    /// `getrandbits(count)`
    pub fn random_bits(&mut self, count: u64) -> IntValue {
        if count <= 64 {
            return IntValue::from(IBig::from(self.random_bits_word(count as u32)));
        }
        let halves = count.div_ceil(32);
        let mut words = vec![0_u64; halves.div_ceil(2) as usize];
        for half in 0..halves {
            let mut bits = self.next_u32();
            if half == halves - 1 && !count.is_multiple_of(32) {
                bits >>= 32 - count % 32;
            }
            words[half as usize / 2] |= u64::from(bits) << (half % 2 * 32);
        }
        IntValue::from(IBig::from(UBig::from_words(&words)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_of_known_seeds() {
        let mut twister = MersenneTwister::from_int(IntRef::Small(42));
        assert_eq!(twister.random(), 0.6394267984578837);
        assert_eq!(twister.random(), 0.025010755222666936);
        let mut twister = MersenneTwister::from_int(IntRef::Small(-1));
        assert_eq!(twister.random(), 0.13436424411240122);
        let seed = IBig::from(10).pow(50);
        let mut twister = MersenneTwister::from_int(IntRef::Big(&seed));
        assert_eq!(twister.random(), SEED_10_50.0);
        assert_eq!(IBig::from(twister.random_bits(100)).to_string(), SEED_10_50.1);
        assert_eq!(twister.random_bits_word(40), SEED_10_50.2);
        assert_eq!(twister.random_bits_word(3), SEED_10_50.3);
        for _ in 0..2000 {
            twister.next_u32();
        }
        assert_eq!(twister.random_bits_word(64), SEED_10_50.4);
        let (state, index) = (*twister.state().0, twister.state().1);
        let mut copy = MersenneTwister::from_state(state, index).unwrap();
        assert_eq!(copy.random(), twister.random());
        assert!(MersenneTwister::from_state(state, 625).is_none());
    }

    const SEED_10_50: (f64, &str, u64, u64, u64) =
        (0.8266205292084633, "117213090086188336481684262783", 1038961102911, 7, 4786842061430311944);
}
