"""Records what CPython answers to erroneous snippets.

    python3.14 record_errors.py SNIPPETS.txt ANSWERS.tsv grammar|semantic

Snippets stand in the text file between lines of "=====", which may name a mode other than
exec ("===== eval"). A snippet that ends in a line "<no newline>" has no newline at its end.
Each answer is a line of tab-separated fields, escaped as in Python literals:
mode, source, exception, message, lineno, offset, end_lineno, end_offset, text.
`grammar` keeps what parsing alone rejects, `semantic` what only compiling rejects;
snippets of the other kind, and accepted ones, are reported and left out.
"""

import ast
import re
import sys
import warnings


def snippets(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        text = file.read()
    mode = "exec"
    parts = re.split(r"(?m)^=====(.*)\n", text)
    for index, part in enumerate(parts):
        if index % 2:
            mode = part.strip() or "exec"
        elif part:
            if part.endswith("<no newline>\n"):
                part = part.removesuffix("<no newline>\n").removesuffix("\n")
            yield mode, part


def attempt(source, mode, flags):
    try:
        compile(source, "<test>", mode, flags, dont_inherit=True)
    except (SyntaxError, MemoryError, RecursionError) as error:
        return error
    return None


def by_parser(parse_error):
    """Whether the grammar rejects the text; `__future__` names are checked after it."""
    if parse_error is None:
        return False
    message = str(parse_error)
    return not message.startswith(("future feature", "not a chance"))


def escaped(value):
    if value is None:
        return "None"
    return str(value).encode("unicode_escape").decode("ascii")


def answer(mode, source, error):
    names = ("lineno", "offset", "end_lineno", "end_offset", "text")
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    fields = [mode, source, type(error).__name__, message]
    fields += [getattr(error, name, None) for name in names]
    return "\t".join(map(escaped, fields))


def main(snippet_path, answer_path, phase):
    warnings.simplefilter("ignore")
    seen, lines = set(), []
    for mode, source in snippets(snippet_path):
        if (mode, source) in seen:
            print("twice:", repr(source))
            continue
        seen.add((mode, source))
        parse_error = attempt(source, mode, ast.PyCF_ONLY_AST)
        error = parse_error or attempt(source, mode, 0)
        if error is None:
            print("accepted:", repr(source))
        elif by_parser(parse_error) == (phase == "semantic"):
            print("other phase:", repr(source), repr(error))
        else:
            lines.append(answer(mode, source, error))
    with open(answer_path, "w", encoding="ascii", newline="\n") as file:
        file.write("".join(line + "\n" for line in lines))
    print(len(lines), "answers")


if __name__ == "__main__":
    main(*sys.argv[1:])
