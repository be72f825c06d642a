"""What HTML says of its elements and attributes (WHATWG HTML Living Standard, the lists as of 2025)."""

from __future__ import annotations

from pressloc.model import UnitKind


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names(
    """
    area base br col embed hr img input link meta param source track wbr
    """
)
RAW = frozenset(["script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"])
RCDATA = frozenset(("textarea", "title"))

# Everything not listed (custom elements too) is inline, as in a browser's default style sheet.
BLOCK = _names(
    """
    address article aside base blockquote body button caption center col colgroup dd details dialog dir
    div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup
    hr html iframe label legend li link listing main menu meta nav noembed noframes noscript ol optgroup
    option p param plaintext pre script search section select slot source style summary table tbody td
    template textarea tfoot th thead title tr track ul xmp video audio canvas object
    """
)

# Content that is not language: kept as one code inside a sentence, untouched elsewhere.
FOREIGN = frozenset(("svg", "math"))
OPAQUE_INLINE = FOREIGN | frozenset(("code", "kbd", "samp", "var"))
OPAQUE_BLOCK = frozenset(("pre", "listing"))

KINDS = {
    **{f"h{n}": UnitKind.HEADING for n in range(1, 7)},
    **dict.fromkeys(("li", "dt", "dd"), UnitKind.LIST_ITEM),
    **dict.fromkeys(("td", "th"), UnitKind.CELL),
    "title": UnitKind.TITLE,
}

# An element that starts ends these open ones, up to a boundary (HTML 13.1.2.4, optional tags).
IMPLIED_END: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu"))),
    **dict.fromkeys(("dt", "dd"), (frozenset(("dt", "dd")), frozenset(("dl",)))),
    **dict.fromkeys(("td", "th"), (frozenset(("td", "th")), frozenset(("tr", "table")))),
    "tr": (frozenset(("tr",)), frozenset(("table", "tbody", "thead", "tfoot"))),
    **dict.fromkeys(
        ("tbody", "tfoot", "thead"), (frozenset(("tbody", "tfoot", "thead")), frozenset(("table",)))
    ),
    **dict.fromkeys(("option", "optgroup"), (frozenset(("option",)), frozenset(("select", "datalist")))),
}
CLOSES_P = BLOCK - _names(
    """
    button label noscript object audio video canvas slot source param track
    """
)

TEXT_ATTRIBUTES = _names(
    """
    alt title placeholder aria-label aria-description aria-placeholder aria-valuetext aria-
    roledescription
    """
)
LABEL_ELEMENTS = frozenset(["option", "optgroup", "track"])  # their `label` is text
BUTTON_TYPES = frozenset(["button", "submit", "reset"])  # an input of these types shows its `value`
TEXT_METAS = _names(
    """
    description keywords title application-name apple-mobile-web-app-title og:title og:description
    og:site_name og:image:alt twitter:title twitter:description twitter:image:alt dc.title
    dc.description dcterms.title
    """
)
LOCALES = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_US"}  # for og:locale
