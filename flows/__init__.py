"""When things run. No rule lives here: a flow asks the use cases, and Prefect executes."""
