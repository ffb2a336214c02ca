#!/usr/bin/env python3
"""The pods that KubeSpawner builds from scripts/hub/kubernetes, as JSON: kubernetes_pods.py FOLDER REGISTRY NAME...

The chart hands its values to KubeSpawner under other names; `SETTINGS` says which, as the chart's own hub configuration does.
"""
import asyncio
import importlib.util
import json
import sys
from types import SimpleNamespace

import kubespawner.spawner
import yaml
from kubernetes_asyncio.client import ApiClient
from kubespawner import KubeSpawner
from traitlets.config import Config

# There is no cluster whose address could be read.
kubespawner.spawner.load_config = lambda *_, **__: None

SETTINGS = {
    "uid": "uid",
    "fsGid": "fs_gid",
    "startTimeout": "start_timeout",
    "extraEnv": "environment",
    "cmd": "cmd",
    "defaultUrl": "default_url",
    "allowPrivilegeEscalation": "allow_privilege_escalation",
}


def config_of(values):
    one, c = values["singleuser"], Config()
    for key, trait in SETTINGS.items():
        if key in one:
            setattr(c.KubeSpawner, trait, one[key])
    image, storage = one["image"], one["storage"]
    c.KubeSpawner.image, c.KubeSpawner.image_pull_policy = f"{image['name']}:{image['tag']}", image["pullPolicy"]
    for kind, trait in (("memory", "mem"), ("cpu", "cpu")):
        for part in ("limit", "guarantee"):
            setattr(c.KubeSpawner, f"{trait}_{part}", one[kind][part])
    claim, volume = storage["dynamic"]["pvcNameTemplate"], storage["dynamic"]["volumeNameTemplate"]
    c.KubeSpawner.pvc_name_template, c.KubeSpawner.storage_capacity = claim, storage["capacity"]
    c.KubeSpawner.storage_pvc_ensure, c.KubeSpawner.storage_access_modes = True, storage["dynamic"]["storageAccessModes"]
    c.KubeSpawner.volumes = [{"name": volume, "persistentVolumeClaim": {"claimName": claim}}, *storage["extraVolumes"]]
    c.KubeSpawner.volume_mounts = [{"name": volume, "mountPath": storage["homeMountPath"]}, *storage["extraVolumeMounts"]]
    return c


def user(name):
    return SimpleNamespace(name=name, escaped_name=name, id=1, url=f"/user/{name}/", server=None, groups=[])


async def main():
    folder, registry, *names = sys.argv[1:]
    with open(f"{folder}/values.yaml") as text:
        values = yaml.safe_load(text)
    spec = importlib.util.spec_from_file_location("lab_pods", f"{folder}/lab_pods.py")
    lab_pods = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lab_pods)
    lab_pods.REGISTRY = registry
    made = {}
    for name in names:
        c = config_of(values)
        lab_pods.configure(c)
        hub = SimpleNamespace(public_host="", api_url="http://hub:8081/hub/api", base_url="/hub/", url="http://hub:8081/hub/")
        spawner = KubeSpawner(_mock=True, config=c, user=user(name), hub=hub, api_token="secret", oauth_client_id="mock")
        made[name] = {
            "pod": ApiClient().sanitize_for_serialization(await spawner.get_pod_manifest()),
            "claim": ApiClient().sanitize_for_serialization(spawner.get_pvc_manifest()),
        }
    print(json.dumps({"values": values, "made": made}))


asyncio.run(main())
