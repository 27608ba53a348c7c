"""What a draft agreement says, clause by clause: split, compared, and searched by rules that a lawyer can read."""
