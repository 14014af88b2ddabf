//! The screenful: what a planner reads on a terminal of 80 columns.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::{Origin, Style};
use crate::analysis::{Ending, Figures, cells};
use crate::model::TICKS_PER_MONTH;

/// The columns of the screen.
pub(super) const WIDTH: usize = 80;
const MONTH: f64 = TICKS_PER_MONTH as f64;
/// More fiscal years than these do not fit on a screen: the first ones are shown.
const MOST_YEARS: usize = 21;
const FIRST_YEARS: usize = 15;

/// The results in a screenful, at most 80 columns wide.
pub fn screen(figures: &Figures<'_>, origin: &Origin, style: &Style) -> String {
    let mut text = String::new();
    // Writing into a string cannot fail.
    let _ = head(&mut text, figures, origin, style);
    let _ = outcomes(&mut text, figures);
    let _ = years(&mut text, figures, style);
    let _ = tightest(&mut text, figures);
    let _ = valley(&mut text, figures);
    let _ = precision(&mut text, figures);
    text
}

fn head(
    text: &mut String,
    figures: &Figures<'_>,
    origin: &Origin,
    style: &Style,
) -> std::fmt::Result {
    let model = figures.model;
    let calendar = &model.calendar;
    let name = model.name.of(style.language);
    let title = match name == model.id {
        true => model.label(),
        false => format!("{} - {name}", model.label()),
    };
    writeln!(text, "{}", fit(&title, WIDTH))?;
    let worlds = if model.runs_per_world > 1 {
        match origin.worlds {
            1 => " in 1 world".to_owned(),
            worlds => format!(" in {} worlds", grouped(worlds as f64)),
        }
    } else {
        String::new()
    };
    writeln!(
        text,
        "{} runs{worlds}, seed {}; {} to {}",
        grouped(origin.runs as f64),
        origin.seed,
        calendar.start(),
        calendar.date_of(calendar.horizon() - crate::model::Ticks(1)),
    )?;
    if model.runs_per_world > 1 {
        writeln!(
            text,
            "A world is one guess at what nobody knows; its {} runs differ by chance alone.",
            model.runs_per_world
        )?;
    }
    writeln!(text)
}

fn outcomes(text: &mut String, figures: &Figures<'_>) -> std::fmt::Result {
    let all = figures.mean(figures.layout.arrived(), 1.0);
    writeln!(
        text,
        "{:<52}{:>16}{:>10}",
        "Themes by outcome", "mean per run", "share"
    )?;
    for (place, ending) in figures.layout.endings.iter().enumerate() {
        let Some(estimate) = figures.estimate(figures.layout.ending(place)) else {
            continue;
        };
        // No licence at all is news, unless the scenario ends in launches.
        let launches = figures.only_launches();
        if estimate.mean == 0.0 && (launches || !matches!(ending, Ending::Licensed)) {
            continue;
        }
        let name = figures.ending_name(*ending);
        let half = figures.half_width(figures.layout.ending(place));
        let share = match all > 0.0 {
            true => format!("{:.1} %", 100.0 * estimate.mean / all),
            false => "-".to_owned(),
        };
        writeln!(
            text,
            "  {}{:>16}{share:>10}",
            pad(&name, 50),
            with_error(estimate.mean, half),
        )?;
    }
    writeln!(text, "  {}{:>16}", pad("all", 50), rounded(all, 0.05))?;
    writeln!(text)
}

fn years(text: &mut String, figures: &Figures<'_>, style: &Style) -> std::fmt::Result {
    let (layout, totals) = (figures.layout, &figures.sample.totals);
    let budget = figures.whole_budget();
    let has_money = figures.model.price_year.is_some();
    let (unit, scale) = figures.money_scale();
    let launches = figures.only_launches();
    let (what, histograms) = match launches {
        true => ("Launches", &totals.launches),
        false => ("Licences", &totals.licences),
    };
    write!(text, "{:<8}{:<25}", "Fiscal", format!("{what} per year"))?;
    match has_money {
        true => writeln!(text, "Cost, {unit}")?,
        false => writeln!(text)?,
    }
    write!(
        text,
        "{:<8}{:>5}{:>5}{:>5}{:>9}",
        "year", "P10", "P50", "P90", "mean"
    )?;
    match has_money {
        true => writeln!(
            text,
            " {:>9}{:>9}{:>9}{:>9}{:>10}",
            "P10", "P50", "P80", "P90", "mean"
        )?,
        false => writeln!(text)?,
    }
    for (year, counts) in histograms.iter().enumerate() {
        if layout.years > MOST_YEARS && (FIRST_YEARS..layout.years).contains(&year) {
            if year == FIRST_YEARS {
                writeln!(
                    text,
                    "...     every year stands in licences.csv and budget.csv"
                )?;
            }
            continue;
        }
        let name = match year == layout.years {
            true => "all".to_owned(),
            false => style.fiscal_year(figures.model.calendar.fiscal_year(year)),
        };
        write!(text, "{name:<8}")?;
        for p in [0.1, 0.5, 0.9] {
            write!(text, "{:>5.0}", counts.quantile(p).unwrap_or(0.0))?;
        }
        let cell = if launches {
            layout.launches(year)
        } else {
            layout.licences(year)
        };
        write!(text, "{:>9.2}", figures.mean(cell, 1.0))?;
        if has_money {
            write!(text, " ")?;
            for p in [0.1, 0.5, 0.8, 0.9] {
                let amount = figures.cost(budget, year).quantile(p).unwrap_or(0.0);
                write!(text, "{:>9}", grouped(amount / scale))?;
            }
            write!(
                text,
                "{:>10}",
                grouped(figures.mean(layout.slice(budget, year), scale))
            )?;
        }
        writeln!(text)?;
    }
    writeln!(text)
}

fn tightest(text: &mut String, figures: &Figures<'_>) -> std::fmt::Result {
    let (layout, model) = (figures.layout, figures.model);
    let years = layout.years;
    let mut used: Vec<(f64, usize)> = (0..layout.functions)
        .filter_map(|function| {
            let offered = figures.sum(layout.usage(function, years, cells::usage::OFFERED));
            let busy = figures.sum(layout.usage(function, years, cells::usage::BUSY));
            (offered > 0).then(|| (busy as f64 / offered as f64, function))
        })
        .collect();
    if used.is_empty() {
        return Ok(());
    }
    // By use: an activity that waits for several functions at once counts in the queue of each,
    // whichever of them is short.
    used.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    writeln!(
        text,
        "{:<44}{:>8}{:>14}{:>14}",
        "Tightest functions", "in use", "mean queue", "mean wait"
    )?;
    for (use_share, function) in used.into_iter().take(3) {
        let place = &model.functions[function];
        let name = format!("{} at {}", place.id, model.institutes[place.institute].id);
        let span = model.calendar.horizon().0 as f64;
        let queue = figures.mean(layout.usage(function, years, cells::usage::QUEUED), span);
        let wait = figures.sample.totals.wait[function * (years + 1) + years].ratio();
        let wait = wait.map_or("-".to_owned(), |wait| {
            format!("{:.1} months", wait.mean / MONTH)
        });
        writeln!(
            text,
            "  {}{:>6.0} %{:>14.2}{:>14}",
            pad(&name, 42),
            100.0 * use_share,
            queue,
            wait
        )?;
    }
    writeln!(text)
}

/// Losses, waits and spending in the valley of death (SCP-5), where the scenario marks one.
fn valley(text: &mut String, figures: &Figures<'_>) -> std::fmt::Result {
    let flows = figures.plan.flows().iter().enumerate();
    let (mut valley, mut all) = ([0.0; 3], [0.0; 3]);
    for (flow, (route, stage)) in flows {
        let stage = &figures.model.routes[*route as usize].stages[usize::from(*stage)];
        let cell = |what| figures.mean(figures.layout.flow(flow, what), 1.0);
        let amounts = [
            cell(cells::flow::FAILED) + cell(cells::flow::STOPPED),
            cell(cells::flow::WAITED),
            cell(cells::flow::COST),
        ];
        for (place, amount) in amounts.into_iter().enumerate() {
            all[place] += amount;
            valley[place] += if stage.valley_of_death { amount } else { 0.0 };
        }
    }
    if valley[0] == 0.0 {
        return Ok(());
    }
    let share = |place: usize| 100.0 * valley[place] / all[place].max(f64::MIN_POSITIVE);
    writeln!(
        text,
        "Valley of death: {:.0} % of losses in stages, {:.0} % of waiting, {:.0} % of stage cost",
        share(0),
        share(1),
        share(2)
    )?;
    writeln!(text)
}

/// How far the headline figures are from exact, and what their spread comes from.
fn precision(text: &mut String, figures: &Figures<'_>) -> std::fmt::Result {
    let (layout, model) = (figures.layout, figures.model);
    let years = layout.years;
    let mut headlines = vec![("licences", layout.licences(years), 1.0, String::new())];
    if figures.only_launches() {
        headlines = vec![("launches", layout.launches(years), 1.0, String::new())];
    }
    if model.price_year.is_some() {
        let (unit, scale) = figures.money_scale();
        headlines.push((
            "cost",
            layout.slice(figures.whole_budget(), years),
            scale,
            format!(" {unit}"),
        ));
    }
    writeln!(
        text,
        "Monte Carlo error (95 %), and what the spread between runs comes from"
    )?;
    for (name, cell, scale, unit) in headlines {
        let Some(estimate) = figures.estimate(cell) else {
            continue;
        };
        let half = figures.half_width(cell) / scale;
        let split = figures
            .sample
            .totals
            .panel
            .split(cell)
            .and_then(|split| split.ignorance_share());
        let cause = match split {
            Some(share) => format!(
                "ignorance {:.0} %, chance {:.0} %",
                100.0 * share,
                100.0 * (1.0 - share)
            ),
            None if !model.has_ignorance() => "chance alone".to_owned(),
            None => "needs 2 runs per world, 2 worlds".to_owned(),
        };
        let figure = format!("{}{unit}", with_error(estimate.mean / scale, half));
        writeln!(text, "  {:<10}{figure:<38}{cause}", name)?;
    }
    Ok(())
}

/// A mean and the half-width of its interval, in no more digits than the latter warrants.
fn with_error(mean: f64, half_width: f64) -> String {
    if half_width == 0.0 {
        return rounded(mean, 0.005);
    }
    if !half_width.is_finite() {
        return format!("{} ± ?", rounded(mean, 0.05 * mean.abs().max(0.1)));
    }
    format!(
        "{} ± {}",
        rounded(mean, half_width),
        rounded(half_width, half_width)
    )
}

/// A number in the digits that an error of `error` leaves meaningful, at most three decimals.
fn rounded(number: f64, error: f64) -> String {
    let decimals = (-error.log10()).ceil().clamp(0.0, 3.0) as usize;
    if decimals == 0 {
        grouped(number)
    } else {
        format!("{number:.decimals$}")
    }
}

/// A whole number with a comma between thousands.
pub fn grouped(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0.0 && digits != "0" {
        format!("-{text}")
    } else {
        text
    }
}

/// A text cut or filled to a width in columns, full-width characters counted as two.
pub(super) fn pad(text: &str, width: usize) -> String {
    let text = fit(text, width);
    let missing = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}

/// A text cut to a width in columns, with an ellipsis where something is missing.
pub(super) fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        let mut longer = kept.clone();
        longer.push(letter);
        if longer.width() + 1 > width {
            break;
        }
        kept = longer;
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(grouped(0.0), "0");
        assert_eq!(grouped(999.6), "1,000");
        assert_eq!(grouped(-1_234_567.0), "-1,234,567");
        assert_eq!(grouped(-0.2), "0");
    }

    #[test]
    fn digits_do_not_exceed_the_error() {
        assert_eq!(with_error(10.9482, 0.042), "10.95 ± 0.04");
        assert_eq!(with_error(39_256.7, 212.0), "39,257 ± 212");
        assert_eq!(with_error(3.0, 0.0), "3.000");
    }

    #[test]
    fn wide_letters_count_twice() {
        assert_eq!(pad("抗体", 6), "抗体  ");
        assert_eq!(fit("抗体医薬", 5), "抗体…");
    }
}
