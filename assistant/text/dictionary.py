"""The one door to underthesea's dictionary: which syllables Vietnamese has."""

from functools import cache

from assistant.text.tokens import syllables


@cache
def vietnamese_syllables() -> frozenset[str]:
    """Every syllable of the 74,000 headwords, lower-cased, old tone placement; read once from the package."""
    # The package takes long to import; only the correction of typing slips needs it.
    from underthesea.corpus import viet_dict_74K  # noqa: PLC0415

    return frozenset(token for word in viet_dict_74K.words for token in syllables(word))
