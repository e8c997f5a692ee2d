// What the programs share beside the mail itself: sentences, one line of text, and the form of the answer.

/** At most so many sentences of at most so many characters: no mail may take long. */
const SENTENCES = 300;
const LENGTH = 600;

/** Sentences of a text as people would break it; a heading or a line of a table is one too. */
export function sentencesOf(text) {
  return text
    .split(/\n\s*\n|(?<=[.!?]["')]?)\s+(?=["'(\p{Lu}\d])/u)
    .map((sentence) => sentence.slice(0, LENGTH).replace(/\s+/g, ' ').trim())
    .filter((sentence) => /\p{L}{2}/u.test(sentence))
    .slice(0, SENTENCES);
}

/** One line of at most `width` characters, cut at a word. */
export function oneLine(text, width = 200) {
  const line = text
    .slice(0, width * 20)
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= width) return line;
  const cut = line.slice(0, width);
  const space = cut.lastIndexOf(' ');
  return `${(space > width / 2 ? cut.slice(0, space) : cut).toWellFormed()} ...`;
}

/** The two lines that every program answers with. */
export function answer(summary, needsAnswer) {
  const said = summary.trim() === '' ? '(nothing readable)' : summary;
  return `Summary: ${said}\nNeeds an answer: ${needsAnswer ? 'yes' : 'no'}`;
}
