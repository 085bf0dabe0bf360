//! MD5 and SHA-1.

use super::digest::{Blocks, Digest, words};

#[derive(Clone)]
pub(super) struct Md5 {
    state: [u32; 4],
    constants: [u32; 64],
    blocks: Blocks<64>,
}

impl Md5 {
    pub(super) fn new() -> Md5 {
        Md5 {
            state: [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476],
            // By definition: the sines of 1 to 64 in 32 bits.
            constants: std::array::from_fn(|i| (((i + 1) as f64).sin().abs() * 4_294_967_296.0) as u32),
            blocks: Blocks::new(),
        }
    }
}

fn md5_block(state: &mut [u32; 4], constants: &[u32; 64], block: &[u8; 64]) {
    const TURNS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let m: [u32; 16] = words(block, u32::from_le_bytes);
    let [mut a, mut b, mut c, mut d] = *state;
    for i in 0..64 {
        let (mixed, at) = match i / 16 {
            0 => (b & c | !b & d, i),
            1 => (d & b | !d & c, 5 * i + 1),
            2 => (b ^ c ^ d, 3 * i + 5),
            _ => (c ^ (b | !d), 7 * i),
        };
        let sum = a.wrapping_add(mixed).wrapping_add(constants[i]).wrapping_add(m[at % 16]);
        (a, d, c) = (d, c, b);
        b = b.wrapping_add(sum.rotate_left(TURNS[i / 16][i % 4]));
    }
    for (s, v) in state.iter_mut().zip([a, b, c, d]) {
        *s = s.wrapping_add(v);
    }
}

impl Digest for Md5 {
    fn update(&mut self, data: &[u8]) {
        let (state, constants) = (&mut self.state, &self.constants);
        self.blocks.update(data, false, |block, _| md5_block(state, constants, block));
    }

    fn finish(&self, length: usize) -> Vec<u8> {
        let mut state = self.state;
        self.blocks.pad(8, false, |block| md5_block(&mut state, &self.constants, block));
        state.iter().flat_map(|w| w.to_le_bytes()).take(length).collect()
    }

    fn copy(&self) -> Box<dyn Digest> {
        Box::new(self.clone())
    }
}

#[derive(Clone)]
pub(super) struct Sha1 {
    state: [u32; 5],
    blocks: Blocks<64>,
}

impl Sha1 {
    pub(super) fn new() -> Sha1 {
        Sha1 { state: [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0], blocks: Blocks::new() }
    }
}

fn sha1_block(state: &mut [u32; 5], block: &[u8; 64]) {
    let first: [u32; 16] = words(block, u32::from_be_bytes);
    let mut w = [0; 80];
    w[..16].copy_from_slice(&first);
    for i in 16..80 {
        w[i] = (w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16]).rotate_left(1);
    }
    let [mut a, mut b, mut c, mut d, mut e] = *state;
    for (i, word) in w.iter().enumerate() {
        let (mixed, constant) = match i / 20 {
            0 => (b & c | !b & d, 0x5a82_7999),
            1 => (b ^ c ^ d, 0x6ed9_eba1),
            2 => (b & c | b & d | c & d, 0x8f1b_bcdc),
            _ => (b ^ c ^ d, 0xca62_c1d6_u32),
        };
        let sum = a.rotate_left(5).wrapping_add(mixed).wrapping_add(e).wrapping_add(constant).wrapping_add(*word);
        (e, d, c, b, a) = (d, c, b.rotate_left(30), a, sum);
    }
    for (s, v) in state.iter_mut().zip([a, b, c, d, e]) {
        *s = s.wrapping_add(v);
    }
}

impl Digest for Sha1 {
    fn update(&mut self, data: &[u8]) {
        let state = &mut self.state;
        self.blocks.update(data, false, |block, _| sha1_block(state, block));
    }

    fn finish(&self, length: usize) -> Vec<u8> {
        let mut state = self.state;
        self.blocks.pad(8, true, |block| sha1_block(&mut state, block));
        state.iter().flat_map(|w| w.to_be_bytes()).take(length).collect()
    }

    fn copy(&self) -> Box<dyn Digest> {
        Box::new(self.clone())
    }
}
