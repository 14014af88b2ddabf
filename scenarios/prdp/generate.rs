//! Writes a scenario for every instance of a table of capacity-limited pipelines.
//!
//! `cargo run --example prdp -- INSTANCES.csv OUTDIR`
//!
//! Exit codes: 0 done, 1 the table is wrong, 2 wrong usage, 3 the machine failed.

mod generator;

use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Writes a scenario for every instance of a table of capacity-limited pipelines (PRDP).
#[derive(Parser)]
#[command(name = "prdp")]
struct Arguments {
    /// The table of instances; scenarios/prdp/README.md lists its columns
    #[arg(value_name = "INSTANCES.csv")]
    instances: PathBuf,
    /// The folder that gets OUTDIR/<instance>/scenario.toml for each instance
    #[arg(value_name = "OUTDIR")]
    folder: PathBuf,
}

fn main() -> ExitCode {
    let Arguments { instances, folder } = Arguments::parse();
    match generator::generate(&instances, &folder, stderr().is_terminal()) {
        Ok(generated) => {
            // Whoever closes our output early does not want the rest.
            let _ = write!(stderr(), "{}", generated.warnings);
            for file in &generated.files {
                let _ = writeln!(stdout(), "{}", file.display());
            }
            ExitCode::SUCCESS
        }
        Err(failure) => {
            let _ = writeln!(stderr(), "{}", failure.to_string().trim_end());
            ExitCode::from(failure.exit_code())
        }
    }
}
