//! What a chance hangs on: how far it differs between the worlds in which a figure stands high and
//! those in which it stands low.
//!
//! Worlds are ranked by the figure; the upper third is compared with the lower one. That needs no
//! model of how the chance depends on the figure, and a planner can read it: "where this is high,
//! the target is reached in 70 %, where it is low in 40 %". Its error is that of two independent
//! sets of worlds (Welch), each with two worlds more, one that always and one that never reaches
//! it, so that a chance of 0 or 1 does not pass for certain (Agresti & Caffo 2000, *The American
//! Statistician* 54:280–288).

use super::interval::{Interval, t_quantile, upper_tail};
use super::multiple::two_sided;
use crate::special::normal_quantile;

/// The chance in the worlds where a figure is low and where it is high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thirds {
    /// The mean of the figure in the lower and in the upper third.
    pub figure: [f64; 2],
    /// The chance in the lower and in the upper third.
    pub chance: [f64; 2],
    /// The interval of the difference of chances, upper third less lower.
    pub interval: Interval,
    /// The probability of a difference so far from zero where there is none, both sides.
    pub p_value: f64,
    /// Worlds in each third.
    pub worlds: usize,
}

impl Thirds {
    /// Upper third less lower third.
    pub fn difference(&self) -> f64 {
        self.chance[1] - self.chance[0]
    }
}

/// Compares the thirds of worlds, each given as (figure, share of its runs in which it came true).
///
/// `None` below six worlds, for a level outside (0, 1), and where the figure stands no higher in
/// the upper third than in the lower.
pub fn thirds(worlds: &[(f64, f64)], level: f64) -> Option<Thirds> {
    let size = worlds.len() / 3;
    let tail = upper_tail(level)?;
    if size < 2 {
        return None;
    }
    let mut sorted = worlds.to_vec();
    // Equal figures stay in the order of worlds, which has nothing to do with what came true.
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let parts = [&sorted[..size], &sorted[sorted.len() - size..]];
    let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / size as f64;
    let figure = parts.map(|part| mean(&mut part.iter().map(|world| world.0)));
    let chance = parts.map(|part| mean(&mut part.iter().map(|world| world.1)));
    if figure[1] <= figure[0] {
        return None;
    }
    let count = size as f64 + 2.0;
    let guarded = chance.map(|chance| (chance * size as f64 + 1.0) / count);
    let mut errors = [0.0; 2];
    for ((part, mean), error) in parts.iter().zip(guarded).zip(&mut errors) {
        let added = [0.0, 1.0];
        let shares = part.iter().map(|world| world.1).chain(added);
        let squares: f64 = shares.map(|share| (share - mean).powi(2)).sum();
        *error = squares / (count - 1.0) / count;
    }
    let variance = errors[0] + errors[1];
    // Welch & Satterthwaite.
    let freedom = variance.powi(2) / errors.iter().map(|e| e * e / (count - 1.0)).sum::<f64>();
    let freedom = (freedom.floor() as u64).max(1);
    let difference = guarded[1] - guarded[0];
    let reach = t_quantile(tail, freedom)? * variance.sqrt();
    Some(Thirds {
        figure,
        chance,
        interval: Interval {
            lower: (difference - reach).max(-1.0),
            upper: (difference + reach).min(1.0),
        },
        p_value: two_sided(difference / variance.sqrt(), freedom),
        worlds: size,
    })
}

/// The correlation of two figures over worlds and its interval by Fisher's z; `None` below four
/// worlds, where one of them does not vary, and for a level outside (0, 1).
pub fn correlation(worlds: &[(f64, f64)], level: f64) -> Option<(f64, Interval)> {
    let count = worlds.len() as f64;
    let tail = upper_tail(level)?;
    if worlds.len() < 4 {
        return None;
    }
    let mean = |of: fn(&(f64, f64)) -> f64| worlds.iter().map(of).sum::<f64>() / count;
    let (a, b) = (mean(|world| world.0), mean(|world| world.1));
    let (mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0);
    for world in worlds {
        let (x, y) = (world.0 - a, world.1 - b);
        (aa, bb, ab) = (aa + x * x, bb + y * y, ab + x * y);
    }
    if !(aa > 0.0 && bb > 0.0) {
        return None;
    }
    let correlation = (ab / (aa * bb).sqrt()).clamp(-1.0, 1.0);
    let reach = normal_quantile(tail) / (count - 3.0).sqrt();
    let z = libm::atanh(correlation.clamp(-1.0 + 1e-15, 1.0 - 1e-15));
    let interval = Interval {
        lower: libm::tanh(z - reach),
        upper: libm::tanh(z + reach),
    };
    Some((correlation, interval))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVEL: f64 = 0.95;

    #[test]
    fn what_decides_shows_and_what_does_not_does_not() {
        let worlds: Vec<(f64, f64)> = (0..300)
            .map(|world| (f64::from(world), f64::from(u8::from(world >= 150))))
            .collect();
        let found = thirds(&worlds, LEVEL).unwrap();
        assert_eq!((found.chance, found.worlds), ([0.0, 1.0], 100));
        assert!(found.p_value < 1e-12 && found.interval.lower > 0.9);
        assert_eq!(found.figure, [49.5, 249.5]);
        let idle: Vec<(f64, f64)> = worlds
            .iter()
            .map(|(world, _)| (*world, f64::from(u8::from(*world as i64 % 2 == 0))))
            .collect();
        let found = thirds(&idle, LEVEL).unwrap();
        assert!(found.difference().abs() < 1e-12 && found.p_value > 0.9);
    }

    #[test]
    fn nothing_is_said_of_a_figure_that_does_not_vary() {
        let still: Vec<(f64, f64)> = (0..30).map(|world| (1.0, f64::from(world % 2))).collect();
        assert_eq!(thirds(&still, LEVEL), None);
        assert_eq!(correlation(&still, LEVEL), None);
        assert_eq!(thirds(&[(0.0, 0.0); 5], LEVEL), None);
    }

    /// Fisher's z of r = 0.5 with n = 28: atanh(0.5) ± 1.959964/5.
    #[test]
    fn a_correlation_has_fishers_interval() {
        // Two figures with correlation one half: y = x + √3 e with x and e orthogonal.
        let worlds: Vec<(f64, f64)> = (0..28)
            .map(|world| {
                let x = if world % 2 == 0 { 1.0 } else { -1.0 };
                let e = if world % 4 < 2 { 1.0 } else { -1.0 };
                (x, x + 3_f64.sqrt() * e)
            })
            .collect();
        let (found, interval) = correlation(&worlds, LEVEL).unwrap();
        assert!((found - 0.5).abs() < 1e-12);
        assert!((interval.lower - libm::tanh(libm::atanh(0.5) - 0.391_992_8)).abs() < 1e-7);
    }
}
