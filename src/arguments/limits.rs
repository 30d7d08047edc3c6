//! How long a call may take, and how often it is repeated: of a client, and of a call of its own.

use super::options::Options;
use crate::{Json, Retry};
use std::time::Duration;

/// How long a call may take unless it or its client says otherwise.
const DEFAULT_TIMEOUT_MS: u64 = 30_000;

/// The longest delay that timers of JavaScript can count: 24.8 days in milliseconds.
const MAX_TIMEOUT_MS: u64 = 2_147_483_647;

/// The most repetitions, and the longest delay between them.
const MAX_RETRIES: u64 = 100;
const MAX_DELAY_MS: u64 = 3_600_000;

/// The limits of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// The time of the whole call: attempts, delays and sign-in.
    pub timeout_ms: u64,
    /// The time of one attempt, where it has a limit of its own.
    pub attempt_timeout_ms: Option<u64>,
    pub retry: Retry,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { timeout_ms: DEFAULT_TIMEOUT_MS, attempt_timeout_ms: None, retry: Retry::default() }
    }
}

/// What a caller says of the limits; the rest is the client's, or the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct OwnLimits {
    timeout_ms: Option<u64>,
    attempt_timeout_ms: Option<u64>,
    max_retries: Option<u64>,
    base_delay_ms: Option<u64>,
    max_delay_ms: Option<u64>,
}

impl OwnLimits {
    /// Takes `timeoutMs` and `retry`.
    pub(super) fn take(options: &mut Options) -> Self {
        let timeout_ms = options.integer("timeoutMs", 1, MAX_TIMEOUT_MS);
        let retry = options.take("retry").unwrap_or(Json::Object(Vec::new()));
        let mut retry = Options::of("retry", retry);
        let own = OwnLimits {
            timeout_ms,
            attempt_timeout_ms: retry.integer_called("attemptTimeoutMs", "retry.attemptTimeoutMs", 1, MAX_TIMEOUT_MS),
            max_retries: retry.integer_called("maxRetries", "retry.maxRetries", 0, MAX_RETRIES),
            base_delay_ms: retry.integer_called("baseDelayMs", "retry.baseDelayMs", 0, MAX_DELAY_MS),
            max_delay_ms: retry.integer_called("maxDelayMs", "retry.maxDelayMs", 0, MAX_DELAY_MS),
        };
        if let Err(mistake) = retry.finish() {
            options.mistake(mistake);
        }
        own
    }

    /// These limits, and the other's where these say nothing.
    pub fn over(self, other: Limits) -> Limits {
        let delay = |own: Option<u64>, other| own.map_or(other, Duration::from_millis);
        Limits {
            timeout_ms: self.timeout_ms.unwrap_or(other.timeout_ms),
            attempt_timeout_ms: self.attempt_timeout_ms.or(other.attempt_timeout_ms),
            retry: Retry {
                max_retries: self.max_retries.map_or(other.retry.max_retries, |most| most as u32),
                base_delay: delay(self.base_delay_ms, other.retry.base_delay),
                max_delay: delay(self.max_delay_ms, other.retry.max_delay),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Error, json::read_arguments};

    fn read(text: &str) -> Result<OwnLimits, Error> {
        let mut options = Options::of("options", read_arguments(text).unwrap());
        let own = OwnLimits::take(&mut options);
        options.finish()?;
        Ok(own)
    }

    #[test]
    fn what_is_not_said_is_the_clients_or_the_default() {
        let default = read("{}").unwrap().over(Limits::default());
        assert_eq!(default, Limits::default());
        let client = read(r#"{"timeoutMs":500,"retry":{"maxRetries":7,"baseDelayMs":1}}"#).unwrap().over(default);
        let call = read(r#"{"retry":{"maxRetries":0,"maxDelayMs":3,"attemptTimeoutMs":9}}"#).unwrap().over(client);
        let retry = Retry { max_retries: 0, base_delay: Duration::from_millis(1), max_delay: Duration::from_millis(3) };
        assert_eq!(call, Limits { timeout_ms: 500, attempt_timeout_ms: Some(9), retry });
    }

    #[test]
    fn a_mistake_is_named() {
        for (text, message) in [
            (r#"{"timeoutMs":0}"#, "timeoutMs must be an integer between 1 and 2147483647, got 0"),
            (r#"{"retry":3}"#, "retry: expected an object, got 3"),
            (r#"{"retry":{"maxRetries":-1}}"#, "retry.maxRetries must be an integer between 0 and 100, got -1"),
            (
                r#"{"retry":{"baseDelayMs":!"NaN"}}"#,
                "retry.baseDelayMs must be an integer between 0 and 3600000, got NaN",
            ),
            (
                r#"{"retry":{"retries":3}}"#,
                "retry: unknown member \"retries\", expected one of attemptTimeoutMs, maxRetries, baseDelayMs, maxDelayMs",
            ),
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), message);
        }
    }
}
