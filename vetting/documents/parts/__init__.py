"""The parts of a record, one module for each noun; ``vetting.documents.record`` joins them."""
