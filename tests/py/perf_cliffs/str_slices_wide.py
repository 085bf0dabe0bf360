"""Indexing and slicing 10 MB of text that is not ASCII, from anywhere in it."""

text = "Größe, naïve, 日本語, Ελλάδα, 😀! " * 350_000
size = len(text)
assert len(text.encode()) > 10_000_000

total = 0
for i in range(0, size, 37):
    total += ord(text[i])
parts = []
for i in range(0, size - 50, 97):
    parts.append(text[i : i + 20])
backwards = 0
for i in range(size - 1, 0, -49):
    backwards += len(text[i - 1 : i + 3])
middle = text[size // 2 - 5 : size // 2 + 5]
assert text[-1] == " " and text[-3] == "😀" and len(text[::1001]) == -(-size // 1001)
assert text.find("😀", size // 2) >= size // 2 and text.rfind("語") > size - 40
print(size, total, len("".join(parts)), backwards, middle)
