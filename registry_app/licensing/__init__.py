"""Applications, check lists, examinations, decisions, licences and the dated grounds their status follows from."""
