"""Unpacks what the binding needs of TensorFlow's wheels in a folder, beside them: `unpack_tensorflow.py FOLDER`.

Of the 13,000 headers the binding includes fourteen; where one is missing the compiler names it.
"""

import pathlib
import re
import sys
import zipfile

WANTED = re.compile(
    r"nvidia/"
    r"|tensorflow/libtensorflow_(cc|framework)\."
    r"|tensorflow/include/(tensorflow/c|tensorflow/core/platform|tsl/platform|xla/tsl/c)/"
)

folder = pathlib.Path(sys.argv[1])
for wheel in folder.glob("*.whl"):
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder, [name for name in packed.namelist() if WANTED.match(name)])
    wheel.unlink()
