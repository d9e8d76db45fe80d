"""The child process that takes the text out of a PDF: a damaged or hostile file can only bring this process down.

Run as a script with the file's path; prints one JSON object: {"pages": [[line, ...], ...]} or {"error": "..."}.
A line is [pieces, bottom, height, bold], a piece [text, left]; raised small digits come out as superscripts.
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
    """Runs of characters on one line: pdfium's own lines, taken apart where the next word stands higher or lower."""
    run: list = []
    last = None
    for character in found:
        inked = character is not None and not character[0].isspace()
        if character is None or (inked and last is not None and _steps(last, character)):
            if run:
                yield run
            run = []
            last = None
        if character is not None:
            run.append(character)
            last = character if inked else last
    if run:
        yield run


def _steps(last, character):
    """A raised footnote mark stands close to its word; another cell's text stands apart."""
    height = last[4] - last[3]
    apart = character[1] - last[2] > 0.4 * height or character[1] < last[1]
    return height > 0 and apart and abs(character[3] - last[3]) > 0.3 * height


def bounds(run):
    inked = [c for c in run if not c[0].isspace() and c[4] > c[3]]
    if not inked:
        return None
    return (
        statistics.median(c[3] for c in inked),
        statistics.median(c[4] - c[3] for c in inked),
    )


def merged(runs):
    """Runs that stand side by side become one line, wherever the file keeps them; lines come in order from the top.

    Runs that lie over one another (two lines of one cell, beside a cell of one line) stay apart.
    """
    lines: list[dict] = []
    for run in runs:
        box = bounds(run)
        if box is None:
            continue
        base, height = box
        for line in reversed(lines):
            if abs(line["base"] - base) < 0.4 * max(line["height"], height) and beside(line["chars"], run):
                line["chars"].extend(run)
                break
        else:
            lines.append({"base": base, "height": height, "chars": list(run)})
    lines.sort(key=lambda line: -line["base"])
    return lines


def beside(chars, run):
    left, right = min(c[1] for c in run), max(c[2] for c in run)
    return not any(c[1] < right - 1 and left + 1 < c[2] for c in chars if not c[0].isspace())


def written(line, columns=()):
    """The pieces of a line between wide gaps, as (text, left), and whether it is bold.

    Small raised digits become superscripts. A piece starts at a wide gap, or at a smaller one where a column starts.
    """
    placed = [c for c in line["chars"] if c[2] > c[1]]
    placed = sorted(placed, key=lambda c: c[1]) if _out_of_order(placed) else placed
    letters = [c for c in placed if c[0].isalnum()]
    tall = statistics.median(c[4] - c[3] for c in letters) if letters else line["height"]
    floor = statistics.median(c[3] for c in letters) if letters else line["base"]
    pieces_: list = []
    last = None
    for character, left, right, bottom, top, _ in placed:
        raised = (bottom - floor) / tall
        if character.isdigit() and (raised > 0.25 or (raised > 0.1 and top - bottom < 0.9 * tall)):
            character = character.translate(SUPERSCRIPTS)
        if character.isspace():
            if pieces_:
                pieces_[-1][0] += " "
            continue
        space = left - last if last is not None else 0
        column = space > 0.4 * tall and any(abs(left - start) < 2 for start in columns)
        if not pieces_ or space > 1.6 * tall or column:
            pieces_.append(["", left])
        elif space > 0.15 * tall and not pieces_[-1][0].endswith(" "):
            pieces_[-1][0] += " "
        pieces_[-1][0] += character
        last = right
    bold = bool(letters) and sum(c[5] for c in letters) > 0.8 * len(letters)
    return [(" ".join(text.split()), round(left, 1)) for text, left in pieces_], bold


def columns_of(lines):
    """Where columns of a page may start: a place right of its margin where pieces of two lines or more start."""
    starts = sorted(left for line in lines for _, left in written(line)[0])
    return [a for a, b in itertools.pairwise(starts) if b - a < 2 and a > starts[0] + 2]


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
        found = merged(pieces(characters(textpage, raw)))
        columns = columns_of(found)
        for line in found:
            parts, bold = written(line, columns)
            if parts:
                lines.append([parts, round(line["base"], 1), round(line["height"], 1), bold])
        pages.append(lines)
        size += sum(len(text) for line in lines for text, _ in line[0])
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
