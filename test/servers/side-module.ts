/** Libraries in the format of Emscripten's dynamic linker, as small as they can be. */

const bytes = (text: string): readonly number[] => [...Buffer.from(text)];
/** All lengths here fit into one byte of LEB128. */
const sized = (content: readonly number[]): readonly number[] => [content.length, ...content];
const name = (text: string): readonly number[] => sized(bytes(text));
const section = (id: number, content: readonly number[]): readonly number[] => [id, ...sized(content)];

const HEADER = [...bytes("\0asm"), 1, 0, 0, 0];
const I32 = 0x7f;
const [FUNCTION, MEMORY, GLOBAL] = [0, 2, 3];
const [CONST, GLOBAL_GET, END] = [0x41, 0x23, 0x0b];

/** @see https://github.com/WebAssembly/tool-conventions/blob/main/DynamicLinking.md */
const dylink = (memorySize: number): readonly number[] => section(0, [...name("dylink.0"), 1, ...sized([memorySize, 0, 0, 0])]);

/** Has, as EM_JS would have left it, a function in JavaScript. */
export function libraryWithJavaScript(): Buffer {
  const script = bytes("(void)<::>{ self.evaluated = true }\0");
  const imports = [
    [...name("env"), ...name("memory"), MEMORY, 0, 0],
    [...name("env"), ...name("__memory_base"), GLOBAL, I32, 0],
  ];
  return Buffer.from([
    ...HEADER,
    ...dylink(script.length),
    ...section(2, [imports.length, ...imports.flat()]),
    ...section(6, [1, I32, 0, CONST, 0, END]),
    ...section(7, [1, ...name("__em_js__evaluate"), GLOBAL, 1]),
    ...section(11, [1, 0, GLOBAL_GET, 0, END, ...sized(script)]),
  ]);
}

/** Has a function that returns 42. `missing`: and wants the address of one that nobody has. */
export function libraryWithFunction(missing: string | null = null): Buffer {
  const wanted = missing === null ? [] : [[...name("GOT.func"), ...name(missing), GLOBAL, I32, 1]];
  return Buffer.from([
    ...HEADER,
    ...dylink(0),
    ...section(1, [1, 0x60, 0, 1, I32]),
    ...section(2, [wanted.length, ...wanted.flat()]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name("answer"), FUNCTION, 0]),
    ...section(10, [1, ...sized([0, CONST, 42, END])]),
  ]);
}
