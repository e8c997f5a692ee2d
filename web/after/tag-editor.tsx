/** Makes tags of notes: what the same failure is called is one word, so that it can be counted. */
import { useId, useState } from 'react';
import { visibleLine } from '../../src/core/visible.ts';

const MOST = 100;

export function TagEditor({
  tags,
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
  const keep = (next: readonly string[]) => {
    setProblem(false);
    change(next).then(
      () => setTyped(''),
      () => setProblem(true),
    );
  };
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
