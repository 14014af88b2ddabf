//! Statistical tests here accept the error probability stated with each; seeds are fixed.

use std::collections::BTreeSet;

use rand::Rng;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::*;

/// Draws per statistical test.
const COUNT: u64 = 100_000;

/// Standard errors that a normal estimate exceeds with probability 10⁻⁷ (two-sided).
const BOUND: f64 = 5.327;

/// Probability below which a chi-square statistic is rejected.
const CHI_SQUARE_ERROR: f64 = 1e-7;

const THEME: u64 = name_hash("T03");
const DURATION: Purpose = Purpose::new(name_hash("duration"));

fn chance(seed: u64, run: u64) -> DrawKey {
    DrawKey::new(seed, Layer::Chance, run)
}

/// A way from the numbers 0, 1, 2 … to draws whose names differ as little as possible.
type Neighbours = fn(u64) -> [u64; 2];

/// Every direction in which names can be neighbours.
const NEIGHBOURS: [(&str, Neighbours); 8] = [
    ("seed", |n| chance(n, 0).draw(THEME, DURATION)),
    ("run", |n| chance(7, n).draw(THEME, DURATION)),
    ("world", |n| {
        DrawKey::new(7, Layer::Ignorance, n).draw(THEME, DURATION)
    }),
    ("entity", |n| chance(7, 0).draw(n, DURATION)),
    ("name of the entity", |n| {
        chance(7, 0).draw(name_hash(&format!("T{n}")), DURATION)
    }),
    ("purpose", |n| chance(7, 0).draw(THEME, Purpose::new(n))),
    ("occurrence", |n| {
        chance(7, 0).draw(THEME, DURATION.occurrence(n as u32))
    }),
    ("outer occurrence", |n| {
        chance(7, 0).draw(THEME, DURATION.within(n as u32))
    }),
];

/// Correlation of pairs of uniforms, in standard errors under independence.
///
/// Each product of centred uniforms has mean 0 and variance 1/144.
fn correlation(pairs: impl Iterator<Item = (u64, u64)>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0_f64);
    for (left, right) in pairs {
        sum += 12.0 * (unit(left) - 0.5) * (unit(right) - 0.5);
        count += 1.0;
    }
    sum / count.sqrt()
}

/// Error probability 8 × 5 × 10⁻⁷.
#[test]
fn neighbouring_names_give_uncorrelated_draws() {
    for (direction, draw) in NEIGHBOURS {
        let draws: Vec<_> = (0..=COUNT).map(draw).collect();
        let next = || draws.iter().zip(&draws[1..]);
        for (what, found) in [
            (
                "first lanes",
                correlation(next().map(|(a, b)| (a[0], b[0]))),
            ),
            (
                "second lanes",
                correlation(next().map(|(a, b)| (a[1], b[1]))),
            ),
            (
                "second and first lane",
                correlation(next().map(|(a, b)| (a[1], b[0]))),
            ),
            (
                "first and second lane",
                correlation(next().map(|(a, b)| (a[0], b[1]))),
            ),
            (
                "lanes of one draw",
                correlation(draws.iter().map(|a| (a[0], a[1]))),
            ),
        ] {
            assert!(found.abs() < BOUND, "{direction}, {what}: {found}");
        }
    }
}

/// Error probability (8 × 10⁵ words)² / 2⁶⁵, below 10⁻⁷.
#[test]
fn neighbouring_names_never_give_the_same_word() {
    let mut seen = BTreeSet::new();
    for (direction, draw) in NEIGHBOURS {
        // From 1, as several directions start from the same name.
        for n in 1..COUNT / 2 {
            for word in draw(n) {
                assert!(seen.insert(word), "{direction} {n}");
            }
        }
    }
}

/// Each bit is 1 half of the time, and flips half of the time between neighbours.
///
/// Error probability 8 × 2 × 10⁻⁷.
#[test]
fn every_bit_is_fair_and_flips_between_neighbours() {
    let threshold = ChiSquared::new(128.0)
        .map(|distribution| distribution.inverse_cdf(1.0 - CHI_SQUARE_ERROR))
        .unwrap_or(f64::NAN);
    for (direction, draw) in NEIGHBOURS {
        let (mut ones, mut flips) = ([0_u64; 128], [0_u64; 128]);
        let mut previous = draw(COUNT);
        for n in 0..COUNT {
            let words = draw(n);
            for bit in 0..128 {
                let at = |words: [u64; 2]| words[bit / 64] >> (bit % 64) & 1;
                ones[bit] += at(words);
                flips[bit] += at(words) ^ at(previous);
            }
            previous = words;
        }
        for (what, counts) in [("ones", ones), ("flips", flips)] {
            let half = COUNT as f64 / 2.0;
            let found: f64 = counts
                .iter()
                .map(|&count| (count as f64 - half) * (count as f64 - half) / (half / 2.0))
                .sum();
            assert!(found < threshold, "{direction}, {what}: {found}");
        }
    }
}

/// Pairs of lanes fall evenly into 32 × 32 cells of the unit square.
///
/// Error probability 8 × 10⁻⁷.
#[test]
fn the_two_lanes_of_a_draw_fill_the_unit_square_evenly() {
    let threshold = ChiSquared::new(1023.0)
        .map(|distribution| distribution.inverse_cdf(1.0 - CHI_SQUARE_ERROR))
        .unwrap_or(f64::NAN);
    for (direction, draw) in NEIGHBOURS {
        let mut counts = [0_u32; 1024];
        for n in 0..COUNT {
            let [first, second] = draw(n);
            counts[(first >> 59 << 5 | second >> 59) as usize] += 1;
        }
        let expected = COUNT as f64 / 1024.0;
        let found: f64 = counts
            .iter()
            .map(|&count| (f64::from(count) - expected) * (f64::from(count) - expected) / expected)
            .sum();
        assert!(found < threshold, "{direction}: {found}");
    }
}

/// FNV-1a: test vectors of Fowler, Noll, Vo (draft-eastlake-fnv). Finaliser: the first output of
/// SplitMix64 from seed 0. Together: an independent implementation.
#[test]
fn name_hashes_have_known_answers() {
    assert_eq!(fnv_1a(b""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(fnv_1a(b"a"), 0xaf63_dc4c_8601_ec8c);
    assert_eq!(fnv_1a(b"foobar"), 0x8594_4171_f739_67e8);
    assert_eq!(finalise(0x9e37_79b9_7f4a_7c15), 0xe220_a839_7b1d_cdaf);
    assert_eq!(name_hash("T03"), 0xd7b3_150b_caf4_5ab0);
    assert_eq!(name_hash("創薬"), 0x647f_9b91_1ca9_b559);
}

/// Expected values: an independent implementation. A change here changes every result.
#[test]
fn draws_have_known_answers() {
    let draw = chance(2013, 17).draw(THEME, DURATION);
    assert_eq!(draw, [0xa878_e9c8_6936_78d7, 0x6d2d_6d55_b50f_25ae]);
    let world = DrawKey::new(2013, Layer::Ignorance, 17);
    assert_eq!(
        world.draw(THEME, DURATION.occurrence(2)),
        [0x1d07_c610_98f2_8836, 0xf8e0_0de6_e3d9_4b5d]
    );
}

#[test]
fn a_unit_lies_in_the_open_interval_and_is_symmetric() {
    assert_eq!(unit(0), f64::EPSILON / 2.0);
    assert_eq!(unit(u64::MAX), 1.0 - f64::EPSILON / 2.0);
    for bits in [0, 1 << 12, 0x0123_4567_89ab_cdef, u64::MAX] {
        assert_eq!(unit(bits), 1.0 - unit(!bits));
    }
}

#[test]
fn a_unit_is_the_first_lane() {
    let key = chance(1, 2);
    let [first, second] = key.draw(THEME, DURATION);
    assert_eq!(key.units(THEME, DURATION), [unit(first), unit(second)]);
    assert_eq!(key.unit(THEME, DURATION), unit(first));
}

#[test]
fn occurrence_zero_is_the_purpose_itself() {
    assert_eq!(DURATION.occurrence(0), DURATION);
    assert_ne!(DURATION.within(0), DURATION);
}

#[test]
fn inner_and_outer_occurrences_are_told_apart() {
    let mut seen = BTreeSet::new();
    for outer in 0..100 {
        for inner in 0..100 {
            assert!(seen.insert(DURATION.within(outer).occurrence(inner).0));
        }
    }
}

#[test]
fn a_stream_begins_with_its_draw_and_never_meets_that_of_another_occurrence() {
    let key = chance(3, 4);
    let mut seen = BTreeSet::new();
    for occurrence in 0..100 {
        let purpose = DURATION.occurrence(occurrence);
        let mut stream = key.stream(THEME, purpose);
        let words: Vec<_> = (0..100).map(|_| stream.next_u64()).collect();
        assert_eq!(words[..2], key.draw(THEME, purpose));
        for word in words {
            assert!(seen.insert(word));
        }
    }
}

#[test]
fn a_stream_gives_the_same_words_as_halves_and_bytes() {
    let stream = || chance(3, 4).stream(THEME, DURATION);
    let (mut words, mut halves, mut bytes) = (stream(), stream(), stream());
    let mut buffer = [0; 20];
    bytes.fill_bytes(&mut buffer);
    for index in 0..2 {
        let word = words.next_u64();
        assert_eq!(halves.next_u32(), (word >> 32) as u32);
        assert_eq!(buffer[8 * index..8 * (index + 1)], word.to_le_bytes());
    }
    assert_eq!(buffer[16..], words.next_u64().to_le_bytes()[..4]);
}

/// Error probability 10⁻⁷.
#[test]
fn successive_words_of_a_stream_are_uncorrelated() {
    let mut stream = chance(5, 6).stream(THEME, DURATION);
    let words: Vec<_> = (0..=COUNT).map(|_| stream.next_u64()).collect();
    let found = correlation(words.iter().copied().zip(words[1..].iter().copied()));
    assert!(found.abs() < BOUND, "{found}");
}
