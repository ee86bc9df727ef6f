"""The report and its renderings: pure functions from a report to text."""
