"""What a student wrote, as Formgrader and the feedback pages may show it: text and pictures of the page itself, nothing that runs or asks for anything.

nbgrader hands every text of a notebook through the filter `strip_files_prefix` after it became HTML, so this filter does both.
"""
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


def shown(html):
    text = strip_files_prefix(html)
    return bleach.clean(text, tags=TAGS, attributes=attributes, protocols={"http", "https", "data"}, css_sanitizer=CSSSanitizer(allowed_css_properties=[]), strip=True)
