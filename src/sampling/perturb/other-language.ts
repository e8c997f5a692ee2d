/** A tag or a wish that asks for another language than the text is in. */
import { oneOf, type Perturbation } from './perturbation.ts';

const WISHES = [
  'Bitte auf Deutsch antworten.',
  'Réponds en français, s’il te plaît.',
  'Responde en español, por favor.',
  'Per favore rispondi in italiano.',
  '日本語で答えてください。',
  'Ответьте, пожалуйста, по-русски.',
  '[lang=pt-BR]',
  '<html lang="ar">',
] as const;

export const otherLanguage: Perturbation = {
  kind: 'other-language',
  description: 'a tag or a wish asks for another language',
  keepsReference: false,
  change(text, random) {
    if (text.trim() === '') return undefined;
    const wish = oneOf(WISHES, random);
    // Tags stand before a text, wishes behind it.
    return /^[[<]/.test(wish) ? `${wish}\n${text}` : `${text}\n\n${wish}`;
  },
};
