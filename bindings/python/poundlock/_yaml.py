"""Writes models and manifests as YAML, with nothing but the standard library. Texts that YAML might take for something else
are quoted as JSON, which is YAML, too."""
import json
import os
import re
import tempfile

PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?: ?\([A-Za-z0-9_ ]*\))?(?: [A-Za-z0-9_]+)*")
TRAPS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"}
WIDTH = 130
ORDER = ("extensions", "enums", "sequences", "domains", "tables", "views")
TABLE_FIRST = ("comment", "columns", "primary_key", "uniques", "checks", "foreign_keys", "exclusions", "indexes")


def scalar(value):
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return value if PLAIN.fullmatch(value) and value.lower() not in TRAPS else json.dumps(value, ensure_ascii=False)


def flow(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{scalar(k)}: {flow(v)}" for k, v in value.items()) + " }" if value else "{}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def deep(value):
    """Whether it is more than one line can show well."""
    if isinstance(value, dict):
        return any(isinstance(v, dict) or deep(v) for v in value.values()) if value else False
    return isinstance(value, list) and any(isinstance(v, dict) for v in value)


def block(value, indent, out):
    pad = "  " * indent
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        head = f"{pad}{scalar(key)}:" if isinstance(value, dict) else f"{pad}-"
        line = f"{head} {flow(item)}"
        if item and isinstance(item, (dict, list)) and (len(line) > WIDTH or deep(item)):
            if isinstance(value, dict):
                out.append(head)
                block(item, indent + 1, out)
            else:
                inner = []
                block(item, indent + 1, inner)
                out.append(head + inner[0][len(pad) + 1:])
                out.extend(inner[1:])
        else:
            out.append(line)


def ordered(value, first):
    return {key: value[key] for key in [*(k for k in first if k in value), *(k for k in value if k not in first)]}


def sorted_schema(schema):
    found = ordered({key: dict(sorted(items.items())) for key, items in schema.items() if items}, ORDER)
    if "tables" in found:
        found["tables"] = {name: ordered(table, TABLE_FIRST) for name, table in found["tables"].items()}
    return found


def short(table):
    """The shorter of two ways to say the same."""
    table = dict(table)
    if "columns" in table:
        table["columns"] = {name: c["type"] if list(c) == ["type"] and isinstance(c["type"], str) else c for name, c in table["columns"].items()}
    if "uniques" in table:
        table["uniques"] = [u["parts"] if list(u) == ["parts"] else u for u in table["uniques"]]
    if "checks" in table:
        table["checks"] = [c["expression"] if list(c) == ["expression"] else c for c in table["checks"]]
    if "exclusions" in table:
        table["exclusions"] = {name: e["definition"] if list(e) == ["definition"] else e for name, e in table["exclusions"].items()}
    return table


def models_text(models, head=""):
    """A models file of what _ddl.Models holds."""
    out = [*(f"# {line}" for line in head.splitlines()), "poundlock: 1"]
    schemas = {name: sorted_schema(schema) for name, schema in models.schemas.items()}
    for schema in schemas.values():
        if "tables" in schema:
            schema["tables"] = {name: short(table) for name, table in schema["tables"].items()}
    block(schemas.pop("", {}), 0, out)
    if schemas:
        block({"schemas": dict(sorted(schemas.items()))}, 0, out)
    return "\n".join(out) + "\n"


def document(value, head=""):
    out = [f"# {line}" for line in head.splitlines()]
    block(value, 0, out)
    return "\n".join(out) + "\n"


def write(path, text):
    """Whole or not at all; a file that says the same already is left alone."""
    try:
        with open(path, encoding="utf-8") as f:
            if f.read() == text:
                return
    except OSError:
        pass
    folder = os.path.dirname(os.path.abspath(path))
    os.makedirs(folder, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder, delete=False) as f:
        f.write(text)
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(f.name, 0o666 & ~mask)
    os.replace(f.name, path)
