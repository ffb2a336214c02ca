"""A Content-Security-Policy for Formgrader: its pages show what students wrote, next to buttons that set marks.

Only scripts of nbgrader's own templates run; each bears a number that was drawn when the server started. Nothing is asked of any other server.
"""
import base64
import glob
import hashlib
import os
import re
import secrets

from jinja2.ext import Extension
from nbgrader.server_extensions.formgrader import handlers
from nbgrader.server_extensions.formgrader.base import BaseHandler
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension

NONCE = secrets.token_urlsafe(24)


class Nonces(Extension):
    """Marks the scripts of nbgrader's templates. Those of nbconvert come from the network and get no mark."""

    def preprocess(self, source, name, filename=None):
        if filename is None or not os.path.abspath(filename).startswith(handlers.template_path):
            return source
        return re.sub(r"<script(?=[\s>])", f'<script nonce="{NONCE}"', source)


def clicks():
    """Hashes of the `onclick` attributes in the templates: these and no others may stand in a page."""
    files = glob.glob(os.path.join(handlers.template_path, "**"), recursive=True)
    texts = set()
    for file in filter(os.path.isfile, files):
        with open(file, encoding="utf-8") as text:
            texts.update(re.findall(r'onclick="([^"{]*)"', text.read()))
    return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in sorted(texts)]


NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
PAGES = "; ".join(
    [
        NOTHING,
        "frame-ancestors 'self'",
        f"script-src 'nonce-{NONCE}' 'unsafe-hashes' {' '.join(clicks())}",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self'",
        "img-src data:",
        "connect-src 'self'",
    ]
)
# A file that was handed in, opened by its address: it has no origin, so nothing of the server is open to it.
FILES = f"{NOTHING}; frame-ancestors 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"


def policy_of(handler):
    return FILES if isinstance(handler, handlers.SubmissionFilesHandler) else PAGES


ORIGINAL = FormgradeExtension.init_tornado_settings


# Patch: nbgrader-formgrader-policy
def with_nonces(self, webapp):
    ORIGINAL(self, webapp)
    webapp.settings["nbgrader_jinja2_env"].add_extension(Nonces)
    exporter = webapp.settings["nbgrader_exporter"]
    make = exporter._create_environment

    def make_marked():
        environment = make()
        environment.add_extension(Nonces)
        return environment

    exporter._create_environment = make_marked
    exporter._environment_cached = None


def install():
    BaseHandler.content_security_policy = property(policy_of)
    FormgradeExtension.init_tornado_settings = with_nonces
