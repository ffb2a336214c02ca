"""The parts of the load program: a class of students on a real JupyterHub."""
