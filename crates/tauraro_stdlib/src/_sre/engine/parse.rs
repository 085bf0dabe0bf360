//! From code words to a tree. The words come from the library's pattern compiler, but
//! `_sre.compile` can be called with any list of numbers, so every length, jump and number is
//! checked here and nothing later needs to: whatever does not have the one shape that the
//! compiler gives a construct is an error.
//!
//! Open constructs stand on an explicit stack of `Region`s, each with the word at which it
//! must end; nesting depth therefore costs heap, not native stack.

use super::class::{ClassDef, Fold, Item, parse_items};
use super::constants::{INFO_ALL, INFO_CHARSET, INFO_PREFIX, MAXREPEAT, op};
use super::tree::{At, Greed, Node, NodeId, Tree, UNBOUNDED};
use super::unicode::Category;

/// The code words are not a program of this engine ("invalid SRE code").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidCode;

type Result<T> = std::result::Result<T, InvalidCode>;

pub(crate) fn parse(codes: &[u32], groups: u32) -> Result<Tree> {
    let (&last, body) = codes.split_last().ok_or(InvalidCode)?;
    require(last == op::SUCCESS)?;
    let mut parser = Parser {
        codes,
        at: 0,
        tree: Tree::new(groups),
        regions: vec![Region { kind: Kind::Root, end: body.len(), items: Vec::new() }],
    };
    if codes[0] == op::INFO {
        parser.info()?;
    }
    while !parser.regions.is_empty() {
        parser.step()?;
    }
    Ok(parser.tree)
}

/// A construct that has been entered and not yet left.
struct Region {
    kind: Kind,
    /// The word after the last one of the body.
    end: usize,
    items: Vec<NodeId>,
}

enum Kind {
    Root,
    Repeat { min: usize, max: usize, closer: Closer },
    Alternative { done: Vec<NodeId>, join: Option<usize> },
    CondYes { group: u32 },
    CondNo { group: u32, yes: NodeId },
    Look { behind: usize, negative: bool },
    Atomic,
}

/// What follows the body of a repeat and tells its greed.
#[derive(Clone, Copy)]
enum Closer {
    /// MAX_UNTIL or MIN_UNTIL stands there.
    Until,
    Success(Greed),
}

struct Parser<'a> {
    codes: &'a [u32],
    at: usize,
    tree: Tree,
    regions: Vec<Region>,
}

fn require(condition: bool) -> Result<()> {
    if condition { Ok(()) } else { Err(InvalidCode) }
}

impl Parser<'_> {
    fn step(&mut self) -> Result<()> {
        let end = self.region().end;
        if self.at < end {
            self.instruction()
        } else {
            require(self.at == end)?;
            self.close()
        }
    }

    fn region(&mut self) -> &mut Region {
        self.regions.last_mut().expect("the loop in parse ends with the last region")
    }

    fn word(&mut self) -> Result<u32> {
        let word = *self.codes.get(self.at).ok_or(InvalidCode)?;
        self.at += 1;
        Ok(word)
    }

    fn expect(&mut self, word: u32) -> Result<()> {
        require(self.word()? == word)
    }

    /// Reads a skip word and returns where it points; that must be inside the region.
    fn skip(&mut self) -> Result<usize> {
        let from = self.at;
        let target = from.checked_add(self.word()? as usize).ok_or(InvalidCode)?;
        require(target > from && target <= self.region().end)?;
        Ok(target)
    }

    fn push(&mut self, node: Node) {
        let id = self.tree.add(node);
        self.region().items.push(id);
    }

    fn open(&mut self, kind: Kind, end: usize) -> Result<()> {
        require(end >= self.at)?;
        self.regions.push(Region { kind, end, items: Vec::new() });
        Ok(())
    }

    fn instruction(&mut self) -> Result<()> {
        let code = self.word()?;
        match code {
            op::FAILURE => self.push(Node::Fail),
            op::ANY => self.push(Node::Any),
            op::ANY_ALL => self.push(Node::AnyAll),
            op::LITERAL => {
                let ch = self.word()?;
                self.push(Node::Char(ch));
            }
            op::NOT_LITERAL => self.literal_class(Fold::None, true)?,
            op::LITERAL_IGNORE => self.literal_class(Fold::Ascii, false)?,
            op::NOT_LITERAL_IGNORE => self.literal_class(Fold::Ascii, true)?,
            op::LITERAL_UNI_IGNORE => self.literal_class(Fold::Unicode, false)?,
            op::NOT_LITERAL_UNI_IGNORE => self.literal_class(Fold::Unicode, true)?,
            op::LITERAL_LOC_IGNORE => self.literal_class(Fold::LocaleLiteral, false)?,
            op::NOT_LITERAL_LOC_IGNORE => self.literal_class(Fold::LocaleLiteral, true)?,
            op::IN => self.set(Fold::None)?,
            op::IN_IGNORE => self.set(Fold::Ascii)?,
            op::IN_UNI_IGNORE => self.set(Fold::Unicode)?,
            op::IN_LOC_IGNORE => self.set(Fold::Locale)?,
            op::CATEGORY => {
                let (category, negated) = Category::from_code(self.word()?).ok_or(InvalidCode)?;
                self.push_class(Fold::None, vec![Item::Category(category, negated)]);
            }
            op::AT => self.position()?,
            op::MARK => {
                let mark = self.word()?;
                require(u64::from(mark) < 2 * u64::from(self.tree.groups))?;
                self.push(Node::Mark(mark));
            }
            op::GROUPREF => self.back_reference(Fold::None)?,
            op::GROUPREF_IGNORE => self.back_reference(Fold::Ascii)?,
            op::GROUPREF_UNI_IGNORE => self.back_reference(Fold::Unicode)?,
            op::GROUPREF_LOC_IGNORE => self.back_reference(Fold::Locale)?,
            _ => self.construct(code)?,
        }
        Ok(())
    }

    /// The instructions that have a body.
    fn construct(&mut self, code: u32) -> Result<()> {
        match code {
            op::REPEAT => self.repeat(Closer::Until, 0),
            op::POSSESSIVE_REPEAT => self.repeat(Closer::Success(Greed::Possessive), 0),
            op::REPEAT_ONE => self.repeat(Closer::Success(Greed::Greedy), 1),
            op::MIN_REPEAT_ONE => self.repeat(Closer::Success(Greed::Lazy), 1),
            op::POSSESSIVE_REPEAT_ONE => self.repeat(Closer::Success(Greed::Possessive), 1),
            op::BRANCH => self.alternative(Vec::new(), None),
            op::GROUPREF_EXISTS => {
                let group = self.group()?;
                let from = self.at;
                let skip = self.word()? as usize;
                // This one skip counts from the word before itself.
                let end = (from + skip).checked_sub(1).ok_or(InvalidCode)?;
                require(end <= self.region().end)?;
                self.open(Kind::CondYes { group }, end)
            }
            op::ASSERT | op::ASSERT_NOT => {
                let end = self.skip()? - 1;
                let behind = self.word()? as usize;
                self.open(Kind::Look { behind, negative: code == op::ASSERT_NOT }, end)
            }
            op::ATOMIC_GROUP => {
                let end = self.skip()? - 1;
                self.open(Kind::Atomic, end)
            }
            op::JUMP => self.else_part(),
            _ => Err(InvalidCode),
        }
    }

    fn push_class(&mut self, fold: Fold, items: Vec<Item>) {
        let class = self.tree.class(ClassDef { fold, items });
        self.push(Node::Class(class));
    }

    fn literal_class(&mut self, fold: Fold, negated: bool) -> Result<()> {
        let def = ClassDef::literal(fold, negated, self.word()?);
        self.push_class(def.fold, def.items);
        Ok(())
    }

    fn set(&mut self, fold: Fold) -> Result<()> {
        let end = self.skip()?;
        let items = parse_items(&self.codes[self.at..end]).ok_or(InvalidCode)?;
        self.at = end;
        self.push_class(fold, items);
        Ok(())
    }

    fn position(&mut self) -> Result<()> {
        let code = self.word()?;
        let at = match code {
            // BEGINNING and BEGINNING_STRING differ only in how they are written.
            0 | 2 => At::Beginning,
            1 => At::BeginningLine,
            5 => At::End,
            6 => At::EndLine,
            7 => At::EndString,
            3 | 4 | 8..=11 => {
                let (word, negated) = match code {
                    3 | 4 => (Category::Word, code == 4),
                    8 | 9 => (Category::LocaleWord, code == 9),
                    _ => (Category::UniWord, code == 11),
                };
                let items = vec![Item::Category(word, false)];
                let class = self.tree.class(ClassDef { fold: Fold::None, items });
                if negated { At::NonBoundary(class) } else { At::Boundary(class) }
            }
            _ => return Err(InvalidCode),
        };
        self.push(Node::At(at));
        Ok(())
    }

    fn group(&mut self) -> Result<u32> {
        let group = self.word()?;
        require(group < self.tree.groups)?;
        Ok(group)
    }

    fn back_reference(&mut self, fold: Fold) -> Result<()> {
        let group = self.group()?;
        self.push(Node::BackRef { group, fold });
        Ok(())
    }

    /// `inside` is the number of closing words that the skip includes.
    fn repeat(&mut self, closer: Closer, inside: usize) -> Result<()> {
        let end = self.skip()? - inside;
        let (min, max) = (self.word()?, self.word()?);
        require(min <= max)?;
        let max = if max == MAXREPEAT { UNBOUNDED } else { max as usize };
        self.open(Kind::Repeat { min: min as usize, max, closer }, end)
    }

    /// Enters the next alternative of a branch, or leaves the branch at its zero skip.
    fn alternative(&mut self, done: Vec<NodeId>, join: Option<usize>) -> Result<()> {
        if self.codes.get(self.at) == Some(&0) {
            self.at += 1;
            require(!done.is_empty() && join == Some(self.at))?;
            self.push(Node::Branch(done.into()));
            return Ok(());
        }
        let next = self.skip()?;
        require(next >= self.at + 2)?;
        self.open(Kind::Alternative { done, join }, next - 2)
    }

    /// A jump as an instruction of its own only ends the first part of a conditional.
    fn else_part(&mut self) -> Result<()> {
        let Some(Region { kind: Kind::CondYes { group }, end, items }) = self.regions.pop() else {
            return Err(InvalidCode);
        };
        require(self.at + 1 == end && !self.regions.is_empty())?;
        let end = self.skip()?;
        let yes = self.concat(items);
        self.open(Kind::CondNo { group, yes }, end)
    }

    fn concat(&mut self, items: Vec<NodeId>) -> NodeId {
        match items[..] {
            [only] => only,
            _ => self.tree.add(Node::Concat(items.into())),
        }
    }

    /// Leaves the innermost region, whose body has been read to its end.
    fn close(&mut self) -> Result<()> {
        let region = self.regions.pop().ok_or(InvalidCode)?;
        let body = self.concat(region.items);
        match region.kind {
            Kind::Root => {
                // The root is by definition the last node.
                if body != self.tree.root() {
                    self.tree.add(Node::Concat([body].into()));
                }
            }
            Kind::Repeat { min, max, closer } => {
                let closing = self.word()?;
                let greed = match (closer, closing) {
                    (Closer::Until, op::MAX_UNTIL) => Greed::Greedy,
                    (Closer::Until, op::MIN_UNTIL) => Greed::Lazy,
                    (Closer::Success(greed), op::SUCCESS) => greed,
                    _ => return Err(InvalidCode),
                };
                let id = self.tree.add_repeat(body, min, max, greed);
                self.region().items.push(id);
            }
            Kind::Alternative { mut done, join } => {
                done.push(body);
                self.expect(op::JUMP)?;
                let target = self.skip()?;
                require(join.is_none_or(|join| join == target))?;
                self.alternative(done, Some(target))?;
            }
            Kind::CondYes { group } => {
                let no = self.tree.add(Node::Concat([].into()));
                self.push(Node::Cond { group, yes: body, no });
            }
            Kind::CondNo { group, yes } => self.push(Node::Cond { group, yes, no: body }),
            Kind::Look { behind, negative } => {
                self.expect(op::SUCCESS)?;
                self.push(Node::Look { behind, negative, body });
            }
            Kind::Atomic => {
                self.expect(op::SUCCESS)?;
                self.push(Node::Atomic(body));
            }
        }
        Ok(())
    }

    /// Checks the INFO block and skips it: its hints are found again from the tree, which
    /// also knows about the other width of text.
    fn info(&mut self) -> Result<()> {
        self.at = 1;
        let end = self.skip()?;
        let mask = self.word()?;
        require(mask & !INFO_ALL == 0)?;
        require(mask & (INFO_PREFIX | INFO_CHARSET) != INFO_PREFIX | INFO_CHARSET)?;
        self.at += 2;
        require(self.at <= end)?;
        if mask & INFO_PREFIX != 0 {
            let length = self.word()? as usize;
            require(self.word()? as usize <= length)?;
            let prefix = self.at.checked_add(length).ok_or(InvalidCode)?;
            let overlaps = self.codes.get(prefix..end).ok_or(InvalidCode)?;
            require(overlaps.len() == length)?;
            require(overlaps.iter().enumerate().all(|(i, &o)| o as usize <= i))?;
        } else if mask & INFO_CHARSET != 0 {
            parse_items(self.codes.get(self.at..end).ok_or(InvalidCode)?).ok_or(InvalidCode)?;
        } else {
            require(self.at == end)?;
        }
        self.at = end;
        Ok(())
    }
}
