/** The text as it is, byte for byte: paragraphs, of which only those near the screen are laid out. */
import { memo } from 'react';
import { MarkedText } from './marked-text.tsx';
import { chunksOf } from './paragraphs.ts';

export const RawView = memo(function RawView({
  text,
  find,
}: {
  readonly text: string;
  readonly find?: string | undefined;
}) {
  return (
    <div className="raw">
      {chunksOf(text).map(({ at, lines, paragraphs }) => (
        <div key={at} className="chunk" style={{ containIntrinsicSize: `auto ${lines * 1.6}em` }}>
          {paragraphs.map((paragraph) => (
            <p key={paragraph.at} dir="auto">
              <MarkedText text={paragraph.text} find={find} />
            </p>
          ))}
        </div>
      ))}
    </div>
  );
});
