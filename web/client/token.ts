/** The launch's token: handed over in the link's fragment, kept for this tab alone, gone from the address at once. */

const KEY = 'fieldtest token';
const LINK = /^#([0-9a-f]{64})$/;

/** Whether the address is a launch's link, with its token. */
export function isLink(): boolean {
  return LINK.test(location.hash);
}

/** Undefined when the page was opened without a link. */
export function rememberedToken(): string | undefined {
  const given = LINK.exec(location.hash)?.[1];
  if (given !== undefined) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, '', location.pathname);
  }
  return given ?? sessionStorage.getItem(KEY) ?? undefined;
}
