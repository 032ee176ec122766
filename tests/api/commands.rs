//! The command line, as an operator or a newcomer uses it.

use std::path::Path;
use std::process::Stdio;

use tokio::process::Command;

async fn generate(folder: &Path, arguments: &[&str]) -> (bool, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_maquette"))
        .arg("generate")
        .args(arguments)
        .current_dir(folder)
        .env_remove("OPENAI_API_KEY")
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

#[tokio::test]
async fn generate_writes_an_app_and_says_how_to_open_it() {
    let folder = tempfile::tempdir().unwrap();
    let prompt = "a habit tracker with streaks";
    let (done, answer, progress) = generate(folder.path(), &[prompt, "--out", "apps/habits"]).await;
    assert!(done, "{progress}");
    assert!(answer.contains("apps/habits") && answer.contains("npm run dev"), "{answer}");
    assert!(progress.contains("+ src/App.tsx"), "{progress}");
    let out = folder.path().join("apps/habits");
    assert!(std::fs::read_to_string(out.join("src/App.tsx")).unwrap().contains("export"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is written");

    let (done, _, reason) = generate(folder.path(), &[prompt, "--out", "apps/habits"]).await;
    assert!(!done && reason.contains("is not empty"), "{reason}");
    let (done, _, reason) = generate(folder.path(), &[prompt, "--out", "other", "--model", "gpt-x"]).await;
    assert!(!done && reason.contains("gpt-x") && reason.contains("OPENAI_"), "{reason}");
    assert!(!folder.path().join("other").exists());
}
