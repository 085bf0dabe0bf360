//! Arithmetic on constant numbers, with Python's rules.

use dashu_int::ops::BitTest;
use dashu_int::{IBig, Sign, UBig};
use tauraro_bytecode::{BigInt, Const};
use tauraro_syntax::ast::Operator;

/// Ints that folding may make are at most this wide.
const INT_BITS_MAX: usize = 128;

/// A constant as a number; `bool` counts as int.
enum Number {
    Int(IBig),
    Float(f64),
    Complex(f64, f64),
}

fn number(value: &Const) -> Option<Number> {
    Some(match value {
        Const::Bool(value) => Number::Int(IBig::from(*value)),
        Const::Int(value) => Number::Int(IBig::from(*value)),
        Const::BigInt(value) => Number::Int(big(value)),
        Const::Float(value) => Number::Float(*value),
        Const::Complex(real, imag) => Number::Complex(*real, *imag),
        _ => return None,
    })
}

fn big(value: &BigInt) -> IBig {
    let sign = if value.negative { Sign::Negative } else { Sign::Positive };
    IBig::from_parts(sign, UBig::from_le_bytes(&value.magnitude))
}

fn int(value: IBig) -> Const {
    match i64::try_from(&value) {
        Ok(value) => Const::Int(value),
        Err(_) => {
            let (sign, magnitude) = value.into_parts();
            Const::BigInt(BigInt { negative: sign == Sign::Negative, magnitude: magnitude.to_le_bytes() })
        }
    }
}

/// The value of an int literal's text in its radix; the text is known to be right.
fn int_from_text(digits: &str, radix: u32) -> Option<Const> {
    IBig::from_str_radix(digits, radix).ok().map(int)
}

/// The value of a whole int literal: underscores, prefix and all.
pub(crate) fn parse_int(token: &str) -> Option<Const> {
    let digits: String = token.chars().filter(|c| *c != '_').collect();
    let radix = match digits.get(..2) {
        Some("0x" | "0X") => 16,
        Some("0o" | "0O") => 8,
        Some("0b" | "0B") => 2,
        _ => return int_from_text(&digits, 10),
    };
    int_from_text(&digits[2..], radix)
}

pub(super) fn negative(value: &Const) -> Option<Const> {
    Some(match number(value)? {
        Number::Int(value) => int(-value),
        Number::Float(value) => Const::Float(-value),
        Number::Complex(real, imag) => Const::Complex(-real, -imag),
    })
}

pub(super) fn positive(value: &Const) -> Option<Const> {
    Some(match number(value)? {
        Number::Int(value) => int(value),
        Number::Float(value) => Const::Float(value),
        Number::Complex(real, imag) => Const::Complex(real, imag),
    })
}

pub(super) fn invert(value: &Const) -> Option<Const> {
    // `~True` warns at run time.
    match value {
        Const::Int(value) => Some(Const::Int(!value)),
        Const::BigInt(value) => Some(int(!big(value))),
        _ => None,
    }
}

pub(super) fn binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    if let (Const::Bool(left), Const::Bool(right)) = (left, right) {
        match op {
            Operator::BitAnd => return Some(Const::Bool(left & right)),
            Operator::BitOr => return Some(Const::Bool(left | right)),
            Operator::BitXor => return Some(Const::Bool(left ^ right)),
            _ => {}
        }
    }
    match (number(left)?, number(right)?) {
        (Number::Int(left), Number::Int(right)) => ints(op, left, right),
        (Number::Complex(..), _) | (_, Number::Complex(..)) => complex(op, &number(left)?, &number(right)?),
        (left, right) => floats(op, float(&left)?, float(&right)?),
    }
}

/// A real number as a float, if it is one exactly (ints beyond 2^53 round; left to run time).
fn float(value: &Number) -> Option<f64> {
    match value {
        Number::Int(value) => {
            let small = i64::try_from(value).ok()?;
            (small.unsigned_abs() <= 1 << 53).then_some(small as f64)
        }
        Number::Float(value) => Some(*value),
        Number::Complex(..) => None,
    }
}

fn ints(op: Operator, left: IBig, right: IBig) -> Option<Const> {
    let zero = IBig::ZERO;
    match op {
        Operator::Add => Some(int(left + right)),
        Operator::Sub => Some(int(left - right)),
        Operator::Mult => {
            let fits = left == zero || right == zero || left.bit_len() + right.bit_len() <= INT_BITS_MAX;
            fits.then(|| int(left * right))
        }
        Operator::Div if right != zero => {
            let quotient = float(&Number::Int(left))? / float(&Number::Int(right))?;
            Some(Const::Float(quotient))
        }
        Operator::FloorDiv if right != zero => Some(int(floor_div(&left, &right).0)),
        Operator::Mod if right != zero => Some(int(floor_div(&left, &right).1)),
        Operator::Pow => power(left, right),
        Operator::LShift => {
            let shift = usize::try_from(&right).ok().filter(|shift| *shift <= INT_BITS_MAX)?;
            let fits = left == zero || left.bit_len() + shift <= INT_BITS_MAX;
            fits.then(|| int(left << shift))
        }
        // `>>` of dashu rounds to minus infinity, as Python's.
        Operator::RShift => Some(int(left >> usize::try_from(&right).ok()?)),
        Operator::BitAnd => Some(int(left & right)),
        Operator::BitOr => Some(int(left | right)),
        Operator::BitXor => Some(int(left ^ right)),
        _ => None,
    }
}

/// Quotient and remainder with the sign of the divisor.
fn floor_div(left: &IBig, right: &IBig) -> (IBig, IBig) {
    let (quotient, remainder) = (left / right, left % right);
    if remainder != IBig::ZERO && (remainder.sign() != right.sign()) {
        (quotient - IBig::ONE, remainder + right)
    } else {
        (quotient, remainder)
    }
}

fn power(left: IBig, right: IBig) -> Option<Const> {
    if right.sign() == Sign::Negative {
        if left == IBig::ZERO {
            return None;
        }
        return floats(Operator::Pow, float(&Number::Int(left))?, float(&Number::Int(right))?);
    }
    let exponent = usize::try_from(&right).ok()?;
    let fits = left == IBig::ZERO || left.bit_len().checked_mul(exponent)? <= INT_BITS_MAX;
    fits.then(|| int(left.pow(exponent)))
}

fn floats(op: Operator, left: f64, right: f64) -> Option<Const> {
    let value = match op {
        Operator::Add => left + right,
        Operator::Sub => left - right,
        Operator::Mult => left * right,
        Operator::Div if right != 0.0 => left / right,
        Operator::Mod if right != 0.0 => float_divmod(left, right).1,
        Operator::FloorDiv if right != 0.0 => float_divmod(left, right).0,
        Operator::Pow => {
            // What raises or gives a complex number is for run time.
            let plain = left > 0.0 || left < 0.0 && right.fract() == 0.0 || left == 0.0 && right > 0.0;
            let value = if plain { left.powf(right) } else { return None };
            return value.is_finite().then_some(Const::Float(value));
        }
        _ => return None,
    };
    Some(Const::Float(value))
}

/// Floor quotient and remainder of floats, as `divmod` computes them.
fn float_divmod(left: f64, right: f64) -> (f64, f64) {
    let mut remainder = left % right;
    let mut quotient = (left - remainder) / right;
    if remainder == 0.0 {
        remainder = 0f64.copysign(right);
    } else if (right < 0.0) != (remainder < 0.0) {
        remainder += right;
        quotient -= 1.0;
    }
    let floor = if quotient == 0.0 {
        0f64.copysign(left / right)
    } else {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    };
    (floor, remainder)
}

/// Sums and products; a real operand has no imaginary part at all (not a zero one).
fn complex(op: Operator, left: &Number, right: &Number) -> Option<Const> {
    let value = match (left, right) {
        (Number::Complex(a, b), Number::Complex(c, d)) => match op {
            Operator::Add => (a + c, b + d),
            Operator::Sub => (a - c, b - d),
            Operator::Mult => (a * c - b * d, a * d + b * c),
            _ => return None,
        },
        (Number::Complex(a, b), real) => {
            let real = float(real)?;
            match op {
                Operator::Add => (a + real, *b),
                Operator::Sub => (a - real, *b),
                Operator::Mult => (a * real, b * real),
                Operator::Div if real != 0.0 => (a / real, b / real),
                _ => return None,
            }
        }
        (real, Number::Complex(c, d)) => {
            let real = float(real)?;
            match op {
                Operator::Add => (real + c, *d),
                Operator::Sub => (real - c, -d),
                Operator::Mult => (real * c, real * d),
                _ => return None,
            }
        }
        _ => return None,
    };
    (value.0.is_finite() && value.1.is_finite()).then_some(Const::Complex(value.0, value.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(left: Const, op: Operator, right: Const) -> String {
        binary(op, &left, &right).map_or("-".to_owned(), |value| format!("{value:?}"))
    }

    #[test]
    fn int_rules() {
        let i = Const::Int;
        assert_eq!(fold(i(-7), Operator::FloorDiv, i(2)), "Int(-4)");
        assert_eq!(fold(i(-7), Operator::Mod, i(2)), "Int(1)");
        assert_eq!(fold(i(7), Operator::Mod, i(-2)), "Int(-1)");
        assert_eq!(fold(i(-8), Operator::Mod, i(2)), "Int(0)");
        assert_eq!(fold(i(1), Operator::Div, i(0)), "-");
        assert_eq!(fold(i(-5), Operator::RShift, i(1)), "Int(-3)");
        assert_eq!(fold(i(1), Operator::LShift, i(129)), "-");
        assert_eq!(fold(i(2), Operator::Pow, i(-1)), "Float(0.5)");
        assert_eq!(fold(i(10), Operator::Pow, i(100)), "-");
        assert_eq!(fold(i(i64::MAX), Operator::Add, i(1)), fold(i(1), Operator::LShift, i(63)));
        assert_eq!(fold(Const::Bool(true), Operator::Add, i(1)), "Int(2)");
        assert_eq!(fold(Const::Bool(true), Operator::BitOr, Const::Bool(false)), "Bool(true)");
    }

    #[test]
    fn float_rules() {
        let f = Const::Float;
        assert_eq!(fold(f(-7.5), Operator::FloorDiv, f(2.0)), "Float(-4.0)");
        assert_eq!(fold(f(-7.5), Operator::Mod, f(2.0)), "Float(0.5)");
        assert_eq!(fold(f(-0.0), Operator::Mod, f(2.0)), "Float(0.0)");
        assert_eq!(fold(f(0.0), Operator::Pow, f(-1.0)), "-");
        assert_eq!(fold(f(-8.0), Operator::Pow, f(0.5)), "-");
        assert_eq!(fold(Const::Int(1), Operator::Add, Const::Complex(0.0, 2.0)), "Complex(1.0, 2.0)");
        assert_eq!(fold(Const::Int(1), Operator::Sub, Const::Complex(0.0, 0.0)), "Complex(1.0, -0.0)");
    }

    #[test]
    fn literals() {
        assert!(matches!(parse_int("0xff_ff"), Some(Const::Int(0xffff))));
        assert!(matches!(parse_int("1_000"), Some(Const::Int(1000))));
        let Some(Const::BigInt(big)) = parse_int("0x1_0000_0000_0000_0000") else { panic!() };
        assert_eq!(&*big.magnitude, [0, 0, 0, 0, 0, 0, 0, 0, 1]);
    }
}
