// Sums what a CI run left behind: `<step>.status` (exit status) and, where vitest ran, `<step>.json` (its JSON report).
// Prints line coverage by folder, then a last line "N passed, N failed". Plain JavaScript for any Node.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A step without a report counts as one test; a step that failed counts as at least one failure. */
export function sumSteps(steps) {
  let passed = 0;
  let failed = 0;
  for (const { status, report } of steps) {
    const bad = report ? report.numFailedTests : 0;
    passed += report ? report.numPassedTests : Number(status === 0);
    failed += bad === 0 && status !== 0 ? 1 : bad;
  }
  return { passed, failed };
}

/** What failed, told again where a reader of the last lines sees it: step, file, test, the start of its message. */
export function failures(steps) {
  return steps.flatMap(({ name, status, report }) => {
    const told = (report?.testResults ?? []).flatMap((file) => {
      const tests = file.assertionResults.filter((test) => test.status === 'failed');
      const whole =
        tests.length === 0 && file.status === 'failed'
          ? [{ fullName: '(the file)', failureMessages: [file.message] }]
          : [];
      return [...tests, ...whole].map((test) => {
        const message = (test.failureMessages ?? []).join('\n').split('\n').slice(0, 12).join('\n      ');
        return `  ${name}: ${file.name.replace(`${process.cwd()}/`, '')}: ${test.fullName}\n      ${message}`;
      });
    });
    return told.length === 0 && status !== 0 ? [`  ${name}: exit status ${status}`] : told;
  });
}

/** Lines covered of each top folder, from vitest's json-summary: file (from the project) -> { lines }. */
export function linesByFolder(summary) {
  const folders = {};
  for (const [path, { lines }] of Object.entries(summary)) {
    const folder = path.split('/')[0];
    if (!path.includes('/')) continue;
    folders[folder] ??= { covered: 0, total: 0 };
    folders[folder].covered += lines.covered;
    folders[folder].total += lines.total;
  }
  return folders;
}

function main(folder, coverage) {
  const steps = readdirSync(folder)
    .filter((name) => name.endsWith('.status'))
    .map((name) => {
      const report = join(folder, name.replace(/\.status$/, '.json'));
      return {
        name: name.replace(/\.status$/, ''),
        status: Number(readFileSync(join(folder, name), 'utf8')),
        report: existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null,
      };
    });
  if (existsSync(coverage)) {
    const { total: _, ...files } = JSON.parse(readFileSync(coverage, 'utf8'));
    const own = Object.entries(files).map(([path, entry]) => [
      relative(process.cwd(), path).split(sep).join('/'),
      entry,
    ]);
    console.log('\nLine coverage:');
    for (const [name, { covered, total }] of Object.entries(linesByFolder(Object.fromEntries(own)))) {
      const share = total === 0 ? '-' : `${((100 * covered) / total).toFixed(1)} %`;
      console.log(`  ${name.padEnd(12)} ${share.padStart(7)}  (${covered} of ${total})`);
    }
  }
  const bad = failures(steps);
  if (bad.length > 0) console.log(`\nFailed:\n${bad.join('\n')}`);
  const { passed, failed } = sumSteps(steps);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

const [folder, coverage] = process.argv.slice(2);
if (folder) main(folder, coverage);
