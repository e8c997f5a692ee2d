/** Every kind of report that is written to a file. */
import { csv, rowsCsv } from './csv.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { Report } from './report.ts';

export const REPORTS: readonly Report[] = [html, markdown, json, csv, rowsCsv, junit];
