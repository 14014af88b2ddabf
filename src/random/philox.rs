//! Philox2x64, a counter-based generator: a keyed bijection of 128 bits that looks random.
//!
//! Source: Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3",
//! doi:10.1145/2063384.2063405. There, six rounds of this generator pass all of BigCrush, also
//! with interleaved streams of different keys; [`philox2x64`] takes seven as a margin.
//!
//! Not for secrets: given outputs, the key can be found.

/// Multiplier of a round (Salmon et al. 2011, table 2).
const MULTIPLIER: u64 = 0xD2B7_4407_B1CE_6E93;

/// Added to the key between rounds: the golden ratio in 64 bits (Weyl sequence).
const KEY_STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// Rounds of [`philox2x64`].
const ROUNDS: u32 = 7;

/// Two random words for a counter and a key.
///
/// For one key this is a bijection: different counters give different pairs.
///
/// ```
/// use soyaku::random::philox::philox2x64;
///
/// assert_eq!(philox2x64([0, 0], 0), [0xb41d_a69f_bfef_c666, 0x511e_9ce1_a553_4056]);
/// ```
#[inline]
#[must_use]
pub fn philox2x64(counter: [u64; 2], key: u64) -> [u64; 2] {
    philox2x64_rounds::<ROUNDS>(counter, key)
}

/// [`philox2x64`] with a number of rounds of choice; under six, flaws can be detected.
#[inline]
#[must_use]
pub fn philox2x64_rounds<const ROUNDS: u32>(counter: [u64; 2], key: u64) -> [u64; 2] {
    let [mut left, mut right] = counter;
    let mut key = key;
    for _ in 0..ROUNDS {
        let product = u128::from(MULTIPLIER) * u128::from(left);
        let (high, low) = ((product >> 64) as u64, product as u64);
        (left, right) = (high ^ key ^ right, low);
        key = key.wrapping_add(KEY_STEP);
    }
    [left, right]
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONES: u64 = u64::MAX;

    /// Counter and key made of the first hexadecimal digits of π.
    const PI_COUNTER: [u64; 2] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344];
    const PI_KEY: u64 = 0xa409_3822_299f_31d0;

    /// Expected values: Random123, file `tests/kat_vectors`, lines `philox2x64 7`.
    #[test]
    fn seven_rounds_give_the_published_answers() {
        for (counter, key, expected) in [
            ([0, 0], 0, [0xb41d_a69f_bfef_c666, 0x511e_9ce1_a553_4056]),
            (
                [ONES, ONES],
                ONES,
                [0xa469_6cc0_4462_015d, 0x7247_82da_e171_69e9],
            ),
            (
                PI_COUNTER,
                PI_KEY,
                [0x98ed_1534_392b_f372, 0x6752_8b15_6888_2fd5],
            ),
        ] {
            assert_eq!(philox2x64(counter, key), expected);
            assert_eq!(philox2x64_rounds::<7>(counter, key), expected);
        }
    }

    /// Expected values: Random123, file `tests/kat_vectors`, lines `philox2x64 10`.
    #[test]
    fn ten_rounds_give_the_published_answers() {
        for (counter, key, expected) in [
            ([0, 0], 0, [0xca00_a045_9843_d731, 0x66c2_4222_c9a8_45b5]),
            (
                [ONES, ONES],
                ONES,
                [0x65b0_21d6_0cd8_310f, 0x4d02_f322_2f86_df20],
            ),
            (
                PI_COUNTER,
                PI_KEY,
                [0x0a5e_742c_2997_341c, 0xb0f8_83d3_8000_de5d],
            ),
        ] {
            assert_eq!(philox2x64_rounds::<10>(counter, key), expected);
        }
    }
}
