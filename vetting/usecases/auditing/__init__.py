"""What an auditor asks of the cases: what stands out, how long it took, which ones to look at closely.

- Everything here is read from the log and the state; nothing is changed but by a look at protected data.
- What stands out is shown with the entry of the log that proves it, and in words that accuse nobody:
  each is a reason to look, no finding.
"""
