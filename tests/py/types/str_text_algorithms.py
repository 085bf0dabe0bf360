"""Classic text algorithms on str: edit distance, KMP, palindromes, anagrams, Caesar, LZ, Huffman, soundex, justification."""


def edit(a, b):
    prev = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        cur = [i]
        for j, y in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (x != y)))
        prev = cur
    return prev[-1]


assert edit("kitten", "sitting") == 3 and edit("", "abc") == 3 and edit("stra\u00dfe", "strasse") == 2
assert edit("\U0001f600a", "a\U0001f600") == 2


def kmp(text, pat):
    fail, k, out = [0], 0, []
    for c in pat[1:]:
        while k and pat[k] != c:
            k = fail[k - 1]
        k += pat[k] == c
        fail.append(k)
    k = 0
    for i, c in enumerate(text):
        while k and (k == len(pat) or pat[k] != c):
            k = fail[k - 1]
        k += pat[k] == c
        if k == len(pat):
            out.append(i - k + 1)
    return out


for text, pat in (("abababa", "aba"), ("aaaa", "aa"), ("abc" * 50, "cab"),
        ("\u03b1\u03b2\u03b1\u03b2\u03b1", "\u03b1\u03b2\u03b1"), ("xyz", "q")):
    assert kmp(text, pat) == [i for i in range(len(text)) if text.startswith(pat, i)]


def longest_palindrome(s):
    best = ""
    for i in range(len(s)):
        for j in (i, i + 1):
            l, r = i, j
            while l >= 0 and r < len(s) and s[l] == s[r]:
                l, r = l - 1, r + 1
            if r - l - 1 > len(best):
                best = s[l + 1:r]
    return best


assert longest_palindrome("forgeeksskeegfor") == "geeksskeeg"
assert longest_palindrome("a\u00e9\u00e9a") == "a\u00e9\u00e9a" and longest_palindrome("abc") == "a"


def lz78(text):
    words, out, w = {"": 0}, [], ""
    for c in text:
        if w + c in words:
            w += c
        else:
            out.append((words[w], c))
            words[w + c] = len(words)
            w = ""
    return out + ([(words[w], "")] if w else [])


def unlz78(codes):
    words, out = [""], []
    for i, c in codes:
        words.append(words[i] + c)
        out.append(words[-1])
    return "".join(out)


T = "the quick brown fox jumps over the lazy dog. " * 20 + "\u00e9\U0001f600" * 10
assert unlz78(lz78(T)) == T and len(lz78(T)) < len(T) / 3


def huffman(text):
    nodes = sorted([(text.count(c), c) for c in set(text)])
    codes = {c: "" for c in set(text)}
    while len(nodes) > 1:
        (a, x), (b, y) = nodes[:2]
        for c in x:
            codes[c] = "0" + codes[c]
        for c in y:
            codes[c] = "1" + codes[c]
        nodes = sorted(nodes[2:] + [(a + b, x + y)])
    return codes


codes = huffman("abracadabra")
coded = "".join(codes[c] for c in "abracadabra")
assert len(coded) == 23 and len(codes["a"]) == 1
back, cur, inv = "", "", {v: k for k, v in codes.items()}
for bit in coded:
    cur += bit
    if cur in inv:
        back += inv[cur]
        cur = ""
assert back == "abracadabra"


def caesar(s, k):
    return "".join(chr((ord(c) - 65 + k) % 26 + 65) if c.isupper() else chr((ord(c) - 97 + k) % 26 + 97)
            if "a" <= c <= "z" else c for c in s)


assert caesar("Hello, World!", 3) == "Khoor, Zruog!" and caesar(caesar(T, 7), -7) == T
assert all(caesar("abc", k) == caesar("abc", k - 26) for k in range(26))
groups = {}
for w in "eat tea tan ate nat bat tab silent listen enlist \u00e9t\u00e9".split():
    groups.setdefault("".join(sorted(w)), []).append(w)
assert sorted(map(len, groups.values()), reverse=True) == [3, 3, 2, 2, 1]


def justify(words, width):
    out, line = [], []
    for w in words:
        if sum(map(len, line)) + len(line) + len(w) > width:
            gaps, spare = max(1, len(line) - 1), width - sum(map(len, line))
            out.append("".join(x + " " * (spare // gaps + (i < spare % gaps) if i < gaps else 0) for i, x in enumerate(line)))
            line = []
        line.append(w)
    return out + [" ".join(line).ljust(width)]


j = justify("this is an example of text justification that must fit".split(), 16)
assert [len(x) for x in j] == [16] * len(j) and j[0] == "this    is    an"
def lcs(a, b):
    rows = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for k, y in enumerate(b):
            rows[i + 1][k + 1] = rows[i][k] + x if x == y else max(rows[i][k + 1], rows[i + 1][k], key=len)
    return rows[-1][-1]
assert lcs("AGGTAB", "GXTXAYB") == "GTAB" and len(lcs("the quick brown fox", "a quiet crown")) == 9
def expand(s): return "".join(c * int(n) for c, n in zip(s[::2], s[1::2]))
assert expand("a3b1c2") == "aaabcc"
words = {}
for w in T.replace(".", "").split():
    words[w] = words.get(w, 0) + 1
assert sorted(words.items(), key=lambda kv: (-kv[1], kv[0]))[0] == ("the", 40)
print("text", len(lz78(T)), coded, j)
