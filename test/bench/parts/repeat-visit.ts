/** From the navigation to the prompt, in a browser that was started anew and has seen the page before: with the kept site, and without. */
import type { Bench, Part } from "../part.ts";
import { ratios } from "../statistics.ts";
import { visitWith, withProfile, type Visitor } from "../visitor.ts";

const PROMPT = { screen: "^>>> ?$" };

export const repeatVisit: Part = {
  name: "repeat-visit",
  title: "Repeat visit, in a new browser process: navigation → prompt",
  async measure(bench) {
    const url = await bench.page();
    const kept: number[] = [];
    const fetched: number[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      bench.log(`repeat visit, round ${round + 1} of ${bench.rounds}`);
      const steps = [async () => kept.push(await secondVisit(bench, url, true)), async () => fetched.push(await secondVisit(bench, url, false))];
      for (const step of round % 2 === 0 ? steps : steps.toReversed()) await step();
    }
    return [
      { name: "from what the browser keeps", unit: "s", values: kept },
      { name: "from the server, on loopback", unit: "s", values: fetched },
      { name: "kept / fetched, pair by pair", unit: "×", values: ratios(fetched, kept) },
    ];
  },
};

/** @param keep whether the site is kept at the first visit */
function secondVisit({ site }: Bench, url: string, keep: boolean): Promise<number> {
  const config = site.texts.get("/config.json") ?? "{}";
  site.texts.set("/config.json", JSON.stringify({ ...JSON.parse(config), offline: keep }));
  return withProfile(async (profile) => {
    await visitWith(profile, async (visitor) => {
      await prompt(visitor, url);
      if (keep) await visitor.evaluate("navigator.serviceWorker.ready");
    });
    return visitWith(profile, (visitor) => prompt(visitor, url));
  });
}

async function prompt(visitor: Visitor, url: string): Promise<number> {
  await visitor.navigate(url);
  const [time = Number.NaN] = await visitor.stages([PROMPT]);
  return time;
}
