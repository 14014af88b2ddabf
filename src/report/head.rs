//! What every screenful begins with: the scenario, how much was simulated, and what a world is.

use super::columns::{WIDTH, fit};
use super::wrap::wrap;
use super::{Origin, Style};
use crate::language::Text;
use crate::model::Model;
use crate::text;

/// The head of a screenful, lines of at most 80 columns.
pub(super) fn head(model: &Model, origin: &Origin, style: &Style) -> String {
    let language = style.language;
    let name = model.name.of(language);
    let title = match name == model.id {
        true => model.label(),
        false => format!("{} - {name}", model.label()),
    };
    let calendar = &model.calendar;
    let first = style.date(calendar.start());
    let last = style.date(calendar.last_day());
    let count = |number: u64| style.number(number as f64, 0);
    let (runs, worlds) = (count(origin.runs), count(origin.worlds));
    let (seed, k) = (origin.seed, model.runs_per_world);
    let in_worlds = match (k, origin.worlds) {
        (1, _) => Text::default(),
        (_, 1) => text!(" in 1 world", "（1世界）"),
        _ => text!(" in {worlds} worlds", "（{worlds}世界）"),
    };
    let size = text!(
        "{runs} runs{}, seed {seed}; {first} to {last}",
        "試行{runs}回{}、シード{seed}、{first}から{last}まで",
        in_worlds.of(language),
    );
    let mut head = format!("{}\n", fit(&title, WIDTH));
    for set in &model.set {
        let told = text!("set for this once: {set}", "今回のみの設定：{set}");
        head += &format!("{}\n", fit(told.of(language), WIDTH));
    }
    head += &format!("{}\n", size.of(language));
    if k > 1 {
        let world = text!(
            "A world is one guess at what nobody knows; its {k} runs differ by chance alone.",
            "1つの世界は誰も知らない値の一組の仮定で、その{k}回の試行は偶然だけが異なります。"
        );
        for line in wrap(world.of(language), WIDTH) {
            head += &format!("{line}\n");
        }
    }
    head
}
