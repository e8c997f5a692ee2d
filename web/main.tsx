/** The page's beginning: takes the token out of the address, and opens the review. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { serverSource } from './client/api.ts';
import { followNewLinks, rememberedToken } from './client/token.ts';

const token = rememberedToken();
followNewLinks();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App source={token === undefined ? undefined : serverSource(token)} />
  </StrictMode>,
);
