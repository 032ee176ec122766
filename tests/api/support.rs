//! What the tests share: fakes of the outside world.

pub(crate) mod fake_llm;
