// Written by `cargo xtask codegen`; changes made by hand are lost.

use crate::prelude::*;
use crate::resources::email::*;

object!(EmailSent {
    email_sent_at: required "email_sent_at",
    email_sent_to: required "email_sent_to",
});
