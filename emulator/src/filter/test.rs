//! One test of one field.

use super::{among::Among, bounds::Bounds, operand::Operand, path::Path, pattern::Pattern};
use crate::{
    geojson::{Geometry, Polygon, Position},
    store::User,
    value::Value,
};

/// What a field must be like.
#[derive(Debug)]
pub enum Test {
    /// The opposite: `$ne`, `$nin`, `$exists: false`, `$isnull: false`.
    Not(Box<Test>),
    /// `$eq`, `$isnull: true`.
    Equal(Operand),
    /// `$lt`.
    Less(Operand),
    /// `$lte`.
    LessOrEqual(Operand),
    /// `$gt`.
    Greater(Operand),
    /// `$gte`.
    GreaterOrEqual(Operand),
    /// `$range`, both ends included \[ours\].
    Range(Operand, Operand),
    /// `$contains`: case-sensitive \[ours\].
    Contains(String),
    /// `$in`.
    In(Among),
    /// `$all`. \[ours\] An empty list matches nothing, as in MongoDB.
    All(Vec<Operand>),
    /// `$regex`.
    Regex(Pattern),
    /// `$exists`: null is there, too.
    Exists,
    /// `$has_key`.
    HasKey(String),
    /// `$intersects`.
    Intersects(Position),
    /// `$within`.
    Within(Polygon),
    /// `$center`: not farther than a distance in metres.
    Center {
        /// Where distances start.
        center: Position,
        /// The greatest distance.
        most_m: f64,
    },
    /// `$nearsphere`: a distance in metres, both ends included.
    NearSphere {
        /// Where distances start.
        center: Position,
        /// The least distance.
        least_m: f64,
        /// The greatest distance.
        most_m: f64,
    },
}

impl Test {
    /// Whether the value of a path in a row passes.
    pub fn matches(&self, path: &Path, user: User<'_>) -> bool {
        match self {
            Self::Not(test) => !test.matches(path, user),
            Self::All(operands) => {
                !operands.is_empty()
                    && operands.iter().all(|operand| path.any_or_item(user, |value| operand.equals(value)))
            }
            Self::Exists
            | Self::HasKey(_)
            | Self::Intersects(_)
            | Self::Within(_)
            | Self::Center { .. }
            | Self::NearSphere { .. } => path.any(user, |value| self.passes(value)),
            _ => path.any_or_item(user, |value| self.passes(value)),
        }
    }

    /// Between which values those are that can pass, when the field holds no arrays.
    pub fn bounds(&self) -> Bounds<'_> {
        match self {
            Self::Equal(operand) => Bounds::between(Some(operand.key()), Some(operand.key())),
            Self::Greater(operand) | Self::GreaterOrEqual(operand) => Bounds::between(Some(operand.key()), None),
            Self::Less(operand) | Self::LessOrEqual(operand) => Bounds::between(None, Some(operand.key())),
            Self::Range(low, high) => Bounds::between(Some(low.key()), Some(high.key())),
            Self::In(among) => among.bounds(),
            _ => Bounds::default(),
        }
    }

    fn passes(&self, value: Option<&Value>) -> bool {
        match self {
            Self::Not(_) | Self::All(_) => unreachable!("these look at all values of a path"),
            Self::Equal(operand) => operand.equals(value),
            Self::Less(operand) => operand.is_ordered(value, |order| order.is_lt()),
            Self::LessOrEqual(operand) => operand.is_ordered(value, |order| order.is_le()),
            Self::Greater(operand) => operand.is_ordered(value, |order| order.is_gt()),
            Self::GreaterOrEqual(operand) => operand.is_ordered(value, |order| order.is_ge()),
            Self::Range(low, high) => {
                low.is_ordered(value, |order| order.is_ge()) && high.is_ordered(value, |order| order.is_le())
            }
            Self::Contains(part) => value.and_then(Value::as_text).is_some_and(|text| text.contains(part.as_str())),
            Self::In(among) => among.has(value),
            Self::Regex(pattern) => value.and_then(Value::as_text).is_some_and(|text| pattern.is_in(text)),
            Self::Exists => value.is_some(),
            Self::HasKey(key) => value.is_some_and(|value| value.get(key).is_some()),
            Self::Intersects(position) => has_shape(value, |shape| shape.includes(*position)),
            Self::Within(polygon) => has_shape(value, |shape| shape.is_within(polygon)),
            Self::Center { center, most_m } => has_shape(value, |shape| shape.distance_m(*center) <= *most_m),
            Self::NearSphere { center, least_m, most_m } => has_shape(value, |shape| {
                let distance_m = shape.distance_m(*center);
                *least_m <= distance_m && distance_m <= *most_m
            }),
        }
    }
}

fn has_shape(value: Option<&Value>, test: impl Fn(&Geometry) -> bool) -> bool {
    value.and_then(|value| Geometry::parse(value).ok()).is_some_and(|shape| test(&shape))
}
