//! Tables, ledgers, matrices and rankings.
