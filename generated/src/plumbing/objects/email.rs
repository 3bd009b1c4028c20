// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `email`.

use crate::objects::email::*;
use crate::prelude::*;

object!(EmailSent {
    email_sent_at: required "email_sent_at",
    email_sent_to: required "email_sent_to",
});
