/** A packet's beginning: the page is all there is. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PacketApp } from './packet-app.tsx';
import { embeddedPacket } from './packet-source.ts';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <PacketApp packet={embeddedPacket()} />
  </StrictMode>,
);
