"""Takes the text out of a PDF with its places on the page. Runs in a process of its own, so it imports nothing of the reader."""
