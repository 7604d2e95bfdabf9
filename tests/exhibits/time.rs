//! Timelines, calendars and organisation charts.
