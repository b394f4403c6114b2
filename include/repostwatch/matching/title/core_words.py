"""What of a release's title a portal's own search is asked for."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"《([^《》]{6,80})》")
_FRONT = re.compile(
    r"^(?:中共中央|中央|国务院|办公厅|中办|国办|[、\s])*(?:关于)?(?:印发|转发|批转|公布|修改|同意)?"
)
_BACK = re.compile(r"的?(?:通知|意见|决定|批复|公告|通报|函|命令|令|报告)$")
LONGEST = 40
"""Characters that are asked for: fields take forty, and so much of a title is unmistakable."""
_LEAST = 6


def core_words(title: str) -> str:
    """The document's own name: without its issuer and kind, which portals shorten or leave out."""
    plain = " ".join(title.split())
    quoted = _QUOTED.search(plain)
    if quoted is not None:
        return quoted[1][:LONGEST]
    core = _BACK.sub("", _FRONT.sub("", plain)).strip('“”"「」 ')
    return (core if len(core) >= _LEAST else plain)[:LONGEST]
