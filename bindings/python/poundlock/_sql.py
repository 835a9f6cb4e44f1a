"""The tokens of one SQL statement, and a place in them. An expression is handed over as it was written."""
import re

TOKEN = re.compile(
    r"""(?P<space>\s+|--[^\n]*|/\*.*?\*/)
    |(?P<text>[eEnNbBxX]?'(?:[^']|'')*')
    |(?P<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[A-Za-z_][^\]]*\])
    |(?P<word>[^\W\d][\w$]*)
    |(?P<number>\d[\w.]*)
    |(?P<mark>::|<=|>=|<>|!=|\|\||.)""", re.S | re.X)
# In MySQL's texts a backslash takes the quote behind it along.
TOKEN_BACKSLASH = re.compile(TOKEN.pattern.replace(r"(?:[^']|'')*'", r"(?:[^'\\]|''|\\.)*'", 1), re.S | re.X)


class Unknown(Exception):
    """A statement, or a part of one, that models cannot say."""


class Token:
    __slots__ = ("kind", "text", "start", "end", "word")

    def __init__(self, kind, text, start, end):
        self.kind, self.text, self.start, self.end = kind, text, start, end
        self.word = text.upper() if kind == "word" else text if kind == "mark" else ""


def unquoted(token):
    if token.kind == "name":
        close = {"[": "]"}.get(token.text[0], token.text[0])
        return token.text[1:-1].replace(close * 2, close)
    if token.kind == "word":
        return token.text
    raise Unknown(f"a name is missing at {token.text!r}")


class Reader:
    """A place in the tokens of one statement."""

    def __init__(self, sql, backslash=False, fold=False):
        self.sql, self.fold, self.at = sql, fold, 0
        self.backslash = backslash
        self.tokens = [Token(m.lastgroup, m[0], m.start(), m.end())
                       for m in (TOKEN_BACKSLASH if backslash else TOKEN).finditer(sql) if m.lastgroup != "space"]

    def more(self):
        return self.at < len(self.tokens) and self.tokens[self.at].text != ";"

    def peek(self, ahead=0):
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else Token("end", "", len(self.sql), len(self.sql))

    def ahead(self, words):
        return all(self.peek(i).word == word for i, word in enumerate(words.split()))

    def take(self, *choices):
        """The first of the phrases that stands here, and goes behind it."""
        for words in choices:
            if self.ahead(words):
                self.at += len(words.split())
                return words
        return None

    def must(self, *choices):
        found = self.take(*choices)
        if not found:
            raise Unknown(f"{choices[0]} is missing at {self.sql[self.peek().start:][:60]!r}, in: {self.sql}")
        return found

    def name(self):
        token = self.peek()
        self.at += 1
        found = unquoted(token)
        return found.lower() if self.fold and token.kind == "word" else found

    def qualified(self):
        """(schema or "", name)"""
        first = self.name()
        return (first, self.name()) if self.take(".") else ("", first)

    def group(self):
        """The text between the parenthesis here and its end."""
        self.must("(")
        start, depth = self.peek().start, 1
        while self.more():
            token = self.peek()
            self.at += 1
            depth += (token.text == "(") - (token.text == ")")
            if depth == 0:
                return self.sql[start:token.start].strip()
        raise Unknown(f"a parenthesis is not closed, in: {self.sql}")

    def names(self):
        """(a, b)"""
        self.must("(")
        found = [self.name()]
        while self.take(","):
            found.append(self.name())
        self.must(")")
        return found

    def until(self, words):
        """The text up to the first of the words outside parentheses, or a comma or ) there."""
        start, depth = self.peek().start, 0
        end = start
        while self.more():
            token = self.peek()
            if depth == 0 and (token.text in (",", ")") or (end > start and any(self.ahead(w) for w in words))):
                break
            depth += (token.text == "(") - (token.text == ")")
            end = token.end
            self.at += 1
        return self.sql[start:end]

    def string(self):
        token = self.peek()
        self.at += 1
        if token.kind != "text":
            raise Unknown(f"a text is missing at {token.text!r}, in: {self.sql}")
        text = token.text[token.text.index("'") + 1:-1].replace("''", "'")
        if self.backslash or token.text[0] in "eE":
            text = re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}.get(m[1], m[1]), text, flags=re.S)
        return text


def whole_group(text, backslash=False):
    """The text inside when a pair of parentheses holds all of it, else the text itself."""
    if not text.startswith("("):
        return text
    reader = Reader(text, backslash)
    inside = reader.group()
    return text if reader.more() else whole_group(inside, backslash)
