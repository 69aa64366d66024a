/** How the page and its terminals look: each change holds at once, and is kept. */
import { BELLS, CURSORS } from "../../../broker/look/look.ts";
import { FONT_SIZES, parseLook, readColors, SCROLLBACKS } from "../../../broker/look/parse-look.ts";
import { messageOf } from "../../../protocol/errors.ts";
import { THEME_CHOICES } from "../../../protocol/theme.ts";
import * as text from "../../../text/settings/look.ts";
import { element } from "../../dom.ts";
import type { Appearance } from "../../look/appearance.ts";
import { isMac } from "../../terminal/platform.ts";

/** What a field may say, which is the same in every language. */
const FONTS = "Fira Code, monospace";
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
    choice("theme", text.theme, THEME_CHOICES.toReversed(), text.themes, theme.state.choice, (value) => theme.keep(value)),
    number("font-size", text.fontSize, look.fontSize, low, high, (fontSize) => set({ fontSize })),
    choice("cursor", text.cursor, CURSORS, text.cursors, look.cursor, (cursor) => set({ cursor })),
    choice("bell", text.bell, BELLS, text.bells, look.bell, (bell) => set({ bell })),
    number("scrollback", text.scrollback, look.scrollback, few, many, (scrollback) => set({ scrollback })),
    fonts(look.fontFamily, (fontFamily) => set({ fontFamily })),
    toggle(text.cursorBlinks, look.cursorBlink, (cursorBlink) => set({ cursorBlink })),
    ...(isMac ? [toggle(text.optionIsMeta, look.optionIsMeta, (optionIsMeta) => set({ optionIsMeta }))] : []),
    toggle(text.screenReader, look.screenReader, (screenReader) => set({ screenReader })),
  ];
  return element("section", {}, [element("h3", {}, [text.title]), element("div", { className: "fields" }, fields), problem, colors(appearance)]);
}

function choice<T extends string>(
  id: string,
  label: string,
  values: readonly T[],
  names: Readonly<Record<T, string>>,
  value: T,
  onChoice: (value: T) => void,
): HTMLElement {
  const options = values.map((each) => element("option", { value: each }, [names[each]]));
  const select = element("select", {}, options);
  select.value = value;
  select.addEventListener("change", () => values.filter((each) => each === select.value).forEach(onChoice));
  return labelled(id, label, select);
}

function number(id: string, label: string, value: number, min: number, max: number, onNumber: (value: number) => void): HTMLElement {
  const input = element("input", { type: "number", value: String(value), min: String(min), max: String(max), step: "1", required: true });
  input.addEventListener("change", () => onNumber(input.valueAsNumber));
  return labelled(id, label, input);
}

function fonts(value: string | null, onFonts: (value: string | null) => void): HTMLElement {
  const input = element("input", { type: "text", value: value ?? "", autocomplete: "off", spellcheck: false, placeholder: FONTS });
  input.addEventListener("change", () => onFonts(input.value.trim() === "" ? null : input.value.trim()));
  return labelled("fonts", text.fonts, input, "wide");
}

function toggle(label: string, checked: boolean, onToggle: (checked: boolean) => void): HTMLElement {
  const input = element("input", { type: "checkbox", checked });
  input.addEventListener("change", () => onToggle(input.checked));
  return element("label", { className: "wide" }, [input, ` ${label}`]);
}

/** @param id among the fields. @param className how it stands among them */
function labelled(id: string, label: string, control: HTMLElement, className = ""): HTMLElement {
  control.id = `look-${id}`;
  return element("div", { className }, [element("label", { htmlFor: control.id }, [label]), control]);
}

/** Colours of one's own, as text, since that is how people hand them on. */
function colors(appearance: Appearance): HTMLElement {
  const field = element("textarea", { rows: 3, spellcheck: false, placeholder: EXAMPLE });
  const problem = element("p", { className: "problem", role: "alert" });
  const use = element("button", {}, [text.useColors]);
  const reset = element("button", { type: "button" }, [text.useTheme]);
  const update = (): void => {
    const own = appearance.look.colors;
    field.value = own === null ? "" : JSON.stringify(own, undefined, 1);
    reset.disabled = own === null;
    problem.textContent = "";
  };
  const form = element("form", {}, [labelled("colors", text.colors, field), problem, element("menu", {}, [reset, use])]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      appearance.look = { ...appearance.look, colors: readColors(field.value) };
      update();
    } catch (error) {
      problem.textContent = messageOf(error);
    }
  });
  reset.addEventListener("click", () => {
    appearance.look = { ...appearance.look, colors: null };
    update();
    field.focus();
  });
  update();
  return form;
}
