"""Before the glass: suites, comparisons, points. Student code never runs here."""
