"""What `dis` shows of Tauraro's own instructions: run in the namespace of the library's module.

The library decodes the instructions of the reference implementation; code objects here have
others. These definitions take the place of the ones that read code.
"""

from _opcode import _instructions
import re

# What programs look for are names such as LOAD_GLOBAL, and the name that such an instruction is about.
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NAME = re.compile(r"\bname=(\S+)")


def _own_instructions(co, first_line=None):
    shift = 0 if first_line is None else first_line - co.co_firstlineno
    last = None
    for offset, name, arg, text, position, is_target in _instructions(co):
        line = position[0] + shift if position and position[0] is not None else None
        named = _NAME.search(text)
        yield Instruction(
            opname=_WORD.sub("_", name).upper(), opcode=0, arg=arg, argval=named[1] if named else text, argrepr=text, offset=offset,
            start_offset=offset, starts_line=line is not None and line != last, line_number=line,
            label=None, positions=Positions(*position) if position else None, cache_info=None)
        if line is not None:
            last = line


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """Iterates over the instructions of a function, a method, a class or source text."""
    return _own_instructions(_get_code_object(x), first_line)


def _print_own(instructions, file, show_offsets, show_positions, lasti=-1):
    for i in instructions:
        if i.starts_line and i.offset:
            print(file=file)
        line = str(i.line_number) if i.starts_line else ""
        mark = "-->" if i.offset == lasti else "   "
        fields = [f"{line:>4}", mark]
        if show_offsets:
            fields.append(f"{i.offset:>5}")
        if show_positions and i.positions:
            p = i.positions
            fields.append(f"{p.lineno}:{p.col_offset}-{p.end_lineno}:{p.end_col_offset}")
        fields.append(f"{i.opname:<20} {i.argrepr}" if i.argrepr else i.opname)
        print(" ".join(fields).rstrip(), file=file)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False,
                show_positions=False):
    """Shows the instructions of a code object."""
    _print_own(_own_instructions(co), file, show_offsets, show_positions, lasti)


disco = disassemble


def findlabels(code):
    """Offsets that are jumped to: none can be told from bare bytes."""
    return []


def _bytecode_iter(self):
    return _own_instructions(self.codeobj, self.first_line)


def _bytecode_dis(self):
    out = io.StringIO()
    _print_own(self, out, self.show_offsets, self.show_positions, self.current_offset)
    return out.getvalue()


Bytecode.__iter__ = _bytecode_iter
Bytecode.dis = _bytecode_dis
del _bytecode_iter, _bytecode_dis
