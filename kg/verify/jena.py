"""Apache Jena, run by a Java program of ours: the jars of JENA_HOME, or those that Debian packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

from kg.verify.job import Engine, Job, Outcome
from kg.verify.values import of_json

PROGRAM = Path(__file__).with_name("Jena.java")
DEBIAN = Path("/usr/share/java")
# What Debian's libapache-jena-java needs beside the jena-*.jar files; its package names no class path.
BESIDE = (
    *("commons-cli", "commons-codec", "commons-compress", "commons-csv", "commons-io", "commons-lang3"),
    *("dexx.collection", "gson", "guava", "failureaccess", "httpclient", "httpcore", "httpclient-cache"),
    *("jackson-core", "jackson-databind", "jackson-annotations", "jsonld-java", "jakarta.json-api"),
    *("jakarta.json", "titanium-json-ld", "protobuf", "thrift", "slf4j-api", "slf4j-simple"),
    *("jcl-over-slf4j", "xercesImpl", "xml-apis"),
)
# Debian's jena-core moves these classes to the package xerces but leaves their texts here.
STRAY = "org/apache/jena/ext/"


def missing() -> str | None:
    """Why Jena cannot run here."""
    if not shutil.which("javac"):
        return "no Java development kit (javac)"
    if not os.environ.get("JENA_HOME") and not (DEBIAN / "jena-arq.jar").is_file():
        return "no Jena: set JENA_HOME, or install libapache-jena-java, libxerces2-java and libslf4j-java"
    return None


def run(job: Job, scratch: Path) -> Outcome:
    """The job done by one Java program; the file to query is loaded first."""
    for name, text in job.queries.items():
        (scratch / f"{name}.rq").write_text(text, "utf-8")
    files = [job.union, *(file for file in job.files if file != job.union)]
    command = ["java", "-Xmx2G", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", _path(scratch)]
    done = subprocess.run(
        [*command, str(PROGRAM), str(scratch), *map(str, files)], capture_output=True, text=True, check=False
    )
    outcome = Outcome()
    for line in done.stdout.splitlines():
        kind, name, said = line.split("\t", 2)
        if kind == "count":
            outcome.counts[name] = int(said)
        else:
            outcome.failures[name] = said
    if done.returncode:
        outcome.failures["java"] = " ".join(done.stderr.split())[:300]
    answered = (scratch / f"{name}.json" for name in job.queries if name not in outcome.failures)
    outcome.answers |= {path.stem: of_json(path.read_bytes()) for path in answered if path.is_file()}
    return outcome


def _path(scratch: Path) -> str:
    if home := os.environ.get("JENA_HOME"):
        return str(Path(home) / "lib" / "*")
    with zipfile.ZipFile(DEBIAN / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(STRAY) and name.endswith(".properties"):
                target = scratch / "texts" / name.removeprefix(STRAY)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    jars = [*sorted(DEBIAN.glob("jena-*.jar")), *(DEBIAN / f"{name}.jar" for name in BESIDE)]
    return os.pathsep.join([str(scratch / "texts"), *(str(jar) for jar in jars if jar.is_file())])


ENGINE = Engine("Jena", missing, run)
