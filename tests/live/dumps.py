"""A database's own dump as a set of statements, so that two dumps can be compared.

What is taken away, and why: comments, SET and the dump's own framework (they say how to restore, not what); blanks; who owns
and who may (PostgreSQL: --no-owner --no-privileges, MySQL: DEFINER), which models say only when asked to or not at all;
DEFAULT NULL, which holds without being said; AUTO_INCREMENT=n, which rows make; the character set of the client that a MySQL
literal came from; backticks, blanks and letter case in the head of a MySQL routine, which it keeps as typed; the names of a partition's copies of its table's indexes and NOT NULL constraints, which are the
server's own.
Storage parameters, and MySQL's keys, come in any order, so they are sorted. The order of statements is the dump's own; the
order of columns counts, unless the caller knows better (an ALTER adds a column at the end).

SQLite keeps every statement as its author wrote it, so two of them are compared by what it understood (Kind.facts).
"""
import re


def statements(kind, db, ordered=True):
    if kind.dialect == "sqlite":
        facts = kind.facts(db)
        return facts if ordered else {re.sub(r": column \d+ ", ": column ", fact) for fact in facts}
    return set((postgres if kind.dialect == "postgres" else mysql)(kind, db, ordered))


def columns_apart(name, lines):
    """The lines of a CREATE TABLE, each by itself: the order of columns is lost, and nothing else."""
    return [f"{name}: {line.strip().rstrip(',')}" for line in lines]


def postgres(kind, db, ordered):
    dump = kind.dump(db, "--no-owner", "--no-privileges")
    parts = re.split(r"^--\n-- Name: (.*?); Type: ([A-Z ]+?); Schema: (.*?); Owner: .*\n--\n", dump, flags=re.M)
    entries = []
    for name, what, schema, text in zip(parts[1::4], parts[2::4], parts[3::4], parts[4::4]):
        text = re.sub(r"^(SET .*;|--.*|\\(un)?restrict .*)$", "", text, flags=re.M)
        text = re.sub(r"^WITH \((.*)\)", lambda m: f"WITH ({', '.join(sorted(m[1].split(', ')))})", text, flags=re.M)
        text = re.sub(r" DEFAULT NULL::[^\n]*?(?=,?\n| NOT NULL)", "", text)
        entries.append((what, f"{schema}.{name}", re.sub(r"\n\n+", "\n", text).strip()))
    copies = {match[1] for what, _, text in entries if what == "INDEX ATTACH" for match in [re.search(r"PARTITION \w+\.(\S+);", text)] if match}
    parts = {match[1] for what, _, text in entries if what == "TABLE ATTACH" for match in [re.search(r"ATTACH PARTITION (\S+)", text)] if match}
    for what, name, text in entries:
        if what == "TABLE" and name in parts:
            text = re.sub(r" CONSTRAINT (\"[^\"]+\"|\w+) NOT NULL", " NOT NULL", text)
        if what == "INDEX ATTACH" or not text or (what in ("INDEX", "CONSTRAINT") and name.partition(".")[2].split(" ")[-1] in copies):
            continue
        if what == "TABLE" and not ordered:
            yield from columns_apart(name, text.splitlines())
        else:
            yield text


def split(dump):
    """Statements, with DELIMITER minded."""
    end, text = ";", []
    for line in dump.splitlines():
        if line.startswith("DELIMITER "):
            end = line.split()[1]
        elif line.rstrip().endswith(end):
            yield "\n".join([*text, line.rstrip()[:-len(end)]]).strip()
            text = []
        elif line and not line.startswith("--"):
            text.append(line)


def mysql(kind, db, ordered):
    for text in split(kind.dump(db)):
        text = re.sub(r"DEFINER=`[^`]*`@`[^`]*` ?", "", re.sub(r"/\*M?!\d* ?|\*/", "", text)).replace(f"`{db}`.", "").strip()
        text = re.sub(r" AUTO_INCREMENT=\d+", "", re.sub(r"\b_(utf8(mb[34])?|latin1|ascii)(?=')", "", text))
        routine = re.match(r"CREATE +(FUNCTION|PROCEDURE|TRIGGER|EVENT)", text)
        if re.match(r"SET |DROP |CREATE DATABASE|ALTER DATABASE|USE |\\|enable the sandbox", text) or not text:
            continue
        if text.startswith("CREATE TABLE"):
            lines = [line.strip().rstrip(",") for line in text.splitlines()]
            if not ordered:
                yield from columns_apart(lines[0], lines[1:])
            else:
                yield "\n".join([lines[0], *(line for line in lines if line.startswith("`")), *sorted(line for line in lines[1:] if line[0] != "`")])
        else:
            text = re.sub(r" *([(),]) *", r"\1", " ".join(text.replace("`", "").split())) if routine else " ".join(text.split())
            yield re.sub(r"^CREATE (FUNCTION|PROCEDURE).*?(?= BEGIN| RETURN |$)", lambda m: m[0].lower(), text, flags=re.I)
