//! Whom the rows of a bulk answer speak of: a success names its user, an error need not.

use super::Failure;
use crate::{
    Error,
    endpoint::{BulkFailure, BulkId, Done},
    strings,
};

/// What an answer tells of the users who were to be changed.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Told {
    pub succeeded: u64,
    /// Errors whose user is known.
    pub failures: Vec<Failure>,
    /// Errors of some of the missing users.
    pub open: Vec<BulkFailure>,
    /// Users of whom no row is known to speak, in the order of their ids.
    pub missing: Vec<u64>,
    /// The server changed no more users than it tells of, and some of the missing may still match. The errors of `open`
    /// are then left out: who has them is tried again.
    pub is_cut_off: bool,
}

/// What `done` tells of `ids`, which ascend.
pub(super) fn told(ids: &[u64], done: &Done) -> Result<Told, Error> {
    let rows = done.succeeded.len() + done.failed.len();
    if rows > ids.len() {
        return Err(Error::undocumented(&format!("it tells of {rows} users, and {} were to be changed", ids.len())));
    }
    if rows < ids.len() && !done.says_next {
        return Err(Error::undocumented("`next` is missing, and it does not tell of all users who were to be changed"));
    }
    // A server may have a smaller limit than the one it is asked for.
    let is_full = done.limit < ids.len() as u64 && rows as u64 >= done.limit;
    let is_cut_off = rows < ids.len() && (done.next.is_some() || is_full);
    if is_cut_off && rows == 0 {
        return Err(Error::undocumented("it tells of nobody, and that more users match"));
    }
    // Ids of another kind name nobody whom we know, and need not where everyone was changed.
    let is_everyone = done.succeeded.len() == ids.len();
    let mut missing = ids.to_vec();
    let named = done.failed.iter().filter_map(|failure| failure.id.as_ref());
    for id in done.succeeded.iter().chain(named) {
        match id {
            BulkId::Number(id) => match missing.binary_search(id) {
                Ok(at) => drop(missing.remove(at)),
                Err(_) => {
                    let problem = if ids.contains(id) { " twice" } else { ", who was not to be changed" };
                    return Err(Error::undocumented(&format!("it tells of user {id}{problem}")));
                }
            },
            BulkId::String(_) if is_everyone => {}
            BulkId::String(_) => return Err(Error::undocumented("it tells of a user whose id is not a number")),
        }
    }
    let mut told = Told { succeeded: done.succeeded.len() as u64, is_cut_off, ..Told::default() };
    if is_everyone {
        return Ok(told);
    }
    let is_aligned = is_aligned(ids, done);
    for failure in &done.failed {
        match &failure.id {
            Some(BulkId::Number(id)) => told.failures.push(of_user(*id, failure)),
            _ if is_aligned => {
                let id = ids[failure.row];
                told.failures.push(of_user(id, failure));
                if let Ok(at) = missing.binary_search(&id) {
                    missing.remove(at);
                }
            }
            _ if is_cut_off => {}
            _ => told.open.push(failure.clone()),
        }
    }
    told.missing = missing;
    Ok(told)
}

/// Whether there is a row for each id, in their order, as far as the rows name their users.
fn is_aligned(ids: &[u64], done: &Done) -> bool {
    let mut succeeded = done.succeeded.iter();
    for (row, id) in ids.iter().enumerate() {
        let named = match done.failed.iter().find(|failure| failure.row == row) {
            Some(failure) => failure.id.as_ref(),
            None => match succeeded.next() {
                Some(id) => Some(id),
                None => return false,
            },
        };
        if named.is_some_and(|named| *named != BulkId::Number(*id)) {
            return false;
        }
    }
    succeeded.next().is_none()
}

/// Gives the errors that name nobody to the users who are missing: to all of them, unless there is no error.
pub(super) fn share_out(open: &[BulkFailure], missing: &[u64]) -> Vec<Failure> {
    let Some(first) = open.first() else { return Vec::new() };
    let same = |failure: &BulkFailure| (&failure.code, &failure.message) == (&first.code, &first.message);
    let mut shared = first.clone();
    if open.len() < missing.len() || !open.iter().all(same) {
        let mut reasons: Vec<&str> = Vec::new();
        for failure in open {
            if !reasons.contains(&failure.message.as_str()) {
                reasons.push(&failure.message);
            }
        }
        if open.len() < missing.len() {
            reasons.push("no longer matched");
        }
        let reasons = strings::join(&reasons, "; ");
        shared.message = format!("the server did not say which of these reasons is this user's: {reasons}");
        shared.code = None;
    }
    let mut failures = Vec::new();
    for id in missing {
        failures.push(of_user(*id, &shared));
    }
    failures
}

fn of_user(id: u64, failure: &BulkFailure) -> Failure {
    Failure { id, code: failure.code.clone(), message: failure.message.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Json, endpoint::BulkUpdate, json};

    /// The answer with these rows: `5` for a success of user 5, `{"s":"x"}` for one of user `x`, `"a"` for an error `a`.
    fn done(rows: &str) -> Done {
        let Json::Array(rows) = json::read(rows).unwrap() else { panic!("no rows") };
        let row = |row: Json| match row {
            Json::Number(_) => Json::member("success", Json::member("id", row)),
            Json::Object(_) if row.get("s").is_some() => Json::member("success", Json::member("id", row["s"].clone())),
            _ => Json::member("error", row),
        };
        let rows: Vec<Json> = rows.into_iter().map(row).collect();
        let members = [("operation_result", rows.into()), ("limit", 1000.into()), ("next", Json::Null)];
        let answer = Json::Object(members.map(|(name, value): (_, Json)| (name.to_owned(), value)).into());
        let BulkUpdate::Done(done) = BulkUpdate::from_json(&answer).unwrap() else { panic!("not done") };
        done
    }

    fn failures(ids: &[u64], rows: &str) -> Vec<(u64, String)> {
        let Told { mut failures, open, missing, .. } = told(ids, &done(rows)).unwrap();
        failures.extend(share_out(&open, &missing));
        failures.into_iter().map(|failure| (failure.id, failure.message)).collect()
    }

    fn refusal(ids: &[u64], rows: &str) -> String {
        told(ids, &done(rows)).unwrap_err().to_string()
    }

    #[test]
    fn an_error_belongs_to_the_user_of_its_place_when_there_is_a_row_for_each() {
        assert_eq!(failures(&[5, 6, 7], r#"[5,"a",7]"#), [(6, "a".into())]);
        assert_eq!(failures(&[5, 6, 7], r#"["a","b",7]"#), [(5, "a".into()), (6, "b".into())]);
        assert_eq!(failures(&[5, 6], r#"["a","b"]"#), [(5, "a".into()), (6, "b".into())]);
        let told = told(&[5, 6], &done(r#"[5,{"err_msg":"type mismatch","code":11000}]"#)).unwrap();
        let failure = Failure { id: 6, code: Some(BulkId::Number(11000)), message: "type mismatch".into() };
        assert_eq!(told, Told { succeeded: 1, failures: vec![failure], ..Told::default() });
    }

    #[test]
    fn an_error_that_names_its_user_is_his() {
        assert_eq!(failures(&[5, 6, 7], r#"[{"id":7,"err_msg":"a"},6]"#), [(7, "a".into())]);
    }

    #[test]
    fn errors_alike_are_those_of_the_missing_users() {
        assert_eq!(failures(&[5, 6, 7], r#"[7,"a","a"]"#), [(5, "a".into()), (6, "a".into())]);
    }

    #[test]
    fn reasons_that_cannot_be_told_apart_are_named_for_each_missing_user() {
        let of = |id, reasons| (id, format!("the server did not say which of these reasons is this user's: {reasons}"));
        assert_eq!(failures(&[5, 6, 7], r#"[7,"a","b"]"#), [of(5, "a; b"), of(6, "a; b")]);
        assert_eq!(failures(&[5, 6, 7], r#"[7,"a"]"#), [of(5, "a; no longer matched"), of(6, "a; no longer matched")]);
        let told = told(&[5, 6, 7], &done("[6]")).unwrap();
        assert_eq!((told.succeeded, told.missing, told.open), (1, vec![5, 7], vec![]));
    }

    #[test]
    fn users_whom_the_server_did_not_get_to_are_told_apart_from_those_who_no_longer_match() {
        let with = |rows, limit, next: Option<&str>| Done { limit, next: next.map(Into::into), ..done(rows) };
        for (done, is_cut_off) in [
            (with("[6]", 1000, Some("/more")), true),
            (with("[6]", 1, None), true),
            (with("[6]", 2, None), false),
            (with("[6]", 1000, None), false),
            (with("[5,6,7]", 1, Some("/more")), false),
        ] {
            assert_eq!(told(&[5, 6, 7], &done).unwrap().is_cut_off, is_cut_off, "{done:?}");
        }
        let told_of = told(&[5, 6, 7, 8], &with(r#"[6,"a",{"id":8,"err_msg":"b"}]"#, 3, None)).unwrap();
        let failures = vec![Failure { id: 8, code: None, message: "b".into() }];
        let (missing, open) = (vec![5, 7], vec![]);
        assert_eq!(told_of, Told { succeeded: 1, failures, open, missing, is_cut_off: true });
    }

    #[test]
    fn an_answer_that_does_not_say_who_is_left_is_invalid() {
        let silent = |rows| Done { says_next: false, ..done(rows) };
        assert!(told(&[5, 6], &silent(r#"[5,"a"]"#)).is_ok());
        assert_eq!(
            told(&[5, 6], &silent("[5]")).unwrap_err().to_string(),
            "the answer is not as documented: `next` is missing, and it does not tell of all users who were to be changed"
        );
        let nobody = Done { next: Some("/more".into()), ..done("[]") };
        assert_eq!(
            told(&[5, 6], &nobody).unwrap_err().to_string(),
            "the answer is not as documented: it tells of nobody, and that more users match"
        );
    }

    #[test]
    fn ids_of_another_kind_are_accepted_where_everyone_was_changed() {
        let told_of = told(&[5, 6], &done(r#"[{"s":"5a3c51cd"},{"s":"5a3c51ce"}]"#)).unwrap();
        assert_eq!(told_of, Told { succeeded: 2, ..Told::default() });
        for rows in [r#"[{"s":"5a3c51cd"}]"#, r#"[{"s":"5a3c51cd"},"a"]"#] {
            let problem = "the answer is not as documented: it tells of a user whose id is not a number";
            assert_eq!(refusal(&[5, 6], rows), problem);
        }
    }

    #[test]
    fn users_who_were_not_to_be_changed_are_an_invalid_answer() {
        let problem = |problem| format!("the answer is not as documented: {problem}");
        assert_eq!(refusal(&[5], "[5,6]"), problem("it tells of 2 users, and 1 were to be changed"));
        assert_eq!(refusal(&[5, 6], "[5,7]"), problem("it tells of user 7, who was not to be changed"));
        assert_eq!(refusal(&[5, 6], "[5,5]"), problem("it tells of user 5 twice"));
        assert_eq!(
            refusal(&[5], r#"[{"id":9,"err_msg":"a"}]"#),
            problem("it tells of user 9, who was not to be changed")
        );
    }
}
