//! The name that was probably meant.

/// The candidate nearest to `name`, for "did you mean …?"; `None` where none is near enough.
///
/// Near is a Damerau–Levenshtein distance in characters (insertions, deletions, replacements,
/// swapped neighbours) of at most a third of the length of `name`, but always one, the measure
/// rustc uses. Case counts for nothing, and `_` for `-`. Among equally near candidates the first
/// wins, so the order of the candidates decides and nothing else. Where none is near, the only
/// candidate that begins with `name`, of four characters or more, is meant.
///
/// ```
/// # use soyaku::diagnostic::nearest;
/// assert_eq!(nearest("NIBOI", ["RIKEN", "NIBIO"]), Some("NIBIO"));
/// assert_eq!(nearest("NIBOI", ["RIKEN", "AIST"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = folded(name);
    let furthest = name.chars().count().max(3) / 3;
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let begins =
        |candidate: &&&str| name.chars().count() >= 4 && folded(candidate).starts_with(&name);
    let mut beginning = candidates.iter().filter(begins);
    let only_beginning = beginning.next().filter(|_| beginning.next().is_none());
    candidates
        .iter()
        .copied()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&name, &folded(candidate)),
                candidate,
            )
        })
        .filter(|&(distance, _)| distance <= furthest)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
        .or(only_beginning.copied())
}

/// What remains of a name when case and the kind of dash do not count.
fn folded(name: &str) -> String {
    name.to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_in_a_short_name_is_forgiven_and_a_third_in_a_long_one() {
        assert_eq!(nearest("外駐", ["外注", "理研"]), Some("外注"));
        assert_eq!(
            nearest("duration_month", ["cost", "duration_months"]),
            Some("duration_months")
        );
        assert_eq!(
            nearest("Small_Molecule", ["small-molecule"]),
            Some("small-molecule")
        );
        assert_eq!(nearest("hts", ["xyz", "elisa"]), None);
        assert_eq!(
            nearest("screen", ["scrXXX", "hts"]),
            None,
            "half of the name differs"
        );
        assert_eq!(nearest("screen", ["scrXXn"]), Some("scrXXn"));
        assert_eq!(
            nearest("entry", ["area", "entry_stage"]),
            Some("entry_stage")
        );
        assert_eq!(nearest("entry", ["entry_point", "entry_stage"]), None);
        assert_eq!(nearest("", ["elisa"]), None);
        assert_eq!(nearest("anything", []), None);
    }

    #[test]
    fn the_nearer_wins_and_then_the_first() {
        assert_eq!(nearest("stage", ["stages2", "stages"]), Some("stages"));
        assert_eq!(nearest("aa", ["ab", "ac"]), Some("ab"));
    }
}
