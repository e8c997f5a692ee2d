/** What comes when names are shown: the decision first, and from there everything that it was made of. */
import { useEffect, useState } from 'react';
import { Guard } from '../render/guard.tsx';
import { BenchmarksScreen } from './benchmarks.tsx';
import { CompareScreen } from './compare.tsx';
import { DecisionScreen } from './decision.tsx';
import { DisagreementsScreen } from './disagreements.tsx';
import { ExamplesScreen } from './examples.tsx';
import { FailuresScreen } from './failures.tsx';
import { HealthScreen } from './health.tsx';
import { HistoryScreen } from './history.tsx';
import { useKeptPlace } from './kept-place.ts';
import { OutputScreen } from './output.tsx';
import { OutputsScreen } from './outputs.tsx';
import { addressOf, type Place, placeOf, SECTIONS, useHash } from './place.ts';
import type { AfterSource } from './source.ts';
import { Title } from './title.tsx';
import './after.css';

export function After({ open, task }: { readonly open: () => Promise<AfterSource>; readonly task: string }) {
  const [source, setSource] = useState<AfterSource>();
  const hash = useHash();
  useKeptPlace(hash);
  const place = placeOf(hash);
  const name = SECTIONS.find(([section]) => section === place.section)![1];
  useEffect(() => {
    let current = true;
    void open().then((opened) => current && setSource(opened));
    return () => {
      current = false;
    };
  }, [open]);
  useEffect(() => {
    // A reload comes back here, not to the rating.
    if (location.hash === '') history.replaceState(history.state, '', addressOf({ section: 'decision' }));
    document.title = `${name} · ${task}`;
  }, [name, task]);
  return (
    <div className="after">
      <nav aria-label="After the rating">
        {SECTIONS.map(([section, title]) => (
          <a
            key={section}
            href={addressOf({ section })}
            aria-current={section === place.section ? 'page' : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
      {source === undefined ? null : (
        <Guard of={hash} instead={<Broken name={name} />}>
          <Screen key={keyOf(place, hash)} place={place} source={source} />
        </Guard>
      )}
    </div>
  );
}

/** Whoever chooses what to compare stays where they are; every other place is a screen of its own. */
function keyOf({ section, example }: Place, hash: string): string {
  return section === 'compare' && example === undefined ? section : hash;
}

function Broken({ name }: { readonly name: string }) {
  return (
    <main>
      <Title>{name}</Title>
      <p role="alert">
        This page cannot be shown. The others can, and nothing that is stored is changed by it.
      </p>
    </main>
  );
}

function Screen({ place, source }: { readonly place: Place; readonly source: AfterSource }) {
  switch (place.section) {
    case 'decision':
      return <DecisionScreen source={source} />;
    case 'compare':
      return <CompareScreen source={source} place={place} />;
    case 'outputs':
      return place.id === undefined ? (
        <OutputsScreen source={source} place={place} />
      ) : (
        <OutputScreen source={source} id={place.id} />
      );
    case 'failures':
      return <FailuresScreen source={source} />;
    case 'disagreements':
      return <DisagreementsScreen source={source} />;
    case 'history':
      return <HistoryScreen source={source} place={place} />;
    case 'benchmarks':
      return <BenchmarksScreen source={source} />;
    case 'examples':
      return <ExamplesScreen source={source} />;
    case 'health':
      return <HealthScreen source={source} />;
  }
}
