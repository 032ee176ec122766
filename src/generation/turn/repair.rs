//! The checks at the end of a turn, and what the model is asked to repair.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{StepRecord, Stop, Turn};
use crate::diagnostics::{Diagnostic, Severity};
use crate::generation::{GenerationEvent, GenerationStatus};
use crate::preview;

/// Rounds in which the model may repair what it broke.
const REPAIRS: u32 = 2;

/// What the model was asked to repair.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Repair {
    round: u32,
    signature: BTreeSet<String>,
}

impl Turn<'_> {
    /// Checks the staged files; errors that the turn made go back to the model, twice at most.
    pub(super) async fn verify(&mut self, record: &mut StepRecord) -> Result<(), Stop> {
        if self.staging.is_unchanged() {
            return Ok(());
        }
        self.set_status(GenerationStatus::Verifying).await?;
        let round = self.repair.as_ref().map_or(0, |repair| repair.round);
        let problems = self.new_problems().await?;
        self.emitter.send(GenerationEvent::Diagnosed { diagnostics: problems.clone(), round }).await?;
        let errors: Vec<&Diagnostic> =
            problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
        let signature: BTreeSet<String> = errors.iter().map(|problem| signature(problem)).collect();
        let stuck = self.repair.as_ref().is_some_and(|repair| repair.signature == signature);
        if errors.is_empty() || round >= REPAIRS || stuck {
            return Ok(());
        }
        let list: Vec<String> = errors
            .iter()
            .take(30)
            .map(|problem| {
                format!("- {}:{}:{}: {}", problem.path, problem.line, problem.column, problem.message)
            })
            .collect();
        record.note = Some(format!(
            "Your edits broke something. Repair only these problems, then stop:\n{}",
            list.join("\n")
        ));
        record.repair = Some(Repair { round: round + 1, signature });
        self.set_status(GenerationStatus::Running).await
    }

    /// What is wrong with the staged files and was not wrong before.
    async fn new_problems(&self) -> Result<Vec<Diagnostic>, Stop> {
        let before: BTreeSet<String> =
            preview::diagnose(self.app, self.staging.base(), None).await?.iter().map(signature).collect();
        let after = preview::diagnose(self.app, self.staging.files(), Some(self.staging.overlay())).await?;
        Ok(after.into_iter().filter(|problem| !before.contains(&signature(problem))).collect())
    }
}

/// What makes two problems the same, wherever the lines have moved to.
fn signature(problem: &Diagnostic) -> String {
    format!("{}\n{}\n{}", problem.path, problem.code, problem.message)
}
