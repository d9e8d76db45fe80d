"""The improvement board: its chair, members, cadence and meetings.

Owns: Board, BoardMember, Meeting.
May import: actions, notices, councils.
"""
