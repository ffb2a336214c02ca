import { ts } from './ts.js';

/** The parameter through which a cell reaches the runtime. */
export const cellName = '__cell';

/** `__cell.member(…args)`. */
export const call = (member: string, ...args: ts.Expression[]): ts.CallExpression => {
  const f = ts.factory;
  return f.createCallExpression(f.createPropertyAccessExpression(f.createIdentifier(cellName), member), undefined, args);
};
