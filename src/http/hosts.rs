//! Tells by its `Host` whether a request is for the API, a preview or a deployed app.

use axum::http::{HeaderMap, header};

use crate::app::Addresses;

/// What a host name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Area {
    /// The API and the pages around it.
    Api,
    /// The preview with this label.
    Preview(String),
    /// The deployed app with this label.
    App(String),
}

/// The area that a request's `Host` belongs to.
pub(super) fn area(addresses: &Addresses, headers: &HeaderMap) -> Area {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let host = without_port(host).to_ascii_lowercase();
    if let Some(label) = label(&addresses.preview, &host) {
        Area::Preview(label)
    } else if let Some(label) = label(&addresses.apps, &host) {
        Area::App(label)
    } else {
        Area::Api
    }
}

/// What stands in the place of `{label}` in a template such as `http://{label}.apps.localhost:3001`.
fn label(template: &str, host: &str) -> Option<String> {
    let (_, rest) = template.split_once("{label}")?;
    let suffix = without_port(rest.split('/').next().unwrap_or(rest));
    let label = host.strip_suffix(suffix)?;
    (!label.is_empty() && !label.contains('.')).then(|| label.to_owned())
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_lead_to_their_areas() {
        let addresses = Addresses {
            public_url: "http://localhost:3001".into(),
            preview: "http://{label}.preview.localhost:3001".into(),
            apps: "https://{label}.apps.example.com".into(),
            listener: ([127, 0, 0, 1], 3001).into(),
            loopback: true,
        };
        let area = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().expect("a header"));
            super::area(&addresses, &headers)
        };
        assert_eq!(area("localhost:3001"), Area::Api);
        assert_eq!(area("[::1]:3001"), Area::Api);
        assert_eq!(area("Abc.preview.localhost:9"), Area::Preview("abc".into()));
        assert_eq!(area("my-app.apps.example.com"), Area::App("my-app".into()));
        assert_eq!(area("a.b.apps.example.com"), Area::Api);
        assert_eq!(area(".apps.example.com"), Area::Api);
    }
}
