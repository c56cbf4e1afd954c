"""The pages of complaints: work list, intake, case."""
