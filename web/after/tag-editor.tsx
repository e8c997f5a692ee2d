/** Makes tags of notes: what the same failure is called is one word, so that it can be counted. */
import { useEffect, useId, useRef, useState } from 'react';
import { visibleLine } from '../../src/core/visible.ts';

const MOST = 100;

export function TagEditor({
  tags: stored,
  known,
  of,
  change,
}: {
  readonly tags: readonly string[];
  /** Tags that are in use, offered while one types. */
  readonly known: readonly string[];
  /** What is tagged, for who hears the page. */
  readonly of: string;
  readonly change: (tags: readonly string[]) => Promise<void>;
}) {
  const list = useId();
  const [problem, setProblem] = useState(false);
  const [typed, setTyped] = useState('');
  // What was asked for stands until the server shows it: a second change must not undo the first.
  const [wanted, setWanted] = useState<readonly string[]>();
  const tags = wanted ?? stored;
  const underWay = useRef(0);
  const before = useRef(Promise.resolve());
  const keep = (next: readonly string[]) => {
    setProblem(false);
    setWanted(next);
    setTyped('');
    underWay.current += 1;
    before.current = before.current
      .then(() => change(next))
      .catch(() => {
        setProblem(true);
        setWanted(undefined);
      })
      .finally(() => {
        underWay.current -= 1;
      });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the server shows is newer, once nothing is under way
  useEffect(() => {
    if (underWay.current === 0) setWanted(undefined);
  }, [stored]);
  return (
    <div className="tag-editor small">
      {tags.map((tag) => (
        <button
          key={tag}
          type="button"
          className="plain"
          aria-label={`take the tag ${visibleLine(tag)} from ${visibleLine(of)}`}
          onClick={() => keep(tags.filter((one) => one !== tag))}
        >
          <span className="badge">{visibleLine(tag)} ×</span>
        </button>
      ))}
      <input
        aria-label={`tag for ${visibleLine(of)}`}
        placeholder="add a tag"
        list={list}
        maxLength={MOST}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={({ key, nativeEvent }) => {
          const tag = typed.trim();
          if (key === 'Enter' && !nativeEvent.isComposing && tag !== '' && !tags.includes(tag))
            keep([...tags, tag]);
        }}
      />
      <datalist id={list}>
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      {problem ? <span role="alert">not stored; try again</span> : null}
    </div>
  );
}
