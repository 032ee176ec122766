//! Maquette's command line.

#![allow(clippy::print_stdout, reason = "commands talk to a terminal")]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use maquette::commands;
use maquette::config::Config;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The self-hosted backend of an AI app builder.
#[derive(Parser)]
#[command(
    version,
    about,
    after_help = "Settings come from maquette.toml, .env and the environment; .env.example explains each."
)]
struct Arguments {
    /// Reads this file of settings instead of maquette.toml.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the server (the default).
    Serve,
    /// Brings the database's schema up to date; `serve` does that too.
    Migrate,
    /// Prints the GraphQL schema.
    Schema,
    /// Turns a description into a folder with an app, without a server.
    Generate(commands::Generate),
    /// Looks after accounts, also while the server runs.
    #[command(subcommand)]
    Admin(commands::Admin),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // A missing .env is the usual case; one that cannot be read shows in the settings it lacks.
    let _absent = dotenvy::dotenv();
    if matches!(arguments.command, Some(Command::Schema)) {
        print!("{}", maquette::graphql::sdl());
        return ExitCode::SUCCESS;
    }
    let outcome = Config::load(arguments.config.as_deref())
        .map_err(|error| error.to_string())
        .and_then(|config| run(arguments.command.unwrap_or(Command::Serve), config));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("maquette: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command, config: Config) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| format!("no runtime: {error}"))?;
    runtime.block_on(async {
        match command {
            Command::Serve => commands::serve(config).await,
            Command::Migrate => commands::migrate(config).await,
            Command::Generate(command) => commands::generate(command, config).await,
            Command::Admin(command) => commands::admin(command, config).await,
            Command::Schema => Ok(()),
        }
    })
}
