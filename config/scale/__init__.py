"""A large made-up data set, for benchmarks and for trying the pages at full size: `manage.py seed_scale`.

words.py has the vocabulary, progress.py the course of an action over time, instrument.py what a council is under,
council.py its people, plan and updates. Everything follows from one seed, the council's GSS code and the day, so two
runs of a day make the same rows.
"""
