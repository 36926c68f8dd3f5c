"""Fetches the drawing library of the page for large graphs: one script, and the licences of all in it.

python docs/sigma.py     (needs npm; run it to take another version, and commit what changes)
"""

import json
import subprocess
import tempfile
from pathlib import Path

PACKAGES = ("sigma@3.0.3", "graphology@0.26.0", "esbuild@0.28.2")
ASSETS = Path(__file__).parent.parent / "kg" / "page" / "assets"
# The parts that the page uses; the rest is left out of the script.
ENTRY = """
import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, NodePointProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";
globalThis.sigma = { Graph, Sigma, EdgeLineProgram, NodePointProgram, floatColor };
"""


def licence(package: Path) -> str:
    """The name, licence and notices of one package."""
    said = json.loads((package / "package.json").read_text("utf-8"))
    texts = sorted(path for path in package.glob("*") if path.name.lower().startswith(("license", "licence")))
    return f"{said['name']} {said['version']} ({said['license']})\n\n{texts[0].read_text('utf-8').strip()}\n"


with tempfile.TemporaryDirectory() as place:
    (Path(place) / "entry.js").write_text(ENTRY, "utf-8")
    command = ["npm", "install", "--silent", "--ignore-scripts", "--no-save", *PACKAGES]
    subprocess.run(command, cwd=place, check=True)
    modules = Path(place) / "node_modules"
    bundle = [
        "--bundle",
        "--minify",
        "--format=iife",
        "--target=es2020",
        "--legal-comments=inline",
        "--charset=utf8",
    ]
    command = [
        str(modules / ".bin" / "esbuild"),
        "entry.js",
        *bundle,
        "--metafile=parts.json",
        "--outfile=out.js",
    ]
    subprocess.run([*command, "--log-level=error"], cwd=place, check=True)
    (ASSETS / "sigma.min.js").write_bytes((Path(place) / "out.js").read_bytes())
    inputs = json.loads((Path(place) / "parts.json").read_text("utf-8"))["inputs"]
    used = sorted({path.split("/")[1] for path in inputs if path.startswith("node_modules/")})
    head = f"sigma.min.js holds parts of {', '.join(used)}, bundled by docs/sigma.py.\n\n"
    notices = f"\n{'-' * 80}\n\n".join(licence(modules / name) for name in used)
    (ASSETS / "sigma.licences.txt").write_text(head + notices, "utf-8")
