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
        Numbers { runs: vec![sorted(numbers)] }
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
    #[cfg(test)]
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

/// Ascending, each once. A sort of the standard library takes more WebAssembly, and most of them have an order already.
pub(crate) fn sorted(numbers: &[u64]) -> Vec<u64> {
    if numbers.is_sorted_by(|one, next| one < next) {
        return numbers.to_vec();
    }
    let (left, right) = numbers.split_at(numbers.len() / 2);
    merged(&sorted(left), &sorted(right))
}

/// What is in either of two ascending lists.
pub(crate) fn merged(mut left: &[u64], mut right: &[u64]) -> Vec<u64> {
    let mut all = Vec::with_capacity(left.len() + right.len());
    while let ([first, after_first @ ..], [second, after_second @ ..]) = (left, right) {
        all.push(*first.min(second));
        if first <= second {
            left = after_first;
        }
        if second <= first {
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
    fn a_list_is_sorted_whatever_its_order_and_each_of_it_known() {
        for (count, below) in [(0, 9), (1, 9), (2, 9), (50, 20), (1_000, u64::MAX)] {
            let mut dice = Dice(below);
            let list: Vec<u64> = (0..count).map(|_| dice.below(below)).collect();
            let expected = Vec::from_iter(BTreeSet::from_iter(list.clone()));
            assert_eq!(sorted(&list), expected);
            let mut numbers = Numbers::of(&list);
            assert!(list.iter().all(|number| !numbers.insert(*number)));
            assert_eq!(numbers.sorted(), expected);
            let (left, right) = list.split_at(list.len() / 3);
            assert_eq!(merged(&sorted(left), &sorted(right)), expected);
        }
    }

    #[test]
    fn however_they_come_there_are_few_runs() {
        let scattered = |index: u64| index.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for number in [|index| index, |index| u64::MAX - index, scattered] {
            let mut numbers = Numbers::default();
            (0..20_000).map(number).for_each(|number| assert!(numbers.insert(number)));
            assert!(numbers.runs.len() <= 15 && numbers.runs.is_sorted_by(|one, next| one.len() > next.len()));
        }
    }
}
