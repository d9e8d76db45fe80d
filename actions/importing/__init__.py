"""A council's own spreadsheet becomes changes of its plan.

    cells (a child process reads the file) → grids → headings (where the table is) → columns (what each holds)
    → rows (what each row says, in our words) → preview (against the plan as it is) → applying, undoing

Nothing is guessed in silence: what could not be understood is a Problem, a sentence with the address of its cell.
"""
