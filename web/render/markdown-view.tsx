/** A text as the Markdown it is: known elements only, no HTML, nothing fetched, nothing that leads away. */
import { memo, type ReactNode, useEffect, useMemo, useState } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { DataImage } from './data-image.tsx';
import { definitionsOf, sectionsOf } from './markdown-sections.ts';
import { ALLOWED_ELEMENTS, rehypeMarked } from './markdown-tree.ts';
import { MarkedText } from './marked-text.tsx';
import { RawView } from './raw-view.tsx';
import type { ViewProps } from './view-props.ts';

/** Sections are set one by one, in the pauses between other work: no key press waits for more than one of them. */
export function MarkdownView({ text, find }: ViewProps) {
  const sections = useMemo(() => sectionsOf(text), [text]);
  const definitions = useMemo(() => (sections.length > 1 ? definitionsOf(text) : ''), [sections, text]);
  const set = useInPauses(text, sections.length);
  return (
    <div className="markdown">
      {sections.map((section, i) => (
        <MarkdownSection
          key={section.at}
          text={section.text}
          definitions={definitions}
          plain={section.plain}
          first={i === 0}
          set={i < set}
          find={find}
        />
      ))}
    </div>
  );
}

/** Height that is assumed of a line until it is laid out. */
const LINE = 1.6;

/** A few screens' worth; whoever does not scroll needs no more, and the next output does not wait for it. */
const SOON = 4;
/** Between two sections: a frame, in which a key press finds its turn. */
const BETWEEN_MS = 16;

/** How many of a text's sections are set by now: the first at once, a few in the pauses after, all once it is scrolled. */
function useInPauses(text: string, total: number): number {
  const [reached, setReached] = useState({ text, count: 1 });
  const [scrolled, setScrolled] = useState('');
  const count = reached.text === text ? reached.count : 1;
  const still = scrolled !== text;
  useEffect(() => {
    if (!still) return;
    const onScroll = () => setScrolled(text);
    addEventListener('scroll', onScroll, { capture: true, passive: true });
    return () => removeEventListener('scroll', onScroll, { capture: true });
  }, [text, still]);
  const most = still ? Math.min(SOON, total) : total;
  useEffect(() => {
    if (count >= most) return;
    // No idle callback: while and after a scroll the browser may give none for seconds.
    const timer = setTimeout(() => setReached({ text, count: count + 1 }), BETWEEN_MS);
    return () => clearTimeout(timer);
  }, [text, count, most]);
  return count;
}

const MarkdownSection = memo(function MarkdownSection({
  text,
  definitions,
  plain,
  first,
  set,
  find,
}: {
  readonly text: string;
  readonly definitions: string;
  readonly plain: boolean;
  readonly first: boolean;
  /** Whether it is its turn; until then it is shown as written. */
  readonly set: boolean;
  readonly find: string | undefined;
}) {
  const raw = plain || !set;
  const content = useMemo(
    () => (raw ? undefined : elementsOf(text + definitions, find)),
    [raw, text, definitions, find],
  );
  const given = plain || (!raw && content === undefined);
  return (
    <div
      className={first ? 'section' : 'section chunk'}
      // Without a height they would all stand just below the screen, and all be laid out.
      style={first ? undefined : { containIntrinsicSize: `auto ${text.split('\n').length * LINE}em` }}
    >
      {given ? <p className="notice">shown as written: too long or too deeply nested to be set</p> : null}
      {content ?? (set ? <RawView text={text} find={find} /> : <AsYet text={text} />)}
    </div>
  );
});

/** What waits for its turn, below the screen: the text, and none of the elements that would only be replaced. */
function AsYet({ text }: { readonly text: string }) {
  return (
    <div className="raw">
      <p dir="auto">{text}</p>
    </div>
  );
}

/** Undefined when the parser gives up on the text. */
function elementsOf(markdown: string, find: string | undefined): ReactNode {
  try {
    // Called as the plain function that it is: what it throws on hostile nesting is caught here.
    return Markdown({
      children: markdown,
      remarkPlugins: [[remarkGfm, { singleTilde: false }]],
      rehypePlugins: [[rehypeMarked, { find }]],
      allowedElements: ALLOWED_ELEMENTS,
      // Addresses are shown, never followed: they stay as written.
      urlTransform: (url) => url,
      components,
    });
  } catch {
    return undefined;
  }
}

/** Headings stand below those of the page. */
const heading = (Tag: 'h3' | 'h4' | 'h5' | 'h6', level: number) =>
  function Heading({ children }: { readonly children?: ReactNode }) {
    return (
      <Tag className={`level-${level}`} dir="auto">
        {children}
      </Tag>
    );
  };

const components: Components = {
  h1: heading('h3', 1),
  h2: heading('h4', 2),
  h3: heading('h5', 3),
  h4: heading('h6', 4),
  h5: heading('h6', 5),
  h6: heading('h6', 6),
  a: ({ href, children }) => <Link address={href ?? ''}>{children}</Link>,
  img: ({ src, alt }) => <DataImage address={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
  input: ({ checked }) => (
    <span className="task" role="img" aria-label={checked ? 'done' : 'not done'}>
      {checked ? '☑' : '☐'}
    </span>
  ),
  table: ({ children }) => (
    <Scroll label="Table">
      <table>{children}</table>
    </Scroll>
  ),
  pre: ({ children }) => (
    <Scroll label="Code">
      <pre dir="auto">{children}</pre>
    </Scroll>
  ),
};

/** A box that scrolls sideways, also by keys. */
function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse.
    <section className="scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

function Link({ address, children }: { readonly address: string; readonly children: ReactNode }) {
  // A jump inside the text (footnotes) has no address worth reading.
  if (address.startsWith('#')) return <span className="leads">{children}</span>;
  return (
    <span className="link">
      <span className="leads">{children}</span>
      {isSame(children, address) ? null : (
        <bdi className="address" dir="ltr">
          {' ('}
          <MarkedText text={address} />)
        </bdi>
      )}
    </span>
  );
}

function isSame(children: ReactNode, address: string): boolean {
  return (
    typeof children === 'string' && [children, `http://${children}`, `mailto:${children}`].includes(address)
  );
}
