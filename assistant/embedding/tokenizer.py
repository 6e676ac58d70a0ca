"""Rebuilds the XLM-R unigram tokenizer (``tokenizer.json``) from a vocabulary with scores."""

import re
import unicodedata

from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from assistant.embedding.weights import Vocabulary

MASK = "<mask>"


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """The tokenizer that the model was trained with: ``<s> pieces </s>``, not truncated, not padded.

    The vocabulary's map is NFKC for single characters, plus characters that vanish and characters that become
    a space. Writing it as such also composes decomposed (NFD) Vietnamese, as the tokenizer of the original
    model did and a map of single characters cannot.
    """
    tokenizer = Tokenizer(
        Unigram(list(zip(vocabulary.pieces, vocabulary.scores, strict=True)), unk_id=vocabulary.unk)
    )
    tokenizer.normalizer = normalizers.Sequence(_normalisation_steps(vocabulary))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    bos, eos = vocabulary.pieces[vocabulary.bos], vocabulary.pieces[vocabulary.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)],
    )
    special = [bos, vocabulary.pieces[vocabulary.pad], eos, vocabulary.pieces[vocabulary.unk]]
    tokenizer.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in special])
    tokenizer.add_special_tokens([AddedToken(MASK, lstrip=True, normalized=False, special=True)])
    return tokenizer


def _normalisation_steps(vocabulary: Vocabulary) -> list[normalizers.Normalizer]:
    vanishing = [char for char, stand_in in vocabulary.normalisation.items() if not stand_in]
    spaces = [
        char
        for char, stand_in in vocabulary.normalisation.items()
        if stand_in == " " and unicodedata.normalize("NFKC", char) != " "
    ]
    steps: list[normalizers.Normalizer] = [
        normalizers.Replace(Regex(_character_class(chars)), stand_in)
        for chars, stand_in in ((vanishing, ""), (spaces, " "))
        if chars
    ]
    return [*steps, normalizers.NFKC()]


def _character_class(chars: list[str]) -> str:
    return f"[{''.join(re.escape(char) for char in sorted(chars))}]"
