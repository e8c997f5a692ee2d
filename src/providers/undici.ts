/**
 * What we use of undici, from its inner files: its index also loads a second fetch, caches, mocks and web sockets, which
 * take 3 MB for as long as a run goes on. The version that is built in is the one that was tested.
 */
import type { Dispatcher, Agent as PublicAgent } from 'undici';
// @ts-expect-error inner files have no types of their own
import innerRequest from 'undici/lib/api/api-request.js';
// @ts-expect-error as above
import InnerAgent from 'undici/lib/dispatcher/agent.js';

export const Agent: typeof PublicAgent = InnerAgent;

type RequestOptions = Omit<Dispatcher.RequestOptions, 'origin' | 'path'>;

/** As undici's own: https://undici.nodejs.org/#/docs/api/Dispatcher?id=dispatcherrequestoptions-callback */
export async function request(
  agent: PublicAgent,
  { origin, pathname, search }: URL,
  options: RequestOptions,
): Promise<Dispatcher.ResponseData> {
  return await innerRequest.call(agent, { ...options, origin, path: pathname + search });
}
