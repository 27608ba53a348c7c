"""When things run, on Prefect. No rule of a vetting stands here."""
