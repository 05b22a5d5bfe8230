// Short beeps, made on the spot. Browsers keep a page silent until its first click or key; unlock() belongs into one.

export type Tone = 'assigned' | 'transfer' | 'soon' | 'over' | 'whisper'

// Each sound is a few notes: [frequency in Hz, start in s].
const NOTES: Record<Tone, [number, number][]> = {
  assigned: [[660, 0], [880, 0.12]],
  transfer: [[880, 0], [660, 0.12], [880, 0.24]],
  soon: [[740, 0], [740, 0.2]],
  over: [[520, 0], [390, 0.16], [520, 0.32]],
  whisper: [[990, 0]],
}
const NOTE_S = 0.1
const LOUDEST = 0.3 // gain at a volume of 100 %

let context: AudioContext | null = null

export function unlockSound(): void {
  try {
    context ??= new AudioContext()
    if (context.state === 'suspended') void context.resume()
  } catch {
    // No audio device: everything is shown as well.
  }
}

export function soundReady(): boolean {
  return context?.state === 'running'
}

// play makes one sound; volume is in per cent. Loudness is heard by its square.
export function play(tone: Tone, volume: number): void {
  if (!context || context.state !== 'running' || volume <= 0) return
  const loud = LOUDEST * (volume / 100) ** 2
  for (const [hz, at] of NOTES[tone]) {
    const from = context.currentTime + at
    const note = context.createOscillator()
    const gain = context.createGain()
    note.frequency.value = hz
    gain.gain.setValueAtTime(0, from)
    gain.gain.linearRampToValueAtTime(loud, from + 0.015)
    gain.gain.linearRampToValueAtTime(0, from + NOTE_S)
    note.connect(gain).connect(context.destination)
    note.start(from)
    note.stop(from + NOTE_S)
  }
}
