//! The JavaScript faces: thin translations between JavaScript values and the stages.
//!
//! Two modules are built from this crate, each with a memory of its own, so plain values cross between them and never
//! handles: `core` (feature `web-core`) and `typesetter` (feature `web-typesetter`).

#[cfg(feature = "web-core")]
mod core;
mod panic;
#[cfg(feature = "web-core")]
mod slices;
#[cfg(feature = "web-typesetter")]
mod typesetter;
