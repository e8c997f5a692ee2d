/** The `http:` of a candidate: an address of the user's own, and what is sent there. */
import { z } from 'zod';
import { type Json, jsonTexts } from './json.ts';
import { isLiteralSecret } from './secrets.ts';
import { templateVariables } from './template.ts';

const jsonValue = z.json() as z.ZodType<Json>;

const NO_SECRET = 'holds a secret, which would be stored; write {{env.NAME}} and set NAME in the environment';

/** Refuses what would be sent without the input, and secrets that stand in the config itself. */
export const httpSchema = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .describe('{{input}} and other variables are filled in, URL-encoded; {{env.NAME}} too'),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH']).optional().describe('Default: POST'),
    headers: z.record(z.string(), z.string()).optional().describe('Keys as {{env.NAME}}'),
    body: jsonValue.optional().describe('JSON whose texts are templates; default: { "input": ... }'),
    output: z
      .string()
      .startsWith('$')
      .optional()
      .describe('Where the answer stands in the response: $.answer'),
  })
  .superRefine(({ url, method, headers, body }, ctx) => {
    const refuse = (path: string[], message: string) => ctx.addIssue({ code: 'custom', path, message });
    const authority = /^https?:[/\\]*[^/\\?#]*/i.exec(url)?.[0] ?? '';
    if (authority.includes('{{')) refuse(['url'], 'has a variable in its host; only path and query take any');
    const parameters = URL.canParse(url) ? [...new URL(url).searchParams] : [];
    if (parameters.some(([name, value]) => isLiteralSecret(name, value))) refuse(['url'], NO_SECRET);
    for (const [name, value] of Object.entries(headers ?? {})) {
      if (isLiteralSecret(name, value)) refuse(['headers', name], NO_SECRET);
    }
    if (method === 'GET' && body !== undefined) {
      refuse(['body'], 'is never sent by a GET; leave `method:` out, or put {{input}} into the url');
    } else if (method === 'GET' || body !== undefined) {
      const variables = [url, ...jsonTexts(body ?? null)].flatMap(templateVariables);
      if (variables.every((variable) => variable.startsWith('env.')))
        refuse(
          [body === undefined ? 'url' : 'body'],
          'has no {{input}} or other variable, so no input is sent',
        );
    }
  });
