//! Filter chains: from the dicts that Python describes them by, and their properties as bytes.

use liblzma::stream::{Filters, LzmaOptions, MatchFinder, Mode};
use tauraro_core::object::Str;
use tauraro_core::{Dict, Gc, PyResult, Raised, Value, Vm};

pub(super) const LZMA1: u64 = 0x4000_0000_0000_0001;
pub(super) const LZMA2: u64 = 0x21;
pub(super) const DELTA: u64 = 3;
pub(super) const X86: u64 = 4;
pub(super) const POWERPC: u64 = 5;
pub(super) const IA64: u64 = 6;
pub(super) const ARM: u64 = 7;
pub(super) const ARM_THUMB: u64 = 8;
pub(super) const SPARC: u64 = 9;

/// Most filters in a chain.
const CHAIN_MAX: usize = 4;
const DICT_BYTES_DEFAULT: u32 = 8 << 20;

/// One described filter.
pub(super) enum Filter {
    Lzma {
        id: u64,
        options: LzmaOptions,
        properties: Lzma,
    },
    /// The distance.
    Delta(u32),
    /// The offset of addresses.
    Branch {
        id: u64,
        start_offset: u32,
    },
}

/// What the properties of an LZMA filter say.
pub(super) struct Lzma {
    dict_size: u32,
    lc: u32,
    lp: u32,
    pb: u32,
}

fn number(vm: &mut Vm, v: Value, bits: u32) -> PyResult<u64> {
    let v = vm.index(v)?;
    let n = v.as_int().and_then(|i| u64::try_from(&i.to_ibig()).ok());
    match n {
        Some(n) if bits == 64 || n >> bits == 0 => Ok(n),
        _ if v.as_int().is_some_and(|i| i.is_negative()) => Err(vm.value_error("Cannot convert negative int")),
        _ => Err(vm.overflow_error(format!("Value too large for uint{bits}_t type"))),
    }
}

fn item(vm: &mut Vm, spec: Value, name: &str) -> PyResult<Option<Value>> {
    let key = vm.intern(name).value();
    let found = vm.getitem(spec, key);
    vm.catching(found, vm.exc.key_error)
}

fn checked_keys(vm: &mut Vm, spec: Value, known: &[&str], what: &str) -> PyResult<()> {
    vm.for_each(spec, |vm, key| {
        let name = key.cast::<Str>().map(|s| s.to_string_lossy());
        match name.is_some_and(|n| n == "id" || known.contains(&n.as_str())) {
            true => Ok(()),
            false => Err(vm.value_error(format!("Invalid filter specifier for {what} filter"))),
        }
    })
}

fn options(vm: &mut Vm, spec: Value) -> PyResult<(LzmaOptions, Lzma)> {
    const NAMES: [&str; 9] = ["preset", "dict_size", "lc", "lp", "pb", "mode", "nice_len", "mf", "depth"];
    checked_keys(vm, spec, &NAMES, "LZMA")?;
    let mut given = [None; NAMES.len()];
    for (place, name) in given.iter_mut().zip(NAMES) {
        if let Some(v) = item(vm, spec, name)? {
            *place = Some(number(vm, v, 32)? as u32);
        }
    }
    let [preset, dict_size, lc, lp, pb, mode, nice_len, mf, depth] = given;
    let preset = preset.unwrap_or(super::PRESET_DEFAULT);
    let Ok(mut made) = LzmaOptions::new_preset(preset) else {
        return Err(super::error(vm, &format!("Invalid compression preset: {preset}")));
    };
    if let Some(n) = dict_size {
        made.dict_size(n);
    }
    if let Some(n) = lc {
        made.literal_context_bits(n);
    }
    if let Some(n) = lp {
        made.literal_position_bits(n);
    }
    if let Some(n) = pb {
        made.position_bits(n);
    }
    if let Some(n) = nice_len {
        made.nice_len(n);
    }
    if let Some(n) = depth {
        made.depth(n);
    }
    match mode {
        None => {}
        Some(1) => drop(made.mode(Mode::Fast)),
        Some(2) => drop(made.mode(Mode::Normal)),
        Some(_) => return Err(super::error(vm, super::BAD_OPTIONS)),
    }
    let finder = match mf {
        None => None,
        Some(3) => Some(MatchFinder::HashChain3),
        Some(4) => Some(MatchFinder::HashChain4),
        Some(0x12) => Some(MatchFinder::BinaryTree2),
        Some(0x13) => Some(MatchFinder::BinaryTree3),
        Some(0x14) => Some(MatchFinder::BinaryTree4),
        Some(_) => return Err(super::error(vm, super::BAD_OPTIONS)),
    };
    if let Some(finder) = finder {
        made.match_finder(finder);
    }
    // What the presets 0 to 9 have: dictionaries of 256 KiB to 64 MiB.
    let level = (preset & 31) as usize;
    let by_preset = [18, 20, 21, 22, 22, 23, 23, 24, 25, 26];
    let dict_size = dict_size.unwrap_or(by_preset.get(level).map_or(DICT_BYTES_DEFAULT, |bits| 1 << bits));
    Ok((made, Lzma { dict_size, lc: lc.unwrap_or(3), lp: lp.unwrap_or(0), pb: pb.unwrap_or(2) }))
}

/// The filter that a dict describes.
pub(super) fn filter(vm: &mut Vm, spec: Value) -> PyResult<Filter> {
    let ty = vm.type_of(spec);
    if ty.slots.getitem.get().is_none() {
        return Err(vm.type_error("Filter specifier must be a dict or dict-like object"));
    }
    let Some(id) = item(vm, spec, "id")? else {
        return Err(vm.value_error("Filter specifier must have an \"id\" entry"));
    };
    match number(vm, id, 64)? {
        id @ (LZMA1 | LZMA2) => {
            let (options, properties) = options(vm, spec)?;
            Ok(Filter::Lzma { id, options, properties })
        }
        DELTA => {
            checked_keys(vm, spec, &["dist"], "delta")?;
            let dist = match item(vm, spec, "dist")? {
                Some(v) => number(vm, v, 32)? as u32,
                None => 1,
            };
            Ok(Filter::Delta(dist))
        }
        id @ X86..=SPARC => {
            checked_keys(vm, spec, &["start_offset"], "BCJ")?;
            let start_offset = match item(vm, spec, "start_offset")? {
                Some(v) => number(vm, v, 32)? as u32,
                None => 0,
            };
            Ok(Filter::Branch { id, start_offset })
        }
        id => Err(vm.value_error(format!("Invalid filter ID: {id}"))),
    }
}

fn bad_options(vm: &mut Vm) -> Raised {
    super::error(vm, super::BAD_OPTIONS)
}

/// The chain that a sequence of dicts describes, and whether it is one LZMA1 filter.
pub(super) fn chain(vm: &mut Vm, specs: Value) -> PyResult<(Filters, Option<LzmaOptions>)> {
    let n = vm.len(specs)?;
    if n > CHAIN_MAX {
        return Err(vm.value_error(format!("Too many filters - liblzma supports a maximum of {CHAIN_MAX}")));
    }
    let (mut made, mut only) = (Filters::new(), None);
    for i in 0..n {
        let spec = vm.getitem(specs, Value::small(i as i64))?;
        let added = match filter(vm, spec)? {
            Filter::Lzma { id, options, .. } => {
                if id == LZMA1 {
                    made.lzma1(&options)
                } else {
                    made.lzma2(&options)
                };
                only = (id == LZMA1 && n == 1).then_some(options);
                true
            }
            Filter::Delta(dist) => {
                let dist = u8::try_from(dist.wrapping_sub(1));
                dist.is_ok_and(|dist| made.delta_properties(&[dist]).is_ok())
            }
            Filter::Branch { id, start_offset } => {
                let row = start_offset.to_le_bytes();
                let row = if start_offset == 0 { &row[..0] } else { &row };
                let added = match id {
                    X86 => made.x86_properties(row),
                    POWERPC => made.powerpc_properties(row),
                    IA64 => made.ia64_properties(row),
                    ARM => made.arm_properties(row),
                    ARM_THUMB => made.arm_thumb_properties(row),
                    _ => made.sparc_properties(row),
                };
                added.is_ok()
            }
        };
        if !added {
            return Err(bad_options(vm));
        }
    }
    Ok((made, only))
}

/// The size of a dictionary as LZMA2 writes it: 2 or 3 times a power of two.
fn dict_size_code(size: u32) -> u8 {
    (0..40).find(|code| coded_dict_size(*code) >= size).unwrap_or(40)
}

fn coded_dict_size(code: u8) -> u32 {
    if code >= 40 { u32::MAX } else { (2 | u32::from(code & 1)) << (code / 2 + 11) }
}

/// The properties of a filter as the XZ format writes them.
pub(super) fn encode(vm: &mut Vm, spec: Value) -> PyResult {
    let row = match filter(vm, spec)? {
        Filter::Lzma { id: LZMA2, properties, .. } => vec![dict_size_code(properties.dict_size)],
        Filter::Lzma { properties: p, .. } => {
            if p.lc + p.lp > 4 || p.pb > 4 {
                return Err(bad_options(vm));
            }
            let mut row = vec![((p.pb * 5 + p.lp) * 9 + p.lc) as u8];
            row.extend(p.dict_size.to_le_bytes());
            row
        }
        Filter::Delta(dist @ 1..=256) => vec![(dist - 1) as u8],
        Filter::Delta(_) => return Err(bad_options(vm)),
        Filter::Branch { start_offset: 0, .. } => Vec::new(),
        Filter::Branch { start_offset, .. } => start_offset.to_le_bytes().to_vec(),
    };
    Ok(vm.new_bytes(&row)?.value())
}

/// The dict that describes a filter, from its properties as the XZ format writes them.
pub(super) fn decode(vm: &mut Vm, id: u64, row: &[u8]) -> PyResult<Gc<Dict>> {
    let entries: Vec<(&str, u32)> = match (id, row) {
        (LZMA1, [packed @ 0..225, size @ ..]) if size.len() == 4 => {
            let packed = u32::from(*packed);
            let size = u32::from_le_bytes([size[0], size[1], size[2], size[3]]);
            vec![("lc", packed % 9), ("lp", packed / 9 % 5), ("pb", packed / 45), ("dict_size", size)]
        }
        (LZMA2, [code @ 0..=40]) => vec![("dict_size", coded_dict_size(*code))],
        (DELTA, [dist]) => vec![("dist", u32::from(*dist) + 1)],
        (X86..=SPARC, []) => vec![],
        (X86..=SPARC, [a, b, c, d]) => vec![("start_offset", u32::from_le_bytes([*a, *b, *c, *d]))],
        (LZMA1 | LZMA2 | DELTA | X86..=SPARC, _) => return Err(bad_options(vm)),
        _ => return Err(vm.value_error(format!("Invalid filter ID: {id}"))),
    };
    let made = vm.new_dict();
    let id = vm.new_uint(id);
    made.set_str(vm, "id", id)?;
    for (name, n) in entries {
        made.set_str(vm, name, Value::small(n.into()))?;
    }
    Ok(made)
}

/// The number of a filter, for the module's functions.
pub(super) fn filter_id(vm: &mut Vm, v: Value) -> PyResult<u64> {
    number(vm, v, 64)
}
