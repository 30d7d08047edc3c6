//! Users who come and go between two requests.

mod support;

use minapp_users_emulator::Value;
use support::{USERS, emulator, get, ids};

fn users(text: &str) -> Vec<Value> {
    Value::parse(text).unwrap().as_array().unwrap().to_vec()
}

#[test]
fn every_order_reckons_with_who_came_and_who_went() {
    let mut emulator = emulator(r#"{"users":[{"id":10,"created_at":300},{"id":30,"created_at":100}]}"#);
    let orders = ["order_by=id", "order_by=-id", "order_by=created_at", "order_by=-created_at,-id", "where={}"];
    let mut listed = || orders.map(|order| ids(&mut emulator, order));
    assert_eq!(listed(), [vec![10, 30], vec![30, 10], vec![30, 10], vec![10, 30], vec![10, 30]]);

    emulator.insert(users(r#"[{"id":40,"created_at":200},{"id":20,"created_at":200}]"#)).unwrap();
    let mut listed = || orders.map(|order| ids(&mut emulator, order));
    assert_eq!(
        listed(),
        [vec![10, 20, 30, 40], vec![40, 30, 20, 10], vec![30, 20, 40, 10], vec![10, 40, 20, 30], vec![10, 20, 40, 30]]
    );

    assert_eq!(emulator.remove(&[30, 30, 31, 10]), 2);
    let mut listed = || orders.map(|order| ids(&mut emulator, order));
    assert_eq!(listed(), [vec![20, 40], vec![40, 20], vec![20, 40], vec![40, 20], vec![20, 40]]);
    assert_eq!(get(&mut emulator, &format!("{USERS}10/")).status, 404);
}

#[test]
fn a_user_who_cannot_join_the_others_is_named_and_none_is_added() {
    let mut emulator = emulator(r#"{"users":[{"id":10,"level":1,"_email":"Tom@x.cn"}]}"#);
    for (text, message) in [
        (r#"[{"id":5},{"id":10}]"#, "users[1].id: 10 is the id of another user"),
        (r#"[{"id":5},{"id":5}]"#, "users[1].id: 5 is the id of another user"),
        (r#"[{"id":5,"_email":"tom@X.cn"}]"#, "users[0]._email: \"tom@X.cn\" belongs to another user"),
        (r#"[{"id":5,"note":"x"}]"#, "users[0].note: there is no such field in `fields`"),
        (r#"[{"id":5,"level":"x"}]"#, "users[0].level: expected a value of type integer, got a string"),
        (r#"[{"id":-5}]"#, "users[0].id: expected a positive integer"),
    ] {
        assert_eq!(emulator.insert(users(text)).unwrap_err().to_string(), message);
        assert_eq!(emulator.snapshot(), r#"[{"_email":"Tom@x.cn","id":10,"level":1}]"#);
    }
    emulator.remove(&[10]);
    emulator.insert(users(r#"[{"id":10,"_email":"tom@X.cn"}]"#)).unwrap();
}
