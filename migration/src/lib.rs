//! Maquette's database schema: one file a change, the same on SQLite and PostgreSQL.
