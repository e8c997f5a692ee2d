/** What the models were asked: a text, a conversation, or the variables of a prompt. */

import { imageOf } from '../../src/core/image-part.ts';
import type { Input, Message } from '../../src/core/input.ts';
import type { Json } from '../../src/core/json.ts';
import { asText } from './as-text.ts';
import { DataImage, isSafeImage } from './data-image.tsx';
import { Guard } from './guard.tsx';
import { MarkedText } from './marked-text.tsx';
import { AsWritten, TextView } from './text-view.tsx';

export function InputView({ input, find }: { readonly input: Input; readonly find?: string | undefined }) {
  return (
    <div className="input-view">
      <Guard of={input} instead={<AsWritten value={input} />}>
        <Content input={input} find={find} />
      </Guard>
    </div>
  );
}

function Content({ input, find }: { readonly input: Input; readonly find: string | undefined }) {
  if (typeof input === 'string') return <TextView text={input} mode="raw" find={find} />;
  // Not isMessages: its file brings the checks of inputs, and their library, along.
  if (Array.isArray(input)) {
    return (input as readonly Message[]).map((message, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: messages never move.
      <MessageView key={i} message={message} find={find} />
    ));
  }
  return Object.entries(input as { readonly [variable: string]: Json }).map(([name, value]) => (
    <Named key={name} name={name} value={value} find={find} />
  ));
}

function MessageView({ message, find }: { readonly message: Message; readonly find: string | undefined }) {
  const { role, content, ...extra } = message;
  return (
    <section className="chat" data-role={role}>
      <h3>{role}</h3>
      {typeof content === 'string' ? (
        <TextView text={content} mode="raw" find={find} />
      ) : (
        content.map((part, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts never move.
          <Part key={i} part={part} find={find} />
        ))
      )}
      {Object.entries(extra).map(([name, value]) => (
        <Named key={name} name={name} value={value} find={find} />
      ))}
    </section>
  );
}

function Part({ part, find }: { readonly part: Json; readonly find: string | undefined }) {
  const text = textOf(part);
  if (text !== undefined) return <TextView text={text} mode="raw" find={find} />;
  const image = imageOf(part);
  if (image !== undefined) return <DataImage address={image} alt="image in the input" />;
  return <Value value={part} find={find} />;
}

/** A part that holds text and nothing else worth showing. */
function textOf(part: Json): string | undefined {
  if (typeof part === 'string') return part;
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return undefined;
  const { type, text } = part as { readonly [key: string]: Json };
  const isText = type === 'text' || type === 'input_text' || type === 'output_text';
  return isText && typeof text === 'string' ? text : undefined;
}

function Named({
  name,
  value,
  find,
}: {
  readonly name: string;
  readonly value: Json;
  readonly find: string | undefined;
}) {
  return (
    <section className="variable">
      <h3 dir="auto">
        <MarkedText text={name} />
      </h3>
      <Value value={value} find={find} />
    </section>
  );
}

function Value({ value, find }: { readonly value: Json; readonly find: string | undefined }) {
  if (typeof value === 'string' && isSafeImage(value))
    return <DataImage address={value} alt="image in the input" />;
  if (typeof value === 'string') return <TextView text={value} mode="raw" find={find} />;
  return <TextView text={asText(value)} mode="json" find={find} />;
}
