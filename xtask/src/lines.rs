//! Showing how two texts differ, line by line, short enough to read in a terminal.

/// Lines shown at most; beyond that the first ones say enough.
const SHOWN_MAX: usize = 30;
/// Characters of one line shown at most.
const WIDTH_MAX: usize = 200;
/// Lines compared by the quadratic method; longer middles are shown as a block each.
const TABLE_MAX: usize = 600;

/// The differing part of two texts: `- ` lines are expected ones, `+ ` lines what came.
pub(crate) fn diff(expected: &str, got: &str) -> String {
    let want: Vec<&str> = expected.split('\n').collect();
    let have: Vec<&str> = got.split('\n').collect();
    let same_start = want.iter().zip(&have).take_while(|(a, b)| a == b).count();
    let same_end =
        want[same_start..].iter().rev().zip(have[same_start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let want_middle = &want[same_start..want.len() - same_end];
    let have_middle = &have[same_start..have.len() - same_end];
    let mut out = Vec::new();
    if same_start > 0 {
        out.push(format!("  (line {})", same_start + 1));
        out.push(format!("  {}", clip(want[same_start - 1])));
    }
    for (mark, line) in changes(want_middle, have_middle) {
        out.push(format!("{mark} {}", clip(line)));
    }
    if same_end > 0 && same_end < want.len() {
        out.push(format!("  {}", clip(want[want.len() - same_end])));
    }
    if out.len() > SHOWN_MAX {
        let more = out.len() - SHOWN_MAX;
        out.truncate(SHOWN_MAX);
        out.push(format!("  ... {more} lines more"));
    }
    out.join("\n")
}

/// One line, cut at a width that a terminal shows.
pub(crate) fn clip(line: &str) -> String {
    match line.char_indices().nth(WIDTH_MAX) {
        None => line.to_owned(),
        Some((at, _)) => format!("{}... ({} bytes)", &line[..at], line.len()),
    }
}

/// The last `count` lines of a text.
pub(crate) fn tail(text: &str, count: usize) -> Vec<&str> {
    let lines: Vec<&str> = text.trim_end().split('\n').collect();
    lines[lines.len().saturating_sub(count)..].to_vec()
}

/// A shortest edit script by the longest common subsequence.
fn changes<'a>(want: &[&'a str], have: &[&'a str]) -> Vec<(char, &'a str)> {
    if want.len() > TABLE_MAX || have.len() > TABLE_MAX {
        let gone = want.iter().take(SHOWN_MAX / 2).map(|line| ('-', *line));
        let new = have.iter().take(SHOWN_MAX / 2).map(|line| ('+', *line));
        return gone.chain(new).collect();
    }
    // common[i][j] is the length of the longest common part of want[i..] and have[j..].
    let mut common = vec![vec![0usize; have.len() + 1]; want.len() + 1];
    for i in (0..want.len()).rev() {
        for j in (0..have.len()).rev() {
            common[i][j] =
                if want[i] == have[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut script = Vec::new();
    while i < want.len() || j < have.len() {
        if i < want.len() && j < have.len() && want[i] == have[j] {
            script.push((' ', want[i]));
            i += 1;
            j += 1;
        } else if j == have.len() || (i < want.len() && common[i + 1][j] >= common[i][j + 1]) {
            script.push(('-', want[i]));
            i += 1;
        } else {
            script.push(('+', have[j]));
            j += 1;
        }
    }
    script
}

#[cfg(test)]
mod tests {
    use super::{clip, diff, tail};

    #[test]
    fn shows_what_changed_with_a_line_around() {
        assert_eq!(diff("a\nb\nc\nd", "a\nx\nc\nd"), "  (line 2)\n  a\n- b\n+ x\n  c");
        assert_eq!(diff("1", "2"), "- 1\n+ 2");
        assert_eq!(diff("a\nb", "a\nb\nc"), "  (line 3)\n  b\n+ c");
    }

    #[test]
    fn long_texts_are_cut() {
        let many: String = (0..2000).map(|n| format!("{n}\n")).collect();
        let other: String = (0..2000).map(|n| format!("{}\n", n + 5000)).collect();
        assert!(diff(&many, &other).lines().count() < 40);
        assert!(clip(&"x".repeat(1000)).len() < 300);
        assert_eq!(tail("a\nb\nc\n", 2), ["b", "c"]);
    }
}
