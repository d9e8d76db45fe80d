"""Pages of reviews and reports due, of written reports, and the page that puts a draft notice in force."""
