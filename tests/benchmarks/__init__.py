"""Figures as ratios to a limit or a peer, interleaved, three runs, median: `python packaging/dev.py bench`. Never a timed test."""
