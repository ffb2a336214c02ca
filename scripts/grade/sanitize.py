"""What a student wrote, as Formgrader and the feedback pages may show it: text and pictures of the page itself, nothing that runs or asks for anything.

nbgrader hands every text of a notebook through the filter `strip_files_prefix` after it became HTML, so this filter does both.
"""
import html as markup
import re

import bleach
from bleach.css_sanitizer import CSSSanitizer
from nbconvert.filters import strip_files_prefix

TAGS = {
    *("a abbr b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp small span strong sub".split()),
    *("summary sup table tbody td tfoot th thead tr tt u ul var".split()),
}


def attributes(tag, name, value):
    if name in ("class", "id", "title", "align", "colspan", "rowspan", "start"):
        return True
    if tag == "a" and name == "href":
        return value.startswith(("#", "http://", "https://"))
    # A picture from elsewhere would tell its owner who looks, and when.
    return tag == "img" and (name in ("alt", "width", "height") or (name == "src" and value.startswith("data:image/")))


DEEPEST = 200
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def depth(html):
    """How deep tags are nested, at most: where thousands are, a parser takes minutes, and who walks through the tree has no stack left."""
    now = most = 0
    for closing, name in TAG.findall(html):
        if name.lower() not in VOID:
            now = max(0, now - 1) if closing else now + 1
            most = max(most, now)
    return most


def shown(html):
    text = strip_files_prefix(html)
    if depth(text) > DEEPEST:
        return f"<pre>{markup.escape(text[:20_000])}</pre>"
    return bleach.clean(text, tags=TAGS, attributes=attributes, protocols={"http", "https", "data"}, css_sanitizer=CSSSanitizer(allowed_css_properties=[]), strip=True)
