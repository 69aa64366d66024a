/** What is used of Emscripten's module. */
export interface Memory {
  HEAPU8: Uint8Array;
  stackSave(): number;
  _emscripten_stack_get_end(): number;
  _malloc(size: number): number;
  _free(address: number): void;
  _malloc_usable_size(address: number): number;
  _malloc_footprint(): number;
  _malloc_set_footprint_limit(limit: number): number;
}

/** Zeroes what is not in use, so that it takes no room in the compressed snapshot: the free stack and the free heap. */
export function scrub(memory: Memory): void {
  memory.HEAPU8.fill(0, memory._emscripten_stack_get_end(), memory.stackSave());
  scrubHeap(memory);
}

const LARGEST = 1 << 24;
const NO_LIMIT = 0xffff_ffff;

/** Takes all free memory, the largest pieces first, zeroes it and gives it back. The limit keeps malloc from asking for more. */
function scrubHeap(memory: Memory): void {
  memory._malloc_set_footprint_limit(memory._malloc_footprint());
  const taken: number[] = [];
  for (let size = LARGEST; size > 0; size = smaller(size)) {
    for (let address; (address = memory._malloc(size)) !== 0; taken.push(address)) {
      memory.HEAPU8.fill(0, address, address + memory._malloc_usable_size(address));
    }
  }
  for (const address of taken) memory._free(address);
  memory._malloc_set_footprint_limit(NO_LIMIT);
}

/** malloc hands out multiples of 8; large pieces need not be met exactly. */
function smaller(size: number): number {
  return size > 4096 ? Math.floor((size * 0.9) / 8) * 8 : size - 8;
}
