"""Right implementations that look unusual: read as text by the gate, never imported."""
