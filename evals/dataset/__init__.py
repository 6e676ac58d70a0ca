"""Tasks and gold records: their form, how they are read and how they are checked against the corpus."""
