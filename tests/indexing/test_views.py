from dataclasses import replace

import numpy as np
import pytest
from llama_index.core.schema import NodeRelationship, RelatedNodeInfo

from assistant.indexing import index_node
from assistant.indexing.views import CachedEmbedding, SentenceViews
from assistant.types import Passage, PassageKind
from tests.fakes import FakeEncoder
from tests.toy import ALPHA

BODY, LONG = ALPHA.passages[1], ALPHA.passages[2]


def views(passage: Passage) -> list[str]:
    return [node.get_content() for node in SentenceViews()([index_node(passage)])]


def test_long_text_has_its_sentences_beside_it_with_their_context() -> None:
    sentences = [f"{part}." for part in LONG.text.removesuffix(".").split(". ")]
    assert views(LONG) == [
        f"{LONG.text} | Kế hoạch alpha",
        *(f"{sentence} | Kế hoạch alpha" for sentence in sentences),
    ]


@pytest.mark.parametrize(
    "passage",
    [
        BODY,
        replace(LONG, text="Một câu.", index_text="Mục 1: Một câu."),
        replace(LONG, kind=PassageKind.ROW),
        replace(LONG, text="", index_text="Mục 1"),
    ],
)
def test_short_text_and_table_rows_stay_whole(passage: Passage) -> None:
    assert views(passage) == [passage.index_text]


def test_views_know_their_passage_and_position() -> None:
    nodes = SentenceViews()([index_node(BODY), index_node(LONG)])
    sources = [node.relationships[NodeRelationship.SOURCE] for node in nodes]
    assert all(isinstance(source, RelatedNodeInfo) for source in sources)
    assert [(node.node_id, node.metadata["position"], node.metadata["searched"]) for node in nodes] == [
        ("alpha/I/1#0", 0, True),
        ("alpha/I/2#0", 0, True),
        ("alpha/I/2#1", 1, False),
        ("alpha/I/2#2", 2, False),
        ("alpha/I/2#3", 3, False),
        ("alpha/I/2#4", 4, False),
    ]


def test_sentences_of_a_text_that_is_too_long_for_the_model_are_searched() -> None:
    passage = replace(LONG, text=LONG.text * 15, index_text=LONG.text * 15)
    views = SentenceViews()([index_node(passage)])
    assert len(views) == 61
    assert all(view.metadata["searched"] for view in views)


def test_known_and_repeated_texts_are_not_embedded_again() -> None:
    encoder = FakeEncoder()
    first = CachedEmbedding(encoder, lambda digests: {}, None)
    nodes = first([index_node(BODY), index_node(replace(BODY, locator="I/9")), index_node(LONG)])
    assert encoder.passages == [BODY.index_text, LONG.index_text]
    assert first.embedded == 2
    known = {first.digest(nodes[0]): np.array(nodes[0].embedding, np.float32)}
    second = CachedEmbedding(encoder, lambda digests: {d: known[d] for d in digests if d in known}, None)
    again = second([index_node(BODY), index_node(LONG)])
    assert encoder.passages[2:] == [LONG.index_text]
    assert [node.embedding for node in again] == [nodes[0].embedding, nodes[2].embedding]


def test_digest_depends_on_text_and_model() -> None:
    digests = {
        CachedEmbedding(FakeEncoder(model), lambda wanted: {}, None).digest(index_node(passage))
        for model in ("a@1", "b@1")
        for passage in (BODY, LONG)
    }
    assert len(digests) == 4


def test_nothing_to_embed() -> None:
    assert CachedEmbedding(FakeEncoder(), lambda digests: {}, None)([]) == []
