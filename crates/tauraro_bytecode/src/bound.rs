//! Which named registers are certainly bound: the definite-assignment state of the assembler.

/// A set of register numbers. The first 64 need no allocation.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct BoundSet {
    low: u64,
    high: Vec<u64>,
}

impl BoundSet {
    pub(crate) fn contains(&self, register: u32) -> bool {
        let bit = 1u64 << (register % 64);
        match (register / 64) as usize {
            0 => self.low & bit != 0,
            word => self.high.get(word - 1).is_some_and(|word| word & bit != 0),
        }
    }

    pub(crate) fn insert(&mut self, register: u32) {
        let bit = 1u64 << (register % 64);
        match (register / 64) as usize {
            0 => self.low |= bit,
            word => {
                if self.high.len() < word {
                    self.high.resize(word, 0);
                }
                self.high[word - 1] |= bit;
            }
        }
    }

    pub(crate) fn remove(&mut self, register: u32) {
        let bit = 1u64 << (register % 64);
        match (register / 64) as usize {
            0 => self.low &= !bit,
            word => {
                if let Some(word) = self.high.get_mut(word - 1) {
                    *word &= !bit;
                }
            }
        }
    }

    pub(crate) fn intersect(&mut self, other: &BoundSet) {
        self.low &= other.low;
        self.high.truncate(other.high.len());
        for (word, other) in self.high.iter_mut().zip(&other.high) {
            *word &= other;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BoundSet;

    #[test]
    fn set_operations() {
        let mut a = BoundSet::default();
        let mut b = BoundSet::default();
        for register in [0, 63, 64, 200] {
            a.insert(register);
            assert!(a.contains(register));
        }
        for register in [63, 200, 1000] {
            b.insert(register);
        }
        a.intersect(&b);
        assert!(!a.contains(0) && a.contains(63) && !a.contains(64) && a.contains(200));
        assert!(!a.contains(1000));
        a.remove(200);
        assert!(!a.contains(200));
        b.intersect(&BoundSet::default());
        assert_eq!(b, BoundSet::default());
    }
}
