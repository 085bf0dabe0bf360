"""Records what CPython answers to erroneous snippets.

    python3.14 record_errors.py SNIPPETS.txt ANSWERS.tsv grammar|semantic|mutations

Snippets stand in the text file between lines of "=====", which may name a mode other than
exec ("===== eval"). A snippet that ends in a line "<no newline>" has no newline at its end.
Each answer is a line of tab-separated fields, escaped as in Python literals:
mode, source, exception, message, lineno, offset, end_lineno, end_offset, text.
`grammar` keeps what parsing alone rejects, `semantic` what only compiling rejects;
snippets of the other kind, and accepted ones, are reported and left out. `mutations` records
what parsing says ("ok" for no error) to random changes of the snippets, always the same ones.
"""

import ast
import random
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


MUTATIONS = 3000
PIECES = """( ) [ ] { } : , . = == := + - * ** / // % @ -> ! != < > ... ; ~ | & ^ ' " \""" f' f" t'
    # \\ 0 1 0x 1.5 1e 1j a b x _ print match case type if else elif for in while try except finally
    with as def class lambda return yield from import not and or is None True async await del global
    raise assert pass break $ ? é \n \t""".split() + [" ", "\n", "\n  ", "\t", "\\\n"]


def mutated(source, rng):
    parts = re.findall(r"\s+|\w+|[^\w\s]", source) or [""]
    for _ in range(rng.choice((1, 1, 2, 3))):
        at = rng.randrange(len(parts))
        match rng.randrange(5):
            case 0:
                parts[at] = ""
            case 1:
                parts.insert(at, rng.choice(PIECES))
            case 2:
                parts[at] = rng.choice(PIECES)
            case 3:
                parts.insert(at, rng.choice(parts))
            case 4:
                other = rng.randrange(len(parts))
                parts[at], parts[other] = parts[other], parts[at]
    return "".join(parts)


def record_mutations(snippet_path):
    rng = random.Random(314)
    known = list(snippets(snippet_path))
    for _ in range(MUTATIONS):
        mode, source = rng.choice(known)
        source = mutated(source, rng)
        try:
            error = attempt(source, mode, ast.PyCF_ONLY_AST)
        except UnicodeDecodeError:
            # CPython forgets to make a SyntaxError of it in a format specification.
            continue
        if by_parser(error):
            yield answer(mode, source, error)
        else:
            yield "\t".join((mode, escaped(source), "ok"))


def main(snippet_path, answer_path, phase):
    warnings.simplefilter("ignore")
    seen, lines = set(), []
    if phase == "mutations":
        write(answer_path, list(dict.fromkeys(record_mutations(snippet_path))))
        return
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
    write(answer_path, lines)


def write(path, lines):
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write("".join(line + "\n" for line in lines))
    print(len(lines), "answers")


if __name__ == "__main__":
    main(*sys.argv[1:])
