/** Loads what opens over the rating screen: soon after the page is here, so that it opens without the server too. */
import { type ComponentType, useEffect, useState } from 'react';
import type { OverlayProps } from './overlay.tsx';

/** When the first output has long been painted. */
const SOON_MS = 1_000;

const load = async () => (await import('./overlay.tsx')).Overlay;

/** The overlay, once it is wanted and loaded; `failed` is told when it cannot be. */
export function useOverlay(wanted: boolean, failed: () => void): ComponentType<OverlayProps> | undefined {
  const [Overlay, setOverlay] = useState<ComponentType<OverlayProps>>();
  useEffect(() => {
    const soon = setTimeout(() => void load().catch(() => {}), SOON_MS);
    return () => clearTimeout(soon);
  }, []);
  useEffect(() => {
    if (!wanted || Overlay !== undefined) return;
    let current = true;
    load().then(
      (loaded) => current && setOverlay(() => loaded),
      () => current && failed(),
    );
    return () => {
      current = false;
    };
  }, [wanted, Overlay, failed]);
  return Overlay;
}
