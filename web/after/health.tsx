/** How the set wears: each sign with its examples, which lead to what was answered on them. */
import { shownLabel } from '../../src/core/example.ts';
import type { HealthGroup, ToldFinding } from '../../src/core/health/sign.ts';
import { visibleLine } from '../../src/core/visible.ts';
import { byUrgency, healthHead, LEVEL_WORDS } from '../../src/core/wording/health.ts';
import { addressOf } from './place.ts';
import type { AfterSource } from './source.ts';
import { Title } from './title.tsx';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './waiting.tsx';

export function HealthScreen({ source }: { readonly source: AfterSource }) {
  const loaded = useLoaded(source.health);
  return (
    <main className="health">
      <Title>Health</Title>
      {loaded.state !== 'here' ? (
        <Waiting loaded={loaded} />
      ) : !loaded.value.ready ? (
        <p>A rater is not done yet. Until all are, nobody sees what another said.</p>
      ) : (
        <>
          <p className="because">{healthHead(loaded.value.health)}</p>
          {byUrgency(loaded.value.health.findings).map((finding) => (
            <Finding key={finding.sign} finding={finding} />
          ))}
        </>
      )}
    </main>
  );
}

function Finding({ finding }: { readonly finding: ToldFinding }) {
  const { sign, title, level, says, groups, notes } = finding;
  return (
    <section aria-labelledby={`sign-${sign}`}>
      <h2 id={`sign-${sign}`}>
        {title} <span className={`badge ${level}`}>{LEVEL_WORDS[level]}</span>
      </h2>
      <p>{visibleLine(says)}</p>
      {groups.map((group) => (
        <Group key={group.what} group={group} />
      ))}
      {notes.length === 0 ? null : (
        <details className="muted small">
          <summary>How this was found</summary>
          {notes.map((note) => (
            <p key={note}>{visibleLine(note)}</p>
          ))}
        </details>
      )}
    </section>
  );
}

function Group({ group: { what, examples, command } }: { readonly group: HealthGroup }) {
  return (
    <div className="sign-group">
      <p className="small">
        {visibleLine(what)}
        {examples.length === 0 ? null : ': '}
        {examples.map((example, at) => (
          <span key={example}>
            {at === 0 ? null : ', '}
            <a href={addressOf({ section: 'outputs', example })}>{shownLabel(example)}</a>
          </span>
        ))}
      </p>
      {command === undefined ? null : (
        <pre className="command">
          <code>{visibleLine(command)}</code>
        </pre>
      )}
    </div>
  );
}
