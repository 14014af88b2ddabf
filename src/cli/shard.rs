//! Which share of the work is done here: said on the command line, or by a scheduler.

use std::env;

use crate::archive::Share;

/// What stands for the number that a scheduler gives.
const AUTO: &str = "auto";

/// A scheduler that numbers the tasks of an array: the variables that say which task this is, which
/// is the first, which the last, and by how much they go up. Empty where it does not say.
struct Scheduler {
    task: &'static str,
    first: &'static str,
    last: &'static str,
    step: &'static str,
}

/// Slurm, Grid Engine, PBS, and indexed jobs of Kubernetes, which number from 0 unless they say.
const SCHEDULERS: [Scheduler; 4] = [
    Scheduler {
        task: "SLURM_ARRAY_TASK_ID",
        first: "SLURM_ARRAY_TASK_MIN",
        last: "SLURM_ARRAY_TASK_MAX",
        step: "SLURM_ARRAY_TASK_STEP",
    },
    Scheduler {
        task: "SGE_TASK_ID",
        first: "SGE_TASK_FIRST",
        last: "SGE_TASK_LAST",
        step: "SGE_TASK_STEPSIZE",
    },
    Scheduler {
        task: "PBS_ARRAY_INDEX",
        first: "",
        last: "",
        step: "",
    },
    Scheduler {
        task: "JOB_COMPLETION_INDEX",
        first: "",
        last: "",
        step: "",
    },
];

/// Reads `2/5`, `auto`, or `auto/5`.
pub(super) fn a_share(text: &str) -> Result<Share, String> {
    share_of(text, |name| env::var(name).ok())
}

fn share_of(text: &str, variable: impl Fn(&str) -> Option<String>) -> Result<Share, String> {
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (which, of) = match text.split_once('/') {
        Some((which, of)) => {
            let of = number(of).filter(|of| (1..=1_000_000).contains(of));
            let of = of.ok_or("behind the / stands the number of shares, 1 to 1,000,000")?;
            (which.trim(), Some(of))
        }
        None => (text.trim(), None),
    };
    if which != AUTO {
        let share = number(which).zip(of);
        let share = share.filter(|(which, of)| (1..=*of).contains(which));
        let share = share.map(|(number, of)| Share { number, of });
        return share.ok_or_else(|| {
            "write which share of how many, as 2/5, or auto in the array of a scheduler".to_owned()
        });
    }
    let set = |name: &str| variable(name).as_deref().and_then(number);
    let found = SCHEDULERS
        .iter()
        .find_map(|one| Some((one, set(one.task)?)));
    let (scheduler, task) = found.ok_or_else(|| {
        let names: Vec<&str> = SCHEDULERS.iter().map(|one| one.task).collect();
        format!(
            "auto needs a task of an array, but none of {} is set",
            names.join(", ")
        )
    })?;
    let first = set(scheduler.first);
    let step = set(scheduler.step).filter(|step| *step > 0).unwrap_or(1);
    let place = task.checked_sub(first.unwrap_or(0));
    let place = place.map(|place| place / step);
    let counted = set(scheduler.last).and_then(|last| last.checked_sub(first?));
    let of = of.or(counted.map(|between| between / step + 1));
    let of = of.ok_or_else(|| {
        let task = scheduler.task;
        format!("{task} says which task this is, but not of how many; write auto/N")
    })?;
    let share = place.map(|place| Share {
        number: place + 1,
        of,
    });
    share.filter(|share| share.number <= of).ok_or_else(|| {
        format!("task {task} of the array is none of {of} shares; number the tasks from 0 or say the range")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str, variables: &[(&str, &str)]) -> Result<(u64, u64), String> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        share_of(text, variable).map(|share| (share.number, share.of))
    }

    #[test]
    fn shares_are_read_and_mistakes_told() {
        assert_eq!(with("2/5", &[]), Ok((2, 5)));
        for wrong in ["", "2", "0/5", "6/5", "a/5", "2/0", "2/", "/5", "auto"] {
            assert!(with(wrong, &[]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn schedulers_say_which_task_it_is() {
        let slurm = [
            ("SLURM_ARRAY_TASK_ID", "7"),
            ("SLURM_ARRAY_TASK_MIN", "1"),
            ("SLURM_ARRAY_TASK_MAX", "9"),
            ("SLURM_ARRAY_TASK_STEP", "2"),
        ];
        assert_eq!(with("auto", &slurm), Ok((4, 5)));
        let engine = [
            ("SGE_TASK_ID", "3"),
            ("SGE_TASK_FIRST", "1"),
            ("SGE_TASK_LAST", "5"),
            ("SGE_TASK_STEPSIZE", "1"),
        ];
        assert_eq!(with("auto", &engine), Ok((3, 5)));
        let indexed = [("JOB_COMPLETION_INDEX", "4")];
        assert_eq!(with("auto/5", &indexed), Ok((5, 5)));
        assert!(with("auto", &indexed).is_err());
        assert!(with("auto/4", &indexed).is_err());
    }
}
