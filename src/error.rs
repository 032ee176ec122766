//! What can go wrong, without a word about how it is transported.
//!
//! An error's public part is made to be shown to the person who caused it; the cause behind
//! [`Error::Internal`] is for the log alone. The type has no `Display` on purpose: async-graphql
//! turns anything that has one into an answer, and a `?` would leak a database message.

use std::time::Duration;

/// The result of a domain function.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was not done.
#[derive(Debug)]
pub enum Error {
    /// The person can put it right: shown as `userErrors`.
    Rejected(Vec<Problem>),
    /// Nobody is signed in, or not any more.
    Unauthenticated,
    /// The signed-in person may see the thing, but not do this.
    Forbidden(String),
    /// What was asked for does not exist, or not for this person.
    NotFound(&'static str),
    /// The client sent something that no person typed: a malformed cursor or identifier.
    BadInput(String),
    /// The event cursor is older than what is kept: read the state again.
    CursorExpired,
    /// Too much at once.
    RateLimited {
        /// After this long, another try may succeed.
        retry_after: Duration,
    },
    /// Something outside of the server does not answer.
    Unavailable(String),
    /// The worker's lease was taken over by another: stop at once and touch nothing.
    LeaseLost,
    /// Our fault. The cause goes to the log, never to a client.
    Internal(Cause),
}

/// The cause of an internal error, with what was being done.
pub struct Cause {
    doing: &'static str,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl Cause {
    /// The database's own error, where it was one.
    pub(crate) fn database(&self) -> Option<&sea_orm::DbErr> {
        self.source.downcast_ref()
    }

    /// Whether the same transaction may succeed when it runs once more.
    pub(crate) fn is_rerunnable(&self) -> bool {
        self.database().is_some_and(crate::db::is_rerunnable)
    }
}

impl std::fmt::Debug for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.doing, self.source)?;
        let mut next = self.source.source();
        while let Some(cause) = next {
            write!(f, ": {cause}")?;
            next = cause.source();
        }
        Ok(())
    }
}

/// One thing that the person can put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem it is, for programs.
    pub code: ProblemCode,
    /// What is wrong and what to do, for people.
    pub message: String,
    /// Where in the input it is, from the outermost field in; empty where no field is at fault.
    pub field: Vec<&'static str>,
}

/// The kinds of problems that a person can put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemCode {
    /// The value is not acceptable.
    Invalid,
    /// A value is missing.
    Required,
    /// The value is too long or too large.
    TooLong,
    /// The value is too short.
    TooShort,
    /// Somebody or something else has it already.
    Taken,
    /// It does not exist, or not for this person.
    NotFound,
    /// It has changed since the person looked.
    Conflict,
    /// The person's role does not allow it.
    Forbidden,
    /// A limit of the server is reached.
    LimitReached,
    /// Something that is needed does not answer, or is switched off.
    Unavailable,
    /// The address or the password is wrong.
    WrongCredentials,
}

impl Error {
    /// One problem with one field.
    pub fn field(code: ProblemCode, field: &'static str, message: impl Into<String>) -> Self {
        Self::Rejected(vec![Problem { code, message: message.into(), field: vec![field] }])
    }

    /// One problem that no field is at fault for.
    pub fn problem(code: ProblemCode, message: impl Into<String>) -> Self {
        Self::Rejected(vec![Problem { code, message: message.into(), field: Vec::new() }])
    }

    /// Our fault, with what was being done.
    pub fn internal(
        doing: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Internal(Cause { doing, source: source.into() })
    }
}

/// Says what was being done when something failed that must not fail.
pub trait Context<T> {
    /// Turns the failure into [`Error::Internal`].
    fn context(self, doing: &'static str) -> Result<T>;
}

impl<T, E: Into<Box<dyn std::error::Error + Send + Sync>>> Context<T> for std::result::Result<T, E> {
    fn context(self, doing: &'static str) -> Result<T> {
        self.map_err(|source| Error::internal(doing, source))
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(source: sea_orm::DbErr) -> Self {
        Self::internal("talk to the database", source)
    }
}
