/**
 * Measures inside the page, so that the way from the page to the benchmark's process is in no number. `installProbe` is sent
 * to the page as text: it may use nothing from outside of itself.
 */

/** What the page has to show. All that is given must hold. */
export interface Condition {
  /** Pattern (multi-line mode) that the terminal's rows match; trailing blanks are cut, and empty rows at the end. */
  readonly screen?: string;
  /** The status bar's `data-status`. */
  readonly status?: string;
  /** The terminal takes keys. */
  readonly focused?: boolean;
  /** There are that many dialogs. */
  readonly dialogs?: number;
}

export interface Freezes {
  /** Milliseconds of the longest time without a frame. */
  readonly frameGap: number;
  /** Milliseconds of the longest task; 0 when none was longer than the 50 ms from which on browsers report them. */
  readonly longestTask: number;
}

export interface Probe {
  screen(): string;
  /**
   * Waits for the conditions one after the other.
   * @returns when each was met, in milliseconds since the navigation began
   */
  until(stages: readonly Condition[]): Promise<number[]>;
  /** When the last key was pressed, or the last button clicked. */
  lastInput(): number;
  /** From now on; what was seen before is forgotten. */
  watchFreezes(): void;
  freezes(): Freezes;
}

declare global {
  // eslint-disable-next-line no-var -- a property of the page's window
  var benchProbe: Probe;
}

export function installProbe(): void {
  let lastInput = Number.NaN;
  let frameGap = 0;
  let longestTask = 0;

  const rows = (): string[] => Array.from(document.querySelectorAll(".session:not([hidden]) .xterm-rows > div"), (row) => (row.textContent ?? "").replaceAll("\u00a0", " ").trimEnd());
  const screen = (): string => rows().join("\n").trimEnd();
  const status = (): string | undefined => document.getElementById("status")?.dataset["status"];
  const focused = (): boolean => document.activeElement?.classList.contains("xterm-helper-textarea") ?? false;
  const dialogs = (): number => document.querySelectorAll("dialog[open]").length;

  const holds = (wanted: Condition): boolean =>
    (wanted.status === undefined || wanted.status === status()) &&
    (wanted.focused === undefined || wanted.focused === focused()) &&
    (wanted.dialogs === undefined || wanted.dialogs === dialogs()) &&
    (wanted.screen === undefined || new RegExp(wanted.screen, "m").test(screen()));

  const until = (stages: readonly Condition[]): Promise<number[]> =>
    new Promise((resolve) => {
      const times: number[] = [];
      const check = (): void => {
        const now = performance.now(); // reading the screen takes a millisecond of its own
        for (let stage = stages[times.length]; stage !== undefined && holds(stage); stage = stages[times.length]) times.push(now);
        if (times.length < stages.length) return;
        observer.disconnect();
        document.removeEventListener("focusin", check);
        resolve(times);
      };
      const observer = new MutationObserver(check);
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ["data-status", "open", "hidden"] });
      document.addEventListener("focusin", check);
      check();
    });

  const watchFrames = (last: number): void => {
    requestAnimationFrame(() => {
      const now = performance.now();
      frameGap = Math.max(frameGap, now - last);
      watchFrames(now);
    });
  };
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
  });
  let watching = false;
  const watchFreezes = (): void => {
    if (!watching) watchFrames(performance.now());
    if (!watching) tasks.observe({ type: "longtask" });
    watching = true;
    frameGap = 0;
    longestTask = 0;
  };

  for (const type of ["keydown", "click"] as const) addEventListener(type, (event) => (lastInput = event.timeStamp), { capture: true });
  globalThis.benchProbe = { screen, until, lastInput: () => lastInput, watchFreezes, freezes: () => ({ frameGap, longestTask }) };
}
