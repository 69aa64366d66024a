/** The words of `index.html`: each place gets its own, and no page is built with one missing. */
import { describe, expect, it } from "vitest";
import { withTexts } from "../../workers/local/text-plugin.ts";

describe("the texts of index.html", () => {
  it("stand in elements and in attributes, as often as they are wanted", () => {
    const html = '<h1>%TEXT:name%</h1><button title="%TEXT:hint%">%TEXT:name%</button>';
    expect(withTexts(html, { name: "REPL", hint: "what it does" })).toBe('<h1>REPL</h1><button title="what it does">REPL</button>');
  });

  it("are text, whatever is in them", () => {
    expect(withTexts('<b title="%TEXT:words%">%TEXT:words%</b>', { words: 'a "b" & <c> $& $1' })).toBe(
      '<b title="a &quot;b&quot; &amp; &lt;c&gt; $&amp; $1">a &quot;b&quot; &amp; &lt;c&gt; $&amp; $1</b>',
    );
  });

  it("leave the other places of the page alone", () => {
    const html = '<meta content="%CONTENT_SECURITY_POLICY%" /><i style="width: 50%">100%</i>';
    expect(withTexts(html, {})).toBe(html);
  });

  it.each(["missing", "", "toString", "two words"])("end the build where one is wanted that there is not: “%s”", (name) => {
    expect(() => withTexts(`<b>%TEXT:${name}%</b>`, {})).toThrow(`index.html wants a text that there is not: ${name}`);
  });

  it("end the build where one has no place", () => {
    expect(() => withTexts("<b>%TEXT:used%</b>", { used: "a", unused: "b" })).toThrow("index.html has no place for: unused");
  });
});
