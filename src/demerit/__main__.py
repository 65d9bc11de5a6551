"""`python -m demerit`: the command line."""

from demerit.cli import main

if __name__ == "__main__":
    main(prog_name="demerit")
