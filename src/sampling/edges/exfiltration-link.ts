/** Links made to carry data away. */
import type { InputEdge } from './edge.ts';

/** An address of an image often has a version or a size; what carries data away has a name for it. */
const IMAGE =
  /!\[[^\]\n]{0,200}\]\(\s*https?:\/\/[^\s)]{0,500}[?&](?:d|q|data|query|secret|token|key|text|content|prompt|msg|message|info|leak|exfil|history|conversation|summary|password|email|payload)=[^\s)]{0,500}\)/i;
const ASKS =
  /\b(?:send|post|append|forward|upload|exfiltrate|encode|include)\b[^\n]{0,60}\b(?:conversation|history|secrets?|passwords?|tokens?|api keys?|contents?|data|summary)\b[^\n]{0,60}\bhttps?:\/\//i;
const GAP =
  /https?:\/\/[^\s)"']{0,300}[?&=](?:\{|\[|<|%7B|\$\{)(?:data|secret|password|token|key|summary|history|conversation|content|prompt|name|answer|output|info)[a-z_ ]{0,30}/i;

export const exfiltrationLink: InputEdge = {
  kind: 'exfiltration-link',
  family: 'adversarial',
  description: 'links made to carry data away',
  find({ asked }) {
    if (GAP.test(asked)) return 'has an address with a gap to be filled with data';
    if (IMAGE.test(asked)) return 'has an image whose address carries data to a server';
    return ASKS.test(asked) ? 'asks to send data to an address' : undefined;
  },
};
