//! One face for the hash algorithms: those of RustCrypto's crates and BLAKE2, which is ours.

use sha2::digest::{Digest as Fixed, ExtendableOutput, Update, XofReader};

/// A computation of a hash.
pub(super) trait Digest {
    fn update(&mut self, data: &[u8]);
    /// The first `length` bytes of the result; more data may follow afterwards.
    fn finish(&self, length: usize) -> Vec<u8>;
    fn copy(&self) -> Box<dyn Digest>;
}

/// An algorithm whose result has one length.
#[derive(Clone)]
pub(super) struct Sized<D>(D);

/// A new computation by algorithm `D`.
pub(super) fn sized<D: Fixed + Clone + 'static>() -> Sized<D> {
    Sized(D::new())
}

impl<D: Fixed + Clone + 'static> Digest for Sized<D> {
    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    fn finish(&self, length: usize) -> Vec<u8> {
        let mut made = self.0.clone().finalize().to_vec();
        made.truncate(length);
        made
    }

    fn copy(&self) -> Box<dyn Digest> {
        Box::new(self.clone())
    }
}

/// An algorithm whose result is as long as is asked for.
#[derive(Clone)]
pub(super) struct Endless<D>(D);

/// A new computation by algorithm `D`.
pub(super) fn endless<D: Default>() -> Endless<D> {
    Endless(D::default())
}

impl<D: Update + ExtendableOutput + Clone + 'static> Digest for Endless<D> {
    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    fn finish(&self, length: usize) -> Vec<u8> {
        let mut made = vec![0; length];
        self.0.clone().finalize_xof().read(&mut made);
        made
    }

    fn copy(&self) -> Box<dyn Digest> {
        Box::new(self.clone())
    }
}
