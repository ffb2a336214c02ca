/**
 * nbgrader's Validate stands in the toolbar of every notebook. Here it is shown in assignments only: notebooks with a cell that bears nbgrader's marks.
 * JupyterLab loads a container of module federation; this one is written by hand, for it needs no module of the page and no build.
 */
(() => {
  const hidden = 'lecture-lab-no-assignment';

  const isAssignment = (model) => [...(model?.cells ?? [])].some((cell) => cell.getMetadata('nbgrader') !== undefined);

  const plugin = {
    id: 'lecture-lab-buttons:plugin',
    autoStart: true,
    activate(app) {
      const style = document.createElement('style');
      style.textContent = `.${hidden} .validate-button { display: none; }`;
      document.head.append(style);
      app.docRegistry.addWidgetExtension('Notebook', {
        createNew(panel, context) {
          const look = () => panel.toggleClass(hidden, !isAssignment(context.model));
          look();
          void context.ready.then(() => {
            look();
            context.model.contentChanged.connect(look);
          });
        },
      });
    },
  };

  globalThis._JUPYTERLAB ??= {};
  globalThis._JUPYTERLAB['lecture-lab-buttons'] = {
    init() {},
    get: async (name) => () => (name === './extension' ? { __esModule: true, default: plugin } : {}),
  };
})();
