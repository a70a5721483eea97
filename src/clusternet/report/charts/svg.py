"""SVG elements from Python values: attributes and text are escaped on the way out, whatever they hold."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, tostring

from markupsafe import Markup


def element(tag: str, *children: Element | str, **attributes: object) -> Element:
    """Return an element; ``stroke_width`` becomes ``stroke-width``, ``class_`` becomes ``class``.

    Numbers are written with at most two decimals, so that a picture stays small and its bytes the same.

    Parameters
    ----------
    tag : str
        Name of the element.
    children : Element or str
        What it contains: text first, then elements.
    attributes : object
        Written as text.
    """
    made = Element(
        tag, {name.rstrip("_").replace("_", "-"): _written(value) for name, value in attributes.items()}
    )
    made.text = "".join(child for child in children if isinstance(child, str)) or None
    made.extend(child for child in children if not isinstance(child, str))
    return made


def markup(root: Element) -> Markup:
    """Return an element as safe markup."""
    return Markup(tostring(root, encoding="unicode"))  # noqa: S704  escaped by the serializer


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What a picture says in words: start of its ids, unique in the page, its title, what it shows."""

    ref: str
    title: str
    description: str


def stretched(*children: Element, caption: Caption, height: int, class_: str) -> Markup:
    """Return a picture as wide as its place, in which places across are shares and text keeps its size."""
    return markup(
        element(
            "svg",
            element("title", caption.title, id=f"{caption.ref}-title"),
            element("desc", caption.description, id=f"{caption.ref}-desc"),
            *children,
            class_=class_,
            width="100%",
            height=height,
            role="img",
            aria_labelledby=f"{caption.ref}-title {caption.ref}-desc",
        )
    )


def picture(*children: Element, ref: str, title: str, description: str, view_box: str, class_: str) -> Markup:
    """Return a picture that says in words what it shows.

    Parameters
    ----------
    ref : str
        Start of the ids that tie the words to the picture; unique in the page.
    title, description : str
        In the reader's language.
    """
    return markup(
        element(
            "svg",
            element("title", title, id=f"{ref}-title"),
            element("desc", description, id=f"{ref}-desc"),
            *children,
            viewBox=view_box,
            class_=class_,
            role="img",
            aria_labelledby=f"{ref}-title {ref}-desc",
        )
    )


def decoration(*children: Element, **attributes: object) -> Markup:
    """Return a picture that repeats what the text beside it says, hidden from those who listen."""
    return markup(element("svg", *children, aria_hidden="true", focusable="false", **attributes))


def _written(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)
