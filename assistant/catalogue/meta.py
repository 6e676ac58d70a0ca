"""What an index remembers about how it was built, so that a mismatch is refused instead of searched."""

from pydantic import BaseModel, ConfigDict, Field


class IndexMeta(BaseModel):
    """Origin of an index; stored beside its data."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: str
    model_id: str
    dim: int = Field(ge=1)
    parser_version: str
    package_version: str
    corpus_digest: str
    """SHA-256 over the ids and digests of all plans of the corpus, in order, also of those that could not be used."""
    created: str
    """ISO 8601, UTC."""
