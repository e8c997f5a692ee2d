/** The colours of the page by name (web/ui/tokens.css), with what stands where nobody defines them. */
export const colours = {
  ink: 'var(--ink, #1c1b19)',
  /** Text beside the main one. */
  ink2: 'var(--ink-2, #5d5a54)',
  /** Marks that matter less; too pale for text. */
  ink3: 'var(--ink-3, #8b877f)',
  line: 'var(--line, #e4e0d8)',
  accent: 'var(--accent, #0b6e6e)',
  paper: 'var(--paper, #fbfaf7)',
} as const;

/** Told apart by more than colour: those after the fourth have another shape. */
export const candidateColours = [
  'var(--c1, #0b6e6e)',
  'var(--c2, #b0562a)',
  'var(--c3, #5b5ea6)',
  'var(--c4, #7a7a2c)',
] as const;
