//! `field("level").gte(3)`: one method an operator.

use super::{Operator, Where, geo};
use crate::Json;

/// A field to compare, by its name or with dots a path into an object field.
#[derive(Clone, Debug)]
pub struct Field<'a>(&'a str);

/// Begins a condition on the field `name`.
///
/// ```
/// use minapp_users::field;
///
/// assert_eq!(field("address.city").eq("广州").to_string(), r#"{"address.city":{"$eq":"广州"}}"#);
/// ```
pub fn field(name: &str) -> Field<'_> {
    Field(name)
}

impl Field<'_> {
    pub(crate) fn is(&self, operator: Operator, operand: impl Into<Json>) -> Where {
        Where::condition(self.0, operator, operand)
    }

    /// Equal to `value`; an array field is compared whole with an array.
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("vip").eq(true).to_string(), r#"{"vip":{"$eq":true}}"#);
    /// ```
    pub fn eq(&self, value: impl Into<Json>) -> Where {
        self.is(Operator::Eq, value)
    }

    /// Not equal to `value`.
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("city").ne("").to_string(), r#"{"city":{"$ne":""}}"#);
    /// ```
    pub fn ne(&self, value: impl Into<Json>) -> Where {
        self.is(Operator::Ne, value)
    }

    /// Less than `value`, a number or a string (a date in ISO 8601).
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("level").lt(9).to_string(), r#"{"level":{"$lt":9}}"#);
    /// ```
    pub fn lt(&self, value: impl Into<Json>) -> Where {
        self.is(Operator::Lt, value)
    }

    /// Less than or equal to `value`, a number or a string.
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("level").lte(9).to_string(), r#"{"level":{"$lte":9}}"#);
    /// ```
    pub fn lte(&self, value: impl Into<Json>) -> Where {
        self.is(Operator::Lte, value)
    }

    /// Greater than `value`, a number or a string.
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("birthday").gt("2000-01-01").to_string(), r#"{"birthday":{"$gt":"2000-01-01"}}"#);
    /// ```
    pub fn gt(&self, value: impl Into<Json>) -> Where {
        self.is(Operator::Gt, value)
    }

    /// Greater than or equal to `value`, a number or a string.
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("created_at").gte(1483228800).to_string(), r#"{"created_at":{"$gte":1483228800}}"#);
    /// ```
    pub fn gte(&self, value: impl Into<Json>) -> Where {
        self.is(Operator::Gte, value)
    }

    /// A string field that holds `part`.
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("nickname").contains("Tom").to_string(), r#"{"nickname":{"$contains":"Tom"}}"#);
    /// ```
    pub fn contains(&self, part: &str) -> Where {
        self.is(Operator::Contains, part)
    }

    /// Equal to one of `values`; an array field that has one of them.
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("level").is_in([1, 2]).to_string(), r#"{"level":{"$in":[1,2]}}"#);
    /// ```
    pub fn is_in<T: Into<Json>>(&self, values: impl IntoIterator<Item = T>) -> Where {
        self.is(Operator::In, values.into_iter().collect::<Vec<_>>())
    }

    /// Equal to none of `values`; an array field that has none of them.
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("level").not_in([1, 2]).to_string(), r#"{"level":{"$nin":[1,2]}}"#);
    /// ```
    pub fn not_in<T: Into<Json>>(&self, values: impl IntoIterator<Item = T>) -> Where {
        self.is(Operator::NotIn, values.into_iter().collect::<Vec<_>>())
    }

    /// Null (`true`), or not null (`false`).
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("unionid").is_null(true).to_string(), r#"{"unionid":{"$isnull":true}}"#);
    /// ```
    pub fn is_null(&self, yes: bool) -> Where {
        self.is(Operator::IsNull, yes)
    }

    /// Between `low` and `high`, both included. A range whose `low` is above its `high` matches nobody.
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("level").range(1, 9).to_string(), r#"{"level":{"$range":[1,9]}}"#);
    /// ```
    pub fn range<T: Into<Json>>(&self, low: T, high: T) -> Where {
        self.is(Operator::Range, [low, high])
    }

    /// A string field that matches the regular expression `pattern`.
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("nickname").regex("^T").to_string(), r#"{"nickname":{"$regex":"^T"}}"#);
    /// ```
    pub fn regex(&self, pattern: &str) -> Where {
        self.is(Operator::Regex, pattern)
    }

    /// As [`Field::regex`], upper and lower case alike.
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(
    ///     field("nickname").regex_ignoring_case("^t").to_string(),
    ///     r#"{"nickname":{"$regex":"^t","$options":"i"}}"#,
    /// );
    /// ```
    pub fn regex_ignoring_case(&self, pattern: &str) -> Where {
        let operands = [(Operator::Regex, pattern), (Operator::Options, "i")];
        let operands = operands.map(|(operator, operand)| (operator.name().into(), operand.into()));
        Where(Json::member(self.0, Json::Object(operands.into())))
    }

    /// An array field that has every one of `values`.
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("tags").all(["a", "b"]).to_string(), r#"{"tags":{"$all":["a","b"]}}"#);
    /// ```
    pub fn all<T: Into<Json>>(&self, values: impl IntoIterator<Item = T>) -> Where {
        self.is(Operator::All, values.into_iter().collect::<Vec<_>>())
    }

    /// Present (`true`), or absent (`false`).
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("note").exists(false).to_string(), r#"{"note":{"$exists":false}}"#);
    /// ```
    pub fn exists(&self, yes: bool) -> Where {
        self.is(Operator::Exists, yes)
    }

    /// An object field with the top-level key `key`: a letter, then letters, digits and `_`.
    ///
    /// ```
    /// # use minapp_users::field;
    /// assert_eq!(field("address").has_key("city").to_string(), r#"{"address":{"$has_key":"city"}}"#);
    /// ```
    pub fn has_key(&self, key: &str) -> Where {
        self.is(Operator::HasKey, key)
    }

    /// A stored polygon that includes `point`.
    ///
    /// ```
    /// # use minapp_users::{field, geo::Point};
    /// assert_eq!(
    ///     field("area").intersects(Point { longitude: 113.3, latitude: 23.1 }).to_string(),
    ///     r#"{"area":{"$intersects":{"type":"Point","coordinates":[113.3,23.1]}}}"#,
    /// );
    /// ```
    pub fn intersects(&self, point: geo::Point) -> Where {
        self.is(Operator::Intersects, point)
    }

    /// A stored point in `polygon`.
    ///
    /// ```
    /// # use minapp_users::{field, geo::{Point, Polygon}};
    /// let corners = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 0.0)];
    /// let triangle = Polygon::new(corners.map(|(longitude, latitude)| Point { longitude, latitude }));
    /// assert_eq!(
    ///     field("location").within(triangle).to_string(),
    ///     r#"{"location":{"$within":{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}}}"#,
    /// );
    /// ```
    pub fn within(&self, polygon: geo::Polygon) -> Where {
        self.is(Operator::Within, polygon)
    }

    /// A stored point in `circle`.
    ///
    /// ```
    /// # use minapp_users::{field, geo::{Circle, Point}};
    /// let circle = Circle { center: Point { longitude: 113.3, latitude: 23.1 }, radius_km: 5.0 };
    /// assert_eq!(
    ///     field("location").center(circle).to_string(),
    ///     r#"{"location":{"$center":{"coordinates":[113.3,23.1],"radius":5}}}"#,
    /// );
    /// ```
    pub fn center(&self, circle: geo::Circle) -> Where {
        self.is(Operator::Center, circle)
    }

    /// A stored point in `ring`, nearest first.
    ///
    /// ```
    /// # use minapp_users::{field, geo::{Point, Ring}};
    /// let center = Point { longitude: 113.3, latitude: 23.1 };
    /// let ring = Ring { center, min_distance_m: None, max_distance_m: Some(500.0) };
    /// assert_eq!(
    ///     field("location").near_sphere(ring).to_string(),
    ///     r#"{"location":{"$nearsphere":{"geometry":{"type":"Point","coordinates":[113.3,23.1]},"max_distance":500}}}"#,
    /// );
    /// ```
    pub fn near_sphere(&self, ring: geo::Ring) -> Where {
        self.is(Operator::NearSphere, ring)
    }
}
