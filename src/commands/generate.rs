//! The whole of the main job in a terminal: from a description to a folder with an app.
//!
//! A server of its own runs meanwhile, on a free port of this machine and on data that is thrown
//! away, so that the terminal gets what the API's clients get.

#![allow(clippy::print_stdout, reason = "the terminal is where the answer is read")]
#![allow(clippy::print_stderr, reason = "progress goes beside the answer, not into it")]

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use futures::StreamExt as _;
use tokio::net::TcpListener;

use super::explain;
use crate::accounts::{self, Actor, NewAccount, UserRole};
use crate::app::App;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::conversations::{self, ConversationKind, NewMessage};
use crate::error::{Context as _, Error, Result};
use crate::generation::{self, Change, Generation, GenerationEvent, GenerationStatus};
use crate::projects::{self, Access, files};
use crate::streams::Start;

/// What to generate.
#[derive(Debug, Args)]
pub struct Generate {
    /// What the app is to be, in your own words.
    prompt: String,
    /// The folder to write it into; it is created, or must be empty.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// A model of the connected provider, or `builtin`, which needs no key and no network; by
    /// default MODEL, where it is set.
    #[arg(long)]
    model: Option<String>,
    /// Shows the app afterwards, at an address of this machine, until Ctrl-C.
    #[arg(long)]
    serve: bool,
}

/// Generates an app, and says how to open it.
pub async fn generate(command: Generate, config: Config) -> Result<(), String> {
    refuse_full(&command.out)?;
    super::log(&Config { log_level: "off,maquette=error".to_owned(), ..config.clone() })?;
    let folder = tempfile::tempdir().map_err(|error| format!("cannot make a temporary folder: {error}"))?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(|error| error.to_string())?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    let mut config = private(config, folder.path());
    if let Some(model) = &command.model {
        // Who types the command is also who decides what the server has.
        config.models = format!("{},{model}", config.models);
    }
    let app = crate::open(config, Arc::new(SystemClock), port).await.map_err(explain)?;
    let server = tokio::spawn(crate::serve(app.clone(), listener));
    let outcome = tokio::select! {
        outcome = run(&app, &command) => outcome,
        _ = tokio::signal::ctrl_c() => Err("Stopped; nothing was written.".to_owned()),
    };
    app.shutdown.cancel();
    // What the server still had to say about its end is of no use without its data.
    let _ended = server.await;
    outcome
}

/// These settings, with everything that would be kept or seen elsewhere in a folder of its own.
fn private(config: Config, folder: &Path) -> Config {
    let path = folder.display();
    Config {
        host: IpAddr::V4(Ipv4Addr::LOCALHOST),
        database_url: format!("sqlite://{path}/maquette.db").into(),
        storage_url: format!("file://{path}/blobs"),
        data_dir: folder.to_owned(),
        public_url: None,
        preview_base_url: None,
        apps_base_url: None,
        ..config
    }
}

async fn run(app: &App, command: &Generate) -> Result<(), String> {
    let begun = Instant::now();
    let (access, generation) = ask(app, command).await.map_err(explain)?;
    eprintln!("Generating with {} ...", generation.model);
    let words = watch(app, &generation, begun).await?;
    let count = write(app, &access, &command.out).await.map_err(explain)?;
    println!("{}\n", words.trim());
    let out = command.out.display();
    println!("{count} files in {out} after {}.", seconds(begun.elapsed()));
    if command.out.join("package.json").exists() {
        println!("Open it: cd {out} && npm install && npm run dev");
    }
    if !command.serve {
        println!("Or let Maquette show it, without Node: add --serve to this command.");
        return Ok(());
    }
    let project = projects::get(app, &access).await.map_err(explain)?;
    println!("It is at {} until you press Ctrl-C.", app.addresses.preview_of(&project.preview_label));
    let _stopped = tokio::signal::ctrl_c().await;
    Ok(())
}

/// Asks as somebody in a fresh project would.
async fn ask(app: &App, command: &Generate) -> Result<(Access, Generation)> {
    let account = NewAccount {
        email: "you@localhost.localdomain".to_owned(),
        password: app.random_label().into(),
        display_name: None,
        setup_code: None,
    };
    let user = accounts::create_admin(app, account).await?;
    let actor = Actor { user: user.id, session: app.new_id(), role: UserRole::Admin };
    let project = projects::create(app, &actor, "Generated", None).await?;
    let access = projects::access(app, &actor, project.id).await?;
    let conversation = conversations::create(app, &access, None, ConversationKind::Ai).await?;
    let message =
        NewMessage { text: command.prompt.clone(), model: command.model.clone(), ..NewMessage::default() };
    let sent = conversations::send(app, &access, &conversation, &message).await?;
    let generation = sent.generation.ok_or_else(|| Error::internal("generate", "no turn was started"))?;
    Ok((access, generation))
}

/// Prints what happens until the end, and answers the agent's last words.
async fn watch(app: &App, generation: &Generation, begun: Instant) -> Result<String, String> {
    let stream = app.streams.follow(generation::stream(generation.id), Start::Beginning).await;
    let mut stream = Box::pin(stream.map_err(explain)?);
    let mut words = String::new();
    let mut sizes: HashMap<String, usize> = HashMap::new();
    while let Some(entry) = stream.next().await {
        let event = entry.and_then(|entry| entry.event()).map_err(explain)?;
        match event {
            GenerationEvent::StepStarted { .. } => words.clear(),
            GenerationEvent::TextDelta { text, .. } => words.push_str(&text),
            GenerationEvent::FileStarted { path, .. } => _ = sizes.insert(path, 0),
            GenerationEvent::FileDelta { path, text, .. } => *sizes.entry(path).or_default() += text.len(),
            GenerationEvent::FileFinished { path, change, .. } => {
                let size = sizes.remove(&path).unwrap_or_default();
                eprintln!("{:>8}  {} {path}{}", seconds(begun.elapsed()), sign(change), size_of(size));
            }
            GenerationEvent::ToolCalled { summary, failed: true, .. } => {
                eprintln!("{:>8}  ! {summary}", seconds(begun.elapsed()));
            }
            GenerationEvent::Diagnosed { diagnostics, .. } => {
                for problem in diagnostics {
                    eprintln!("{:>8}  ! {}: {}", seconds(begun.elapsed()), problem.path, problem.message);
                }
            }
            GenerationEvent::Finished { status: GenerationStatus::Succeeded, .. } => return Ok(words),
            GenerationEvent::Finished { failure, .. } => {
                return Err(failure.unwrap_or_else(|| "The turn was cancelled.".to_owned()));
            }
            _ => {}
        }
    }
    Err("The turn's events ended before the turn did.".to_owned())
}

/// Writes the project's files, and says how many there are.
async fn write(app: &App, access: &Access, folder: &Path) -> Result<usize> {
    let all = files::all(app.db.read(), access).await?;
    for file in &all {
        // A project's paths are relative, and none of their parts leads upwards.
        let path = folder.join(&file.path);
        let bytes = app.blobs.get(file.blob).await?;
        if let Some(parent) = path.parent() {
            tokio::fs::create_dir_all(parent).await.context("create a folder")?;
        }
        tokio::fs::write(&path, bytes).await.context("write a file")?;
    }
    Ok(all.len())
}

/// Nobody's files are mixed with an app's.
fn refuse_full(folder: &Path) -> Result<(), String> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            Some(_) => Err(format!("{} is not empty; name another folder with --out.", folder.display())),
            None => Ok(()),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(format!("cannot write to {}: {error}", folder.display())),
    }
}

fn sign(change: Change) -> char {
    match change {
        Change::Added => '+',
        Change::Modified | Change::Renamed => '~',
        Change::Deleted => '-',
    }
}

fn size_of(bytes: usize) -> String {
    match bytes {
        0 => String::new(),
        1..1_000 => format!("  {bytes} B"),
        _ => format!("  {:.1} kB", bytes as f64 / 1_000.0),
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
