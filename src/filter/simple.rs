//! Which simple operands are right whatever they say, so that JavaScript need not ask about each.

use super::{Operator, Where};
use crate::Json;

/// The kinds of scalars, each by the one of its kind that a rule would refuse first: a number, a text, an empty text and
/// `true` or `false`.
fn kinds() -> [Json; 4] {
    [Json::from(0), Json::from(" "), Json::from(""), Json::from(true)]
}

/// A bit for each kind of which every value is right: 1 numbers, 2 texts, 4 the empty text, 8 booleans; times 16 for arrays
/// of nothing else.
pub(crate) fn simple_operands(field: &str, operator: Operator) -> u32 {
    let right = |operand| u32::from(Where::condition(field, operator, operand).check().is_ok());
    let bits = |(bit, kind): (usize, Json)| right(kind.clone()) << bit | right(Json::Array(vec![kind])) << (bit + 4);
    kinds().into_iter().enumerate().map(bits).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    const VALUES: [&[&str]; 4] = [
        &["0", "-1", "1.5", "1e+21", "5e-324", "9007199254740993"],
        &[r#"" ""#, r#""a""#, r#""$eq""#, r#""2026-01-01""#, r#""i""#, r#""^(""#, r#""1a""#],
        &[r#""""#],
        &["true", "false"],
    ];

    #[test]
    fn what_is_told_to_be_right_whatever_it_says_is_right() {
        for field in
            ["a", "a.b", "等级", "id", "created_at", "nickname", "is_authorized", "_provider", "a b", "", "$or"]
        {
            for operator in Operator::all() {
                let told = simple_operands(field, operator);
                let is_right = |text: &str| {
                    let operand = json::read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
                    Where::condition(field, operator, operand).check().is_ok()
                };
                for (bit, values) in VALUES.iter().enumerate() {
                    for value in *values {
                        assert!(told >> bit & 1 == 0 || is_right(value), "{field} {operator:?} {value}");
                        for (other, others) in VALUES.iter().enumerate() {
                            let both = told >> (bit + 4) & told >> (other + 4) & 1;
                            for array in [format!("[{value},{}]", others[0]), format!("[{value}]"), "[]".into()] {
                                assert!(both == 0 || is_right(&array), "{field} {operator:?} {array}");
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn most_operands_need_not_be_asked_about() {
        for (field, operator, kinds) in [
            ("level", Operator::Gte, 0b0111),
            ("id", Operator::Gte, 0b0001),
            ("id", Operator::In, 0b0001_0000),
            ("nickname", Operator::Contains, 0b0110),
            ("nickname", Operator::Regex, 0b0010),
            ("level", Operator::In, 0b1111_0000),
            ("level", Operator::Eq, 0b1111_1111),
            ("level", Operator::Exists, 0b1000),
            ("level", Operator::Range, 0),
            ("level", Operator::HasKey, 0),
            ("level", Operator::Options, 0),
            ("not a name", Operator::Eq, 0),
        ] {
            assert_eq!(simple_operands(field, operator), kinds, "{field} {operator:?}");
        }
    }
}
