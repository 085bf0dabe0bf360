//! What all hash algorithms have in common: data arrives in pieces and is worked on in blocks.

/// A computation of a hash.
pub(super) trait Digest {
    fn update(&mut self, data: &[u8]);
    /// The first `length` bytes of the result; more data may follow afterwards.
    fn finish(&self, length: usize) -> Vec<u8>;
    fn copy(&self) -> Box<dyn Digest>;
}

/// Collects data to blocks of `N` bytes.
#[derive(Clone)]
pub(super) struct Blocks<const N: usize> {
    bytes: [u8; N],
    pub(super) len: usize,
    /// Bytes that went in.
    pub(super) total: u128,
}

impl<const N: usize> Blocks<N> {
    pub(super) fn new() -> Self {
        Blocks { bytes: [0; N], len: 0, total: 0 }
    }

    /// Calls `work` with each block that is full. With `keep_last`, the last block is kept until
    /// more data or the end comes.
    pub(super) fn update(&mut self, mut data: &[u8], keep_last: bool, mut work: impl FnMut(&[u8; N], u128)) {
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
        if self.len == N && !keep_last {
            work(&self.bytes, self.total);
            self.len = 0;
        }
    }

    /// The block that is not full, with zeros behind the data.
    pub(super) fn rest(&self) -> [u8; N] {
        let mut block = [0; N];
        block[..self.len].copy_from_slice(&self.bytes[..self.len]);
        block
    }

    /// The last one or two blocks of the MD family: a one bit, zeros, and the length in bits in
    /// the last `length_bytes`.
    pub(super) fn pad(&self, length_bytes: usize, big_endian: bool, mut work: impl FnMut(&[u8; N])) {
        let mut block = self.rest();
        block[self.len] = 0x80;
        if self.len + 1 > N - length_bytes {
            work(&block);
            block = [0; N];
        }
        let bits = self.total * 8;
        let length = if big_endian { bits.to_be_bytes() } else { bits.to_le_bytes() };
        let shown = if big_endian { &length[16 - length_bytes..] } else { &length[..length_bytes] };
        block[N - length_bytes..].copy_from_slice(shown);
        work(&block);
    }
}

/// The words of a block.
pub(super) fn words<const W: usize, T, const B: usize>(block: &[u8], read: fn([u8; B]) -> T) -> [T; W] {
    let (chunks, _) = block.as_chunks::<B>();
    std::array::from_fn(|i| read(chunks[i]))
}
