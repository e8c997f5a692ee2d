/** Every kind of personal data that is found, in the order in which a text belongs to one: of two that overlap the first has it. */
import { address } from './address.ts';
import { apiKey } from './api-key.ts';
import { card } from './card.ts';
import type { Detector } from './detector.ts';
import { email } from './email.ts';
import { iban } from './iban.ts';
import { ip } from './ip.ts';
import { jwt } from './jwt.ts';
import { name } from './name.ts';
import { phone } from './phone.ts';
import { urlCredentials } from './url-credentials.ts';

export const detectors: readonly Detector[] = [
  jwt,
  urlCredentials,
  apiKey,
  email,
  iban,
  card,
  ip,
  phone,
  address,
  name,
];
