"""Source ranges over several lines: which lines show, where the carets are."""
import sys

sys.stderr = sys.stdout


def show(f):
    try:
        f()
    except Exception as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)
    else:
        raise AssertionError(f)


def target(*args, **kwargs):
    raise ValueError(len(args))


def call():
    return target(
        1,
        2,
        a=3,
    )


def call_in_expression():
    return 1 + target(
        1,
        2,
        3,
        4,
        5,
    ) + 2


def call_is_assigned():
    x = target(
        1,
    )


def call_is_a_statement():
    target(
        1,
        2,
        3)


def operator():
    x = (
        1
        + 2
        + 3
        / 0
    )


def operator_with_comment():
    return ("a"
            # not this + one
            "b"    % # other
            5)


def long_operator():
    return (1,
            2,
            3,
            4) + [
        5,
        6,
        7,
        8]


def subscript():
    return [
        1,
        2,
    ][
        5
    ]


def attribute_chain():
    return (target
            .__name__
            .missing
            .other)


def method_chain():
    return ("abc"
            .upper()
            .lower(1)
            .title())


def backslash():
    return 1 + \
        2 + \
        "a"


def condition():
    if (1 and
            2 and
            3 / 0):
        pass


def text():
    return """
    many
    lines
    """ + 5


def display():
    return {
        "a": 1,
        "b": [1, 2,
              3 / 0],
    }


def raised():
    raise ValueError(
        "a",
        "b",
    )


def comparison():
    return (1 <
            "a" <
            3)


def manager():
    with (
        open("/nonexistent/file") as f,
    ):
        pass


def deeper():
            if True:
                    return target(1,
            2)


def lambda_body():
    f = lambda x: x(
        1
    )
    f(target)


for f in (call, call_in_expression, call_is_assigned, call_is_a_statement, operator, operator_with_comment,
          long_operator, subscript, attribute_chain, method_chain, backslash, condition, text, display, raised,
          comparison, manager, deeper, lambda_body):
    print("#", f.__name__)
    show(f)
