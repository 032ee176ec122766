//! The git binary, against which the tests of all modules here check their work.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder for one test, with git run in it.
pub(super) struct Git(TempDir);

impl Git {
    /// An empty folder.
    pub(super) fn folder() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with an empty repository.
    pub(super) fn init() -> Self {
        let git = Self::folder();
        git.run(&["init", "-q", "-b", "main"]);
        git
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn write(&self, path: &str, content: &[u8]) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub(super) fn remove(&self, path: &str) {
        std::fs::remove_file(self.path().join(path)).unwrap();
    }

    /// Runs git, which must succeed; returns what it printed, both streams.
    pub(super) fn run(&self, args: &[&str]) -> String {
        self.run_with(args, b"")
    }

    /// The same with input.
    pub(super) fn run_with(&self, args: &[&str], input: &[u8]) -> String {
        let (success, output) = self.try_with(args, input);
        assert!(success, "git {args:?}: {output}");
        output
    }

    /// Runs git; returns whether it succeeded, and what it printed.
    pub(super) fn try_with(&self, args: &[&str], input: &[u8]) -> (bool, String) {
        let mut child = Command::new("git")
            .current_dir(self.path())
            .args(["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "gc.auto=0"])
            .args(["-c", "protocol.file.allow=always"])
            .args(args)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CEILING_DIRECTORIES", self.path().parent().unwrap())
            .env("GIT_AUTHOR_DATE", "1700000000 +0200")
            .env("GIT_COMMITTER_DATE", "1700000000 +0200")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().unwrap();
        // Git may end without having read everything.
        _ = writer.join();
        let text = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&text).into_owned())
    }
}
