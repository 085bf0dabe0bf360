//! "Did you mean": the candidate that is closest to a misspelt name.

/// Names longer than this are not compared.
const NAME_BYTES_MAX: usize = 40;
/// Cost of inserting, deleting or replacing a character.
const MOVE_COST: usize = 2;
/// Cost of a replacement that changes only the case.
const CASE_COST: usize = 1;
/// More candidates than this are not searched.
const CANDIDATES_MAX: usize = 750;

fn replace_cost(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE_COST
    } else {
        MOVE_COST
    }
}

/// Weighted edit distance, or `None` if it is above `most`.
fn distance(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    if a.is_empty() || b.is_empty() {
        let d = (a.len() + b.len()) * MOVE_COST;
        return (d <= most).then_some(d);
    }
    if a.len().abs_diff(b.len()) * MOVE_COST > most {
        return None;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|i| i * MOVE_COST).collect();
    for (j, y) in b.iter().enumerate() {
        let mut diagonal = j * MOVE_COST;
        let mut left = (j + 1) * MOVE_COST;
        for (x, cell) in a.iter().zip(row.iter_mut()) {
            let replaced = diagonal + replace_cost(*x, *y);
            diagonal = *cell;
            left = replaced.min(left.min(*cell) + MOVE_COST);
            *cell = left;
        }
        if row.iter().all(|d| *d > most) {
            return None;
        }
    }
    row.last().copied().filter(|d| *d <= most)
}

/// The candidate closest to `name`, if one is close enough to be a likely misspelling: the
/// distance is at most a third of both lengths together.
pub fn closest<'a>(name: &str, candidates: &[&'a str]) -> Option<&'a str> {
    if name.len() > NAME_BYTES_MAX || candidates.len() >= CANDIDATES_MAX {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.iter().copied().filter(|c| *c != name && c.len() <= NAME_BYTES_MAX) {
        let mut most = (name.len() + candidate.len() + 3) * MOVE_COST / 6;
        if let Some((d, _)) = best {
            most = most.min(d.saturating_sub(1));
        }
        if let Some(d) = distance(name.as_bytes(), candidate.as_bytes(), most)
            && best.is_none_or(|(b, _)| d < b)
        {
            best = Some((d, candidate));
        }
    }
    best.map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn finds_misspellings_only() {
        assert_eq!(closest("lenght", &["length", "width"]), Some("length"));
        assert_eq!(closest("foo", &["quux", "zip"]), None);
        assert_eq!(closest("Value", &["value", "valve"]), Some("value"));
    }
}
