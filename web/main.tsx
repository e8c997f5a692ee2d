/** The page's beginning: takes the token out of the address, and opens the review. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { serverSource } from './client/api.ts';
import { sendEarlierRounds } from './client/earlier-rounds.ts';
import { isLink, rememberedToken } from './client/token.ts';

const token = rememberedToken();
const source = token === undefined ? undefined : serverSource(token);
if (source !== undefined) void sendEarlierRounds(source);
// A new link opened in this same tab changes the fragment alone, which loads nothing by itself.
addEventListener('hashchange', () => isLink() && location.reload());
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App source={source} />
  </StrictMode>,
);
