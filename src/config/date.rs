//! A day of the calendar.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A day of the Gregorian calendar, as `2026-01-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

impl Date {
    /// From `2026-01-31`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let mut next = |digits: usize| {
            let part = parts.next()?;
            let sound = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            sound.then(|| part.parse::<u16>().ok())?
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let sound = parts.next().is_none() && (1..=12).contains(&month) && (1..=31).contains(&day);
        sound.then_some(Date {
            year,
            month: month as u8,
            day: day as u8,
        })
    }

    /// The day of `time` in UTC.
    pub fn of(time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": civil_from_days, for days since 1970.
        let shifted = since.as_secs() / 86_400 + 719_468;
        let era = shifted / 146_097;
        let of_era = shifted % 146_097;
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let march_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 {
            march_month + 3
        } else {
            march_month - 9
        };
        Date {
            year: (year + era * 400 + u64::from(month <= 2)) as u16,
            month: month as u8,
            day: day as u8,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar() {
        let day = |days: u64| Date::of(UNIX_EPOCH + Duration::from_secs(days * 86_400)).to_string();
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(59), "1970-03-01");
        assert_eq!(day(11_016), "2000-02-29");
        assert_eq!(day(20_453), "2025-12-31");
        for wrong in [
            "",
            "2026",
            "2026-1-1",
            "2026-13-01",
            "2026-01-32",
            "2026-01-01-",
            "+026-01-01",
        ] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
        assert_eq!(
            Date::parse("2026-01-31").map(|d| d.to_string()),
            Some("2026-01-31".to_string())
        );
    }
}
