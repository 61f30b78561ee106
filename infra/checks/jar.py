"""Whether each function's JAR is what template.yaml says it is: jar.py TEMPLATE.yaml. One line a finding."""

import pathlib
import sys
import zipfile

from samtranslator.yaml_helper import yaml_parse

# Lambda's limits for a deployment package.
ZIPPED_BYTES = 50 * 1024 * 1024
UNZIPPED_BYTES = 250 * 1024 * 1024


def findings(path: pathlib.Path):
    template = yaml_parse(path.read_text(encoding="utf-8"))
    for name, resource in template["Resources"].items():
        if resource["Type"] != "AWS::Serverless::Function":
            continue
        jar = path.parent / resource["Properties"]["CodeUri"]
        handler = resource["Properties"]["Handler"].split("::")[0].replace(".", "/") + ".class"
        if not jar.is_file():
            yield f"{name}: {jar} is missing; `mvn package` makes it"
            continue
        with zipfile.ZipFile(jar) as archive:
            entries = archive.infolist()
        unzipped = sum(entry.file_size for entry in entries)
        if handler not in {entry.filename for entry in entries}:
            yield f"{name}: {handler}, its handler, is not in {jar}"
        if jar.stat().st_size > ZIPPED_BYTES:
            yield f"{name}: {jar} has {jar.stat().st_size} bytes; Lambda takes {ZIPPED_BYTES}"
        if unzipped > UNZIPPED_BYTES:
            yield f"{name}: {jar} unpacks to {unzipped} bytes; Lambda takes {UNZIPPED_BYTES}"
        # A re-packed signed JAR no longer matches its signature, and the JVM refuses to load from it.
        for entry in entries:
            if entry.filename.startswith("META-INF/") and entry.filename.endswith((".SF", ".RSA", ".DSA", ".EC")):
                yield f"{name}: {jar} holds {entry.filename}, a signature of a JAR that it was made from"


if __name__ == "__main__":
    found = list(findings(pathlib.Path(sys.argv[1])))
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)
