/** What is where in memory, in bytes. Below are constants; above, from 327680 on, is the content (`src/protocol/zstd.ts`). */

/** How often each symbol comes: i16 × 256. */
export const COUNTS: usize = 1024;
/** Which symbol each state of a table stands for, while the table is made: u8 × 512. */
export const SPREAD: usize = 1536;
/** The next state of each symbol, while a table is made: u16 × 256. */
export const NEXT: usize = 2048;
/** The weights of Huffman's symbols: u8 × 256. */
export const WEIGHTS: usize = 2560;
/** What is read from the next 11 bits of literals: u16 × 2048, bits │ symbol. */
export const HUFFMAN: usize = 4096;
/** The states of the three parts of a sequence, and of the weights: u64 × 512, 512, 256 and 64. */
export const RUN_STATES: usize = 8192;
export const MATCH_STATES: usize = 12288;
export const OFFSET_STATES: usize = 16384;
export const WEIGHT_STATES: usize = 18432;
/** The least that the codes of lengths stand for: u32 × 64 each. */
export const RUN_BASES: usize = 18944;
export const MATCH_BASES: usize = 19200;
/** A block's literals: 128 KiB, and what is written behind them in one go. */
export const LITERALS: usize = 20480;

/** A block as it comes, and what is read behind it in one go. `src/protocol/zstd.ts` puts it there. */
export const INPUT: usize = 155648;

/** What a block has at most. */
export const MAX_BLOCK: i32 = 1 << 17;
