//! The `soyaku` program: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;
use soyaku::cli::{Arguments, run};

fn main() -> ExitCode {
    run(&Arguments::parse()).into()
}
