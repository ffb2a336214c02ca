#!/usr/bin/env python3
"""What JupyterHub makes of the login settings in files of values, as JSON: kubernetes_logins.py FILE...

Neither package complains of a name that it does not know, nor of an address that is missing before somebody logs in.
"""
import json
import sys

import yaml
from jupyterhub.app import JupyterHub
from traitlets.config import Config

# What a login needs besides the client's secret, which comes on the command line of helm.
NEEDED = {
    "LTI13Authenticator": ["issuer", "authorize_url", "jwks_endpoint", "client_id", "username_key"],
    "GenericOAuthenticator": ["client_id", "oauth_callback_url", "authorize_url", "token_url", "userdata_url", "scope", "username_claim"],
}


def look(path):
    with open(path) as text:
        settings = yaml.safe_load(text)["hub"]["config"]
    config = Config(settings)
    chosen = JupyterHub(config=config).authenticator_class
    made = chosen(config=config)
    own = settings.get(chosen.__name__, {})
    known = chosen.class_traits(config=True)
    return {
        "class": chosen.__name__,
        "sections": sorted(settings),
        "unknown": [name for name in own if name not in known],
        "missing": [name for name in NEEDED[chosen.__name__] if not getattr(made, name)],
        "enters": made.allow_all,
    }


print(json.dumps([look(path) for path in sys.argv[1:]]))
