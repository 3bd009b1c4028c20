//! The built-in transports where a server, a runtime or a file misbehaves. What both must report alike is in
//! `contract_table`.

mod idle;
mod late;
mod runtimes;
