//! Maquette: the self-hosted backend of an AI app builder.

pub mod deployments;
pub mod diagnostics;
pub mod generation;
pub mod preview;
pub mod secrets;
