//! Wireframes: sketches of screens that people, and the agent, draw together.

pub mod element;
