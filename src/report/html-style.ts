/** The look of the HTML report: that of the page (web/ui/tokens.css), by itself, and on paper. */
export const HTML_STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf7, #161614);
  --ink: light-dark(#1c1b19, #ecebe6);
  --ink-2: light-dark(#5d5a54, #aeaba3);
  --ink-3: light-dark(#8b877f, #807d76);
  --line: light-dark(#e4e0d8, #33322e);
  --accent: light-dark(#0b6e6e, #57b8b2);
  --accent-soft: light-dark(#d9ecea, #173533);
  --good: light-dark(#2f7d4f, #6cc08b);
  --warn: light-dark(#a15c00, #dba24c);
  --bad: light-dark(#a8322a, #e0827a);
  --c1: light-dark(#0b6e6e, #57b8b2);
  --c2: light-dark(#b0562a, #e0976f);
  --c3: light-dark(#5b5ea6, #a3a6e6);
  --c4: light-dark(#7a7a2c, #c0c06a);
  --sans: ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  --serif: ui-serif, Charter, "Iowan Old Style", Georgia, "Noto Serif", serif;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans); font-variant-numeric: tabular-nums; }
main { max-width: 58rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font: 600 2rem/1.2 var(--serif); margin: 0.25rem 0 1rem; }
h2 { font: 600 1.125rem/1.3 var(--sans); margin: 2.25rem 0 0.5rem; }
p { margin: 0.5rem 0; max-width: 44rem; }
ul { padding-left: 1.25rem; max-width: 48rem; }
.task, .muted { color: var(--ink-2); font-size: 0.875rem; }
/* A shadow at an edge says that more is there: it is drawn by the box, and covered by what scrolls where there is no more. */
.wide { overflow-x: auto; background: linear-gradient(to right, var(--paper) 40%, transparent) 0 0 / 3rem 100%, linear-gradient(to left, var(--paper) 40%, transparent) 100% 0 / 3rem 100%, linear-gradient(to right, var(--ink-3), transparent) 0 0 / 0.75rem 100%, linear-gradient(to left, var(--ink-3), transparent) 100% 0 / 0.75rem 100%; background-repeat: no-repeat; background-attachment: local, local, scroll, scroll; }
table { border-collapse: collapse; width: 100%; overflow-wrap: normal; }
th, td { text-align: right; vertical-align: top; padding: 0.375rem 0.625rem; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; padding-left: 0; min-width: 7rem; max-width: 20rem; overflow-wrap: break-word; }
thead th { font-size: 0.8125rem; font-weight: 500; color: var(--ink-2); }
tbody th { font-weight: 500; }
td { white-space: nowrap; }
.rows td { white-space: normal; }
.out { color: var(--ink-2); }
.out th { font-weight: 400; }
.beside { display: block; color: var(--ink-2); font-size: 0.8125rem; white-space: nowrap; }
.rows .beside { white-space: normal; }
a { color: inherit; text-decoration-color: var(--ink-3); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
a.behind { color: var(--ink-2); font-size: 0.8125rem; white-space: nowrap; }
td a, th a { text-decoration-style: dotted; }
a:hover, a:focus-visible { text-decoration-style: solid; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
:target { background: var(--accent-soft); }
figure { margin: 0; break-inside: avoid; }
svg { max-width: 100%; min-width: 34rem; height: auto; }
.narrow { display: none; }
.rows { margin-top: 3rem; border-top: 1px solid var(--line); font-size: 0.875rem; }
a.skip { position: absolute; left: -100vw; }
a.skip:focus { left: 1rem; top: 0.5rem; }
@media screen and (max-width: 36em) {
  .roomy { display: none; }
  .narrow { display: block; }
  .narrow svg { min-width: 0; width: 100%; max-width: 30rem; }
}
@media screen and (max-width: 47.5em) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, tbody th { display: block; }
  tbody tr { border-bottom: 1px solid var(--line); padding: 0.5rem 0; }
  tbody th, tbody td, th:first-child { border: 0; padding: 0.125rem 0; max-width: none; text-align: left; overflow-wrap: anywhere; }
  tbody td { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0 0.75rem; white-space: normal; }
  tbody td:empty { display: none; }
  td::before, tbody th::before { content: attr(data-head); color: var(--ink-2); font-size: 0.8125rem; line-height: 1.9; overflow-wrap: anywhere; }
  tbody th::before { font-weight: 400; margin-right: 0.5rem; }
  td .beside { grid-column: 2; }
}
@media print {
  a.skip { display: none; }
  a { text-decoration: none; }
  :root { color-scheme: light; --paper: #fff; --ink: #000; --ink-2: #333; --ink-3: #555; }
  main { max-width: none; padding: 0; }
  .wide { overflow: visible; background: none; }
  svg { min-width: 0; }
  table { font-size: 0.8125rem; }
  tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  .rows { break-before: page; border: 0; }
}
`;
