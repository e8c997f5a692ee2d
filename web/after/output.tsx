/** One output in full, beside what was asked. */
import { useCallback, useMemo, useState } from 'react';
import type { OutputView } from '../../src/core/review/after.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { asText } from '../render/as-text.ts';
import { InputView } from '../render/input-view.tsx';
import { ModeChoice } from '../render/mode-choice.tsx';
import { modesFor, type TextMode } from '../render/modes.ts';
import { EndMark, TextView } from '../render/text-view.tsx';
import { Said } from './rows.tsx';
import type { AfterSource } from './source.ts';
import { Title } from './title.tsx';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

export function OutputScreen({ source, id }: { readonly source: AfterSource; readonly id: string }) {
  const loaded = useLoaded(useCallback(() => source.output(id), [source, id]));
  if (loaded.state === 'here') return <Output output={loaded.value} />;
  return (
    <main>
      <Title>Output</Title>
      <Waiting loaded={loaded} />
    </main>
  );
}

function Output({ output }: { readonly output: OutputView }) {
  const { text, reference, failure } = output;
  const modes = useMemo(() => modesFor(text, { reference: reference !== null }), [text, reference]);
  const [mode, setMode] = useState<TextMode>(modes[0]!);
  const wanted = asText(reference);
  return (
    <main>
      <Title>
        {visibleLine(output.candidate)} on {visibleLine(output.example)}
      </Title>
      <Said row={output} />
      {failure === null ? null : <p className="bad">{visibleLine(failure)}</p>}
      <div className="beside">
        <section aria-label="Input">
          <h2>Input</h2>
          <InputView input={output.input} />
          {reference === null ? null : (
            <>
              <h2>Reference</h2>
              <TextView text={wanted} mode={typeof reference === 'string' ? 'raw' : 'json'} />
            </>
          )}
        </section>
        <section aria-label="Output" className="output">
          <h2>Output</h2>
          <ModeChoice modes={modes} mode={mode} setMode={setMode} />
          <article>
            <TextView text={text} mode={mode} {...(reference === null ? {} : { reference: wanted })} />
            <EndMark length={text.length} noun="output" />
          </article>
        </section>
      </div>
    </main>
  );
}
