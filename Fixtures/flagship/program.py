"""A program of its own that starts itself: its functions run in processes of every kind."""
import multiprocessing
import sys

import numpy as np


def square(number):
    return int(np.square(number))


def main():
    for method in "fork", "spawn", "forkserver":
        with multiprocessing.get_context(method).Pool(2) as pool:
            if pool.map(square, [1, 2, 3]) != [1, 4, 9]:
                return "%s: wrong" % method
        print(method, *sys.argv[1:], flush=True)


if __name__ == "__main__":
    sys.exit(main())
