//! Selection, withdrawal, publication and links in random scenarios.

use std::fmt::Write;

use crate::sketch::{Genes, some_work};

/// Chapters that may stand anywhere in a scenario; returns whether themes are selected.
pub fn chapters(genes: &mut Genes, text: &mut String) -> bool {
    let selects = genes.chance(50);
    if selects {
        selection(genes, text);
    }
    if genes.chance(30) {
        *text += "[withdrawal]\nrate_per_year = 0.8\n";
        *text += genes.pick(&[
            "",
            "[withdrawal.consent.late]\nwhen = { months_in_network_below = 10 }\n\
             decision = \"refuse\"\n",
            "[withdrawal.consent.half]\nprobability = 0.5\ndecision = \"refuse\"\n",
        ]);
    }
    if genes.chance(30) {
        let _ = write!(
            text,
            "[publication]\nafter_months = {{ uniform = [0, 20] }}\nwaits_for_filing = {}\n\
             cost = 700_001\ninstitute = \"lab\"\ninterest_factor = 0.5\n",
            genes.chance(50)
        );
    }
    if genes.chance(30) {
        *text += "[link.area]\nof = \"outcomes\"\nshare = \"area\"\nloading = 0.6\n";
        *text += "[link.modality]\nof = \"outcomes\"\nshare = \"modality\"\nstages = [\"one\"]\n\
                  loading = { uniform = [0, 0.7], layer = \"ignorance\" }\n";
    }
    if genes.chance(30) {
        *text += "[link.optimism]\nof = \"ignorance\"\nparameters = [\"route.*.stage.*.odds\"]\n\
                  loading = 0.5\n";
    }
    selects
}

fn selection(genes: &mut Genes, text: &mut String) {
    *text += "[selection]\n";
    *text += genes.pick(&[
        "review_every_months = 1\n",
        "review_every_months = 5\nfirst_review = 2013-06-03\n",
        "review_dates = [2013-04-01, 2013-12-02, 2014-03-31]\n",
    ]);
    *text += genes.pick(&["", "order_of_support = true\n"]);
    *text += genes.pick(&["", "most_load = 2\n", "most_load = 1\n"]);
    *text += genes.pick(&["", "funds_per_year = 20_000_000\n"]);
    *text += genes.pick(&["", "admissions_per_review = 2\n"]);
    *text += genes.pick(&["", "rights_required = false\n"]);
    *text += genes.pick(&[
        "",
        "target_missing = \"send-back\"\nreturn_months = { uniform = [1, 8] }\n\
         return_probability = 0.6\n",
        "target_stage = \"one\"\n",
    ]);
    let confirms = genes.chance(30);
    if confirms {
        *text += "council_confirms = true\n";
    }
    for activity in 0..genes.below(3) {
        let _ = write!(text, "[[selection.activity]]\nid = \"s{activity}\"\n");
        some_work(genes, text);
    }
    *text += genes.pick(&[
        "",
        "[selection.rule.weak]\nwhen = { science_below = 2.5 }\ndecision = \"send-back\"\n",
        "[selection.rule.late]\nwhen = { deferrals_at_least = 6 }\ndecision = \"decline\"\n\
         [selection.rule.low]\nwhen = { rank_at_least = 5, load_at_least = 1 }\n\
         decision = \"defer\"\n",
    ]);
    if confirms {
        *text += genes.pick(&[
            "[council]\nevery_months = 4\n",
            "[council]\ndates = [2013-09-10, 2014-02-28]\n",
        ]);
    }
    if genes.chance(40) {
        *text += "[priority]\nbalance_weight = 2\nbalance = { x = 1, y = 2 }\n\
                  pipeline = { one = 1 }\n";
    }
}

/// What a theme or the themes of a channel bring.
pub fn readiness(genes: &mut Genes, text: &mut String) {
    *text += genes.pick(&["", "admitted = false\n"]);
    *text += genes.pick(&["", "target_identified = 0.4\n"]);
    *text += genes.pick(&[
        "",
        "rights_sorted = 0.3\nrights_months = { uniform = [0, 9] }\n",
    ]);
}

/// The grant of a channel.
pub fn grant(genes: &mut Genes, text: &mut String) {
    *text += genes.pick(&[
        "",
        "grant = { odds = 0.5, months = 3, amount = 9_000_000, not_awarded = \"ends\" }\n",
        "grant = { odds = 0.5, months = { uniform = [0, 6] } }\n",
    ]);
}
