/** What a person sees or hears of the bell; the code comes with the first one. */

/** Long enough to be seen; three a second are the most that may flash (WCAG 2.2, 2.3.1) (milliseconds). */
const FLASH = 400;
const SECONDS = 0.12;
const HERTZ = 660;
const LOUDNESS = 0.1;

let ringing: ReturnType<typeof setTimeout> | null = null;
let audio: AudioContext | null = null;

/** Bells that come while one rings are one with it: a program can ring as fast as it likes. */
export function ring(bell: "flash" | "sound", screen: HTMLElement): void {
  if (ringing !== null) return;
  ringing = setTimeout(() => {
    ringing = null;
    screen.classList.remove("bell");
  }, FLASH);
  if (bell === "flash") screen.classList.add("bell");
  else beep();
}

function beep(): void {
  audio ??= new AudioContext();
  const tone = new OscillatorNode(audio, { frequency: HERTZ });
  tone.connect(new GainNode(audio, { gain: LOUDNESS })).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + SECONDS);
}
