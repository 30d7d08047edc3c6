//! ISO 8601 dates, so that `2018-01-01T08:00:00+08:00` equals `2018-01-01T00:00:00Z`.
//!
//! \[ours\] A date without a zone is UTC; the date alone is its midnight.

/// Microseconds since 1970 of an ISO 8601 date or date and time; `None` when it is not one.
pub fn parse(text: &str) -> Option<i64> {
    let mut rest = text.as_bytes();
    let year = digits(&mut rest, 4)?;
    mark(&mut rest, b'-')?;
    let month = digits(&mut rest, 2)?;
    mark(&mut rest, b'-')?;
    let day = digits(&mut rest, 2)?;
    if !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return None;
    }
    let mut seconds = days_since_1970(year, month, day) * 86_400;
    let mut micros = 0;
    if !rest.is_empty() {
        mark(&mut rest, b'T').or_else(|| mark(&mut rest, b' '))?;
        let hour = digits(&mut rest, 2)?;
        mark(&mut rest, b':')?;
        let minute = digits(&mut rest, 2)?;
        let second = if mark(&mut rest, b':').is_some() { digits(&mut rest, 2)? } else { 0 };
        if mark(&mut rest, b'.').is_some() {
            micros = fraction(&mut rest)?;
        }
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        seconds += hour * 3600 + minute * 60 + second - zone(&mut rest)?;
    }
    rest.is_empty().then_some(seconds * 1_000_000 + micros)
}

fn digits(rest: &mut &[u8], count: usize) -> Option<i64> {
    let (head, tail) = rest.split_at_checked(count)?;
    *rest = tail;
    head.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
}

fn mark(rest: &mut &[u8], expected: u8) -> Option<()> {
    let (&first, tail) = rest.split_first()?;
    (first == expected).then(|| *rest = tail)
}

/// The digits after the point, in microseconds; what is finer is dropped.
fn fraction(rest: &mut &[u8]) -> Option<i64> {
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (head, tail) = rest.split_at(count);
    *rest = tail;
    (1..=9).contains(&count).then(|| {
        let padded = head.iter().copied().chain(std::iter::repeat(b'0')).take(6);
        padded.fold(0, |number, byte| number * 10 + i64::from(byte - b'0'))
    })
}

/// Seconds east of UTC.
fn zone(rest: &mut &[u8]) -> Option<i64> {
    if rest.is_empty() || mark(rest, b'Z').is_some() {
        return Some(0);
    }
    let sign = if mark(rest, b'+').is_some() { 1 } else { mark(rest, b'-').map(|()| -1)? };
    let hours = digits(rest, 2)?;
    let _ = mark(rest, b':');
    let minutes = digits(rest, 2)?;
    (hours <= 14 && minutes <= 59).then_some(sign * (hours * 3600 + minutes * 60))
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dates_with_and_without_a_time_are_read() {
        assert_eq!(parse("1970-01-01"), Some(0));
        assert_eq!(parse("2017-01-01T00:00:00Z"), Some(1_483_228_800_000_000));
        assert_eq!(parse("2018-09-01T18:31:02.631000+08:00"), Some(1_535_797_862_631_000));
        assert_eq!(parse("2017-01-01T08:00:00+0800"), parse("2017-01-01"));
        assert_eq!(parse("2016-02-29"), parse("2016-02-29T00:00"));
    }

    #[test]
    fn anything_else_is_not_a_date() {
        for text in [
            "",
            "2017",
            "2017-13-01",
            "2017-02-29",
            "2017-01-01T",
            "2017-01-01T25:00",
            "2017-01-01T00:00:00+99:00",
            "20170101",
            "yesterday",
            "2017-01-01x",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
