//! Scans of a table that others write to meanwhile.

use super::Table;
use crate::dice::Dice;
use crate::{Kept, Rows, Scan, Ticket, field};
use std::collections::BTreeSet;

/// What others do between two requests.
fn disturb(table: &mut Table, stays: &BTreeSet<u64>, dice: &mut Dice) {
    for _ in 0..dice.below(12) {
        let id = dice.id();
        let near = table.users.range(id..).next().map(|(id, _)| *id);
        match (dice.below(4), near.filter(|id| !stays.contains(id))) {
            (0, _) if !stays.contains(&id) => table.users.extend(Table::of([id]).users),
            (1 | 2, Some(id)) => drop(table.users.remove(&id)),
            (3, Some(id)) => {
                let level = dice.below(8);
                table.users.get_mut(&id).unwrap().insert("level".into(), level.into());
            }
            _ => {}
        }
    }
}

#[test]
fn who_matches_throughout_comes_exactly_once_while_others_write() {
    let (mut dropped, mut given_back) = (0, 0);
    for seed in 0..400 {
        let mut dice = Dice(seed);
        let size = dice.below(200);
        let mut table = Table::of((0..size).map(|_| dice.id()));
        let stays: BTreeSet<u64> = table.users.keys().copied().filter(|id| id % 4 == 0).collect();
        let filter = dice.chance(50).then(|| field("level").gte(5));
        let concurrency = 1 + dice.below(20) as u32;
        let page_size = 1 + dice.below(4) as u32;
        let mut scan = Scan { filter, concurrency, page_size, ..Scan::default() }.start().unwrap();
        let mut seen = BTreeSet::new();
        // A request, and what it was answered once it reached the server.
        let mut sent = Vec::new();
        let mut answers: Vec<(Ticket, Rows)> = Vec::new();
        for step in 0.. {
            assert!(step < 20_000, "seed {seed} does not end");
            if scan.is_done() {
                break;
            }
            match dice.below(4) {
                0 => sent.extend(scan.next()),
                1 => disturb(&mut table, &stays, &mut dice),
                2 if !sent.is_empty() => {
                    let (ticket, list) = sent.swap_remove(dice.below(sent.len() as u64) as usize);
                    answers.push((ticket, table.list(&list)));
                }
                3 if !answers.is_empty() => {
                    let (ticket, rows) = answers.swap_remove(dice.below(answers.len() as u64) as usize);
                    if dice.chance(10) {
                        scan.give_back(ticket);
                        given_back += 1;
                        continue;
                    }
                    let kept = match scan.accept(ticket, &rows).unwrap() {
                        Kept::All => rows.ids,
                        Kept::Only(places) => {
                            dropped += 1;
                            places.into_iter().map(|place| rows.ids[place]).collect()
                        }
                    };
                    for id in kept {
                        assert!(seen.insert(id), "seed {seed}: user {id} came twice");
                    }
                }
                _ => {}
            }
        }
        assert!(stays.is_subset(&seen), "seed {seed}: {:?} did not come", stays.difference(&seen));
    }
    assert!(dropped > 30 && given_back > 100, "too quiet: {dropped} pages overlapped, {given_back} failed");
}
