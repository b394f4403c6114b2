"""What is wrong with something that a person handed in: a file, a cell, an address."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class InputCode(Code):
    # Lines are counted from 1 with the header; a column goes by what its header is called.
    AT_PLACE = "input.at_place", "line", "column?", "why"
    NOT_UTF8 = "input.not_utf8"
    BINARY = "input.binary"
    NO_HEADER = "input.no_header"
    COLUMN_MISSING = "input.column_missing", "columns"
    COLUMN_TWICE = "input.column_twice"
    OTHER_WIDTH = "input.other_width", "cells", "count"
    CELL_TOO_LONG = "input.cell_too_long", "most"
    QUOTE_LEFT_OPEN = "input.quote_left_open"
    NO_CSV = "input.no_csv"
    NO_FILE = "input.no_file"
    FILE_TOO_LARGE = "input.file_too_large", "most"
    EMPTY_CELL = "input.empty_cell"
    NO_QUARTER = "input.no_quarter", "text"
    NO_SITE_OF_SAMPLE = "input.no_site_of_sample", "portal_id"
    NO_CHECK_RESULT = "input.no_check_result", "text"
    NO_INDICATOR = "input.no_indicator", "text"
    NO_MOMENT = "input.no_moment", "text"
    LIES_AHEAD = "input.lies_ahead", "text"
    SEEN_OUTSIDE = "input.seen_outside", "site", "indicator", "at", "since"
    NO_EVIDENCE = "input.no_evidence", "text"
    PASSED_BARE = "input.passed_bare", "site", "indicator"
    BOTH_SAID = "input.both_said", "site", "indicator", "at"
