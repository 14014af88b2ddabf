//! Which charts a run has, and the figures they show.

use super::Origin;
use super::chart::{
    Caption, ChartError, FanChart, FanYear, FlowChart, FlowStage, UseChart, UseRow, Words, fan,
    flow, usage,
};
use super::screen::grouped;
use crate::analysis::{Figures, cells};

/// The charts of a run: file name and SVG.
pub fn charts(
    figures: &Figures<'_>,
    origin: &Origin,
) -> Vec<(&'static str, Result<String, ChartError>)> {
    let words = &Words::ENGLISH;
    let mut charts = Vec::new();
    if figures.model.price_year.is_some() {
        charts.push(("budget.svg", fan(&budget(figures, origin), words)));
    }
    charts.push(("stage_flow.svg", flow(&stage_flow(figures, origin), words)));
    if figures.layout.functions > 0 {
        charts.push(("capacity.svg", usage(&capacity(figures, origin), words)));
    }
    charts
}

fn caption(figures: &Figures<'_>, origin: &Origin, title: &str, subtitle: String) -> Caption {
    let worlds = match figures.model.runs_per_world {
        1 => String::new(),
        _ if origin.worlds == 1 => " in 1 world".to_owned(),
        _ => format!(" in {} worlds", grouped(origin.worlds as f64)),
    };
    Caption {
        title: format!("{}: {title}", figures.model.name.english),
        subtitle,
        source: format!(
            "Scenario {}; {} runs{worlds}, seed {}; soyaku {}",
            origin.scenario,
            grouped(origin.runs as f64),
            origin.seed,
            origin.version
        ),
    }
}

fn years(figures: &Figures<'_>) -> Vec<String> {
    let calendar = &figures.model.calendar;
    (0..figures.layout.years)
        .map(|year| format!("FY{}", calendar.fiscal_year(year)))
        .collect()
}

/// Cost by fiscal year as a fan.
fn budget(figures: &Figures<'_>, origin: &Origin) -> FanChart {
    let (unit, scale) = figures.money_scale();
    let slice = figures.whole_budget();
    let bands = (0..figures.layout.years).map(|year| {
        let quantile = |p| figures.cost(slice, year).quantile(p).unwrap_or(0.0) / scale;
        FanYear {
            p10: quantile(0.1),
            p50: quantile(0.5),
            p80: quantile(0.8),
            p90: quantile(0.9),
            mean: figures.mean(figures.layout.slice(slice, year), scale),
        }
    });
    FanChart {
        caption: caption(
            figures,
            origin,
            "cost by fiscal year",
            format!("{unit}, per fiscal year"),
        ),
        years: years(figures),
        bands: bands.collect(),
    }
}

/// What becomes of the themes that enter each stage.
fn stage_flow(figures: &Figures<'_>, origin: &Origin) -> FlowChart {
    let stages = figures
        .plan
        .flows()
        .iter()
        .enumerate()
        .map(|(place, (route, stage))| {
            let route = &figures.model.routes[*route as usize];
            let stage = &route.stages[usize::from(*stage)];
            let count = |what| figures.mean(figures.layout.flow(place, what), 1.0);
            FlowStage {
                route: route.name.english.clone(),
                stage: stage.name.english.clone(),
                valley_of_death: stage.valley_of_death,
                entered: count(cells::flow::ENTERED),
                passed: count(cells::flow::PASSED),
                licensed: count(cells::flow::LICENSED),
                failed: count(cells::flow::FAILED),
                stopped: count(cells::flow::STOPPED)
                    + count(cells::flow::WITHDRAWN)
                    + count(cells::flow::ENDED),
                unfinished: count(cells::flow::UNFINISHED),
            }
        });
    let years = figures.model.calendar.horizon().months() / 12.0;
    FlowChart {
        caption: caption(
            figures,
            origin,
            "what becomes of themes, by stage",
            format!(
                "Themes per run over {years:.0} years, stage by stage; what companies take after the \
                 last stage is not a stage's"
            ),
        ),
        stages: stages.collect(),
    }
}

/// Use and queue of every function by fiscal year; functions without limit are left out.
fn capacity(figures: &Figures<'_>, origin: &Origin) -> UseChart {
    let (layout, model) = (figures.layout, figures.model);
    let limited = (0..layout.functions).filter(|function| {
        figures.sum(layout.usage(*function, layout.years, cells::usage::OFFERED)) > 0
    });
    let functions = limited.map(|function| {
        let place = &model.functions[function];
        let institute = &model.institutes[place.institute].name.english;
        let year = |year: usize| {
            let offered = figures.mean(layout.usage(function, year, cells::usage::OFFERED), 1.0);
            let busy = figures.mean(layout.usage(function, year, cells::usage::BUSY), 1.0);
            (offered > 0.0).then_some(busy / offered)
        };
        let queue = |year: usize| {
            let (from, until) = model.calendar.year_span(year);
            figures.mean(
                layout.usage(function, year, cells::usage::QUEUED),
                (until - from).0 as f64,
            )
        };
        UseRow {
            label: format!("{institute}: {}", place.name.english),
            utilisation: (0..layout.years).map(year).collect(),
            queue: (0..layout.years).map(queue).collect(),
        }
    });
    UseChart {
        caption: caption(
            figures,
            origin,
            "use of every function",
            "Share of slots in use, in %, by fiscal year".to_owned(),
        ),
        years: years(figures),
        functions: functions.collect(),
    }
}
