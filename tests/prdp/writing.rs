//! What the generator writes, where, and with which exit code.

use std::fs;

use super::generator::{FILE_NAME, Failure, generate, scenario_text};
use super::{folder, reference};

#[test]
fn the_shipped_scenarios_are_what_the_generator_writes() {
    let instances = reference();
    for instance in &instances {
        let path = folder("scenarios/prdp").join(&instance.id).join(FILE_NAME);
        let shipped = fs::read_to_string(&path).unwrap();
        let command = "cargo run --example prdp -- tests/data/prdp_instances.csv scenarios/prdp";
        assert!(
            shipped == scenario_text(instance),
            "{} differs; write it with {command}",
            path.display()
        );
    }
    let entries = fs::read_dir(folder("scenarios/prdp"))
        .unwrap()
        .map(Result::unwrap);
    let scenarios = entries.filter(|entry| entry.path().join(FILE_NAME).exists());
    assert_eq!(
        scenarios.count(),
        instances.len(),
        "no scenario is left of an instance that is gone"
    );
}

#[test]
fn files_are_written_and_replaced_and_leave_nothing_else() {
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("new/folder");
    for _ in 0..2 {
        let table = folder("tests/data/prdp_instances.csv");
        let generated = generate(&table, &out, false).unwrap();
        assert_eq!(generated.warnings, "");
        for (file, instance) in generated.files.iter().zip(reference()) {
            assert_eq!(fs::read_to_string(file).unwrap(), scenario_text(&instance));
            let beside = fs::read_dir(file.parent().unwrap()).unwrap();
            assert_eq!(beside.count(), 1);
        }
        assert_eq!(generated.files.len(), 9);
    }
}

#[test]
fn a_wrong_table_is_exit_code_1_and_a_failing_disk_3_and_no_part_is_left_behind() {
    let scratch = tempfile::tempdir().unwrap();
    let at = |name: &str| scratch.path().join(name);
    fs::write(at("bad.csv"), "instance\n").unwrap();
    fs::write(at("latin.csv"), b"instance,\xe9\n").unwrap();
    for (name, code) in [
        ("bad.csv", "missing-column"),
        ("latin.csv", "not-utf-8"),
        ("none.csv", "missing-file"),
    ] {
        let failure = generate(&at(name), &at("out"), false).unwrap_err();
        assert_eq!(failure.exit_code(), 1);
        assert!(
            failure.to_string().starts_with(&format!("error[{code}]: ")),
            "{failure}"
        );
        assert!(!at("out").exists());
    }
    let table = folder("tests/data/prdp_instances.csv");
    // A folder stands where the third scenario should be named, a file where a folder should.
    fs::create_dir_all(at("out/3drug_cap60/scenario.toml")).unwrap();
    for out in ["out", "bad.csv"] {
        let failure = generate(&table, &at(out), false).unwrap_err();
        assert!(matches!(failure, Failure::Disk { .. }), "{failure}");
        assert_eq!(failure.exit_code(), 3);
    }
    assert_eq!(
        fs::read_dir(at("out/4drug")).unwrap().count(),
        0,
        "no unfinished file stays"
    );
}
