//! Maquette's command line.

#![allow(clippy::print_stdout, reason = "commands talk to a terminal")]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use maquette::commands;
use maquette::config::Config;
use secrecy::{ExposeSecret as _, SecretString};

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
    /// Looks after accounts, also while the server runs.
    #[command(subcommand)]
    Admin(Admin),
}

#[derive(Subcommand)]
enum Admin {
    /// Creates an account that runs the server, and prints its password.
    Create {
        /// The address to sign in with.
        #[arg(long)]
        email: String,
        /// How others see the person; by default what stands before the @.
        #[arg(long)]
        name: Option<String>,
        /// Reads the password from the standard input instead of making one up.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Replaces a forgotten password, prints the other one, and signs the account out everywhere.
    ResetPassword {
        /// The account's address.
        #[arg(long)]
        email: String,
        /// Reads the password from the standard input instead of making one up.
        #[arg(long)]
        password_stdin: bool,
    },
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
            Command::Admin(command) => admin(command, config).await,
            Command::Schema => Ok(()),
        }
    })
}

async fn admin(command: Admin, config: Config) -> Result<(), String> {
    let (granted, done) = match command {
        Admin::Create { email, name, password_stdin } => {
            let password = typed_password(password_stdin)?;
            (commands::create_admin(config, email, name, password).await?, "is an admin's account")
        }
        Admin::ResetPassword { email, password_stdin } => {
            let password = typed_password(password_stdin)?;
            (commands::reset_password(config, &email, password).await?, "has another password")
        }
    };
    println!("{} {done}.", granted.user.email);
    if let Some(password) = granted.generated {
        println!("Password: {}", password.expose_secret());
    }
    Ok(())
}

/// The first line of the standard input, where the operator says that the password comes from there.
fn typed_password(from_stdin: bool) -> Result<Option<SecretString>, String> {
    if !from_stdin {
        return Ok(None);
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(|error| format!("cannot read the password: {error}"))?;
    Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned().into()))
}
