// What the one file that is made of the proxy does when it is run.
import { main } from "./main.ts";

await main(process.argv.slice(2));
