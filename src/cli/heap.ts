/** How much memory V8 takes beyond what is in use, for programs that read much row by row and keep little of it (figures: ADR 5). */
import { setFlagsFromString } from 'node:v8';

/** Before the program is loaded, which would let the young generation grow to 16 MB. */
export function keepYoungSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** After the program is loaded, since all of that is kept and would be looked through again and again. */
export function keepHeapSmall(): void {
  // V8 would let what nobody needs pile up to three times of what is needed.
  setFlagsFromString('--heap-growing-percent=30');
  // No second compilation of WebAssembly: of the HTTP parser alone it takes 23 MB, for nothing that can be measured.
  setFlagsFromString('--wasm-tier-up-filter=0');
}
