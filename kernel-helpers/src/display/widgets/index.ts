/** Live widgets in the page. */
export { type Button, button, type Control, type SliderSettings, select, slider } from './controls.js';
export { type CellValue, type EditableTable, type EditableTableOptions, editableTable } from './edit-table.js';
export type { Parameter, ParameterValue } from './fields.js';
export { type Drawable, type Interaction, interact } from './interact.js';
export { type Reply, type Unsubscribe, Widget, type WidgetOptions, type WidgetState, widget } from './widget.js';
