"""Fetches the SPARQL editor that `kg serve` ships: one script, one stylesheet, and the licences of all in them.

python docs/editor.py     (needs npm; run it to take another version, and commit what changes)
"""

import json
import subprocess
import tempfile
from pathlib import Path

PACKAGE, VERSION = "@zazuko/yasgui", "4.6.2"
ASSETS = Path(__file__).parent.parent / "kg" / "serve" / "assets"
# The script carries a public list of prefixes, which is not used here; this one leads where nobody should.
SPAM = "https://onlyfans.com/chelxie/"
MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def licence(package: Path) -> str:
    """The name, licence and notices of one package."""
    said = json.loads((package / "package.json").read_text("utf-8"))
    head = f"{said['name']} {said['version']} ({said.get('license', 'licence not named')})"
    texts = sorted(path for path in package.glob("*") if path.name.lower().startswith(("license", "licence")))
    if texts:
        return f"{head}\n\n{texts[0].read_text('utf-8').strip()}\n"
    author = said.get("author", "")
    name = author.get("name", "") if isinstance(author, dict) else author
    others = [other["name"] for other in said.get("contributors", ()) if isinstance(other, dict)]
    return f"{head}\n\nCopyright (c) {', '.join(filter(None, [name, *others])) or 'its authors'}\n\n{MIT}"


with tempfile.TemporaryDirectory() as place:
    command = ["npm", "install", "--silent", "--ignore-scripts", "--no-save", f"{PACKAGE}@{VERSION}"]
    subprocess.run(command, cwd=place, check=True)
    modules = Path(place) / "node_modules"
    script = (modules / PACKAGE / "build" / "yasgui.min.js").read_text("utf-8")
    lines = [line for line in script.replace(SPAM, "").splitlines() if "sourceMappingURL" not in line]
    (ASSETS / "yasgui.min.js").write_text("\n".join(lines) + "\n", "utf-8")
    (ASSETS / "yasgui.min.css").write_bytes((modules / PACKAGE / "build" / "yasgui.min.css").read_bytes())
    packages = sorted(
        path.parent for path in (*modules.glob("*/package.json"), *modules.glob("@*/*/package.json"))
    )
    notices = [licence(package) for package in packages if "@types" not in package.parts]
    head = f"yasgui.min.js and yasgui.min.css are {PACKAGE} {VERSION} with what it is built from.\n\n"
    (ASSETS / "yasgui.licences.txt").write_text(head + f"\n{'-' * 80}\n\n".join(notices), "utf-8")
