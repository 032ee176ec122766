//! Load over HTTP: wrk with one thread, 32 connections that stay open, the viewers in turn.

use std::fs;
use std::process::Command;

/// Connections at once.
pub const CONNECTIONS: &str = "32";

/// What wrk is to send.
pub struct Load<'a> {
    pub url: String,
    /// What each request carries in turn: a token, and what SLOT in the body stands for.
    pub senders: Vec<(String, String)>,
    /// The body; COUNTER in it is a number that never comes again.
    pub body: &'a str,
    /// Digits that tell this load's counters from others'.
    pub seed: u32,
}

/// What wrk measured.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    pub requests: f64,
    pub seconds: f64,
    pub p50: f64,
    pub p99: f64,
}

impl Outcome {
    pub fn rate(&self) -> f64 {
        self.requests / self.seconds
    }
}

const SCRIPT: &str = r#"
local senders, body, seed, count, dynamic = {}, "", "", 0, false
function init(arguments)
  for line in io.lines(arguments[1]) do
    local token, slot = line:match("^(%S+) (%S*)$")
    senders[#senders + 1] = { token = token, slot = slot }
  end
  body = io.open(arguments[2]):read("*a")
  seed = arguments[3]
  dynamic = body:find("COUNTER", 1, true) ~= nil
  for _, sender in ipairs(senders) do
    sender.headers = { ["content-type"] = "application/json", authorization = "Bearer " .. sender.token }
    if not dynamic then sender.request = wrk.format("POST", nil, sender.headers, body) end
  end
end
function request()
  count = count + 1
  local sender = senders[(count - 1) % #senders + 1]
  if not dynamic then return sender.request end
  local text = body:gsub("SLOT", sender.slot):gsub("COUNTER", seed .. string.format("%09d", count))
  return wrk.format("POST", nil, sender.headers, text)
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %f %f %d\n", summary.requests, summary.duration,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"#;

/// Sends requests for so many seconds.
pub fn run(load: &Load<'_>, seconds: u32) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("written");
        path
    };
    let senders: String = load.senders.iter().map(|(token, slot)| format!("{token} {slot}\n")).collect();
    let output = Command::new("wrk")
        .args(["-t1", "-c", CONNECTIONS, "-d", &format!("{seconds}s"), "--timeout", "20s", "-s"])
        .arg(file("load.lua", SCRIPT))
        .args([load.url.as_str(), "--"])
        .arg(file("senders", &senders))
        .arg(file("body", load.body))
        .arg(load.seed.to_string())
        .output()
        .expect("wrk runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let line =
        text.lines().find_map(|line| line.strip_prefix("RESULT ")).unwrap_or_else(|| unreachable!("{text}"));
    let numbers: Vec<f64> = line.split(' ').map(|number| number.parse().expect("a number")).collect();
    assert_eq!(numbers[4], 0.0, "{text}");
    Outcome { requests: numbers[0], seconds: numbers[1] / 1e6, p50: numbers[2], p99: numbers[3] }
}
