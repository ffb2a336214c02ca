/** What the kernel says about itself. */
import { isJavaScriptSession } from '../compiler/index.js';
import { type Dict, protocolVersion } from '../messages/index.js';

/** What front ends must know of a language to colour and to export it. */
const languages = {
  typescript: {
    name: 'typescript',
    mimetype: 'text/typescript',
    file_extension: '.ts',
    pygments_lexer: 'typescript',
    codemirror_mode: { name: 'javascript', typescript: true },
  },
  javascript: {
    name: 'javascript',
    mimetype: 'text/javascript',
    file_extension: '.js',
    pygments_lexer: 'javascript',
    codemirror_mode: { name: 'javascript' },
  },
};

/** The content of `kernel_info_reply`. */
export function kernelInfo(version: string, typescriptVersion: string): Dict {
  return {
    status: 'ok',
    protocol_version: protocolVersion,
    implementation: 'lecture-lab',
    implementation_version: version,
    banner: `TypeScript ${typescriptVersion} on Node ${process.version} (lecture lab)`,
    debugger: false,
    supported_features: [],
    help_links: [
      { text: 'TypeScript', url: 'https://www.typescriptlang.org/docs/' },
      { text: 'TensorFlow.js', url: 'https://js.tensorflow.org/api/latest/' },
      { text: 'Vega-Lite', url: 'https://vega.github.io/vega-lite/docs/' },
    ],
    language_info: {
      ...languages[isJavaScriptSession() ? 'javascript' : 'typescript'],
      version: isJavaScriptSession() ? process.versions.node : typescriptVersion,
      nbconvert_exporter: 'script',
    },
  };
}
