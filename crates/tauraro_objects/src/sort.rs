//! A stable adaptive merge sort with comparisons that may fail.
//!
//! Natural runs are found, short ones are filled up by insertion, and neighbours are merged in
//! the order of powersort (Munro and Wild, "Nearly-Optimal Mergesorts", 2018), which is within
//! a linear term of the fewest comparisons. Merging gallops once one side keeps winning. Sorted
//! and reversed input take n - 1 comparisons.
//!
//! The rows are cells, not `&mut` slices: a comparison may run Python code and with it the
//! collector, which reads the storage. At every comparison each value stands in the row or in
//! the scratch row, and when a comparison fails the row holds a permutation of what it held.

use std::cell::Cell;

use tauraro_core::{Slot, Value};

/// Storage whose items are read and written one at a time.
pub trait Row {
    type Item: Copy;
    fn len(&self) -> usize;
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    fn get(&self, i: usize) -> Self::Item;
    fn set(&self, i: usize, item: Self::Item);
}

impl<T: Copy> Row for [Cell<T>] {
    type Item = T;

    fn len(&self) -> usize {
        <[Cell<T>]>::len(self)
    }

    #[inline(always)]
    fn get(&self, i: usize) -> T {
        self[i].get()
    }

    #[inline(always)]
    fn set(&self, i: usize, item: T) {
        self[i].set(item);
    }
}

/// Storage in a heap cell. Writes have no barrier: the caller gives the owners of row and
/// scratch theirs before, and no new value enters while the sort runs.
impl Row for [Slot] {
    type Item = Value;

    fn len(&self) -> usize {
        <[Slot]>::len(self)
    }

    #[inline(always)]
    fn get(&self, i: usize) -> Value {
        self[i].get()
    }

    #[inline(always)]
    fn set(&self, i: usize, item: Value) {
        self[i].set_unbarriered(item);
    }
}

/// Keys and the values that move with them; comparisons look at the keys.
pub struct Keyed<'a, K: ?Sized, V: ?Sized> {
    pub keys: &'a K,
    pub values: &'a V,
}

impl<K: Row + ?Sized, V: Row + ?Sized> Row for Keyed<'_, K, V> {
    type Item = (K::Item, V::Item);

    fn len(&self) -> usize {
        self.keys.len()
    }

    #[inline(always)]
    fn get(&self, i: usize) -> Self::Item {
        (self.keys.get(i), self.values.get(i))
    }

    #[inline(always)]
    fn set(&self, i: usize, item: Self::Item) {
        self.keys.set(i, item.0);
        self.values.set(i, item.1);
    }
}

/// How long a scratch row has to be for a row of `len` items.
pub fn scratch_len(len: usize) -> usize {
    len / 2
}

/// Sorts the row by `less`; `scratch` has at least [`scratch_len`] items, whatever they are.
pub fn sort<R, S, E, F>(row: &R, scratch: &S, less: F) -> Result<(), E>
where
    R: Row + ?Sized,
    S: Row<Item = R::Item> + ?Sized,
    F: FnMut(R::Item, R::Item) -> Result<bool, E>,
{
    debug_assert!(scratch.len() >= scratch_len(row.len()));
    let mut sorter = Sorter { row, scratch, less, gallop_after: GALLOP_AFTER };
    sorter.run()
}

/// Reverses a row (for `reverse=True` before and after the sort, which keeps it stable).
pub fn reverse<R: Row + ?Sized>(row: &R, from: usize, to: usize) {
    let (mut low, mut high) = (from, to);
    while low + 1 < high {
        high -= 1;
        let item = row.get(low);
        row.set(low, row.get(high));
        row.set(high, item);
        low += 1;
    }
}

/// Wins in a row after which a merge starts to gallop, at first.
const GALLOP_AFTER: usize = 7;
/// Rows shorter than this are one run.
const RUN_WHOLE: usize = 64;
/// Powers on the stack grow strictly, and are at most the bits of a length plus one.
const STACK_MAX: usize = 80;

/// A sorted stretch of the row.
#[derive(Clone, Copy, Default)]
struct Run {
    start: usize,
    len: usize,
    /// The depth, in the ideal merge tree, of the boundary to the run after it.
    power: u32,
}

struct Sorter<'a, R: ?Sized, S: ?Sized, F> {
    row: &'a R,
    scratch: &'a S,
    less: F,
    /// Grows where galloping did not pay, shrinks where it did.
    gallop_after: usize,
}

impl<R, S, E, F> Sorter<'_, R, S, F>
where
    R: Row + ?Sized,
    S: Row<Item = R::Item> + ?Sized,
    F: FnMut(R::Item, R::Item) -> Result<bool, E>,
{
    fn run(&mut self) -> Result<(), E> {
        let len = self.row.len();
        if len < 2 {
            return Ok(());
        }
        let run_least = run_length_least(len);
        let mut stack = [Run::default(); STACK_MAX];
        let mut depth = 0;
        let mut start = 0;
        while start < len {
            let natural = self.find_run(start, len)?;
            let run_len = natural.max(run_least.min(len - start));
            if run_len > natural {
                self.insert_each(start, start + natural, start + run_len)?;
            }
            let run = Run { start, len: run_len, power: 0 };
            if depth > 0 {
                let power = boundary_power(stack[depth - 1], run, len);
                while depth > 1 && stack[depth - 2].power > power {
                    self.merge_runs(&mut stack, &mut depth)?;
                }
                stack[depth - 1].power = power;
            }
            stack[depth] = run;
            depth += 1;
            start += run_len;
        }
        while depth > 1 {
            self.merge_runs(&mut stack, &mut depth)?;
        }
        Ok(())
    }

    /// The length of the run at `start`; one that falls is turned round, such that equal items
    /// in it keep their order.
    fn find_run(&mut self, start: usize, end: usize) -> Result<usize, E> {
        let mut at = start + 1;
        if at == end {
            return Ok(1);
        }
        while at < end && !(self.less)(self.row.get(at), self.row.get(at - 1))? {
            at += 1;
        }
        // A run that begins with equal items may fall behind them.
        if at < end && (at - start == 1 || !(self.less)(self.row.get(start), self.row.get(at - 1))?) {
            reverse(self.row, start, at);
            return self.find_falling_run(start, at + 1, end);
        }
        Ok(at - start)
    }

    /// `find_run` of a run whose items before `at` are known to fall, equal ones turned round.
    fn find_falling_run(&mut self, start: usize, mut at: usize, end: usize) -> Result<usize, E> {
        // Items from here to `at` are equal.
        let mut equal_from = at - 1;
        while at < end {
            let (item, before) = (self.row.get(at), self.row.get(at - 1));
            if (self.less)(item, before)? {
                reverse(self.row, equal_from, at);
                equal_from = at;
            } else if (self.less)(before, item)? {
                break;
            }
            at += 1;
        }
        reverse(self.row, equal_from, at);
        reverse(self.row, start, at);
        // Now that it rises, it may go on.
        while at < end && !(self.less)(self.row.get(at), self.row.get(at - 1))? {
            at += 1;
        }
        Ok(at - start)
    }

    /// Extends the sorted `start..sorted` to `start..end` by binary insertion.
    fn insert_each(&mut self, start: usize, sorted: usize, end: usize) -> Result<(), E> {
        for at in sorted..end {
            let item = self.row.get(at);
            let (mut low, mut high) = (start, at);
            while low < high {
                let middle = low + (high - low) / 2;
                if (self.less)(item, self.row.get(middle))? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            for i in (low..at).rev() {
                self.row.set(i + 1, self.row.get(i));
            }
            self.row.set(low, item);
        }
        Ok(())
    }

    /// Merges the two runs on top of the stack.
    fn merge_runs(&mut self, stack: &mut [Run; STACK_MAX], depth: &mut usize) -> Result<(), E> {
        let (left, right) = (stack[*depth - 2], stack[*depth - 1]);
        *depth -= 1;
        stack[*depth - 1] = Run { len: left.len + right.len, power: right.power, ..left };
        let row = self.row;
        // What of the left run is not above the right run's first is in place already, and
        // likewise at the other end.
        let first = row.get(right.start);
        let skipped = self.place_after(first, |i| row.get(left.start + i), left.len, 0)?;
        let left_start = left.start + skipped;
        let left_len = left.len - skipped;
        if left_len == 0 {
            return Ok(());
        }
        let last = row.get(right.start - 1);
        let right_len = self.place_before(last, |i| row.get(right.start + i), right.len, right.len - 1)?;
        if right_len == 0 {
            return Ok(());
        }
        if left_len <= right_len {
            self.merge_from_left(left_start, left_len, right_len)
        } else {
            self.merge_from_right(left_start, left_len, right_len)
        }
    }

    /// Where `key` belongs among sorted items, before its equals; found by steps that double,
    /// starting at `hint`.
    fn place_before(
        &mut self,
        key: R::Item,
        item: impl Fn(usize) -> R::Item,
        len: usize,
        hint: usize,
    ) -> Result<usize, E> {
        let less = &mut self.less;
        gallop(len, hint, |i| less(item(i), key))
    }

    /// Where `key` belongs among sorted items, after its equals.
    fn place_after(
        &mut self,
        key: R::Item,
        item: impl Fn(usize) -> R::Item,
        len: usize,
        hint: usize,
    ) -> Result<usize, E> {
        let less = &mut self.less;
        gallop(len, hint, |i| Ok(!less(key, item(i))?))
    }

    /// Merges where the left run is the shorter one: it goes to the scratch row, and the row is
    /// filled from the left. Whatever happens, the gap is closed with the rest of it.
    fn merge_from_left(&mut self, start: usize, left_len: usize, right_len: usize) -> Result<(), E> {
        for i in 0..left_len {
            self.scratch.set(i, self.row.get(start + i));
        }
        let mut gap = Gap { out: start, left: 0, right: start + left_len };
        let result = self.fill_from_left(&mut gap, left_len, start + left_len + right_len);
        for i in gap.left..left_len {
            self.row.set(gap.out + i - gap.left, self.scratch.get(i));
        }
        result
    }

    fn fill_from_left(&mut self, gap: &mut Gap, left_end: usize, right_end: usize) -> Result<(), E> {
        let (row, scratch) = (self.row, self.scratch);
        while gap.left < left_end && gap.right < right_end {
            // One at a time, until one side wins often in a row.
            let (mut left_wins, mut right_wins) = (0, 0);
            while left_wins.max(right_wins) < self.gallop_after {
                if (self.less)(row.get(gap.right), scratch.get(gap.left))? {
                    row.set(gap.out, row.get(gap.right));
                    gap.right += 1;
                    (left_wins, right_wins) = (0, right_wins + 1);
                } else {
                    row.set(gap.out, scratch.get(gap.left));
                    gap.left += 1;
                    (left_wins, right_wins) = (left_wins + 1, 0);
                }
                gap.out += 1;
                if gap.left == left_end || gap.right == right_end {
                    return Ok(());
                }
            }
            loop {
                let key = row.get(gap.right);
                let (at, rest) = (gap.left, left_end - gap.left);
                let from_left = self.place_after(key, |i| scratch.get(at + i), rest, 0)?;
                for _ in 0..from_left {
                    row.set(gap.out, scratch.get(gap.left));
                    gap.out += 1;
                    gap.left += 1;
                }
                if gap.left == left_end {
                    return Ok(());
                }
                let key = scratch.get(gap.left);
                let (at, rest) = (gap.right, right_end - gap.right);
                let from_right = self.place_before(key, |i| row.get(at + i), rest, 0)?;
                for _ in 0..from_right {
                    row.set(gap.out, row.get(gap.right));
                    gap.out += 1;
                    gap.right += 1;
                }
                if gap.right == right_end {
                    return Ok(());
                }
                if !self.gallop_on(from_left.max(from_right)) {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Merges where the right run is the shorter one: it goes to the scratch row, and the row
    /// is filled from the right.
    fn merge_from_right(&mut self, start: usize, left_len: usize, right_len: usize) -> Result<(), E> {
        let middle = start + left_len;
        for i in 0..right_len {
            self.scratch.set(i, self.row.get(middle + i));
        }
        // Here the fields tell where each part ends.
        let mut gap = Gap { out: middle + right_len, left: middle, right: right_len };
        let result = self.fill_from_right(&mut gap, start);
        for i in 0..gap.right {
            self.row.set(gap.left + i, self.scratch.get(i));
        }
        result
    }

    fn fill_from_right(&mut self, gap: &mut Gap, start: usize) -> Result<(), E> {
        let (row, scratch) = (self.row, self.scratch);
        while gap.left > start && gap.right > 0 {
            let (mut left_wins, mut right_wins) = (0, 0);
            while left_wins.max(right_wins) < self.gallop_after {
                if (self.less)(scratch.get(gap.right - 1), row.get(gap.left - 1))? {
                    row.set(gap.out - 1, row.get(gap.left - 1));
                    gap.left -= 1;
                    (left_wins, right_wins) = (left_wins + 1, 0);
                } else {
                    row.set(gap.out - 1, scratch.get(gap.right - 1));
                    gap.right -= 1;
                    (left_wins, right_wins) = (0, right_wins + 1);
                }
                gap.out -= 1;
                if gap.left == start || gap.right == 0 {
                    return Ok(());
                }
            }
            loop {
                let key = scratch.get(gap.right - 1);
                let rest = gap.left - start;
                let kept = self.place_after(key, |i| row.get(start + i), rest, rest - 1)?;
                let from_left = rest - kept;
                for _ in 0..from_left {
                    row.set(gap.out - 1, row.get(gap.left - 1));
                    gap.out -= 1;
                    gap.left -= 1;
                }
                if gap.left == start {
                    return Ok(());
                }
                let key = row.get(gap.left - 1);
                let rest = gap.right;
                let kept = self.place_before(key, |i| scratch.get(i), rest, rest - 1)?;
                let from_right = rest - kept;
                for _ in 0..from_right {
                    row.set(gap.out - 1, scratch.get(gap.right - 1));
                    gap.out -= 1;
                    gap.right -= 1;
                }
                if gap.right == 0 {
                    return Ok(());
                }
                if !self.gallop_on(from_left.max(from_right)) {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Whether galloping goes on after a round whose longer stretch had `won` items.
    fn gallop_on(&mut self, won: usize) -> bool {
        if won >= GALLOP_AFTER {
            self.gallop_after = self.gallop_after.saturating_sub(1).max(1);
            return true;
        }
        self.gallop_after += 2;
        false
    }
}

/// How far a merge has come: the next place written, and the next items of both sides.
struct Gap {
    out: usize,
    left: usize,
    right: usize,
}

/// The first of `len` places where `before` no longer holds, which then holds nowhere after.
fn gallop<E>(len: usize, hint: usize, mut before: impl FnMut(usize) -> Result<bool, E>) -> Result<usize, E> {
    let (mut low, mut high);
    let mut step = 1;
    if before(hint)? {
        low = hint + 1;
        loop {
            high = (hint + step).min(len);
            if high == len || !before(high)? {
                break;
            }
            low = high + 1;
            step = step * 2 + 1;
        }
    } else {
        high = hint;
        loop {
            if step > hint {
                low = 0;
                break;
            }
            low = hint - step;
            if before(low)? {
                low += 1;
                break;
            }
            high = low;
            step = step * 2 + 1;
        }
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

/// The length to which short runs are extended, such that the row has a power of two of them
/// or a little less.
fn run_length_least(len: usize) -> usize {
    let mut rest = len;
    let mut odd = 0;
    while rest >= RUN_WHOLE {
        odd |= rest & 1;
        rest >>= 1;
    }
    rest + odd
}

/// The depth of the boundary between two neighbours: the first binary digit in which the
/// middles of both, as fractions of the whole length, differ.
fn boundary_power(left: Run, right: Run, len: usize) -> u32 {
    let (len, left_start) = (len as u128, left.start as u128);
    // Twice the middles, so that they are whole.
    let mut left_middle = 2 * left_start + left.len as u128;
    let mut right_middle = left_middle + left.len as u128 + right.len as u128;
    let whole = 2 * len;
    let mut power = 0;
    loop {
        power += 1;
        left_middle *= 2;
        right_middle *= 2;
        let (left_digit, right_digit) = (left_middle >= whole, right_middle >= whole);
        if left_digit != right_digit {
            return power;
        }
        if left_digit {
            left_middle -= whole;
            right_middle -= whole;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells<T: Copy>(items: &[T]) -> Vec<Cell<T>> {
        items.iter().map(|item| Cell::new(*item)).collect()
    }

    /// Sorts pairs by their first part and tells the comparisons.
    fn sort_counted(items: &[(u32, u32)]) -> (Vec<(u32, u32)>, usize) {
        let row = cells(items);
        let scratch = cells(&vec![(0, 0); scratch_len(items.len())]);
        let mut count = 0;
        let sorted: Result<(), ()> = sort(&row[..], &scratch[..], |a, b| {
            count += 1;
            Ok(a.0 < b.0)
        });
        sorted.unwrap();
        (row.iter().map(Cell::get).collect(), count)
    }

    fn random(state: &mut u64) -> u32 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) as u32
    }

    /// Inputs of many shapes.
    fn inputs() -> Vec<Vec<(u32, u32)>> {
        let mut state = 7;
        let mut all = Vec::new();
        for len in [0, 1, 2, 3, 5, 31, 63, 64, 65, 100, 257, 1000, 4097] {
            let shapes: [&mut dyn FnMut(u32) -> u32; 7] = [
                &mut |i| i,
                &mut |i| 100_000 - i,
                &mut |_| 5,
                &mut |i| i % 7,
                &mut |i| i / 10 * 10 + 10 - i % 10,
                &mut |i| if i % 100 == 0 { 0 } else { i },
                &mut |i| i % 500,
            ];
            for shape in shapes {
                all.push((0..len).map(|i| (shape(i), i)).collect());
            }
            for range in [3, 50, 1 << 30] {
                all.push((0..len).map(|i| (random(&mut state) % range, i)).collect());
            }
            let long_runs = (0..len).map(|i| (i % (len / 3 + 1) + random(&mut state) % 2, i));
            all.push(long_runs.collect());
        }
        all
    }

    #[test]
    fn sorts_stably_with_few_comparisons() {
        for items in inputs() {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            let (sorted, count) = sort_counted(&items);
            assert_eq!(sorted, expected);
            let len = items.len() as f64;
            assert!(count as f64 <= len * (len.log2() + 0.1).max(1.0), "{count} for {len}");
        }
    }

    #[test]
    fn sorted_and_reversed_take_one_pass() {
        let up: Vec<_> = (0..1000).map(|i| (i, i)).collect();
        let down: Vec<_> = up.iter().rev().copied().collect();
        assert_eq!(sort_counted(&up).1, 999);
        assert_eq!(sort_counted(&down), (up, 999));
    }

    #[test]
    fn a_failing_comparison_leaves_a_permutation() {
        for items in inputs().iter().filter(|items| items.len() <= 1000) {
            for fail_at in [0, 1, 5, 50, 70, 200, 500, 1500, 5000] {
                let row = cells(items);
                let scratch = cells(&vec![(0, 0); scratch_len(items.len())]);
                let mut count = 0;
                let result = sort(&row[..], &scratch[..], |a, b| {
                    count += 1;
                    if count > fail_at { Err("stop") } else { Ok(a.0 < b.0) }
                });
                assert_eq!(result.is_err(), count > fail_at);
                let mut left: Vec<_> = row.iter().map(Cell::get).collect();
                let mut all = items.clone();
                left.sort_unstable();
                all.sort_unstable();
                assert_eq!(left, all);
            }
        }
    }

    #[test]
    fn values_move_with_their_keys() {
        let keys = cells(&[3, 1, 2, 1]);
        let values = cells(&['d', 'a', 'c', 'b']);
        let (more_keys, more_values) = (cells(&[0; 2]), cells(&[' '; 2]));
        let row = Keyed { keys: &keys[..], values: &values[..] };
        let scratch = Keyed { keys: &more_keys[..], values: &more_values[..] };
        let sorted: Result<(), ()> = sort(&row, &scratch, |a: (i32, char), b| Ok(a.0 < b.0));
        sorted.unwrap();
        assert_eq!(values.iter().map(Cell::get).collect::<String>(), "abcd");
    }
}
