//! SHA-3 and SHAKE: the Keccak sponge.

use super::digest::Digest;

#[derive(Clone)]
pub(super) struct Keccak {
    state: [u64; 25],
    /// Bytes of the state that data goes to and results come from.
    rate: usize,
    /// Where the next byte goes.
    at: usize,
    /// The bits that end the data.
    suffix: u8,
}

impl Keccak {
    pub(super) fn new(rate: usize, suffix: u8) -> Keccak {
        Keccak { state: [0; 25], rate, at: 0, suffix }
    }
}

/// The bits that each round adds to the first lane, from a shift register of eight bits.
const ROUNDS: [u64; 24] = {
    let mut rounds = [0; 24];
    let mut register: u16 = 1;
    let mut round = 0;
    while round < 24 {
        let mut j = 0;
        while j < 7 {
            if register & 1 == 1 {
                rounds[round] |= 1 << ((1 << j) - 1);
            }
            register <<= 1;
            if register & 0x100 != 0 {
                register ^= 0x171;
            }
            j += 1;
        }
        round += 1;
    }
    rounds
};

fn permute(lanes: &mut [u64; 25]) {
    for constant in ROUNDS {
        // Theta: each lane takes the parities of two columns beside its own.
        let parity: [u64; 5] = std::array::from_fn(|x| (0..5).fold(0, |p, y| p ^ lanes[x + 5 * y]));
        for (i, lane) in lanes.iter_mut().enumerate() {
            let x = i % 5;
            *lane ^= parity[(x + 4) % 5] ^ parity[(x + 1) % 5].rotate_left(1);
        }
        // Rho and pi: the lanes are turned and change places.
        let (mut x, mut y) = (1, 0);
        let mut moved = lanes[1];
        for t in 0..24 {
            (x, y) = (y, (2 * x + 3 * y) % 5);
            let turned = moved.rotate_left((t + 1) * (t + 2) / 2 % 64);
            moved = std::mem::replace(&mut lanes[x + 5 * y], turned);
        }
        // Chi: within a row.
        for row in lanes.as_chunks_mut::<5>().0 {
            let old = *row;
            for (x, lane) in row.iter_mut().enumerate() {
                *lane = old[x] ^ !old[(x + 1) % 5] & old[(x + 2) % 5];
            }
        }
        lanes[0] ^= constant;
    }
}

impl Digest for Keccak {
    fn update(&mut self, data: &[u8]) {
        for byte in data {
            self.state[self.at / 8] ^= u64::from(*byte) << (self.at % 8 * 8);
            self.at += 1;
            if self.at == self.rate {
                permute(&mut self.state);
                self.at = 0;
            }
        }
    }

    fn finish(&self, length: usize) -> Vec<u8> {
        let mut state = self.state;
        state[self.at / 8] ^= u64::from(self.suffix) << (self.at % 8 * 8);
        state[(self.rate - 1) / 8] ^= 0x80 << ((self.rate - 1) % 8 * 8);
        permute(&mut state);
        let mut out = Vec::with_capacity(length);
        loop {
            let shown = state.iter().flat_map(|lane| lane.to_le_bytes()).take(self.rate);
            out.extend(shown.take(length - out.len()));
            if out.len() == length {
                return out;
            }
            permute(&mut state);
        }
    }

    fn copy(&self) -> Box<dyn Digest> {
        Box::new(self.clone())
    }
}
