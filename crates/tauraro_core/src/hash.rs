//! Hashes of text and bytes: SipHash-1-3 with the key that PYTHONHASHSEED sets.
//!
//! The value for a given seed is CPython's: it hashes a text in the narrowest fixed width that
//! holds all of its code points (1, 2 or 4 bytes each, little-endian).

/// The secret key of a `Vm`.
#[derive(Clone, Copy)]
pub struct HashKey {
    k0: u64,
    k1: u64,
}

struct Sip {
    v: [u64; 4],
}

impl Sip {
    fn new(key: &HashKey) -> Sip {
        Sip {
            v: [
                key.k0 ^ 0x736f_6d65_7073_6575,
                key.k1 ^ 0x646f_7261_6e64_6f6d,
                key.k0 ^ 0x6c79_6765_6e65_7261,
                key.k1 ^ 0x7465_6462_7974_6573,
            ],
        }
    }

    #[inline(always)]
    fn round(&mut self) {
        let [v0, v1, v2, v3] = &mut self.v;
        *v0 = v0.wrapping_add(*v1);
        *v1 = v1.rotate_left(13) ^ *v0;
        *v0 = v0.rotate_left(32);
        *v2 = v2.wrapping_add(*v3);
        *v3 = v3.rotate_left(16) ^ *v2;
        *v0 = v0.wrapping_add(*v3);
        *v3 = v3.rotate_left(21) ^ *v0;
        *v2 = v2.wrapping_add(*v1);
        *v1 = v1.rotate_left(17) ^ *v2;
        *v2 = v2.rotate_left(32);
    }

    #[inline(always)]
    fn word(&mut self, m: u64) {
        self.v[3] ^= m;
        self.round();
        self.v[0] ^= m;
    }

    fn finish(mut self) -> u64 {
        self.v[2] ^= 0xff;
        for _ in 0..3 {
            self.round();
        }
        self.v[0] ^ self.v[1] ^ self.v[2] ^ self.v[3]
    }
}

impl HashKey {
    pub const fn new(k0: u64, k1: u64) -> HashKey {
        HashKey { k0, k1 }
    }

    /// Hash of bytes; 0 for none, and never -1, which means an error in CPython's interfaces.
    pub fn hash_bytes(&self, bytes: &[u8]) -> i64 {
        if bytes.is_empty() {
            return 0;
        }
        let mut sip = Sip::new(self);
        let (words, rest) = bytes.as_chunks::<8>();
        for w in words {
            sip.word(u64::from_le_bytes(*w));
        }
        let mut last = (bytes.len() as u64) << 56;
        for (i, b) in rest.iter().enumerate() {
            last |= u64::from(*b) << (8 * i);
        }
        sip.word(last);
        match sip.finish() as i64 {
            -1 => -2,
            h => h,
        }
    }

    /// Hash of a text in WTF-8.
    pub fn hash_text(&self, wtf8: &[u8], ascii: bool) -> i64 {
        if ascii { self.hash_bytes(wtf8) } else { self.hash_wide(wtf8) }
    }

    #[cold]
    fn hash_wide(&self, wtf8: &[u8]) -> i64 {
        // SAFETY: the caller's bytes are a string's, which is WTF-8.
        let text = unsafe { rustpython_wtf8::Wtf8::from_bytes_unchecked(wtf8) };
        let points: Vec<u32> = text.code_points().map(|c| c.to_u32()).collect();
        let widest = points.iter().copied().max().unwrap_or(0);
        let narrow: Vec<u8> = match widest {
            0..=0xFF => points.iter().map(|c| *c as u8).collect(),
            0x100..=0xFFFF => points.iter().flat_map(|c| (*c as u16).to_le_bytes()).collect(),
            _ => points.iter().flat_map(|c| c.to_le_bytes()).collect(),
        };
        self.hash_bytes(&narrow)
    }
}
