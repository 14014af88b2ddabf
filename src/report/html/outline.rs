//! What stands in the report, in which order: sections, their charts, and parts of tables.

use super::selection::Part;
use super::selection::Rows::{Except, Only};
use crate::language::{Words, words};

/// A section of the report.
#[derive(Debug)]
pub(super) struct Section {
    /// Names it in links.
    pub id: &'static str,
    /// Its title.
    pub title: Words,
    /// What it answers.
    pub question: Words,
    /// File names of its charts; `*` stands for anything.
    pub charts: &'static [&'static str],
    /// Its tables; those that a run does not have are left out. A title of its own says which part
    /// of a table it is.
    pub tables: &'static [(Option<Words>, Part)],
}

const fn part(
    table: &'static str,
    columns: &'static [&'static str],
    rows: &'static [super::selection::Rows],
) -> Part {
    Part {
        table,
        columns,
        rows,
    }
}

const WHOLE: &[super::selection::Rows] = &[
    Only("item", "all"),
    Only("institute", "all"),
    Only("modality", "all"),
];

const DIFFERENCES: &[&str] = &[
    "what_if",
    "headline",
    "unit",
    "base_mean",
    "what_if_mean",
    "difference",
    "difference_lower_95",
    "difference_upper_95",
    "verdict",
    "better_share",
    "worse_share",
];

const DIFFERENCES_BY_YEAR: &[&str] = &[
    "what_if",
    "headline",
    "fiscal_year",
    "covers",
    "unit",
    "base_mean",
    "what_if_mean",
    "difference",
    "difference_lower_95",
    "difference_upper_95",
    "verdict",
    "better_share",
    "worse_share",
];

/// The sections between the headlines and the assumptions.
pub(super) const SECTIONS: &[Section] = &[
    Section {
        id: "what-if",
        title: words("What if", "変更案との比較"),
        question: words(
            "What would change if something were decided otherwise, and is the change real?",
            "決定を変えると何が変わり、その差は確かか。",
        ),
        charts: &["difference_*.svg", "*_by_year.svg", "*_themes.svg"],
        tables: &[
            (
                Some(words("Differences over the whole period", "全期間の差")),
                part("differences", DIFFERENCES, &[Only("fiscal_year", "all")]),
            ),
            (
                Some(words("Differences by fiscal year", "年度別の差")),
                part(
                    "differences",
                    DIFFERENCES_BY_YEAR,
                    &[Except("fiscal_year", "all")],
                ),
            ),
            (None, part("theme_differences", DIFFERENCES, &[])),
        ],
    },
    Section {
        id: "licences",
        title: words(
            "Licences and what becomes of themes",
            "導出の見通しとテーマの推移",
        ),
        question: words(
            "How many themes reach a company by when, and where do the others end?",
            "いつまでに何件が導出され、他のテーマはどこで終わるか。",
        ),
        charts: &["licences.svg", "stage_flow.svg", "applicants.svg"],
        tables: &[
            (
                None,
                part(
                    "licences",
                    &[
                        "fiscal_year",
                        "arrivals",
                        "licences",
                        "licences_p10",
                        "licences_p50",
                        "licences_p90",
                    ],
                    &[],
                ),
            ),
            (None, part("targets", &[], &[])),
            (
                None,
                part(
                    "outcomes",
                    &["outcome", "reason", "rule", "themes", "share_of_themes"],
                    &[],
                ),
            ),
            (
                None,
                part(
                    "stage_flow",
                    &[
                        "route",
                        "stage",
                        "valley_of_death",
                        "entered",
                        "passed",
                        "failed",
                        "stopped",
                        "left_to_licensee",
                        "withdrawn",
                        "unfinished",
                        "success_rate",
                        "time_in_stage",
                        "waited_per_theme",
                        "cost",
                    ],
                    &[],
                ),
            ),
            (None, part("selection", &[], &[])),
            (
                None,
                part(
                    "licensing",
                    &[
                        "fiscal_year",
                        "calls",
                        "calls_without_applicant",
                        "applicants",
                        "tenders",
                        "companies_left",
                        "contracts",
                        "taken_over",
                    ],
                    &[],
                ),
            ),
            (None, part("time_to_licence", &[], &[])),
        ],
    },
    Section {
        id: "budget",
        title: words("Cost and budget", "費用と予算"),
        question: words(
            "What is needed in which fiscal year, and how sure is that?",
            "どの年度にいくら必要で、それはどの程度確かか。",
        ),
        charts: &[
            "budget.svg",
            "cost_by_item.svg",
            "cost_by_institute.svg",
            "cap.svg",
        ],
        tables: &[
            (
                Some(words("Cost by fiscal year", "年度別の費用")),
                part(
                    "budget",
                    &["fiscal_year", "mean", "p10", "p50", "p80", "p90", "p95"],
                    WHOLE,
                ),
            ),
            (
                Some(words(
                    "Cost by item, whole period",
                    "費目別の費用（全期間）",
                )),
                part(
                    "budget",
                    &["item", "mean", "p10", "p50", "p80", "p90"],
                    &[
                        Only("fiscal_year", "all"),
                        Except("item", "all"),
                        Only("institute", "all"),
                        Only("modality", "all"),
                    ],
                ),
            ),
            (
                Some(words(
                    "Cost by institute, whole period",
                    "機関別の費用（全期間）",
                )),
                part(
                    "budget",
                    &["institute", "mean", "p10", "p50", "p80", "p90"],
                    &[
                        Only("fiscal_year", "all"),
                        Only("item", "all"),
                        Except("institute", "all"),
                        Only("modality", "all"),
                    ],
                ),
            ),
            (
                None,
                part(
                    "outturn",
                    &[
                        "fiscal_year",
                        "purse",
                        "kind",
                        "requested",
                        "granted",
                        "carried_in",
                        "spent",
                        "lapsed",
                        "carried_out",
                        "chance_of_overrun",
                        "held_back",
                    ],
                    &[],
                ),
            ),
            (
                None,
                part(
                    "caps",
                    &[
                        "fiscal_year",
                        "cap",
                        "kind",
                        "amount",
                        "spent",
                        "chance_to_pass",
                        "overrun",
                        "held_back",
                    ],
                    &[],
                ),
            ),
            (
                None,
                part(
                    "commitments",
                    &[
                        "purse",
                        "at_end_of_fiscal_year",
                        "falls_due_in_fiscal_year",
                        "bound",
                    ],
                    &[],
                ),
            ),
            (
                Some(words(
                    "Income from licences by fiscal year",
                    "年度別の導出収入",
                )),
                part(
                    "income",
                    &["fiscal_year", "mean", "p10", "p50", "p90"],
                    &[Only("kind", "all"), Only("beneficiary", "all")],
                ),
            ),
        ],
    },
    Section {
        id: "capacity",
        title: words("Capacity", "体制と余力"),
        question: words(
            "Which function is the bottleneck, and how long is the wait?",
            "どの機能が隘路で、待ち時間はどの程度か。",
        ),
        charts: &["capacity.svg"],
        tables: &[(
            Some(words(
                "Functions over the whole period",
                "機能別の稼働・待ち（全期間）",
            )),
            part(
                "capacity",
                &[
                    "institute",
                    "function",
                    "slots",
                    "utilisation",
                    "queue",
                    "starts",
                    "wait",
                    "longest_wait",
                ],
                &[Only("fiscal_year", "all"), Except("slots", "unlimited")],
            ),
        )],
    },
    Section {
        id: "themes",
        title: words("Themes", "テーマ"),
        question: words(
            "What can be expected of each theme?",
            "各テーマに何が期待できるか。",
        ),
        charts: &["ranking.svg", "rank_acceptability.svg", "timeline.svg"],
        tables: &[
            (
                None,
                part(
                    "ranking",
                    &[
                        "rank",
                        "tie_group",
                        "theme",
                        "name",
                        "score",
                        "first_rank_acceptability",
                        "chance_of_licence",
                        "licence_date_p50",
                        "remaining_cost",
                        "expected_value",
                    ],
                    &[],
                ),
            ),
            (
                None,
                part(
                    "themes",
                    &[
                        "theme",
                        "name",
                        "route",
                        "area",
                        "licensed",
                        "licence_date_p10",
                        "licence_date_p50",
                        "licence_date_p90",
                        "cost",
                        "waited",
                    ],
                    &[Only("kind", "theme")],
                ),
            ),
            (
                Some(words(
                    "Themes still to come, by channel",
                    "今後の応募テーマ（応募経路別）",
                )),
                part(
                    "themes",
                    &["name", "arrived", "licensed", "terminated", "open", "cost"],
                    &[Only("kind", "channel")],
                ),
            ),
        ],
    },
    Section {
        id: "certainty",
        title: words("How sure these figures are", "数値の確からしさ"),
        question: words(
            "What part of the spread is chance, and what part could research remove?",
            "ばらつきのうち、偶然によるものと、調査で減らせるものはどれだけか。",
        ),
        charts: &[],
        tables: &[
            (
                None,
                part(
                    "variance",
                    &[
                        "headline",
                        "mean",
                        "standard_error",
                        "standard_deviation",
                        "standard_deviation_chance",
                        "standard_deviation_ignorance",
                        "ignorance_share",
                        "ignorance_share_lower_95",
                        "ignorance_share_upper_95",
                    ],
                    &[],
                ),
            ),
            (None, part("links", &[], &[])),
        ],
    },
];

/// The assumptions, in a section of their own.
pub(super) const ASSUMPTIONS: Part = part(
    "parameters",
    &[
        "parameter",
        "value",
        "unit",
        "layer",
        "source",
        "as_of",
        "note",
        "set_in",
    ],
    &[],
);
