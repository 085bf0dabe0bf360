//! Sets of "what may come next": one of the 256 byte values, or the end of the subject.
//! Comparing such sets is how the lowering finds out that a choice needs no backtracking.

/// The symbol that stands for the end of the subject.
pub(crate) const END: usize = 256;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub(crate) struct ByteSet([u64; 5]);

impl ByteSet {
    pub(crate) const EMPTY: ByteSet = ByteSet([0; 5]);
    pub(crate) const ALL: ByteSet = ByteSet([u64::MAX, u64::MAX, u64::MAX, u64::MAX, 1]);

    pub(crate) fn of(byte: u8) -> ByteSet {
        let mut set = ByteSet::EMPTY;
        set.insert(usize::from(byte));
        set
    }

    pub(crate) fn insert(&mut self, symbol: usize) {
        self.0[symbol >> 6] |= 1 << (symbol & 63);
    }

    pub(crate) fn contains(&self, symbol: usize) -> bool {
        self.0[symbol >> 6] >> (symbol & 63) & 1 != 0
    }

    pub(crate) fn union(self, other: ByteSet) -> ByteSet {
        self.zip(other, |a, b| a | b)
    }

    pub(crate) fn intersect(self, other: ByteSet) -> ByteSet {
        self.zip(other, |a, b| a & b)
    }

    pub(crate) fn is_disjoint(self, other: ByteSet) -> bool {
        self.intersect(other) == ByteSet::EMPTY
    }

    /// Number of byte values in the set, the end not counted.
    pub(crate) fn len_bytes(&self) -> usize {
        self.0[..4].iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(crate) fn bytes(&self) -> impl Iterator<Item = u8> + '_ {
        (0..=255u8).filter(|&byte| self.contains(usize::from(byte)))
    }

    /// The only byte in the set, if there is exactly one and the end is not in it.
    pub(crate) fn single(&self) -> Option<u8> {
        if self.contains(END) || self.len_bytes() != 1 {
            return None;
        }
        self.bytes().next()
    }

    fn zip(mut self, other: ByteSet, f: impl Fn(u64, u64) -> u64) -> ByteSet {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a = f(*a, b);
        }
        self
    }
}
