/**
 * The address of a notebook in the tab's lab, below the site's. Each notebook has a workspace of its own: JupyterLab opens all notebooks
 * of a workspace again, each with its kernel, which took 1.2 s more for every notebook that the reader had opened before.
 * @param {string} name of the notebook, without its ending
 */
export const notebookAddress = (name) => {
  const encoded = encodeURIComponent(name);
  return `lab/index.html?workspace=${encoded}&path=${encoded}.ipynb`;
};
