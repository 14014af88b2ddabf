//! Draws by name: what is drawn decides the number, not when.
//!
//! A draw belongs to a key (seed, layer, run or world), an entity (a theme, an institute, a
//! parameter path) and a purpose with its occurrence (the second repeat of this activity). Adding
//! a theme or changing a parameter leaves every other draw as it was.
//!
//! Entity and purpose are the two words of a Philox counter, so within one key two draws are
//! equal only if both words are; names are hashed to 64 bits, where among a million names the
//! chance of any collision is 3·10⁻⁸.

use std::convert::Infallible;

use rand::TryRng;
use rand::rand_core::utils::fill_bytes_via_next_word;

use super::philox::{philox2x64, philox2x64_rounds};

#[cfg(test)]
mod tests;

/// Step of the purpose word from one occurrence to the next: the fractional part of √3 − 1 in
/// 64 bits, an odd number, so that its multiples are all different modulo 2⁶⁴.
const OCCURRENCE_STEP: u64 = 0xBB67_AE85_84CA_A73B;

/// Step of the purpose word from one block of a stream to the next.
///
/// With n < 2³² occurrences and b < 2³² blocks, n + 2³² b is different for each (n, b), and so is
/// its multiple: the streams of different occurrences never meet.
const BLOCK_STEP: u64 = OCCURRENCE_STEP << 32;

/// Hash of a name, from its UTF-8 bytes; the same on every platform and in every version.
///
/// FNV-1a (64 bits; Fowler, Noll, Vo), whose last bytes reach few bits, followed by the finaliser
/// of SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195), a bijection in which
/// each bit reaches every bit. Names that look alike are different names: normalise Unicode
/// before.
///
/// ```
/// use soyaku::random::name_hash;
///
/// const OUTCOME: u64 = name_hash("outcome");
/// assert_ne!(OUTCOME, name_hash("duration"));
/// ```
#[must_use]
pub const fn name_hash(text: &str) -> u64 {
    finalise(fnv_1a(text.as_bytes()))
}

const fn fnv_1a(bytes: &[u8]) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    let mut index = 0;
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u64).wrapping_mul(0x0000_0100_0000_01B3);
        index += 1;
    }
    hash
}

const fn finalise(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

/// The name of part `n` of an entity, an entity of its own: a call of a theme, its second life.
#[inline]
#[must_use]
pub const fn part_of(entity: u64, n: u32) -> u64 {
    Purpose(entity).within(n).0
}

/// A number in the open interval (0,1) from 64 random bits: (2k + 1)/2⁵³ with k the upper 52 bits.
///
/// Smallest 2⁻⁵³, largest 1 − 2⁻⁵³, mean exactly ½; 1 − u is exact and as likely as u. One bit
/// more would need rounding, which reaches 1.
#[inline]
#[must_use]
pub fn unit(bits: u64) -> f64 {
    const STEP: f64 = 1.0 / (1_u64 << 52) as f64;
    ((bits >> 12) as f64 + 0.5) * STEP
}

/// The two layers of uncertainty, whose draws are unrelated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// What happens in one run (aleatory).
    Chance,
    /// What is not known about the world that several runs share (epistemic).
    Ignorance,
}

impl Layer {
    const fn word(self) -> u64 {
        match self {
            Self::Chance => name_hash("chance"),
            Self::Ignorance => name_hash("ignorance"),
        }
    }
}

/// What is drawn: the hash of its name, moved on by its occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose(u64);

impl Purpose {
    /// A purpose from the hash of its name (see [`name_hash`]); its first occurrence is number 0.
    #[must_use]
    pub const fn new(name_hash: u64) -> Self {
        Self(name_hash)
    }

    /// Occurrence `n` of this purpose; number 0 is the purpose itself.
    ///
    /// Occurrences add up: `occurrence(1).occurrence(2)` is `occurrence(3)`. For an occurrence of
    /// two numbers use [`Self::within`] for the outer one.
    #[inline]
    #[must_use]
    pub const fn occurrence(self, n: u32) -> Self {
        Self(
            self.0
                .wrapping_add((n as u64).wrapping_mul(OCCURRENCE_STEP)),
        )
    }

    /// This purpose within the outer occurrence `n`, a purpose of its own.
    ///
    /// ```
    /// use soyaku::random::{Purpose, name_hash};
    ///
    /// let applies = Purpose::new(name_hash("applies"));
    /// let (first_call, second_call) = (applies.within(0), applies.within(1));
    /// assert_ne!(first_call.occurrence(1), second_call.occurrence(0));
    /// ```
    #[inline]
    #[must_use]
    pub const fn within(self, n: u32) -> Self {
        Self(finalise(self.occurrence(n).0))
    }
}

/// The key of all draws of one run, or of one world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawKey(u64);

impl DrawKey {
    /// Key of a run (layer chance) or a world (layer ignorance).
    ///
    /// `index` is the number of the run or world, from 0. Seeds and indices that are neighbours
    /// give unrelated keys. Keys are 64 bits of a hash: among 10⁷ runs the chance that any two
    /// share theirs is 3·10⁻⁶.
    #[must_use]
    pub fn new(seed: u64, layer: Layer, index: u64) -> Self {
        // Ten rounds, as this is off the hot path and counters and keys are most regular here.
        let [key, _] = philox2x64_rounds::<10>([index, layer.word()], seed);
        Self(key)
    }

    /// Two independent random words for a purpose of an entity (as hashed by [`name_hash`]).
    #[inline]
    #[must_use]
    pub fn draw(self, entity: u64, purpose: Purpose) -> [u64; 2] {
        philox2x64([entity, purpose.0], self.0)
    }

    /// Two independent uniforms in the open interval (0,1); the first is that of [`Self::unit`].
    #[inline]
    #[must_use]
    pub fn units(self, entity: u64, purpose: Purpose) -> [f64; 2] {
        self.draw(entity, purpose).map(unit)
    }

    /// One uniform in the open interval (0,1).
    #[inline]
    #[must_use]
    pub fn unit(self, entity: u64, purpose: Purpose) -> f64 {
        let [u, _] = self.units(entity, purpose);
        u
    }

    /// As many random words as are wanted; they begin with those of [`Self::draw`].
    ///
    /// So a purpose is used either for a draw or for a stream.
    #[must_use]
    pub fn stream(self, entity: u64, purpose: Purpose) -> NamedStream {
        NamedStream {
            key: self,
            entity,
            next: purpose,
            spare: None,
        }
    }
}

/// A stream of random words by name, for samplers that need a count not known beforehand.
///
/// Repeats after 2³³ words of 64 bits. Implements the generator traits of `rand`:
///
/// ```
/// use rand::Rng;
/// use soyaku::random::{DrawKey, Layer, Purpose, name_hash};
///
/// let key = DrawKey::new(7, Layer::Chance, 0);
/// let mut weights = key.stream(name_hash("T03"), Purpose::new(name_hash("weights")));
/// assert_ne!(weights.next_u64(), weights.next_u64());
/// ```
#[derive(Clone, Debug)]
pub struct NamedStream {
    key: DrawKey,
    entity: u64,
    /// Purpose word of the next block.
    next: Purpose,
    /// Second word of the last block, if not yet used.
    spare: Option<u64>,
}

impl NamedStream {
    #[inline]
    fn next_word(&mut self) -> u64 {
        if let Some(word) = self.spare.take() {
            return word;
        }
        let [first, second] = self.key.draw(self.entity, self.next);
        self.next = Purpose(self.next.0.wrapping_add(BLOCK_STEP));
        self.spare = Some(second);
        first
    }
}

impl TryRng for NamedStream {
    type Error = Infallible;

    /// The upper half of one word of 64 bits; the lower half is dropped.
    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.next_word() >> 32) as u32)
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.next_word())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        fill_bytes_via_next_word(bytes, || self.try_next_u64())
    }
}
