"""The flat tokens of markdown-it-py as a tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class BlockNode:
    """A block: the token that begins it, and the tokens between that and the one that ends it."""

    token: Token
    inner: Sequence[Token] = ()

    @property
    def kind(self) -> str:
        """What it is, such as ``paragraph``, ``bullet_list`` or ``fence``."""
        return self.token.type.removesuffix("_open")

    @property
    def children(self) -> tuple[BlockNode, ...]:
        """The nodes inside it."""
        return tuple(nodes(self.inner))

    def all(self, kind: str) -> tuple[BlockNode, ...]:
        """The nodes of this kind inside it, at any depth."""
        return tuple(
            found for child in self.children for found in ((child,) if child.kind == kind else child.all(kind))
        )

    @property
    def inline(self) -> Token:
        """The token that holds the text of a paragraph, heading or cell."""
        return next(token for token in self.inner if token.type == "inline")


def nodes(tokens: Sequence[Token]) -> Iterator[BlockNode]:
    """The outermost nodes of the tokens, in order."""
    depth, begin = 0, 0
    for index, token in enumerate(tokens):
        if depth == 0:
            begin = index
        depth += token.nesting
        if depth == 0:
            yield BlockNode(tokens[begin], tokens[begin + 1 : index])
