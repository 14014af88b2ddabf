//! SCP: what the network takes on.

use super::Kind::{Reported, Simulated};
use super::Source::{Annex, Assumption, Seed};
use super::{Rule, default, words};

pub(super) static RULES: [Rule; 5] = [
    Rule {
        id: "SCP-1",
        kind: Simulated,
        text: words(
            "Every kind of drug the network supports, and diagnostics that go with them, has a \
             way of its own through the stages. What is of another kind is declined only where \
             the scenario limits the kinds.",
            "低分子・天然物、タンパク質、抗体、ワクチン、核酸等と関連する診断薬は、モダリティごとに固有の創薬ルートをもつ。\
             それ以外のモダリティは、シナリオが限定する場合に限り対象外とする。",
        ),
        sources: &[Seed(3)],
        settings: &["scope.modalities", "route.*.modality"],
        default: default(
            Assumption,
            "every modality that has a route is taken",
            "ルートのあるモダリティは全て対象とする",
        ),
    },
    Rule {
        id: "SCP-2",
        kind: Simulated,
        text: words(
            "Every theme belongs to a disease area. The area counts in the balance of the \
             portfolio, in the chances of success and of finding a company, and in the tables.",
            "テーマはいずれかの対象疾患領域に属する。領域は、領域間の均衡、成功確率、企業の関心、集計に用いる。",
        ),
        sources: &[Seed(3), Annex("研究テーマの収集と選考")],
        settings: &[
            "scope.areas",
            "area.*.odds_ratio",
            "channel.*.areas",
            "theme.*.area",
        ],
        default: default(
            Assumption,
            "no areas: all themes are alike in this",
            "領域を区別しない",
        ),
    },
    Rule {
        id: "SCP-3",
        kind: Simulated,
        text: words(
            "Support reaches from the search for a target to nonclinical studies. A theme joins \
             at the stage it has reached and is not put back to the start.",
            "支援は標的の探索・検証から非臨床試験までとする。テーマは到達済みの段階から加わり、最初の段階には戻さない。",
        ),
        sources: &[Seed(3)],
        settings: &[
            "theme.*.entry_stage",
            "channel.*.stages",
            "theme.*.done",
            "theme.*.in_progress",
            "selection.target_stage",
        ],
        default: default(
            Assumption,
            "a theme begins with the first stage of its route",
            "テーマはルートの最初の段階から始める",
        ),
    },
    Rule {
        id: "SCP-4",
        kind: Simulated,
        text: words(
            "Where only people can show whether a biologic is worth going on with, the network \
             may take it through a first small trial, with the trial drug made for it.",
            "バイオ医薬品等で、継続の可否が人での結果によらなければ判断できないときは、\
             治験薬の製造を含めて早期臨床試験まで支援することができる。",
        ),
        sources: &[Seed(3)],
        settings: &["route.*.stage.*.optional", "route.*.stage.*.included"],
        default: default(
            Assumption,
            "every stage of a route is gone through by every theme",
            "全てのテーマがルートの全段階を経る",
        ),
    },
    Rule {
        id: "SCP-5",
        kind: Reported(words(
            "on the screen of `soyaku run` (line `Valley of death`)",
            "soyaku run の画面（Valley of death の行）に示す",
        )),
        text: words(
            "Applied research, above all from optimisation to nonclinical studies, is where \
             themes are lost; its share of losses, waiting and spending is shown apart.",
            "応用研究、とりわけ最適化から非臨床試験までを「死の谷」とし、脱落、待ち、支出に占める割合を別に示す。",
        ),
        sources: &[Seed(1)],
        settings: &["route.*.stage.*.valley_of_death"],
        default: default(
            Assumption,
            "no stage is marked, and nothing is shown",
            "該当する段階を指定せず、表示もしない",
        ),
    },
];
