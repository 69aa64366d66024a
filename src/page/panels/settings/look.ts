/** How the page and its terminals look: each change holds at once, and is kept. */
import { BELLS, CURSORS, type Look } from "../../../broker/look/look.ts";
import { FONT_SIZES, parseLook, readColors, SCROLLBACKS } from "../../../broker/look/parse-look.ts";
import { messageOf } from "../../../protocol/errors.ts";
import { THEME_CHOICES, type ThemeChoice } from "../../../protocol/theme.ts";
import { element } from "../../dom.ts";
import type { Appearance } from "../../look/appearance.ts";
import { isMac } from "../../terminal/platform.ts";

const THEMES: Readonly<Record<ThemeChoice, string>> = { auto: "As the system says", dark: "Dark", light: "Light", contrast: "High contrast" };
const SHAPES: Readonly<Record<Look["cursor"], string>> = { block: "Block", bar: "Bar", underline: "Underline" };
const RINGS: Readonly<Record<Look["bell"], string>> = { none: "Nothing", flash: "A frame", sound: "A sound" };
const EXAMPLE = '{"background": "#fdf6e3", "foreground": "#586e75", "red": "#dc322f"}';

export function lookSection(appearance: Appearance): HTMLElement {
  const problem = element("p", { className: "problem", role: "alert" });
  /** What a field says goes through the same door as what is stored. @throws ParseError with a sentence */
  const set = (change: Readonly<Record<string, unknown>>): void => {
    problem.textContent = "";
    try {
      appearance.look = parseLook(JSON.stringify({ ...appearance.look, ...change }));
    } catch (error) {
      problem.textContent = messageOf(error);
    }
  };
  const { look, theme } = appearance;
  const [low, high] = FONT_SIZES;
  const [few, many] = SCROLLBACKS;
  const fields = [
    choice("Theme", THEME_CHOICES.toReversed(), THEMES, theme.state.choice, (value) => theme.keep(value)),
    number("Size of the text", look.fontSize, low, high, (fontSize) => set({ fontSize })),
    choice("Cursor", CURSORS, SHAPES, look.cursor, (cursor) => set({ cursor })),
    choice("The bell is", BELLS, RINGS, look.bell, (bell) => set({ bell })),
    number("Lines that are kept", look.scrollback, few, many, (scrollback) => set({ scrollback })),
    fonts(look.fontFamily, (fontFamily) => set({ fontFamily })),
    toggle("The cursor blinks", look.cursorBlink, (cursorBlink) => set({ cursorBlink })),
    ...(isMac ? [toggle("Option (⌥) is the editor's Meta", look.optionIsMeta, (optionIsMeta) => set({ optionIsMeta }))] : []),
    toggle("For screen readers: say what is new, and let the output be read", look.screenReader, (screenReader) => set({ screenReader })),
  ];
  return element("section", {}, [element("h3", {}, ["Look"]), element("div", { className: "fields" }, fields), problem, colors(appearance)]);
}

function choice<T extends string>(label: string, values: readonly T[], names: Readonly<Record<T, string>>, value: T, onChoice: (value: T) => void): HTMLElement {
  const options = values.map((each) => element("option", { value: each }, [names[each]]));
  const select = element("select", {}, options);
  select.value = value;
  select.addEventListener("change", () => values.filter((each) => each === select.value).forEach(onChoice));
  return labelled(label, select);
}

function number(label: string, value: number, min: number, max: number, onNumber: (value: number) => void): HTMLElement {
  const input = element("input", { type: "number", value: String(value), min: String(min), max: String(max), step: "1", required: true });
  input.addEventListener("change", () => onNumber(input.valueAsNumber));
  return labelled(label, input);
}

function fonts(value: string | null, onFonts: (value: string | null) => void): HTMLElement {
  const input = element("input", { type: "text", value: value ?? "", autocomplete: "off", spellcheck: false, placeholder: "Fira Code, monospace" });
  input.addEventListener("change", () => onFonts(input.value.trim() === "" ? null : input.value.trim()));
  return labelled("Fonts that this computer has", input, "wide");
}

function toggle(label: string, checked: boolean, onToggle: (checked: boolean) => void): HTMLElement {
  const input = element("input", { type: "checkbox", checked });
  input.addEventListener("change", () => onToggle(input.checked));
  return element("label", { className: "wide" }, [input, ` ${label}`]);
}

/** @param className how it stands among the fields */
function labelled(label: string, control: HTMLElement, className = ""): HTMLElement {
  control.id = `look-${label.toLowerCase().replaceAll(/\W+/g, "-")}`;
  return element("div", { className }, [element("label", { htmlFor: control.id }, [label]), control]);
}

/** Colours of one's own, as text, since that is how people hand them on. */
function colors(appearance: Appearance): HTMLElement {
  const text = element("textarea", { rows: 3, spellcheck: false, placeholder: EXAMPLE });
  const problem = element("p", { className: "problem", role: "alert" });
  const use = element("button", {}, ["Use these colours"]);
  const reset = element("button", { type: "button" }, ["Use the theme's"]);
  const update = (): void => {
    const own = appearance.look.colors;
    text.value = own === null ? "" : JSON.stringify(own, undefined, 1);
    reset.disabled = own === null;
    problem.textContent = "";
  };
  const form = element("form", {}, [
    labelled("The terminal's own colours, as xterm.js names them (JSON)", text),
    problem,
    element("menu", {}, [reset, use]),
  ]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      appearance.look = { ...appearance.look, colors: readColors(text.value) };
      update();
    } catch (error) {
      problem.textContent = messageOf(error);
    }
  });
  reset.addEventListener("click", () => {
    appearance.look = { ...appearance.look, colors: null };
    update();
    text.focus();
  });
  update();
  return form;
}
