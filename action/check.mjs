/**
 * The step of action.yml: runs `fieldtest check`, puts its report into the summary of the job and into one comment of the
 * pull request, and ends as the check did. Needs nothing but Node.
 */
import { spawn } from 'node:child_process';
import { appendFile, readFile, rm } from 'node:fs/promises';

const MARK = '<!-- fieldtest check -->';
const REPORT = 'fieldtest-check.md';
const env = process.env;

const code = await check();
const report = await readFile(REPORT, 'utf8').catch(() => undefined);
if (report !== undefined) {
  if (env.GITHUB_STEP_SUMMARY) await appendFile(env.GITHUB_STEP_SUMMARY, `${report}\n`);
}
if (env.COMMENT !== 'false') await comment(report).catch((error) => warn(`no comment: ${error.message}`));
const verdict = { 0: 'pass', 3: 'not-decided', 100: 'worse' }[code];
if (env.GITHUB_OUTPUT)
  await appendFile(env.GITHUB_OUTPUT, `verdict=${verdict ?? ''}\nexit-code=${code}\nreport=${REPORT}\n`);
if (code === 3 && env.FAIL_ON_UNDECIDED !== 'true') {
  warn('fieldtest check is not decided; see its report');
  process.exitCode = 0;
} else process.exitCode = code;

/** The exit code of `fieldtest check`. */
async function check() {
  await rm(REPORT, { force: true });
  const words = (text) => (text ?? '').split(/\s+/).filter((word) => word !== '');
  const [program, ...first] = env.FIELDTEST_COMMAND
    ? JSON.parse(env.FIELDTEST_COMMAND)
    : ['npx', '--yes', `fieldtest@${env.FIELDTEST_VERSION || 'latest'}`];
  const packet = env.FIELDTEST_PACKET ? ['--packet', env.FIELDTEST_PACKET] : [];
  const args = [
    ...first,
    'check',
    ...words(env.FIELDTEST_ARGS),
    ...packet,
    '--report',
    REPORT,
    'fieldtest-check.xml',
  ];
  const child = spawn(program, args, { stdio: 'inherit' });
  return await new Promise((resolve) => {
    child.on('error', (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      resolve(1);
    });
    child.on('close', (status) => resolve(status ?? 1));
  });
}

/** Makes the comment, or makes the one that is there say what is true now; without a report that there is none. */
async function comment(text) {
  const event = JSON.parse(await readFile(env.GITHUB_EVENT_PATH, 'utf8').catch(() => '{}'));
  const number = event.pull_request?.number;
  if (number === undefined) return;
  const path = `/repos/${env.GITHUB_REPOSITORY}/issues`;
  const body = `${MARK}\n${fitting(text ?? `## Not checked.\n\nfieldtest check ended with exit code ${code}; the log of the job says why.\n`)}`;
  const known = await commentOf(`${path}/${number}/comments`);
  if (known !== undefined) await ask('PATCH', `${path}/comments/${known.id}`, { body });
  else if (text !== undefined) await ask('POST', `${path}/${number}/comments`, { body });
}

/** GitHub takes 65,536 characters. */
function fitting(text) {
  const most = 60_000;
  if (text.length <= most) return text;
  return `${text.slice(0, text.lastIndexOf('\n', most))}\n\n(cut; the summary of the job has all of it)\n`;
}

/** The one that we made: anybody may write the mark. */
async function commentOf(path) {
  // The token of a workflow is an app's, which is no user that it could ask about.
  const me = await ask('GET', '/user').then(
    ({ login }) => login,
    () => 'github-actions[bot]',
  );
  for (let page = 1; ; page++) {
    const list = await ask('GET', `${path}?per_page=100&page=${page}`);
    const found = list.find((one) => one.body?.startsWith(MARK) && one.user?.login === me);
    if (found !== undefined || list.length < 100) return found;
  }
}

async function ask(method, path, body) {
  const response = await fetch(`${env.GITHUB_API_URL ?? 'https://api.github.com'}${path}`, {
    method,
    redirect: 'error',
    headers: {
      authorization: `Bearer ${env.GITHUB_TOKEN}`,
      accept: 'application/vnd.github+json',
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path.replace(/\?.*/, '')} gave ${response.status}`);
  return await response.json();
}

/** An annotation; a line break in it would begin another command of the runner. */
function warn(message) {
  process.stdout.write(`::warning::${message.replace(/[\r\n]+/g, ' ')}\n`);
}
