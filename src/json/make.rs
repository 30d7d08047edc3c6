//! Objects and arrays of our own making. `collect` would be compiled anew for each of them.

use super::Json;

impl Json {
    /// The integers, in their order.
    pub(crate) fn integers(integers: &[u64]) -> Json {
        let mut items = Vec::with_capacity(integers.len());
        for integer in integers {
            items.push(Json::from(*integer));
        }
        Json::Array(items)
    }
}

/// A member of an object.
pub(crate) fn named(name: &str, value: Json) -> (String, Json) {
    (name.to_owned(), value)
}
