//! 标题 in lines: 回行时词意完整、排列对称、长短适宜、间距恰当, in the shape of a trapezoid or a lozenge (GB/T 9704-2012, 7.3.1).
//!
//! Without a dictionary, whole words are approximated: a line does not end or begin inside quotes, book title marks or
//! a number, and breaks are liked after a comma or 的 and disliked before a particle. Among the divisions into the
//! fewest lines, the one of least cost is taken; the lines are of similar length and none is a stray character.

/// Width of a character in em: half for ASCII, one for the rest.
fn width(c: char) -> f64 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

/// Cost of a break between two characters, without regard to the lengths of the lines; `None` where there is no break.
fn cost_between(before: char, after: char, depth: usize) -> Option<f64> {
    if "，。、；：？！”’）》〉】」』·—…％%".contains(after) || "“‘（《〈【「『".contains(before)
    {
        return None;
    }
    if before.is_ascii_alphanumeric() && (after.is_ascii_alphanumeric() || after == '.') || before == '.' {
        return None;
    }
    let mut cost = 4.0;
    if before.is_ascii_digit() {
        cost += 8.0; // a number and its unit
    }
    if depth > 0 {
        cost += 6.0; // inside quotes or book title marks
    }
    if "，；：、）》”".contains(before) || "“《（".contains(after) {
        cost -= 4.0;
    } else if "的和与及暨在上".contains(before) || "在和与及暨".contains(after) {
        cost -= 2.0;
    }
    if "的了地得们性化".contains(after) {
        cost += 8.0;
    }
    Some(cost)
}

/// Breaks a title into lines of at most `limit` em (more only if it cannot be broken).
pub fn lines(title: &str, limit: f64) -> Vec<String> {
    let chars: Vec<char> = title.chars().collect();
    let n = chars.len();
    let mut until = vec![0.0; n + 1];
    for (i, &c) in chars.iter().enumerate() {
        until[i + 1] = until[i] + width(c);
    }
    let total = until[n];
    if total <= limit || n < 2 {
        return vec![title.to_string()];
    }

    let mut between = vec![None; n + 1];
    let mut depth = 0usize;
    for i in 0..n {
        if i > 0 {
            between[i] = cost_between(chars[i - 1], chars[i], depth);
        }
        match chars[i] {
            '“' | '《' | '（' => depth += 1,
            '”' | '》' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    between[n] = Some(0.0);

    let count = (total / limit).ceil() as usize;
    let found = (count..=count + 2).find_map(|count| divide(&until, &between, count, limit));
    let ends = found.unwrap_or_else(|| vec![n]);
    let mut from = 0;
    ends.into_iter()
        .map(|end| {
            let line = chars[from..end].iter().collect();
            from = end;
            line
        })
        .collect()
}

/// The cheapest division into exactly `count` lines: where each line ends. `None` if no division keeps to the limit.
fn divide(until: &[f64], between: &[Option<f64>], count: usize, limit: f64) -> Option<Vec<usize>> {
    let n = until.len() - 1;
    let ideal = until[n] / count as f64;
    // best[i]: the least cost of lines that end at character i, and where the last of them begins.
    let mut best: Vec<Option<(f64, usize)>> = vec![None; n + 1];
    best[0] = Some((0.0, 0));
    let mut trace = Vec::with_capacity(count);
    for _ in 0..count {
        let mut next: Vec<Option<(f64, usize)>> = vec![None; n + 1];
        for (end, slot) in next.iter_mut().enumerate().skip(1) {
            let Some(price) = between[end] else { continue };
            for begin in (0..end).rev() {
                let length = until[end] - until[begin];
                if length > limit {
                    break;
                }
                let Some((paid, _)) = best[begin] else { continue };
                let cost = paid + price + (length - ideal) * (length - ideal);
                if slot.is_none_or(|(least, _)| cost < least) {
                    *slot = Some((cost, begin));
                }
            }
        }
        trace.push(next.clone());
        best = next;
    }
    let mut ends = Vec::with_capacity(count);
    let mut end = n;
    for step in trace.iter().rev() {
        ends.push(end);
        end = step[end]?.1;
    }
    ends.reverse();
    Some(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_title_is_one_line() {
        assert_eq!(lines("在全市脱贫攻坚推进会上的讲话", 20.1), ["在全市脱贫攻坚推进会上的讲话"]);
    }

    #[test]
    fn lines_are_balanced_and_not_stranded() {
        let title = "在全市脱贫攻坚暨产业扶贫现场观摩点评会议上的讲话";
        let lines = lines(title, 20.1);
        assert_eq!(lines.concat(), title);
        assert_eq!(lines.len(), 2);
        let lengths: Vec<_> = lines.iter().map(|l| l.chars().count()).collect();
        assert!(lengths.iter().all(|&l| l >= 8), "{lines:?}");
    }

    #[test]
    fn quotes_stay_whole() {
        let found = lines("关于印发《全市农村人居环境整治三年行动实施方案》的通知", 20.1);
        assert!(found.iter().all(|l| !l.starts_with('》') && !l.ends_with('《')), "{found:?}");
    }

    #[test]
    fn two_hundred_characters_keep_to_the_limit() {
        let title = "关于进一步加强全市基层工作督查的通报和".repeat(11);
        let found = lines(&title, 20.1);
        assert_eq!(found.concat(), title);
        assert!(found.iter().all(|l| l.chars().count() <= 20 && l.chars().count() > 8), "{found:?}");
    }

    #[test]
    fn what_cannot_be_broken_stays_in_one_piece() {
        assert_eq!(lines(&"1".repeat(100), 20.1).len(), 1);
    }
}
