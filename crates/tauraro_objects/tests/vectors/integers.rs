//! Arithmetic of integers, their hashes, and the random generator.

use std::cmp::Ordering;

use dashu_int::IBig;
use rustpython_wtf8::Wtf8Buf;
use tauraro_objects::bigint::{self, IntRef, IntValue};
use tauraro_objects::fault::Fault;
use tauraro_objects::hash;
use tauraro_objects::mt19937::MersenneTwister;
use tauraro_objects::text::bytes;

use crate::{Row, check_all, float_bits, show};

fn int(text: &str) -> IntValue {
    IntValue::from(text.parse::<IBig>().expect("an int in the vectors"))
}

fn shown(value: IntValue) -> String {
    IBig::from(value).to_string()
}

#[test]
fn bigint() {
    check_all("bigint", include_str!("../data/bigint.txt"), |row| show(bigint_row(row).map(Wtf8Buf::from)));
}

fn bigint_row(row: &Row) -> Result<String, Fault> {
    let op = row.text(0);
    match op {
        "from_bytes" => {
            let data = bytes::from_hex(row.text(1).as_bytes())?;
            let value = bigint::from_bytes(&data, row.text(2) == "big", row.text(3) == "True");
            return Ok(shown(value));
        }
        "float" => return Ok(float_bits(int(row.text(1)).borrow().to_f64()?)),
        "cmp" | "hash" | "isqrt" | "bits" | "random" | "to_bytes" => return unary_row(row),
        _ => {}
    }
    let (a, b) = (int(row.text(1)), int(row.text(2)));
    let (x, y) = (a.borrow(), b.borrow());
    Ok(match op {
        "divmod" => {
            let (quotient, rest) = bigint::div_mod(x, y)?;
            assert_eq!(bigint::floor_div(x, y)?, quotient);
            assert_eq!(bigint::floor_mod(x, y)?, rest);
            format!("{} {}", shown(quotient), shown(rest))
        }
        "truediv" => float_bits(bigint::true_divide(x, y)?),
        "shl" => shown(bigint::shift_left(x, y)?),
        "shr" => shown(bigint::shift_right(x, y)?),
        "pow" => shown(bigint::pow(x, y)?),
        "powmod" => shown(bigint::pow_mod(x, y, int(row.text(3)).borrow())?),
        "gcd" => shown(bigint::gcd(x, y)),
        "lcm" => shown(bigint::lcm(x, y)),
        "round" => {
            let IntValue::Small(tens) = b else { panic!("digits are few") };
            shown(bigint::round_to_tens(x, tens as u64))
        }
        "comb" => format!("{} {}", shown(bigint::comb(x, y)?), shown(bigint::perm(x, y)?)),
        _ => {
            let (x, y) = (x.to_big(), y.to_big());
            let joined = match op {
                "and" => &x & &y,
                "or" => &x | &y,
                _ => &x ^ &y,
            };
            format!("{joined} {}", !x)
        }
    })
}

fn unary_row(row: &Row) -> Result<String, Fault> {
    let value = int(row.text(1));
    let a = value.borrow();
    Ok(match row.text(0) {
        "cmp" => {
            let order = bigint::compare_float(a, row.float(2));
            let is = |wanted| u8::from(order == Some(wanted));
            format!("{} {} {}", is(Ordering::Less), is(Ordering::Equal), is(Ordering::Greater))
        }
        "hash" => {
            let of_int = match a {
                IntRef::Small(small) => hash::hash_int(small),
                IntRef::Big(big) => hash::hash_big(big),
            };
            assert_eq!(of_int, hash::hash_big(&a.to_big()));
            let of_float = hash::hash_float(row.float(2));
            format!("{of_int} {}", of_float.map_or("nan".to_owned(), |hash| hash.to_string()))
        }
        "isqrt" => shown(bigint::isqrt(a)?),
        "bits" => format!("{} {}", bigint::bit_length(a), bigint::bit_count(a)),
        "random" => {
            let mut twister = MersenneTwister::from_int(a);
            let count = row.text(2).parse().expect("a bit count");
            let first = float_bits(twister.random());
            let bits = shown(twister.random_bits(count));
            format!("{first} {bits} {}", float_bits(twister.random()))
        }
        _ => {
            let length = row.text(2).parse().expect("a length");
            let bytes = bigint::to_bytes(a, length, row.text(3) == "big", row.text(4) == "True")?;
            bytes::hex(&bytes, None)
        }
    })
}
