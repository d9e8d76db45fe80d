"""The child process that takes the text out of a PDF: a damaged or hostile file can only bring this process down.

Run as a script with the file's path; prints one JSON object: {"pages": [[line, ...], ...]} or {"error": "..."}.
A line is [text, left, bottom, height, bold]; raised small digits come out as superscripts, wide gaps as tabs.
"""

import itertools
import json
import statistics
import sys
import time

MEMORY = 1024 * 1024 * 1024
SECONDS = 45
MAX_PAGES = 400
ENOUGH = 250_000  # characters
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def limit() -> None:
    """Bound memory and processor time where the system can (not on Windows)."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 10, SECONDS + 15))
    except (ImportError, ValueError, OSError):
        pass


def characters(textpage, raw):
    """Every character of a page with its box and whether it is bold; line breaks as None.

    The loose box has the font's whole height, whatever the letter: sizes and baselines can be compared.
    """
    import ctypes

    box = raw.FS_RECTF()
    found: list = []
    weight = 0
    for index in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (10, 13):
            found.append(None)
            continue
        if code == 0 or code == 0xFFFE or (code < 32 and code != 9):
            character = "-" if code in (2, 0xFFFE) else ""  # pdfium marks a hyphen at a line's end so
        else:
            try:
                character = chr(code)
            except ValueError:
                character = ""
        if not character or 0xD800 <= code <= 0xDFFF:
            continue
        raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
        if index % 4 == 0 or not found or found[-1] is None:  # often enough to know a bold line
            weight = raw.FPDFText_GetFontWeight(textpage, index)
        found.append((character, box.left, box.right, box.bottom, box.top, weight >= 600))
    return found


def pieces(found):
    """Runs of characters that pdfium keeps on one line."""
    run: list = []
    for character in found:
        if character is None:
            if run:
                yield run
            run = []
        else:
            run.append(character)
    if run:
        yield run


def bounds(run):
    inked = [c for c in run if not c[0].isspace() and c[4] > c[3]]
    if not inked:
        return None
    return (
        statistics.median(c[3] for c in inked),
        statistics.median(c[4] - c[3] for c in inked),
    )


def merged(runs):
    """Runs that stand side by side become one line; lines come in order from the top of the page."""
    lines: list[dict] = []
    for run in runs:
        box = bounds(run)
        if box is None:
            continue
        base, height = box
        for line in reversed(lines[-6:]):
            if abs(line["base"] - base) < 0.6 * max(line["height"], height):
                line["chars"].extend(run)
                break
        else:
            lines.append({"base": base, "height": height, "chars": list(run)})
    lines.sort(key=lambda line: -line["base"])
    return lines


def written(line):
    """A line's text: small raised digits as superscripts, wide gaps as tabs."""
    chars = line["chars"]
    placed = [c for c in chars if c[2] > c[1]]
    order = (
        sorted(range(len(placed)), key=lambda i: placed[i][1])
        if _out_of_order(placed)
        else range(len(placed))
    )
    letters = [c for c in placed if c[0].isalnum()]
    tall = statistics.median(c[4] - c[3] for c in letters) if letters else line["height"]
    floor = statistics.median(c[3] for c in letters) if letters else line["base"]
    text, last = [], None
    for index in order:
        character, left, right, bottom, top, _ = placed[index]
        if character.isdigit() and (top - bottom) < 0.85 * tall and bottom > floor + 0.1 * tall:
            character = character.translate(SUPERSCRIPTS)
        if last is not None and not character.isspace():
            space = left - last
            if space > 1.6 * tall and text and text[-1] != "\t":
                text.append("\t")
            elif space > 0.15 * tall and text and not text[-1].isspace():
                text.append(" ")
        text.append(character)
        last = right
    bold = bool(letters) and sum(c[5] for c in letters) > 0.8 * len(letters)
    return "".join(text), bold


def _out_of_order(placed):
    return any(b[1] < a[1] - 1 for a, b in itertools.pairwise(placed))


def read(path):
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return {"error": "password" if "password" in str(error).lower() else "damaged"}
    if len(document) > MAX_PAGES:
        return {"error": "long"}
    pages, deadline, size = [], time.monotonic() + SECONDS, 0
    for number in range(len(document)):
        if time.monotonic() > deadline:
            return {"error": "slow"}
        try:
            page = document[number]
            textpage = page.get_textpage()
        except pypdfium2.PdfiumError:
            return {"error": "damaged"}
        lines = []
        for line in merged(pieces(characters(textpage, raw))):
            text, bold = written(line)
            if text.strip():
                left = min(c[1] for c in line["chars"] if c[2] > c[1])
                lines.append(
                    [
                        text,
                        round(left, 1),
                        round(line["base"], 1),
                        round(line["height"], 1),
                        bold,
                    ]
                )
        pages.append(lines)
        size += sum(len(line[0]) for line in lines)
        textpage.close()
        page.close()
        if size > ENOUGH:
            break  # no notice is so long; the reader will say so
    return {"pages": pages}


if __name__ == "__main__":
    limit()
    try:
        answer = read(sys.argv[1])
    except MemoryError:
        answer = {"error": "large"}
    print(json.dumps(answer))
