//! What stands on the tabs of sheets.

use std::collections::BTreeSet;

use crate::language::{Language, Words, words};
use crate::report::sheet::Sheet;

/// The most letters (UTF-16 units) of a sheet's name.
const LONGEST: usize = 31;
/// Signs that a sheet's name may not have.
const FORBIDDEN: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// Short names of tables; a table that is not here is called by its name or its title.
const TABLES: &[(&str, Words)] = &[
    ("outcomes", words("Outcomes", "帰結")),
    ("licences", words("Licences", "年度別件数")),
    ("licensing", words("Licensing", "公募・契約")),
    ("income", words("Income", "導出収入")),
    ("selection", words("Selection", "選定")),
    ("stage_flow", words("Stage flow", "段階別推移")),
    ("times", words("Times", "導出確率")),
    (
        "time_to_licence",
        words("Time to licence", "導出までの期間"),
    ),
    ("capacity", words("Capacity", "機能の稼働・待ち")),
    ("budget", words("Budget", "費用内訳")),
    ("themes", words("Themes", "テーマ別")),
    ("variance", words("Variance", "偶然と未知")),
    ("parameters", words("Assumptions", "前提と出典")),
    ("links", words("Links", "相互の関連")),
    ("outturn", words("Outturn", "財源別執行")),
    ("caps", words("Caps", "予算の上限")),
    ("budget_by_year", words("Cost by year", "年度別費用")),
    ("shortages", words("Shortages", "資金不足")),
    ("targets", words("Targets", "目標")),
    ("target_drivers", words("Target drivers", "目標の要因")),
    ("ranking", words("Ranking", "順位")),
    (
        "rank_acceptability",
        words("Rank acceptability", "順位の確からしさ"),
    ),
    ("pairwise", words("Pairwise", "一対比較")),
    ("central_weights", words("Central weights", "中心重み")),
    ("weight_ranges", words("Weight ranges", "重みの許容範囲")),
    (
        "theme_chances",
        words("Chances of themes", "年度別導出確率"),
    ),
    (
        "theme_timeline",
        words("Timeline of themes", "テーマ別工程"),
    ),
    ("commitments", words("Commitments", "後年度負担")),
    ("request", words("Request in detail", "概算要求明細")),
    ("request_derivation", words("Derivation", "積算内訳")),
    ("request_confidence", words("Confidence", "確度別所要額")),
    (
        "request_later_years",
        words("Later years", "要求年度の後年度負担"),
    ),
];

/// What the sheet of a table is called: its short name; else in English the name of the table, in
/// Japanese its title.
pub(super) fn of_table(sheet: &Sheet, language: Language) -> String {
    let short = TABLES.iter().find(|(name, _)| *name == sheet.name);
    match (short, language) {
        (Some((_, words)), language) => words.of(language).to_owned(),
        (None, Language::Japanese) => sheet.title.clone(),
        (None, Language::English) => {
            let spaced = sheet.name.replace('_', " ");
            let mut letters = spaced.chars();
            let first = letters.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        }
    }
}

/// Names that are taken, in lower case: a workbook does not tell capitals apart.
#[derive(Debug)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// The cover's name is taken.
    pub fn new(cover: &str) -> Names {
        Names {
            // The one name that spreadsheets keep for themselves.
            taken: BTreeSet::from([cover.to_lowercase(), "history".to_owned()]),
        }
    }

    /// `wanted` as a name that a workbook allows and that no other sheet has.
    pub fn take(&mut self, wanted: &str) -> String {
        let allowed = |letter: &char| !FORBIDDEN.contains(letter) && !letter.is_control();
        let clean: String = wanted.chars().filter(allowed).collect();
        let clean = match clean.trim_matches(['\'', ' ']) {
            "" => "-",
            clean => clean,
        };
        let numbered = (1..).map(|number| match number {
            1 => cut(clean, LONGEST),
            number => {
                let end = format!(" ({number})");
                cut(clean, LONGEST - end.len()) + &end
            }
        });
        // Of endlessly many names one is free.
        let free = numbered
            .into_iter()
            .find(|name| !self.taken.contains(&name.to_lowercase()))
            .unwrap_or_default();
        self.taken.insert(free.to_lowercase());
        free
    }
}

/// The first `most` UTF-16 units of a text.
fn cut(text: &str, most: usize) -> String {
    let mut room = most;
    let fits = |letter: &char| {
        let size = letter.len_utf16();
        let fits = size <= room;
        room = room.saturating_sub(size);
        fits
    };
    let cut: String = text.chars().take_while(fits).collect();
    cut.trim_end_matches(['\'', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_allowed_and_differ() {
        let mut names = Names::new("Cover");
        assert_eq!(names.take("cover"), "cover (2)");
        assert_eq!(names.take("'a[b]/c'"), "abc");
        assert_eq!(names.take("ABC"), "ABC (2)");
        assert_eq!(names.take("?"), "-");
        let long = "年".repeat(40);
        assert_eq!(names.take(&long), "年".repeat(31));
        assert_eq!(names.take(&long), "年".repeat(27) + " (2)");
        assert_eq!(names.take(&"𠮷".repeat(40)), "𠮷".repeat(15));
    }

    #[test]
    fn a_table_without_a_short_name_has_one_all_the_same() {
        let mut sheet = Sheet {
            name: "something_else",
            title: "順位の確率".to_owned(),
            note: String::new(),
            headings: Vec::new(),
            rows: Vec::new(),
        };
        assert_eq!(of_table(&sheet, Language::English), "Something else");
        assert_eq!(of_table(&sheet, Language::Japanese), "順位の確率");
        sheet.name = "budget";
        assert_eq!(of_table(&sheet, Language::Japanese), "費用内訳");
    }
}
