//! Seeds: the same ones every time, unless the environment asks for others.

use super::fake_llm::Random;

/// The seed of a test's cases. `MAQUETTE_TEST_SEED` replaces the test's own; a test that fails says
/// which it was.
pub fn seed(own: u64) -> u64 {
    let seed = std::env::var("MAQUETTE_TEST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(own);
    println!("MAQUETTE_TEST_SEED={seed}");
    seed
}

/// The randomness of one case: independent of the other cases', so that it can run alone.
pub fn case(seed: u64, case: usize) -> Random {
    let mut random = Random(seed ^ (case as u64).wrapping_mul(0xA076_1D64_78BD_642F));
    random.next();
    random
}
