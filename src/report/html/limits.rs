//! What the model leaves out, as every reader should know.

use crate::language::{Words, words};

/// The limits of the model, one sentence or two each.
pub(super) const LIMITS: &[Words] = &[
    words(
        "All figures hold if the assumptions do. Those whose source reads \"assumption\" are \
         judgements, not measurements; change them and look again.",
        "数値は全て前提の下で成り立つ。出典が「assumption」の値は実測ではなく判断によるもので、変更して再計算できる。",
    ),
    words(
        "More runs make the Monte Carlo error smaller; they do not make the assumptions better. \
         The spread called ignorance stays until somebody finds out more.",
        "試行を増やすと計算誤差は減るが、前提は改善しない。「未知」によるばらつきは、調査により新たな知見が得られるまで残る。",
    ),
    words(
        "Themes affect each other only through slots, money, review dates and the links listed. \
         What one theme learns does not change the odds of another.",
        "テーマは、枠、予算、審査日及び一覧に示す関連を通じてのみ影響し合う。あるテーマの知見は他のテーマの成功確率を変えない。",
    ),
    words(
        "Rules and capacities stay as the scenario sets them: nobody hires, reorganises or changes \
         policy in reaction to what happens.",
        "規則と体制はシナリオの設定のまま変わらない。状況に応じた増員、再編、方針変更は行われない。",
    ),
    words(
        "Work once started runs to its end and is paid, also where its theme is stopped meanwhile.",
        "着手した作業は、途中でテーマが中止されても完了まで続き、費用が発生する。",
    ),
    words(
        "Companies appear as numbers of applicants, bids and chances of leaving; there is no market \
         in which networks compete for them.",
        "企業は応募数、提示額、辞退の確率としてのみ表す。企業をめぐる競争は扱わない。",
    ),
    words(
        "All money is in prices of one year. What falls due after the simulated time, income \
         included, is not counted.",
        "金額は全て基準年の価格による。計算期間後に生じる支出・収入は含まない。",
    ),
];
