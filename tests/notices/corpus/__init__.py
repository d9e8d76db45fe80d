"""Made-up documents with expected readings, and the scorer that holds the reader against them; see docs/reading.md."""
