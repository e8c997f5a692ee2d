/** The launch's token: handed over in the link's fragment, kept for this tab alone, gone from the address at once. */

const KEY = 'fieldtest token';

/** Undefined when the page was opened without a link. */
export function rememberedToken(): string | undefined {
  const given = tokenInAddress();
  if (given !== undefined) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, '', location.pathname);
  }
  return given ?? sessionStorage.getItem(KEY) ?? undefined;
}

/** Opens the page anew when a newer link is followed in this very tab: only its fragment differs, so nothing is loaded. */
export function followNewLinks(): void {
  addEventListener('hashchange', () => {
    if (tokenInAddress() !== undefined) location.reload();
  });
}

function tokenInAddress(): string | undefined {
  return /^#([0-9a-f]{64})$/.exec(location.hash)?.[1];
}
