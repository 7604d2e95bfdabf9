//! Tables of every kind, as lines.
