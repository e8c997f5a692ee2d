/** Every kind of model call that is recorded. Another is a file beside this one and a line here. */
import { anthropicMessages } from './anthropic-messages.ts';
import type { CallDialect } from './call-dialect.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiCompletions } from './openai-completions.ts';
import { openaiResponses } from './openai-responses.ts';

export const callDialects: readonly CallDialect[] = [
  openaiChat,
  openaiResponses,
  openaiCompletions,
  anthropicMessages,
];
