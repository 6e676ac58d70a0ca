"""An optional language model behind any OpenAI-compatible server; nothing else in the package needs one."""
