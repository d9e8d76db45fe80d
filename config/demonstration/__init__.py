"""The demonstration: four made-up councils, loaded through the real importer and the real verbs.

`people.py` is the cast, `plans.py` what their plans hold, `story.py` how each action fared month by month, `load.py`
puts them together. Dates are counted from the day on which it is loaded.
"""
