/** Opens the review: what is asked, what this device still holds, and then the rating screen. */
import { Suspense, useEffect, useState } from 'react';
import { Refused } from './client/answer.ts';
import type { ReviewSource } from './client/api.ts';
import { type Opened, openReview } from './client/open-review.ts';
import { RateScreen } from './rate/rate-screen.tsx';
import { Guard } from './render/guard.tsx';
import { lazily } from './render/lazily.tsx';
import { SettingsProvider } from './settings/settings-context.tsx';
import './rate/rate.css';
import './render/render.css';

const After = lazily(async () => (await import('./after/after.tsx')).After);

export function App({ source }: { readonly source: ReviewSource | undefined }) {
  return (
    <SettingsProvider>
      <Review source={source} />
    </SettingsProvider>
  );
}

function Review({ source }: { readonly source: ReviewSource | undefined }) {
  const [opened, setOpened] = useState<Opened>();
  const [problem, setProblem] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const [after, setAfter] = useState(false);

  useEffect(() => {
    if (source === undefined) return;
    let current = true;
    // An address inside what comes after the rating was left there, by this rater's own hand.
    if (location.hash.startsWith('#/'))
      void source.after?.revealed().then(
        (shown) => current && shown && setAfter(true),
        () => {},
      );
    openReview(source).then(
      (next) => current && setOpened(next),
      (error: unknown) => {
        if (!current) return;
        const stale = error instanceof Refused && error.status === 401;
        setProblem(stale ? 'stale' : 'away');
        if (!stale) setTimeout(() => current && setAttempt(attempt + 1), 2_000);
      },
    );
    return () => {
      current = false;
    };
  }, [source, attempt]);

  if (opened !== undefined && after && source?.after !== undefined)
    return (
      <Guard of={source} instead={<Broken what="The decision" />}>
        <Suspense fallback={<Message title="Opening the decision" />}>
          <After open={source.after.open} task={opened.view.task} />
        </Suspense>
      </Guard>
    );
  if (opened !== undefined)
    return (
      <Guard of={opened} instead={<Broken what="The rating screen" />}>
        <RateScreen
          key={opened.view.round}
          opened={opened}
          reopen={() => location.reload()}
          showAfter={() => setAfter(true)}
        />
      </Guard>
    );
  if (source === undefined || problem === 'stale')
    return (
      <Message title="This link does not open the review">
        It belongs to an earlier start of the server, or is not whole. Open the link that{' '}
        <code>fieldtest review</code> printed last. Every rating that was given is kept.
      </Message>
    );
  if (problem === 'away')
    return (
      <Message title="The server does not answer">
        Trying again. If it was ended, start it with <code>fieldtest review</code> and open the link that it
        prints.
      </Message>
    );
  return <Message title="Opening the review" />;
}

function Broken({ what }: { readonly what: string }) {
  return (
    <Message title={`${what} cannot be shown`}>
      Reload this page; if the server was ended, start it with <code>fieldtest review</code> first. Every
      rating that was given is kept.
    </Message>
  );
}

function Message({ title, children }: { readonly title: string; readonly children?: React.ReactNode }) {
  return (
    <main className="message">
      <h1>{title}</h1>
      {children === undefined ? null : <p>{children}</p>}
    </main>
  );
}
