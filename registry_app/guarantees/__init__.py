"""Guarantees: what is lodged, its ledger, claims and pay-outs, and whether it suffices on a day."""
