//! The headlines of a scenario.

use super::{Better, Family, Headline, Reading, Scale, Span, whole_budget};
use crate::analysis::caps::cap;
use crate::analysis::endings;
use crate::analysis::layout::{Ending, Layout, Slice, selection, theme, usage};
use crate::engine::{Account, Plan};
use crate::language::{Text, Words, words};
use crate::model::Model;
use crate::scenario::Path;
use crate::text;

/// All headlines of a scenario, in the order in which they are read. `model` gives the names, the
/// cells are those of `layout`.
pub fn headlines(model: &Model, plan: &Plan<'_>, layout: &Layout) -> Vec<Headline> {
    let mut list = List {
        model,
        plan,
        layout,
        found: Vec::new(),
    };
    list.licences();
    list.budget();
    list.caps();
    list.value();
    list.capacity();
    list.endings();
    list.themes();
    list.found
}

/// Gives headlines of some scenarios the keys and names by which they are shown; each scenario comes
/// with its model as it may be shown.
pub fn call_as_shown(headlines: &mut [Headline], scenarios: &[(&Plan<'_>, &Layout, &Model)]) {
    for (plan, layout, shown) in scenarios {
        let model = plan.model();
        if std::ptr::eq(model, *shown) {
            continue;
        }
        let hidden = self::headlines(model, plan, layout);
        let shown = self::headlines(shown, plan, layout);
        for (hidden, shown) in hidden.iter().zip(shown) {
            let called = headlines.iter_mut().find(|one| one.key == hidden.key);
            if let Some(one) = called.filter(|_| hidden.key != shown.key) {
                (one.key, one.name) = (shown.key, shown.name);
            }
        }
    }
}

struct List<'a> {
    model: &'a Model,
    plan: &'a Plan<'a>,
    layout: &'a Layout,
    found: Vec<Headline>,
}

/// What a headline is, but for the time it covers and where it comes from.
struct Kind {
    key: Path,
    name: Text,
    family: Family,
    scale: Scale,
    better: Better,
}

/// The path of these segments.
fn path(segments: &[&str]) -> Path {
    segments.iter().copied().collect()
}

impl List<'_> {
    fn add(&mut self, kind: &Kind, span: Option<Span>, reading: Reading) {
        let when = span.map_or(Vec::new(), |span| span.segments(self.model));
        let key = when
            .iter()
            .fold(kind.key.clone(), |key, segment| key.join(segment));
        self.found.push(Headline {
            key,
            family: kind.family,
            name: kind.name.clone(),
            span: span.unwrap_or(Span::All),
            scale: kind.scale,
            better: kind.better,
            reading,
        });
    }

    /// A cell of every fiscal year, and of all; `cell` is that of the first year.
    fn by_year(&mut self, kind: &Kind, cell: usize) {
        let years = self.layout.years;
        for year in 0..years {
            let place = cell + year;
            self.add(kind, Some(Span::Year(year)), Reading::Sum(place..place + 1));
        }
        let place = cell + years;
        self.add(kind, Some(Span::All), Reading::Sum(place..place + 1));
    }

    fn licences(&mut self) {
        let (model, layout, years) = (self.model, self.layout, self.layout.years);
        let count = |key, name: Words, better| Kind {
            key: path(&[key]),
            name: name.into(),
            family: Family::Licences,
            scale: Scale::Count,
            better,
        };
        let licences = count("licences", words("licences", "企業導出件数"), Better::More);
        self.by_year(&licences, layout.licences(0));
        for year in 0..years {
            let until = layout.licences(0)..layout.licences(year) + 1;
            self.add(&licences, Some(Span::Until(year)), Reading::Sum(until));
        }
        let launches = count("launches", words("launches", "上市件数"), Better::More);
        self.by_year(&launches, layout.launches(0));
        if layout.selects {
            let admitted = words("themes admitted", "支援課題数");
            let admitted = count("admitted", admitted, Better::Neither);
            self.by_year(&admitted, layout.selection(selection::ADMITTED, 0));
        }
        for (number, target) in model.targets.iter().enumerate() {
            let Text { english, japanese } = &target.name;
            let kind = Kind {
                key: path(&["target", &target.id]),
                name: text!("target reached: {english}", "目標達成：{japanese}"),
                family: Family::Licences,
                scale: Scale::Chance,
                better: Better::More,
            };
            let cell = layout.watch.reached(number);
            self.add(&kind, None, Reading::Sum(cell..cell + 1));
        }
    }

    fn budget(&mut self) {
        let (model, layout) = (self.model, self.layout);
        if model.price_year.is_none() {
            return;
        }
        let money = |key: &[&str], name, better| Kind {
            key: path(key),
            name,
            family: Family::Budget,
            scale: Scale::Money,
            better,
        };
        let cost = money(&["cost"], words("cost", "費用").into(), Better::Less);
        self.by_year(&cost, layout.slice(whole_budget(layout), 0));
        let years = layout.years;
        for (place, slice) in layout.slices.iter().enumerate() {
            let cell = layout.slice(place, years);
            let (group, id, name) = match slice {
                Slice::Item(item) => {
                    let item = &model.items[*item as usize];
                    let Text { english, japanese } = &item.name;
                    let name = text!("cost of {english}", "費用：{japanese}");
                    ("item", item.id.as_str(), name)
                }
                Slice::Institute(Some(institute)) => {
                    let institute = &model.institutes[*institute as usize];
                    let Text { english, japanese } = &institute.name;
                    let name = text!("cost at {english}", "費用：{japanese}");
                    ("institute", institute.id.as_str(), name)
                }
                _ => continue,
            };
            let kind = money(&["cost", group, id], name, Better::Less);
            self.add(&kind, None, Reading::Sum(cell..cell + 1));
        }
        if let Some(cells) = &layout.licensing {
            let income = words("income from licences", "導出による収入").into();
            let income = money(&["income"], income, Better::More);
            self.by_year(
                &income,
                layout.licensing_from() + cells.income(None, None, 0),
            );
        }
    }

    fn caps(&mut self) {
        let (model, layout, years) = (self.model, self.layout, self.layout.years);
        for (limit, account) in layout.caps.limits.iter().enumerate() {
            let (group, id, name) = match account {
                Account::Cap(cap) => {
                    let cap = &model.money.caps[*cap];
                    ("cap", cap.id.as_str(), &cap.name)
                }
                Account::Purse(purse) => {
                    let purse = &model.money.purses[*purse];
                    ("purse", purse.id.as_str(), &purse.name)
                }
            };
            let Text { english, japanese } = name;
            let key = [group, id, "passed"];
            let kind = Kind {
                key: path(&key),
                name: text!("passed: {english}", "超過：{japanese}"),
                family: Family::Caps,
                scale: Scale::Chance,
                better: Better::Less,
            };
            for year in 0..=years {
                let span = if year == years {
                    Span::All
                } else {
                    Span::Year(year)
                };
                let cell = layout.caps.cell(limit, year, cap::OVERRUNS);
                self.add(&kind, Some(span), Reading::Sum(cell..cell + 1));
            }
            let key = [group, id, "wait"];
            let kind = Kind {
                key: path(&key),
                name: text!("waited for money: {english}", "予算待ち：{japanese}"),
                family: Family::Caps,
                scale: Scale::Months,
                better: Better::Less,
            };
            let cell = layout.caps.cell(limit, years, cap::WAITED);
            self.add(&kind, None, Reading::Sum(cell..cell + 1));
        }
    }

    fn value(&mut self) {
        if self.model.valuation.is_none() {
            return;
        }
        let kind = |key, name: Words| Kind {
            key: path(&[key]),
            name: name.into(),
            family: Family::Value,
            scale: Scale::Money,
            better: Better::More,
        };
        let value = kind("value", words("value, discounted", "価値（割引後）"));
        self.add(&value, None, Reading::Value);
        let net = words("value less cost, discounted", "純価値（割引後）");
        self.add(&kind("net_value", net), None, Reading::Net);
    }

    fn capacity(&mut self) {
        let (model, layout, years) = (self.model, self.layout, self.layout.years);
        let kind = |key: &[&str], name, scale, better| Kind {
            key: path(key),
            name,
            family: Family::Capacity,
            scale,
            better,
        };
        let time = words(
            "time to licence, of those licensed",
            "導出までの期間（導出分）",
        );
        let time = kind(
            &["time_to_licence"],
            time.into(),
            Scale::Months,
            Better::Less,
        );
        let reading = Reading::Ratio {
            of: layout.licence_time(),
            per: layout.licensed_themes(),
        };
        self.add(&time, None, reading);
        for (place, function) in model.functions.iter().enumerate() {
            if !self.plan.is_limited(place) {
                continue;
            }
            let institute = &model.institutes[function.institute];
            let (at, what) = (&institute.name, &function.name);
            let cell = |what| layout.usage(place, years, what);
            let key = ["wait", &institute.id, &function.id];
            let name = text!(
                "wait for {what} at {at}",
                "{at}の{what}の待ち";
                what, at
            );
            let wait = kind(&key, name, Scale::Months, Better::Less);
            let reading = Reading::Ratio {
                of: cell(usage::WAITED),
                per: cell(usage::ASKED),
            };
            self.add(&wait, None, reading);
            let key = ["use", &institute.id, &function.id];
            let name = text!(
                "use of {what} at {at}",
                "{at}の{what}の稼働率";
                what, at
            );
            let used = kind(&key, name, Scale::Share, Better::Neither);
            let reading = Reading::Ratio {
                of: cell(usage::BUSY),
                per: cell(usage::OFFERED),
            };
            self.add(&used, None, reading);
        }
    }

    fn endings(&mut self) {
        for (place, ending) in self.layout.endings.iter().enumerate() {
            if matches!(ending, Ending::Launched | Ending::Licensed) {
                continue;
            }
            let told = endings::told(self.model, *ending);
            let outcome: Text = told.outcome.into();
            let reason = told.reason;
            let key = ["ending", &outcome.english, &told.code];
            let kind = Kind {
                key: path(&key),
                name: text!("{outcome}: {reason}", "{outcome}：{reason}"; outcome, reason),
                family: Family::Endings,
                scale: Scale::Count,
                better: Better::Neither,
            };
            let cell = self.layout.ending(place);
            self.add(&kind, None, Reading::Sum(cell..cell + 1));
        }
    }

    fn themes(&mut self) {
        let (model, layout) = (self.model, self.layout);
        let themes = model
            .themes
            .iter()
            .map(|theme| ("theme", &theme.id, &theme.name));
        let channels = model.channels.iter();
        let channels = channels.map(|channel| ("channel", &channel.id, &channel.name));
        for (place, (group, id, name)) in themes.chain(channels).enumerate() {
            let single = place < layout.listed;
            let figures = [
                (
                    "licensed",
                    theme::SUCCEEDED,
                    if single { Scale::Chance } else { Scale::Count },
                    Better::More,
                ),
                ("cost", theme::COST, Scale::Money, Better::Neither),
                ("wait", theme::WAITED, Scale::Months, Better::Less),
            ];
            for (what, cell, scale, better) in figures {
                if scale == Scale::Money && model.price_year.is_none() {
                    continue;
                }
                let key = [group, id, what];
                let figure: Text = match what {
                    "licensed" if single => words("chance of a licence", "導出確率"),
                    "licensed" => words("themes licensed", "導出テーマ数"),
                    "cost" => words("cost", "費用"),
                    _ => words("time waited", "待ち期間"),
                }
                .into();
                let kind = Kind {
                    key: path(&key),
                    name: text!("{name}: {figure}", "{name}：{figure}"; name, figure),
                    family: Family::Themes,
                    scale,
                    better,
                };
                let cell = layout.theme(place, cell);
                self.add(&kind, None, Reading::Sum(cell..cell + 1));
            }
        }
    }
}
