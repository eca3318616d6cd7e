#!/usr/bin/env python3
"""Compares the verdicts of `staticld audit --all` with what gcc -static does.

usage: compare.py [STATICLD]

Links every module's archives, all members of them, with the words that pkg-config prints, and the
corrected line of every module that lies.  Prints what disagrees and the confusion matrix.
"""
import collections
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

os.environ["LC_ALL"] = "C"


def run(words, **options):
    return subprocess.run(words, capture_output=True, text=True, errors="replace", **options)


def link(module, words, name, work):
    # An archive that has a main gets no second one.
    has_main = any(" T main\n" in run(["nm", path]).stdout for path in module["archives"])
    program = "empty.o" if has_main else "main.o"
    out = os.path.join(work, name)
    line = ["gcc", "-static", "-s", "-o", out, program, "-Wl,--whole-archive"]
    outcome = run(line + module["archives"] + ["-Wl,--no-whole-archive"] + words, cwd=work)
    if os.path.exists(out):
        os.unlink(out)
    return outcome


def compare(module, work):
    said = run(["pkg-config", "--static", "--libs", module["path"]])
    words = said.stdout.split()
    declared = link(module, words, module["module"] + ".declared", work)
    links = said.returncode == 0 and declared.returncode == 0
    corrected = None
    if module["verdict"] == "lies":
        directories = [word for word in module["declared"] if word.startswith("-L")]
        words_now = directories + module["librariesPrivate"]
        corrected = link(module, words_now, module["module"] + ".corrected", work)
    same = said.returncode != 0 or words == module["declared"]
    return module, links, same, declared.stderr[-400:], corrected


def main():
    staticld = sys.argv[1] if len(sys.argv) > 1 else "staticld"
    audit = run([staticld, "audit", "--all", "--format", "json"])
    modules = [m for m in json.loads(audit.stdout)["modules"] if m["archives"]]
    matrix = collections.Counter()
    failures = 0
    with tempfile.TemporaryDirectory() as work:
        for name, text in ("main", "int main(void) { return 0; }\n"), ("empty", ""):
            with open(f"{work}/{name}.c", "w") as file:
                file.write(text)
            subprocess.run(["gcc", "-c", f"{name}.c"], cwd=work, check=True)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = pool.map(lambda module: compare(module, work), modules)
            for module, links, same, errors, corrected in results:
                matrix[module["verdict"], "links" if links else "fails"] += 1
                if (module["verdict"] == "true") != links:
                    failures += 1
                    print(f"{module['module']}: {module['verdict']}, but the linker: {errors}")
                if not same:
                    failures += 1
                    print(f"{module['module']}: the words are not pkg-config's")
                if corrected and corrected.returncode != 0:
                    failures += 1
                    print(f"{module['module']}: corrected, fails: {corrected.stderr[-400:]}")
    for (verdict, outcome), count in sorted(matrix.items()):
        print(f"{verdict:12} {outcome:6} {count}")
    return 1 if failures else 0


sys.exit(main())
