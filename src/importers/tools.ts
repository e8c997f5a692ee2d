/** Every tool whose exports can be read: add a file, add a line here and in `list.ts`. */
import { braintrustExport } from './braintrust.ts';
import { chatExport } from './chat.ts';
import { inspectExport } from './inspect.ts';
import { langfuseExport } from './langfuse.ts';
import { langsmithExport } from './langsmith.ts';
import { openaiEvalsExport } from './openai-evals.ts';
import { phoenixExport } from './phoenix.ts';
import { promptfooExport } from './promptfoo.ts';
import type { ToolExport } from './tool-export.ts';

export const tools: readonly ToolExport[] = [
  promptfooExport,
  inspectExport,
  openaiEvalsExport,
  langfuseExport,
  langsmithExport,
  braintrustExport,
  phoenixExport,
  chatExport,
];
