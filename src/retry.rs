//! Whether and when a failed request is sent again.

use crate::Error;
use std::time::Duration;

/// A longer `Retry-After` is not waited for: the call fails and tells it.
const LONGEST_OBEYED: Duration = Duration::from_secs(60);

/// How often, and after which delays, a request is sent again.
///
/// Only what may be repeated is: a failure that may pass (408, 429, 500, 502, 503, 504, no answer, half an answer), of a
/// request that does the same when it is sent twice. A write that does not (`$incr_by`, `$append`, `$pop`) is repeated
/// only when the server said that it did nothing (429).
///
/// ```
/// use minapp_users::{Response, Retry, endpoint::GetUser};
/// use std::time::Duration;
///
/// let get = GetUser::new(70695404);
/// let error = get.decode::<minapp_users::User>(&Response { status: 503, ..Response::default() }).unwrap_err();
/// let (time_left, dice) = (Duration::from_secs(30), 0.5);
/// let retry = Retry::default();
/// assert_eq!(retry.delay(1, &error, time_left, dice), Some(Duration::from_millis(250)));
/// assert_eq!(retry.delay(2, &error, time_left, dice), Some(Duration::from_millis(500)));
/// assert_eq!(retry.delay(3, &error, time_left, dice), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// Times that a request is sent again at most. Defaults to 2.
    pub max_retries: u32,
    /// What the first delay is drawn below; each further one below twice as much. Defaults to 0.5 s.
    pub base_delay: Duration,
    /// No delay is drawn above. Defaults to 8 s.
    pub max_delay: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Retry { max_retries: 2, base_delay: Duration::from_millis(500), max_delay: Duration::from_secs(8) }
    }
}

impl Retry {
    /// How long to wait before a request that was sent `attempts` times, and failed with `error` at last, is sent again;
    /// `None` when it is not.
    ///
    /// The delay is what the server asks for (`Retry-After`), or drawn by `dice`, a number from 0 to below 1, evenly
    /// between nothing and the limit of this attempt ("full jitter"). One of more than 60 s, or that would outlast
    /// `time_left`, is not begun.
    pub fn delay(&self, attempts: u32, error: &Error, time_left: Duration, dice: f64) -> Option<Duration> {
        if attempts > self.max_retries || !error.is_retryable() {
            return None;
        }
        let delay = match error.retry_after() {
            Some(asked) if asked > LONGEST_OBEYED => return None,
            Some(asked) => asked,
            None => Duration::from_millis((self.limit_ms(attempts) as f64 * dice) as u64),
        };
        (delay < time_left).then_some(delay)
    }

    fn limit_ms(&self, attempts: u32) -> u64 {
        let doubled = 1u32.checked_shl(attempts.saturating_sub(1)).unwrap_or(u32::MAX);
        self.base_delay.saturating_mul(doubled).min(self.max_delay).as_millis() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Outcome, Response, Update, Where, append, append_unique,
        endpoint::{Change, GetUser, UpdateAccount, UpdateUser, UpdateUsers},
        increment, pop,
    };

    const MINUTES: Duration = Duration::from_secs(600);

    /// What became of an attempt.
    enum Attempt {
        Answered(u16),
        AnsweredWith(u16, &'static str),
        Broke,
        HalfAnAnswer,
        OfAnotherShape,
    }
    use Attempt::*;

    fn failure(request: &crate::Request, attempt: &Attempt) -> Error {
        let refused = |status, retry_after: Option<&str>| {
            Response { status, retry_after: retry_after.map(Into::into), ..Response::default() }.refusal(request)
        };
        match attempt {
            Answered(status) => refused(*status, None),
            AnsweredWith(status, retry_after) => refused(*status, Some(retry_after)),
            Broke => Error::new(crate::ErrorKind::Connection, "broke")
                .after_sending(request.is_write(), request.is_repeatable()),
            HalfAnAnswer => Response { status: 200, ..Response::default() }.broken(request, "it ends"),
            OfAnotherShape => Response { status: 200, ..Response::default() }.undecodable(request, "no user"),
        }
    }

    fn update(update: Update) -> crate::Request {
        UpdateUser { id: 5, update }.request().unwrap()
    }

    fn is_repeated(request: &crate::Request, attempt: &Attempt) -> bool {
        Retry::default().delay(1, &failure(request, attempt), MINUTES, 0.0).is_some()
    }

    #[test]
    fn only_what_may_be_repeated_is_repeated() {
        let read = GetUser::new(5).request().unwrap();
        let set = update(Update::new().set("vip", true));
        let set_unique = update(Update::new().set("tags", append_unique(["a"])).unset("note"));
        let account = UpdateAccount { username: Change::Set("tom".into()), ..UpdateAccount::new(5) };
        let account = account.request().unwrap();
        let once = [
            update(Update::new().set("level", increment(1))),
            update(Update::new().set("tags", append(["a"]))),
            update(Update::new().set("tags", pop())),
            UpdateUsers::new(Where::everyone(), Update::new().set("vip", true)).request().unwrap(),
        ];
        // What happened; whether a read or a set is repeated, and what an update that counts twice is.
        for (attempt, repeatable, unrepeatable) in [
            (Answered(408), true, false),
            (Answered(429), true, true),
            (Answered(500), true, false),
            (Answered(502), true, false),
            (Answered(503), true, false),
            (Answered(504), true, false),
            (Broke, true, false),
            (HalfAnAnswer, true, false),
            (OfAnotherShape, false, false),
            (Answered(302), false, false),
            (Answered(400), false, false),
            (Answered(401), false, false),
            (Answered(402), false, false),
            (Answered(403), false, false),
            (Answered(404), false, false),
            (Answered(409), false, false),
            (Answered(499), false, false),
            (Answered(501), false, false),
            (Answered(505), false, false),
            (Answered(599), false, false),
        ] {
            let told = failure(&read, &attempt);
            for request in [&read, &set, &set_unique, &account] {
                assert_eq!(is_repeated(request, &attempt), repeatable, "{request:?} after {told}");
            }
            for request in &once {
                assert_eq!(is_repeated(request, &attempt), unrepeatable, "{request:?} after {told}");
            }
        }
    }

    #[test]
    fn what_is_not_repeated_although_it_may_pass_is_in_doubt() {
        let increment = update(Update::new().set("level", increment(1)));
        for attempt in [Answered(500), Answered(408), Broke, HalfAnAnswer] {
            assert_eq!(failure(&increment, &attempt).outcome(), Some(Outcome::Unknown));
        }
    }

    #[test]
    fn the_delay_doubles_up_to_its_cap_and_is_drawn_from_all_of_it() {
        let (retry, error) =
            (Retry { max_retries: 100, ..Retry::default() }, failure(&GetUser::new(5).request().unwrap(), &Broke));
        for (attempts, limit_ms) in [(1, 500), (2, 1000), (3, 2000), (4, 4000), (5, 8000), (6, 8000), (99, 8000)] {
            let delay = |dice| retry.delay(attempts, &error, MINUTES, dice);
            assert_eq!(delay(0.0), Some(Duration::ZERO));
            assert_eq!(delay(0.5), Some(Duration::from_millis(limit_ms / 2)));
        }
        let none = Retry { max_retries: 0, ..Retry::default() };
        assert_eq!(none.delay(1, &error, MINUTES, 0.0), None);
    }

    #[test]
    fn a_server_that_asks_for_up_to_a_minute_is_obeyed() {
        let read = GetUser::new(5).request().unwrap();
        let delay = |retry_after, time_left| {
            let error = failure(&read, &AnsweredWith(429, retry_after));
            assert_eq!(error.retry_after(), retry_after.parse().ok().map(Duration::from_secs));
            Retry::default().delay(1, &error, time_left, 0.9)
        };
        assert_eq!(delay("0", MINUTES), Some(Duration::ZERO));
        assert_eq!(delay("7", MINUTES), Some(Duration::from_secs(7)));
        assert_eq!(delay("60", MINUTES), Some(Duration::from_secs(60)));
        assert_eq!(delay("61", MINUTES), None);
        assert_eq!(delay("soon", MINUTES), Some(Duration::from_millis(450)));
    }

    #[test]
    fn no_delay_is_begun_that_would_outlast_the_call() {
        let error = failure(&GetUser::new(5).request().unwrap(), &AnsweredWith(503, "7"));
        assert_eq!(Retry::default().delay(1, &error, Duration::from_secs(7), 0.0), None);
        assert_eq!(Retry::default().delay(1, &error, Duration::from_secs(8), 0.0), Some(Duration::from_secs(7)));
    }
}
