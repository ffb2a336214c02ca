# The lab as an image: for a JupyterHub that starts containers, for Binder and repo2docker, or by itself.
# notebooks/assignments/COURSE.md says how to use it.
#   docker build --tag lecture-lab .
#   docker run --rm --publish 127.0.0.1:8888:8888 lecture-lab
# BASE is any Debian 12 or newer (or an Ubuntu) with Node 20.19 or later and npm.
ARG BASE=docker.io/library/node:22-bookworm-slim
FROM ${BASE}

ENV DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates g++ git python3 python3-venv tini \
 && rm -rf /var/lib/apt/lists/*
# Binder gives name and number of its user; a hub may start the image as any user.
ARG NB_USER=jovyan
ARG NB_UID=1000
ENV USER=${NB_USER} NB_UID=${NB_UID} HOME=/home/${NB_USER}
# The base may have a user of that number already.
RUN { getent passwd ${NB_UID} >/dev/null && userdel --remove "$(getent passwd ${NB_UID} | cut -d: -f1)" 2>/dev/null || true; } \
 && useradd --create-home --uid ${NB_UID} --shell /bin/bash ${NB_USER} \
 && install -d -o ${NB_USER} /opt/lecture-lab /opt/lecture-lab-cache

WORKDIR /opt/lecture-lab
COPY --chown=${NB_UID} . .
USER ${NB_USER}
# The same set-up as anywhere else. The cache is named here only, so that what a student downloads later lands in the student's home.
RUN LECTURE_LAB_CACHE=/opt/lecture-lab-cache npm run setup -- --cpu \
 && .venv/bin/pip install --no-cache-dir --disable-pip-version-check -r scripts/hub/requirements.txt \
 && npm cache clean --force >/dev/null 2>&1 && rm -rf ~/.cache/pip \
 # What Jupyter reads whoever starts it: the lab's server settings, nbgrader's on a hub, and no Formgrader, for nothing here is to be graded.
 && ln -s /opt/lecture-lab/scripts/hub/single_user_config.py .venv/etc/jupyter/jupyter_server_config.py \
 && ln -s /opt/lecture-lab/scripts/hub/config/nbgrader_config.py .venv/etc/jupyter/nbgrader_config.py \
 && ln -s /opt/lecture-lab/scripts/hub/config/student/jupyter_server_config.json .venv/etc/jupyter/jupyter_server_config.d/student.json

ENV PATH=/opt/lecture-lab/.venv/bin:${PATH}
WORKDIR ${HOME}
EXPOSE 8888
ENTRYPOINT ["/usr/bin/tini", "--", "/opt/lecture-lab/scripts/hub/entry.sh"]
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--port=8888", "--no-browser"]
