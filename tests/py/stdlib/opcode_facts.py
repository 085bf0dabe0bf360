"""What the library knows of the reference instructions."""
import _opcode
import opcode

print(opcode.hasconst, opcode.hasname, opcode.hasfree, opcode.haslocal, opcode.hasexc)
print(opcode.hasjump, len(opcode.hasarg), len(opcode.opmap))
for op in range(270):
    for arg in (0, 1, 5):
        for jump in (None, True, False):
            try:
                print(_opcode.stack_effect(op, arg, jump=jump), end=" ")
            except ValueError as e:
                print(e, end=" ")
print(_opcode.get_nb_ops())
print(_opcode.get_intrinsic1_descs(), _opcode.get_intrinsic2_descs(), _opcode.get_special_method_names())
