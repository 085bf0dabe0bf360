//! The kinds of cells and the built-in types: one table.
//!
//! Each line of `builtin_types!` gives a type object its place in `Types`, its Python name, the
//! kind of its instances' payload and its base; the line's number is the number of that kind
//! and of the type's root shape. Where two types share a layout, the kind names the other line.
//! A type's methods and slots are filled in by the crate that implements it, which also
//! registers the kind. Kinds from 512 on belong to native modules (see `Kind`).

use crate::heap::{Gc, Kind};
use crate::object::{Type, TypeFlags};
use crate::shape::ShapeId;

/// Kinds and shapes below this number are those of this table.
pub const BUILTIN_MAX: u16 = 200;

pub const STORAGE: Kind = Kind(201);
pub const BYTE_STORAGE: Kind = Kind(202);
pub const STR_INDEX: Kind = Kind(203);
pub const TABLE: Kind = Kind(204);
pub const SET_TABLE: Kind = Kind(205);
/// Kinds of the interpreter: 256 to 511.
pub const INTERP_FIRST: u16 = 256;
/// Kinds of native modules: from 512 on, see `tauraro_stdlib::kinds`.
pub const STDLIB_FIRST: u16 = 512;

/// One line of the table.
pub struct BuiltinType {
    pub name: &'static str,
    pub module: &'static str,
    pub kind: Kind,
    pub shape: ShapeId,
    pub flags: TypeFlags,
}

macro_rules! builtin_types {
    ($( $konst:ident $field:ident $name:literal in $module:literal kind $kind:ident base $base:ident $(: $($flag:ident)+)? ; )*) => {
        #[repr(u16)]
        #[expect(non_camel_case_types, reason = "only for numbering")]
        enum Number { None = 0, $( $field, )* }
        const _: Number = Number::None;

        $( pub const $konst: Kind = Kind(Number::$field as u16); )*

        impl ShapeId {
            $( pub const $konst: ShapeId = ShapeId(Number::$field as u32); )*
        }

        /// The built-in type objects.
        #[derive(Clone, Copy)]
        pub struct Types { $( pub $field: Gc<Type>, )* }

        impl Types {
            /// Makes all types; `make(line, base)` makes one, `object` without a base.
            pub(crate) fn create(mut make: impl FnMut(BuiltinType, Option<Gc<Type>>) -> Gc<Type>) -> Types {
                let none: Option<Gc<Type>> = None;
                $(
                    let $field = make(
                        BuiltinType {
                            name: $name,
                            module: $module,
                            kind: $kind,
                            shape: ShapeId::$konst,
                            flags: TypeFlags::IMMUTABLE $($(.with(TypeFlags::$flag))+)?,
                        },
                        builtin_types!(@base none $base),
                    );
                )*
                Types { $( $field, )* }
            }

            pub fn all(&self) -> Vec<Gc<Type>> {
                vec![$( self.$field, )*]
            }
        }
    };
    (@base $none:ident none) => { $none };
    (@base $none:ident $base:ident) => { Some($base) };
}

builtin_types! {
    INSTANCE object "object" in "builtins" kind INSTANCE base none: BASE;
    TYPE type_ "type" in "builtins" kind TYPE base object: BASE TYPE_SUBCLASS;
    BIG_INT int "int" in "builtins" kind BIG_INT base object: BASE MATCH_SELF INT_SUBCLASS;
    BOOL bool "bool" in "builtins" kind BIG_INT base int: MATCH_SELF INT_SUBCLASS;
    FLOAT float "float" in "builtins" kind FLOAT base object: BASE MATCH_SELF;
    COMPLEX complex "complex" in "builtins" kind COMPLEX base object: BASE;
    STR str "str" in "builtins" kind STR base object: BASE MATCH_SELF;
    BYTES bytes "bytes" in "builtins" kind BYTES base object: BASE MATCH_SELF;
    BYTEARRAY bytearray "bytearray" in "builtins" kind BYTEARRAY base object: BASE MATCH_SELF;
    MEMORYVIEW memoryview "memoryview" in "builtins" kind MEMORYVIEW base object: SEQUENCE;
    LIST list "list" in "builtins" kind LIST base object: BASE SEQUENCE MATCH_SELF;
    TUPLE tuple "tuple" in "builtins" kind TUPLE base object: BASE SEQUENCE MATCH_SELF;
    DICT dict "dict" in "builtins" kind DICT base object: BASE MAPPING MATCH_SELF;
    SET set "set" in "builtins" kind SET base object: BASE MATCH_SELF;
    FROZENSET frozenset "frozenset" in "builtins" kind SET base object: BASE MATCH_SELF;
    RANGE range "range" in "builtins" kind RANGE base object: SEQUENCE;
    SLICE slice "slice" in "builtins" kind SLICE base object;
    NONE_TYPE none_type "NoneType" in "builtins" kind NONE_TYPE base object;
    NOT_IMPLEMENTED_TYPE not_implemented_type "NotImplementedType" in "builtins" kind NOT_IMPLEMENTED_TYPE base object;
    ELLIPSIS_TYPE ellipsis "ellipsis" in "builtins" kind ELLIPSIS_TYPE base object;
    FUNCTION function "function" in "builtins" kind FUNCTION base object: METHOD_LIKE;
    BUILTIN builtin_function "builtin_function_or_method" in "builtins" kind BUILTIN base object;
    BOUND_METHOD method "method" in "builtins" kind BOUND_METHOD base object;
    METHOD_DESCRIPTOR method_descriptor "method_descriptor" in "builtins" kind METHOD_DESCRIPTOR base object: METHOD_LIKE;
    CLASS_METHOD_DESCRIPTOR classmethod_descriptor "classmethod_descriptor" in "builtins" kind METHOD_DESCRIPTOR base object;
    GETSET getset_descriptor "getset_descriptor" in "builtins" kind GETSET base object;
    MEMBER member_descriptor "member_descriptor" in "builtins" kind MEMBER base object;
    WRAPPER_DESCRIPTOR wrapper_descriptor "wrapper_descriptor" in "builtins" kind WRAPPER_DESCRIPTOR base object: METHOD_LIKE;
    METHOD_WRAPPER method_wrapper "method-wrapper" in "builtins" kind METHOD_WRAPPER base object;
    PROPERTY property "property" in "builtins" kind PROPERTY base object: BASE;
    CLASSMETHOD classmethod "classmethod" in "builtins" kind CLASSMETHOD base object: BASE;
    STATICMETHOD staticmethod "staticmethod" in "builtins" kind STATICMETHOD base object: BASE;
    SUPER super_ "super" in "builtins" kind SUPER base object: BASE;
    MODULE module "module" in "builtins" kind MODULE base object: BASE;
    CELL cell "cell" in "builtins" kind CELL base object;
    CODE code "code" in "builtins" kind CODE base object;
    FRAME frame "frame" in "builtins" kind FRAME base object;
    TRACEBACK traceback "traceback" in "builtins" kind TRACEBACK base object;
    GENERATOR generator "generator" in "builtins" kind GENERATOR base object;
    COROUTINE coroutine "coroutine" in "builtins" kind GENERATOR base object;
    ASYNC_GENERATOR async_generator "async_generator" in "builtins" kind GENERATOR base object;
    COROUTINE_WRAPPER coroutine_wrapper "coroutine_wrapper" in "builtins" kind COROUTINE_WRAPPER base object;
    ASYNC_GENERATOR_ASEND async_generator_asend "async_generator_asend" in "builtins" kind ASYNC_GENERATOR_ASEND base object;
    ASYNC_GENERATOR_ATHROW async_generator_athrow "async_generator_athrow" in "builtins" kind ASYNC_GENERATOR_ATHROW base object;
    ANEXT_AWAITABLE anext_awaitable "anext_awaitable" in "builtins" kind ANEXT_AWAITABLE base object;
    MAPPINGPROXY mappingproxy "mappingproxy" in "builtins" kind MAPPINGPROXY base object: MAPPING;
    DICT_KEYS dict_keys "dict_keys" in "builtins" kind DICT_KEYS base object;
    DICT_VALUES dict_values "dict_values" in "builtins" kind DICT_VALUES base object;
    DICT_ITEMS dict_items "dict_items" in "builtins" kind DICT_ITEMS base object;
    DICT_KEYITERATOR dict_keyiterator "dict_keyiterator" in "builtins" kind DICT_KEYITERATOR base object;
    DICT_VALUEITERATOR dict_valueiterator "dict_valueiterator" in "builtins" kind DICT_KEYITERATOR base object;
    DICT_ITEMITERATOR dict_itemiterator "dict_itemiterator" in "builtins" kind DICT_KEYITERATOR base object;
    DICT_REVERSEKEYITERATOR dict_reversekeyiterator "dict_reversekeyiterator" in "builtins" kind DICT_KEYITERATOR base object;
    DICT_REVERSEVALUEITERATOR dict_reversevalueiterator "dict_reversevalueiterator" in "builtins" kind DICT_KEYITERATOR base object;
    DICT_REVERSEITEMITERATOR dict_reverseitemiterator "dict_reverseitemiterator" in "builtins" kind DICT_KEYITERATOR base object;
    SET_ITERATOR set_iterator "set_iterator" in "builtins" kind SET_ITERATOR base object;
    LIST_ITERATOR list_iterator "list_iterator" in "builtins" kind LIST_ITERATOR base object;
    LIST_REVERSEITERATOR list_reverseiterator "list_reverseiterator" in "builtins" kind LIST_REVERSEITERATOR base object;
    TUPLE_ITERATOR tuple_iterator "tuple_iterator" in "builtins" kind TUPLE_ITERATOR base object;
    STR_ITERATOR str_iterator "str_iterator" in "builtins" kind STR_ITERATOR base object;
    STR_ASCII_ITERATOR str_ascii_iterator "str_ascii_iterator" in "builtins" kind STR_ITERATOR base object;
    BYTES_ITERATOR bytes_iterator "bytes_iterator" in "builtins" kind BYTES_ITERATOR base object;
    BYTEARRAY_ITERATOR bytearray_iterator "bytearray_iterator" in "builtins" kind BYTEARRAY_ITERATOR base object;
    MEMORY_ITERATOR memory_iterator "memory_iterator" in "builtins" kind MEMORY_ITERATOR base object;
    RANGE_ITERATOR range_iterator "range_iterator" in "builtins" kind RANGE_ITERATOR base object;
    LONGRANGE_ITERATOR longrange_iterator "longrange_iterator" in "builtins" kind LONGRANGE_ITERATOR base object;
    SEQUENCE_ITERATOR iterator "iterator" in "builtins" kind SEQUENCE_ITERATOR base object;
    CALLABLE_ITERATOR callable_iterator "callable_iterator" in "builtins" kind CALLABLE_ITERATOR base object;
    ENUMERATE enumerate "enumerate" in "builtins" kind ENUMERATE base object: BASE;
    ZIP zip "zip" in "builtins" kind ZIP base object: BASE;
    MAP map "map" in "builtins" kind MAP base object: BASE;
    FILTER filter "filter" in "builtins" kind FILTER base object: BASE;
    REVERSED reversed "reversed" in "builtins" kind REVERSED base object: BASE;
    SIMPLE_NAMESPACE simple_namespace "SimpleNamespace" in "types" kind SIMPLE_NAMESPACE base object: BASE;
    GENERIC_ALIAS generic_alias "GenericAlias" in "types" kind GENERIC_ALIAS base object: BASE;
    GENERIC_ALIAS_ITERATOR generic_alias_iterator "generic_alias_iterator" in "builtins" kind GENERIC_ALIAS_ITERATOR base object;
    UNION union "Union" in "typing" kind UNION base object: KEYS_ONLY;
    TYPE_VAR type_var "TypeVar" in "typing" kind TYPE_VAR base object;
    PARAM_SPEC param_spec "ParamSpec" in "typing" kind PARAM_SPEC base object;
    PARAM_SPEC_ARGS param_spec_args "ParamSpecArgs" in "typing" kind PARAM_SPEC_ARGS base object;
    PARAM_SPEC_KWARGS param_spec_kwargs "ParamSpecKwargs" in "typing" kind PARAM_SPEC_ARGS base object;
    TYPE_VAR_TUPLE type_var_tuple "TypeVarTuple" in "typing" kind TYPE_VAR_TUPLE base object;
    TYPE_ALIAS_TYPE type_alias_type "TypeAliasType" in "typing" kind TYPE_ALIAS_TYPE base object;
    GENERIC generic "Generic" in "typing" kind INSTANCE base object: BASE;
    NO_DEFAULT_TYPE no_default_type "NoDefaultType" in "typing" kind NO_DEFAULT_TYPE base object;
    WEAK_REF weakref "ReferenceType" in "weakref" kind WEAK_REF base object: BASE;
    WEAK_PROXY weakproxy "ProxyType" in "weakref" kind WEAK_PROXY base object;
    WEAK_CALLABLE_PROXY weakcallableproxy "CallableProxyType" in "weakref" kind WEAK_PROXY base object;
    TEMPLATE template "Template" in "string.templatelib" kind TEMPLATE base object;
    TEMPLATE_ITER template_iter "TemplateIter" in "string.templatelib" kind TEMPLATE_ITER base object;
    INTERPOLATION interpolation "Interpolation" in "string.templatelib" kind INTERPOLATION base object;
    EXCEPTION base_exception "BaseException" in "builtins" kind EXCEPTION base object: BASE EXC_SUBCLASS;
}

const _: () = assert!(EXCEPTION.0 < BUILTIN_MAX);
