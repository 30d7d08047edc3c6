//! The users of the document's examples.
//!
//! \[doc\] Their ids and most of their values. \[ours\] What the document masks (`xx`) is filled in, the host of the
//! avatars leads nowhere, and all have `test: "test"`, which the document's `where` samples look for.

use crate::{schema::Schema, store::Row, value::Value};

/// The user of the v1 examples; the one of the v1 Node sample of a detail; the one that the v1 Node sample of the
/// list finds; the two of the v2.2 list; the one of the v2.2 detail.
const USERS: [&str; 6] = [
    r#"{"avatar":"https://media.example.invalid/media/tavatar/55/c3/55c3dbebcc61891be10d29ded808c84a01d55019.jpg",
        "city":"Guangzhou","country":"China","created_at":1504504504,"created_by":55019,"gender":1,"id":55019,
        "is_authorized":true,"language":"en","nickname":"PCG","openid":"onzns0KsLKFyg3-VcW0GwTE6xxxx","province":"Guangdong",
        "test":"test","unionid":"onzns0KsLKFyg3-VcW0GwTE6xxxx","updated_at":1504504504,"user_group":[137]}"#,
    r#"{"avatar":"https://media.example.invalid/media/tavatar/42/71/427100bebcc61891be10d29ded808c84a01d0000.jpg",
        "city":"Guangzhou","country":"China","created_at":1504504505,"created_by":427100,"gender":2,"id":427100,
        "is_authorized":true,"language":"en","nickname":"Tom","openid":"onzns0KsLKFyg3-VcW0GwTE64271","province":"Guangdong",
        "test":"test","unionid":"onzns0KsLKFyg3-VcW0GwTE64271","updated_at":1504504505,"user_group":[137,258]}"#,
    r#"{"avatar":"https://media.example.invalid/media/tavatar/36/39/363953bebcc61891be10d29ded808c84a01d0000.jpg",
        "city":"Shenzhen","country":"China","created_at":1504504506,"created_by":363953,"gender":1,"id":363953,
        "is_authorized":true,"language":"en","nickname":"username_363953","openid":"onzns0KsLKFyg3-VcW0GwTE63639","province":"Guangdong",
        "test":"test","unionid":"onzns0KsLKFyg3-VcW0GwTE63639","updated_at":1504504506,"user_group":[258,360]}"#,
    r#"{"avatar":"https://media.example.invalid/tavatar/73/b2/73b23fbd584699bb31a0317c9d4425dcba9xxxx.jpg",
        "city":"广州","country":"中国","created_at":1542364387,"created_by":64501217,"gender":1,"id":64501217,
        "is_authorized":true,"language":"zh_CN","nickname":"你今天真好看","openid":"o0b495YcphSE24RbTl7K9dMx_QAA","province":"广东",
        "test":"test","unionid":null,"updated_at":1542872767}"#,
    r#"{"avatar":"https://media.example.invalid/tavatar/4d/7c/4d7c5418b262bfa2250fd3b70789ba9d0c6e4603.jpg",
        "city":"广州","country":"中国","created_at":1542858732,"created_by":70695404,"gender":0,"id":70695404,
        "is_authorized":true,"language":"zh_CN","nickname":"你也是","openid":"o0b495agcnGojMQbCnlB9AV6OeDw","province":"广东",
        "test":"test","unionid":null,"updated_at":1542958030,
        "_email":"pretty_girl@example.com","_email_verified":false,"_phone":"13800138000","_phone_verified":true}"#,
    r#"{"avatar":"https://media.example.invalid/tavatar/73/b2/73b23fbd584699bb31a0317c9d4425dcba9a.jpg",
        "city":"广州","country":"中国","created_at":1542364387,"created_by":88888,"gender":1,"id":88888,
        "is_authorized":true,"language":"zh_CN","nickname":"你今天真好看","openid":"o0b495YcphSE24RbTl7K9dMx_A","province":"广东",
        "test":"test","unionid":null,"updated_at":1542872767}"#,
];

/// Their rows. A field that the schema does not have, or has with another type, is left out.
pub fn rows(schema: &Schema) -> Vec<Row> {
    USERS.iter().map(|text| row(&Value::parse(text).expect("the examples are JSON"), schema)).collect()
}

fn row(user: &Value, schema: &Schema) -> Row {
    let mut row = schema.empty_row();
    for (name, value) in user.as_object().unwrap_or_default() {
        if let Some(column) = schema.find(name) {
            row[column] = schema.columns()[column].field_type.accept(value.clone()).ok();
        }
    }
    row
}
