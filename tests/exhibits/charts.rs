//! Bars, ladders and funnels.
