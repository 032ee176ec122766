//! The JSON document of an export, read file by file.

use std::fs::File;
use std::io::BufReader;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::paths::{Place, place};
use super::staging::{Staging, Totals};
use super::{Gathered, refuse};
use crate::error::{Context as _, Error, Result};
use crate::projects::export::{FORMAT, VERSION};

/// Reads a document.
pub(super) fn gather(file: File, staging: Staging) -> Result<Gathered> {
    let limits = staging.limits();
    // In base64 a file takes a third more; names and quotes take the rest.
    let most =
        limits.project_bytes.saturating_mul(2).saturating_add(limits.project_files * limits.path_bytes);
    if file.metadata().context("read an upload")?.len() > most {
        return Err(refuse(format!("The document has more than {most} bytes.")));
    }
    let mut reading = Reading {
        staging,
        totals: Totals::default(),
        gathered: Gathered::default(),
        seen: (None, None),
        failure: None,
    };
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(file));
    let read = (&mut reading).deserialize(&mut json).and_then(|()| json.end());
    if let Some(failure) = reading.failure {
        return Err(failure);
    }
    if let Err(error) = read {
        return Err(refuse(format!("The document cannot be read: {error}.")));
    }
    if reading.seen.0.as_deref() != Some(FORMAT) {
        return Err(refuse(format!("This JSON is no export of a project: its `format` is not {FORMAT:?}.")));
    }
    if reading.seen.1 != Some(VERSION) {
        return Err(refuse(format!("The document's `version` is not {VERSION}, the only one known here.")));
    }
    reading.staging.flush()?;
    Ok(reading.gathered)
}

struct Reading {
    staging: Staging,
    totals: Totals,
    gathered: Gathered,
    /// What the document says of itself.
    seen: (Option<String>, Option<u32>),
    /// Why reading stopped, where it was not the JSON's fault.
    failure: Option<Error>,
}

#[derive(Deserialize)]
struct Entry {
    path: String,
    text: Option<String>,
    base64: Option<String>,
}

impl Reading {
    fn file(&mut self, entry: &Entry) -> Result<()> {
        let limits = self.staging.limits().clone();
        let bad = |reason: &str| refuse(format!("The document's file {:?} is refused. {reason}", entry.path));
        let path = match place(&entry.path, limits.path_bytes) {
            Ok(Place::File(path)) => path,
            Ok(_) => return Err(bad("A project cannot have a file of this name.")),
            Err(reason) => return Err(bad(&reason)),
        };
        let content = match (&entry.text, &entry.base64) {
            (Some(text), None) => text.clone().into_bytes(),
            (None, Some(base64)) => {
                STANDARD.decode(base64).map_err(|error| bad(&format!("It is not base64: {error}.")))?
            }
            _ => return Err(bad("It must have exactly one of `text` and `base64`.")),
        };
        if content.len() as u64 > limits.file_bytes {
            return Err(bad(&format!("It has more than {} bytes.", limits.file_bytes)));
        }
        self.totals.add(content.len() as u64, &limits)?;
        let content = self.staging.add(content)?;
        match self.gathered.files.insert(path, content) {
            None => Ok(()),
            Some(_) => Err(bad("It is there twice.")),
        }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Reading {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Reading {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the document of an export")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => self.seen.0 = map.next_value()?,
                "version" => self.seen.1 = map.next_value()?,
                "name" => self.gathered.name = map.next_value()?,
                "description" => self.gathered.description = map.next_value()?,
                "files" => map.next_value_seed(Files(self))?,
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }
}

/// The list of files: each is stored before the next is read.
struct Files<'a>(&'a mut Reading);

impl<'de> DeserializeSeed<'de> for Files<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Files<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of files")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(entry) = list.next_element::<Entry>()? {
            if let Err(failure) = self.0.file(&entry) {
                self.0.failure = Some(failure);
                return Err(A::Error::custom("refused"));
            }
        }
        Ok(())
    }
}
