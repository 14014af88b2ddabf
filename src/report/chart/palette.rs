//! Colours.
//!
//! The categorical colours are of the Colour Universal Design recommended set, version 4 (カラー
//! ユニバーサルデザイン推奨配色セット第4版, 2018; jfly.uni-koeln.de/colorset), in its values for
//! screens; text and the sequential blues follow the design system of Japan's Digital Agency. Of
//! the pairs that the set warns of, blue with purple and yellow with light yellow-green, neither
//! is used. Neighbouring colours differ in lightness, so that a grey
//! print keeps them apart.

use plotters::style::RGBColor;

/// Paper.
pub const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// Titles, and numbers on light cells.
pub const INK: RGBColor = RGBColor(0x00, 0x00, 0x00);
/// Text (solid grey 800).
pub const TEXT: RGBColor = RGBColor(0x33, 0x33, 0x33);
/// Secondary text; contrast to paper 7 : 1.
pub const MUTED: RGBColor = RGBColor(0x59, 0x59, 0x59);
/// Axes and outlines.
pub const AXIS: RGBColor = RGBColor(0x66, 0x66, 0x66);
/// Grid lines (light grey of the set).
pub const GRID: RGBColor = RGBColor(0xC8, 0xC8, 0xCB);
/// Cells without a value.
pub const BLANK: RGBColor = RGBColor(0xF2, 0xF2, 0xF2);

/// Blue: the median; what passed.
pub const BLUE: RGBColor = RGBColor(0x00, 0x5A, 0xFF);
/// Light sky: the band.
pub const LIGHT_SKY: RGBColor = RGBColor(0xBF, 0xE4, 0xFF);
/// Sky: the edges of the band.
pub const SKY: RGBColor = RGBColor(0x4D, 0xC4, 0xFF);
/// Red: the amount that suffices with 80 %.
pub const RED: RGBColor = RGBColor(0xFF, 0x4B, 0x00);
/// Orange: what failed.
pub const ORANGE: RGBColor = RGBColor(0xF6, 0xAA, 0x00);
/// Grey: what was stopped.
pub const GREY: RGBColor = RGBColor(0x84, 0x91, 0x9E);
/// Brown: the request; themes that no company took.
pub const BROWN: RGBColor = RGBColor(0x80, 0x40, 0x00);
/// Green: a part of a whole.
pub const GREEN: RGBColor = RGBColor(0x03, 0xAF, 0x7A);
/// Cream: a part of a whole.
pub const CREAM: RGBColor = RGBColor(0xFF, 0xFF, 0x80);
/// Light grey: what was withdrawn.
pub const LIGHT_GREY: RGBColor = GRID;
/// A tint of cream: the ground of the valley of death.
pub const VALLEY: RGBColor = RGBColor(0xFF, 0xFB, 0xD6);

/// Stops of the sequential scale: utilisation and colour, ascending.
const HEAT: [(f64, RGBColor); 3] = [
    (0.0, RGBColor(0xE8, 0xF1, 0xFE)),
    (0.5, RGBColor(0x70, 0x96, 0xF8)),
    (1.0, RGBColor(0x00, 0x00, 0x60)),
];

/// The parts of a whole, from the largest on; each differs in lightness from the next.
pub const PARTS: [RGBColor; 6] = [BLUE, ORANGE, BROWN, LIGHT_SKY, GREEN, CREAM];

/// The colour of numbers on a ground, black or white; contrast at least 4.5 : 1.
pub fn on(ground: RGBColor) -> RGBColor {
    match luminance(ground) < 0.18 {
        true => PAPER,
        false => INK,
    }
}

/// Relative luminance, 0 to 1 (WCAG 2.2).
fn luminance(RGBColor(r, g, b): RGBColor) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            libm::pow((c + 0.055) / 1.055, 2.4)
        }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// Contrast ratio, 1 to 21 (WCAG 2.2).
#[cfg(test)]
pub fn contrast(a: RGBColor, b: RGBColor) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// From this utilisation on, numbers are white.
const DARK_FROM: f64 = 0.63;

/// The ground of a cell: the darker, the higher the share; 0 to 1, anything beyond like its end.
pub fn heat(share: f64) -> RGBColor {
    let share = share.clamp(0.0, 1.0);
    let [low, middle, high] = HEAT;
    if share < middle.0 {
        between(low, middle, share)
    } else {
        between(middle, high, share)
    }
}

/// The colour of numbers on [`heat`]; contrast at least 4.5 : 1.
pub fn on_heat(share: f64) -> RGBColor {
    if share < DARK_FROM { INK } else { PAPER }
}

/// Linear interpolation of the colour at `at`, between two stops.
fn between(low: (f64, RGBColor), high: (f64, RGBColor), at: f64) -> RGBColor {
    let weight = (at - low.0) / (high.0 - low.0);
    let mix = |a: u8, b: u8| (f64::from(a) + weight * (f64::from(b) - f64::from(a))).round() as u8;
    let (RGBColor(r0, g0, b0), RGBColor(r1, g1, b1)) = (low.1, high.1);
    RGBColor(mix(r0, r1), mix(g0, g1), mix(b0, b1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable_on_every_ground() {
        for percent in 0..=130 {
            let share = f64::from(percent) / 100.0;
            let ratio = contrast(heat(share), on_heat(share));
            assert!(ratio >= 4.5, "contrast {ratio:.2} at {percent} %");
        }
        for text in [INK, TEXT, MUTED] {
            for ground in [PAPER, VALLEY, BLANK] {
                assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}");
            }
        }
    }

    #[test]
    fn a_higher_share_is_darker_in_grey_print_too() {
        for percent in 1..=100 {
            let (below, above) = (f64::from(percent - 1) / 100.0, f64::from(percent) / 100.0);
            assert!(
                luminance(heat(below)) > luminance(heat(above)),
                "at {percent} %"
            );
        }
        assert_eq!(heat(-1.0), HEAT[0].1);
        assert_eq!(heat(1.2), HEAT[2].1);
    }

    #[test]
    fn neighbouring_segments_differ_in_lightness() {
        let flow = [BLUE, ORANGE, GREY, BROWN, LIGHT_GREY, PAPER];
        let parts = [&PARTS[..], &[GREY]].concat();
        for pair in flow.windows(2).chain(parts.windows(2)) {
            assert!(contrast(pair[0], pair[1]) > 1.5, "{pair:?}");
        }
        for ground in parts {
            assert!(contrast(ground, on(ground)) >= 4.5, "{ground:?}");
        }
        assert!(contrast(LIGHT_SKY, BLUE) > 3.0);
        assert!(contrast(BLUE, RED) > 1.5);
    }
}
