/** Runs the suites one after the other and adds up what they counted. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures?: readonly Failure[];
}

interface Failure {
  /** As its suite calls it. */
  readonly test: string;
  readonly why: string;
}

interface Suite {
  readonly name: string;
  readonly command: readonly string[];
  /** Reads the report that the suite wrote. */
  readonly count: (report: string) => Counts;
  readonly environment?: Readonly<Record<string, string>>;
}

/** @param only names of suites; none means all. @returns whether all passed */
export async function runSuites(root: string, only: readonly string[]): Promise<boolean> {
  const reports = join(root, "build", "reports");
  mkdirSync(reports, { recursive: true });
  const counts: Counts[] = [];
  for (const suite of suites(root, reports)) {
    if (only.length > 0 && !only.includes(suite.name)) continue;
    counts.push(await runSuite(root, join(reports, suite.name), suite));
  }
  const { passed, failed, skipped } = counts.reduce(add, { passed: 0, failed: 0, skipped: 0 });
  // Of a long log often only the end is kept, so what failed stands there, and why.
  for (const { test, why } of counts.flatMap(({ failures }) => failures ?? [])) console.log(`failed: ${test}\n${excerpt(why)}`);
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return failed === 0 && passed > 0;
}

function suites(root: string, reports: string): readonly Suite[] {
  const node = process.execPath;
  const tool = (path: string): string => join(root, "node_modules", path);
  const python = join(root, "build", "test-venv", "bin", "python");
  const playwright = (name: string, projects: readonly string[]): Suite => ({
    name,
    command: [node, tool("@playwright/test/cli.js"), "test", "--config", "test/playwright.config.ts", "--reporter", "list,json", "--project", ...projects],
    environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, name) },
    count: countPlaywright,
  });
  return [
    { name: "types", command: [node, tool("typescript/bin/tsc"), "--build"], count: () => ({ passed: 1, failed: 0, skipped: 0 }) },
    {
      name: "python",
      command: [python, "-m", "pytest", "-q", "test/python", `--junitxml=${join(reports, "python")}`],
      count: countJunit,
    },
    {
      name: "unit",
      command: [node, tool("vitest/vitest.mjs"), "run", "--config", "test/vitest.config.ts", `--outputFile.json=${join(reports, "unit")}`],
      count: countVitest,
    },
    playwright("browser", ["browser"]),
    playwright("engines", ["Chromium", "Firefox", "WebKit"]),
  ];
}

async function runSuite(root: string, report: string, { name, command, environment, count }: Suite): Promise<Counts> {
  console.log(`\n— ${name} —`);
  rmSync(report, { force: true });
  const code = await run(root, command, environment ?? {});
  const counts = name === "types" && code === 0 ? count("") : readCounts(report, count);
  console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  const named = { ...counts, failures: counts.failures?.map(({ test, why }) => ({ test: `${name} › ${test}`, why })) ?? [] };
  // A suite that failed without a failed test broke on its way (a hook, a syntax error, a crash).
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1, failures: [{ test: `${name}, outside of its tests`, why: "" }] } : named;
}

function run(root: string, [command = "", ...args]: readonly string[], environment: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...environment } });
    child.on("error", () => resolve(1)).on("close", (code) => resolve(code ?? 1));
  });
}

function readCounts(report: string, count: (report: string) => Counts): Counts {
  try {
    return count(readFileSync(report, "utf8"));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

function countVitest(report: string): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(report) as VitestReport;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failures = tests.filter(({ status }) => status === "failed").map(({ fullName, failureMessages }) => ({ test: fullName, why: failureMessages.join("\n") }));
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests, failures };
}

interface VitestResult {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly assertionResults: readonly VitestResult[] }[];
}

function countPlaywright(report: string): Counts {
  const { stats, suites } = JSON.parse(report) as PlaywrightReport;
  // A test that passes only when tried again is flaky, and flaky is broken.
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed, skipped: stats.skipped, failures: suites.flatMap(failedSpecs) };
}

function failedSpecs({ specs, suites = [] }: PlaywrightSuite): readonly Failure[] {
  const here = specs
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => ({
      test: `[${tests[0]?.projectName}] ${file}:${line} › ${title}`,
      why: tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors.map(({ message }) => message ?? ""))).join("\n"),
    }));
  return [...here, ...suites.flatMap(failedSpecs)];
}

interface PlaywrightReport {
  readonly stats: Readonly<Record<"expected" | "unexpected" | "flaky" | "skipped", number>>;
  readonly suites: readonly PlaywrightSuite[];
}

interface PlaywrightTest {
  readonly projectName: string;
  readonly results: readonly { readonly errors: readonly { readonly message?: string }[] }[];
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly ok: boolean;
    readonly file: string;
    readonly line: number;
    readonly title: string;
    readonly tests: readonly PlaywrightTest[];
  }[];
}

function countJunit(report: string): Counts {
  const attribute = (name: string): number => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(report)?.[1] ?? 0);
  const failed = attribute("failures") + attribute("errors");
  const failures = [...report.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"[^>]*><(?:failure|error) message="([^"]*)"/g)];
  return { passed: attribute("tests") - failed - attribute("skipped"), failed, skipped: attribute("skipped"), failures: failures.map(([, of, name, why = ""]) => ({ test: `${of} › ${name}`, why })) };
}

const COLOURS = /\x1b\[[\d;]*m/g;

/** What is wrong with a page can be long. */
function excerpt(why: string): string {
  const lines = why.replaceAll(COLOURS, "").split("\n").filter((line) => line.trim() !== "");
  return lines.slice(0, 20).map((line) => `  ${line.slice(0, 400)}`).join("\n");
}
