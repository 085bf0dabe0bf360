//! `_statistics`: the inverse of the normal distribution, which `statistics.NormalDist` asks for.

use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Vm, defs, pyfunction};

/// Where the middle of the distribution ends: `|p - 1/2|`.
const MIDDLE: f64 = 0.425;
/// Its square, as the algorithm writes it.
const MIDDLE_SQUARED: f64 = 0.180625;
/// Where the far tails begin: `sqrt(-log(p))`.
const FAR: f64 = 5.0;

/// A quotient of two polynomials, highest power first.
struct Quotient {
    above: [f64; 8],
    below: [f64; 8],
}

impl Quotient {
    /// The quotient at `x`, times `factor`.
    fn at(&self, x: f64, factor: f64) -> f64 {
        let value = |row: &[f64; 8]| row.iter().fold(0.0, |sum, c| sum * x + c);
        value(&self.above) * factor / value(&self.below)
    }
}

// The coefficients of Wichura's algorithm AS241 (Applied Statistics 37, 1988), good to about
// 16 digits.
const NEAR_MIDDLE: Quotient = Quotient {
    above: [
        2_509.080_928_730_122_7,
        33_430.575_583_588_13,
        67_265.770_927_008_7,
        45_921.953_931_549_87,
        13_731.693_765_509_46,
        1_971.590_950_306_551_3,
        133.141_667_891_784_38,
        3.387_132_872_796_366_5,
    ],
    below: [
        5_226.495_278_852_854,
        28_729.085_735_721_943,
        39_307.895_800_092_71,
        21_213.794_301_586_597,
        5_394.196_021_424_751,
        687.187_007_492_057_9,
        42.313_330_701_600_91,
        1.0,
    ],
};
const NEAR_TAIL: Quotient = Quotient {
    above: [
        0.000_774_545_014_278_341_4,
        0.022_723_844_989_269_184,
        0.241_780_725_177_450_6,
        1.270_458_252_452_368_4,
        3.647_848_324_763_204_5,
        5.769_497_221_460_691,
        4.630_337_846_156_546,
        1.423_437_110_749_683_5,
    ],
    below: [
        1.050_750_071_644_416_9e-9,
        0.000_547_593_808_499_534_5,
        0.015_198_666_563_616_457,
        0.148_103_976_427_480_08,
        0.689_767_334_985_1,
        1.676_384_830_183_803_8,
        2.053_191_626_637_759,
        1.0,
    ],
};
const FAR_TAIL: Quotient = Quotient {
    above: [
        2.010_334_399_292_288_1e-7,
        2.711_555_568_743_487_6e-5,
        0.001_242_660_947_388_078_4,
        0.026_532_189_526_576_124,
        0.296_560_571_828_504_87,
        1.784_826_539_917_291_3,
        5.463_784_911_164_114,
        6.657_904_643_501_103,
    ],
    below: [
        2.044_263_103_389_939_7e-15,
        1.421_511_758_316_446e-7,
        1.846_318_317_510_054_8e-5,
        0.000_786_869_131_145_613_3,
        0.014_875_361_290_850_615,
        0.136_929_880_922_735_8,
        0.599_832_206_555_888,
        1.0,
    ],
};

/// The value below which a part `p` of a normal distribution lies.
#[pyfunction("_statistics._normal_dist_inv_cdf(p, mu, sigma, /)")]
fn normal_dist_inv_cdf(vm: &mut Vm, p: f64, mu: f64, sigma: f64) -> PyResult<f64> {
    if p <= 0.0 || p >= 1.0 {
        return Err(vm.value_error("inv_cdf undefined for these parameters"));
    }
    let q = p - 0.5;
    if q.abs() <= MIDDLE {
        let x = NEAR_MIDDLE.at(MIDDLE_SQUARED - q * q, q);
        return Ok(mu + x * sigma);
    }
    let r = (-(if q <= 0.0 { p } else { 1.0 - p }).ln()).sqrt();
    let x = if r <= FAR { NEAR_TAIL.at(r - 1.6, 1.0) } else { FAR_TAIL.at(r - FAR, 1.0) };
    let x = if q < 0.0 { -x } else { x };
    Ok(mu + x * sigma)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    vm.new_module("_statistics", Some("The slow part of the module statistics."), defs![normal_dist_inv_cdf])
}
