"""Greets, and counts the letters in C."""
import sys
from importlib import metadata, resources

from . import _count


def main():
    words = resources.files(__name__).joinpath("words.txt").read_text().split()
    greeting = " ".join(words + sys.argv[1:])
    print(f"{greeting} ({_count.letters(greeting)} letters, version {metadata.version(__name__)})")
