//! SHA-224, SHA-256, SHA-384 and SHA-512.
//!
//! Their constants are the fractions of roots of primes; they are computed once. Those of the
//! 32-bit functions are the upper halves of the others.

use super::digest::{Blocks, Digest, words};
use dashu_int::UBig;
use dashu_int::ops::{BitTest, SquareRoot};
use std::sync::LazyLock;

struct Roots {
    /// Fractions of the cube roots of the first 80 primes.
    cubic: [u64; 80],
    /// Fractions of the square roots of the first 16 primes.
    square: [u64; 16],
}

static ROOTS: LazyLock<Roots> = LazyLock::new(|| {
    let mut primes = (2_u64..).filter(|n| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0));
    let primes: [u64; 80] = std::array::from_fn(|_| primes.next().expect("there is no last prime"));
    Roots {
        cubic: primes.map(|p| low_word(&(UBig::from(p) << 192).nth_root(3))),
        square: std::array::from_fn(|i| low_word(&(UBig::from(primes[i]) << 128).sqrt())),
    }
});

fn low_word(n: &UBig) -> u64 {
    (0..64).filter(|i| n.bit(*i)).fold(0, |word, i| word | 1 << i)
}

/// The first eight square roots: what BLAKE2 begins with, too.
pub(super) fn initial(i: usize) -> u64 {
    ROOTS.square[i]
}

macro_rules! family {
    ($name:ident, $word:ty, $block:literal, $rounds:literal, $length:literal, $shown:expr,
     [$a:literal, $b:literal, $c:literal], [$d:literal, $e:literal, $f:literal],
     [$g:literal, $h:literal, $i:literal], [$j:literal, $k:literal, $l:literal]) => {
        #[derive(Clone)]
        pub(super) struct $name {
            state: [$word; 8],
            blocks: Blocks<$block>,
        }

        impl $name {
            pub(super) fn with_state(state: [$word; 8]) -> $name {
                $name { state, blocks: Blocks::new() }
            }

            fn block(state: &mut [$word; 8], block: &[u8; $block]) {
                let constant: fn(u64) -> $word = $shown;
                let first: [$word; 16] = words(block, <$word>::from_be_bytes);
                let mut w = [0; $rounds];
                w[..16].copy_from_slice(&first);
                for t in 16..$rounds {
                    let (x, y) = (w[t - 15], w[t - 2]);
                    let low = x.rotate_right($g) ^ x.rotate_right($h) ^ (x >> $i);
                    let high = y.rotate_right($j) ^ y.rotate_right($k) ^ (y >> $l);
                    w[t] = w[t - 16].wrapping_add(low).wrapping_add(w[t - 7]).wrapping_add(high);
                }
                let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
                for t in 0..$rounds {
                    let turned = e.rotate_right($d) ^ e.rotate_right($e) ^ e.rotate_right($f);
                    let chosen = e & f ^ !e & g;
                    let one = h
                        .wrapping_add(turned)
                        .wrapping_add(chosen)
                        .wrapping_add(constant(ROOTS.cubic[t]))
                        .wrapping_add(w[t]);
                    let turned = a.rotate_right($a) ^ a.rotate_right($b) ^ a.rotate_right($c);
                    let two = turned.wrapping_add(a & b ^ a & c ^ b & c);
                    (h, g, f, e) = (g, f, e, d.wrapping_add(one));
                    (d, c, b, a) = (c, b, a, one.wrapping_add(two));
                }
                for (s, v) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
                    *s = s.wrapping_add(v);
                }
            }
        }

        impl Digest for $name {
            fn update(&mut self, data: &[u8]) {
                let state = &mut self.state;
                self.blocks.update(data, false, |block, _| $name::block(state, block));
            }

            fn finish(&self, length: usize) -> Vec<u8> {
                let mut state = self.state;
                self.blocks.pad($length, true, |block| $name::block(&mut state, block));
                state.iter().flat_map(|w| w.to_be_bytes()).take(length).collect()
            }

            fn copy(&self) -> Box<dyn Digest> {
                Box::new(self.clone())
            }
        }
    };
}

family!(Narrow, u32, 64, 64, 8, |w| (w >> 32) as u32, [2, 13, 22], [6, 11, 25], [7, 18, 3], [17, 19, 10]);
family!(Wide, u64, 128, 80, 16, |w| w, [28, 34, 39], [14, 18, 41], [1, 8, 7], [19, 61, 6]);

pub(super) fn sha224() -> Narrow {
    // The lower halves of what SHA-384 begins with.
    Narrow::with_state(std::array::from_fn(|i| initial(i + 8) as u32))
}

pub(super) fn sha256() -> Narrow {
    Narrow::with_state(std::array::from_fn(|i| (initial(i) >> 32) as u32))
}

pub(super) fn sha384() -> Wide {
    Wide::with_state(std::array::from_fn(|i| initial(i + 8)))
}

pub(super) fn sha512() -> Wide {
    Wide::with_state(std::array::from_fn(initial))
}
