"""What the Department decides from, over all councils: their actions, what changed, what is due, one indicator compared,
a map. Each page takes the councils' filters (forms.py) and, where it says so, a past day. docs/decisions/019."""
