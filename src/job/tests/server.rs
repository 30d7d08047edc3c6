//! A server in memory that remembers whom it has changed how often.

use crate::{
    Json, Update,
    dice::Dice,
    endpoint::{BulkFailure, BulkId, Done, UpdateUsers},
    scan::tests::{Fields, Table},
};
use std::collections::BTreeMap;

#[derive(Clone)]
pub(super) struct Server {
    pub table: Table,
    /// How often each user was changed.
    pub changes: BTreeMap<u64, u32>,
    /// Users whom one write tries at most, whatever its limit.
    pub most: usize,
}

impl Server {
    pub fn of(ids: impl IntoIterator<Item = u64>) -> Self {
        Server { table: Table::of(ids), changes: BTreeMap::new(), most: 1000 }
    }

    pub fn random(size: u64, dice: &mut Dice) -> Self {
        let most = if dice.chance(30) { 1 + dice.below(8) } else { 1000 } as usize;
        let mut server = Server { most, ..Server::of((0..size).map(|_| dice.id())) };
        for fields in server.table.users.values_mut().filter(|_| dice.chance(4)) {
            fields.insert("level".into(), "not a number".into());
        }
        server
    }

    pub fn level(&self, id: u64) -> Option<i64> {
        match self.table.users.get(&id)?.get("level")? {
            Json::Number(level) => level.as_integer(),
            _ => None,
        }
    }

    /// Users who were changed.
    pub fn changed(&self) -> u64 {
        self.changes.len() as u64
    }

    pub fn write(&mut self, write: &UpdateUsers) -> Done {
        write.request().unwrap();
        assert_eq!((write.limit, write.offset), (1000, 0));
        let (mut succeeded, mut failed) = (Vec::new(), Vec::new());
        let matching = self.table.matching(Some(&write.filter));
        let next = (matching.len() > self.most).then(|| "/more".into());
        for (row, id) in matching.into_iter().take(self.most).enumerate() {
            let fields = self.table.users.get_mut(&id).unwrap();
            match change(fields, &write.update) {
                Some(()) => {
                    *self.changes.entry(id).or_default() += 1;
                    succeeded.push(BulkId::Number(id));
                }
                None => {
                    let message = "type mismatch".into();
                    failed.push(BulkFailure { id: None, code: Some(BulkId::Number(11000)), message, row });
                }
            }
        }
        Done { succeeded, failed, total_count: None, offset: 0, limit: self.most as u64, next, says_next: true }
    }
}

fn change(fields: &mut Fields, update: &Update) -> Option<()> {
    let Json::Object(changes) = update.to_json() else { panic!("no changes") };
    let mut changed = fields.clone();
    for (name, value) in changes {
        let value = match value.get("$incr_by") {
            Some(Json::Number(by)) => match changed.get(&name)? {
                Json::Number(number) => (number.as_integer()? + by.as_integer()?).into(),
                _ => return None,
            },
            _ => value,
        };
        changed.insert(name, value);
    }
    *fields = changed;
    Some(())
}
