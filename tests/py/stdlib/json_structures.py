"""json round trips over generated structures: keys, depth, unicode, numbers, separators, hooks; equality of both forms."""
import json

seed = 5


def rnd(n):
    global seed
    seed = seed * 48271 % 2147483647
    return seed % n


ATOMS = [None, True, False, 0, -1, 2 ** 53, -2 ** 70, 1.5, -0.0, 1e300, 5e-324, "", "text", "quote\"s",
        "back\\slash", "new\nline", "\u00e9\u4e2d", "\U0001f600", "\x00\x1f\x7f", "/", "</script>", "a" * 50]


def build(depth):
    k = rnd(6)
    if depth == 0 or k < 3:
        return ATOMS[rnd(len(ATOMS))]
    if k < 5:
        return [build(depth - 1) for _ in range(rnd(5))]
    return {ATOMS[11 + rnd(10)] + str(rnd(100)): build(depth - 1) for _ in range(rnd(5))}


n = 0
for _ in range(250):
    v = build(5)
    forms = [json.dumps(v), json.dumps(v, indent=2), json.dumps(v, ensure_ascii=False),
            json.dumps(v, separators=(",", ":")), json.dumps(v, sort_keys=True, indent="\t")]
    for f in forms:
        w = json.loads(f)
        assert w == v and repr(w) == repr(v) or isinstance(v, dict) or "sort" and w == v
        assert json.loads(f.encode()) == v and json.loads(" \n" + f + "\t ") == v
    assert forms[0].isascii() and len(forms[3]) <= len(forms[0])
    assert "".join(forms[1].split()) == "".join(json.dumps(v, indent=0).split())
    assert json.dumps(json.loads(forms[0])) == forms[0]
    assert "".join(json.JSONEncoder().iterencode(v)) == forms[0]
    n += len(forms[0])
assert n == 20793


def walk(text):
    """A reader of JSON made of str operations, for comparison."""
    def value(i):
        c = text[i]
        if c in "{[":
            out, end = ([], "]") if c == "[" else ({}, "}")
            i += 1
            while text[i] != end:
                if c == "{":
                    k, i = value(i)
                    assert text[i] == ":"
                    v, i = value(i + 1)
                    out[k] = v
                else:
                    v, i = value(i)
                    out.append(v)
                if text[i] == ",":
                    i += 1
            return out, i + 1
        if c == '"':
            j = i + 1
            while text[j] != '"':
                j += 2 if text[j] == "\\" else 1
            raw = text[i + 1:j]
            return (eval('"' + raw.replace("/", "\\x2f") + '"').encode("utf-16",
                    "surrogatepass").decode("utf-16") if "\\" in raw else raw), j + 1
        j = i
        while j < len(text) and text[j] not in ",]}":
            j += 1
        word = text[i:j]
        return {"null": None, "true": True, "false": False}.get(word, None) if word in ("null", "true",
                "false") else (float(word) if set(word) & set(".eE") else int(word)), j
    return value(0)[0]


for _ in range(150):
    v = build(4)
    assert walk(json.dumps(v, separators=(",", ":"))) == v
counts = {}


def count_keys(pairs):
    for k, _ in pairs:
        counts[k[0] if k else ""] = counts.get(k[0] if k else "", 0) + 1
    return dict(pairs)


doc = {"users": [{"id": i, "name": "u%d" % i, "tags": {"t%d" % (i % 3): i}} for i in range(100)], "total": 100}
assert json.loads(json.dumps(doc), object_pairs_hook=count_keys) == doc
assert counts == {"t": 201, "i": 100, "n": 100, "u": 1}
assert sum(json.loads(json.dumps([i] * 3))[1] for i in range(300)) == 44850
print("json structures", n, counts)
