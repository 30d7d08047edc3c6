//! Iterations through tables that change between the pages.

use super::{
    Iterate, Iteration, Mode,
    table::{Nulls, Table, User},
};
use crate::{Json, Kept, Rows, Where, dice::Dice, field};
use std::{cmp::Ordering, collections::BTreeSet};

const SEEDS: u64 = 200;

/// Where a test costs more, or another has shown the rest.
const FEW_SEEDS: u64 = 25;

/// A write comes between two pages only so often, so that a reader can catch up with those who are moved to the end.
const WRITTEN_PAGES: usize = 60;

const ORDERS: [&[&str]; 9] = [
    &["id"],
    &["-id"],
    &["-created_at"],
    &["level"],
    &["-level", "nickname"],
    &["vip", "-level"],
    &["updated_at"],
    &["level", "-vip", "nickname", "-id"],
    &["-vip", "level", "-nickname"],
];

/// A value that many users share, or none.
fn value(dice: &mut Dice, field: &str) -> Json {
    let number = dice.below(5);
    match field {
        _ if dice.one_in(4) => Json::Null,
        "vip" => number.is_multiple_of(2).into(),
        "nickname" => ["", "A", "a", "b", "中"][number as usize].into(),
        _ => number.into(),
    }
}

/// A table, and what happens to it.
struct World {
    table: Table,
    dice: Dice,
    filter: Option<Where>,
    second: u64,
    /// The users who have matched so far.
    faithful: BTreeSet<u64>,
}

impl World {
    fn new(seed: u64, nulls: Nulls, users: u64) -> Self {
        let dice = Dice(seed);
        let filter = seed.is_multiple_of(3).then(|| field("points").gte(1));
        let table = Table { users: Default::default(), nulls };
        let mut world = World { table, dice, filter, second: 1_511_000_000, faithful: BTreeSet::new() };
        for _ in 0..users {
            world.insert();
        }
        world.faithful = world.matching();
        world
    }

    fn matching(&self) -> BTreeSet<u64> {
        self.table.matching(self.filter.as_ref().map(Where::as_json)).into_iter().collect()
    }

    fn insert(&mut self) {
        let digits = 1 + self.dice.below(9) as u32;
        let id = 1 + self.dice.below(10_u64.pow(digits));
        let mut user: User = ["level", "vip", "nickname", "points"]
            .map(|field| (field, value(&mut self.dice, field)))
            .into_iter()
            .collect();
        self.second += self.dice.below(2);
        user.insert("id", id.into());
        if !self.dice.one_in(9) {
            user.insert("created_at", self.second.into());
        }
        if !self.dice.one_in(9) {
            user.insert("updated_at", self.second.into());
        }
        self.table.users.entry(id).or_insert(user);
    }

    fn write(&mut self) {
        let users = self.table.users.len() as u64;
        let chosen = self.table.users.keys().nth(self.dice.below(users.max(1)) as usize).copied();
        match (self.dice.below(6), chosen) {
            (0, _) | (_, None) => self.insert(),
            (1, Some(id)) => drop(self.table.users.remove(&id)),
            (_, Some(id)) => {
                let field = ["level", "vip", "nickname", "points"][self.dice.below(4) as usize];
                let value = value(&mut self.dice, field);
                self.second += self.dice.below(2);
                // The clock of the server that does it is late, sometimes.
                let second = self.second - self.dice.below(30);
                self.table.users.entry(id).and_modify(|user| {
                    user.insert(field, value);
                    user.insert("updated_at", second.into());
                });
            }
        }
        let condition = self.filter.as_ref().map(Where::as_json);
        if let Some(id) = chosen.filter(|id| !self.table.is_met_by(*id, condition)) {
            self.faithful.remove(&id);
        }
    }

    fn iterate(&mut self, order_by: &[&str]) -> Iterate {
        let order_by = order_by.iter().map(|name| (*name).into()).collect();
        let page_size = 1 + self.dice.below(7) as u32;
        Iterate { filter: self.filter.clone(), order_by, page_size, ..Iterate::default() }
    }

    fn answer(&self, iteration: &Iteration) -> Option<Rows> {
        Some(self.table.answer(&iteration.request()?, &iteration.key_fields()))
    }

    /// The ids that an iteration hands out while the table is written to, and the iteration left and taken up again.
    fn read(&mut self, iterate: &Iterate, writes: bool) -> Vec<u64> {
        let mut iteration = iterate.clone().start().unwrap();
        let mut handed_out = Vec::new();
        for page in 0.. {
            assert!(page < 2_000, "it goes on for ever: {}", iteration.cursor());
            let Some(mut rows) = self.answer(&iteration) else { break };
            let key_fields: Vec<String> = iteration.key_fields().into_iter().map(Into::into).collect();
            let key_fields: Vec<&str> = key_fields.iter().map(String::as_str).collect();
            if rows.ids.len() > 1 && self.dice.one_in(6) {
                // A page may be shorter than it was asked for.
                rows = self.table.rows(rows.ids[..rows.ids.len() - 1].to_vec(), &key_fields, true);
            }
            let position = iteration.position();
            let kept = kept(&iteration.accept(&rows).unwrap().kept, &rows);
            if writes && self.dice.one_in(6) && !kept.is_empty() {
                let read = 1 + self.dice.below(rows.ids.len() as u64) as usize;
                let cut = self.table.rows(rows.ids[..read].to_vec(), &key_fields, false);
                let cursor = iteration.cursor_within(&position, &cut).unwrap();
                iteration = iterate.clone().resume(&cursor).unwrap();
                handed_out.extend(kept.iter().filter(|id| rows.ids[..read].contains(id)));
            } else {
                handed_out.extend(kept);
            }
            for _ in 0..if writes && page < WRITTEN_PAGES { self.dice.below(4) } else { 0 } {
                self.write();
            }
        }
        handed_out
    }
}

fn kept(kept: &Kept, rows: &Rows) -> Vec<u64> {
    match kept {
        Kept::All => rows.ids.clone(),
        Kept::Only(places) => places.iter().map(|&place| rows.ids[place]).collect(),
    }
}

fn has_twice(ids: &[u64]) -> bool {
    ids.iter().collect::<BTreeSet<_>>().len() < ids.len()
}

#[test]
fn while_others_write_everyone_who_matches_throughout_comes_exactly_once() {
    for nulls in Nulls::ALL {
        for order_by in ORDERS {
            for seed in 0..if matches!(nulls, Nulls::Lowest | Nulls::Highest) { SEEDS } else { FEW_SEEDS } {
                let mut world = World::new(seed, nulls, 5 + seed % 35);
                let iterate = world.iterate(order_by);
                let ids = world.read(&iterate, true);
                assert!(!has_twice(&ids), "twice: {order_by:?}, seed {seed}, {nulls:?}");
                let missing = world.faithful.iter().find(|id| !ids.contains(id));
                assert_eq!(missing, None, "missing: {order_by:?}, seed {seed}, {nulls:?}");
            }
        }
    }
}

#[test]
fn by_offset_somebody_is_skipped_and_somebody_repeated() {
    let (mut skipped, mut repeated) = (false, false);
    for seed in 0..SEEDS {
        let mut world = World::new(seed, Nulls::Lowest, 40);
        let iterate = Iterate { mode: Mode::Offset, ..world.iterate(&["-level", "id"]) };
        let ids = world.read(&iterate, true);
        repeated |= has_twice(&ids);
        skipped |= world.faithful.iter().any(|id| !ids.contains(id));
    }
    assert!(skipped && repeated);
}

#[test]
fn a_table_at_rest_is_read_in_order() {
    for nulls in Nulls::ALL {
        for order_by in ORDERS {
            for seed in 0..FEW_SEEDS {
                let mut world = World::new(seed, nulls, 40);
                let iterate = world.iterate(order_by);
                let ids = world.read(&iterate, false);
                assert_eq!(ids.iter().copied().collect::<BTreeSet<_>>(), world.faithful);
                let mut order: Vec<String> = order_by.iter().map(|name| (*name).into()).collect();
                order.push("id".into());
                let lowest = Table { nulls: Nulls::Lowest, ..world.table.clone() };
                // By one field our own order holds wherever the server sorts nulls.
                if nulls == Nulls::Lowest || order_by.len() == 1 {
                    assert!(ids.is_sorted_by(|left, right| lowest.compare(*left, *right, &order) == Ordering::Less));
                }
                // By several, the first field does.
                assert!(
                    ids.is_sorted_by(|left, right| lowest.compare(*left, *right, &order[..1]) != Ordering::Greater)
                );
            }
        }
    }
}

#[test]
fn a_quiet_table_takes_few_requests_more_than_pages() {
    // A part that ends begins another page; and the sweep looks at those who were changed in the last minute, too.
    for (order_by, more) in [
        (vec!["id"], 0),
        (vec!["-created_at"], 1),
        (vec!["level"], 5),
        (vec!["created_at", "nickname"], 5),
        (vec!["vip", "-level"], 10),
    ] {
        for nulls in Nulls::ALL {
            let world = World::new(1, nulls, 600);
            let most = world.matching().len().div_ceil(50) + more;
            let order_by: Vec<String> = order_by.iter().map(|name| (*name).into()).collect();
            let mut iteration = Iterate { order_by, page_size: 50, ..Iterate::default() }.start().unwrap();
            let mut requests = 0;
            while let Some(rows) = world.answer(&iteration) {
                iteration.accept(&rows).unwrap();
                requests += 1;
            }
            assert!(requests <= most, "{requests} requests, {nulls:?}");
        }
    }
}

#[test]
fn by_offset_a_table_at_rest_is_read_as_the_server_sorts_it() {
    for seed in 0..FEW_SEEDS {
        let mut world = World::new(seed, Nulls::Highest, 40);
        let iterate = Iterate { mode: Mode::Offset, ..world.iterate(&["-level", "nickname", "vip", "points", "id"]) };
        let ids = world.read(&iterate, false);
        assert_eq!(ids.len(), world.faithful.len());
        let compare = |left: &u64, right: &u64| world.table.compare(*left, *right, &iterate.order_by);
        assert!(ids.is_sorted_by(|left, right| compare(left, right) == Ordering::Less));
    }
}

#[test]
fn from_every_user_the_rest_is_the_same() {
    for nulls in Nulls::ALL {
        for order_by in ORDERS {
            let mut world = World::new(1, nulls, 25);
            let iterate = Iterate { page_size: 4, ..world.iterate(order_by) };
            let whole = world.read(&iterate, false);
            let (mut iteration, mut handed_out) = (iterate.clone().start().unwrap(), Vec::new());
            while let Some(rows) = world.answer(&iteration) {
                let key_fields: Vec<String> = iteration.key_fields().into_iter().map(Into::into).collect();
                let key_fields: Vec<&str> = key_fields.iter().map(String::as_str).collect();
                let (before, position) = (iteration.cursor(), iteration.position());
                let kept = kept(&iteration.accept(&rows).unwrap().kept, &rows);
                for read in 1..=rows.ids.len() {
                    let cut = world.table.rows(rows.ids[..read].to_vec(), &key_fields, true);
                    let mut resumed = iterate.clone().resume(&before).unwrap();
                    resumed.accept(&cut).unwrap();
                    assert_eq!(resumed.cursor(), iteration.cursor_within(&position, &cut).unwrap());
                    let so_far: Vec<u64> =
                        handed_out.iter().chain(kept.iter().filter(|id| cut.ids.contains(id))).copied().collect();
                    let mut rest = Vec::new();
                    while let Some(rows) = world.answer(&resumed) {
                        rest.extend(self::kept(&resumed.accept(&rows).unwrap().kept, &rows));
                    }
                    // Where the server sorts nulls otherwise, leaving a page may change in what order the rest comes.
                    if nulls != Nulls::Lowest {
                        rest.sort_unstable();
                        let mut expected = world.faithful.clone();
                        expected.retain(|id| !so_far.contains(id));
                        let expected: Vec<u64> = expected.into_iter().collect();
                        assert_eq!(rest, expected, "{order_by:?}, {nulls:?}");
                    } else {
                        assert_eq!(rest, whole[so_far.len()..], "{order_by:?}");
                    }
                }
                handed_out.extend(kept);
            }
            assert_eq!(handed_out.len(), whole.len());
        }
    }
}
