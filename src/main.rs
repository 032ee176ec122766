//! Maquette's command line.

fn main() {}
