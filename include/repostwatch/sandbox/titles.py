"""How portals word a release, and what stands beside it that is not that release.

The ways are those of docs/rules.md section 6: everything in `wordings` is the same policy,
everything in `lookalikes` is another document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from repostwatch.sandbox.press import JOINT, OTHER_PLACE, Kind, Policy


@dataclass(frozen=True, slots=True)
class Wording:
    """A link's title and its article's own. `channel` is where a look-alike is filed."""

    link: str
    article: str
    channel: str = "policy"


def word(policy: Policy, rng: Random, site: str) -> Wording:
    """One of the wordings of a release, the plain one as likely as all others together."""
    if rng.random() < 0.4:
        return Wording(policy.title, policy.title)
    return Wording(rng.choice(wordings(policy, site)), policy.title)


def wordings(policy: Policy, site: str) -> list[str]:
    """Titles under which a portal may repost the release."""
    title, number = policy.title, policy.number
    found = [
        title,
        f"转载：{title}",
        f"受权发布丨{title}",
        f"授权发布丨{title}",
        f"【转载】{title}",
        f"{title}_{site}",
        f"{title}-{site}",
        re.sub(r"(\d{4})", r" \1 ", title),
        title.replace("（", "(").replace("）", ")"),
        title.replace("“", '"').replace("”", '"'),
        title.replace("—", "－"),
    ]
    if number:
        found += [f"{title}（{number}）", f"{number} {title}"]
    found += _of_kind(policy)
    return list(dict.fromkeys(found))


def _of_kind(policy: Policy) -> list[str]:
    subject, title, issuer = policy.subject, policy.title, policy.issuer
    short = "国办" if issuer == "国务院办公厅" else issuer
    match policy.kind:
        case Kind.NOTICE | Kind.REPLY:
            rest = f"关于{subject}的{policy.noun}"
            return [rest, f"{short}：{rest}", f"《{title}》"]
        case Kind.PLAN:
            return [
                f"《{subject}》",
                subject,
                f"{issuer}关于印发{subject}的通知",
                f"关于印发《{subject}》的通知",
            ]
        case Kind.JOINT:
            return [
                f"中办国办印发《{subject}》",
                f"中办、国办印发《{subject}》",
                title.replace(JOINT, JOINT.replace(" ", "")),
                title.replace(JOINT, JOINT.replace(" ", "　")),
                f"《{subject}》",
                subject,
            ]
        case Kind.DECREE:
            order = (policy.number or "")[2:]
            return [
                subject,
                f"《{subject}》",
                f"{subject}（国务院令{order}）",
                f"{subject}（国令{order}）",
            ]
        case _:
            return []


def generic(policy: Policy) -> Wording | None:
    """A title that only the article's page can tell apart, for a decree."""
    if policy.kind is not Kind.DECREE:
        return None
    return Wording("中华人民共和国国务院令", policy.title)


def lookalikes(policy: Policy, name: str, rng: Random) -> list[Wording]:
    """Documents about, around or nearly like the release: each is another one."""
    title, subject = policy.title, policy.subject
    about = title if policy.kind in (Kind.NOTICE, Kind.REPLY) else subject
    found = [
        ("reading", f"一图读懂 | {about}"),
        ("reading", f"《{about}》政策解读"),
        ("reading", f"有关负责人就《{about}》答记者问"),
        ("news", f"国新办举行《{about}》新闻发布会"),
        ("notices", f"{_office(name)}关于转发《{about}》的通知"),
        ("notices", f"{_office(name)}关于贯彻落实《{about}》的实施意见"),
        ("notices", f"关于《{about}》（征求意见稿）公开征求意见的公告"),
    ]
    chosen = [Wording(text, text, channel) for channel, text in rng.sample(found, 2)]
    if rng.random() < 0.3:
        text = rng.choice(found[:5])[1]
        chosen.append(Wording(text, text, "policy"))
    chosen += [Wording(text, text) for text in _sisters(policy)]
    return list({wording.link: wording for wording in chosen}.values())


def _sisters(policy: Policy) -> list[str]:
    """The same document of another year or another place."""
    if policy.kind is Kind.REPLY:
        place = re.search(r"将([^将]+?)列为", policy.title)
        return [policy.title.replace(place[1], OTHER_PLACE)] if place else []
    year = re.search(r"\d{4}年", policy.title)
    if policy.kind is Kind.NOTICE and year:
        return [policy.title.replace(year[0], f"{int(year[0][:4]) - 1}年")]
    if "“十五五”" in policy.title:
        return [policy.title.replace("“十五五”", "“十四五”")]
    return []


def _office(name: str) -> str:
    return f"{name}办公厅" if name.endswith("人民政府") else name
