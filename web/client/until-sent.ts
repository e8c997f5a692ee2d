/** Waits until the server has every answer of this device. */

const LOOK_AGAIN_MS = 50;
const ASK_AGAIN_MS = 500;

/** False: nobody waits for it any more. A device that does not answer now may do so in a moment; until then nobody can say. */
export async function untilSent(
  allSent: () => Promise<boolean>,
  stillWaiting: () => boolean,
): Promise<boolean> {
  while (stillWaiting()) {
    const sent = await allSent().catch(() => undefined);
    if (sent) break;
    const ms = sent === undefined ? ASK_AGAIN_MS : LOOK_AGAIN_MS;
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
  return stillWaiting();
}
