//! What the lines of a derivation are called, and the unit prices behind them.

use super::super::anatomy::{Source, stated};
use crate::language::{Text, Words, words};
use crate::model::{Model, Quantity};
use crate::text;

/// A unit in which a line is counted.
pub(super) fn unit(source: Source) -> Words {
    match source {
        Source::SlotMonth(_) => words("slot-month", "枠月"),
        Source::Job(_) | Source::Cost(_) => words("job", "件"),
        Source::CostPerMonth(_) => words("month", "月"),
        Source::Standing(_) => words("year", "年"),
        Source::DatabaseUse(_) => words("use", "回"),
        Source::PatentFiling(_) | Source::PatentYear(_) => words("patent", "件"),
        Source::Award(_) => words("award", "件"),
        Source::Meetings => words("meeting", "回"),
        Source::Publication => words("publication", "件"),
        Source::Actual(_) | Source::Signed(_) | Source::Rest => words("set", "式"),
    }
}

/// The number of the scenario that is the unit price.
pub(super) fn price(model: &Model, source: Source) -> Option<Quantity> {
    let parameter = |id: usize| Some(Quantity::Stated(crate::model::ParameterId(id as u32)));
    match source {
        Source::SlotMonth(function) => Some(model.functions[function].price_per_slot_month),
        Source::Job(function) => Some(model.functions[function].price_per_job),
        Source::Cost(id)
        | Source::CostPerMonth(id)
        | Source::PatentFiling(id)
        | Source::PatentYear(id) => parameter(id),
        Source::Standing(number) => Some(model.money.standing[number].amount_per_year),
        Source::DatabaseUse(number) => {
            let by_use = model.money.standing[number].by_use.as_ref();
            by_use.map(|by_use| by_use.cost_per_use)
        }
        Source::Award(number) => {
            let incentives = model.money.incentives.as_ref()?;
            [
                incentives.admission_award,
                incentives.milestone_award,
                incentives.supporter_award,
            ][number]
        }
        Source::Meetings => {
            let incentives = model.money.incentives.as_ref();
            incentives.map(|incentives| incentives.cost_per_meeting)
        }
        Source::Publication => model.publication.as_ref().map(|one| one.cost),
        Source::Actual(number) => Some(model.money.actual[number].amount),
        Source::Signed(number) => Some(model.money.signed[number].amount),
        Source::Rest => None,
    }
}

/// Where the unit price stands in the scenario.
pub(super) fn path(model: &Model, source: Source) -> Option<&str> {
    let parameter = stated(price(model, source)?)?;
    Some(&model.parameters[parameter].path)
}

/// What a line is paid for.
pub fn source_name(model: &Model, source: Source) -> Text {
    let named = |text: &Text, english: &str, japanese: &str| {
        let (name, name_ja) = (&text.english, &text.japanese);
        text!("{name}: {english}", "{name_ja}：{japanese}")
    };
    match source {
        Source::SlotMonth(function) => {
            let name = &model.functions[function].name;
            named(name, "slot-months", "枠の使用月数")
        }
        Source::Job(function) => named(&model.functions[function].name, "jobs", "実施件数"),
        Source::Cost(_) | Source::CostPerMonth(_) => match activity(model, source) {
            Some(name) => named(&name, "own cost", "個別経費"),
            None => words("own cost of an activity", "作業の個別経費").into(),
        },
        Source::Standing(number) => model.money.standing[number].name.clone(),
        Source::DatabaseUse(number) => {
            named(&model.money.standing[number].name, "by use", "従量分")
        }
        Source::PatentFiling(_) => words("patents filed", "特許出願").into(),
        Source::PatentYear(_) => words("patents kept", "特許維持").into(),
        Source::Award(0) => words("awards on admission", "採択時の褒賞").into(),
        Source::Award(1) => words("awards for milestones", "マイルストン達成の褒賞").into(),
        Source::Award(_) => words("awards to supporters", "支援研究者への褒賞").into(),
        Source::Meetings => words("meetings with themes", "テーマ別会議").into(),
        Source::Publication => words("publications", "発表").into(),
        Source::Actual(number) => {
            let id = &model.money.actual[number].id;
            text!("already spent: {id}", "執行済み：{id}")
        }
        Source::Signed(number) => {
            let id = &model.money.signed[number].id;
            text!("signed: {id}", "契約済み：{id}")
        }
        Source::Rest => words("standing teams beyond their use", "常設体制の未使用分").into(),
    }
}

/// The activity whose own cost this is.
fn activity(model: &Model, source: Source) -> Option<Text> {
    let wanted = |cost: Quantity, per_month: Quantity| match source {
        Source::Cost(id) => stated(cost) == Some(id),
        Source::CostPerMonth(id) => stated(per_month) == Some(id),
        _ => false,
    };
    let routes = model.routes.iter();
    let of_stages = routes.flat_map(|route| route.stages.iter().flat_map(|s| &s.activities));
    let of_offers = model.routes.iter().flat_map(|route| &route.offers);
    let scrutiny = model.selection.iter().flat_map(|one| &one.activities);
    let mut all = of_stages
        .chain(of_offers.map(|offer| &offer.work))
        .chain(scrutiny);
    let found = all.find(|activity| wanted(activity.cost, activity.cost_per_month))?;
    Some(found.name.clone())
}
