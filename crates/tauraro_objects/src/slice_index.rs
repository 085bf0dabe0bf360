//! Indices and slices: from what Python says (negative, missing, huge) to positions.

use dashu_int::{IBig, Sign};

use crate::bigint::IntRef;
use crate::fault::Fault;

/// `slice step cannot be zero`
pub fn zero_step() -> Fault {
    Fault::value("slice step cannot be zero")
}

/// The nearest word: positions beyond a word are beyond every sequence.
pub fn saturate(index: IntRef<'_>) -> i64 {
    match index {
        IntRef::Small(small) => small,
        IntRef::Big(big) if big.sign() == Sign::Negative => i64::MIN,
        IntRef::Big(_) => i64::MAX,
    }
}

/// The position of item `index`, counted from the end if negative; `None` if there is none.
#[inline]
pub fn item_position(index: i64, len: usize) -> Option<usize> {
    let position = if index < 0 { index + len as i64 } else { index };
    usize::try_from(position).ok().filter(|position| *position < len)
}

/// `start` and `end` as `find` and its like take them: clamped, and negative from the end. If
/// the first is past the second, nothing lies between (not even an empty text).
#[inline]
pub fn clamp_range(start: i64, end: i64, len: usize) -> (usize, usize) {
    let len = len as i64;
    let from_end = |position: i64| if position < 0 { (position + len).max(0) } else { position };
    (from_end(start) as usize, from_end(end).min(len) as usize)
}

/// The positions that a slice of a sequence takes: `count` of them, from `start` on, each
/// `step` after the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SliceRange {
    /// Where nothing is taken, the place where items would be inserted.
    pub start: usize,
    /// What `slice.indices` tells; before the first position (-1) if the step is negative.
    pub stop: i64,
    pub step: i64,
    pub count: usize,
}

/// Resolves `start:stop:step`, each `None` if missing and [saturated](saturate), for a sequence
/// of `len` items. A zero step is [`zero_step`].
#[inline]
pub fn resolve(start: Option<i64>, stop: Option<i64>, step: Option<i64>, len: usize) -> Result<SliceRange, Fault> {
    // A step that can be negated; it is longer than any sequence all the same.
    let step = step.unwrap_or(1).max(-i64::MAX);
    if step == 0 {
        return Err(zero_step());
    }
    let (start, stop) = clamp(start, stop, step < 0, len as i64);
    let count = match step {
        1.. if start < stop => (stop - start - 1) / step + 1,
        ..=-1 if stop < start => (start - stop - 1) / -step + 1,
        _ => 0,
    };
    Ok(SliceRange { start: start.max(0) as usize, stop, step, count: count as usize })
}

/// Start and stop within the sequence: 0 to `len`, or one less where the step is negative.
#[inline]
fn clamp(start: Option<i64>, stop: Option<i64>, backwards: bool, len: i64) -> (i64, i64) {
    let (low, high) = if backwards { (-1, len - 1) } else { (0, len) };
    let place = |position: i64| {
        let counted = if position < 0 { position.saturating_add(len) } else { position };
        counted.clamp(low, high)
    };
    let (first, last) = if backwards { (high, low) } else { (low, high) };
    (start.map_or(first, place), stop.map_or(last, place))
}

/// `slice(start, stop, step).indices(len)` for integers of any size.
pub fn indices_big(
    start: Option<&IBig>,
    stop: Option<&IBig>,
    step: Option<&IBig>,
    len: &IBig,
) -> Result<(IBig, IBig, IBig), Fault> {
    if len.sign() == Sign::Negative {
        return Err(Fault::value("length should not be negative"));
    }
    let step = step.cloned().unwrap_or(IBig::ONE);
    if step.is_zero() {
        return Err(zero_step());
    }
    let backwards = step.sign() == Sign::Negative;
    let (low, high) = if backwards { (IBig::NEG_ONE, len - IBig::ONE) } else { (IBig::ZERO, len.clone()) };
    let place = |position: &IBig| {
        let counted = if position.sign() == Sign::Negative { position + len } else { position.clone() };
        counted.max(low.clone()).min(high.clone())
    };
    let start = start.map_or_else(|| if backwards { high.clone() } else { low.clone() }, place);
    let stop = stop.map_or_else(|| if backwards { low.clone() } else { high.clone() }, place);
    Ok((start, stop, step))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indices(start: Option<i64>, stop: Option<i64>, step: Option<i64>, len: usize) -> (i64, i64, usize) {
        let range = resolve(start, stop, step, len).unwrap();
        (range.start as i64, range.stop, range.count)
    }

    #[test]
    fn slices() {
        assert_eq!(indices(None, None, None, 5), (0, 5, 5));
        assert_eq!(indices(None, None, Some(-1), 5), (4, -1, 5));
        assert_eq!(indices(Some(-3), Some(-1), None, 5), (2, 4, 2));
        assert_eq!(indices(Some(10), Some(i64::MIN), Some(-2), 5), (4, -1, 3));
        assert_eq!(indices(Some(1), Some(i64::MAX), Some(i64::MAX), 5), (1, 5, 1));
        assert_eq!(indices(Some(3), None, Some(i64::MIN), 5), (3, -1, 1));
        assert_eq!(indices(Some(3), Some(1), None, 5), (3, 1, 0));
        assert_eq!(indices(None, None, Some(-1), 0), (0, -1, 0));
        assert!(resolve(None, None, Some(0), 3).is_err());
        assert_eq!(item_position(-5, 5), Some(0));
        assert_eq!(item_position(-6, 5), None);
        assert_eq!(item_position(5, 5), None);
        assert_eq!(item_position(i64::MIN, 5), None);
        assert_eq!(clamp_range(-2, 100, 5), (3, 5));
        assert_eq!(clamp_range(7, i64::MAX, 5), (7, 5));
        assert_eq!(clamp_range(i64::MIN, -9, 5), (0, 0));
    }

    #[test]
    fn agrees_with_the_big_version() {
        let values = [None, Some(-7), Some(-3), Some(-1), Some(0), Some(1), Some(4), Some(6), Some(9)];
        for start in values {
            for stop in values {
                for step in [None, Some(-3), Some(-1), Some(1), Some(2)] {
                    for len in [0, 1, 5] {
                        let big = |v: Option<i64>| v.map(IBig::from);
                        let (a, b, c) = (big(start), big(stop), big(step));
                        let expected = indices_big(a.as_ref(), b.as_ref(), c.as_ref(), &IBig::from(len)).unwrap();
                        let range = resolve(start, stop, step, len).unwrap();
                        assert_eq!(IBig::from(range.stop), expected.1);
                        assert_eq!(range.start as i64, i64::try_from(&expected.0).unwrap().max(0));
                        let mut count = 0;
                        let mut at = expected.0.clone();
                        while if range.step > 0 { at < expected.1 } else { at > expected.1 } {
                            at += range.step;
                            count += 1;
                        }
                        assert_eq!(range.count, count);
                    }
                }
            }
        }
    }
}
