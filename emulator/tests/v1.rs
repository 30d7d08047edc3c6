//! The v1 detail and list.

mod support;

use minapp_users_emulator::Emulator;
use support::{V1, emulator, get, json, message, told};

fn three() -> Emulator {
    emulator(
        r#"{"fields":{"level":"integer"},"users":[
            {"id":10,"created_at":100,"gender":1,"nickname":"Tom","openid":"o1","unionid":"u1","user_group":[258],"level":3,"_username":"tom"},
            {"id":11,"created_at":200,"gender":2,"nickname":"Tommy","openid":"o2","user_group":[360,1]},
            {"id":12,"created_at":300,"gender":1,"nickname":"张伟","openid":"o3","unionid":null}
        ]}"#,
    )
}

fn ids(query: &str) -> Vec<i64> {
    let response = get(&mut three(), &format!("{V1}?{query}"));
    assert_eq!(response.status, 200, "{query}: {}", response.body);
    json(&response)["objects"].as_array().unwrap().iter().map(|user| user["user_id"].as_i64().unwrap()).collect()
}

const TOM: &str = r#"{"avatar":null,"city":null,"country":null,"created_at":100,"gender":1,"id":10,"nickname":"Tom","openid":"o1","unionid":"u1","province":null,"user_group":[258],"user_id":10}"#;

#[test]
fn a_detail_is_asked_for_by_path_or_by_user_id_alone() {
    assert_eq!(told(&get(&mut three(), &format!("{V1}10/"))), (200, TOM));
    assert_eq!(told(&get(&mut three(), &format!("{V1}?user_id=10"))), (200, TOM));
    for url in ["13/", "?user_id=13", "?user_id=", "?user_id=x"] {
        let response = get(&mut three(), &format!("{V1}{url}"));
        assert_eq!(told(&response), (404, r#"{"error_msg":"there is no user with this id"}"#), "{url}");
    }
}

#[test]
fn user_id_with_another_parameter_filters_the_list() {
    assert_eq!(
        told(&get(&mut three(), &format!("{V1}?user_id=10&limit=20"))).1,
        format!(
            r#"{{"meta":{{"limit":20,"next":null,"offset":0,"previous":null,"total_count":1}},"objects":[{TOM}]}}"#
        )
    );
    assert!(ids("user_id=13&limit=20").is_empty());
}

#[test]
fn every_filter_of_the_document_works() {
    for (query, expected) in [
        ("", vec![12, 11, 10]),
        ("created_at=200", vec![11]),
        ("created_at__gte=200", vec![12, 11]),
        ("created_at__gt=200", vec![12]),
        ("created_at__lte=200", vec![11, 10]),
        ("created_at__lt=200", vec![10]),
        ("created_at__gte=150&created_at__lt=300", vec![11]),
        ("gender=1", vec![12, 10]),
        ("group__in=258,360", vec![11, 10]),
        ("group__in=1", vec![11]),
        ("nickname=Tom", vec![10]),
        ("nickname__contains=Tom", vec![11, 10]),
        ("nickname__contains=%E4%BC%9F", vec![12]),
        ("openid=o2", vec![11]),
        ("unionid=u1", vec![10]),
        ("order_by=created_at", vec![10, 11, 12]),
        ("order_by=-created_at&limit=1&offset=1", vec![11]),
        ("gender=1&nickname__contains=Tom&created_at__gt=1", vec![10]),
    ] {
        assert_eq!(ids(query), expected, "{query}");
    }
}

#[test]
fn the_list_always_counts() {
    let page = json(&get(&mut three(), &format!("{V1}?limit=1&gender=1")));
    assert_eq!(page["meta"]["total_count"], 2);
    assert_eq!(page["meta"]["next"], "/oserve/v1/miniapp/user-profile/?gender=1&limit=1&offset=1");
}

#[test]
fn other_filters_orders_and_values_are_refused() {
    for (query, expected) in [
        ("nick=Tom", "nick: there is no such filter"),
        ("order_by=id", "order_by: v1 can only sort by created_at, got \"id\""),
        ("gender=male", "gender: expected a whole number, got \"male\""),
        ("created_at__gte=2017-01-01", "created_at__gte: expected a whole number, got \"2017-01-01\""),
        ("group__in=a,b", "group__in: expected group ids joined by commas, got \"a,b\""),
        ("limit=0", "limit must be a whole number between 1 and 1000, got \"0\""),
    ] {
        let response = get(&mut three(), &format!("{V1}?{query}"));
        assert_eq!((response.status, message(&response).as_str()), (400, expected));
    }
}
