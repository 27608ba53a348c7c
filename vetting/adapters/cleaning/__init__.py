"""Files of strangers, rebuilt from allowed parts in a process of their own with bounded time, memory and output."""
