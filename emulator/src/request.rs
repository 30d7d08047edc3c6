//! What the emulator is asked.

/// One HTTP request, with the time at which it arrives.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// `GET`, `PUT`, `OPTIONS` …, in capitals.
    pub method: String,
    /// Path and query (`/oserve/…/?limit=1`), or an absolute URL, whose host does not matter.
    pub url: String,
    /// Names and values; names in any case.
    pub headers: Vec<(String, String)>,
    /// The body as text; empty when there is none.
    pub body: String,
    /// The clock: unix milliseconds. Its seconds become `updated_at` of what is written.
    pub now_ms: i64,
}

impl Request {
    /// A `GET` of a URL.
    pub fn get(url: impl Into<String>) -> Self {
        Self { method: "GET".into(), url: url.into(), ..Self::default() }
    }

    /// A `PUT` of a body to a URL.
    pub fn put(url: impl Into<String>, body: impl Into<String>) -> Self {
        Self { method: "PUT".into(), url: url.into(), body: body.into(), ..Self::default() }
    }

    /// The same request with one more header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The same request at another time, in unix seconds. Defaults to 0.
    #[must_use]
    pub fn at(self, now: i64) -> Self {
        self.at_ms(now.saturating_mul(1000))
    }

    /// The same request at another time, in unix milliseconds. Defaults to 0.
    #[must_use]
    pub fn at_ms(mut self, now_ms: i64) -> Self {
        self.now_ms = now_ms;
        self
    }

    /// The clock in unix seconds.
    pub(crate) fn now(&self) -> i64 {
        self.now_ms.div_euclid(1000)
    }

    /// The first value of a header.
    pub(crate) fn find_header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}
