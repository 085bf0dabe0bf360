//! The op table: what every instruction of the register machine means.
//!
//! This is the one place where an op is declared. From it come the `Op` enum, the encoder, the
//! decoder, the disassembler, the verifier, `docs/internals/ops.md` and the `OpVisitor` trait;
//! the interpreter's handlers and the JIT's builder are checked against it by the compiler.
//!
//! An entry reads
//!
//! ```text
//! /// meaning
//! Op method (place: Role name, ..) cache WORDS [flags] {
//!     /// what this adaptive variant has seen
//!     Variant method,
//! }
//! ```
//!
//! An instruction is one 64-bit word, then, if an operand stands at `w` or `x`, one operand
//! word, then `cache` words that start as zero and belong to the interpreter:
//!
//! ```text
//!   63      48 47      32 31      16 15       0     63            32 31             0
//!  +----------+----------+----------+----------+   +----------------+----------------+
//!  |    c     |    b     |    a     |    op    |   |       x        |       w        |
//!  +----------+----------+----------+----------+   +----------------+----------------+
//!  |         bc          |
//!  +---------------------+
//! ```
//!
//! Roles say what an operand is, see `Role`. Flags: `raises` (may leave with an exception),
//! `calls` (may run Python code, so locals may be observed), `safepoint` (polls for signals,
//! collection and fuel), `ends` (the next instruction is not reached from here).
//!
//! A variant has the operands, words and flags of its op. The compiler emits only the ops; the
//! interpreter rewrites the op field in place to a variant and back.

/// Calls the macro named by the argument with the whole table.
#[macro_export]
macro_rules! for_each_op {
    ($callback:ident) => {
        $callback! {

            // ---- the beginning of a function ----

            /// Does nothing but count the calls; at 0 the compiler of hot code is asked. First instruction of every function that is no generator or coroutine, and nowhere else. No tool sees it.
            Enter enter (bc: Cache count) cache 0 [raises calls] {
                /// There is no compiler, or it has given the function up.
                EnterGivenUp enter_given_up,
                /// There is machine code, which is asked for at each call.
                EnterUnit enter_unit,
            }

            // ---- moves and constants ----

            /// Does nothing; keeps a line alive for tracing.
            Nop nop () cache 0 [] {}
            /// `dst = src`, bit for bit: an unbound register and a cell are copied as they are.
            Move mov (a: Dst dst, b: Src src) cache 0 [] {}
            /// `dst = first; dst+1 = second`, in this order (arguments of a call are mostly locals). `second` is never `dst`.
            MovePair move_pair (a: DstPair dst, b: Src first, c: Src second) cache 0 [] {}
            /// `dst = consts[value]`.
            LoadConst load_const (a: Dst dst, bc: Const value) cache 0 [] {}
            /// `dst = value`, a signed 32-bit int.
            LoadInt load_int (a: Dst dst, bc: SImm value) cache 0 [] {}
            /// `dst` = an object of the builtins that no assignment to the name can change, see `CommonConst`.
            LoadCommon load_common (a: Dst dst, b: Imm which) cache 0 [] {}
            /// Raises UnboundLocalError if the register is unbound. Text: `cannot access local variable 'NAME' where it is not associated with a value`, NAME from the name of the register.
            CheckLocal check_local (a: Src local) cache 0 [raises] {}
            /// Makes the register unbound, whatever it held.
            ClearLocal clear_local (a: Dst dst) cache 0 [] {}
            /// `del` of a local: raises UnboundLocalError as `CheckLocal` if unbound, else makes it unbound.
            DeleteLocal delete_local (a: Use local) cache 0 [raises] {}

            // ---- cells and free variables ----

            /// Copies the cells of the running function's closure into the registers `base .. base+count`. First instruction of a code object with free variables.
            CopyFreeVars copy_free_vars (a: DstRun base, b: Count count) cache 0 [] {}
            /// `local = cell(local)`; an unbound register gives an empty cell. Stands before the body, for arguments too, and again inside a loop where an inlined comprehension needs a fresh cell.
            MakeCell make_cell (a: Use local) cache 0 [] {}
            /// `dst` = contents of the cell in register `cell`. Empty: UnboundLocalError as `CheckLocal` if the register is a cell variable of this code, NameError `cannot access free variable 'NAME' where it is not associated with a value in enclosing scope` if it is a free one.
            LoadDeref load_deref (a: Dst dst, b: Src cell) cache 0 [raises] {}
            /// Contents of the cell = `value`.
            StoreDeref store_deref (a: Src cell, b: Src value) cache 0 [] {}
            /// Empties the cell; if it is empty raises as `LoadDeref`.
            DeleteDeref delete_deref (a: Src cell) cache 0 [raises] {}
            /// `dst = mapping[NAME of the cell register]` if the key is there (any mapping, exceptions but KeyError pass), else the contents of the cell as `LoadDeref`.
            LoadFromDictOrDeref load_from_dict_or_deref (a: Dst dst, b: Src mapping, c: Src cell) cache 0 [raises calls] {}

            // ---- names ----

            /// `dst` = global `name`, else the builtin, else NameError `name 'NAME' is not defined`. Globals or builtins may be dict subclasses with `__missing__`: those go through their mapping protocol.
            LoadGlobal load_global (a: Dst dst, bc: Name name) cache 2 [raises calls] {
                /// Found in the module's globals; the cache says where.
                LoadGlobalModule load_global_module,
                /// Missing in the globals, found in the builtins; the cache guards both.
                LoadGlobalBuiltin load_global_builtin,
            }
            /// `globals[name] = value`.
            StoreGlobal store_global (a: Src value, bc: Name name) cache 1 [raises calls] {
                /// The key exists; the cache says where.
                StoreGlobalModule store_global_module,
            }
            /// `del globals[name]`, NameError if missing.
            DeleteGlobal delete_global (bc: Name name) cache 0 [raises calls] {}
            /// Class and module scope: `dst` = `name` in the frame's namespace (any mapping), else as `LoadGlobal`.
            LoadName load_name (a: Dst dst, bc: Name name) cache 2 [raises calls] {
                /// The namespace is the globals dict and has the name.
                LoadNameModule load_name_module,
                /// The namespace is the globals dict, the name is a builtin.
                LoadNameBuiltin load_name_builtin,
            }
            /// `namespace[name] = value`.
            StoreName store_name (a: Src value, bc: Name name) cache 1 [raises calls] {
                /// The namespace is the globals dict and has the key.
                StoreNameModule store_name_module,
            }
            /// `del namespace[name]`, NameError if missing.
            DeleteName delete_name (bc: Name name) cache 0 [raises calls] {}
            /// `dst` = the frame's namespace object; SystemError `no locals` if there is none.
            LoadLocals load_locals (a: Dst dst) cache 0 [raises] {}
            /// `dst = mapping[name]` if the key is there, else as `LoadGlobal`.
            LoadFromDictOrGlobals load_from_dict_or_globals (a: Dst dst, b: Src mapping, w: Name name) cache 0 [raises calls] {}

            // ---- attributes ----

            /// `dst = obj.name`.
            LoadAttr load_attr (a: Dst dst, b: Src obj, c: Name name) cache 2 [raises calls] {
                /// An instance whose shape is cached: a slot.
                LoadAttrSlot load_attr_slot,
                /// The same, the slot lies in the overflow storage.
                LoadAttrOverflow load_attr_overflow,
                /// A module's global.
                LoadAttrModule load_attr_module,
                /// `obj` is a type; the value was found in its MRO.
                LoadAttrType load_attr_type,
                /// A plain value of the instance's class; the shape is cached.
                LoadAttrClassValue load_attr_class_value,
                /// A member descriptor of the class (`__slots__`).
                LoadAttrMember load_attr_member,
                /// A property with a Python getter: pushes its frame.
                LoadAttrProperty load_attr_property,
                /// A native getter of a builtin type.
                LoadAttrGetset load_attr_getset,
            }
            /// `LoadAttr` for a name index that needs more than 16 bits.
            LoadAttrWide load_attr_wide (a: Dst dst, b: Src obj, w: Name name) cache 0 [raises calls] {}
            /// `obj.name = value`.
            StoreAttr store_attr (a: Src obj, b: Src value, c: Name name) cache 2 [raises calls] {
                /// An instance whose shape is cached: an existing slot.
                StoreAttrSlot store_attr_slot,
                /// The same, in the overflow storage.
                StoreAttrOverflow store_attr_overflow,
                /// A shape transition that adds the slot.
                StoreAttrAdd store_attr_add,
                /// A member descriptor of the class (`__slots__`).
                StoreAttrMember store_attr_member,
            }
            /// `StoreAttr` for a name index that needs more than 16 bits.
            StoreAttrWide store_attr_wide (a: Src obj, b: Src value, w: Name name) cache 0 [raises calls] {}
            /// `del obj.name`.
            DeleteAttr delete_attr (a: Src obj, bc: Name name) cache 0 [raises calls] {}
            /// Looks up `obj.name` for a call. A function (or other callable marked as method descriptor) found in the class: `base` = it, `base+1 = obj`. Anything else: `base` = the attribute, `base+1` = unbound.
            LoadMethod load_method (a: DstPair base, b: Src obj, c: Name name) cache 2 [raises calls] {
                /// Found in the class of an instance whose shape is cached.
                LoadMethodClass load_method_class,
                /// A method descriptor of a builtin type, checked by type.
                LoadMethodBuiltin load_method_builtin,
                /// A global of a module.
                LoadMethodModule load_method_module,
                /// `obj` is a type: static or class method or plain function from its MRO.
                LoadMethodType load_method_type,
                /// A callable stored in the instance.
                LoadMethodSlot load_method_slot,
            }
            /// Looks up a context manager method (see `SpecialMethod`) on the *type* of `obj`, result as `LoadMethod`. TypeError with the texts of `with` and `async with` if it is missing.
            LoadSpecial load_special (a: DstPair base, b: Src obj, c: Imm which) cache 0 [raises calls] {}
            /// `super().name` or `super(C, x).name`. `base` = what the name `super` gave, `base+1` = class, `base+2` = object. If `base` is the builtin `super`: the lookup without making a super object. Otherwise `base(base+1, base+2).name` if `explicit` is 1, `base().name` if 0.
            LoadSuperAttr load_super_attr (a: Dst dst, b: SrcTriple base, w: Name name, x: Imm explicit) cache 1 [raises calls] {}
            /// As `LoadSuperAttr` with a result pair as in `LoadMethod`. `dst` may be `base`.
            LoadSuperMethod load_super_method (a: DstPair dst, b: SrcTriple base, w: Name name, x: Imm explicit) cache 2 [raises calls] {
                /// Function found; type of the object and class are cached.
                LoadSuperMethodClass load_super_method_class,
            }

            // ---- subscripts ----

            /// `dst = obj[key]`.
            Subscr subscr (a: Dst dst, b: Src obj, c: Src key) cache 1 [raises calls] {
                /// List and small int.
                SubscrListInt subscr_list_int,
                /// Tuple and small int.
                SubscrTupleInt subscr_tuple_int,
                /// Exact dict.
                SubscrDict subscr_dict,
                /// Exact str and small int.
                SubscrStrInt subscr_str_int,
                /// A Python `__getitem__`: pushes its frame.
                SubscrPy subscr_py,
            }
            /// `dst = obj[index]` for a literal.
            SubscrImm subscr_imm (a: Dst dst, b: Src obj, c: SImm index) cache 1 [raises calls] {
                /// List.
                SubscrImmList subscr_imm_list,
                /// Tuple.
                SubscrImmTuple subscr_imm_tuple,
                /// Exact dict.
                SubscrImmDict subscr_imm_dict,
                /// Exact str.
                SubscrImmStr subscr_imm_str,
            }
            /// `dst = obj[bounds : bounds+1]`; a missing bound is None.
            SubscrSlice subscr_slice (a: Dst dst, b: Src obj, c: SrcPair bounds) cache 0 [raises calls] {}
            /// `obj[key] = value`.
            StoreSubscr store_subscr (a: Src obj, b: Src key, c: Src value) cache 1 [raises calls] {
                /// List and small int.
                StoreSubscrListInt store_subscr_list_int,
                /// Exact dict.
                StoreSubscrDict store_subscr_dict,
            }
            /// `obj[bounds : bounds+1] = value`.
            StoreSlice store_slice (a: Src obj, b: SrcPair bounds, c: Src value) cache 0 [raises calls] {}
            /// `del obj[key]`.
            DeleteSubscr delete_subscr (a: Src obj, b: Src key) cache 0 [raises calls] {}
            /// `dst = slice(base, base+1[, base+2])`, `count` is 2 or 3.
            BuildSlice build_slice (a: Dst dst, b: SrcRun base, c: Count count) cache 0 [] {}

            // ---- binary operations ----

            /// `dst = left + right`. `flags` as `BinaryFlags`: with `INPLACE` the slow path is `+=`.
            Add add (a: Dst dst, b: Src left, c: Src right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// Two small ints.
                AddInt add_int,
                /// Two floats.
                AddFloat add_float,
                /// Exact str on both sides.
                AddStr add_str,
            }
            /// `dst = left - right`. `flags` as `BinaryFlags`: with `INPLACE` the slow path is `-=`.
            Sub sub (a: Dst dst, b: Src left, c: Src right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// Two small ints.
                SubInt sub_int,
                /// Two floats.
                SubFloat sub_float,
            }
            /// `dst = left * right`. `flags` as `BinaryFlags`: with `INPLACE` the slow path is `*=`.
            Mul mul (a: Dst dst, b: Src left, c: Src right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// Two small ints.
                MulInt mul_int,
                /// Two floats.
                MulFloat mul_float,
            }
            /// `dst = left / right`. `flags` as `BinaryFlags`: with `INPLACE` the slow path is `/=`.
            Div div (a: Dst dst, b: Src left, c: Src right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// Two small ints.
                DivInt div_int,
                /// Two floats.
                DivFloat div_float,
            }
            /// `dst = left // right`. `flags` as `BinaryFlags`: with `INPLACE` the slow path is `//=`.
            FloorDiv floor_div (a: Dst dst, b: Src left, c: Src right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// Two small ints.
                FloorDivInt floor_div_int,
                /// Two floats.
                FloorDivFloat floor_div_float,
            }
            /// `dst = left % right`. `flags` as `BinaryFlags`: with `INPLACE` the slow path is `%=`.
            Mod modulo (a: Dst dst, b: Src left, c: Src right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// Two small ints.
                ModInt mod_int,
                /// Two floats.
                ModFloat mod_float,
                /// Exact str on the left: formatting.
                ModStr mod_str,
            }
            /// `dst = left ** right`. `flags` as `BinaryFlags`: with `INPLACE` the slow path is `**=`.
            Pow pow (a: Dst dst, b: Src left, c: Src right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// Two small ints.
                PowInt pow_int,
                /// Two floats.
                PowFloat pow_float,
            }
            /// `dst = left @ right`. `flags` as `BinaryFlags`: with `INPLACE` the slow path is `@=`.
            MatMul mat_mul (a: Dst dst, b: Src left, c: Src right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {}
            /// `dst = left & right`. `flags` as `BinaryFlags`: with `INPLACE` the slow path is `&=`.
            And and (a: Dst dst, b: Src left, c: Src right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// Two small ints.
                AndInt and_int,
            }
            /// `dst = left | right`. `flags` as `BinaryFlags`: with `INPLACE` the slow path is `|=`.
            Or or (a: Dst dst, b: Src left, c: Src right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// Two small ints.
                OrInt or_int,
            }
            /// `dst = left ^ right`. `flags` as `BinaryFlags`: with `INPLACE` the slow path is `^=`.
            Xor xor (a: Dst dst, b: Src left, c: Src right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// Two small ints.
                XorInt xor_int,
            }
            /// `dst = left << right`. `flags` as `BinaryFlags`: with `INPLACE` the slow path is `<<=`.
            Lshift lshift (a: Dst dst, b: Src left, c: Src right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// Two small ints.
                LshiftInt lshift_int,
            }
            /// `dst = left >> right`. `flags` as `BinaryFlags`: with `INPLACE` the slow path is `>>=`.
            Rshift rshift (a: Dst dst, b: Src left, c: Src right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// Two small ints.
                RshiftInt rshift_int,
            }
            /// `dst = left + right` for an int literal. `flags` as `BinaryFlags`. With `LITERAL_LEFT` the literal is the left operand.
            AddImm add_imm (a: Dst dst, b: Src left, c: SImm right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// A small int.
                AddImmInt add_imm_int,
                /// A float.
                AddImmFloat add_imm_float,
            }
            /// `dst = left - right` for an int literal. `flags` as `BinaryFlags`.
            SubImm sub_imm (a: Dst dst, b: Src left, c: SImm right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// A small int.
                SubImmInt sub_imm_int,
                /// A float.
                SubImmFloat sub_imm_float,
            }
            /// `dst = left * right` for an int literal. `flags` as `BinaryFlags`. With `LITERAL_LEFT` the literal is the left operand.
            MulImm mul_imm (a: Dst dst, b: Src left, c: SImm right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// A small int.
                MulImmInt mul_imm_int,
                /// A float.
                MulImmFloat mul_imm_float,
            }
            /// `dst = left / right` for an int literal. `flags` as `BinaryFlags`.
            DivImm div_imm (a: Dst dst, b: Src left, c: SImm right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// A small int.
                DivImmInt div_imm_int,
                /// A float.
                DivImmFloat div_imm_float,
            }
            /// `dst = left // right` for an int literal. `flags` as `BinaryFlags`.
            FloorDivImm floor_div_imm (a: Dst dst, b: Src left, c: SImm right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// A small int.
                FloorDivImmInt floor_div_imm_int,
            }
            /// `dst = left % right` for an int literal. `flags` as `BinaryFlags`.
            ModImm mod_imm (a: Dst dst, b: Src left, c: SImm right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// A small int.
                ModImmInt mod_imm_int,
            }
            /// `dst = left ** right` for an int literal. `flags` as `BinaryFlags`.
            PowImm pow_imm (a: Dst dst, b: Src left, c: SImm right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// A small int.
                PowImmInt pow_imm_int,
                /// A float.
                PowImmFloat pow_imm_float,
            }
            /// `dst = left & right` for an int literal. `flags` as `BinaryFlags`. With `LITERAL_LEFT` the literal is the left operand.
            AndImm and_imm (a: Dst dst, b: Src left, c: SImm right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// A small int.
                AndImmInt and_imm_int,
            }
            /// `dst = left | right` for an int literal. `flags` as `BinaryFlags`. With `LITERAL_LEFT` the literal is the left operand.
            OrImm or_imm (a: Dst dst, b: Src left, c: SImm right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// A small int.
                OrImmInt or_imm_int,
            }
            /// `dst = left ^ right` for an int literal. `flags` as `BinaryFlags`. With `LITERAL_LEFT` the literal is the left operand.
            XorImm xor_imm (a: Dst dst, b: Src left, c: SImm right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// A small int.
                XorImmInt xor_imm_int,
            }
            /// `dst = left << right` for an int literal. `flags` as `BinaryFlags`.
            LshiftImm lshift_imm (a: Dst dst, b: Src left, c: SImm right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// A small int.
                LshiftImmInt lshift_imm_int,
            }
            /// `dst = left >> right` for an int literal. `flags` as `BinaryFlags`.
            RshiftImm rshift_imm (a: Dst dst, b: Src left, c: SImm right, w: Imm flags, x: Cache feedback) cache 0 [raises calls] {
                /// A small int.
                RshiftImmInt rshift_imm_int,
            }

            // ---- unary operations and comparisons that give a value ----

            /// `dst = -src`.
            Neg neg (a: Dst dst, b: Src src) cache 0 [raises calls] {
                /// A small int.
                NegInt neg_int,
                /// A float.
                NegFloat neg_float,
            }
            /// `dst = +src`.
            Pos pos (a: Dst dst, b: Src src) cache 0 [raises calls] {}
            /// `dst = ~src`.
            Invert invert (a: Dst dst, b: Src src) cache 0 [raises calls] {}
            /// `dst = not src`.
            Not not (a: Dst dst, b: Src src) cache 0 [raises calls] {}
            /// `dst = left < right` (any object, not only bool).
            Lt lt (a: Dst dst, b: Src left, c: Src right) cache 1 [raises calls] {
                /// Two small ints.
                LtInt lt_int,
                /// Two floats.
                LtFloat lt_float,
            }
            /// `dst = left <= right` (any object, not only bool).
            Le le (a: Dst dst, b: Src left, c: Src right) cache 1 [raises calls] {
                /// Two small ints.
                LeInt le_int,
                /// Two floats.
                LeFloat le_float,
            }
            /// `dst = left > right` (any object, not only bool).
            Gt gt (a: Dst dst, b: Src left, c: Src right) cache 1 [raises calls] {
                /// Two small ints.
                GtInt gt_int,
                /// Two floats.
                GtFloat gt_float,
            }
            /// `dst = left >= right` (any object, not only bool).
            Ge ge (a: Dst dst, b: Src left, c: Src right) cache 1 [raises calls] {
                /// Two small ints.
                GeInt ge_int,
                /// Two floats.
                GeFloat ge_float,
            }
            /// `dst = left == right` (any object, not only bool).
            Eq eq (a: Dst dst, b: Src left, c: Src right) cache 1 [raises calls] {
                /// Two small ints.
                EqInt eq_int,
                /// Two floats.
                EqFloat eq_float,
                /// Exact str on both sides.
                EqStr eq_str,
            }
            /// `dst = left != right` (any object, not only bool).
            Ne ne (a: Dst dst, b: Src left, c: Src right) cache 1 [raises calls] {
                /// Two small ints.
                NeInt ne_int,
                /// Two floats.
                NeFloat ne_float,
                /// Exact str on both sides.
                NeStr ne_str,
            }
            /// `dst = left is right`.
            Is is (a: Dst dst, b: Src left, c: Src right) cache 0 [] {}
            /// `dst = left is not right`.
            IsNot is_not (a: Dst dst, b: Src left, c: Src right) cache 0 [] {}
            /// `dst = item in container`.
            Contains contains (a: Dst dst, b: Src item, c: Src container) cache 1 [raises calls] {
                /// Exact dict.
                ContainsDict contains_dict,
                /// Set or frozenset.
                ContainsSet contains_set,
                /// List or tuple.
                ContainsSeq contains_seq,
                /// Exact str on both sides.
                ContainsStr contains_str,
            }
            /// `dst = item not in container`.
            NotContains not_contains (a: Dst dst, b: Src item, c: Src container) cache 1 [raises calls] {
                /// Exact dict.
                NotContainsDict not_contains_dict,
                /// Set or frozenset.
                NotContainsSet not_contains_set,
                /// List or tuple.
                NotContainsSeq not_contains_seq,
                /// Exact str on both sides.
                NotContainsStr not_contains_str,
            }

            // ---- branches (targets are relative to the next instruction) ----

            /// Jumps without polling: forward, or back to `Send` in the loop of an `await`.
            Jump jump (bc: Jump target) cache 0 [ends] {}
            /// Jumps if `test` is true.
            JumpIfTrue jump_if_true (a: Src test, bc: Jump target) cache 0 [raises calls] {}
            /// Jumps if `test` is false.
            JumpIfFalse jump_if_false (a: Src test, bc: Jump target) cache 0 [raises calls] {}
            /// Jumps if `test is None`.
            JumpIfNone jump_if_none (a: Src test, bc: Jump target) cache 0 [] {}
            /// Jumps if `test is not None`.
            JumpIfNotNone jump_if_not_none (a: Src test, bc: Jump target) cache 0 [] {}
            /// Jumps if `left is right`.
            JumpIfIs jump_if_is (a: Src left, b: Src right, w: Jump target, x: Cache count) cache 0 [] {}
            /// Jumps if `left is not right`.
            JumpIfIsNot jump_if_is_not (a: Src left, b: Src right, w: Jump target, x: Cache count) cache 0 [] {}
            /// Jumps if `item in container`.
            JumpIfIn jump_if_in (a: Src item, b: Src container, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Exact dict.
                JumpIfInDict jump_if_in_dict,
                /// Set or frozenset.
                JumpIfInSet jump_if_in_set,
                /// List or tuple.
                JumpIfInSeq jump_if_in_seq,
                /// Exact str on both sides.
                JumpIfInStr jump_if_in_str,
            }
            /// Jumps if `item not in container`.
            JumpIfNotIn jump_if_not_in (a: Src item, b: Src container, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Exact dict.
                JumpIfNotInDict jump_if_not_in_dict,
                /// Set or frozenset.
                JumpIfNotInSet jump_if_not_in_set,
                /// List or tuple.
                JumpIfNotInSeq jump_if_not_in_seq,
                /// Exact str on both sides.
                JumpIfNotInStr jump_if_not_in_str,
            }
            /// Jumps if the truth of `left < right` is true.
            JumpIfLt jump_if_lt (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Two small ints.
                JumpIfLtInt jump_if_lt_int,
                /// Two floats.
                JumpIfLtFloat jump_if_lt_float,
            }
            /// Jumps if the truth of `left < right` is true, `right` an int literal.
            JumpIfLtImm jump_if_lt_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// A small int.
                JumpIfLtImmInt jump_if_lt_imm_int,
                /// A float.
                JumpIfLtImmFloat jump_if_lt_imm_float,
            }
            /// Jumps if the truth of `left <= right` is true.
            JumpIfLe jump_if_le (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Two small ints.
                JumpIfLeInt jump_if_le_int,
                /// Two floats.
                JumpIfLeFloat jump_if_le_float,
            }
            /// Jumps if the truth of `left <= right` is true, `right` an int literal.
            JumpIfLeImm jump_if_le_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// A small int.
                JumpIfLeImmInt jump_if_le_imm_int,
                /// A float.
                JumpIfLeImmFloat jump_if_le_imm_float,
            }
            /// Jumps if the truth of `left > right` is true.
            JumpIfGt jump_if_gt (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Two small ints.
                JumpIfGtInt jump_if_gt_int,
                /// Two floats.
                JumpIfGtFloat jump_if_gt_float,
            }
            /// Jumps if the truth of `left > right` is true, `right` an int literal.
            JumpIfGtImm jump_if_gt_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// A small int.
                JumpIfGtImmInt jump_if_gt_imm_int,
                /// A float.
                JumpIfGtImmFloat jump_if_gt_imm_float,
            }
            /// Jumps if the truth of `left >= right` is true.
            JumpIfGe jump_if_ge (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Two small ints.
                JumpIfGeInt jump_if_ge_int,
                /// Two floats.
                JumpIfGeFloat jump_if_ge_float,
            }
            /// Jumps if the truth of `left >= right` is true, `right` an int literal.
            JumpIfGeImm jump_if_ge_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// A small int.
                JumpIfGeImmInt jump_if_ge_imm_int,
                /// A float.
                JumpIfGeImmFloat jump_if_ge_imm_float,
            }
            /// Jumps if the truth of `left == right` is true.
            JumpIfEq jump_if_eq (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Two small ints.
                JumpIfEqInt jump_if_eq_int,
                /// Two floats.
                JumpIfEqFloat jump_if_eq_float,
                /// Exact str on both sides.
                JumpIfEqStr jump_if_eq_str,
            }
            /// Jumps if the truth of `left == right` is true, `right` an int literal.
            JumpIfEqImm jump_if_eq_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// A small int.
                JumpIfEqImmInt jump_if_eq_imm_int,
                /// A float.
                JumpIfEqImmFloat jump_if_eq_imm_float,
            }
            /// Jumps if the truth of `left != right` is true.
            JumpIfNe jump_if_ne (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Two small ints.
                JumpIfNeInt jump_if_ne_int,
                /// Two floats.
                JumpIfNeFloat jump_if_ne_float,
                /// Exact str on both sides.
                JumpIfNeStr jump_if_ne_str,
            }
            /// Jumps if the truth of `left != right` is true, `right` an int literal.
            JumpIfNeImm jump_if_ne_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// A small int.
                JumpIfNeImmInt jump_if_ne_imm_int,
                /// A float.
                JumpIfNeImmFloat jump_if_ne_imm_float,
            }
            /// Jumps if the truth of `left < right` is false.
            JumpIfNotLt jump_if_not_lt (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Two small ints.
                JumpIfNotLtInt jump_if_not_lt_int,
                /// Two floats.
                JumpIfNotLtFloat jump_if_not_lt_float,
            }
            /// Jumps if the truth of `left < right` is false, `right` an int literal.
            JumpIfNotLtImm jump_if_not_lt_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// A small int.
                JumpIfNotLtImmInt jump_if_not_lt_imm_int,
                /// A float.
                JumpIfNotLtImmFloat jump_if_not_lt_imm_float,
            }
            /// Jumps if the truth of `left <= right` is false.
            JumpIfNotLe jump_if_not_le (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Two small ints.
                JumpIfNotLeInt jump_if_not_le_int,
                /// Two floats.
                JumpIfNotLeFloat jump_if_not_le_float,
            }
            /// Jumps if the truth of `left <= right` is false, `right` an int literal.
            JumpIfNotLeImm jump_if_not_le_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// A small int.
                JumpIfNotLeImmInt jump_if_not_le_imm_int,
                /// A float.
                JumpIfNotLeImmFloat jump_if_not_le_imm_float,
            }
            /// Jumps if the truth of `left > right` is false.
            JumpIfNotGt jump_if_not_gt (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Two small ints.
                JumpIfNotGtInt jump_if_not_gt_int,
                /// Two floats.
                JumpIfNotGtFloat jump_if_not_gt_float,
            }
            /// Jumps if the truth of `left > right` is false, `right` an int literal.
            JumpIfNotGtImm jump_if_not_gt_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// A small int.
                JumpIfNotGtImmInt jump_if_not_gt_imm_int,
                /// A float.
                JumpIfNotGtImmFloat jump_if_not_gt_imm_float,
            }
            /// Jumps if the truth of `left >= right` is false.
            JumpIfNotGe jump_if_not_ge (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Two small ints.
                JumpIfNotGeInt jump_if_not_ge_int,
                /// Two floats.
                JumpIfNotGeFloat jump_if_not_ge_float,
            }
            /// Jumps if the truth of `left >= right` is false, `right` an int literal.
            JumpIfNotGeImm jump_if_not_ge_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// A small int.
                JumpIfNotGeImmInt jump_if_not_ge_imm_int,
                /// A float.
                JumpIfNotGeImmFloat jump_if_not_ge_imm_float,
            }
            /// Jumps if the truth of `left == right` is false.
            JumpIfNotEq jump_if_not_eq (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Two small ints.
                JumpIfNotEqInt jump_if_not_eq_int,
                /// Two floats.
                JumpIfNotEqFloat jump_if_not_eq_float,
                /// Exact str on both sides.
                JumpIfNotEqStr jump_if_not_eq_str,
            }
            /// Jumps if the truth of `left == right` is false, `right` an int literal.
            JumpIfNotEqImm jump_if_not_eq_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// A small int.
                JumpIfNotEqImmInt jump_if_not_eq_imm_int,
                /// A float.
                JumpIfNotEqImmFloat jump_if_not_eq_imm_float,
            }
            /// Jumps if the truth of `left != right` is false.
            JumpIfNotNe jump_if_not_ne (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// Two small ints.
                JumpIfNotNeInt jump_if_not_ne_int,
                /// Two floats.
                JumpIfNotNeFloat jump_if_not_ne_float,
                /// Exact str on both sides.
                JumpIfNotNeStr jump_if_not_ne_str,
            }
            /// Jumps if the truth of `left != right` is false, `right` an int literal.
            JumpIfNotNeImm jump_if_not_ne_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls] {
                /// A small int.
                JumpIfNotNeImmInt jump_if_not_ne_imm_int,
                /// A float.
                JumpIfNotNeImmFloat jump_if_not_ne_imm_float,
            }

            // ---- back-edges: jump backward, poll, count the loop's heat ----

            /// Jumps back.
            Loop loop_back (w: Jump target, x: Cache count) cache 0 [ends safepoint calls raises] {}
            /// Jumps back if `test` is true.
            LoopIfTrue loop_if_true (a: Src test, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {}
            /// Jumps back if `test` is false.
            LoopIfFalse loop_if_false (a: Src test, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {}
            /// Jumps back if `test is None`.
            LoopIfNone loop_if_none (a: Src test, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {}
            /// Jumps back if `test is not None`.
            LoopIfNotNone loop_if_not_none (a: Src test, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {}
            /// Jumps back if `left < right` is true.
            LoopIfLt loop_if_lt (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {
                /// Two small ints.
                LoopIfLtInt loop_if_lt_int,
                /// Two floats.
                LoopIfLtFloat loop_if_lt_float,
            }
            /// Jumps back if `left < right` is true, `right` an int literal.
            LoopIfLtImm loop_if_lt_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {
                /// A small int.
                LoopIfLtImmInt loop_if_lt_imm_int,
                /// A float.
                LoopIfLtImmFloat loop_if_lt_imm_float,
            }
            /// Jumps back if `left <= right` is true.
            LoopIfLe loop_if_le (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {
                /// Two small ints.
                LoopIfLeInt loop_if_le_int,
                /// Two floats.
                LoopIfLeFloat loop_if_le_float,
            }
            /// Jumps back if `left <= right` is true, `right` an int literal.
            LoopIfLeImm loop_if_le_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {
                /// A small int.
                LoopIfLeImmInt loop_if_le_imm_int,
                /// A float.
                LoopIfLeImmFloat loop_if_le_imm_float,
            }
            /// Jumps back if `left > right` is true.
            LoopIfGt loop_if_gt (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {
                /// Two small ints.
                LoopIfGtInt loop_if_gt_int,
                /// Two floats.
                LoopIfGtFloat loop_if_gt_float,
            }
            /// Jumps back if `left > right` is true, `right` an int literal.
            LoopIfGtImm loop_if_gt_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {
                /// A small int.
                LoopIfGtImmInt loop_if_gt_imm_int,
                /// A float.
                LoopIfGtImmFloat loop_if_gt_imm_float,
            }
            /// Jumps back if `left >= right` is true.
            LoopIfGe loop_if_ge (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {
                /// Two small ints.
                LoopIfGeInt loop_if_ge_int,
                /// Two floats.
                LoopIfGeFloat loop_if_ge_float,
            }
            /// Jumps back if `left >= right` is true, `right` an int literal.
            LoopIfGeImm loop_if_ge_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {
                /// A small int.
                LoopIfGeImmInt loop_if_ge_imm_int,
                /// A float.
                LoopIfGeImmFloat loop_if_ge_imm_float,
            }
            /// Jumps back if `left == right` is true.
            LoopIfEq loop_if_eq (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {
                /// Two small ints.
                LoopIfEqInt loop_if_eq_int,
                /// Two floats.
                LoopIfEqFloat loop_if_eq_float,
            }
            /// Jumps back if `left == right` is true, `right` an int literal.
            LoopIfEqImm loop_if_eq_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {
                /// A small int.
                LoopIfEqImmInt loop_if_eq_imm_int,
                /// A float.
                LoopIfEqImmFloat loop_if_eq_imm_float,
            }
            /// Jumps back if `left != right` is true.
            LoopIfNe loop_if_ne (a: Src left, b: Src right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {
                /// Two small ints.
                LoopIfNeInt loop_if_ne_int,
                /// Two floats.
                LoopIfNeFloat loop_if_ne_float,
            }
            /// Jumps back if `left != right` is true, `right` an int literal.
            LoopIfNeImm loop_if_ne_imm (a: Src left, b: SImm right, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {
                /// A small int.
                LoopIfNeImmInt loop_if_ne_imm_int,
                /// A float.
                LoopIfNeImmFloat loop_if_ne_imm_float,
            }

            // ---- iteration ----

            /// `dst = iter(src)`.
            GetIter get_iter (a: Dst dst, b: Src src) cache 0 [raises calls] {}
            /// Bottom of a `for` loop: `item = next(iter)` and a jump back; falls through when `iter` is exhausted (StopIteration is swallowed) and leaves `item` alone.
            ForNext for_next (a: Dst item, b: Src iter, c: Cache state, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {
                /// A list iterator.
                ForNextList for_next_list,
                /// A tuple iterator.
                ForNextTuple for_next_tuple,
                /// A range iterator.
                ForNextRange for_next_range,
                /// A str iterator.
                ForNextStr for_next_str,
                /// A dict key, value or item iterator.
                ForNextDict for_next_dict,
                /// A generator: runs its frame without a native call.
                ForNextGenerator for_next_generator,
                /// `enumerate`, `zip` of two or `dict.items()` whose pair the loop takes apart at once: none is made.
                ForNextPairs for_next_pairs,
            }
            /// `for x in range(...)`. `base` = what the global name `range` gave, `base+1 ..` = `nargs` (1 to 3) positional arguments; the run is at least three registers. If `base` is the builtin range, all arguments are small ints, step is not 0 and the value behind the last one is a small int too: `base` = the first value, `base+1` = the value behind the last one (the first one if there is none), `base+2` = step. Otherwise `base = iter(base(args...))`, `base+1` = unbound.
            RangePrepare range_prepare (a: RangeRun base, b: Count nargs) cache 0 [raises calls] {}
            /// Bottom of that loop; `state .. state+2` are the registers that `RangePrepare` set. If the value is not the end: `item` = value, value += step, jump back; at the end falls through. With `state+1` unbound: as `ForNext` with the iterator in `state`.
            ForRange for_range (a: Dst item, b: UseTriple state, c: Cache heat, w: Jump target, x: Cache count) cache 0 [raises calls safepoint] {}
            /// `dst` = asynchronous iterator of `src`, TypeErrors of `async for` included.
            GetAiter get_aiter (a: Dst dst, b: Src src) cache 0 [raises calls] {}
            /// `dst` = awaitable iterator of `aiter.__anext__()`, ready for `Send`.
            GetAnext get_anext (a: Dst dst, b: Src aiter) cache 0 [raises calls] {}
            /// If `exc` is StopAsyncIteration falls through (the loop is over), else raises it again as `Reraise`.
            EndAsyncFor end_async_for (a: Src exc) cache 0 [raises] {}

            // ---- calls: the arguments become the bottom of the callee's window ----

            /// `dst = base(base+1, .., base+nargs)`. The run is at the top of the temporaries: `base+1` becomes register 0 of a Python callee.
            Call call (a: Dst dst, b: CallRun1 base, c: Count nargs) cache 2 [raises calls safepoint] {
                /// A Python function with exactly that many positional parameters: its frame starts at once.
                CallPyExact call_py_exact,
                /// A Python function whose arguments are bound by the general code.
                CallPy call_py,
                /// A builtin with an entry for no argument.
                CallBuiltin0 call_builtin0,
                /// A builtin with an entry for one argument.
                CallBuiltin1 call_builtin1,
                /// A builtin with an entry for two arguments.
                CallBuiltin2 call_builtin2,
                /// A builtin with an entry for three arguments.
                CallBuiltin3 call_builtin3,
                /// A builtin called with a run of arguments.
                CallBuiltinN call_builtin_n,
                /// `str(x)`, `int(x)`, `float(x)`, `bool(x)` or `type(x)`.
                CallType1 call_type1,
                /// A class whose `__init__` is a Python function: allocates by shape, pushes the frame.
                CallClass call_class,
                /// A bound method object over a Python function.
                CallBoundMethod call_bound_method,
                /// `len(x)`.
                CallLen call_len,
                /// `isinstance(x, C)`.
                CallIsinstance call_isinstance,
            }
            /// Calls the pair that `LoadMethod` left: `base(base+1, base+2 .. base+1+nargs)`, without `base+1` if it is unbound. The callee's register 0 is `base+1`, or `base+2`.
            CallMethod call_method (a: Dst dst, b: CallRun2 base, c: Count nargs) cache 2 [raises calls safepoint] {
                /// A Python function with exactly that many positional parameters: its frame starts at once.
                CallMethodPyExact call_method_py_exact,
                /// A Python function whose arguments are bound by the general code.
                CallMethodPy call_method_py,
                /// A builtin with an entry for no argument.
                CallMethodBuiltin0 call_method_builtin0,
                /// A builtin with an entry for one argument.
                CallMethodBuiltin1 call_method_builtin1,
                /// A builtin with an entry for two arguments.
                CallMethodBuiltin2 call_method_builtin2,
                /// A builtin with an entry for three arguments.
                CallMethodBuiltin3 call_method_builtin3,
                /// A builtin called with a run of arguments.
                CallMethodBuiltinN call_method_builtin_n,
                /// `list.append`.
                CallMethodListAppend call_method_list_append,
            }
            /// As `Call`; the constant is a tuple of the names of the last arguments. `nargs` counts both kinds.
            CallKw call_kw (a: Dst dst, b: CallRun1 base, c: Count nargs, w: Const kwnames, x: Cache state) cache 1 [raises calls safepoint] {
                /// A Python function; the mapping of names to parameters is cached.
                CallKwPy call_kw_py,
            }
            /// As `CallMethod` with keywords.
            CallMethodKw call_method_kw (a: Dst dst, b: CallRun2 base, c: Count nargs, w: Const kwnames, x: Cache state) cache 1 [raises calls safepoint] {
                /// A Python function; the mapping of names to parameters is cached.
                CallMethodKwPy call_method_kw_py,
            }
            /// `dst = base(*base+1, **base+2)`; `base+1` any iterable (TypeError `NAME argument after * must be an iterable, not T`), `base+2` a dict that this call may keep, or unbound.
            CallEx call_ex (a: Dst dst, b: SrcTriple base) cache 0 [raises calls safepoint] {}
            /// `dst` = function of the code constant, with the frame's globals, `__module__` from them, `__doc__` from the code.
            MakeFunction make_function (a: Dst dst, bc: Const code) cache 0 [] {}
            /// Completes a new function, see `FunctionAttr`: defaults (tuple), kwdefaults (dict), annotations, closure (tuple of cells), annotate (function), type parameters (tuple).
            SetFunctionAttr set_function_attr (a: Src func, b: Src value, c: Imm which) cache 0 [] {}
            /// Leaves the frame with `value`. In a generator: StopIteration(value); in an async generator: StopAsyncIteration.
            Return return_value (a: Src value) cache 0 [ends] {}
            /// `Return` of a constant.
            ReturnConst return_const (bc: Const value) cache 0 [ends] {}

            // ---- building and taking apart ----

            /// `dst = (base, .., base+count-1)`.
            BuildTuple build_tuple (a: Dst dst, b: SrcRun base, c: Count count) cache 0 [] {}
            /// `dst = [base, .., base+count-1]`.
            BuildList build_list (a: Dst dst, b: SrcRun base, c: Count count) cache 0 [] {}
            /// `dst = {base, .., base+count-1}`, added from left to right.
            BuildSet build_set (a: Dst dst, b: SrcRun base, c: Count count) cache 0 [raises calls] {}
            /// `dst = {base: base+1, base+2: base+3, ..}`, `count` pairs.
            BuildMap build_map (a: Dst dst, b: SrcRun2 base, c: Count count) cache 0 [raises calls] {}
            /// `dst = ''.join(base .. base+count-1)`, all of them str.
            BuildString build_string (a: Dst dst, b: SrcRun base, c: Count count) cache 0 [raises] {}
            /// Appends to a list the program cannot see yet.
            ListAppend list_append (a: Src list, b: Src value) cache 0 [] {}
            /// `list.extend(value)`; TypeError `Value after * must be an iterable, not T`.
            ListExtend list_extend (a: Src list, b: Src value) cache 0 [raises calls] {}
            /// `dst = tuple(list)`.
            ListToTuple list_to_tuple (a: Dst dst, b: Src list) cache 0 [] {}
            /// `set.add(value)`.
            SetAdd set_add (a: Src set, b: Src value) cache 0 [raises calls] {}
            /// `set.update(value)`.
            SetUpdate set_update (a: Src set, b: Src value) cache 0 [raises calls] {}
            /// `dict[key] = value` in a display or comprehension.
            MapAdd map_add (a: Src dict, b: Src key, c: Src value) cache 0 [raises calls] {}
            /// `{**value}` into `dict`; TypeError `'T' object is not a mapping`.
            DictUpdate dict_update (a: Src dict, b: Src value) cache 0 [raises calls] {}
            /// As `DictUpdate` for `f(**value)`: duplicate keys and non-mappings give the TypeErrors that name the callable.
            DictMerge dict_merge (a: Src dict, b: Src value, c: Src callable) cache 0 [raises calls] {}
            /// `first, second = src`; nothing is written if it fails. `src` is read before anything is written.
            UnpackTwo unpack_two (a: Dst first, b: Dst second, c: Src src) cache 0 [raises calls] {
                /// A tuple of two.
                UnpackTwoTuple unpack_two_tuple,
                /// A list of two.
                UnpackTwoList unpack_two_list,
            }
            /// `base, .., base+count-1 = src`; ValueError with CPython's texts if the number differs.
            Unpack unpack (a: DstRun base, b: Count count, c: Src src) cache 0 [raises calls] {
                /// A tuple of that length.
                UnpackTuple unpack_tuple,
                /// A list of that length.
                UnpackList unpack_list,
            }
            /// `base .. = src` with a star: `before` values, a list of the rest, `after` values.
            UnpackEx unpack_ex (a: DstStar base, b: Src src, w: Count before, x: Count after) cache 0 [raises calls] {}

            // ---- strings ----

            /// `dst = format(src)`; an exact str is itself.
            FormatSimple format_simple (a: Dst dst, b: Src src) cache 0 [raises calls] {}
            /// `dst = format(src, spec)`.
            FormatSpec format_spec (a: Dst dst, b: Src src, c: Src spec) cache 0 [raises calls] {}
            /// `!s`, `!r`, `!a` (1, 2, 3): `dst = str(src)`, `repr(src)`, `ascii(src)`.
            ConvertValue convert_value (a: Dst dst, b: Src src, c: Imm which) cache 0 [raises calls] {}
            /// `dst` = `string.templatelib.Interpolation`: `base` = value, `base+1` = expression text, `base+2` = format spec (unbound: empty str); conversion as `ConvertValue`, 0 for None.
            BuildInterpolation build_interpolation (a: Dst dst, b: SrcTriple base, c: Imm conversion) cache 0 [raises] {}
            /// `dst` = `string.templatelib.Template` of two tuples.
            BuildTemplate build_template (a: Dst dst, b: Src strings, c: Src interpolations) cache 0 [raises] {}

            // ---- exceptions ----

            /// `raise exc` (class or instance).
            Raise raise (a: Src exc) cache 0 [raises calls ends] {}
            /// `raise exc from cause`.
            RaiseFrom raise_from (a: Src exc, b: Src cause) cache 0 [raises calls ends] {}
            /// Bare `raise`: the handled exception with its traceback, or RuntimeError `No active exception to reraise`. Adds no traceback entry for this frame.
            RaiseAgain raise_again () cache 0 [raises ends] {}
            /// Goes on with `exc` after a clean-up: no new traceback entry for this frame, no change of context.
            Reraise reraise (a: Src exc) cache 0 [raises ends] {}
            /// Start of a handler: `save` = the exception handled so far in this frame's chain (unbound if none), handled exception = `exc`.
            PushExcInfo push_exc_info (a: Dst save, b: Src exc) cache 0 [] {}
            /// End of a handler: handled exception = `save`.
            PopExcept pop_except (a: Src save) cache 0 [] {}
            /// Jumps if `exc` is no instance of `class` (class or tuple). TypeError `catching classes that do not inherit from BaseException is not allowed`.
            JumpIfNoExcMatch jump_if_no_exc_match (a: Src exc, b: Src class, w: Jump target, x: Cache count) cache 0 [raises calls] {}
            /// `except*`: `base` = the part that matches (None if nothing; a naked exception is wrapped), `base+1` = the rest (None if nothing). `exc` None gives None, None.
            SplitExcGroup split_exc_group (a: DstPair base, b: Src exc, c: Src class) cache 0 [raises calls] {}
            /// End of `except*`: from the original exception and the list of what the clauses raised and what was left (None for nothing), the exception to raise, or None.
            JoinExcGroup join_exc_group (a: Dst dst, b: Src orig, c: Src raised) cache 0 [raises calls] {}
            /// `dst = exit(type(exc), exc, exc.__traceback__)`; `exit` is a pair as `LoadSpecial` leaves it, the three registers after it are free for the arguments.
            WithExceptStart with_except_start (a: Dst dst, b: WithRun exit, c: Src exc) cache 0 [raises calls safepoint] {}

            // ---- generators and coroutines ----

            /// After `CopyFreeVars` and `MakeCell`: wraps the frame in a generator, coroutine or async generator (by the code's flags) and returns that to the caller. Its first resumption goes on at the next instruction. A StopIteration that leaves the body becomes RuntimeError; that is the generator's work, not the code's.
            ReturnGenerator return_generator () cache 0 [raises] {}
            /// Suspends with `value`. Resumed: `received` = what was sent. `throw()` raises here.
            Yield yield_value (a: Dst received, b: Src value) cache 0 [raises safepoint] {}
            /// `dst` = wrapper that tells a value yielded by an async generator from one passed up by an await.
            AsyncGenWrap async_gen_wrap (a: Dst dst, b: Src src) cache 0 [] {}
            /// `dst` = iterator for `yield from`: a generator itself, a coroutine only where allowed (TypeError `cannot 'yield from' a coroutine object in a non-coroutine generator`), else `iter(src)`.
            GetYieldFromIter get_yield_from_iter (a: Dst dst, b: Src src) cache 0 [raises calls] {}
            /// `dst` = iterator of `await src`; `context` 1 after `__aenter__`, 2 after `__aexit__`, for the TypeErrors.
            GetAwaitable get_awaitable (a: Dst dst, b: Src src, c: Imm context) cache 0 [raises calls] {}
            /// Sends `value` to `iter`. It yields: `value` = that, falls through. It ends: `value` = its result, jumps.
            Send send (a: Use value, b: Src iter, w: Jump done, x: Cache count) cache 0 [raises calls safepoint] {
                /// A generator or coroutine: runs its frame without a native call.
                SendGenerator send_generator,
            }
            /// Suspends with `value` on behalf of `iter` (`gi_yieldfrom`, `cr_await`), never wrapped. Resumed: `value` = what was sent. `throw()` and `close()` go to `iter` first; only what `iter` raises is raised here.
            YieldFrom yield_from (a: Use value, b: Src iter) cache 0 [raises safepoint] {}
            /// Handler around `YieldFrom`: if `exc` is StopIteration: `value = exc.value`, jumps; else raises it again as `Reraise`.
            CleanupThrow cleanup_throw (a: Dst value, b: Src exc, w: Jump done, x: Cache count) cache 0 [raises ends] {}

            // ---- imports ----

            /// `dst = __import__(name, globals, locals, fromlist = base+1, level = base)`.
            ImportName import_name (a: Dst dst, b: SrcPair base, w: Name name) cache 0 [raises calls safepoint] {}
            /// `from module import name`: attribute, else `sys.modules` entry, else ImportError with CPython's texts.
            ImportFrom import_from (a: Dst dst, b: Src module, w: Name name) cache 0 [raises calls] {}
            /// `from module import *` into the frame's namespace.
            ImportStar import_star (a: Src module) cache 0 [raises calls] {}

            // ---- classes and type parameters ----

            /// `dst = builtins.__build_class__`.
            LoadBuildClass load_build_class (a: Dst dst) cache 0 [raises] {}
            /// Makes `__annotations__` in the namespace if missing (`from __future__ import annotations`).
            SetupAnnotations setup_annotations () cache 0 [raises calls] {}
            /// `dst` = TypeVar, ParamSpec or TypeVarTuple, see `TypeParamKind`; `evaluate` is the function that gives bound or constraints, or any register for the kinds without.
            MakeTypeParam make_type_param (a: Dst dst, b: Src name, c: Src evaluate, w: Imm kind) cache 0 [raises calls] {}
            /// Gives `param` the lazily evaluated default.
            SetTypeParamDefault set_type_param_default (a: Use param, b: Src evaluate) cache 0 [raises] {}
            /// `dst = typing.Generic[*params]`.
            SubscriptGeneric subscript_generic (a: Dst dst, b: Src params) cache 0 [raises calls] {}
            /// `dst` = TypeAliasType of name, type parameters (tuple or None) and evaluating function.
            MakeTypeAlias make_type_alias (a: Dst dst, b: SrcTriple base) cache 0 [raises calls] {}

            // ---- pattern matching ----

            /// `dst` = whether the type of `subject` is marked as a mapping.
            MatchMapping match_mapping (a: Dst dst, b: Src subject) cache 0 [] {}
            /// `dst` = whether the type of `subject` is marked as a sequence (not str, bytes, bytearray).
            MatchSequence match_sequence (a: Dst dst, b: Src subject) cache 0 [] {}
            /// `dst` = tuple of the values of all keys, fetched with `get`, or None if one is missing; ValueError for a duplicate key.
            MatchKeys match_keys (a: Dst dst, b: Src subject, c: Src keys) cache 0 [raises calls] {}
            /// `base` = subject, `base+1` = class, `base+2` = tuple of attribute names: `dst` = tuple of the attributes, the `positional` ones by `__match_args__` first, or None if it does not match.
            MatchClass match_class (a: Dst dst, b: SrcTriple base, c: Count positional) cache 0 [raises calls] {}
            /// `dst = len(src)`.
            GetLen get_len (a: Dst dst, b: Src src) cache 0 [raises calls] {}

            // ---- others ----

            /// Interactive mode: `sys.displayhook(value)`.
            PrintExpr print_expr (a: Src value) cache 0 [raises calls] {}
        }
    };
}
