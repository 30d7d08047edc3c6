//! The built-in fields of a generated user.

use std::{collections::HashMap, sync::Arc};

use fastrand::Rng;

use super::{
    names::{ENGLISH, ENGLISH_FAMILY, FAMILY, GIVEN, OTHERS, PHRASES},
    places::{PLACES, Place},
};
use crate::{
    schema::{Schema, USER_GROUP},
    store::Row,
    value::Value,
};

/// 2017-01-01 and 2024-01-01, between which users were created. What they updated within a year is past, too.
const FIRST_CREATED_AT: i64 = 1_483_228_800;
const LAST_CREATED_AT: i64 = 1_704_067_200;

/// The groups of the document's v1 section, and some more.
const GROUPS: [i64; 5] = [137, 258, 360, 512, 1024];

/// Texts that many users share, each stored once.
#[derive(Debug)]
pub struct Words(HashMap<&'static str, Arc<str>>);

impl Words {
    /// Gathers the shared texts.
    pub fn new() -> Self {
        let places = PLACES.iter().flat_map(|place| place.chinese.into_iter().chain(place.english));
        let words = places.chain(["zh_CN", "en", "zh_TW", "ja", ""]).chain(PHRASES).chain(ENGLISH).chain(OTHERS);
        Self(words.map(|word| (word, Arc::from(word))).collect())
    }

    fn get(&self, word: &'static str) -> Value {
        self.0.get(word).map_or_else(|| word.into(), |shared| Value::Text(shared.clone()))
    }

    /// Fills the built-in fields, and tells where the user lives. `last_created_at` is the time at which the user
    /// before was created: one in eight shares it.
    pub fn fill(
        &self,
        row: &mut Row,
        id: i64,
        last_created_at: &mut i64,
        schema: &Schema,
        rng: &mut Rng,
    ) -> &'static Place {
        // Squaring moves users to the large cities at the front.
        let place = &PLACES[(rng.f64() * rng.f64() * PLACES.len() as f64) as usize];
        let created_at = match rng.u32(0..8) {
            0 if *last_created_at > 0 => *last_created_at,
            _ => rng.i64(FIRST_CREATED_AT..LAST_CREATED_AT),
        };
        *last_created_at = created_at;
        let is_authorized = rng.u32(0..5) > 0;
        let is_chinese = rng.u32(0..4) > 0;
        let mut set = |name: &str, value: Value| {
            if let Some(column) = schema.find(name) {
                row[column] = Some(value);
            }
        };
        set("id", Value::Int(id));
        set("created_at", Value::Int(created_at));
        set("updated_at", Value::Int(created_at + rng.i64(0..30_000_000)));
        // Most users created themselves; some came by an import, or by a user who is gone: no id has four digits.
        set(
            "created_by",
            match rng.u32(0..40) {
                0 => Value::Null,
                1 => Value::Int(rng.i64(1000..10_000)),
                _ => Value::Int(id),
            },
        );
        set("is_authorized", Value::Bool(is_authorized));
        set("openid", text(format!("o0b495{}", letters(22, rng))));
        set("unionid", if rng.u32(0..3) == 0 { text(format!("onzns0{}", letters(22, rng))) } else { Value::Null });
        // Who has not authorized the app has shown it no profile.
        if is_authorized {
            let [country, province, city] = if is_chinese { place.chinese } else { place.english };
            set("nickname", self.nickname(id, rng));
            set("avatar", text(avatar(rng)));
            set("gender", Value::Int([1, 2, 1, 2, 0][rng.usize(0..5)]));
            set("language", self.get(if is_chinese { "zh_CN" } else { ["en", "en", "zh_TW", "ja"][rng.usize(0..4)] }));
            set("country", self.get(country));
            set("province", self.get(province));
            set("city", if rng.u32(0..12) == 0 { self.get("") } else { self.get(city) });
        } else {
            for name in ["nickname", "avatar", "language", "country", "province", "city"] {
                set(name, Value::Null);
            }
            set("gender", Value::Int(0));
        }
        set(
            USER_GROUP,
            Value::Array(GROUPS.iter().filter(|_| rng.u32(0..6) == 0).map(|group| Value::Int(*group)).collect()),
        );
        if rng.u32(0..3) == 0 {
            sign_in(&mut set, id, rng);
        }
        place
    }

    fn nickname(&self, id: i64, rng: &mut Rng) -> Value {
        match rng.u32(0..100) {
            0..45 => text(format!("{}{}", pick(&FAMILY, rng).0, pick(&GIVEN, rng))),
            45..62 => self.get(pick(&PHRASES, rng)),
            62..78 => self.get(pick(&ENGLISH, rng)),
            78..86 => text(format!("{} {}", pick(&ENGLISH, rng), pick(&ENGLISH_FAMILY, rng))),
            86..92 => self.get(pick(&OTHERS, rng)),
            92..97 => text(format!("用户{}", id % 100_000)),
            _ => self.get(""),
        }
    }
}

/// What a user who signs in by name, email or phone has. The id keeps names and emails apart.
fn sign_in(set: &mut impl FnMut(&str, Value), id: i64, rng: &mut Rng) {
    let username = format!("{}_{id}", pick(&FAMILY, rng).1);
    if rng.bool() {
        set("_email", text(format!("{username}@example.com")));
        set("_email_verified", Value::Bool(rng.bool()));
    }
    if rng.bool() {
        set("_phone", text(format!("1{}{:08}", [38, 39, 50, 86][rng.usize(0..4)], rng.u32(0..100_000_000))));
        set("_phone_verified", Value::Bool(rng.bool()));
    }
    if rng.u32(0..4) == 0 {
        let wechat = Value::Object(vec![("openid".into(), text(format!("o0b495{}", letters(22, rng))))]);
        set("_provider", Value::Object(vec![("wechat".into(), wechat)]));
    }
    set("_username", text(username));
}

fn avatar(rng: &mut Rng) -> String {
    let hash = format!("{:016x}{:016x}{:08x}", rng.u64(..), rng.u64(..), rng.u32(..));
    format!("https://media.example.invalid/tavatar/{}/{}/{hash}.jpg", &hash[..2], &hash[2..4])
}

fn letters(count: usize, rng: &mut Rng) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    (0..count).map(|_| char::from(LETTERS[rng.usize(0..64)])).collect()
}

fn pick<T: Copy>(items: &[T], rng: &mut Rng) -> T {
    items[rng.usize(0..items.len())]
}

fn text(text: String) -> Value {
    Value::text(text)
}
