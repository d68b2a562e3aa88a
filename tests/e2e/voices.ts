import { writeFileSync } from 'node:fs'

const RATE = 48_000

/**
 * A WAV file of short pulses of one pitch: what a person's voice is to a microphone's noise suppression, which would take
 * away a steady tone. 16-bit mono. Source: RIFF WAVE, PCM format.
 */
export function writeVoice(path: string, hertz: number, seconds = 8): void {
  const samples = RATE * seconds
  const file = Buffer.alloc(44 + samples * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + samples * 2, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(RATE, 24)
  file.writeUInt32LE(RATE * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(samples * 2, 40)
  for (let n = 0; n < samples; n++) {
    const t = n / RATE
    const pulse = Math.max(0, Math.sin(2 * Math.PI * 2.5 * t)) ** 2
    file.writeInt16LE(Math.round(Math.sin(2 * Math.PI * hertz * t) * pulse * 20_000), 44 + n * 2)
  }
  writeFileSync(path, file)
}
