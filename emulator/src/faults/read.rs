//! Rules out of JSON.

use super::{Chance, Effect, Fault, NAMES, RetryAfter};
use crate::{
    config::ConfigError,
    members::{Members, show},
    value::Value,
};

const LONGEST_LATENCY_MS: u64 = 600_000;
const LONGEST_RETRY_AFTER: u64 = 86_400;

/// What every rule may have beside what its kind has.
const CONDITIONS: [&str; 5] = ["probability", "schedule", "methods", "path", "times"];

const METHODS: [&str; 3] = ["GET", "PUT", "POST"];

impl Fault {
    /// Reads a JSON array of rules.
    ///
    /// # Errors
    /// Text that is not a JSON array, an unknown member, or a value out of range; the error names it, as in
    /// `faults[2].kind`.
    pub fn list(text: &str) -> Result<Vec<Self>, ConfigError> {
        read_list(&Value::parse(text).map_err(|error| ConfigError::new("faults", error))?)
    }
}

/// Reads an array of rules.
pub fn read_list(value: &Value) -> Result<Vec<Fault>, ConfigError> {
    let faults = value
        .as_array()
        .ok_or_else(|| ConfigError::new("faults", format!("expected an array, got {}", show(value))))?;
    faults.iter().enumerate().map(|(index, fault)| read(&Members::of(fault, format!("faults[{index}]"))?)).collect()
}

fn read(members: &Members) -> Result<Fault, ConfigError> {
    let kind = members.one_of("kind", &NAMES)?.ok_or_else(|| members.missing("kind", &NAMES.join(", ")))?;
    let own: &[&str] = match kind {
        "latency" => &["latencyMs", "jitterMs"],
        "hang" => &["applied"],
        "html" => &["status"],
        "rate_limit" => &["retryAfter", "retryAfterForm"],
        "status" => &["status", "applied", "retryAfter", "retryAfterForm"],
        _ => &[],
    };
    members.allow(kind, &[&["kind"], own, &CONDITIONS].concat())?;
    let applied = || Ok(members.flag("applied")?.unwrap_or(false));
    let status = || members.whole("status", 400, 599).map(|status| status.map(|status| status as u16));
    let effect = match kind {
        "latency" => Effect::Latency {
            ms: members.whole("latencyMs", 0, LONGEST_LATENCY_MS)?.ok_or_else(|| {
                members.missing("latencyMs", &format!("a whole number from 0 to {LONGEST_LATENCY_MS}"))
            })?,
            jitter_ms: members.whole("jitterMs", 0, LONGEST_LATENCY_MS)?.unwrap_or(0),
        },
        "hang" => Effect::Hang { applied: applied()? },
        "stall" => Effect::Stall,
        "reset_before" => Effect::ResetBefore,
        "reset_after" => Effect::ResetAfter,
        "truncate" => Effect::Truncate,
        "invalid_json" => Effect::InvalidJson,
        "html" => Effect::Html { status: status()?.unwrap_or(502) },
        "rate_limit" => {
            let seconds = members.whole("retryAfter", 0, LONGEST_RETRY_AFTER)?.unwrap_or(1);
            Effect::RateLimit { retry_after: RetryAfter { seconds, as_date: as_date(members)? } }
        }
        // The last of the names.
        _ => Effect::Status {
            status: status()?.ok_or_else(|| members.missing("status", "a whole number from 400 to 599"))?,
            applied: applied()?,
            retry_after: match members.whole("retryAfter", 0, LONGEST_RETRY_AFTER)? {
                Some(seconds) => Some(RetryAfter { seconds, as_date: as_date(members)? }),
                None if members.get("retryAfterForm").is_some() => {
                    return Err(members.error("retryAfterForm", "needs retryAfter beside it"));
                }
                None => None,
            },
        },
    };
    Ok(Fault {
        effect,
        chance: chance(members)?,
        methods: methods(members)?,
        path: members.text("path")?.unwrap_or_default().to_owned(),
        times: members.whole("times", 0, u32::MAX.into())?,
    })
}

fn as_date(members: &Members) -> Result<bool, ConfigError> {
    Ok(members.one_of("retryAfterForm", &["seconds", "date"])? == Some("date"))
}

fn chance(members: &Members) -> Result<Chance, ConfigError> {
    match (members.get("probability"), members.get("schedule")) {
        (Some(_), Some(_)) => Err(members.error("schedule", "cannot stand beside probability")),
        (None, None) => Ok(Chance::Probability(1.0)),
        (Some(value), None) => match value.as_number().filter(|number| (0.0..=1.0).contains(number)) {
            Some(probability) => Ok(Chance::Probability(probability)),
            None => Err(members.expected("probability", "a number from 0 to 1", value)),
        },
        (None, Some(value)) => {
            let turns = value
                .as_array()
                .ok_or_else(|| members.expected("schedule", "an array of whole numbers of at least 1", value))?;
            let turn = |(index, turn): (usize, &Value)| {
                let number = turn.as_integer().and_then(|number| u64::try_from(number).ok());
                number.filter(|number| *number > 0).ok_or_else(|| {
                    members.expected(&format!("schedule[{index}]"), "a whole number of at least 1", turn)
                })
            };
            let mut turns = turns.iter().enumerate().map(turn).collect::<Result<Vec<_>, _>>()?;
            turns.sort_unstable();
            Ok(Chance::Schedule(turns))
        }
    }
}

fn methods(members: &Members) -> Result<Vec<String>, ConfigError> {
    let Some(value) = members.get("methods") else { return Ok(Vec::new()) };
    let names = value.as_array().filter(|names| !names.is_empty());
    let names = names.ok_or_else(|| {
        members.expected("methods", &format!("an array of at least one of {}", METHODS.join(", ")), value)
    })?;
    let method = |(index, name): (usize, &Value)| match name.as_text() {
        Some(text) if METHODS.contains(&text) => Ok(text.to_owned()),
        _ => Err(members.expected(&format!("methods[{index}]"), &format!("one of {}", METHODS.join(", ")), name)),
    };
    names.iter().enumerate().map(method).collect()
}
