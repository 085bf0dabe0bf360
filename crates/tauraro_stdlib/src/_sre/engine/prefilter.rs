//! Where a search begins. Running the matcher at every position is the last resort; most
//! patterns begin with something that can be looked for much faster: a literal, one of a few
//! bytes, a sequence of byte sets, the beginning of a line.
//!
//! The heads of a pattern are the sequences of byte sets that a match can begin with. A
//! filter made from them may report positions where nothing matches, never miss one.

use memchr::memmem::Finder;
use memchr::{memchr, memchr2, memchr3};

use super::byteset::{ByteSet, END};
use super::class::Class;
use super::facts::{Anchor, Facts, encode};
use super::tree::{At, Node, NodeId, Tree};

#[derive(Debug)]
pub(crate) enum Prefilter {
    Everywhere,
    /// Only the subject's beginning.
    Beginning,
    /// The subject's beginning and after each newline.
    Lines,
    /// A literal at a fixed distance from the start; `whole` if it is the entire pattern.
    Literal {
        finder: Finder<'static>,
        offset: usize,
        whole: bool,
    },
    /// After a literal that the pattern begins by looking back at.
    After(Finder<'static>),
    One(u8),
    Two(u8, u8),
    Three(u8, u8, u8),
    Set(Box<[bool; 256]>),
    /// One of the first set after a byte outside of the second: where words begin.
    WordStart(Box<[bool; 256]>, Box<[bool; 256]>),
    Sequences(Box<Sequences>),
    /// No other hint, but a literal that every match contains must still be to come.
    Contains(Finder<'static>, Box<Prefilter>),
    /// Nothing can ever match.
    Never,
}

/// Byte-set sequences of one length, matched all at once: bit `i` of the state says that the
/// last bytes are the first `i % length + 1` sets of sequence `i / length`. A byte shifts the
/// state and its mask removes the sequences that it does not continue.
#[derive(Debug)]
pub(crate) struct Sequences {
    masks: [u64; 256],
    starts: u64,
    ends: u64,
    length: usize,
}

/// A literal shorter than this says too little to be worth a search of its own.
const LITERAL_MIN: usize = 2;
/// Sequences are at most this long; more would only make hits a little rarer.
const SEQUENCE_MAX: usize = 16;
/// With more sequences than this a byte is hardly ever ruled out.
const SEQUENCES_MAX: usize = 16;
/// Of a repeat without a fixed count, so many counts more than the least are told apart.
const COUNTS_MAX: usize = 2;
/// Nesting up to which heads are looked for; below it they count as unknown.
const DEPTH_MAX: usize = 32;

impl Prefilter {
    pub(crate) fn new(tree: &Tree, facts: &[Facts], classes: &[Class], wide: bool) -> Prefilter {
        let root = tree.root();
        let root_facts = &facts[root.0 as usize];
        match root_facts.anchor {
            Anchor::Beginning => return Prefilter::Beginning,
            Anchor::Line => return Prefilter::Lines,
            Anchor::None => {}
        }
        let finder = HeadFinder { tree, facts, classes, wide };
        let heads = finder.heads(root, 0);
        if heads.0.is_empty() {
            return Prefilter::Never;
        }
        if let Some((literal, offset)) = heads.literal() {
            let whole = offset == 0 && finder.literal_text(root).is_some_and(|whole| whole == literal);
            return Prefilter::Literal { finder: Finder::new(&literal).into_owned(), offset, whole };
        }
        let first = root_facts.before(ByteSet::ALL);
        let looked_at = finder.behind().or_else(|| finder.word_start(first));
        let start = looked_at.unwrap_or_else(|| from_sets(&heads, first));
        match finder.required(root) {
            Some(literal) if !matches!(start, Prefilter::One(_)) => {
                Prefilter::Contains(Finder::new(&literal).into_owned(), Box::new(start))
            }
            _ => start,
        }
    }

    /// The first position from `at` on, not after `last`, where a match may start.
    #[inline]
    pub(crate) fn find(&self, subject: &[u8], at: usize, last: usize) -> Option<usize> {
        if at > last {
            return None;
        }
        // A start is at most `last`, but what makes it one may be found after that.
        let starts = || &subject[at..subject.len().min(last + 1)];
        let found = match self {
            Prefilter::Everywhere => Some(0),
            Prefilter::Beginning => (at == 0).then_some(0),
            Prefilter::Lines => find_line(subject, at, last),
            Prefilter::Literal { finder, offset, .. } => finder.find(subject.get(at + offset..)?),
            Prefilter::After(finder) => {
                let from = at.saturating_sub(finder.needle().len());
                let end = finder.find(&subject[from..])? + from + finder.needle().len();
                Some(end - at)
            }
            Prefilter::One(a) => memchr(*a, starts()),
            Prefilter::Two(a, b) => memchr2(*a, *b, starts()),
            Prefilter::Three(a, b, c) => memchr3(*a, *b, *c, starts()),
            Prefilter::Set(set) => starts().iter().position(|&byte| set[usize::from(byte)]),
            Prefilter::WordStart(set, word) => find_word_start(set, word, subject, at, starts()),
            Prefilter::Sequences(sequences) => sequences.find(&subject[at..]),
            Prefilter::Contains(_, start) => return start.find(subject, at, last),
            Prefilter::Never => None,
        };
        found.map(|distance| at + distance).filter(|&start| start <= last)
    }

    /// Whether a search from `at` has any chance.
    pub(crate) fn possible(&self, subject: &[u8], at: usize) -> bool {
        match self {
            Prefilter::Contains(finder, _) => subject.get(at..).is_some_and(|rest| finder.find(rest).is_some()),
            _ => true,
        }
    }
}

fn find_word_start(set: &[bool; 256], word: &[bool; 256], subject: &[u8], at: usize, starts: &[u8]) -> Option<usize> {
    let mut in_word = at > 0 && word[usize::from(subject[at - 1])];
    starts.iter().position(|&byte| {
        let found = set[usize::from(byte)] && !in_word;
        in_word = word[usize::from(byte)];
        found
    })
}

fn find_line(subject: &[u8], at: usize, last: usize) -> Option<usize> {
    if at == 0 || subject.get(at - 1) == Some(&b'\n') {
        return Some(0);
    }
    // The newline before a start stands before `last`.
    memchr(b'\n', &subject[at..last]).map(|newline| newline + 1)
}

impl Sequences {
    fn new(heads: &[Vec<ByteSet>], length: usize) -> Sequences {
        let mut filter = Sequences { masks: [0; 256], starts: 0, ends: 0, length };
        for (number, head) in heads.iter().enumerate() {
            let base = number * length;
            filter.starts |= 1 << base;
            filter.ends |= 1 << (base + length - 1);
            for (place, set) in head[..length].iter().enumerate() {
                for byte in set.bytes() {
                    filter.masks[usize::from(byte)] |= 1 << (base + place);
                }
            }
        }
        filter
    }

    fn find(&self, subject: &[u8]) -> Option<usize> {
        let mut state = 0u64;
        let end = subject.iter().position(|&byte| {
            state = (state << 1 | self.starts) & self.masks[usize::from(byte)];
            state & self.ends != 0
        })?;
        Some(end + 1 - self.length)
    }
}

/// Chooses by how often the first bytes are likely to occur.
fn from_sets(heads: &Heads, first: ByteSet) -> Prefilter {
    let shortest = heads.0.iter().map(|head| head.sets.len()).min().unwrap_or(0);
    let firsts: Vec<u8> = first.bytes().collect();
    let common = |b: &u8| b.is_ascii_lowercase() || *b == b' ' || *b >= 0x80;
    if shortest >= 2 && (firsts.len() > 3 || firsts.iter().any(common)) {
        let length = shortest.min(SEQUENCE_MAX);
        let mut sequences: Vec<Vec<ByteSet>> = Vec::new();
        for head in &heads.0 {
            let sets = head.sets[..length].to_vec();
            if !sequences.contains(&sets) {
                sequences.push(sets);
            }
        }
        let length = length.min(64 / sequences.len());
        return Prefilter::Sequences(Box::new(Sequences::new(&sequences, length)));
    }
    if first.contains(END) || firsts.len() > 250 {
        return Prefilter::Everywhere;
    }
    match firsts[..] {
        [] => Prefilter::Never,
        [a] => Prefilter::One(a),
        [a, b] => Prefilter::Two(a, b),
        [a, b, c] => Prefilter::Three(a, b, c),
        _ => Prefilter::Set(Box::new(std::array::from_fn(|byte| first.contains(byte)))),
    }
}

/// One way to begin; `complete` if the sets are the whole match.
#[derive(Clone)]
struct Head {
    sets: Vec<ByteSet>,
    complete: bool,
}

/// All ways to begin; none means that the node cannot match.
#[derive(Clone)]
struct Heads(Vec<Head>);

impl Heads {
    fn one(sets: Vec<ByteSet>, complete: bool) -> Heads {
        Heads(vec![Head { sets, complete }])
    }

    /// These heads, each followed by each of `next` where it is complete.
    fn then(self, next: &Heads) -> Heads {
        let open = self.0.iter().filter(|head| head.complete).count();
        let crowded = self.0.len() - open + open * next.0.len() > SEQUENCES_MAX;
        let mut heads = Vec::new();
        for mut head in self.0 {
            if !head.complete {
                heads.push(head);
            } else if crowded || head.sets.len() >= SEQUENCE_MAX {
                head.complete = false;
                heads.push(head);
            } else {
                heads.extend(next.0.iter().map(|tail| Head {
                    sets: head.sets.iter().chain(&tail.sets).copied().collect(),
                    complete: tail.complete,
                }));
            }
        }
        Heads(heads)
    }

    fn or(mut self, other: Heads) -> Heads {
        self.0.extend(other.0);
        if self.0.len() > SEQUENCES_MAX {
            return Heads::one(self.columns(), false);
        }
        self
    }

    /// What can stand at each of the places that all heads have.
    fn columns(&self) -> Vec<ByteSet> {
        let shortest = self.0.iter().map(|head| head.sets.len()).min().unwrap_or(0);
        let column = |place: usize| {
            let sets = self.0.iter().map(|head| head.sets[place]);
            sets.fold(ByteSet::EMPTY, ByteSet::union)
        };
        (0..shortest).map(column).collect()
    }

    fn is_open(&self) -> bool {
        self.0.iter().any(|head| head.complete && head.sets.len() < SEQUENCE_MAX)
    }

    /// The longest run of bytes that are the same in all heads and its distance from the start.
    fn literal(&self) -> Option<(Vec<u8>, usize)> {
        let bytes: Vec<Option<u8>> = self.columns().iter().map(ByteSet::single).collect();
        let mut best = (Vec::new(), 0);
        for start in 0..bytes.len() {
            let run: Vec<u8> = bytes[start..].iter().map_while(|byte| *byte).collect();
            if run.len() > best.0.len() {
                best = (run, start);
            }
        }
        let rare_enough = best.0.len() >= LITERAL_MIN;
        rare_enough.then_some(best)
    }
}

struct HeadFinder<'a> {
    tree: &'a Tree,
    facts: &'a [Facts],
    classes: &'a [Class],
    wide: bool,
}

impl HeadFinder<'_> {
    fn heads(&self, id: NodeId, depth: usize) -> Heads {
        if depth > DEPTH_MAX {
            return Heads::one(Vec::new(), false);
        }
        let first = || self.facts[id.0 as usize].before(ByteSet::EMPTY);
        match self.tree.node(id) {
            Node::Fail => Heads(Vec::new()),
            Node::Char(ch) => match encode(*ch, self.wide) {
                Some(encoded) => {
                    let sets = encoded.as_slice().iter().map(|&byte| ByteSet::of(byte)).collect();
                    Heads::one(sets, true)
                }
                None => Heads(Vec::new()),
            },
            Node::Any | Node::AnyAll => Heads::one(vec![first()], !self.wide),
            Node::Class(class) => {
                let class = &self.classes[class.0 as usize];
                match class.byte_columns(self.wide) {
                    Some(columns) => Heads(columns.into_iter().map(|sets| Head { sets, complete: true }).collect()),
                    None => Heads::one(vec![class.first_bytes(self.wide)], false),
                }
            }
            Node::At(_) | Node::Mark(_) | Node::Look { .. } => Heads::one(Vec::new(), true),
            Node::BackRef { .. } => Heads::one(Vec::new(), false),
            Node::Concat(items) => {
                let mut heads = Heads::one(Vec::new(), true);
                for item in items {
                    if !heads.is_open() {
                        break;
                    }
                    heads = heads.then(&self.heads(*item, depth + 1));
                }
                heads
            }
            Node::Branch(alternatives) => {
                let alternatives = alternatives.iter().map(|id| self.heads(*id, depth + 1));
                alternatives.fold(Heads(Vec::new()), Heads::or)
            }
            Node::Cond { yes, no, .. } => self.heads(*yes, depth + 1).or(self.heads(*no, depth + 1)),
            Node::Repeat { body, min, max, .. } => self.repeat(*body, *min, *max, depth),
            Node::Atomic(body) => self.heads(*body, depth + 1),
        }
    }

    fn repeat(&self, body: NodeId, min: usize, max: usize, depth: usize) -> Heads {
        let body = self.heads(body, depth + 1);
        let mut exact = Heads::one(Vec::new(), true);
        let mut all = Heads(Vec::new());
        // One way to begin for each number of repeats, as long as they are few.
        for count in 0..=max {
            if count >= min {
                let enough = count >= min + COUNTS_MAX || !exact.is_open();
                let mut heads = exact.clone();
                heads.0.iter_mut().for_each(|head| head.complete &= !enough || count == max);
                all = all.or(heads);
                if enough {
                    break;
                }
            } else if !exact.is_open() {
                return exact;
            }
            if count < max {
                exact = exact.then(&body);
            }
        }
        all
    }

    /// What the pattern begins with, groups' marks aside.
    fn beginning(&self) -> Option<&Node> {
        let Node::Concat(items) = self.tree.node(self.tree.root()) else { return None };
        let mut nodes = items.iter().map(|id| self.tree.node(*id));
        nodes.find(|node| !matches!(node, Node::Mark(_)))
    }

    /// Makes use of a literal that a pattern begins by looking back at.
    fn behind(&self) -> Option<Prefilter> {
        let Node::Look { behind, negative: false, body } = self.beginning()? else { return None };
        let text = self.literal_text(*body)?;
        // A shorter lookbehind than its body would end after the position.
        let chars = match self.tree.node(*body) {
            Node::Concat(items) => items.len(),
            _ => 1,
        };
        (*behind == chars && chars > 0).then(|| Prefilter::After(Finder::new(&text).into_owned()))
    }

    /// Makes use of a `\b` that a pattern begins with, if what follows is part of a word.
    fn word_start(&self, first: ByteSet) -> Option<Prefilter> {
        let Node::At(At::Boundary(class)) = self.beginning()? else { return None };
        // In wide text only bytes below 128 are characters of their own.
        let alone = if self.wide { 128 } else { 256 };
        let table = &self.classes[class.0 as usize].table;
        let inside = |symbol: usize| symbol < alone && table[symbol];
        if first.contains(END) || !first.bytes().all(|byte| inside(usize::from(byte))) {
            return None;
        }
        Some(Prefilter::WordStart(
            Box::new(std::array::from_fn(|byte| first.contains(byte))),
            Box::new(std::array::from_fn(inside)),
        ))
    }

    /// The text of a node that is nothing but a literal.
    fn literal_text(&self, id: NodeId) -> Option<Vec<u8>> {
        let mut text = Vec::new();
        let mut add = |id: NodeId| match self.tree.node(id) {
            Node::Char(ch) => encode(*ch, self.wide).map(|encoded| text.extend_from_slice(encoded.as_slice())),
            _ => None,
        };
        match self.tree.node(id) {
            Node::Concat(items) => items.iter().try_for_each(|id| add(*id))?,
            _ => add(id)?,
        }
        Some(text)
    }

    /// The longest literal that every match contains.
    fn required(&self, root: NodeId) -> Option<Vec<u8>> {
        let mut best = Vec::new();
        let mut run = Vec::new();
        let mut waiting = vec![root];
        while let Some(id) = waiting.pop() {
            let is_text = match self.tree.node(id) {
                Node::Char(ch) => match encode(*ch, self.wide) {
                    Some(encoded) => {
                        run.extend_from_slice(encoded.as_slice());
                        true
                    }
                    None => false,
                },
                Node::Mark(_) | Node::At(_) | Node::Look { .. } => true,
                Node::Concat(items) => {
                    waiting.extend(items.iter().rev());
                    true
                }
                Node::Atomic(body) => {
                    waiting.push(*body);
                    true
                }
                _ => false,
            };
            if run.len() > best.len() {
                best.clone_from(&run);
            }
            if !is_text {
                run.clear();
            }
        }
        let rare = |byte: &u8| byte.is_ascii_punctuation() || byte.is_ascii_control();
        (best.len() >= LITERAL_MIN || best.first().is_some_and(rare)).then_some(best)
    }
}
