"""Complaints and redress: sealed identities, allegations, the five sums kept apart, settlement and payment."""
