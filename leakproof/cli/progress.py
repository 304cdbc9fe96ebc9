"""The command `progress`: shows what the learner has tried and solved, and writes the certificate."""

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``progress``."""
    parser.add_argument("--certificate", metavar="FILE", help="write your certificate (SVG) to this file")
    parser.add_argument("--name", help="the name on the certificate")


def run(args: argparse.Namespace) -> int:
    """Shows the progress of the learner, or writes the certificate to ``args.certificate``; 0, 1 when there is no
    certificate yet or it cannot be written, 2 when one of the two arguments is missing."""
    from leakproof.course import course
    from leakproof.progress import Progress
    from leakproof.showing.achievement import NoCertificate
    from leakproof.showing.board import board_text
    from leakproof.showing.certificate import certificate_svg, certificate_text, save_certificate

    if (args.certificate is None) != (args.name is None):
        print("A certificate needs both: --certificate FILE --name NAME.", file=sys.stderr)
        return 2
    standing = Progress().standing()
    if args.certificate is None:
        print(board_text(course(), standing))
        return 0
    try:
        save_certificate(Path(args.certificate), certificate_svg(course(), standing, args.name))
    except NoCertificate as error:
        print(error, file=sys.stderr)
        return 1
    print(certificate_text(course(), standing, args.name, args.certificate))
    return 0
