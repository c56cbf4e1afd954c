"""Interim measures (blocks, which are no sanctions) and proposals that left-hand features write for right-hand ones."""
