//! The operators of a condition, by their names on the wire.

/// An operator of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Operator {
    /// `$eq`: equal; an array field against an array is compared whole.
    Eq,
    /// `$ne`: not equal.
    Ne,
    /// `$lt`: less than.
    Lt,
    /// `$lte`: less than or equal.
    Lte,
    /// `$gt`: greater than.
    Gt,
    /// `$gte`: greater than or equal.
    Gte,
    /// `$contains`: a string holds this one.
    Contains,
    /// `$in`: equals one of the values; an array field has one of them.
    In,
    /// `$nin`: equals none of the values; an array field has none of them.
    NotIn,
    /// `$isnull`: is null, or is not.
    IsNull,
    /// `$range`: between two values, both included.
    Range,
    /// `$regex`: a string matches the regular expression.
    Regex,
    /// `$options`: how `$regex` matches; `i` ignores case.
    Options,
    /// `$all`: an array field has every one of the values.
    All,
    /// `$exists`: the field is present, or absent.
    Exists,
    /// `$has_key`: an object field has this top-level key.
    HasKey,
    /// `$intersects`: a stored polygon includes the point.
    Intersects,
    /// `$within`: a stored point lies in the polygon.
    Within,
    /// `$center`: a stored point lies in the circle.
    Center,
    /// `$nearsphere`: a stored point lies in the ring; nearest first.
    NearSphere,
}

impl Operator {
    const NAMES: [(Operator, &'static str); 20] = [
        (Operator::Eq, "$eq"),
        (Operator::Ne, "$ne"),
        (Operator::Lt, "$lt"),
        (Operator::Lte, "$lte"),
        (Operator::Gt, "$gt"),
        (Operator::Gte, "$gte"),
        (Operator::Contains, "$contains"),
        (Operator::In, "$in"),
        (Operator::NotIn, "$nin"),
        (Operator::IsNull, "$isnull"),
        (Operator::Range, "$range"),
        (Operator::Regex, "$regex"),
        (Operator::Options, "$options"),
        (Operator::All, "$all"),
        (Operator::Exists, "$exists"),
        (Operator::HasKey, "$has_key"),
        (Operator::Intersects, "$intersects"),
        (Operator::Within, "$within"),
        (Operator::Center, "$center"),
        (Operator::NearSphere, "$nearsphere"),
    ];

    /// The operator's name on the wire.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].1
    }

    #[cfg(test)]
    pub(crate) fn all() -> impl Iterator<Item = Operator> {
        Self::NAMES.into_iter().map(|(operator, _)| operator)
    }

    /// The operator that the wire calls `name`.
    pub fn from_name(name: &str) -> Option<Operator> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|(operator, _)| *operator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_is_found_by_its_own_name() {
        for (operator, name) in Operator::NAMES {
            assert_eq!(operator.name(), name);
            assert_eq!(Operator::from_name(name), Some(operator));
        }
        assert_eq!(Operator::from_name("$gtee"), None);
    }
}
