/** JSON as a tree that folds; what is no JSON is shown as it is, with the place of the fault above it. */
import { type KeyboardEvent, memo, type ReactNode, useMemo, useState } from 'react';
import { type JsonMember, type JsonNode, jsonTree } from './json-tree.ts';
import { MarkedText } from './marked-text.tsx';
import { hasMatch } from './matches.ts';
import { RawView } from './raw-view.tsx';
import type { ViewProps } from './view-props.ts';

/** Members of one list that are shown at once. */
const PAGE = 100;
const NOTED = 5;

export function JsonView({ text, find }: ViewProps) {
  const tree = useMemo(() => jsonTree(text), [text]);
  if (tree.kind === 'fault') {
    return (
      <>
        <p className="notice">
          not valid JSON, line {tree.line} column {tree.column}: {tree.reason}
        </p>
        <RawView text={text} find={find} />
      </>
    );
  }
  return (
    <div className="json">
      {tree.repeated.slice(0, NOTED).map(({ key, line, column }) => (
        <p className="notice" key={`${line}:${column}`}>
          the key{' '}
          <bdi>
            <MarkedText text={JSON.stringify(key)} />
          </bdi>{' '}
          comes twice, line {line} column {column}; both are shown
        </p>
      ))}
      {tree.repeated.length > NOTED ? (
        <p className="notice">and {tree.repeated.length - NOTED} more keys that come twice</p>
      ) : null}
      <Node source={text} node={tree.root} label={null} find={find} open />
    </div>
  );
}

interface NodeProps {
  readonly source: string;
  readonly node: JsonNode;
  readonly label: ReactNode;
  readonly find: string | undefined;
  readonly open: boolean;
}

const Node = memo(function Node({ source, node, label, find, open: openAtFirst }: NodeProps) {
  const [turned, setTurned] = useState<boolean>();
  if (node.members.length === 0) {
    return (
      <div className="member">
        {label}
        <Leaf source={source} node={node} find={find} />
      </div>
    );
  }
  const open = turned ?? (openAtFirst || hasMatch(source.slice(node.from, node.to), find));
  const [before, after] = node.kind === 'object' ? ['{', '}'] : ['[', ']'];
  const noun = node.kind === 'object' ? 'key' : 'item';
  return (
    <details
      open={open}
      // React sets `open` again after the browser did; only a change by hand counts.
      onToggle={(event) => {
        if (event.currentTarget.open !== open) setTurned(event.currentTarget.open);
        event.stopPropagation();
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button. */}
      <summary onKeyDown={keepKey}>
        {label}
        <span className="sign">{before}</span>
        <span className="count">
          {open ? '' : `… ${after} `}
          {count(node.members.length, noun)}
        </span>
      </summary>
      {open ? <Members source={source} node={node} find={find} /> : null}
      {open ? <span className="sign closing">{after}</span> : null}
    </details>
  );
});

function Members({
  source,
  node,
  find,
}: {
  readonly source: string;
  readonly node: JsonNode;
  readonly find: string | undefined;
}) {
  const [shown, setShown] = useState(PAGE);
  const left = node.members.length - shown;
  return (
    <div className="members">
      {node.members.slice(0, shown).map((member, i) => (
        <Node
          // biome-ignore lint/suspicious/noArrayIndexKey: members of a parsed text never move.
          key={i}
          source={source}
          node={member.value}
          label={<Label member={member} at={i} />}
          find={find}
          open={isOpenAtFirst(member.value, node)}
        />
      ))}
      {left > 0 ? (
        <button type="button" className="more" onKeyDown={keepKey} onClick={() => setShown(shown + 5 * PAGE)}>
          {count(left, node.kind === 'object' ? 'more key' : 'more item')}
        </button>
      ) : null}
    </div>
  );
}

/** Open while it stays readable at a glance: small parts, and all parts of something small. */
function isOpenAtFirst(node: JsonNode, parent: JsonNode): boolean {
  return parent.size <= 120 || (node.size <= 12 && parent.members.length <= 30);
}

function Label({ member, at }: { readonly member: JsonMember; readonly at: number }) {
  if (member.key === undefined) return <span className="index">{at}</span>;
  return (
    <>
      <bdi className={member.repeated ? 'key repeated' : 'key'}>
        <MarkedText text={member.key} />
      </bdi>
      <span className="sign">: </span>
    </>
  );
}

function Leaf({
  source,
  node,
  find,
}: {
  readonly source: string;
  readonly node: JsonNode;
  readonly find: string | undefined;
}) {
  const written = source.slice(node.from, node.to);
  if (node.kind !== 'string') return <span className={node.kind}>{written}</span>;
  // Read as text: escapes are decoded; the raw text is one key away.
  const text = JSON.parse(written) as string;
  const long = text.length > 80 || text.includes('\n');
  return (
    <span className={long ? 'string long' : 'string'} dir="auto">
      <MarkedText text={text} find={find} />
    </span>
  );
}

/** Space and Enter turn the fold that has the focus, and mean nothing else then. */
function keepKey(event: KeyboardEvent) {
  if (event.key === ' ' || event.key === 'Enter') event.stopPropagation();
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`;
}
