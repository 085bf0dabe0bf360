"""tomllib, configparser, csv and json on the same data; urllib.parse, html and ipaddress."""
import configparser
import csv
import html
import io
import ipaddress
import tomllib
import urllib.parse as up


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


doc = """
title = "x\\ty"
[a.b]
n = [1, 2.5, 1_000, 0xff, inf]
when = 1979-05-27T07:32:00Z
d = 1979-05-27
lit = 'raw\\n'
multi = \"\"\"
one
two\"\"\"
[[rows]]
k = true
[[rows]]
k = false
t = { x = 1, y.z = 2 }
"""
print(tomllib.loads(doc))
for bad in ("a", "a = ", "a = 1\na = 2", "[x]\n[x]", 'a = "x', "a = 01", "a = 1979-13-01"):
    print(repr(bad), attempt(tomllib.loads, bad))
c = configparser.ConfigParser()
c.read_string("[DEFAULT]\nbase = /x\n[one]\npath = %(base)s/y\nflag: yes\nn = 5\nlong = a\n  b\n[two]\nempty\n".replace("empty\n", "f = 1.5\n"))
print(c.sections(), dict(c["one"]), c.getboolean("one", "flag"), c["one"].getint("n"), c.getfloat("two", "f"), attempt(c.get, "one", "zz"), attempt(c.get, "zz", "a"), c.get("two", "zz", fallback="fb"), attempt(c.read_string, "[x]\na=1\na=2"))
out = io.StringIO()
c["new"] = {"k": "v"}
c.write(out)
print(out.getvalue())
rows = [["a", "b,c", 'd"e'], [1, 2.5, None], ["multi\nline", "", " x "]]
for kwargs in ({}, {"delimiter": ";", "quoting": csv.QUOTE_ALL}, {"quoting": csv.QUOTE_NONNUMERIC}, {"quotechar": "'", "lineterminator": "|"}, {"quoting": csv.QUOTE_NONE, "escapechar": "\\"}):
    out = io.StringIO()
    csv.writer(out, **kwargs).writerows(rows)
    print(repr(out.getvalue()))
print(list(csv.reader(['a,"b ""q"" c",', "", "x y"])), list(csv.DictReader(["h1,h2", "1,2,3", "4"])), attempt(csv.reader, [], "nodialect"), csv.list_dialects())
u = "http://user:pw@host.com:80/a/b;p?q=1&q=2&e=#frag"
print(up.urlparse(u), up.urlsplit(u).port, up.parse_qs("q=1&q=2&e=", True), up.parse_qsl("a=%20+b"), up.quote("a b/\xe9?"), up.unquote("a%20%C3%A9+"), up.quote_plus("a b"), up.urlencode({"a": [1, 2], "b": "x y"}, True), up.urljoin("http://a/b/c", "../d?x"), up.urlunsplit(("s", "n", "p", "q", "f")))
print(html.escape("<a href='x'>&\"</a>"), html.unescape("&lt;&eacute;&#233;&#x20ac;&nosuch;&amp"))
n = ipaddress.ip_network("192.168.0.0/29")
print(n, n.num_addresses, [str(h) for h in n.hosts()], ipaddress.ip_address("192.168.0.5") in n, ipaddress.ip_address("::1").is_loopback, list(n.subnets())[1], attempt(ipaddress.ip_address, "300.1.1.1"), attempt(ipaddress.ip_network, "10.0.0.1/8"), ipaddress.ip_address("2001:db8::1").exploded, int(ipaddress.ip_address("1.2.3.4")))
