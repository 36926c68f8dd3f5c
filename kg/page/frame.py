"""What every page is made of: kg's template with styles, scripts, and a policy that lets only these run.

All that comes from articles sits in blocks of JSON; a content security policy names, by hash, the only
scripts and styles that may run, and forbids all requests.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ASSETS = Path(__file__).parent / "assets"
TEMPLATE = "page.html"


def parts(library: str, scripts: Iterable[str]) -> dict[str, Any]:
    """What the template takes beside the graph: style, scripts (the library, then ours) and their policy."""
    style = asset("page.css")
    both = [_safe(library), _safe("".join(asset(f"{name}.js") for name in scripts))]
    return {"style": style, "scripts": both, "policy": _policy(style, both)}


def asset(name: str) -> str:
    """The text of one of the page's files."""
    return (ASSETS / name).read_text(encoding="utf-8")


def block(value: Mapping[str, Any]) -> str:
    """The value as JSON that can stand in a script element: it holds no character that HTML knows.

    >>> block({"a": "</script>"})
    '{"a":"\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&'\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _policy(style: str, scripts: list[str]) -> str:
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _safe(script: str) -> str:
    """A script that cannot end its own element, without the address of its source map."""
    script = script.replace("</script", "<\\/script").replace("\r\n", "\n")
    return "\n".join(line for line in script.split("\n") if not line.startswith("//# sourceMappingURL"))
