//! What goes wrong on purpose, so that a client can be seen to cope with it.
//!
//! \[ours\] The server's real failures are not documented. These are the ones that any client meets sooner or later.

mod effect;
mod plan;
mod read;

pub use effect::NAMES;
use effect::{Effect, RetryAfter};
pub use plan::FaultPlan;
pub(crate) use read::read_list;

/// One rule of a fault plan: what goes wrong, and for which requests.
///
/// Read from JSON, so that an impossible one cannot be. An example of every kind, and of every condition:
///
/// ```
/// use minapp_users_emulator::Fault;
///
/// Fault::list(
///     r#"[
///         {"kind":"latency","latencyMs":200,"jitterMs":50},
///         {"kind":"hang","applied":true,"schedule":[1,4]},
///         {"kind":"stall","probability":0.1},
///         {"kind":"reset_before","methods":["PUT"]},
///         {"kind":"reset_after","path":"/v2.6/"},
///         {"kind":"truncate","times":2},
///         {"kind":"invalid_json"},
///         {"kind":"html","status":504},
///         {"kind":"rate_limit","retryAfter":3,"retryAfterForm":"date"},
///         {"kind":"status","status":503,"applied":true,"retryAfter":1}
///     ]"#,
/// )?;
/// let error = Fault::list(r#"[{"kind":"latency","latencyMs":-1}]"#).unwrap_err();
/// assert_eq!(error.to_string(), "faults[0].latencyMs: expected a whole number from 0 to 600000, got -1");
/// # Ok::<(), minapp_users_emulator::ConfigError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    effect: Effect,
    chance: Chance,
    /// Empty for every method.
    methods: Vec<String>,
    /// Empty for every path.
    path: String,
    times: Option<u64>,
}

/// When a rule strikes that is asked about a request.
#[derive(Debug, Clone, PartialEq)]
enum Chance {
    /// With this probability, 0 to 1.
    Probability(f64),
    /// At these requests, counted from 1; ascending.
    Schedule(Vec<u64>),
}
