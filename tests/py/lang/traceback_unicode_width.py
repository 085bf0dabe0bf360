"""Carets stand under characters that a terminal shows two columns wide."""
import sys

sys.stderr = sys.stdout


def show(f):
    try:
        f()
    except Exception as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)
    else:
        raise AssertionError(f)


def wide_text():
    return "日本語" + 5


def wide_names():
    日本 = "日本"; return 日本[10] + 日本


def accents():
    é = {"ñ": 1}
    return é["ü"], "é" * 3


def emoji():
    return ("🎉" + 1) + "🎉🎉"


def full_width():
    ａ = 0
    return "ｘｙ", 1 / ａ, "ｚ"


def combining():
    return "e\u0301 é" % 5, "x"


def over_lines():
    日本 = {}
    return (日本["一"]
            + 日本["二"])


def tabs():
	return	"é",	1	/	0


for f in (wide_text, wide_names, accents, emoji, full_width, combining, over_lines, tabs):
    show(f)
