//! Which request meets which fault.

use fastrand::Rng;

use super::{Chance, Effect, Fault};
use crate::{counts::Counts, request::Request, target::Target};

/// The longest that a timer of JavaScript can wait.
const LONGEST_DELAY_MS: u64 = 2_147_483_647;

/// The rules, and how often each was asked.
#[derive(Debug)]
pub struct FaultPlan {
    seed: u64,
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    fault: Fault,
    dice: Rng,
    asked: u64,
    struck: u64,
}

/// What a request meets.
#[derive(Debug, PartialEq, Eq)]
pub struct Strike {
    /// All latencies together.
    pub delay_ms: u64,
    /// The first other fault.
    pub effect: Option<Effect>,
}

impl FaultPlan {
    /// A plan from its beginning.
    pub fn new(faults: Vec<Fault>, seed: u64) -> Self {
        let mut plan = Self { seed, rules: Vec::new() };
        plan.replace(faults);
        plan
    }

    /// Takes other rules, and begins from the beginning.
    ///
    /// Every rule has dice of its own: a rule that is added behind others does not change what those draw.
    pub fn replace(&mut self, faults: Vec<Fault>) {
        let rule = |(fault, index)| Rule {
            fault,
            // Far apart, because neighbouring seeds begin alike.
            dice: Rng::with_seed(self.seed.wrapping_add(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(index))),
            asked: 0,
            struck: 0,
        };
        self.rules = faults.into_iter().zip(1..).map(rule).collect();
    }

    /// Asks the rules in their order, until one strikes that is more than a latency.
    pub fn strike(&mut self, request: &Request, counts: &mut Counts) -> Strike {
        let mut delay_ms: u64 = 0;
        for rule in &mut self.rules {
            if !rule.strikes(request) {
                continue;
            }
            counts.fault(rule.fault.effect.name());
            match &rule.fault.effect {
                Effect::Latency { ms, jitter_ms } => delay_ms += ms + rule.dice.u64(0..=*jitter_ms),
                effect => return Strike { delay_ms: delay_ms.min(LONGEST_DELAY_MS), effect: Some(effect.clone()) },
            }
        }
        Strike { delay_ms: delay_ms.min(LONGEST_DELAY_MS), effect: None }
    }
}

impl Rule {
    fn strikes(&mut self, request: &Request) -> bool {
        let fault = &self.fault;
        let is_meant = (fault.methods.is_empty() || fault.methods.contains(&request.method))
            && Target::of(&request.url).path.contains(&fault.path)
            && fault.times.is_none_or(|times| self.struck < times);
        if !is_meant {
            return false;
        }
        self.asked += 1;
        let strikes = match &fault.chance {
            // `f64` of the dice is below 1, so that 1 always strikes, and 0 never.
            Chance::Probability(probability) => self.dice.f64() < *probability,
            Chance::Schedule(turns) => turns.binary_search(&self.asked).is_ok(),
        };
        self.struck += u64::from(strikes);
        strikes
    }
}
