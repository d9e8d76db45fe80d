"""Whether the bytes of an upload are what its name says, and do no harm. Pure functions of bytes, without Django.

Run in a process of their own (councils/files.py, councils/child.py) with little memory and little time: what breaks or
floods a parser ends that process and nothing else. Each check returns nothing, or
raises Harmful with one GOV.UK sentence for the person who chose the file.
"""
