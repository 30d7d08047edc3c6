//! Between which values those lie that can match, so that an order bounds the search.

use crate::value::Key;

/// The least and the greatest key, both included; `None` where there is no bound.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bounds<'a> {
    least: Option<Key<'a>>,
    most: Option<Key<'a>>,
}

impl<'a> Bounds<'a> {
    /// From one key to another.
    pub fn between(least: Option<Key<'a>>, most: Option<Key<'a>>) -> Self {
        Self { least, most }
    }

    /// Within these bounds and others.
    pub fn and(self, other: Self) -> Self {
        Self {
            least: further(self.least, other.least, |left, right| left.compare(right).is_ge())
                .or(self.least)
                .or(other.least),
            most: further(self.most, other.most, |left, right| left.compare(right).is_le())
                .or(self.most)
                .or(other.most),
        }
    }

    /// Within these bounds or others.
    pub fn or(self, other: Self) -> Self {
        Self {
            least: further(self.least, other.least, |left, right| left.compare(right).is_le()),
            most: further(self.most, other.most, |left, right| left.compare(right).is_ge()),
        }
    }

    /// Whether a key comes before all that can match.
    pub fn is_after(&self, key: &Key<'_>) -> bool {
        self.least.is_some_and(|least| key.compare(&least).is_lt())
    }

    /// Whether a key comes after all that can match.
    pub fn is_before(&self, key: &Key<'_>) -> bool {
        self.most.is_some_and(|most| key.compare(&most).is_gt())
    }
}

/// One of two keys, when both are there.
fn further<'a>(
    left: Option<Key<'a>>,
    right: Option<Key<'a>>,
    is_left: impl Fn(&Key<'a>, &Key<'a>) -> bool,
) -> Option<Key<'a>> {
    left.zip(right).map(|(left, right)| if is_left(&left, &right) { left } else { right })
}
