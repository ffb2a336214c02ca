"""Turns executed notebooks into pages and decks that load nothing from the network.

export.py < JOBS    JOBS: a JSON list of { kind: "page" | "deck", notebook, out, vendor, nav, foot, links, cells, hidden, answers }

`vendor` is the relative address of the folder with KaTeX, Vega and reveal.js, `nav` the HTML above a page, `foot` the HTML below it, `links` says where the
names of notebooks lead from there, `cells` where links to one of their cells lead; a name that is not there keeps its text and loses its
link; `hidden` maps the cells that no deck shows to where a link to them leads; `answers` (the lecturer's edition) is Markdown by the id of the cell it belongs to. Prints the file of each job when it is done.

nbconvert does the work; this file adds what it lacks: live Vega charts (the SVG stays as what is shown without
JavaScript and in print), KaTeX instead of MathJax from the network, local reveal.js.
"""
import base64
import html
import json
import os
import re
import sys

import nbformat
from nbconvert import HTMLExporter, SlidesExporter
from nbconvert.preprocessors import Preprocessor
from traitlets.config import Config

AUTHOR = "Activation Functions, Optimizers and Transfer Learning · Adrian Horzyk, AGH University of Krakow"
HERE = os.path.dirname(os.path.abspath(__file__))
VEGA = re.compile(r"^application/vnd\.vegalite\.v\d\+json$")


def svg_image(data, alternative):
    text = data if isinstance(data, str) else "".join(data)
    encoded = base64.b64encode(text.encode()).decode()
    return f'<img class="still" alt="{html.escape(alternative, quote=True)}" src="data:image/svg+xml;base64,{encoded}">'


def script_json(value):
    """JSON that is safe in a script element."""
    return json.dumps(value).replace("<", "\\u003c")


class LiveCharts(Preprocessor):
    """Each chart becomes one HTML output: the still picture, and the specification that the page's script draws over it."""

    def preprocess_cell(self, cell, resources, index):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            mime = next((name for name in data if VEGA.match(name)), None)
            if not mime:
                continue
            spec = data[mime]
            # JupyterLab draws version 5. The pages have version 6, which draws the same charts but warns of the number.
            spec.pop("$schema", None)
            description = spec.get("description") or plain_title(spec) or "chart"
            still = svg_image(data["image/svg+xml"], description) if "image/svg+xml" in data else ""
            output["data"] = {
                "text/html": f'<figure class="vega-chart" role="img" aria-label="{html.escape(description, quote=True)}">{still}'
                f'<script type="application/json">{script_json(spec)}</script></figure>'
            }
        return cell, resources


class SpeakerNotes(Preprocessor):
    """The speaker's notes are in a cell's metadata (`lecture_lab.notes`). In a deck they become a cell that only the speaker's view shows."""

    def preprocess(self, nb, resources):
        nb.cells = with_notes(nb.cells)
        return nb, resources


def with_notes(cells):
    """The cells, with each note as a Markdown cell of the slide type `notes` after its cell."""
    made = []
    for cell in cells:
        made.append(cell)
        text = cell.metadata.get("lecture_lab", {}).get("notes")
        if text:
            made.append(nbformat.v4.new_markdown_cell(text, metadata={"slideshow": {"slide_type": "notes"}}))
    return made


class ModelAnswers(Preprocessor):
    """The lecturer's edition: on a page the model answer follows its exercise; in a deck it is in the speaker's notes."""

    def preprocess(self, nb, resources):
        made = []
        for cell in nb.cells:
            made.append(cell)
            answer = resources.get("answers", {}).get(cell.get("id"))
            if not answer:
                continue
            if resources["kind"] == "deck":
                lab = cell.metadata.setdefault("lecture_lab", {})
                lab["notes"] = "\n\n".join(text for text in [lab.get("notes"), answer] if text)
            else:
                made.append(nbformat.v4.new_markdown_cell(f"**Model answer**\n\n{answer}"))
        nb.cells = made
        return nb, resources


def is_progress(output):
    """Whether it is one of the lab's progress bars, which say nothing once the work is over."""
    text = output.get("data", {}).get("text/html", "")
    return 'class="lab-progress"' in (text if isinstance(text, str) else "".join(text))


class PlainOutput(Preprocessor):
    """Removes progress bars and old views of widgets; a widget's last picture stays."""

    def preprocess(self, nb, resources):
        nb.metadata.pop("widgets", None)
        for cell in nb.cells:
            if cell.get("outputs"):
                cell.outputs = [output for output in cell.outputs if not is_progress(output)]
            for output in cell.get("outputs", []):
                output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
        return nb, resources


class FoldedCode(Preprocessor):
    """Imports and assertions are folded in the notebook (`jupyter.source_hidden`). A page folds them too; a deck shows only what they print."""

    def preprocess(self, nb, resources):
        for cell in nb.cells:
            if cell.metadata.get("jupyter", {}).get("source_hidden"):
                cell.metadata["folded"] = "Imports" if cell.source.startswith("import ") else "Code behind the scenes"
                if "assert" in cell.source and not cell.source.startswith("import "):
                    cell.metadata["folded"] = "Check of these numbers"
                cell.metadata["transient"] = {"remove_source": resources["kind"] == "deck"}
        if resources["kind"] == "deck":
            nb.cells = [cell for cell in nb.cells if not cell.metadata.get("folded") or cell.outputs]
        return nb, resources


class TitleSlide(Preprocessor):
    """A deck begins with the lecture, its author and his university under the notebook's title."""

    def preprocess(self, nb, resources):
        first = next((cell for cell in nb.cells if cell.cell_type == "markdown"), None)
        if first is not None and resources["kind"] == "deck":
            title, _, rest = first.source.lstrip().partition("\n")
            first.source = f'{title}\n\n<p class="author">{html.escape(resources["author"])}</p>\n{rest}'
        return nb, resources


CODE = re.compile(r'(<div class="[^"]*highlight[^"]*"><pre>)(.*?)(</pre>)', re.DOTALL)


def hanging_lines(body):
    """Each line of code in an element with its indentation, so that the rest of a long line can be indented more."""

    def line(text):
        plain = re.sub(r"<[^>]*>", "", text)
        return f'<span class="line" style="--indent:{len(plain) - len(plain.lstrip())}">{text}\n</span>'

    return CODE.sub(lambda m: m[1] + "".join(line(text) for text in m[2].removesuffix("\n").split("\n")) + m[3], body)


def plain_title(spec):
    title = spec.get("title")
    if isinstance(title, dict):
        title = title.get("text")
    if isinstance(title, list):
        title = " ".join(title)
    return title


LINK = re.compile(r'<a href="([^"#/]+)\.ipynb(#[^"]*)?"[^>]*>(.*?)</a>', re.DOTALL)


# nbconvert's pilcrows beside headings are hidden by our styles, and break if a heading has a formula.
# Patch: nbconvert-links
PILCROW = re.compile(r'<a class="anchor-link"[^>]*>.*?</a>', re.DOTALL)


def linked(body, links, cells, hidden):
    """Makes links between notebooks lead to the pages or decks of these notebooks."""

    def link(match):
        name, anchor, text = match[1], match[2] or "", match[3]
        target = (cells if anchor else links).get(name) or links.get(name)
        if not target:
            return text
        if anchor in hidden:
            return f'<a href="{hidden[anchor]}">{text}</a>'
        return f'<a href="{target}{anchor if name in cells and target == cells[name] else ""}">{text}</a>'

    return LINK.sub(link, PILCROW.sub("", body))


def convert(kind, notebook, vendor, nav="", foot="", links=None, cells=None, hidden=None, answers=None, **_):
    config = Config()
    exporter_class = SlidesExporter if kind == "deck" else HTMLExporter
    exporter_config = config[exporter_class.__name__]
    exporter_config.template_name = kind
    # Patch: nbconvert-network
    config.TemplateExporter.extra_template_basedirs = [os.path.join(HERE, "templates")]
    config.HTMLExporter.preprocessors = config.SlidesExporter.preprocessors = [
        PlainOutput, FoldedCode, TitleSlide, LiveCharts, ModelAnswers,
    ] + ([SpeakerNotes] if kind == "deck" else [])
    exporter = exporter_class(config=config)
    name = os.path.splitext(os.path.basename(notebook))[0]
    content = nbformat.read(notebook, as_version=4)
    first = next((cell.source for cell in content.cells if cell.cell_type == "markdown"), name)
    content.metadata["title"] = first.lstrip().splitlines()[0].lstrip("# ").strip() or name
    resources = {"kind": kind, "author": AUTHOR, "answers": answers or {}, "vendor": vendor, "nav": nav, "foot": foot, "metadata": {"name": name}}
    body, _ = exporter.from_notebook_node(content, resources=resources)
    return linked(hanging_lines(body), links or {}, cells or {}, hidden or {})


def main():
    for job in json.load(sys.stdin):
        body = convert(**job)
        os.makedirs(os.path.dirname(os.path.abspath(job["out"])), exist_ok=True)
        with open(job["out"], "w", encoding="utf-8") as file:
            file.write(body)
        print(job["out"], flush=True)


if __name__ == "__main__":
    main()
