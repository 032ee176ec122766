//! Which files are secrets by their name.
//!
//! One rule for everybody: a file for which [`is_secret`] is true goes to no model, no preview and
//! no deployment. It looks at names only; what a file contains is not this module's business.

/// Folders that are public by specification although their name starts with a dot.
/// `.well-known` is RFC 8615.
const PUBLIC_DOT_FOLDERS: [&str; 1] = [".well-known"];

/// Endings of files that hold private keys, certificates with keys, or password stores.
const SECRET_ENDINGS: [&str; 13] = [
    ".pem",
    ".key",
    ".p12",
    ".pfx",
    ".p8",
    ".jks",
    ".keystore",
    ".ppk",
    ".kdbx",
    ".asc",
    ".gpg",
    ".mobileprovision",
    ".tfstate",
];

/// File names, without their extension, that cloud consoles and tools give to credentials.
const SECRET_STEMS: [&str; 8] = [
    "credentials",
    "client_secret",
    "client-secret",
    "service-account",
    "service_account",
    "serviceaccount",
    "serviceaccountkey",
    "secrets",
];

/// Extensions under which [`SECRET_STEMS`] are data; `credentials.tsx` is a component.
const DATA_EXTENSIONS: [&str; 7] = ["json", "yaml", "yml", "toml", "ini", "csv", "txt"];

/// Whether a project's path names something that must not leave the server.
///
/// Any file or folder whose name starts with a dot is one (`.env`, `.npmrc`, `.git/config`,
/// `.aws/credentials`), except below `.well-known/`; so are key files, key stores and the usual
/// names of credential files. Case does not matter, because some file systems ignore it.
pub fn is_secret(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let hidden = |part: &str| part.starts_with('.') && !PUBLIC_DOT_FOLDERS.contains(&part);
    let name = path.rsplit('/').next().unwrap_or(&path);
    path.split('/').any(hidden) || is_secret_name(name)
}

/// The rule for a file's own name, in lower case.
fn is_secret_name(name: &str) -> bool {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_ssh_key = ["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"].iter().any(|key| stem.starts_with(key))
        && extension != "pub"
        && !is_source(extension);
    let is_credentials = DATA_EXTENSIONS.contains(&extension)
        && SECRET_STEMS.iter().any(|secret| {
            stem.strip_prefix(secret).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_', '.']))
                || stem.strip_suffix(secret).is_some_and(|rest| rest.ends_with(['-', '_', '.']))
        });
    let is_firebase_key = extension == "json" && stem.contains("firebase-adminsdk");
    // `production.env` and `env.local` hold what `.env` holds.
    let is_environment = extension == "env" || name.starts_with("env.local");
    let is_password_file = matches!(name, "htpasswd" | "shadow" | "_netrc" | "netrc" | "pgpass.conf");
    is_ssh_key
        || is_credentials
        || is_firebase_key
        || is_environment
        || is_password_file
        || SECRET_ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Whether the extension is source code, where a telling name is a subject and not a secret.
fn is_source(extension: &str) -> bool {
    matches!(extension, "ts" | "tsx" | "js" | "jsx" | "mjs" | "css" | "html" | "md")
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn secrets_are_recognised_wherever_they_are() {
        for path in [
            ".env",
            ".env.local",
            ".ENV",
            "server/.env.production",
            "production.env",
            "certs/server.pem",
            "certs/SERVER.KEY",
            "id_rsa",
            "keys/id_ed25519",
            "deploy.p12",
            "a.pfx",
            "android.keystore",
            ".npmrc",
            ".netrc",
            "_netrc",
            ".aws/credentials",
            ".ssh/known_hosts",
            ".git/config",
            ".gitignore",
            ".github/workflows/ci.yml",
            "a/.hidden/b.txt",
            "credentials.json",
            "service-account.json",
            "service-account-prod.json",
            "my-service-account.json",
            "serviceAccountKey.json",
            "client_secret_123.json",
            "app-firebase-adminsdk-x1.json",
            "secrets.yaml",
            ".well-known/.env",
        ] {
            assert!(is_secret(path), "{path} should be a secret");
        }
    }

    #[test]
    fn ordinary_files_are_not_secrets() {
        for path in [
            "index.html",
            "src/main.tsx",
            "src/env.ts",
            "src/vite-env.d.ts",
            "src/components/Credentials.tsx",
            "src/lib/secrets.ts",
            "src/keyboard.ts",
            "src/hooks/useKey.ts",
            "public/key.svg",
            "id_rsa.pub",
            "src/id_rsa_viewer.tsx",
            ".well-known/assetlinks.json",
            "public/.well-known/security.txt",
            "package.json",
            "data/service-accounts-guide.md",
            "environment.ts",
            "monkey.key.tsx",
        ] {
            assert!(!is_secret(path), "{path} should be served");
        }
    }
}
