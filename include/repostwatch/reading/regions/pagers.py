"""To which part of a page a link to the following page belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborNode

from repostwatch.reading.dom import nodes


def owners(pager: LexborNode, holding: Mapping[int, Sequence[int]]) -> Sequence[int]:
    """The regions that a pager belongs to: those in the nearest part before it, or, where none
    stands before it within the smallest part that holds both, after it.

    `holding` maps elements to the numbers of the regions inside them.
    """
    part: LexborNode | None = pager
    while part is not None and part.tag not in ("body", "html"):
        for step in ("prev", "next"):
            for other in nodes.elements(part, step):
                if inside := holding.get(other.mem_id):
                    return inside
        part = part.parent
    return ()
