//! Maps, cases, certificates and panels.
