//! Decompression in steps.

use super::{Wrapping, wrapping};
use flate2::{Decompress, DecompressError, FlushDecompress, Status};

/// A decompressor that is made when the first byte says of what kind.
pub(super) struct Inflater {
    state: Option<Decompress>,
    wrapping: Wrapping,
    /// The dictionary that the data was compressed with.
    dictionary: Vec<u8>,
}

/// What a step gave.
pub(super) struct Step {
    pub(super) out: Vec<u8>,
    /// Bytes of the input that were used.
    pub(super) used: usize,
    /// The compressed data is at its end.
    pub(super) ended: bool,
}

impl Inflater {
    /// `None`: `wbits` means nothing.
    pub(super) fn new(wbits: i64, dictionary: Vec<u8>) -> Option<Inflater> {
        // The window is what the data's header says.
        let wrapping = match wbits {
            0 => Wrapping::Zlib(15),
            32 => Wrapping::Any(15),
            _ => wrapping(wbits)?,
        };
        let mut made = Inflater { state: None, wrapping, dictionary };
        if let Wrapping::Raw(bits) = wrapping {
            let mut state = Decompress::new_with_window_bits(false, bits);
            if !made.dictionary.is_empty() {
                state.set_dictionary(&made.dictionary).ok()?;
            }
            made.state = Some(state);
        }
        Some(made)
    }

    fn state(&mut self, first: u8) -> &mut Decompress {
        let wrapping = self.wrapping;
        self.state.get_or_insert_with(|| match wrapping {
            Wrapping::Zlib(bits) => Decompress::new_with_window_bits(true, bits),
            Wrapping::Raw(bits) => Decompress::new_with_window_bits(false, bits),
            Wrapping::Gzip(bits) => Decompress::new_gzip(bits),
            Wrapping::Any(bits) if first == 0x1f => Decompress::new_gzip(bits),
            Wrapping::Any(bits) => Decompress::new_with_window_bits(true, bits),
        })
    }

    /// Decompresses to at most so many bytes. The error is the text of `zlib.error`.
    pub(super) fn run(&mut self, data: &[u8], most: Option<usize>) -> Result<Step, String> {
        let mut step = Step { out: Vec::new(), used: 0, ended: false };
        let Some(first) = data.first() else {
            return match self.state {
                Some(_) => self.go_on(data, most, step),
                None => Ok(step),
            };
        };
        self.state(*first);
        step.used = 0;
        self.go_on(data, most, step)
    }

    fn go_on(&mut self, data: &[u8], most: Option<usize>, mut step: Step) -> Result<Step, String> {
        let mut chunk = vec![0_u8; most.unwrap_or(usize::MAX).clamp(1, 1 << 16)];
        loop {
            let room = most.map_or(chunk.len(), |n| (n - step.out.len()).min(chunk.len()));
            if room == 0 {
                return Ok(step);
            }
            let Some(state) = self.state.as_mut() else { return Ok(step) };
            let (before_in, before_out) = (state.total_in(), state.total_out());
            let result = state.decompress(&data[step.used..], &mut chunk[..room], FlushDecompress::None);
            step.used += (state.total_in() - before_in) as usize;
            let made = (state.total_out() - before_out) as usize;
            step.out.extend_from_slice(&chunk[..made]);
            match result {
                Ok(Status::StreamEnd) => {
                    step.ended = true;
                    return Ok(step);
                }
                // Nothing came although there was room: more input is needed.
                Ok(Status::Ok | Status::BufError) if made < room => return Ok(step),
                Ok(_) => {}
                Err(e) => self.give_dictionary(&e)?,
            }
        }
    }

    fn give_dictionary(&mut self, e: &DecompressError) -> Result<(), String> {
        if e.needs_dictionary().is_none() {
            let why = e.message().unwrap_or("invalid input data");
            return Err(format!("Error -3 while decompressing data: {why}"));
        }
        match self.state.as_mut() {
            Some(state) if !self.dictionary.is_empty() => match state.set_dictionary(&self.dictionary) {
                Ok(_) => Ok(()),
                Err(_) => Err("Error -3 while setting zdict: invalid input data".into()),
            },
            _ => Err("Error 2 while decompressing data".into()),
        }
    }
}
