/** Waits until the server has every answer of this device. */

const LOOK_AGAIN_MS = 50;

/** False: nobody waits for it any more. */
export async function untilSent(
  allSent: () => Promise<boolean>,
  stillWaiting: () => boolean,
): Promise<boolean> {
  while (stillWaiting() && !(await allSent()))
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  return stillWaiting();
}
