//! What units have done by functions of the runtime that give a result at once, run no Python code, and
//! decline what would need that: `tauraro_interp::direct`.

macro_rules! declare {
    ($($name:ident,)*) => {
        /// A function that takes values and gives one.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Outside {
            $(#[doc = "See the function of that name."] $name,)*
        }

        impl Outside {
            const ALL: &[Outside] = &[$(Outside::$name),*];

            /// The one with the number that an instruction has.
            ///
            /// # Panics
            /// There is none.
            #[must_use]
            pub fn of(imm: i64) -> Outside {
                Outside::ALL[imm as usize]
            }
        }
    };
}

declare! {
    Item, Len, Truth, Has, IsInstance,
    Lt, Le, Gt, Ge, Eq, Ne,
    Add, Sub, Mul, FloorDiv, Mod, And, Or, Xor, Shl, Shr, TrueDiv,
    Percent, Slice, Format, FormatSpec, CallType, Iter,
    Tuple1, Tuple2, Tuple3, List0, List1, List2, List3, Dict0,
    SetAdd, Next, Matches, Instance,
}
