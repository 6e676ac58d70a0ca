"""The ways into the assistant for other programs: REST, the OpenAI form, MCP."""
