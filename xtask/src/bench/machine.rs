//! The machine that the figures are of, and the day.

use std::time::SystemTime;
use std::{fmt, fs, thread};

use serde::{Deserialize, Serialize};

/// What a reader needs to know of a machine to compare its figures with another's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Machine {
    pub(crate) cores: usize,
    /// Empty where the system does not say.
    pub(crate) cpu: String,
    /// In bytes; 0 where the system does not say.
    pub(crate) memory: u64,
}

impl Machine {
    /// This machine.
    pub(crate) fn detect() -> Self {
        let read = |path| fs::read_to_string(path).unwrap_or_default();
        Self {
            cores: thread::available_parallelism().map_or(0, usize::from),
            cpu: cpu(&read("/proc/cpuinfo")),
            memory: memory(&read("/proc/meminfo")),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} core{}",
            self.cores,
            if self.cores == 1 { "" } else { "s" }
        )?;
        if !self.cpu.is_empty() {
            write!(f, " of {}", self.cpu)?;
        }
        if self.memory > 0 {
            write!(f, ", {} GiB of memory", self.memory >> 30)?;
        }
        Ok(())
    }
}

/// The day, in UTC.
pub(crate) fn today() -> String {
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    now.split('T').next().unwrap_or_default().to_owned()
}

fn cpu(cpuinfo: &str) -> String {
    field(cpuinfo, "model name").unwrap_or_default().to_owned()
}

fn memory(meminfo: &str) -> u64 {
    field(meminfo, "MemTotal")
        .and_then(|value| value.strip_suffix("kB")?.trim().parse::<u64>().ok())
        .map_or(0, |kib| kib.saturating_mul(1024))
}

/// The first value with a name, in the notation of `/proc`.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_in_iso_8601() {
        let today = today();
        let parts: Vec<usize> = today.split('-').map(str::len).collect();
        assert_eq!(parts, [4, 2, 2], "{today}");
    }

    #[test]
    fn the_system_is_read() {
        let cpuinfo =
            "processor\t: 0\nmodel name\t: A CPU @ 2.0 GHz\nprocessor\t: 1\nmodel name\t: B\n";
        assert_eq!(cpu(cpuinfo), "A CPU @ 2.0 GHz");
        assert_eq!(
            memory("MemFree: 7 kB\nMemTotal:       2097152 kB\n"),
            2 << 30
        );
        assert_eq!((cpu(""), memory("MemTotal: many")), (String::new(), 0));
    }

    #[test]
    fn what_is_not_known_is_not_told() {
        let mut machine = Machine {
            cores: 2,
            cpu: "A CPU".to_owned(),
            memory: 3 << 30,
        };
        assert_eq!(machine.to_string(), "2 cores of A CPU, 3 GiB of memory");
        machine.cpu.clear();
        machine.memory = 0;
        machine.cores = 1;
        assert_eq!(machine.to_string(), "1 core");
    }
}
