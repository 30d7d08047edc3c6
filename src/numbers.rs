//! Numbers that must be known again: hundreds of thousands of ids, or the hashes of as many names.

use crate::Json;

/// Numbers, each once.
///
/// They lie in sorted runs, each longer than the one after it; what has become as long is merged. So a number is moved
/// some log n times, in whatever order they come. A `BTreeSet` takes ten times as much WebAssembly.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Numbers {
    runs: Vec<Vec<u64>>,
}

impl Numbers {
    pub fn of(numbers: &[u64]) -> Self {
        let mut set = Numbers::default();
        for number in numbers {
            set.insert(*number);
        }
        set
    }

    /// Adds a number, and tells whether it is new.
    pub fn insert(&mut self, number: u64) -> bool {
        if self.runs.iter().any(|run| run.binary_search(&number).is_ok()) {
            return false;
        }
        let mut run = vec![number];
        while let Some(last) = self.runs.pop_if(|last| last.len() <= run.len()) {
            run = merged(&last, &run);
        }
        self.runs.push(run);
        true
    }

    /// All of them, ascending.
    pub fn sorted(&self) -> Vec<u64> {
        let mut all = Vec::new();
        for run in self.runs.iter().rev() {
            all = merged(run, &all);
        }
        all
    }
}

/// Ascending numbers, each as its distance from the one before: the way in which they are kept.
pub(crate) fn distances(numbers: &[u64]) -> Json {
    let (mut distances, mut before) = (Vec::with_capacity(numbers.len()), 0);
    for number in numbers {
        distances.push(number - before);
        before = *number;
    }
    Json::integers(&distances)
}

fn merged(mut left: &[u64], mut right: &[u64]) -> Vec<u64> {
    let mut all = Vec::with_capacity(left.len() + right.len());
    while let ([first, after_first @ ..], [second, after_second @ ..]) = (left, right) {
        if first < second {
            all.push(*first);
            left = after_first;
        } else {
            all.push(*second);
            right = after_second;
        }
    }
    all.extend_from_slice(left);
    all.extend_from_slice(right);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;
    use std::collections::BTreeSet;

    #[test]
    fn a_number_is_new_once() {
        for below in [1, 10, 1_000, u64::MAX] {
            let (mut dice, mut numbers, mut expected) = (Dice(below), Numbers::default(), BTreeSet::new());
            for _ in 0..2_000 {
                let number = dice.below(below);
                assert_eq!(numbers.insert(number), expected.insert(number));
            }
            assert_eq!(numbers.sorted(), Vec::from_iter(expected));
        }
        assert!(Numbers::of(&[]).sorted().is_empty());
    }

    #[test]
    fn however_they_come_there_are_few_runs() {
        let scattered = |index: u64| index.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for number in [|index| index, |index| u64::MAX - index, scattered] {
            let numbers = Numbers::of(&(0..20_000).map(number).collect::<Vec<_>>());
            assert!(numbers.runs.len() <= 15 && numbers.runs.is_sorted_by(|one, next| one.len() > next.len()));
        }
    }
}
