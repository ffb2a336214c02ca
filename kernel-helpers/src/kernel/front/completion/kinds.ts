/** What a completion is, in the words of the protocol. */
import { ts } from '../compiler/ts.js';

/** TypeScript's kinds in Jupyter's words. */
export function kindOf(kind: ts.ScriptElementKind): string {
  switch (kind) {
    case ts.ScriptElementKind.functionElement:
    case ts.ScriptElementKind.localFunctionElement:
    case ts.ScriptElementKind.memberFunctionElement:
      return 'function';
    case ts.ScriptElementKind.memberVariableElement:
    case ts.ScriptElementKind.memberGetAccessorElement:
    case ts.ScriptElementKind.memberSetAccessorElement:
      return 'property';
    case ts.ScriptElementKind.constElement:
    case ts.ScriptElementKind.letElement:
    case ts.ScriptElementKind.variableElement:
    case ts.ScriptElementKind.localVariableElement:
    case ts.ScriptElementKind.parameterElement:
    case ts.ScriptElementKind.alias:
      return 'instance';
    case ts.ScriptElementKind.classElement:
      return 'class';
    case ts.ScriptElementKind.interfaceElement:
    case ts.ScriptElementKind.typeElement:
    case ts.ScriptElementKind.enumElement:
    case ts.ScriptElementKind.typeParameterElement:
      return 'type';
    case ts.ScriptElementKind.moduleElement:
    case ts.ScriptElementKind.externalModuleName:
    case ts.ScriptElementKind.directory:
    case ts.ScriptElementKind.scriptElement:
      return kind === ts.ScriptElementKind.directory ? 'path' : 'module';
    case ts.ScriptElementKind.keyword:
      return 'keyword';
    case ts.ScriptElementKind.string:
      return 'text';
    default:
      return kind;
  }
}
