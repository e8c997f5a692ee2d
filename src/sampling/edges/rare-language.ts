/** A language that hardly any of the traffic has. */
import type { PoolEdge } from './edge.ts';

/** Of the traffic whose language is told. */
const MOST_SHARE = 0.02;

export const rareLanguage: PoolEdge = {
  kind: 'rare-language',
  family: 'weird',
  description: 'a language or script that is rare here',
  find({ looks, records }) {
    const counts = new Map<string, number>();
    let told = 0;
    for (const [index, { language }] of looks.entries()) {
      if (language === undefined) continue;
      counts.set(language, (counts.get(language) ?? 0) + records[index]!);
      told += records[index]!;
    }
    return looks.map(({ language }) => {
      if (language === undefined || counts.get(language)! > told * MOST_SHARE) return undefined;
      return `is written in ${nameOf(language)}, as ${percent(counts.get(language)! / told)} of the traffic is`;
    });
  },
};

const names = new Intl.DisplayNames(['en'], { type: 'language' });

function nameOf(language: string): string {
  return language.length === 2 ? (names.of(language) ?? language) : `${language} letters`;
}

function percent(share: number): string {
  return share < 0.001 ? 'less than 0.1 %' : `${(share * 100).toFixed(1)} %`;
}
