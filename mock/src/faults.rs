//! Trouble on demand: what a network and a busy server do to a request.

use std::collections::VecDeque;
use std::fmt;
use std::str::FromStr;

use crate::refusal::Refusal;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// 429, possibly with `Stripe-Should-Retry`; nothing is done.
    TooMany(Option<bool>),
    /// 429 with the code `lock_timeout`; nothing is done.
    LockTimeout,
    /// A status from 500 on, and nothing is done.
    Before(u16),
    /// A status from 500 on in place of the answer, by something in front of the server; it is done.
    After(u16),
    /// The connection closes; nothing is done.
    LostBefore,
    /// The connection closes; it is done.
    LostAfter,
    /// The answer comes after so many milliseconds.
    Slow(u64),
    /// Half of the answer comes; it is done.
    Cut,
}

impl Fault {
    /// The names of all kinds, for messages.
    pub const NAMES: &'static str = "429, 429-retry, 429-no-retry, lock_timeout, 500-before, 500-after, lost-before, lost-after, slow-MS, cut";

    /// What is answered in place of doing anything.
    pub(crate) fn refusal(self) -> Option<Refusal> {
        let api = |status: u16| Refusal {
            class: "api_error",
            ..Refusal::invalid(format!("A fault by plan: status {status}.")).status(status)
        };
        match self {
            Self::TooMany(_) => {
                let message = "Too many requests: a fault by plan.";
                Some(
                    Refusal::invalid(message.to_owned())
                        .status(429)
                        .code("rate_limit"),
                )
            }
            Self::LockTimeout => {
                let message = "Another request holds a lock on this object: a fault by plan.";
                Some(
                    Refusal::invalid(message.to_owned())
                        .status(429)
                        .code("lock_timeout"),
                )
            }
            Self::Before(status) => Some(api(status)),
            _ => None,
        }
    }

    /// What no one is answered.
    pub(crate) fn nothing() -> Refusal {
        Refusal::invalid("The connection closes: a fault by plan.".to_owned()).status(500)
    }

    /// What is answered in place of what was done.
    pub(crate) fn instead(self) -> Option<u16> {
        match self {
            Self::After(status) => Some(status),
            _ => None,
        }
    }

    /// The header `Stripe-Should-Retry`.
    pub(crate) fn should_retry(self) -> Option<bool> {
        match self {
            Self::TooMany(should) => should,
            _ => None,
        }
    }
}

impl FromStr for Fault {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let unknown = || format!("`{text}` is no fault; there are {}", Self::NAMES);
        let server = |status: &str| {
            let status = status.parse::<u16>().ok();
            status
                .filter(|status| (500..600).contains(status))
                .ok_or_else(unknown)
        };
        Ok(match text.trim() {
            "429" => Self::TooMany(None),
            "429-retry" => Self::TooMany(Some(true)),
            "429-no-retry" => Self::TooMany(Some(false)),
            "lock_timeout" => Self::LockTimeout,
            "lost-before" => Self::LostBefore,
            "lost-after" => Self::LostAfter,
            "cut" => Self::Cut,
            other => match other.split_once('-') {
                Some(("slow", time)) => Self::Slow(time.parse().map_err(|_| unknown())?),
                Some((status, "before")) => Self::Before(server(status)?),
                Some((status, "after")) => Self::After(server(status)?),
                _ => return Err(unknown()),
            },
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany(None) => f.write_str("429"),
            Self::TooMany(Some(true)) => f.write_str("429-retry"),
            Self::TooMany(Some(false)) => f.write_str("429-no-retry"),
            Self::LockTimeout => f.write_str("lock_timeout"),
            Self::Before(status) => write!(f, "{status}-before"),
            Self::After(status) => write!(f, "{status}-after"),
            Self::LostBefore => f.write_str("lost-before"),
            Self::LostAfter => f.write_str("lost-after"),
            Self::Slow(time) => write!(f, "slow-{time}"),
            Self::Cut => f.write_str("cut"),
        }
    }
}

/// Which requests meet which faults: those of the plan first, one a request, then by chance.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    /// `None` is a request without a fault.
    pub(crate) next: VecDeque<Option<Fault>>,
    /// The share of requests with a fault.
    pub(crate) rate: f64,
    /// The faults to choose from.
    pub(crate) kinds: Vec<Fault>,
}

impl Plan {
    /// The fault of the next request.
    pub(crate) fn take(&mut self, chance: &mut fastrand::Rng) -> Option<Fault> {
        if let Some(next) = self.next.pop_front() {
            return next;
        }
        let meets = self.rate > 0.0 && chance.f64() < self.rate;
        if meets {
            chance.choice(&self.kinds).copied()
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fault;

    #[test]
    fn names_are_read_as_they_are_written() {
        for name in Fault::NAMES.replace("MS", "20").split(", ") {
            let fault: Result<Fault, _> = name.parse();
            assert_eq!(fault.map(|fault| fault.to_string()).as_deref(), Ok(name));
        }
        for name in ["", "404-before", "slow-", "x"] {
            assert!(name.parse::<Fault>().is_err(), "{name}");
        }
    }
}
