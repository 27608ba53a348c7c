"""The sections of the view, one module for a few neighbours; ``vetting.documents.view`` joins them."""
