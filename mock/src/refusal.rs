//! Why a request is refused, as Stripe says it.

use std::fmt;

use serde_json::{Map, Value, json};

/// An error in the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The status of the answer.
    pub(crate) status: u16,
    /// The class, such as `card_error`.
    pub(crate) class: &'static str,
    /// What programs read.
    pub(crate) code: Option<&'static str>,
    /// What people read.
    pub(crate) message: String,
    /// The parameter, in brackets.
    pub(crate) param: Option<String>,
    /// Further fields of the error.
    pub(crate) more: Box<Map<String, Value>>,
    /// Whether the parameters do not fit each other in a way that no schema says.
    pub(crate) is_of_form: bool,
}

impl Refusal {
    /// A request that cannot be right.
    #[must_use]
    pub(crate) fn invalid(message: String) -> Self {
        Self {
            status: 400,
            class: "invalid_request_error",
            code: None,
            message,
            param: None,
            more: Box::default(),
            is_of_form: false,
        }
    }

    /// An object that is not there.
    #[must_use]
    pub(crate) fn missing(noun: &str, id: &str, param: &str) -> Self {
        Self::invalid(format!("No such {noun}: '{id}'"))
            .code("resource_missing")
            .param(param)
    }

    /// A card that was declined.
    #[must_use]
    pub(crate) fn card(code: &'static str, message: &str) -> Self {
        Self {
            status: 402,
            class: "card_error",
            ..Self::invalid(message.to_owned()).code(code)
        }
    }

    /// The same with a status.
    #[must_use]
    pub(crate) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The same with a code.
    #[must_use]
    pub(crate) fn code(self, code: &'static str) -> Self {
        let code = Some(code);
        Self { code, ..self }
    }

    /// The same with a parameter.
    #[must_use]
    pub(crate) fn param(self, param: &str) -> Self {
        let param = Some(param.to_owned());
        Self { param, ..self }
    }

    /// The same, about parameters that do not fit each other. Where any id exists, such requests are let pass.
    #[must_use]
    pub(crate) fn of_form(self) -> Self {
        Self {
            is_of_form: true,
            ..self
        }
    }

    /// A parameter that a schema calls optional, and that is needed all the same.
    #[must_use]
    pub(crate) fn needed(name: &str, message: String) -> Self {
        Self::invalid(message)
            .code("parameter_missing")
            .param(name)
            .of_form()
    }

    /// The same with another field.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    /// The body of an answer of version 1.
    #[must_use]
    pub(crate) fn body(&self, request_id: &str) -> Value {
        let mut error = Map::new();
        if let Some(code) = self.code {
            error.insert("code".to_owned(), code.into());
            let page = format!(
                "https://stripe.com/docs/error-codes/{}",
                code.replace('_', "-")
            );
            error.insert("doc_url".to_owned(), page.into());
        }
        error.insert("message".to_owned(), self.message.clone().into());
        if let Some(param) = &self.param {
            error.insert("param".to_owned(), param.clone().into());
        }
        // Not a page of the dashboard: nothing that the stand-in says leads to a real account.
        let log = format!("/_mock/requests/{request_id}");
        error.insert("request_log_url".to_owned(), log.into());
        error.insert("type".to_owned(), self.class.into());
        error.extend(self.more.as_ref().clone());
        json!({ "error": error })
    }

    /// The body of an answer of version 2.
    #[must_use]
    pub(crate) fn body_v2(&self) -> Value {
        let code = self.code.unwrap_or(match self.status {
            401 => "unauthorized",
            404 => "not_found",
            _ => "invalid_fields",
        });
        let mut error = Map::new();
        error.insert("code".to_owned(), code.into());
        error.insert("message".to_owned(), self.message.clone().into());
        if let Some(param) = &self.param {
            error.insert("param".to_owned(), param.clone().into());
        }
        error.insert("type".to_owned(), self.class.into());
        json!({ "error": error })
    }
}

/// As the log says it.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.unwrap_or(self.class))?;
        if let Some(param) = &self.param {
            write!(f, " ({param})")?;
        }
        write!(f, ": {}", self.message)
    }
}
