/**
 * Runs the test suites: `node tests/run.mjs [long] [suite …] [--] [arguments for the runner]`.
 * Every suite runs, whatever the others did. The last line on stdout is `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { become } from '../sync-server/set-up/become.mjs';
import { prepare } from '../sync-server/set-up/prepare.mjs';
import { step } from '../sync-server/set-up/progress.mjs';
import { root } from '../sync-server/set-up/root.mjs';
import { runQuietly } from '../sync-server/set-up/run-quietly.mjs';
import { runsTypeScript, toolEnvironment } from '../sync-server/set-up/runtime.mjs';
import { SetUpError } from '../sync-server/set-up/set-up-error.mjs';

/**
 * @typedef {'build' | 'postgres' | 'browser'} Need
 * @typedef {{ passed: number; failed: number; skipped: number; note?: string }} Count
 * @typedef {{ tests?: string[]; needs?: Need[]; run: (name: string, args: string[]) => Promise<Count> }} Suite
 * @typedef {Count & { name: string; seconds: number }} Result
 */

/**
 * `tests` are the files and folders where a suite's tests lie; types and lint count as one test each.
 * @type {Record<string, Suite>}
 */
const suites = {
  types: { run: types },
  lint: { run: lint },
  unit: { tests: ['src', 'sync-server', 'tests/support', 'tests/architecture.test.ts'], run: vitest },
  convergence: { tests: ['tests/convergence'], run: vitest },
  contract: { tests: ['tests/contract'], needs: ['build', 'postgres'], run: vitest },
  'sync-server': { tests: ['tests/sync-server'], needs: ['build', 'postgres'], run: vitest },
  faults: { tests: ['tests/faults'], needs: ['build', 'postgres'], run: vitest },
  journeys: { tests: ['tests/journeys'], needs: ['build', 'postgres', 'browser'], run: playwright },
};

/** @type {Count} */
const nothing = { passed: 0, failed: 0, skipped: 0 };
const artifacts = path.join(root, '.artifacts');
/** Characters that are printed of one page. */
const PAGE_MAX = 6_000;

try {
  const { names, runnerArguments } = readArguments(process.argv.slice(2));
  await prepare({ build: false });
  // A machine's older Node gets as far as this; from here on the one among the dependencies does the work.
  if (runsTypeScript(process.versions.node)) await runAll(names, runnerArguments);
  else become(['tests/run.mjs', ...process.argv.slice(2)]);
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.log(`${error.message}\n0 passed, 1 failed`);
  process.exitCode = 1;
}

/** @param {string[]} args */
function readArguments(args) {
  const isLong = args[0] === 'long';
  if (isLong) process.env.LONG = '1';
  const rest = isLong ? args.slice(1) : args;
  const end = rest.findIndex((arg) => !(arg in suites));
  const named = end === -1 ? rest : rest.slice(0, end);
  const others = end === -1 ? [] : rest.slice(end);
  const runnerArguments = others[0] === '--' ? others.slice(1) : others;
  if (runnerArguments.length && named.length !== 1) {
    throw new SetUpError(
      `Name one suite before ${runnerArguments.join(' ')}: ${Object.keys(suites).join(', ')}.`,
    );
  }
  // Time makes no difference to types and lint.
  const all = Object.keys(suites).filter((name) => !isLong || suites[name]?.tests);
  return { names: named.length ? named : all, runnerArguments };
}

/**
 * @param {string[]} names
 * @param {string[]} runnerArguments
 */
async function runAll(names, runnerArguments) {
  collectTemporaryFiles();
  mkdirSync(artifacts, { recursive: true });
  // Types that Kit derives from the routes; TypeScript, ESLint and Vitest read the configuration it writes.
  await step('Generating types', () =>
    runQuietly('Generating types', process.execPath, ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync']),
  );
  /** @type {Result[]} */
  const results = [];
  for (const name of names) results.push(await runSuite(name, runnerArguments));
  printSummary(results);
}

/** Databases and profiles of a run are deleted with it: a runner may end its workers before they tidy up. */
function collectTemporaryFiles() {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-tests-'));
  // Postgres runs as somebody else and has to get through to its own folder in here.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}

/**
 * @param {string} name
 * @param {string[]} args for its runner
 * @returns {Promise<Result>}
 */
async function runSuite(name, args) {
  const suite = /** @type {Suite} */ (suites[name]);
  console.log(`\n── ${name} ──`);
  const begun = Date.now();
  const count = await countOf(name, suite, args);
  return { name, ...count, seconds: (Date.now() - begun) / 1000 };
}

/**
 * @param {string} name
 * @param {Suite} suite
 * @param {string[]} args
 * @returns {Promise<Count>}
 */
async function countOf(name, { tests, needs = [], run }, args) {
  if (tests && !tests.some(hasTests)) return { ...nothing, note: 'no tests yet' };
  try {
    for (const need of needs) await meet(need);
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.log(error.message);
    return { ...nothing, failed: 1, note: 'could not be set up' };
  }
  const count = await run(name, args);
  return count.passed + count.failed ? count : { ...count, failed: 1, note: 'ran none of its tests' };
}

/** @param {string} place a file or folder @returns {boolean} */
function hasTests(place) {
  if (place.endsWith('.test.ts')) return existsSync(path.join(root, place));
  const folder = path.join(root, place);
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((file) => file.toString().endsWith('.test.ts'))
  );
}

/** @param {Need} need */
async function meet(need) {
  if (need === 'build') await prepare({ build: true });
  if (need === 'postgres') await (await import('./support/postgres.ts')).ensurePostgres();
  if (need === 'browser') await (await import('./support/browser.ts')).ensureBrowser();
}

/**
 * @param {string} _name
 * @param {string[]} args
 */
async function types(_name, args) {
  const code = await tool('svelte-check/bin/svelte-check', [
    '--tsconfig',
    './src/tsconfig.json',
    '--config',
    './svelte.config.js',
    ...args,
  ]);
  return asOneTest(code === 0);
}

/**
 * @param {string} _name
 * @param {string[]} args for ESLint
 */
async function lint(_name, args) {
  const codes = await Promise.all([
    tool('eslint/bin/eslint.js', ['-c', '.eslint.config.js', '--max-warnings=0', '.', ...args]),
    tool('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']),
  ]);
  return asOneTest(codes.every((code) => code === 0));
}

/** @param {boolean} isGood @returns {Count} */
function asOneTest(isGood) {
  return { ...nothing, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 };
}

/**
 * @typedef {{ status: string; assertionResults: { status: string }[] }} VitestFile
 * @typedef {{ numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number;
 *   testResults: VitestFile[] }} VitestReport
 */

/**
 * @param {string} name
 * @param {string[]} args
 * @returns {Promise<Count>}
 */
async function vitest(name, args) {
  const file = reportFile(name);
  const code = await tool('vitest/vitest.mjs', [
    'run',
    ...['--config', 'tests/vitest.config.ts', '--configLoader', 'native', '--project', name],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    ...args,
  ]);
  const report = /** @type {VitestReport | undefined} */ (readReport(file));
  if (!report) return { ...nothing, failed: 1, note: 'the runner failed' };
  // A file that does not even load has no failed test.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return believed(code, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/**
 * @typedef {{ stats: { expected: number; unexpected: number; flaky: number; skipped: number };
 *   errors: unknown[] }} PlaywrightReport
 */

/**
 * @param {string} name
 * @param {string[]} args
 * @returns {Promise<Count>}
 */
async function playwright(name, args) {
  const file = reportFile(name);
  const code = await tool(
    '@playwright/test/cli.js',
    ['test', '-c', 'tests/playwright.config.ts', '--reporter=list,json', ...args],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  );
  printPagesOfFailures();
  const report = /** @type {PlaywrightReport | undefined} */ (readReport(file));
  if (!report) return { ...nothing, failed: 1, note: 'the runner failed' };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return believed(code, { passed: expected, failed: unexpected + flaky, skipped });
}

/** What was on screen when a journey failed: where CI runs, its output is all that is left. */
function printPagesOfFailures() {
  const folder = path.join(artifacts, 'journeys');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  for (const file of files.filter((name) => path.basename(name).startsWith('error-context'))) {
    console.log(`\n── ${file} ──\n${readFileSync(path.join(folder, file), 'utf8').slice(0, PAGE_MAX)}`);
  }
}

/**
 * A runner that fails for another reason than a test, such as an error outside of all tests, has failed once.
 * @param {number} code
 * @param {Count} count
 * @returns {Count}
 */
function believed(code, count) {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1, note: 'the runner failed' } : count;
}

/** @param {string} name */
function reportFile(name) {
  const file = path.join(artifacts, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** @param {string} file @returns {unknown} */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * Runs a dependency's command in the foreground.
 * @param {string} file below node_modules
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [extra] added to the environment
 * @returns {Promise<number>} its exit code
 */
function tool(file, args, extra = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join('node_modules', file), ...args], {
      cwd: root,
      env: { ...toolEnvironment(), ...extra },
      stdio: 'inherit',
    });
    const stop = (/** @type {NodeJS.Signals} */ signal) => {
      child.kill(signal);
      child.once('exit', () => process.exit(signal === 'SIGINT' ? 130 : 143));
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(code ?? 1);
    });
  });
}

/** @param {Result[]} results */
function printSummary(results) {
  console.log(`\n${row('suite', 'passed', 'failed', 'skipped', 'seconds')}`);
  for (const { name, passed, failed, skipped, seconds, note = '' } of results) {
    console.log(`${row(name, passed, failed, skipped, seconds.toFixed(1))}  ${note}`.trimEnd());
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/**
 * @param {string} name
 * @param {(string | number)[]} columns
 */
function row(name, ...columns) {
  return name.padEnd(12) + columns.map((column) => String(column).padStart(9)).join('');
}
