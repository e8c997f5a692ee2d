/** Outputs of 200 KB, each of its own, in the three ways in which they are shown. */

const SIZE = 200_000;

const plain = (key: string) =>
  filled(
    `${key} `,
    (i) => `Sentence ${i} of a long plain answer with some words in it. ${i % 7 === 6 ? '\n\n' : ''}`,
  );

const markdown = (key: string) =>
  filled(
    `# ${key}\n\n`,
    (i) =>
      `## Part ${i}\n\nSome **bold** words and \`code\` in a paragraph, [a link](https://example.com/${i}).\n\n` +
      `- one\n- two\n\n| a | b |\n|---|---|\n| ${i} | x |\n\n\`\`\`js\nconst a = ${i};\n\`\`\`\n\n`,
  );

const json = (key: string) => {
  const rows: unknown[] = [];
  for (let length = 0, i = 0; length < SIZE; i++) {
    const row = { id: i, name: `name ${i}`, tags: ['a', 'b'], nested: { x: i, y: [1, 2, 3] } };
    length += JSON.stringify(row).length + 1;
    rows.push(row);
  }
  return JSON.stringify({ key, rows });
};

export const LONG_OUTPUTS = { plain, Markdown: markdown, JSON: json } as const;

function filled(start: string, part: (i: number) => string): string {
  let text = start;
  for (let i = 0; text.length < SIZE; i++) text += part(i);
  return text;
}
