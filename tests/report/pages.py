"""Pages taken apart, and opened in a browser."""

import os
import shutil
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest


@pytest.fixture(scope="session")
def browser():
    """Chromium; skipped where there is none, unless all tests must run."""
    path = os.environ.get("CLUSTERNET_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        if os.environ.get("CI"):
            pytest.fail("CI is set and there is no browser: name one with CLUSTERNET_BROWSER.")
        pytest.skip("there is no browser: name one with CLUSTERNET_BROWSER")
    from playwright.sync_api import sync_playwright

    options = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
               "--disable-component-update", "--disable-sync"]  # fmt: skip
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=options)
        yield opened
        opened.close()


VOID = {"meta", "br", "img", "link", "input", "hr"}


@dataclass
class Node:
    """A page taken apart, so that tests ask what a reader gets and not how it is spelled."""

    tag: str
    attributes: dict
    children: list = field(default_factory=list)
    parent: "Node | None" = None

    @property
    def text(self):
        parts = [child if isinstance(child, str) else child.text for child in self.children]
        return " ".join(" ".join(parts).split())

    def all(self, *tags, **attributes):
        found = []
        for child in self.children:
            if isinstance(child, str):
                continue
            wanted = all(child.attributes.get(name) == value for name, value in attributes.items())
            if (not tags or child.tag in tags) and wanted:
                found.append(child)
            found += child.all(*tags, **attributes)
        return found

    def one(self, *tags, **attributes):
        (found,) = self.all(*tags, **attributes)
        return found

    def with_class(self, name):
        return [node for node in self.all() if name in node.attributes.get("class", "").split()]


class _Parser(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = self.at = Node("document", {})

    def handle_starttag(self, tag, attrs):
        node = Node(tag, dict(attrs), parent=self.at)
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag, attrs):
        self.at.children.append(Node(tag, dict(attrs), parent=self.at))

    def handle_endtag(self, tag):
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
        self.at = self.at.parent

    def handle_data(self, data):
        self.at.children.append(data)


@pytest.fixture(scope="session")
def parsed():
    """The function that takes a page apart."""
    return _parsed


def _parsed(page):
    parser = _Parser()
    parser.feed(page)
    assert parser.at is parser.root, f"<{parser.at.tag}> is never closed"
    return parser.root
