//! The query parameters of a request.

use form_urlencoded::Serializer;

use crate::{refusal::Refusal, request::Request, target::Target, value::Value};

/// \[ours\] More rows than anybody has, and a number that fits where `usize` has 32 bits.
const LARGEST_OFFSET: usize = 2_147_483_647;

/// Decoded query parameters, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Reads the query of a request.
    ///
    /// \[ours\] The form body of a `GET` counts as well: the document's curl sample of the user list sends its
    /// `where` by `--data-urlencode` without `-G`, which puts it there.
    pub fn of(request: &Request) -> Self {
        let mut query = Self::parse(Target::of(&request.url).query);
        let is_form = request
            .find_header("content-type")
            .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if request.method == "GET" && is_form {
            query.pairs.extend(Self::parse(&request.body).pairs);
        }
        query
    }

    /// Reads `a=1&b=2`.
    pub fn parse(text: &str) -> Self {
        Self { pairs: form_urlencoded::parse(text.as_bytes()).into_owned().collect() }
    }

    /// The parameters, in their order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of a parameter. \[ours\] The last one, when it is given twice.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The page size: default 20, at most 1000 \[doc\]. \[ours\] Out of range is refused, and not clamped.
    pub fn limit(&self) -> Result<usize, Refusal> {
        self.whole_number("limit", 1, 1000).map(|limit| limit.unwrap_or(20))
    }

    /// How many rows to skip: default 0 \[doc\].
    pub fn offset(&self) -> Result<usize, Refusal> {
        self.whole_number("offset", 0, LARGEST_OFFSET).map(|offset| offset.unwrap_or(0))
    }

    /// Whether the total is asked for: 1 or 0, default 0 \[doc\].
    pub fn return_total_count(&self) -> Result<bool, Refusal> {
        self.whole_number("return_total_count", 0, 1).map(|flag| flag == Some(1))
    }

    /// The JSON of `where`, when it is given.
    pub fn condition(&self) -> Result<Option<Value>, Refusal> {
        let Some(text) = self.get("where") else { return Ok(None) };
        match Value::parse(text) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(Refusal::bad_request(format!("where is not JSON: {error}"))),
        }
    }

    fn whole_number(&self, name: &str, least: usize, most: usize) -> Result<Option<usize>, Refusal> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let number = text.parse::<usize>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
        match number.filter(|number| (least..=most).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => Err(Refusal::bad_request(format!(
                "{name} must be a whole number between {least} and {most}, got {text:?}"
            ))),
        }
    }

    /// The link to another page of the same request: path and query \[ours\].
    pub fn link(&self, path: &str, limit: usize, offset: usize) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(self.pairs().filter(|(name, _)| !matches!(*name, "limit" | "offset")));
        query.append_pair("limit", &limit.to_string()).append_pair("offset", &offset.to_string());
        format!("{path}?{}", query.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plus_and_percent_are_decoded() {
        let query = Query::parse("where=%7B%22a%22%3A+1%7D&nickname=%E5%BC%A0&nickname=b");
        assert_eq!(query.get("where"), Some(r#"{"a": 1}"#));
        assert_eq!(query.get("nickname"), Some("b"));
    }

    #[test]
    fn limit_and_offset_have_defaults_and_ranges() {
        assert_eq!(Query::parse("").limit(), Ok(20));
        assert_eq!(Query::parse("limit=1000&offset=7").limit(), Ok(1000));
        assert_eq!(Query::parse("limit=1000&offset=7").offset(), Ok(7));
        for text in ["0", "1001", "-1", "1.5", "abc", "", "+5", "99999999999999999999999"] {
            let refusal = Query::parse(&format!("limit={}", text.replace('+', "%2B"))).limit().unwrap_err();
            assert_eq!(refusal.message(), format!("limit must be a whole number between 1 and 1000, got {text:?}"));
        }
        assert_eq!(
            Query::parse("offset=-1").offset().unwrap_err().message(),
            "offset must be a whole number between 0 and 2147483647, got \"-1\""
        );
        assert!(Query::parse("return_total_count=2").return_total_count().is_err());
    }

    #[test]
    fn a_link_keeps_the_other_parameters() {
        let query = Query::parse("limit=2&where=%7B%22a%22%3A1%7D&offset=0&order_by=-id");
        assert_eq!(query.link("/p/", 2, 4), "/p/?where=%7B%22a%22%3A1%7D&order_by=-id&limit=2&offset=4");
    }
}
