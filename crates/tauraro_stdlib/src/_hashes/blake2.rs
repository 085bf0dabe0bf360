//! BLAKE2b and BLAKE2s. They are ours because the crates that the other algorithms come from take no
//! tree parameters (`fanout`, `node_offset`, `last_node` ...), which Python's constructors have.

use super::digest::Digest;

/// What the state begins with: the fractions of the square roots of the first eight primes, of
/// which BLAKE2s takes the upper halves.
const INITIAL: [u64; 8] = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];

/// Collects data to blocks of `N` bytes.
#[derive(Clone)]
struct Blocks<const N: usize> {
    bytes: [u8; N],
    len: usize,
    /// Bytes that went in.
    total: u128,
}

impl<const N: usize> Blocks<N> {
    fn new() -> Self {
        Blocks { bytes: [0; N], len: 0, total: 0 }
    }

    /// Calls `work` with each block that is full and not the last: the end is worked on otherwise.
    fn update(&mut self, mut data: &[u8], mut work: impl FnMut(&[u8; N], u128)) {
        while !data.is_empty() {
            if self.len == N {
                work(&self.bytes, self.total);
                self.len = 0;
            }
            let take = data.len().min(N - self.len);
            self.bytes[self.len..self.len + take].copy_from_slice(&data[..take]);
            self.len += take;
            self.total += take as u128;
            data = &data[take..];
        }
    }

    /// The block that is not full, with zeros behind the data.
    fn rest(&self) -> [u8; N] {
        let mut block = [0; N];
        block[..self.len].copy_from_slice(&self.bytes[..self.len]);
        block
    }
}

/// The words of a block.
fn words<const W: usize, T, const B: usize>(block: &[u8], read: fn([u8; B]) -> T) -> [T; W] {
    let (chunks, _) = block.as_chunks::<B>();
    std::array::from_fn(|i| read(chunks[i]))
}

/// In which order the rounds take the words of a block.
const ORDER: [[usize; 16]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

/// What a hash is made with, beside its data.
pub(super) struct Parameters<'a> {
    pub(super) digest_size: u8,
    pub(super) key: &'a [u8],
    pub(super) salt: &'a [u8],
    pub(super) person: &'a [u8],
    pub(super) fanout: u8,
    pub(super) depth: u8,
    pub(super) leaf_size: u32,
    pub(super) node_offset: u64,
    pub(super) node_depth: u8,
    pub(super) inner_size: u8,
    pub(super) last_node: bool,
}

macro_rules! family {
    ($name:ident, $word:ty, $block:literal, $rounds:literal, $offset:literal, $initial:expr,
     [$a:literal, $b:literal, $c:literal, $d:literal]) => {
        #[derive(Clone)]
        pub(super) struct $name {
            state: [$word; 8],
            blocks: Blocks<$block>,
            last_node: bool,
        }

        impl $name {
            pub(super) fn new(p: &Parameters<'_>) -> $name {
                const WORD: usize = size_of::<$word>();
                let mut row = [0_u8; WORD * 8];
                row[..4].copy_from_slice(&[p.digest_size, p.key.len() as u8, p.fanout, p.depth]);
                row[4..8].copy_from_slice(&p.leaf_size.to_le_bytes());
                row[8..8 + $offset].copy_from_slice(&p.node_offset.to_le_bytes()[..$offset]);
                row[8 + $offset] = p.node_depth;
                row[9 + $offset] = p.inner_size;
                // Salt and person take the last four words.
                row[WORD * 4..][..p.salt.len()].copy_from_slice(p.salt);
                row[WORD * 6..][..p.person.len()].copy_from_slice(p.person);
                let row: [$word; 8] = words(&row, <$word>::from_le_bytes);
                let start: fn(usize) -> $word = $initial;
                let state = std::array::from_fn(|i| start(i) ^ row[i]);
                let mut made = $name { state, blocks: Blocks::new(), last_node: p.last_node };
                if !p.key.is_empty() {
                    let mut block = [0; $block];
                    block[..p.key.len()].copy_from_slice(p.key);
                    made.update(&block);
                }
                made
            }

            fn block(state: &mut [$word; 8], block: &[u8; $block], total: u128, last: Option<bool>) {
                let start: fn(usize) -> $word = $initial;
                let m: [$word; 16] = words(block, <$word>::from_le_bytes);
                let mut v: [$word; 16] = std::array::from_fn(|i| if i < 8 { state[i] } else { start(i - 8) });
                v[12] ^= total as $word;
                v[13] ^= (total >> <$word>::BITS) as $word;
                if let Some(last_node) = last {
                    v[14] = !v[14];
                    if last_node {
                        v[15] = !v[15];
                    }
                }
                for round in 0..$rounds {
                    let order = &ORDER[round % 10];
                    for i in 0..8 {
                        // First the columns of the four by four words, then the diagonals.
                        let turn = i / 4;
                        let at = |row: usize| row * 4 + (i + row * turn) % 4;
                        let (a, b, c, d) = (at(0), at(1), at(2), at(3));
                        v[a] = v[a].wrapping_add(v[b]).wrapping_add(m[order[2 * i]]);
                        v[d] = (v[d] ^ v[a]).rotate_right($a);
                        v[c] = v[c].wrapping_add(v[d]);
                        v[b] = (v[b] ^ v[c]).rotate_right($b);
                        v[a] = v[a].wrapping_add(v[b]).wrapping_add(m[order[2 * i + 1]]);
                        v[d] = (v[d] ^ v[a]).rotate_right($c);
                        v[c] = v[c].wrapping_add(v[d]);
                        v[b] = (v[b] ^ v[c]).rotate_right($d);
                    }
                }
                for (i, s) in state.iter_mut().enumerate() {
                    *s ^= v[i] ^ v[i + 8];
                }
            }
        }

        impl Digest for $name {
            fn update(&mut self, data: &[u8]) {
                let state = &mut self.state;
                self.blocks.update(data, |block, total| $name::block(state, block, total, None));
            }

            fn finish(&self, length: usize) -> Vec<u8> {
                let mut state = self.state;
                $name::block(&mut state, &self.blocks.rest(), self.blocks.total, Some(self.last_node));
                state.iter().flat_map(|w| w.to_le_bytes()).take(length).collect()
            }

            fn copy(&self) -> Box<dyn Digest> {
                Box::new(self.clone())
            }
        }
    };
}

family!(Blake2b, u64, 128, 12, 8, |i| INITIAL[i], [32, 24, 16, 63]);
family!(Blake2s, u32, 64, 10, 6, |i| (INITIAL[i] >> 32) as u32, [16, 12, 8, 7]);
