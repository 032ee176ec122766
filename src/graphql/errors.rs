//! The two ways in which errors reach clients: `userErrors` for what the user can put right, coded
//! top-level errors for everything else.

use async_graphql::{Enum, ErrorExtensionValues, ServerError, SimpleObject};

use crate::error::{Error, Problem, ProblemCode};

/// A top-level error. It has no `Display` on purpose, so that no `?` turns somebody else's error
/// text into an answer.
#[derive(Clone, Debug)]
pub struct ApiError {
    code: &'static str,
    message: String,
    /// What programs can act on, beside the code.
    numbers: Vec<(&'static str, u64)>,
    /// The limit that is exceeded.
    limit: Option<&'static str>,
}

impl ApiError {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), numbers: Vec::new(), limit: None }
    }

    /// A document exceeds one of `Server.limits`.
    pub fn limit(limit: &'static str, allowed: u64, found: u64, message: String) -> Self {
        let numbers = vec![("allowed", allowed), ("found", found)];
        Self { numbers, limit: Some(limit), ..Self::new("LIMIT_EXCEEDED", message) }
    }

    /// The HTTP status for a request that ended in this error as a whole.
    pub fn status(&self) -> u16 {
        match self.code {
            "TIMEOUT" | "UNAVAILABLE" => 503,
            "INTERNAL_SERVER_ERROR" => 500,
            _ => 400,
        }
    }

    /// A document is called by its hash, and the server does not know it (any more). Clients of
    /// automatic persisted queries go by the code, or by this very message.
    pub fn not_persisted() -> Self {
        Self::new("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
    }

    /// The operator has listed the documents that are executed, and this is none of them.
    pub fn untrusted() -> Self {
        Self::new(
            "DOCUMENT_NOT_TRUSTED",
            "This server executes the documents of its manifest only; this is none of them.",
        )
    }

    /// The operator keeps the schema to themselves.
    pub fn no_introspection() -> Self {
        Self::new("INTROSPECTION_DISABLED", "This server does not answer questions about its schema.")
    }

    /// A request takes longer than it may.
    pub fn timeout(seconds: u64) -> Self {
        let message = format!(
            "The request took more than {seconds} s. A mutation may still come to its end: look before you \
             try again."
        );
        Self::new("TIMEOUT", message)
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        match error {
            Error::Rejected(problems) => {
                let messages: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
                Self::new("BAD_USER_INPUT", messages.join(" "))
            }
            Error::Unauthenticated => Self::new(
                "UNAUTHENTICATED",
                "Sign in first: send `Authorization: Bearer <accessToken>` with a valid token, from accountLogin or \
                 sessionRefresh.",
            ),
            Error::Forbidden(message) => Self::new("FORBIDDEN", message),
            Error::NotFound(what) => Self::new("NOT_FOUND", format!("There is no such {what}.")),
            Error::BadInput(message) => Self::new("BAD_USER_INPUT", message),
            Error::CursorExpired => Self::new(
                "CURSOR_EXPIRED",
                "Events that old are no longer kept: read the state again and begin with its eventsCursor.",
            ),
            Error::RateLimited { retry_after } => {
                let seconds = retry_after.as_secs().max(1);
                let message = format!("Too many requests: try again in {seconds} s.");
                Self { numbers: vec![("retryAfter", seconds)], ..Self::new("RATE_LIMITED", message) }
            }
            Error::Unavailable(message) => Self::new("UNAVAILABLE", message),
            Error::LeaseLost => {
                Error::internal("answer a request", "a lease was lost outside of a worker").into()
            }
            Error::Internal(cause) => {
                tracing::error!(?cause, "a request failed");
                Self::new("INTERNAL_SERVER_ERROR", "Something went wrong on the server; its log says what.")
            }
        }
    }
}

impl From<ApiError> for ServerError {
    /// An error of the request as a whole, which has no place in a document.
    fn from(error: ApiError) -> Self {
        let error = async_graphql::Error::from(error);
        let mut whole = Self::new(error.message, None);
        whole.extensions = error.extensions;
        whole
    }
}

impl From<ApiError> for async_graphql::Error {
    fn from(error: ApiError) -> Self {
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", error.code);
        if let Some(limit) = error.limit {
            extensions.set("limit", limit);
        }
        for (name, number) in error.numbers {
            extensions.set(name, number);
        }
        Self { message: error.message, source: None, extensions: Some(extensions) }
    }
}

/// The most of a message that is sent, in bytes: what is wrong may be as long as the request.
const MESSAGE_BYTES: usize = 1_000;

/// Completes errors on their way out: a code where one has none, and the request's id. Cuts long
/// messages off.
pub fn mask(errors: &mut [ServerError], request_id: &str) {
    for error in errors {
        if error.message.len() > MESSAGE_BYTES {
            error.message.truncate(error.message.floor_char_boundary(MESSAGE_BYTES));
            error.message.push('…');
        }
        let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
        if extensions.get("code").is_none() {
            // Only the parser, the validation and the conversion of arguments make such errors, and
            // all of them speak of the client's own document.
            extensions.set("code", "GRAPHQL_VALIDATION_FAILED");
        }
        extensions.set("requestId", request_id);
    }
}

/// Something that the user can put right.
#[derive(Clone, Debug, SimpleObject)]
pub struct UserError {
    /// What kind of problem it is, for programs.
    pub code: UserErrorCode,
    /// What is wrong and what to do, for people.
    pub message: String,
    /// The argument, or the field of `input`, that it is about, with what is in it behind it; null where none is.
    pub field: Option<Vec<String>>,
}

/// The kinds of problems that a user can put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "ProblemCode")]
pub enum UserErrorCode {
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
    /// It does not exist, or not for this user.
    NotFound,
    /// It has changed since the user looked.
    Conflict,
    /// The user's role does not allow it.
    Forbidden,
    /// A limit of the server is reached.
    LimitReached,
    /// Something that is needed does not answer, or is switched off.
    Unavailable,
    /// The address or the password is wrong.
    WrongCredentials,
}

impl From<Problem> for UserError {
    fn from(problem: Problem) -> Self {
        let field: Vec<String> = problem.field.into_iter().map(str::to_owned).collect();
        Self {
            code: problem.code.into(),
            message: problem.message,
            field: (!field.is_empty()).then_some(field),
        }
    }
}

/// Splits a domain's answer to a mutation: what the user can put right goes into the payload.
pub(super) fn settle<T>(result: Result<T, Error>) -> Result<Result<T, Vec<UserError>>, ApiError> {
    let problem = |code, message| Ok(Err(vec![UserError { code, message, field: None }]));
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(Error::Rejected(problems)) => Ok(Err(problems.into_iter().map(UserError::from).collect())),
        Err(Error::NotFound(what)) => problem(UserErrorCode::NotFound, format!("There is no such {what}.")),
        Err(Error::Forbidden(message)) => problem(UserErrorCode::Forbidden, message),
        Err(error) => Err(error.into()),
    }
}

/// Defines the payload of a mutation with one nullable result, and how a domain's answer becomes one.
macro_rules! payload {
    ($(#[doc = $doc:literal])+ $name:ident { $(#[doc = $field_doc:literal])+ $field:ident: $type:ty }) => {
        $(#[doc = $doc])+
        #[derive(Debug, async_graphql::SimpleObject)]
        pub struct $name {
            $(#[doc = $field_doc])+
            pub $field: Option<$type>,
            /// What the user can put right; empty where the mutation succeeded.
            pub user_errors: Vec<$crate::graphql::errors::UserError>,
        }

        impl $name {
            /// Makes the payload of a domain's answer.
            pub(in $crate::graphql) fn of<T: Into<$type>>(
                result: $crate::error::Result<T>,
            ) -> Result<Self, $crate::graphql::errors::ApiError> {
                Ok(match $crate::graphql::errors::settle(result)? {
                    Ok(value) => Self { $field: Some(value.into()), user_errors: Vec::new() },
                    Err(user_errors) => Self { $field: None, user_errors },
                })
            }
        }
    };
}

pub(super) use payload;
