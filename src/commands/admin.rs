//! What an operator does for accounts at the terminal, also while the server runs.

#![allow(clippy::print_stdout, reason = "the terminal is where the operator reads the answer")]

use std::sync::Arc;

use clap::Subcommand;
use secrecy::{ExposeSecret as _, SecretString};

use super::explain;
use crate::accounts::{self, NewAccount};
use crate::clock::SystemClock;
use crate::config::Config;

/// What can be done for an account.
#[derive(Debug, Subcommand)]
pub enum Admin {
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

/// Does it, and prints what the operator has to know.
pub async fn admin(command: Admin, config: Config) -> Result<(), String> {
    let port = config.port;
    let app = crate::open(config, Arc::new(SystemClock), port).await.map_err(explain)?;
    let (Admin::Create { password_stdin, .. } | Admin::ResetPassword { password_stdin, .. }) = &command;
    let typed = if *password_stdin { Some(first_line()?) } else { None };
    let password = typed.clone().unwrap_or_else(|| app.random_label().into());
    let done = match command {
        Admin::Create { email, name: display_name, .. } => {
            let account = NewAccount { email, password: password.clone(), display_name, setup_code: None };
            let user = accounts::create_admin(&app, account).await.map_err(explain)?;
            format!("{} is an admin's account.", user.email)
        }
        Admin::ResetPassword { email, .. } => {
            let user = accounts::reset_password(&app, &email, &password).await.map_err(explain)?;
            format!("{} has another password and is signed out everywhere.", user.email)
        }
    };
    println!("{done}");
    if typed.is_none() {
        println!("Password: {}", password.expose_secret());
    }
    Ok(())
}

fn first_line() -> Result<SecretString, String> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(|error| format!("cannot read the password: {error}"))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned().into())
}
