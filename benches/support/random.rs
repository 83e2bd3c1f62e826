//! Numbers that look random and are the same in every run (SplitMix64).

pub struct Random(u64);

impl Random {
    /// The numbers of one line of the register: each line has its own, so any line can be made alone.
    pub fn of_line(seed: u64, line: u64) -> Self {
        let mut random = Self(seed ^ line.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    /// True this often in a thousand times.
    pub fn chance(&mut self, per_mille: u64) -> bool {
        self.next() % 1000 < per_mille
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let index = self.between(0, from.len() as u64 - 1);
        &from[usize::try_from(index).unwrap_or_default()]
    }

    /// One of several, each as often as its weight.
    pub fn weighted<T: Copy>(&mut self, from: &[(T, u64)]) -> T {
        let mut left = self.between(1, from.iter().map(|(_, weight)| weight).sum());
        for (value, weight) in from {
            if left <= *weight {
                return *value;
            }
            left -= weight;
        }
        from[0].0
    }
}
