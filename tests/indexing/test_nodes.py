from dataclasses import replace

from llama_index.core.schema import MetadataMode

from assistant.indexing import answer_node, index_node
from tests.toy import ALPHA

BODY = ALPHA.passages[1]


def test_index_node_is_embedded_as_its_index_text_alone() -> None:
    node = index_node(BODY)
    assert (node.node_id, node.get_content(MetadataMode.EMBED)) == ("alpha/I/1", BODY.index_text)
    assert node.metadata == {
        "plan": "alpha",
        "locator": "I/1",
        "label": "Mục I/1",
        "kind": "paragraph",
        "headings": "I. MỤC TIÊU",
        "own_start": 0,
        "own_end": len(BODY.text),
    }


def test_reworded_text_counts_as_the_passages_own() -> None:
    node = index_node(replace(BODY, index_text="Nhiệm vụ: số hóa"))
    assert (node.metadata["own_start"], node.metadata["own_end"]) == (0, len("Nhiệm vụ: số hóa"))


def test_answer_node_shows_a_model_where_the_text_stands() -> None:
    assert answer_node(BODY).get_content(MetadataMode.LLM) == (
        f"plan: alpha\nlabel: Mục I/1\nheadings: I. MỤC TIÊU\n\n{BODY.text}"
    )
